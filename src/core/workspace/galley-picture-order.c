/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order of pictures that come at once. */
#include "core/workspace/galley-workspace-pictures.h"

#include <string.h>

/* As a file manager sorts them. */
static int
compare_names (const char *a,
               const char *b)
{
  g_autofree char *key_a = g_utf8_collate_key_for_filename (a != NULL ? a : "", -1);
  g_autofree char *key_b = g_utf8_collate_key_for_filename (b != NULL ? b : "", -1);

  return strcmp (key_a, key_b);
}

static int
compare (gconstpointer first,
         gconstpointer second)
{
  const GalleyAddedPicture *a = *(GalleyAddedPicture *const *) first;
  const GalleyAddedPicture *b = *(GalleyAddedPicture *const *) second;

  if ((a->taken == 0) != (b->taken == 0))
    return a->taken == 0 ? 1 : -1;
  if (a->taken != b->taken)
    return a->taken < b->taken ? -1 : 1;
  return compare_names (a->name, b->name);
}

gboolean
galley_added_pictures_sort_by_time (GPtrArray *pictures)
{
  g_autofree gpointer *before = NULL;

  g_return_val_if_fail (pictures != NULL, FALSE);

  if (pictures->len < 2)
    return FALSE;
  before = g_memdup2 (pictures->pdata, pictures->len * sizeof (gpointer));
  g_ptr_array_sort (pictures, compare);
  return memcmp (before, pictures->pdata, pictures->len * sizeof (gpointer)) != 0;
}
