/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/workspace/galley-export-unsent.h"

#include "core/base/galley-file.h"
#include "core/store/galley-store-articles.h"
#include "core/wire/galley-wire.h"

#include <string.h>

static gpointer
list_in_store (GalleyDatabase *database,
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

static gboolean
write_article (GalleyStore *store,
               const char  *folder,
               char        *id,
               GError     **error)
{
  g_autoptr (GalleyRecord) record = galley_store_run (store, GALLEY_LANE_PERSON, load_in_store, id, error);
  g_autofree char *name = g_strconcat (id, ".json", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GBytes) bytes = NULL;
  char *text;

  if (record == NULL)
    return FALSE;
  text = galley_wire_write (record->revision);
  bytes = g_bytes_new_take (text, strlen (text));
  return galley_file_replace (path, bytes, error);
}

gint64
galley_export_unsent (GalleyStore  *store,
                      const char   *folder,
                      GCancellable *cancellable,
                      GError      **error)
{
  g_autoptr (GPtrArray) ids = NULL;

  g_return_val_if_fail (GALLEY_IS_STORE (store), -1);
  g_return_val_if_fail (folder != NULL, -1);

  ids = galley_store_run (store, GALLEY_LANE_PERSON, list_in_store, NULL, error);
  if (ids == NULL)
    return -1;
  for (guint i = 0; i < ids->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error)
        || !write_article (store, folder, g_ptr_array_index (ids, i), error))
      return -1;
  return ids->len;
}
