/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/workspace/galley-workspace-public.h"

#include "core/store/galley-filter-keys.h"
#include "core/workspace/galley-workspace-private.h"

#define MAX_ITEMS 60

static int
compare_items (gconstpointer a,
               gconstpointer b)
{
  const GalleyPageItem *one = *(GalleyPageItem *const *) a, *other = *(GalleyPageItem *const *) b;

  return (one->published < other->published) - (one->published > other->published);
}

/* NULL: it is not public after all, or cannot be read. (transfer full) (nullable) */
static GalleyPageItem *
load_item (GalleyDatabase *database,
           gint64          row)
{
  GalleySummaryData data = { 0 };
  g_autoptr (GalleyRecord) record = NULL;

  /* A list is no worse for a row that another reader has to complain about. */
  if (galley_summary_load_in_store (database, row, &data, NULL) && data.id != NULL)
    record = galley_record_load_in_store (database, data.id, NULL);
  galley_summary_data_clear (&data);
  if (record == NULL || !galley_state_is_public (galley_revision_get_state (record->revision)))
    return NULL;
  return galley_page_item_new (record->revision);
}

static gpointer
list_in_store (GalleyDatabase *database,
               gpointer        input,
               GError        **error)
{
  const GalleyFilter filter = { .kind = GALLEY_FILTER_PUBLISHED };
  g_autoptr (GArray) keys = galley_filter_load_keys_in_store (database, &filter, MAX_ITEMS, error);
  GPtrArray *items;

  if (keys == NULL)
    return NULL;
  items = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_page_item_free);
  for (guint i = 0; i < keys->len; i++)
    {
      GalleyPageItem *item = load_item (database, g_array_index (keys, GalleyKey, i).row);

      if (item != NULL)
        g_ptr_array_add (items, item);
    }
  g_ptr_array_sort (items, compare_items);
  return items;
}

void
galley_workspace_list_public_async (GalleyWorkspace     *self,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             data)
{
  GTask *task;

  g_return_if_fail (GALLEY_IS_WORKSPACE (self));

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, galley_workspace_list_public_async);
  galley_workspace_answer_from_store (self, task, GALLEY_LANE_BACKGROUND, list_in_store, NULL, NULL,
                                      (GDestroyNotify) g_ptr_array_unref);
}

GPtrArray *
galley_workspace_list_public_finish (GalleyWorkspace  *self,
                                     GAsyncResult     *result,
                                     GError          **error)
{
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
