/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/workspace/galley-attention.h"

GalleyAttention *
galley_attention_new (GalleyAttentionKind kind,
                      const char         *article,
                      const char         *headline)
{
  GalleyAttention *self = g_new0 (GalleyAttention, 1);

  self->kind = kind;
  self->article = g_strdup (article);
  self->headline = g_strdup (headline);
  return self;
}

void
galley_attention_free (GalleyAttention *self)
{
  if (self == NULL)
    return;
  g_free (self->article);
  g_free (self->headline);
  g_free (self);
}

GPtrArray *
galley_attentions_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) galley_attention_free);
}

static char *
make_key (const GalleyAttention *self)
{
  return g_strdup_printf ("%d %s", self->kind, self->article);
}

GPtrArray *
galley_attentions_compare (GPtrArray *before,
                           GPtrArray *after)
{
  g_autoptr (GHashTable) known = NULL;
  GPtrArray *fresh;

  g_return_val_if_fail (before != NULL && after != NULL, NULL);

  known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < before->len; i++)
    g_hash_table_add (known, make_key (g_ptr_array_index (before, i)));
  fresh = galley_attentions_new ();
  for (guint i = 0; i < after->len; i++)
    {
      const GalleyAttention *attention = g_ptr_array_index (after, i);
      g_autofree char *key = make_key (attention);

      if (!g_hash_table_contains (known, key))
        g_ptr_array_add (fresh, galley_attention_new (attention->kind, attention->article, attention->headline));
    }
  return fresh;
}
