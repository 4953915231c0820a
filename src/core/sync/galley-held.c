/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/sync/galley-held.h"

GalleyHeld *
galley_held_new (const char *article,
                 const char *user,
                 const char *name,
                 gint64      until)
{
  GalleyHeld *self;

  g_return_val_if_fail (article != NULL && user != NULL && name != NULL, NULL);

  self = g_new0 (GalleyHeld, 1);
  self->article = g_strdup (article);
  self->user = g_strdup (user);
  self->name = g_strdup (name);
  self->until = until;
  return self;
}

void
galley_held_free (GalleyHeld *self)
{
  if (self == NULL)
    return;
  g_free (self->article);
  g_free (self->user);
  g_free (self->name);
  g_free (self);
}

GPtrArray *
galley_held_new_list (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) galley_held_free);
}

gboolean
galley_held_are_same (GPtrArray *a,
                      GPtrArray *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      const GalleyHeld *one = g_ptr_array_index (a, i), *other = g_ptr_array_index (b, i);

      if (!g_str_equal (one->article, other->article) || !g_str_equal (one->user, other->user)
          || !g_str_equal (one->name, other->name) || one->until != other->until)
        return FALSE;
    }
  return TRUE;
}
