/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/workspace/galley-workspace-files.h"

#include "core/base/galley-error.h"
#include "core/base/galley-id.h"
#include "core/base/galley-task.h"
#include "core/model/galley-media-type.h"
#include "core/portal/galley-site-media.h"
#include "core/store/galley-media-cache.h"
#include "core/workspace/galley-workspace-adding-private.h"
#include "core/workspace/galley-workspace-private.h"

static void
added_free (gpointer data)
{
  GalleyAddedFile *self = data;

  g_free (self->name);
  g_clear_pointer (&self->enclosure, galley_enclosure_unref);
  g_clear_error (&self->error);
  g_free (self);
}

/* --- in ---------------------------------------------------------------------------------------------------------- */

/* (nullable) */
static GalleyMediaArrival *
read_file (const GalleyAddition *addition,
           const char           *path,
           GError              **error)
{
  g_autoptr (GalleyMediaArrival) arrival = galley_media_cache_begin (addition->store, error);
  const char *media_type;

  if (arrival == NULL
      || !galley_media_arrival_read_file (arrival, path, addition->max_bytes, galley_adding_advance,
                                          addition->adding, galley_adding_get_cancellable (addition->adding), error))
    return NULL;
  media_type = galley_media_arrival_get_media_type (arrival);
  if (media_type != NULL && !galley_media_type_is_picture (media_type))
    return g_steal_pointer (&arrival);
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_REJECTED, "a file of a kind that is not taken");
  return NULL;
}

static gpointer
add (const GalleyAddition *addition,
     guint                 index)
{
  const char *path = ((char **) addition->files)[index];
  GalleyAddedFile *added = g_new0 (GalleyAddedFile, 1);
  g_autoptr (GalleyMediaArrival) arrival = read_file (addition, path, &added->error);

  added->name = g_filename_display_basename (path);
  if (arrival != NULL
      && galley_media_cache_keep (addition->store, arrival, NULL, FALSE, addition->now, &added->error))
    added->enclosure = galley_enclosure_new_file (galley_media_arrival_get_hash (arrival),
                                                  galley_media_arrival_get_media_type (arrival),
                                                  galley_media_arrival_get_size (arrival), added->name, NULL);
  if (g_error_matches (added->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_clear_pointer (&added, added_free);
  return added;
}

gint64
galley_workspace_get_max_file_bytes (GalleyWorkspace *self)
{
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), 0);

  return galley_site_get_max_file_bytes (galley_layout_get_site (self->layout));
}

void
galley_workspace_add_files_async (GalleyWorkspace     *self,
                                  const char *const   *paths,
                                  GalleyAdding        *adding,
                                  GAsyncReadyCallback  callback,
                                  gpointer             data)
{
  GalleyAddition *addition;

  g_return_if_fail (GALLEY_IS_WORKSPACE (self));
  g_return_if_fail (paths != NULL);
  g_return_if_fail (!self->is_closed);

  addition = galley_addition_new (self, adding, g_strv_length ((char **) paths));
  addition->add = add;
  addition->free_added = added_free;
  addition->files = g_strdupv ((char **) paths);
  addition->free_files = (GDestroyNotify) g_strfreev;
  addition->max_bytes = galley_workspace_get_max_file_bytes (self);
  galley_addition_run (addition, self, galley_workspace_add_files_async, callback, data);
}

GPtrArray *
galley_workspace_add_files_finish (GalleyWorkspace *self,
                                   GAsyncResult    *result)
{
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

/* --- out --------------------------------------------------------------------------------------------------------- */

typedef struct
{
  GalleyStore *store;
  char *hash;
  char *path;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *self = data;

  g_object_unref (self->store);
  g_free (self->hash);
  g_free (self->path);
  g_free (self);
}

static void
save_in_worker (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  const Saving *saving = data;
  GError *error = NULL;

  if (galley_media_cache_copy (saving->store, saving->hash, saving->path, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
galley_workspace_save_file_async (GalleyWorkspace     *self,
                                  const char          *hash,
                                  const char          *path,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             data)
{
  g_autoptr (GTask) task = NULL;
  Saving *saving;

  g_return_if_fail (GALLEY_IS_WORKSPACE (self));
  g_return_if_fail (hash != NULL && galley_hash_is_valid (hash));
  g_return_if_fail (path != NULL && !self->is_closed);

  saving = g_new0 (Saving, 1);
  saving->store = g_object_ref (self->store);
  saving->hash = g_strdup (hash);
  saving->path = g_strdup (path);
  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, galley_workspace_save_file_async);
  g_task_set_task_data (task, saving, saving_free);
  galley_task_run_in_thread (task, save_in_worker);
}

gboolean
galley_workspace_save_file_finish (GalleyWorkspace  *self,
                                   GAsyncResult     *result,
                                   GError          **error)
{
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
