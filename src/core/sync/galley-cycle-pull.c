/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pulling. A page of changes and its cursor are one job: what is dirty here is merged before that job, so that the
 * cursor never stands in the store without its changes. The store is given the next pages while it writes one; a page that
 * does not stand behind the cursor is left alone there, and given again when those before it are done. A cursor that the
 * server no longer knows leads over the manifest, which tells what is gone, and then to the feed's beginning. */
#include "core/sync/galley-cycle.h"
#include "core/sync/galley-cycle-private.h"

#include "core/base/galley-error.h"
#include "core/store/galley-store-sent.h"
#include "core/store/galley-store-settings.h"

#include <stdlib.h>
#include <string.h>

#define PAGE 100
/* So many pages the store has at once. */
#define MAX_BEGUN 4
#define MAX_ROUNDS 20

/* The epoch that the cursor belongs to, and what the brake counts over the pages of one delta. */
#define SETTING_EPOCH "cursor-epoch"
#define SETTING_DELETIONS "deletions"

typedef struct
{
  GalleyChanges *changes;
  GPtrArray *texts;    /* (element-type GalleyStoreTexts) (nullable elements): of the revisions in changes */
  char *since;         /* the cursor that it stands behind, NULL: the feed's beginning */
  gint64 now;          /* when it was begun */
  const char *epoch;   /* to be noted with the cursor, NULL: stands already */
  const char *keeper;  /* whose articles are sent again instead of deleted, NULL: nothing is kept */
  GalleyCycleReport *report;
  gboolean is_sent;    /* of some article it is noted that it was sent */
  guint n_upserts;
  GPtrArray *dirty;    /* (element-type GalleyRevision): to be merged first; not empty: nothing was committed */
  gboolean is_early;   /* the cursor stands elsewhere: nothing was committed */
  GalleyStoreTicket *ticket; /* of the job that works on it, NULL: none */
} Page;

static void
page_free (Page *self)
{
  /* The job has it until its end. */
  if (self->ticket != NULL)
    galley_store_end (self->ticket, NULL);
  galley_changes_free (self->changes);
  g_ptr_array_unref (self->texts);
  g_free (self->since);
  g_ptr_array_unref (self->dirty);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Page, page_free)

static GHashTable *
load_known (GalleyDatabase *database,
            GError        **error)
{
  g_autoptr (GPtrArray) ids = galley_record_list_known_in_store (database, error);
  GHashTable *known;

  if (ids == NULL)
    return NULL;
  known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (known, g_strdup (g_ptr_array_index (ids, i)));
  return known;
}

static gboolean
is_removal (const GalleyChange *change)
{
  return change->kind == GALLEY_CHANGE_DELETED || change->kind == GALLEY_CHANGE_HIDDEN;
}

/* Counts over all pages of a delta: "DELETED/KNOWN" stands in the store until its last page. */
static gboolean
brake_in_store (GalleyDatabase *database,
                Page           *page,
                GError        **error)
{
  GalleyChanges *changes = page->changes;
  g_autoptr (GHashTable) known = NULL;
  g_autofree char *count = galley_setting_load_text_in_store (database, SETTING_DELETIONS, NULL);
  guint n_deleted = 0;
  guint n_known;

  for (guint i = 0; i < changes->changes->len; i++)
    {
      const GalleyChange *change = g_ptr_array_index (changes->changes, i);

      if (!is_removal (change))
        continue;
      if (known == NULL)
        known = load_known (database, error);
      if (known == NULL)
        return FALSE;
      n_deleted += g_hash_table_contains (known, change->id) ? 1 : 0;
    }
  if (n_deleted > 0)
    {
      g_autofree char *sum = NULL;

      n_known = g_hash_table_size (known);
      if (count != NULL && strchr (count, '/') != NULL)
        {
          n_deleted += (guint) strtoul (count, NULL, 10);
          n_known = (guint) strtoul (strchr (count, '/') + 1, NULL, 10);
        }
      if (!galley_cycle_brake_is_off (database) && !galley_cycle_brake (page->report, n_deleted, n_known, error))
        return FALSE;
      sum = g_strdup_printf ("%u/%u", n_deleted, n_known);
      if (!galley_setting_save_text_in_store (database, SETTING_DELETIONS, sum, error))
        return FALSE;
    }
  if (changes->has_more)
    return TRUE;
  return galley_setting_save_text_in_store (database, SETTING_DELETIONS, NULL, error)
         && galley_setting_save_text_in_store (database, GALLEY_CYCLE_ANSWER, NULL, error);
}

static gboolean
has_as_base (GalleyDatabase *database,
             GalleyRevision *theirs,
             GError        **error)
{
  g_autoptr (GalleyRecord) record =
    galley_record_load_in_store (database, galley_revision_get_id (theirs), error);

  return record != NULL && record->base != NULL
         && strcmp (galley_revision_get_state (record->base)->etag, galley_revision_get_state (theirs)->etag) == 0;
}

static gboolean
apply_upsert (GalleyDatabase *database,
              Page           *page,
              guint           place,
              GError        **error)
{
  const GalleyStoreTexts *texts = g_ptr_array_index (page->texts, place);
  GalleyRevision *theirs = texts->revision;
  g_autoptr (GError) cause = NULL;
  gboolean is_taken = FALSE;

  if (!galley_record_pull_texts_in_store (database, texts, page->now, &is_taken, error))
    return FALSE;
  page->n_upserts++;
  if (is_taken)
    return !page->is_sent || galley_sent_forget_in_store (database, galley_revision_get_id (theirs), error);
  if (has_as_base (database, theirs, &cause))
    return TRUE;
  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  g_ptr_array_add (page->dirty, galley_revision_ref (theirs));
  return TRUE;
}

/* The server has it no longer, and it is to stay. What is mine is sent again as new; somebody else's is his to send, and
 * stays here as it is. Trash and back makes a clean row wait. */
static gboolean
send_again (GalleyDatabase *database,
            const char     *id,
            const char     *user,
            gint64          now,
            GError        **error)
{
  g_autoptr (GalleyRecord) record = galley_record_load_in_store (database, id, error);
  const char *owner;

  if (record == NULL)
    return FALSE;
  owner = galley_revision_get_state (record->revision)->owner;
  if (*owner != '\0' && strcmp (owner, user) != 0)
    return TRUE;
  if (!record->is_dirty && !record->is_trashed
      && !(galley_record_set_trashed_in_store (database, id, TRUE, now, error)
           && galley_record_set_trashed_in_store (database, id, FALSE, now, error)))
    return FALSE;
  return galley_record_remove_in_store (database, id, FALSE, now, error);
}

static gboolean
apply_change (GalleyDatabase *database,
              Page           *page,
              guint           place,
              GError        **error)
{
  const GalleyChange *change = g_ptr_array_index (page->changes->changes, place);

  switch (change->kind)
    {
    case GALLEY_CHANGE_UPSERT:
      return apply_upsert (database, page, place, error);
    case GALLEY_CHANGE_DELETED:
      if (page->keeper != NULL)
        return send_again (database, change->id, page->keeper, page->now, error);
      return galley_record_remove_in_store (database, change->id, FALSE, page->now, error);
    case GALLEY_CHANGE_HIDDEN:
      if (page->keeper != NULL)
        return TRUE;
      return galley_record_remove_in_store (database, change->id, TRUE, page->now, error);
    case GALLEY_CHANGE_LIST_PUT:
      return galley_list_put_in_store (database, change->list, change->id, change->value, error);
    case GALLEY_CHANGE_LIST_DELETED:
    default:
      return galley_list_remove_in_store (database, change->list, change->id, error);
    }
}

static gpointer
apply_page_in_store (GalleyDatabase *database,
                     gpointer        input,
                     GError        **error)
{
  Page *page = input;
  GError *cause = NULL;
  g_autofree char *cursor = galley_setting_load_text_in_store (database, GALLEY_SETTING_CURSOR, &cause);

  page->n_upserts = 0;
  page->is_early = g_strcmp0 (cursor, page->since) != 0;
  if (cause == NULL && page->is_early)
    g_set_error_literal (&cause, GALLEY_ERROR, GALLEY_ERROR_BUSY, "The page before this one is not done");
  if (cause == NULL)
    page->is_sent = galley_sent_is_any_in_store (database, &cause);
  if (cause != NULL)
    {
      g_propagate_error (error, cause);
      return NULL;
    }
  if (!brake_in_store (database, page, error))
    return NULL;
  /* From the feed's beginning all entries of lists come again, but none is told that has gone since. */
  if (page->since == NULL && !galley_lists_clear_in_store (database, error))
    return NULL;
  for (guint i = 0; i < page->changes->changes->len; i++)
    if (!apply_change (database, page, i, error))
      return NULL;
  if (page->dirty->len > 0)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_CONFLICT, "%u articles have to be merged first",
                   page->dirty->len);
      return NULL;
    }
  if (page->epoch != NULL && !galley_setting_save_text_in_store (database, SETTING_EPOCH, page->epoch, error))
    return NULL;
  galley_setting_save_text_in_store (database, GALLEY_SETTING_CURSOR, page->changes->cursor, error);
  return NULL;
}

static void
begin_page (GalleyCycle *self,
            Page        *page)
{
  page->now = galley_clock_get_real_time (self->clock);
  g_ptr_array_set_size (page->dirty, 0);
  page->ticket = galley_store_begin (self->store, GALLEY_LANE_SERVED, apply_page_in_store, page);
}

/* Waits for the page that was begun, the first that is not done; what it finds dirty is merged, and the page begun again. */
static gboolean
end_page (GalleyCycle *self,
          Page        *page,
          GError     **error)
{
  for (guint round = 1;; round++)
    {
      g_autoptr (GError) cause = NULL;

      galley_store_end (g_steal_pointer (&page->ticket), &cause);
      if (cause == NULL)
        {
          self->report->pulled += page->n_upserts;
          return TRUE;
        }
      if (page->dirty->len == 0 && !page->is_early)
        {
          g_propagate_error (error, g_steal_pointer (&cause));
          return FALSE;
        }
      for (guint i = 0; i < page->dirty->len; i++)
        if (!galley_cycle_take (self, g_ptr_array_index (page->dirty, i), error))
          return FALSE;
      if (round == MAX_ROUNDS)
        break;
      begin_page (self, page);
    }
  g_set_error_literal (error, GALLEY_ERROR, GALLEY_ERROR_BUSY, "Articles change faster than they can be merged");
  return FALSE;
}

/* Where the feed was left. */
typedef struct
{
  char *cursor;
  char *epoch;
  char *answer; /* to the brake, NULL: none */
  char *keeper; /* see Page */
} Place;

static void
place_clear (Place *self)
{
  g_clear_pointer (&self->cursor, g_free);
  g_clear_pointer (&self->epoch, g_free);
  g_clear_pointer (&self->answer, g_free);
  g_clear_pointer (&self->keeper, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

static gpointer
load_place_in_store (GalleyDatabase *database,
                     gpointer        input,
                     GError        **error)
{
  Place *place = input;
  GError *cause = NULL;

  place->cursor = galley_setting_load_text_in_store (database, GALLEY_SETTING_CURSOR, &cause);
  if (cause == NULL)
    place->epoch = galley_setting_load_text_in_store (database, SETTING_EPOCH, &cause);
  if (cause == NULL)
    place->answer = galley_setting_load_text_in_store (database, GALLEY_CYCLE_ANSWER, &cause);
  if (cause != NULL)
    g_propagate_error (error, cause);
  return NULL;
}

typedef struct
{
  const char *id;
  const char *user;
  gboolean is_kept;
  gint64 now;
} LostInput;

static gpointer
lose_in_store (GalleyDatabase *database,
               gpointer        input,
               GError        **error)
{
  LostInput *lost = input;

  if (lost->is_kept)
    send_again (database, lost->id, lost->user, lost->now, error);
  else
    galley_record_remove_in_store (database, lost->id, FALSE, lost->now, error);
  return NULL;
}

typedef struct
{
  GHashTable *manifest;
  gboolean is_new_epoch;
  GalleyCycleReport *report;
  GPtrArray *absent; /* ids */
} AbsentInput;

static gpointer
find_absent_in_store (GalleyDatabase *database,
                      gpointer        input,
                      GError        **error)
{
  AbsentInput *search = input;
  g_autoptr (GPtrArray) known = galley_record_list_known_in_store (database, error);

  if (known == NULL)
    return NULL;
  for (guint i = 0; i < known->len; i++)
    if (!g_hash_table_contains (search->manifest, g_ptr_array_index (known, i)))
      g_ptr_array_add (search->absent, g_strdup (g_ptr_array_index (known, i)));
  if (!search->is_new_epoch && !galley_cycle_brake_is_off (database))
    galley_cycle_brake (search->report, search->absent->len, known->len, error);
  return NULL;
}

typedef struct
{
  const char *epoch;
  gboolean is_new;
} AnewInput;

static gpointer
begin_anew_in_store (GalleyDatabase *database,
                     gpointer        input,
                     GError        **error)
{
  const AnewInput *anew = input;

  if (anew->is_new && !galley_record_forget_bases_in_store (database, error))
    return NULL;
  if (galley_setting_save_text_in_store (database, GALLEY_SETTING_CURSOR, NULL, error)
      && galley_setting_save_text_in_store (database, SETTING_DELETIONS, NULL, error))
    galley_setting_save_text_in_store (database, SETTING_EPOCH, anew->epoch, error);
  return NULL;
}

static gboolean
walk_manifest (GalleyCycle *self,
               Place       *place,
               GError     **error)
{
  g_autoptr (GalleySession) session = galley_transport_hello (self->transport, self->cancellable, error);
  g_autoptr (GHashTable) manifest = NULL;
  g_autoptr (GPtrArray) absent = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *cursor = NULL;
  AbsentInput search = { .report = self->report, .absent = absent };
  LostInput lost;

  if (session == NULL)
    return FALSE;
  manifest = galley_transport_manifest (self->transport, &cursor, self->cancellable, error);
  if (manifest == NULL)
    return FALSE;
  search.manifest = manifest;
  search.is_new_epoch = g_strcmp0 (session->epoch, place->epoch) != 0;
  if (!galley_cycle_run_job (self, find_absent_in_store, &search, error))
    return FALSE;

  lost = (LostInput){ NULL, session->user->id, search.is_new_epoch || place->keeper != NULL,
                        galley_clock_get_real_time (self->clock) };
  for (guint i = 0; i < absent->len; i++)
    {
      lost.id = g_ptr_array_index (absent, i);
      if (!galley_cycle_run_job (self, lose_in_store, &lost, error))
        return FALSE;
    }
  if (!galley_cycle_run_job (self, begin_anew_in_store, &(AnewInput){ session->epoch, search.is_new_epoch }, error))
    return FALSE;
  g_clear_pointer (&place->cursor, g_free);
  g_free (place->epoch);
  place->epoch = g_strdup (session->epoch);
  return TRUE;
}

static GalleyChanges *
fetch_page (GalleyCycle *self,
            const char  *cursor,
            GError     **error)
{
  g_autoptr (GalleyChanges) changes =
    galley_transport_changes (self->transport, cursor, PAGE, 0, self->cancellable, error);

  if (changes == NULL || !changes->has_more || g_strcmp0 (cursor, changes->cursor) != 0)
    return g_steal_pointer (&changes);
  g_set_error_literal (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "The portal's changes do not move on");
  return NULL;
}

/* What stands in the rows of what came: it is worked out here, the store's thread has enough to do. */
static GPtrArray *
make_texts (GalleyChanges *changes)
{
  GPtrArray *texts =
    g_ptr_array_new_full (changes->changes->len, (GDestroyNotify) galley_store_texts_free);

  for (guint i = 0; i < changes->changes->len; i++)
    {
      const GalleyChange *change = g_ptr_array_index (changes->changes, i);

      g_ptr_array_add (texts, change->revision != NULL ? galley_store_texts_new (change->revision) : NULL);
    }
  return texts;
}

/* The page behind @cursor, begun. NULL: it cannot be had. */
static Page *
begin_next (GalleyCycle *self,
            const Place *place,
            const char  *cursor,
            const char  *new_epoch,
            GError     **error)
{
  GalleyChanges *changes = fetch_page (self, cursor, error);
  Page *page;

  if (changes == NULL)
    return NULL;
  page = g_new0 (Page, 1);
  page->changes = changes;
  page->texts = make_texts (changes);
  page->since = g_strdup (cursor);
  page->epoch = new_epoch;
  page->keeper = place->keeper;
  page->report = self->report;
  page->dirty = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_revision_unref);
  begin_page (self, page);
  return page;
}

static void
free_pages (GQueue *pages)
{
  g_queue_free_full (pages, (GDestroyNotify) page_free);
}

/* GONE: walk the manifest first. While the store writes pages, the next one is read, and the one behind on its way. */
static gboolean
follow_feed (GalleyCycle *self,
             Place       *place,
             const char  *new_epoch,
             GError     **error)
{
  GQueue *begun = g_queue_new ();
  g_autoptr (GError) cause = NULL;
  gboolean has_more = TRUE;

  while (has_more || begun->length > 0)
    {
      const Page *last = g_queue_peek_tail (begun);
      g_autoptr (Page) page = NULL;

      if (has_more && begun->length < MAX_BEGUN)
        {
          Page *next = begin_next (self, place, last != NULL ? last->changes->cursor : place->cursor, new_epoch, &cause);

          has_more = next != NULL && next->changes->has_more;
          if (next != NULL)
            g_queue_push_tail (begun, next);
          continue;
        }
      page = g_queue_pop_head (begun);
      if (!end_page (self, page, error))
        {
          free_pages (begun);
          return FALSE;
        }
      g_free (place->cursor);
      place->cursor = g_steal_pointer (&page->changes->cursor);
    }
  free_pages (begun);
  if (cause == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

gboolean
galley_cycle_pull (GalleyCycle *self,
                   GError     **error)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) cause = NULL;
  g_autofree char *new_epoch = NULL;

  if (!galley_cycle_run_job (self, load_place_in_store, &place, error))
    return FALSE;
  if (place.epoch == NULL || g_strcmp0 (place.answer, GALLEY_CYCLE_KEEP) == 0)
    {
      g_autoptr (GalleySession) session = galley_transport_hello (self->transport, self->cancellable, error);

      if (session == NULL)
        return FALSE;
      if (place.epoch == NULL)
        new_epoch = g_strdup (session->epoch);
      if (g_strcmp0 (place.answer, GALLEY_CYCLE_KEEP) == 0)
        place.keeper = g_strdup (session->user->id);
    }
  if (follow_feed (self, &place, new_epoch, &cause))
    return TRUE;
  if (place.cursor == NULL
      || (!g_error_matches (cause, GALLEY_ERROR, GALLEY_ERROR_GONE)
          && !g_error_matches (cause, GALLEY_ERROR, GALLEY_ERROR_REJECTED)))
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  return walk_manifest (self, &place, error) && follow_feed (self, &place, NULL, error);
}
