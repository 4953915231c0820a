/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The body's rows. Between runs of equal blocks those that are alike are put beside each other, in their order, by the
 * most that can be had in common; what is left over is looked for elsewhere in the body. */
#include "core/model/galley-block-changes.h"

#include "core/model/galley-diff.h"
#include "core/model/galley-likeness.h"
#include "core/model/galley-runs.h"

/* Pairs that are looked at between two equal runs; beyond, blocks are put beside each other in their order. */
#define MAX_PAIRS 40000

static void
append_row (GArray               *rows,
            GalleyBlockChangeKind kind,
            GalleyBlock          *earlier,
            GalleyBlock          *later)
{
  GalleyBlockChange row = { kind, earlier, later, 0, NULL };

  g_array_append_val (rows, row);
}

/* The best sum of likenesses of a's blocks from i and b's from j is in table[i * (n_b + 1) + j]. */
static void
append_aligned (GArray        *rows,
                GalleyBlock  **a,
                guint          n_a,
                GalleyBlock  **b,
                guint          n_b)
{
  g_autofree GalleyProfile *a_profiles = g_new (GalleyProfile, n_a);
  g_autofree GalleyProfile *b_profiles = g_new (GalleyProfile, n_b);
  g_autofree guint *table = g_new0 (guint, (gsize) (n_a + 1) * (n_b + 1));
  g_autofree guchar *likeness = g_new (guchar, (gsize) n_a * n_b);
  guint width = n_b + 1, i = 0, j = 0;

  for (guint k = 0; k < n_a; k++)
    galley_profile_init (&a_profiles[k], a[k]);
  for (guint k = 0; k < n_b; k++)
    galley_profile_init (&b_profiles[k], b[k]);
  for (guint k = n_a; k-- > 0;)
    for (guint l = n_b; l-- > 0;)
      {
        guint alike = galley_profile_compare (&a_profiles[k], &b_profiles[l]);
        guint paired = alike > 0 ? alike + table[(k + 1) * width + l + 1] : 0;

        likeness[k * n_b + l] = (guchar) alike;
        table[k * width + l] = MAX (paired, MAX (table[(k + 1) * width + l], table[k * width + l + 1]));
      }
  while (i < n_a || j < n_b)
    {
      gboolean has_both = i < n_a && j < n_b;
      guint here = table[i * width + j];

      if (has_both && likeness[i * n_b + j] > 0
          && here == likeness[i * n_b + j] + table[(i + 1) * width + j + 1])
        {
          append_row (rows, GALLEY_BLOCK_CHANGED, a[i], b[j]);
          i++;
          j++;
        }
      else if (i < n_a && (j == n_b || here == table[(i + 1) * width + j]))
        append_row (rows, GALLEY_BLOCK_DELETED, a[i++], NULL);
      else
        append_row (rows, GALLEY_BLOCK_INSERTED, NULL, b[j++]);
    }
}

static void
append_in_order (GArray       *rows,
                 GalleyBlock **a,
                 guint         n_a,
                 GalleyBlock **b,
                 guint         n_b)
{
  for (guint i = 0; i < MAX (n_a, n_b); i++)
    {
      GalleyProfile a_profile, b_profile;

      if (i < n_a && i < n_b)
        {
          galley_profile_init (&a_profile, a[i]);
          galley_profile_init (&b_profile, b[i]);
          if (galley_profile_compare (&a_profile, &b_profile) > 0)
            {
              append_row (rows, GALLEY_BLOCK_CHANGED, a[i], b[i]);
              continue;
            }
        }
      if (i < n_a)
        append_row (rows, GALLEY_BLOCK_DELETED, a[i], NULL);
      if (i < n_b)
        append_row (rows, GALLEY_BLOCK_INSERTED, NULL, b[i]);
    }
}

static guint
hash_block (gconstpointer block)
{
  guint64 hash = galley_block_hash (block);

  return (guint) (hash ^ (hash >> 32));
}

static gboolean
equal_blocks (gconstpointer a,
              gconstpointer b)
{
  return galley_block_equal (a, b);
}

/* A block that went at one place and came at another was moved; each is taken once. Blank lines are not followed. */
static void
find_moved (GArray *rows)
{
  g_autoptr (GHashTable) gone = g_hash_table_new_full (hash_block, equal_blocks, NULL, (GDestroyNotify) g_queue_free);

  for (guint i = 0; i < rows->len; i++)
    {
      const GalleyBlockChange *row = &g_array_index (rows, GalleyBlockChange, i);
      GQueue *places;

      if (row->kind != GALLEY_BLOCK_DELETED || galley_block_get_n_bytes (row->earlier) == 0)
        continue;
      places = g_hash_table_lookup (gone, row->earlier);
      if (places == NULL)
        {
          places = g_queue_new ();
          g_hash_table_insert (gone, row->earlier, places);
        }
      g_queue_push_tail (places, GUINT_TO_POINTER (i));
    }
  for (guint i = 0; i < rows->len; i++)
    {
      GalleyBlockChange *here = &g_array_index (rows, GalleyBlockChange, i), *away;
      GQueue *places = here->kind == GALLEY_BLOCK_INSERTED ? g_hash_table_lookup (gone, here->later) : NULL;

      if (places == NULL || g_queue_is_empty (places))
        continue;
      here->kind = GALLEY_BLOCK_MOVED_HERE;
      here->other = GPOINTER_TO_UINT (g_queue_pop_head (places));
      away = &g_array_index (rows, GalleyBlockChange, here->other);
      away->kind = GALLEY_BLOCK_MOVED_AWAY;
      away->other = i;
    }
}

static void
row_clear (gpointer data)
{
  GalleyBlockChange *row = data;

  g_clear_pointer (&row->runs, g_array_unref);
}

GArray *
galley_block_changes_align (GPtrArray *earlier,
                            GPtrArray *later)
{
  g_autoptr (GArray) hunks = NULL;
  GArray *rows;
  guint a = 0, b = 0;

  g_return_val_if_fail (earlier != NULL && later != NULL, NULL);

  hunks = galley_diff_blocks (earlier, later);
  rows = g_array_new (FALSE, FALSE, sizeof (GalleyBlockChange));
  g_array_set_clear_func (rows, row_clear);
  for (guint i = 0; i <= hunks->len; i++)
    {
      GalleyHunk end = { earlier->len, earlier->len, later->len, later->len };
      GalleyHunk hunk = i < hunks->len ? g_array_index (hunks, GalleyHunk, i) : end;
      guint n_a = hunk.a_end - hunk.a_start, n_b = hunk.b_end - hunk.b_start;

      for (; a < hunk.a_start; a++, b++)
        append_row (rows, GALLEY_BLOCK_SAME, earlier->pdata[a], later->pdata[b]);
      if ((guint64) n_a * n_b <= MAX_PAIRS)
        append_aligned (rows, (GalleyBlock **) earlier->pdata + a, n_a, (GalleyBlock **) later->pdata + b, n_b);
      else
        append_in_order (rows, (GalleyBlock **) earlier->pdata + a, n_a, (GalleyBlock **) later->pdata + b, n_b);
      a = hunk.a_end;
      b = hunk.b_end;
    }
  find_moved (rows);
  return rows;
}

GArray *
galley_block_changes_new (GPtrArray *earlier,
                          GPtrArray *later)
{
  GArray *rows = galley_block_changes_align (earlier, later);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      GalleyBlockChange *row = &g_array_index (rows, GalleyBlockChange, i);
      g_autofree char *earlier_owned = NULL, *later_owned = NULL;

      if (row->kind == GALLEY_BLOCK_CHANGED)
        row->runs = galley_runs_compare (galley_block_read (row->earlier, &earlier_owned),
                                         galley_block_read (row->later, &later_owned));
    }
  return rows;
}
