/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the account keeps in its store beside articles: who is signed in, the portal's layout, the vocabulary, and the
 * figures of what waits. Read from the store at opening, so that a start without a network knows it all. */
#include "core/workspace/galley-workspace.h"

#include "core/base/galley-task.h"
#include "core/store/galley-store-media.h"
#include "core/store/galley-store-settings.h"
#include "core/store/galley-store-slots.h"
#include "core/sync/galley-cycle.h"
#include "core/workspace/galley-workspace-private.h"

#include <string.h>

/* What stands in the store, read by one job. */
typedef struct
{
  char *session;
  GBytes *zip;
  char *time;
} Settings;

/* And what a worker made of the pack. */
typedef struct
{
  GalleyLayout *layout;
  gint64 time;
} Parsed;

static void
settings_free (gpointer data)
{
  Settings *self = data;

  g_free (self->session);
  g_clear_pointer (&self->zip, g_bytes_unref);
  g_free (self->time);
  g_free (self);
}

static void
parsed_free (gpointer data)
{
  Parsed *self = data;

  g_clear_pointer (&self->layout, galley_layout_unref);
  g_free (self);
}

static gpointer
load_settings_in_store (GalleyDatabase *database,
                        gpointer        input,
                        GError        **error)
{
  Settings *settings = g_new0 (Settings, 1);
  GError *cause = NULL;

  settings->session = galley_setting_load_text_in_store (database, GALLEY_SETTING_SESSION, &cause);
  if (cause == NULL)
    settings->zip = galley_setting_load_in_store (database, GALLEY_SETTING_LAYOUT, &cause);
  if (cause == NULL)
    settings->time = galley_setting_load_text_in_store (database, GALLEY_SETTING_LAYOUT_TIME, &cause);
  if (cause == NULL)
    return settings;
  settings_free (settings);
  g_propagate_error (error, cause);
  return NULL;
}

/* What cannot be read counts as not there; the next greeting brings it anew. */
static void
parse_on_worker (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  Settings *settings = data;
  Parsed *parsed = g_new0 (Parsed, 1);
  g_autoptr (GError) error = NULL;

  if (settings->zip != NULL)
    parsed->layout = galley_layout_new_from_zip (settings->zip, &error);
  if (error != NULL)
    g_info ("The kept layout: %s", error->message);
  if (settings->time != NULL && !galley_time_parse (settings->time, &parsed->time))
    parsed->time = 0;
  g_task_return_pointer (task, parsed, parsed_free);
}

static void
tell_manuscripts (GalleyWorkspace *self)
{
  g_autoptr (GPtrArray) manuscripts = galley_workspace_dup_manuscripts (self);

  for (guint i = 0; i < manuscripts->len; i++)
    galley_workspace_set_surroundings (self, g_ptr_array_index (manuscripts, i));
}

static gboolean
same_user (const GalleyUser *a,
           const GalleyUser *b)
{
  return strcmp (a->id, b->id) == 0 && strcmp (a->name, b->name) == 0
         && strcmp (a->department, b->department) == 0
         && g_strv_equal ((const char *const *) a->roles, (const char *const *) b->roles);
}

/* So that a list of accounts has it without opening their stores. Where it cannot be kept the next session brings it. */
static void
keep_name (GalleyWorkspace *self)
{
  g_autoptr (GError) error = NULL;

  if (!galley_account_is_local (self->account) && !galley_account_set_name (self->account, self->user->name, &error))
    g_info ("The account's name: %s", error->message);
}

/* A few hundred bytes, and whose articles a list shows hangs on them: taken at once, before the pack is parsed. */
static void
take_session (GalleyWorkspace *self,
              const char      *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleySession) session = json != NULL ? galley_session_parse (json, &error) : NULL;

  if (error != NULL)
    g_info ("The kept session: %s", error->message);
  if (session == NULL || same_user (self->user, session->user))
    return;
  galley_user_free (self->user);
  self->user = g_steal_pointer (&session->user);
  keep_name (self);
  tell_manuscripts (self);
  galley_workspace_begin_attention (self);
  galley_workspace_emit_user_changed (self);
}

static void
take_layout (GalleyWorkspace *self,
             Parsed          *parsed)
{
  gboolean is_layout_new =
    parsed->layout != NULL
    && strcmp (galley_layout_get_version (self->layout), galley_layout_get_version (parsed->layout)) != 0;

  if (parsed->layout != NULL)
    self->layout_time = parsed->time;
  if (!is_layout_new)
    return;
  galley_layout_unref (self->layout);
  self->layout = g_steal_pointer (&parsed->layout);
  if (self->engine != NULL)
    galley_sync_engine_set_patience (
      self->engine, galley_site_get_publish_patience (galley_layout_get_site (self->layout)));
  tell_manuscripts (self);
  galley_workspace_begin_attention (self);
  galley_workspace_emit_layout_changed (self);
}

static void
end_loading (GalleyWorkspace *self)
{
  self->is_loading_settings = FALSE;
  if (!self->is_settings_asked_again || self->is_closed)
    return;
  self->is_settings_asked_again = FALSE;
  galley_workspace_load_settings (self);
}

static void
parsed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  GalleyWorkspace *self = GALLEY_WORKSPACE (source);
  /* Cancelled by the close: nothing is taken any more. */
  Parsed *parsed = g_task_propagate_pointer (G_TASK (result), NULL);

  if (parsed != NULL && !self->is_closed)
    take_layout (self, parsed);
  g_clear_pointer (&parsed, parsed_free);
  end_loading (self);
}

static void
settings_loaded_cb (GObject      *store,
                    GAsyncResult *result,
                    gpointer      data)
{
  g_autoptr (GalleyWorkspace) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTask) task = NULL;
  Settings *settings = galley_store_run_finish (GALLEY_STORE (store), result, &error);

  if (settings == NULL)
    {
      if (!self->is_closed)
        g_info ("The account's settings were not read: %s", error->message);
      end_loading (self);
      return;
    }
  if (!self->is_closed)
    take_session (self, settings->session);
  task = g_task_new (self, self->cancellable, parsed_cb, NULL);
  g_task_set_task_data (task, settings, settings_free);
  galley_task_run_in_thread (task, parse_on_worker);
}

void
galley_workspace_load_settings (GalleyWorkspace *self)
{
  if (self->is_loading_settings)
    {
      self->is_settings_asked_again = TRUE;
      return;
    }
  self->is_loading_settings = TRUE;
  galley_store_run_async (self->store, GALLEY_LANE_PERSON, load_settings_in_store, NULL, NULL, settings_free,
                          self->cancellable, settings_loaded_cb, g_object_ref (self));
}

/* The vocabulary. */

static gpointer
load_tags_in_store (GalleyDatabase *database,
                    gpointer        input,
                    GError        **error)
{
  return galley_list_load_in_store (database, "tags", error);
}

static void
tags_loaded_cb (GObject      *store,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr (GalleyWorkspace) self = data;
  /* The vocabulary as it stood is better than none. */
  GPtrArray *tags = galley_store_run_finish (GALLEY_STORE (store), result, NULL);

  if (tags == NULL)
    return;
  g_ptr_array_unref (self->tags);
  self->tags = tags;
  if (!self->is_closed)
    galley_workspace_emit_tags_changed (self);
}

void
galley_workspace_load_tags (GalleyWorkspace *self)
{
  galley_store_run_async (self->store, GALLEY_LANE_PERSON, load_tags_in_store, NULL, NULL,
                          (GDestroyNotify) g_ptr_array_unref, self->cancellable, tags_loaded_cb,
                          g_object_ref (self));
}

GPtrArray *
galley_workspace_complete_tag (GalleyWorkspace *self,
                               const char      *text,
                               guint            limit)
{
  g_autoptr (GPtrArray) inside = NULL;
  g_autofree char *wanted = NULL;
  GPtrArray *found;

  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  wanted = g_utf8_casefold (text, -1);
  inside = g_ptr_array_new ();
  found = g_ptr_array_new ();
  for (guint i = 0; i < self->tags->len && found->len < limit; i++)
    {
      char *tag = g_ptr_array_index (self->tags, i);
      g_autofree char *folded = g_utf8_casefold (tag, -1);

      if (g_str_has_prefix (folded, wanted))
        g_ptr_array_add (found, tag);
      else if (inside->len < limit && strstr (folded, wanted) != NULL)
        g_ptr_array_add (inside, tag);
    }
  for (guint i = 0; i < inside->len && found->len < limit; i++)
    g_ptr_array_add (found, g_ptr_array_index (inside, i));
  return found;
}

/* The figures. */

typedef struct
{
  GalleyOutboxFigures figures;
  GalleyWithdrawal *withdrawal; /* (nullable) */
  char *refused_slot;           /* (nullable) */
  GHashTable *unsent;           /* id -> GalleyUnsent */
} Count;

void
galley_withdrawal_free (GalleyWithdrawal *self)
{
  g_free (self->article);
  g_free (self->refusal);
  g_free (self->headline);
  g_free (self);
}

static void
count_free (gpointer data)
{
  Count *self = data;

  g_clear_pointer (&self->withdrawal, galley_withdrawal_free);
  g_free (self->refused_slot);
  g_hash_table_unref (self->unsent);
  g_free (self);
}

/* Whether @entry is told of before what @other tells. */
static gboolean
comes_first (const GalleyOutboxEntry *entry,
             const GalleyWithdrawal  *other)
{
  gboolean is_refused = entry->parked != NULL;

  if (other == NULL || is_refused != (other->refusal != NULL))
    return other == NULL || is_refused;
  return entry->queued_real < other->time;
}

static GalleyWithdrawal *
make_withdrawal (const GalleyOutboxEntry *entry,
                 const char              *headline)
{
  GalleyWithdrawal *withdrawal = g_new0 (GalleyWithdrawal, 1);

  withdrawal->sequence = entry->sequence;
  withdrawal->article = g_strdup (entry->article);
  withdrawal->refusal = g_strdup (entry->parked);
  withdrawal->headline = g_strdup (headline != NULL ? headline : "");
  withdrawal->time = entry->queued_real;
  if (g_strcmp0 (entry->boot_id, galley_clock_get_boot_id ()) == 0)
    withdrawal->hold_until = entry->hold_until;
  return withdrawal;
}

/* One that was refused counts as long as the page is public as far as is known here: somebody else may have withdrawn it. */
static gboolean
count_withdrawal (Count                   *self,
                  GalleyDatabase          *database,
                  const GalleyOutboxEntry *entry,
                  GError                 **error)
{
  GalleySummaryData summary = { 0 };
  gint64 row = 0;
  gboolean counts;

  if (!galley_summary_find_row_in_store (database, entry->article, &row, error)
      || (row != 0 && !galley_summary_load_in_store (database, row, &summary, error)))
    return FALSE;
  counts = entry->parked == NULL || row == 0 || summary.status == GALLEY_STATUS_PUBLISHED;
  if (counts && entry->parked != NULL)
    self->figures.refused++;
  else if (counts)
    self->figures.withdrawals++;
  if (counts && comes_first (entry, self->withdrawal))
    {
      g_clear_pointer (&self->withdrawal, galley_withdrawal_free);
      self->withdrawal = make_withdrawal (entry, summary.headline);
    }
  galley_summary_data_clear (&summary);
  return TRUE;
}

static void
count_entry (Count             *self,
             GalleyOutboxEntry *entry)
{
  GalleyUnsent *unsent = g_hash_table_lookup (self->unsent, entry->article);

  if (unsent == NULL)
    {
      unsent = g_new0 (GalleyUnsent, 1);
      g_hash_table_insert (self->unsent, g_strdup (entry->article), unsent);
    }
  galley_unsent_add (unsent, entry);
  if (entry->parked != NULL)
    {
      if (strcmp (entry->parked, GALLEY_PARKED_HELD) == 0)
        self->figures.held++;
      else if (galley_unsent_is_parked (entry)) /* a conflict is counted as one */
        self->figures.parked++;
      return;
    }
  self->figures.waiting++;
}

static gboolean
count_withdrawals (Count          *self,
                   GalleyDatabase *database,
                   GPtrArray      *entries,
                   GError        **error)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const GalleyOutboxEntry *entry = g_ptr_array_index (entries, i);

      if (entry->kind == GALLEY_OUTBOX_ACTION && entry->action == GALLEY_ACTION_WITHDRAW
          && !count_withdrawal (self, database, entry, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
count_slots (Count          *self,
             GalleyDatabase *database,
             GError        **error)
{
  g_autoptr (GPtrArray) changes = galley_slot_changes_load_in_store (database, error);

  if (changes == NULL)
    return FALSE;
  for (guint i = 0; i < changes->len; i++)
    {
      const GalleySlotChange *change = changes->pdata[i];

      if (change->refused == NULL)
        self->figures.waiting++;
      else if (self->figures.slots++ == 0)
        self->refused_slot = g_strdup (change->slot);
    }
  return TRUE;
}

static gpointer
count_in_store (GalleyDatabase *database,
                gpointer        input,
                GError        **error)
{
  const GalleyFilter filter = { .kind = GALLEY_FILTER_CONFLICTS };
  g_autoptr (GPtrArray) entries = galley_outbox_load_in_store (database, error);
  g_autoptr (GPtrArray) stopped = NULL;
  gint64 n_conflicts;
  Count *count;

  if (entries != NULL)
    stopped = galley_media_list_wished_in_store (database, GALLEY_MEDIA_WISH_STOPPED, error);
  if (stopped == NULL)
    return NULL;
  n_conflicts = galley_filter_count_in_store (database, &filter, error);
  if (n_conflicts < 0)
    return NULL;
  count = g_new0 (Count, 1);
  count->unsent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) galley_unsent_free);
  count->figures.conflicts = (guint) n_conflicts;
  count->figures.stopped = stopped->len;
  for (guint i = 0; i < entries->len; i++)
    count_entry (count, g_ptr_array_index (entries, i));
  if (count_withdrawals (count, database, entries, error) && count_slots (count, database, error))
    return count;
  count_free (count);
  return NULL;
}

static gboolean
same_figures (const GalleyOutboxFigures *a,
              const GalleyOutboxFigures *b)
{
  return a->slots == b->slots && a->waiting == b->waiting && a->parked == b->parked && a->conflicts == b->conflicts &&
         a->withdrawals == b->withdrawals && a->refused == b->refused && a->held == b->held && a->stopped == b->stopped;
}

static gboolean
same_withdrawal (const GalleyWithdrawal *a,
                 const GalleyWithdrawal *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return a->sequence == b->sequence && a->time == b->time && g_strcmp0 (a->refusal, b->refusal) == 0
         && strcmp (a->article, b->article) == 0 && strcmp (a->headline, b->headline) == 0;
}

static void
take_count (GalleyWorkspace *self,
            Count           *count)
{
  g_autoptr (GPtrArray) manuscripts = galley_workspace_dup_manuscripts (self);
  gboolean is_same = same_figures (&self->figures, &count->figures) && same_withdrawal (self->withdrawal, count->withdrawal)
                     && g_strcmp0 (self->refused_slot, count->refused_slot) == 0;

  self->figures = count->figures;
  g_clear_pointer (&self->withdrawal, galley_withdrawal_free);
  self->withdrawal = g_steal_pointer (&count->withdrawal);
  g_free (self->refused_slot);
  self->refused_slot = g_steal_pointer (&count->refused_slot);
  for (guint i = 0; i < manuscripts->len; i++)
    {
      GalleyManuscript *manuscript = g_ptr_array_index (manuscripts, i);
      const GalleyUnsent *unsent = g_hash_table_lookup (count->unsent, galley_article_get_id (manuscript->article));
      const GalleyUnsent nothing = { 0 };

      galley_manuscript_set_unsent (manuscript, unsent != NULL ? unsent : &nothing);
    }
  if (!is_same)
    galley_workspace_emit_sync_changed (self);
}

static void
counted_cb (GObject      *store,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GalleyWorkspace) self = data;
  /* The figures as they stood, until the next change of the outbox. */
  Count *count = galley_store_run_finish (GALLEY_STORE (store), result, NULL);

  self->is_counting = FALSE;
  if (count != NULL && !self->is_closed)
    take_count (self, count);
  g_clear_pointer (&count, count_free);
  if (self->is_count_asked_again && !self->is_closed)
    galley_workspace_load_figures (self);
}

void
galley_workspace_load_figures (GalleyWorkspace *self)
{
  self->is_count_asked_again = self->is_counting;
  if (self->is_counting)
    return;
  self->is_counting = TRUE;
  galley_store_run_async (self->store, GALLEY_LANE_PERSON, count_in_store, NULL, NULL, count_free,
                          self->cancellable, counted_cb, g_object_ref (self));
}
