/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/workspace/galley-workspace-pictures.h"

#include "core/base/galley-task.h"
#include "core/media/galley-picture.h"
#include "core/store/galley-media-cache.h"
#include "core/workspace/galley-workspace-adding-private.h"
#include "core/workspace/galley-workspace-private.h"

static void
file_free (gpointer data)
{
  GalleyPictureFile *self = data;

  g_free (self->path);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

GPtrArray *
galley_picture_files_new (void)
{
  return g_ptr_array_new_with_free_func (file_free);
}

void
galley_picture_files_add_path (GPtrArray  *files,
                               const char *path)
{
  GalleyPictureFile *file = g_new0 (GalleyPictureFile, 1);

  file->path = g_strdup (path);
  g_ptr_array_add (files, file);
}

void
galley_picture_files_add_bytes (GPtrArray *files,
                                GBytes    *bytes)
{
  GalleyPictureFile *file = g_new0 (GalleyPictureFile, 1);

  file->bytes = g_bytes_ref (bytes);
  g_ptr_array_add (files, file);
}

static void
added_free (gpointer data)
{
  GalleyAddedPicture *self = data;

  g_free (self->name);
  g_clear_pointer (&self->figure, galley_figure_unref);
  g_free (self->caption);
  g_free (self->credit);
  g_clear_error (&self->error);
  g_free (self);
}

/* --- in the worker ----------------------------------------------------------------------------------------------- */

static gpointer
add (const GalleyAddition *addition,
     guint                 index)
{
  const GalleyPictureFile *file = ((GPtrArray *) addition->files)->pdata[index];
  GCancellable *cancellable = galley_adding_get_cancellable (addition->adding);
  GalleyAddedPicture *added = g_new0 (GalleyAddedPicture, 1);
  g_autoptr (GalleyPicture) picture =
      file->path != NULL ? galley_picture_make_from_file (file->path, NULL, &addition->form, cancellable, &added->error)
                         : galley_picture_make (file->bytes, NULL, &addition->form, cancellable, &added->error);

  added->name = file->path != NULL ? g_filename_display_basename (file->path) : NULL;
  if (picture != NULL
      && galley_media_cache_put (addition->store, picture->hash, picture->bytes, FALSE, addition->now, &added->error))
    {
      added->figure = galley_figure_new (picture->hash, picture->media_type, picture->width, picture->height, NULL);
      added->caption = g_steal_pointer (&picture->caption);
      added->credit = g_steal_pointer (&picture->credit);
      added->taken = picture->taken;
    }
  if (g_error_matches (added->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_clear_pointer (&added, added_free);
  return added;
}

/* --- on the main thread ------------------------------------------------------------------------------------------ */

void
galley_workspace_add_pictures_async (GalleyWorkspace     *self,
                                     GPtrArray           *files,
                                     GalleyAdding        *adding,
                                     GAsyncReadyCallback  callback,
                                     gpointer             data)
{
  GalleyAddition *addition;

  g_return_if_fail (GALLEY_IS_WORKSPACE (self));
  g_return_if_fail (files != NULL);
  g_return_if_fail (!self->is_closed);

  addition = galley_addition_new (self, adding, files->len);
  addition->add = add;
  addition->free_added = added_free;
  addition->files = g_ptr_array_ref (files);
  addition->free_files = (GDestroyNotify) g_ptr_array_unref;
  addition->form = *galley_site_get_picture_form (galley_layout_get_site (self->layout));
  galley_addition_run (addition, self, galley_workspace_add_pictures_async, callback, data);
}

GPtrArray *
galley_workspace_add_pictures_finish (GalleyWorkspace *self,
                                      GAsyncResult    *result)
{
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

/* --- a part of one ----------------------------------------------------------------------------------------------- */

typedef struct
{
  GalleyStore *store;
  GalleyCrop crop;
  GalleyPictureForm form;
  gint64 now;
} Cut;

static void
cut_free (gpointer data)
{
  Cut *self = data;

  g_object_unref (self->store);
  g_free (self);
}

/* (transfer full) (nullable) */
static GalleyFigure *
make_cut (const Cut    *self,
          GCancellable *cancellable,
          GError      **error)
{
  const GalleyCrop *crop = &self->crop;
  const GalleyPictureEdit edit = { crop->quarter_turns, crop->x, crop->y, crop->width, crop->height };
  g_autoptr (GBytes) origin = galley_media_cache_load (self->store, crop->origin, error);
  g_autoptr (GalleyPicture) picture = NULL;
  g_autoptr (GalleyFigure) bare = NULL;

  if (origin != NULL)
    picture = galley_picture_make (origin, &edit, &self->form, cancellable, error);
  if (picture == NULL || !galley_media_cache_put (self->store, picture->hash, picture->bytes, FALSE, self->now, error))
    return NULL;
  bare = galley_figure_new (picture->hash, picture->media_type, picture->width, picture->height, NULL);
  return galley_figure_with_edit (bare, crop, NULL);
}

static void
cut_in_worker (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  GError *error = NULL;
  GalleyFigure *figure = make_cut (data, cancellable, &error);

  if (figure != NULL)
    g_task_return_pointer (task, figure, (GDestroyNotify) galley_figure_unref);
  else
    g_task_return_error (task, error);
}

void
galley_workspace_cut_picture_async (GalleyWorkspace     *self,
                                    const GalleyCrop    *crop,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             data)
{
  g_autoptr (GTask) task = NULL;
  Cut *cut;

  g_return_if_fail (GALLEY_IS_WORKSPACE (self));
  g_return_if_fail (galley_crop_is_valid (crop));
  g_return_if_fail (!self->is_closed);

  cut = g_new0 (Cut, 1);
  cut->store = g_object_ref (self->store);
  cut->crop = *crop;
  cut->form = *galley_site_get_picture_form (galley_layout_get_site (self->layout));
  cut->now = galley_clock_get_real_time (self->clock);
  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, galley_workspace_cut_picture_async);
  g_task_set_task_data (task, cut, cut_free);
  galley_task_run_in_thread (task, cut_in_worker);
}

GalleyFigure *
galley_workspace_cut_picture_finish (GalleyWorkspace  *self,
                                     GAsyncResult     *result,
                                     GError          **error)
{
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- GalleyMediaSource ------------------------------------------------------------------------------------------- */

static char *
dup_path (GalleyMediaSource *source,
          const char        *hash)
{
  GalleyWorkspace *self = GALLEY_WORKSPACE (source);
  g_autofree char *path = NULL;

  if (self->is_closed)
    return NULL;
  path = galley_media_cache_make_path (self->store, hash);
  return g_file_test (path, G_FILE_TEST_IS_REGULAR) ? g_steal_pointer (&path) : NULL;
}

void
galley_workspace_media_source_init (GalleyMediaSourceInterface *iface)
{
  iface->dup_path = dup_path;
  iface->get_journey = galley_workspace_get_journey;
  iface->set_stopped = galley_workspace_set_stopped;
}
