/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/workspace/galley-export.h"

#include "core/base/galley-error.h"
#include "core/base/galley-file.h"
#include "core/base/galley-task.h"
#include "core/store/galley-filter-keys.h"
#include "core/store/galley-store-articles.h"
#include "core/wire/galley-handover.h"
#include "core/wire/galley-wire.h"

#include <string.h>

typedef struct
{
  GalleyStore *store;
  char *folder;
  GalleyExportScope scope;
  GalleyExportProgress progress; /* NULL: nobody looks */
  gpointer data;
} Export;

typedef struct
{
  GTask *task; /* keeps the export */
  guint n_done;
  guint n_articles;
} Step;

static void
export_free (gpointer data)
{
  Export *self = data;

  g_object_unref (self->store);
  g_free (self->folder);
  g_free (self);
}

/* --- in the store -------------------------------------------------------------------------------------------------- */

static gpointer
list_everything_in_store (GalleyDatabase *database,
                          gpointer        input,
                          GError        **error)
{
  static const GalleyFilterKind kinds[] = { GALLEY_FILTER_ALL, GALLEY_FILTER_TRASH };
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      GalleyFilter filter = { kinds[i] };
      g_autoptr (GPtrArray) summaries = galley_filter_load_in_store (database, &filter, 0, error);

      if (summaries == NULL)
        return NULL;
      for (guint j = 0; j < summaries->len; j++)
        g_ptr_array_add (ids, g_strdup (((GalleySummaryData *) g_ptr_array_index (summaries, j))->id));
    }
  return g_steal_pointer (&ids);
}

static gpointer
list_unsent_in_store (GalleyDatabase *database,
                      gpointer        input,
                      GError        **error)
{
  return galley_record_list_waiting_in_store (database, error);
}

static gpointer
load_in_store (GalleyDatabase *database,
               gpointer        input,
               GError        **error)
{
  return galley_record_load_in_store (database, input, error);
}

/* --- the files ----------------------------------------------------------------------------------------------------- */

static char *
make_text_name (GalleyRecord *record)
{
  const GalleyState *state = galley_revision_get_state (record->revision);
  gint64 time = state->created != 0 ? state->created : record->touched;
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (time / G_USEC_PER_SEC);
  g_autofree char *day = g_date_time_format (date, "%Y-%m-%d");
  const char *headline = galley_revision_get_field (record->revision, GALLEY_FIELD_HEADLINE);
  g_autofree char *name = galley_file_name_for (headline, galley_revision_get_id (record->revision), "");

  return g_strconcat (day, "-", name, NULL);
}

static char *
make_text (GalleyRevision *revision)
{
  static const GalleyPart parts[] = { GALLEY_PART_KICKER, GALLEY_PART_HEADLINE,   GALLEY_PART_SUBTITLE,
                                      GALLEY_PART_SOURCE, GALLEY_PART_BYLINES,    GALLEY_PART_SUMMARY,
                                      GALLEY_PART_BODY_PLAIN, GALLEY_PART_TAGS, GALLEY_PART_EDITOR };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *part = galley_handover_dup_text (revision, parts[i]);

      if (*part == '\0')
        continue;
      if (parts[i] == GALLEY_PART_BODY_PLAIN && text->len > 0)
        g_string_append_c (text, '\n');
      g_string_append_printf (text, "%s\n%s", part, parts[i] == GALLEY_PART_BODY_PLAIN ? "\n" : "");
    }
  return g_string_free (text, FALSE);
}

/* Takes @text. */
static gboolean
write_file (const char *folder,
            const char *name,
            const char *suffix,
            char       *text,
            GError    **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));

  for (guint number = 1;; number++)
    {
      g_autofree char *file = number == 1 ? g_strconcat (name, suffix, NULL)
                                          : g_strdup_printf ("%s-%u%s", name, number, suffix);
      g_autofree char *path = g_build_filename (folder, file, NULL);
      g_autoptr (GBytes) there = NULL;

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        return galley_file_replace (path, bytes, error);
      /* What cannot be read is another's: a number more. */
      there = galley_file_read (path, g_bytes_get_size (bytes), NULL);
      if (there != NULL && g_bytes_equal (there, bytes))
        return TRUE;
    }
}

static gboolean
export_article (Export     *self,
                const char *id,
                GError    **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GalleyRecord) record =
      galley_store_run (self->store, GALLEY_LANE_BACKGROUND, load_in_store, (gpointer) id, &local_error);
  g_autofree char *name = NULL;

  if (self->scope == GALLEY_EXPORT_EVERYTHING && g_error_matches (local_error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND))
    return TRUE;
  if (record == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  name = make_text_name (record);
  return write_file (self->folder, id, ".json", galley_wire_write (record->revision), error) &&
         write_file (self->folder, name, ".txt", make_text (record->revision), error);
}

/* --- the task ------------------------------------------------------------------------------------------------------ */

static gboolean
tell_progress_cb (gpointer data)
{
  Step *step = data;
  Export *self = g_task_get_task_data (step->task);

  if (self->progress != NULL && !g_cancellable_is_cancelled (g_task_get_cancellable (step->task)))
    self->progress (step->n_done, step->n_articles, self->data);
  return G_SOURCE_REMOVE;
}

static void
step_free (gpointer data)
{
  Step *self = data;

  g_object_unref (self->task);
  g_free (self);
}

static void
tell_progress (GTask *task,
               guint  n_done,
               guint  n_articles)
{
  Step *step = g_new0 (Step, 1);

  step->task = g_object_ref (task);
  step->n_done = n_done;
  step->n_articles = n_articles;
  g_main_context_invoke_full (g_task_get_context (task), G_PRIORITY_DEFAULT, tell_progress_cb, step, step_free);
}

static void
export_on_worker (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  Export *self = data;
  GError *error = NULL;
  GalleyStoreJob list = self->scope == GALLEY_EXPORT_UNSENT ? list_unsent_in_store : list_everything_in_store;
  g_autoptr (GPtrArray) ids = galley_store_run (self->store, GALLEY_LANE_PERSON, list, NULL, &error);

  for (guint i = 0; ids != NULL && error == NULL && i < ids->len; i++)
    if (!g_cancellable_set_error_if_cancelled (cancellable, &error) &&
        export_article (self, g_ptr_array_index (ids, i), &error) && ((i + 1) % 16 == 0 || i + 1 == ids->len))
      tell_progress (task, i + 1, ids->len);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, (int) ids->len);
}

void
galley_export_async (GalleyStore         *store,
                     const char          *folder,
                     GalleyExportScope    scope,
                     GCancellable        *cancellable,
                     GalleyExportProgress progress,
                     GAsyncReadyCallback  callback,
                     gpointer             data)
{
  g_autoptr (GTask) task = NULL;
  Export *self;

  g_return_if_fail (GALLEY_IS_STORE (store));
  g_return_if_fail (folder != NULL);

  task = g_task_new (NULL, cancellable, callback, data);
  g_task_set_source_tag (task, galley_export_async);
  self = g_new0 (Export, 1);
  self->store = g_object_ref (store);
  self->folder = g_strdup (folder);
  self->scope = scope;
  self->progress = progress;
  self->data = data;
  g_task_set_task_data (task, self, export_free);
  galley_task_run_in_thread (task, export_on_worker);
}

int
galley_export_finish (GAsyncResult *result,
                      GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), -1);

  return g_task_propagate_int (G_TASK (result), error);
}
