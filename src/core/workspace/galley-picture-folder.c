/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/workspace/galley-picture-folder.h"

#include "core/base/galley-error.h"
#include "core/base/galley-file.h"
#include "core/base/galley-id.h"
#include "core/base/galley-task.h"
#include "core/model/galley-figure.h"
#include "core/model/galley-media-type.h"
#include "core/store/galley-media-cache.h"
#include "core/wire/galley-wechat.h"

typedef struct
{
  GalleyStore *store;
  GPtrArray *figures;
  char *parent;
  char *name;
} Writing;

static void
writing_free (gpointer data)
{
  Writing *self = data;

  g_object_unref (self->store);
  g_ptr_array_unref (self->figures);
  g_free (self->parent);
  g_free (self->name);
  g_free (self);
}

void
galley_picture_folder_free (GalleyPictureFolder *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_strfreev (self->missing);
  g_free (self);
}

/* --- which folder ------------------------------------------------------------------------------------------------ */

static char *
make_path (const char         *folder,
           guint               number,
           const GalleyFigure *figure)
{
  g_autofree char *name = galley_wechat_make_picture_name (number, figure);

  return g_build_filename (folder, name, NULL);
}

static gboolean
is_picture (const char         *path,
            const GalleyFigure *figure)
{
  /* What cannot be read is another's. */
  g_autoptr (GBytes) bytes = galley_file_read (path, GALLEY_MEDIA_MAX_BYTES, NULL);
  g_autofree char *hash = NULL;

  if (bytes == NULL)
    return FALSE;
  hash = galley_hash_bytes (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return g_str_equal (hash, galley_figure_get_hash (figure));
}

/* Whether @name is that of a numbered picture, of whatever number. */
static gboolean
is_numbered (const char *name)
{
  return g_utf8_validate (name, -1, NULL) && g_regex_match_simple ("^图[0-9]+\\.(jpg|png)$", name, 0, 0);
}

/* Every numbered picture in @folder is the one that belongs there. */
static gboolean
fits (const char *folder,
      GPtrArray  *figures)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *name;

  if (dir == NULL)
    return FALSE;
  for (guint i = 0; i < figures->len; i++)
    g_hash_table_insert (names, galley_wechat_make_picture_name (i + 1, figures->pdata[i]), figures->pdata[i]);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GalleyFigure *figure = g_hash_table_lookup (names, name);

      if (figure != NULL ? !is_picture (path, figure) : is_numbered (name))
        return FALSE;
    }
  return TRUE;
}

static char *
choose_folder (Writing *self)
{
  for (guint number = 1;; number++)
    {
      g_autofree char *name =
          number == 1 ? g_strdup (self->name) : g_strdup_printf ("%s-%u", self->name, number);
      g_autofree char *path = g_build_filename (self->parent, name, NULL);

      if (!g_file_test (path, G_FILE_TEST_EXISTS) || fits (path, self->figures))
        return g_steal_pointer (&path);
    }
}

/* --- the files --------------------------------------------------------------------------------------------------- */

/* FALSE without error: it is not on this computer. */
static gboolean
write_picture (Writing            *self,
               const char         *path,
               const GalleyFigure *figure,
               GError            **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  bytes = galley_media_cache_load (self->store, galley_figure_get_hash (figure), &local_error);
  if (bytes != NULL)
    return galley_file_replace (path, bytes, error);
  if (!g_error_matches (local_error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND)
      && !g_error_matches (local_error, GALLEY_ERROR, GALLEY_ERROR_CORRUPT))
    g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static void
write_on_worker (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  Writing *self = data;
  g_autoptr (GalleyPictureFolder) folder = g_new0 (GalleyPictureFolder, 1);
  g_autoptr (GStrvBuilder) missing = g_strv_builder_new ();
  g_autofree char *path = choose_folder (self);
  GError *error = NULL;

  for (guint i = 0; i < self->figures->len && !g_cancellable_set_error_if_cancelled (cancellable, &error); i++)
    {
      g_autofree char *file = make_path (path, i + 1, self->figures->pdata[i]);
      g_autofree char *name = g_path_get_basename (file);

      if (write_picture (self, file, self->figures->pdata[i], &error))
        folder->n_pictures++;
      else if (error == NULL)
        g_strv_builder_add (missing, name);
      else
        break;
    }
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  folder->missing = g_strv_builder_end (missing);
  if (folder->n_pictures > 0)
    folder->path = g_steal_pointer (&path);
  g_task_return_pointer (task, g_steal_pointer (&folder), (GDestroyNotify) galley_picture_folder_free);
}

void
galley_picture_folder_write_async (GalleyStore         *store,
                                   GPtrArray           *figures,
                                   const char          *parent,
                                   const char          *name,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             data)
{
  g_autoptr (GTask) task = NULL;
  Writing *self;

  g_return_if_fail (GALLEY_IS_STORE (store));
  g_return_if_fail (figures != NULL);
  g_return_if_fail (parent != NULL && name != NULL);

  task = g_task_new (NULL, cancellable, callback, data);
  g_task_set_source_tag (task, galley_picture_folder_write_async);
  self = g_new0 (Writing, 1);
  self->store = g_object_ref (store);
  self->figures = g_ptr_array_ref (figures);
  self->parent = g_strdup (parent);
  self->name = g_strdup (name);
  g_task_set_task_data (task, self, writing_free);
  galley_task_run_in_thread (task, write_on_worker);
}

GalleyPictureFolder *
galley_picture_folder_write_finish (GAsyncResult *result,
                                    GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
