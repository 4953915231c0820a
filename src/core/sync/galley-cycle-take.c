/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the server's representation of one article comes into the store. The merge itself is worked out on this thread,
 * away from the store's, and put in place by compare-and-swap: whoever types meanwhile makes it be worked out again. */
#include "core/sync/galley-cycle.h"
#include "core/sync/galley-cycle-private.h"

#include "core/base/galley-error.h"
#include "core/store/galley-store-sent.h"
#include "core/wire/galley-wire.h"

#include <string.h>

#define MAX_ROUNDS 20

typedef struct
{
  GalleyRevision *theirs;
  gint64 now;
  gboolean is_taken;
  GalleyRecord *record; /* with what stands here, where it was not taken */
  gboolean is_older;    /* nothing is known to be on the server, and this is what stood here before */
  char **sent;          /* what was sent and not answered, NULL: nothing */
} TakeInput;

static gpointer
take_in_store (GalleyDatabase *database,
               gpointer        input,
               GError        **error)
{
  TakeInput *take = input;
  const char *id = galley_revision_get_id (take->theirs);

  if (!galley_record_pull_in_store (database, take->theirs, take->now, &take->is_taken, error))
    return NULL;
  take->sent = galley_sent_load_in_store (database, id, NULL);
  if (take->is_taken)
    {
      if (take->sent != NULL)
        galley_sent_forget_in_store (database, id, error);
      return NULL;
    }

  /* Ours, and the answer was lost: it becomes the base, and what was typed since stays waiting (no row is of
   * generation 0). */
  if (take->sent != NULL
      && g_strv_contains ((const char *const *) take->sent, galley_wire_get_content_hash (take->theirs)))
    {
      take->is_taken = galley_record_acknowledge_in_store (database, 0, take->theirs, take->now, error)
                       && galley_sent_forget_in_store (database, id, error);
      return NULL;
    }
  take->record = galley_record_load_in_store (database, id, error);
  if (take->record != NULL && take->record->base == NULL)
    galley_versions_have_in_store (database, id, galley_wire_get_content_hash (take->theirs), &take->is_older, error);
  return NULL;
}

typedef struct
{
  gint64 generation;
  GalleyRevision *merged;
  GalleyRevision *theirs;
  GPtrArray *conflicts;
  gint64 now;
} MergeInput;

static gpointer
merge_in_store (GalleyDatabase *database,
                gpointer        input,
                GError        **error)
{
  MergeInput *merge = input;

  if (galley_record_merge_in_store (database, merge->generation, merge->merged, merge->theirs, merge->conflicts,
                                    merge->now, error))
    galley_sent_forget_in_store (database, galley_revision_get_id (merge->theirs), error);
  return NULL;
}

static gpointer
restore_in_store (GalleyDatabase *database,
                  gpointer        input,
                  GError        **error)
{
  TakeInput *take = input;

  galley_record_set_trashed_in_store (database, galley_revision_get_id (take->theirs), FALSE, take->now, error);
  return NULL;
}

static gpointer
adopt_in_store (GalleyDatabase *database,
                gpointer        input,
                GError        **error)
{
  TakeInput *take = input;

  if (galley_record_acknowledge_in_store (database, 0, take->theirs, take->now, error))
    galley_sent_forget_in_store (database, galley_revision_get_id (take->theirs), error);
  return NULL;
}

/* A server without its history, or with none of this article for us, has nothing to say. */
static gboolean
has_no_history (const GError *error)
{
  return g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND)
         || g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_GONE)
         || g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_FORBIDDEN)
         || g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_REJECTED);
}

/* Ours, the answer was lost, and somebody has written on it since: it becomes the base. Merged from the older one, what was
 * written here would stand there twice wherever theirs is no longer just the same. @is_adopted: (out). */
static gboolean
adopt_sent (GalleyCycle *self,
            TakeInput   *take,
            gboolean    *is_adopted,
            GError     **error)
{
  const GalleyRevision *base = take->record != NULL ? take->record->base : NULL;
  const char *since = base != NULL ? galley_revision_get_state ((GalleyRevision *) base)->etag : "";
  GError *cause = NULL;
  g_autoptr (GalleyRevision) found =
    galley_transport_find (self->transport, galley_revision_get_id (take->theirs), (const char *const *) take->sent,
                           since, self->cancellable, &cause);
  g_autoptr (GalleyState) state = NULL;
  g_autoptr (GalleyRevision) ours = NULL;

  *is_adopted = found != NULL;
  if (found == NULL && (cause == NULL || has_no_history (cause)))
    {
      g_clear_error (&cause);
      return TRUE;
    }
  if (found == NULL)
    {
      g_propagate_error (error, cause);
      return FALSE;
    }
  /* All else of the state is theirs, which comes behind it at once. */
  state = galley_state_copy (galley_revision_get_state (take->theirs));
  galley_state_set_text (&state->etag, galley_revision_get_state (found)->etag);
  ours = galley_revision_with_state (found, state);
  return galley_cycle_run_job (self, adopt_in_store, &(TakeInput){ .theirs = ours, .now = take->now }, error);
}

static gboolean
is_base (GalleyRecord   *record,
         GalleyRevision *theirs)
{
  return record->base != NULL
         && strcmp (galley_revision_get_state (record->base)->etag, galley_revision_get_state (theirs)->etag) == 0
         && galley_revision_has_same_content (record->base, theirs);
}

/* CONFLICT: to be done again. */
static gboolean
merge (GalleyCycle  *self,
       TakeInput    *take,
       GError      **error)
{
  GalleyRecord *record = take->record;
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GalleyRevision) merged = NULL;
  g_autoptr (GalleyRevision) in_dispute = NULL;
  GalleyRevision *base;
  MergeInput input = { .generation = record->generation, .theirs = take->theirs, .now = take->now };

  /* Thrown away here, written on there: a deletion never beats an edit, so it comes back with both. */
  if (record->is_trashed && record->base != NULL
      && !galley_revision_has_same_content (record->base, take->theirs))
    {
      if (galley_cycle_run_job (self, restore_in_store, take, error))
        g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_CONFLICT, "Article %s was restored",
                     galley_revision_get_id (take->theirs));
      return FALSE;
    }

  base = take->is_older ? take->theirs : record->base;
  if (base != NULL && record->conflicts != NULL)
    in_dispute = base = galley_merge_dup_base (base, record->conflicts, take->theirs);
  merged = galley_merge (base, record->revision, take->theirs, &conflicts);
  input.merged = merged;
  input.conflicts = conflicts;
  if (!galley_cycle_run_job (self, merge_in_store, &input, error))
    return FALSE;
  self->report->merged++;
  if (conflicts->len > 0)
    self->report->conflicts++;
  return TRUE;
}

/* One try; CONFLICT: to be done again. */
static gboolean
take_once (GalleyCycle *self,
           TakeInput   *take,
           GError     **error)
{
  gboolean is_adopted = FALSE;

  if (!galley_cycle_run_job (self, take_in_store, take, error))
    return FALSE;
  if (take->is_taken || is_base (take->record, take->theirs))
    return TRUE;
  if (take->sent != NULL && !adopt_sent (self, take, &is_adopted, error))
    return FALSE;
  if (!is_adopted)
    return merge (self, take, error);
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_CONFLICT, "Article %s has another base by now",
               galley_revision_get_id (take->theirs));
  return FALSE;
}

gboolean
galley_cycle_take (GalleyCycle    *self,
                   GalleyRevision *theirs,
                   GError        **error)
{
  for (guint round = 0; round < MAX_ROUNDS; round++)
    {
      TakeInput input = { .theirs = theirs, .now = galley_clock_get_real_time (self->clock) };
      g_autoptr (GError) cause = NULL;
      gboolean is_done = take_once (self, &input, &cause);

      galley_record_free (input.record);
      g_strfreev (input.sent);
      if (is_done)
        return TRUE;
      if (!g_error_matches (cause, GALLEY_ERROR, GALLEY_ERROR_CONFLICT))
        {
          g_propagate_error (error, g_steal_pointer (&cause));
          return FALSE;
        }
    }
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_BUSY, "Article %s changes faster than it can be merged",
               galley_revision_get_id (theirs));
  return FALSE;
}
