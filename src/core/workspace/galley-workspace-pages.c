/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/workspace/galley-workspace-pages.h"

#include "core/model/galley-media-type.h"
#include "core/store/galley-media-cache.h"
#include "core/workspace/galley-workspace-adding-private.h"
#include "core/workspace/galley-workspace-files.h"
#include "core/workspace/galley-workspace-private.h"

/* --- what it shows ----------------------------------------------------------------------------------------------- */

typedef struct
{
  char *page;
  GPtrArray *addresses; /* (element-type utf8) */
} Wanted;

static void
wanted_free (gpointer data)
{
  Wanted *self = data;

  g_free (self->page);
  g_ptr_array_unref (self->addresses);
  g_free (self);
}

/* How large it is in the account's folder; 0 where it is not there. */
static gint64
find_here (GalleyStore *store,
           const char  *hash)
{
  GalleyMediaRow *row = galley_media_cache_find (store, hash, NULL);
  gint64 size = row != NULL && row->state != GALLEY_MEDIA_WANTED ? row->size : 0;

  g_clear_pointer (&row, galley_media_row_free);
  return size;
}

/* Takes the file at @path into the account's folder, where it is the very one. */
static gint64
take_file (const GalleyAddition *addition,
           const char           *path,
           const char           *hash,
           const char           *media_type,
           GError              **error)
{
  gint64 limit = galley_media_type_is_picture (media_type) ? GALLEY_MEDIA_MAX_PICTURE_BYTES : addition->max_bytes;
  g_autoptr (GalleyMediaArrival) arrival = galley_media_cache_begin (addition->store, error);

  if (arrival == NULL
      || !galley_media_arrival_read_file (arrival, path, limit, galley_adding_advance, addition->adding,
                                          galley_adding_get_cancellable (addition->adding), error)
      || g_strcmp0 (galley_media_arrival_get_media_type (arrival), media_type) != 0
      || !galley_media_cache_keep (addition->store, arrival, hash, FALSE, addition->now, error))
    return 0;
  return galley_media_arrival_get_size (arrival);
}

/* Its size, 0 where it is not to be had: whatever is the matter with a file, the page's text is there. */
static gpointer
find (const GalleyAddition *addition,
      guint                 index)
{
  const Wanted *wanted = addition->files;
  const char *address = wanted->addresses->pdata[index];
  g_autofree char *path = galley_intake_media_dup_path (wanted->page, address);
  g_autofree gint64 *size = g_new0 (gint64, 1);
  g_autoptr (GError) error = NULL;
  const char *media_type;
  char hash[65];

  if (galley_intake_media_read_name (address, hash, &media_type))
    {
      *size = find_here (addition->store, hash);
      if (*size == 0 && path != NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR))
        *size = take_file (addition, path, hash, media_type, &error);
    }
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? NULL : g_steal_pointer (&size);
}

void
galley_workspace_find_media_async (GalleyWorkspace     *self,
                                   const char          *page,
                                   GalleyIntakeMedia   *media,
                                   GalleyAdding        *adding,
                                   GAsyncReadyCallback  callback,
                                   gpointer             data)
{
  GPtrArray *addresses;
  GalleyAddition *addition;
  Wanted *wanted;

  g_return_if_fail (GALLEY_IS_WORKSPACE (self));
  g_return_if_fail (page != NULL);
  g_return_if_fail (media != NULL);
  g_return_if_fail (!self->is_closed);

  addresses = galley_intake_media_get_wanted (media);
  wanted = g_new0 (Wanted, 1);
  wanted->page = g_strdup (page);
  wanted->addresses = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < addresses->len; i++)
    g_ptr_array_add (wanted->addresses, g_strdup (addresses->pdata[i]));
  addition = galley_addition_new (self, adding, addresses->len);
  addition->add = find;
  addition->free_added = g_free;
  addition->files = wanted;
  addition->free_files = wanted_free;
  addition->max_bytes = galley_workspace_get_max_file_bytes (self);
  galley_addition_run (addition, self, galley_workspace_find_media_async, callback, data);
}

void
galley_workspace_find_media_finish (GalleyWorkspace   *self,
                                    GAsyncResult      *result,
                                    GalleyIntakeMedia *media)
{
  g_autoptr (GPtrArray) sizes = NULL;

  g_return_if_fail (GALLEY_IS_WORKSPACE (self));
  g_return_if_fail (g_task_is_valid (result, self));
  g_return_if_fail (media != NULL);

  sizes = g_task_propagate_pointer (G_TASK (result), NULL);
  for (guint i = 0; sizes != NULL && i < sizes->len; i++)
    {
      const gint64 *size = sizes->pdata[i];

      if (*size > 0)
        galley_intake_media_set_had (media, galley_intake_media_get_wanted (media)->pdata[i], *size);
    }
}

/* --- where it stood ---------------------------------------------------------------------------------------------- */

GalleyManuscript *
galley_workspace_new_from_page (GalleyWorkspace *self,
                                GalleyRevision  *revision)
{
  g_autoptr (GPtrArray) further = g_ptr_array_new ();
  g_autoptr (GalleyRevision) known = NULL;
  const char *const *channels;
  GalleyContent content;
  GalleySite *site;

  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (revision != NULL, NULL);

  site = galley_layout_get_site (self->layout);
  content = galley_revision_get_content (revision);
  channels = galley_revision_get_set (revision, GALLEY_SET_CHANNELS);
  if (galley_site_get_channel (site, content.fields[GALLEY_FIELD_CHANNEL]) == NULL)
    content.fields[GALLEY_FIELD_CHANNEL] = NULL;
  if (galley_site_get_topic (site, content.fields[GALLEY_FIELD_TOPIC]) == NULL)
    content.fields[GALLEY_FIELD_TOPIC] = NULL;
  for (guint i = 0; channels[i] != NULL; i++)
    if (galley_site_get_channel (site, channels[i]) != NULL)
      g_ptr_array_add (further, (char *) channels[i]);
  g_ptr_array_add (further, NULL);
  content.sets[GALLEY_SET_CHANNELS] = (const char *const *) further->pdata;
  known = galley_revision_new (galley_revision_get_id (revision), &content, NULL);
  return galley_workspace_new_from_revision (self, known);
}
