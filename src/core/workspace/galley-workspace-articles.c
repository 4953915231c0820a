/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The articles in hand: each id is one manuscript for all who open it. The workspace holds a manuscript itself while it
 * is not saved, so that closing a tab never outruns the save. */
#include "core/workspace/galley-workspace.h"

#include "core/base/galley-error.h"
#include "core/base/galley-id.h"
#include "core/workspace/galley-workspace-private.h"

#include <string.h>

static void
manuscript_gone_cb (gpointer data,
                    GObject *where_it_was)
{
  GalleyWorkspace *self = data;
  GHashTableIter iter;
  gpointer manuscript;

  g_hash_table_iter_init (&iter, self->manuscripts);
  while (g_hash_table_iter_next (&iter, NULL, &manuscript))
    if (manuscript == where_it_was)
      {
        g_hash_table_iter_remove (&iter);
        return;
      }
}

static gboolean
let_go_cb (gpointer data)
{
  g_object_unref (data);
  return G_SOURCE_REMOVE;
}

/* The last reference is let go of behind the signal, not inside it. */
static void
saver_changed_cb (GalleyAutosaver *autosaver,
                  gpointer         data)
{
  GalleyManuscript *manuscript = data;
  GalleyWorkspace *self = g_object_get_data (G_OBJECT (autosaver), "galley-workspace");

  if (self == NULL)
    return;
  if (galley_autosaver_get_status (autosaver) != GALLEY_SAVE_CLEAN)
    {
      if (!g_hash_table_contains (self->unsaved, manuscript))
        g_hash_table_add (self->unsaved, g_object_ref (manuscript));
      return;
    }
  galley_workspace_thin_versions (self, galley_article_get_id (manuscript->article));
  if (g_hash_table_contains (self->unsaved, manuscript))
    {
      g_hash_table_steal (self->unsaved, manuscript);
      g_idle_add_full (G_PRIORITY_DEFAULT, let_go_cb, manuscript, NULL);
    }
}

void
galley_workspace_set_surroundings (GalleyWorkspace  *self,
                                   GalleyManuscript *manuscript)
{
  galley_manuscript_set_surroundings (manuscript, self->layout,
                                      galley_account_is_local (self->account) ? NULL : self->user);
}

static void
adopt_manuscript (GalleyWorkspace  *self,
                  GalleyManuscript *manuscript)
{
  galley_workspace_set_surroundings (self, manuscript);
  g_hash_table_insert (self->manuscripts, g_strdup (galley_article_get_id (manuscript->article)), manuscript);
  g_object_weak_ref (G_OBJECT (manuscript), manuscript_gone_cb, self);
  g_object_set_data (G_OBJECT (manuscript->autosaver), "galley-workspace", self);
  g_signal_connect_object (manuscript->autosaver, "changed", G_CALLBACK (saver_changed_cb), manuscript, 0);
}

GPtrArray *
galley_workspace_dup_manuscripts (GalleyWorkspace *self)
{
  GPtrArray *manuscripts = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer manuscript;

  g_hash_table_iter_init (&iter, self->manuscripts);
  while (g_hash_table_iter_next (&iter, NULL, &manuscript))
    g_ptr_array_add (manuscripts, g_object_ref (manuscript));
  return manuscripts;
}

void
galley_workspace_forget_manuscripts (GalleyWorkspace *self)
{
  g_autoptr (GPtrArray) manuscripts = galley_workspace_dup_manuscripts (self);

  for (guint i = 0; i < manuscripts->len; i++)
    {
      GalleyManuscript *manuscript = g_ptr_array_index (manuscripts, i);

      g_object_weak_unref (G_OBJECT (manuscript), manuscript_gone_cb, self);
      g_object_set_data (G_OBJECT (manuscript->autosaver), "galley-workspace", NULL);
      g_signal_handlers_disconnect_by_func (manuscript->autosaver, saver_changed_cb, manuscript);
    }
  g_hash_table_remove_all (self->manuscripts);
  g_hash_table_remove_all (self->unsaved);
}

GalleyManuscript *
galley_workspace_find_manuscript (GalleyWorkspace *self,
                                  const char      *id)
{
  return g_hash_table_lookup (self->manuscripts, id);
}

GalleyState *
galley_workspace_make_state (GalleyWorkspace *self)
{
  GalleyState *state = galley_state_new ();

  galley_state_set_text (&state->owner, self->user->id);
  galley_state_set_text (&state->owner_name, self->user->name);
  galley_state_set_text (&state->department, self->user->department);
  state->created = galley_clock_get_real_time (self->clock);
  state->modified = state->created;
  return state;
}

static GalleyManuscript *
make_manuscript (GalleyWorkspace     *self,
                 const GalleyContent *content)
{
  g_autofree char *id = galley_id_new (self->clock, self->random);
  g_autoptr (GalleyState) state = galley_workspace_make_state (self);
  g_autoptr (GalleyRevision) initial = galley_revision_new (id, content, state);
  GalleyManuscript *manuscript = galley_manuscript_new (self->store, self->clock, initial);

  adopt_manuscript (self, manuscript);
  return manuscript;
}

GalleyManuscript *
galley_workspace_new_article (GalleyWorkspace *self,
                              const char      *channel)
{
  const GalleyChannel *known;
  GalleyContent content = { 0 };

  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (!self->is_closed, NULL);

  known = channel != NULL ? galley_site_get_channel (galley_layout_get_site (self->layout), channel) : NULL;
  if (known != NULL)
    {
      content.fields[GALLEY_FIELD_CHANNEL] = known->id;
      content.fields[GALLEY_FIELD_SOURCE] = known->default_source;
    }
  content.fields[GALLEY_FIELD_EDITOR] = self->user->name;
  return make_manuscript (self, &content);
}

GalleyManuscript *
galley_workspace_new_from_revision (GalleyWorkspace *self,
                                    GalleyRevision  *revision)
{
  const GalleyContent nothing = { 0 };
  GalleyContent content;
  GalleyManuscript *manuscript;
  g_autoptr (GalleyRevision) wanted = NULL;

  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (revision != NULL, NULL);
  g_return_val_if_fail (!self->is_closed, NULL);

  /* A copy of a working copy is an article of its own: published, it must not take another one's place. */
  content = galley_revision_get_content (revision);
  content.fields[GALLEY_FIELD_CORRECTS] = NULL;
  content.fields[GALLEY_FIELD_CORRECTS_HASH] = NULL;

  manuscript = make_manuscript (self, &nothing);
  wanted = galley_revision_new (galley_article_get_id (manuscript->article), &content,
                                (GalleyState *) galley_article_get_state (manuscript->article));
  galley_article_rebase (manuscript->article, manuscript->stored, wanted);
  galley_autosaver_flush_async (manuscript->autosaver, NULL, NULL, NULL);
  return manuscript;
}

GalleyManuscript *
galley_workspace_new_correction (GalleyWorkspace  *self,
                                 GalleyManuscript *published)
{
  g_autoptr (GalleyRevision) revision = NULL;
  const GalleyState *state;
  GalleyContent content;
  GalleyManuscript *manuscript;

  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (GALLEY_IS_MANUSCRIPT (published), NULL);
  g_return_val_if_fail (!self->is_closed, NULL);

  state = galley_article_get_state (published->article);
  revision = galley_article_snapshot (published->article);
  content = galley_revision_get_content (revision);
  content.fields[GALLEY_FIELD_CORRECTS] = galley_revision_get_id (revision);
  content.fields[GALLEY_FIELD_CORRECTS_HASH] = state->published_hash;
  manuscript = make_manuscript (self, &content);
  galley_manuscript_set_corrected_context (manuscript, state->context);
  return manuscript;
}

/* Opening. */

typedef struct
{
  GalleyRecord *record;
  char *corrected_context;
  GalleyUnsent unsent;
} Opened;

static void
opened_free (gpointer data)
{
  Opened *self = data;

  galley_record_free (self->record);
  g_free (self->corrected_context);
  galley_unsent_clear (&self->unsent);
  g_free (self);
}

static char *
load_corrected_context (GalleyDatabase *database,
                        GalleyRevision *revision)
{
  const char *corrected = galley_revision_get_field (revision, GALLEY_FIELD_CORRECTS);
  g_autoptr (GalleyRecord) record = NULL;

  /* Without the corrected article at hand the page is made up as a new one's would be. */
  if (*corrected != '\0')
    record = galley_record_load_in_store (database, corrected, NULL);
  return record != NULL ? g_strdup (galley_revision_get_state (record->revision)->context) : NULL;
}

static gpointer
open_in_store (GalleyDatabase *database,
               gpointer        input,
               GError        **error)
{
  g_autoptr (GPtrArray) entries = NULL;
  GalleyRecord *record = galley_record_load_in_store (database, input, error);
  Opened *opened;

  if (record == NULL)
    return NULL;
  opened = g_new0 (Opened, 1);
  opened->record = record;
  opened->corrected_context = load_corrected_context (database, record->revision);
  /* The figures come once more with the next change of the outbox. */
  entries = galley_outbox_load_in_store (database, NULL);
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      GalleyOutboxEntry *entry = g_ptr_array_index (entries, i);

      if (strcmp (entry->article, input) == 0)
        galley_unsent_add (&opened->unsent, entry);
    }
  return opened;
}

static void
opened_cb (GObject      *store,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GTask) task = data;
  GalleyWorkspace *self = g_task_get_source_object (task);
  GError *error = NULL;
  Opened *opened = galley_store_run_finish (GALLEY_STORE (store), result, &error);
  GalleyManuscript *manuscript;

  if (opened == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (self->is_closed)
    {
      opened_free (opened);
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The workspace was closed");
      return;
    }
  /* Two may have asked at once. */
  manuscript = galley_workspace_find_manuscript (self, galley_revision_get_id (opened->record->revision));
  if (manuscript != NULL)
    g_object_ref (manuscript);
  else
    {
      manuscript = galley_manuscript_new_from_record (self->store, self->clock, opened->record);
      galley_manuscript_set_corrected_context (manuscript, opened->corrected_context);
      galley_manuscript_set_unsent (manuscript, &opened->unsent);
      adopt_manuscript (self, manuscript);
    }
  opened_free (opened);
  g_task_return_pointer (task, manuscript, g_object_unref);
}

void
galley_workspace_open_article_async (GalleyWorkspace     *self,
                                     const char          *id,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             data)
{
  g_autoptr (GTask) task = NULL;
  GalleyManuscript *manuscript;

  g_return_if_fail (GALLEY_IS_WORKSPACE (self));
  g_return_if_fail (id != NULL);

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, galley_workspace_open_article_async);
  manuscript = galley_workspace_find_manuscript (self, id);
  if (manuscript != NULL)
    {
      g_task_return_pointer (task, g_object_ref (manuscript), g_object_unref);
      return;
    }
  galley_store_run_async (self->store, GALLEY_LANE_PERSON, open_in_store, g_strdup (id), g_free, opened_free,
                          cancellable, opened_cb, g_steal_pointer (&task));
}

GalleyManuscript *
galley_workspace_open_article_finish (GalleyWorkspace  *self,
                                      GAsyncResult     *result,
                                      GError          **error)
{
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Saving all. */

typedef struct
{
  guint n_pending;
  GError *error; /* the first */
} Flush;

static void
flush_free (gpointer data)
{
  Flush *self = data;

  g_clear_error (&self->error);
  g_free (self);
}

static void
end_one_flush (GTask *task)
{
  Flush *flush = g_task_get_task_data (task);

  if (--flush->n_pending > 0)
    return;
  if (flush->error != NULL)
    g_task_return_error (task, g_steal_pointer (&flush->error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
flushed_cb (GObject      *autosaver,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  Flush *flush = g_task_get_task_data (task);
  GError *error = NULL;

  if (!galley_autosaver_flush_finish (GALLEY_AUTOSAVER (autosaver), result, &error))
    {
      if (flush->error == NULL)
        flush->error = error;
      else
        g_error_free (error);
    }
  end_one_flush (task);
}

void
galley_workspace_flush_async (GalleyWorkspace     *self,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GPtrArray) manuscripts = NULL;
  Flush *flush;

  g_return_if_fail (GALLEY_IS_WORKSPACE (self));

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, galley_workspace_flush_async);
  flush = g_new0 (Flush, 1);
  g_task_set_task_data (task, flush, flush_free);
  manuscripts = galley_workspace_dup_manuscripts (self);
  flush->n_pending = 1 + manuscripts->len;
  for (guint i = 0; i < manuscripts->len; i++)
    {
      GalleyManuscript *manuscript = g_ptr_array_index (manuscripts, i);

      galley_manuscript_save_caret (manuscript);
      galley_autosaver_flush_async (manuscript->autosaver, cancellable, flushed_cb, g_object_ref (task));
    }
  end_one_flush (task);
}

gboolean
galley_workspace_flush_finish (GalleyWorkspace  *self,
                               GAsyncResult     *result,
                               GError          **error)
{
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
