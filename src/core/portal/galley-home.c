/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-home.h"

struct _GalleyHome
{
  GHashTable *slots;    /* (element-type utf8 GPtrArray) by the slot's id */
  GHashTable *articles; /* (element-type utf8), borrowed from the items */
};

GalleyHome *
galley_home_new (void)
{
  GalleyHome *self = g_new0 (GalleyHome, 1);

  self->slots = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->articles = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

void
galley_home_free (GalleyHome *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->articles);
  g_hash_table_unref (self->slots);
  g_free (self);
}

gboolean
galley_home_fill (GalleyHome        *self,
                  const GalleySlot  *slot,
                  GalleyPlacements  *placements,
                  gint64             now,
                  GalleyHomeFindFunc find,
                  gpointer           data,
                  GError           **error)
{
  g_autoptr (GalleyPlacements) present = NULL;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_page_item_free);

  g_return_val_if_fail (self != NULL && slot != NULL && placements != NULL && find != NULL, FALSE);

  present = galley_placements_at (placements, now);
  for (guint i = 0; i < galley_placements_get_length (present) && items->len < slot->n_items; i++)
    {
      const GalleyPlacement *placement = galley_placements_get (present, i);
      GError *find_error = NULL;
      GalleyPageItem *item = find (placement->article, data, &find_error);

      if (find_error != NULL)
        {
          g_propagate_error (error, find_error);
          return FALSE;
        }
      if (item == NULL)
        continue;
      if (slot->picture_width > 0 && galley_page_item_get_slide (item) == NULL)
        {
          galley_page_item_free (item);
          continue;
        }
      if (*placement->headline != '\0')
        {
          g_free (item->title);
          item->title = g_strdup (placement->headline);
        }
      g_ptr_array_add (items, item);
    }
  for (guint i = 0; i < items->len; i++)
    g_hash_table_add (self->articles, ((GalleyPageItem *) items->pdata[i])->id);
  if (items->len > 0)
    g_hash_table_replace (self->slots, g_strdup (slot->id), g_steal_pointer (&items));
  return TRUE;
}

GPtrArray *
galley_home_get_items (GalleyHome *self,
                       const char *slot)
{
  g_return_val_if_fail (self != NULL && slot != NULL, NULL);

  return g_hash_table_lookup (self->slots, slot);
}

gboolean
galley_home_has (GalleyHome *self,
                 const char *article)
{
  g_return_val_if_fail (self != NULL && article != NULL, FALSE);

  return g_hash_table_contains (self->articles, article);
}
