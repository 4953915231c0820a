/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/history/galley-change-item.h"

struct _GalleyChangeItem
{
  GObject parent_instance;

  GalleyDifference *difference;
  const GalleyPartChange *part;
  const GalleyBlockChange *row;
  guint n_same;
};

G_DEFINE_FINAL_TYPE (GalleyChangeItem, galley_change_item, G_TYPE_OBJECT)

static void
galley_change_item_finalize (GObject *object)
{
  g_clear_pointer (&GALLEY_CHANGE_ITEM (object)->difference, galley_difference_unref);

  G_OBJECT_CLASS (galley_change_item_parent_class)->finalize (object);
}

static void
galley_change_item_class_init (GalleyChangeItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = galley_change_item_finalize;
}

static void
galley_change_item_init (GalleyChangeItem *self)
{
}

const GalleyPartChange *
galley_change_item_get_part (GalleyChangeItem *self)
{
  g_return_val_if_fail (GALLEY_IS_CHANGE_ITEM (self), NULL);

  return self->part;
}

const GalleyBlockChange *
galley_change_item_get_row (GalleyChangeItem *self)
{
  g_return_val_if_fail (GALLEY_IS_CHANGE_ITEM (self), NULL);

  return self->row;
}

guint
galley_change_item_get_n_same (GalleyChangeItem *self)
{
  g_return_val_if_fail (GALLEY_IS_CHANGE_ITEM (self), 0);

  return self->n_same;
}

gboolean
galley_change_item_is_change (GalleyChangeItem *self)
{
  g_return_val_if_fail (GALLEY_IS_CHANGE_ITEM (self), FALSE);

  return self->part != NULL || (self->row != NULL && self->row->kind != GALLEY_BLOCK_SAME);
}

GalleyRevision *
galley_change_item_take (GalleyChangeItem *self)
{
  g_return_val_if_fail (GALLEY_IS_CHANGE_ITEM (self), NULL);
  g_return_val_if_fail (galley_change_item_is_change (self), NULL);

  if (self->part != NULL)
    return galley_difference_take_part (self->difference, self->part->part);
  return galley_difference_take_row (self->difference,
                                     (guint) (self->row - (const GalleyBlockChange *) self->difference->rows->data));
}

static void
add (GPtrArray               *items,
     GalleyDifference        *difference,
     const GalleyPartChange  *part,
     const GalleyBlockChange *row,
     guint                    n_same)
{
  GalleyChangeItem *item = g_object_new (GALLEY_TYPE_CHANGE_ITEM, NULL);

  item->difference = galley_difference_ref (difference);
  item->part = part;
  item->row = row;
  item->n_same = n_same;
  g_ptr_array_add (items, item);
}

static const GalleyBlockChange *
get_row (GalleyDifference *difference,
         guint             index)
{
  return &g_array_index (difference->rows, GalleyBlockChange, index);
}

/* [start, end) are the same. */
static void
add_same (GPtrArray        *items,
          GalleyDifference *difference,
          guint             start,
          guint             end,
          gboolean          is_gathered)
{
  guint head = start > 0 ? 1 : 0, tail = end < difference->rows->len ? 1 : 0;

  /* To gather one would save nothing. */
  if (!is_gathered || end - start <= head + tail + 1)
    {
      for (; start < end; start++)
        add (items, difference, NULL, get_row (difference, start), 0);
      return;
    }
  if (head > 0)
    add (items, difference, NULL, get_row (difference, start), 0);
  add (items, difference, NULL, NULL, end - start - head - tail);
  if (tail > 0)
    add (items, difference, NULL, get_row (difference, end - 1), 0);
}

GListModel *
galley_change_items_new (GalleyDifference *difference,
                         gboolean          only_changes)
{
  g_autoptr (GPtrArray) items = NULL;
  GListStore *store;
  guint i = 0;

  g_return_val_if_fail (difference != NULL, NULL);

  items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint part = 0; part < difference->parts->len; part++)
    add (items, difference, &g_array_index (difference->parts, GalleyPartChange, part), NULL, 0);
  while (i < difference->rows->len)
    {
      guint start = i;

      while (i < difference->rows->len && get_row (difference, i)->kind == GALLEY_BLOCK_SAME)
        i++;
      if (i > start)
        add_same (items, difference, start, i, only_changes);
      else
        add (items, difference, NULL, get_row (difference, i++), 0);
    }
  store = g_list_store_new (GALLEY_TYPE_CHANGE_ITEM);
  g_list_store_splice (store, 0, 0, items->pdata, items->len);
  return G_LIST_MODEL (store);
}
