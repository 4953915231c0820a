/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The body's rows. Between runs of equal blocks those that are alike are put beside each other, in their order, by the
 * most that can be had in common; what is left over is looked for elsewhere in the body. */
#include "core/model/galley-block-changes.h"

#include "core/model/galley-diff.h"
#include "core/model/galley-runs.h"

#include <string.h>

#define N_BINS 128
/* Of a hundred characters, so many in common make two blocks one that was changed. */
#define ALIKE 45
/* Of a hundred bytes of the shorter one, so many at the ends of the longer one make it the same that was written on. */
#define GROWN 80
/* Pairs that are looked at between two equal runs; beyond, blocks are put beside each other in their order. */
#define MAX_PAIRS 40000

/* How often characters come, by the last bits of each: enough to tell paragraphs apart. */
typedef struct
{
  const GalleyBlock *block;
  guint counts[N_BINS];
  guint total;
} Profile;

static void
profile_init (Profile           *self,
              const GalleyBlock *block)
{
  memset (self, 0, sizeof *self);
  self->block = block;
  g_autofree char *owned = NULL;
  for (const char *p = galley_block_read (block, &owned); *p != '\0'; p = g_utf8_next_char (p))
    {
      self->counts[g_utf8_get_char (p) % N_BINS]++;
      self->total++;
    }
}

/* Somebody wrote on: the one begins and ends as nearly all of the other. */
static gboolean
has_grown (const GalleyBlock *a,
           const GalleyBlock *b)
{
  g_autofree char *a_owned = NULL, *b_owned = NULL;
  const char *a_text = galley_block_read (a, &a_owned), *b_text = galley_block_read (b, &b_owned);
  gsize a_length = strlen (a_text), b_length = strlen (b_text);
  gsize shorter = MIN (a_length, b_length), head = 0, tail = 0;

  while (head < shorter && a_text[head] == b_text[head])
    head++;
  while (tail < shorter - head && a_text[a_length - tail - 1] == b_text[b_length - tail - 1])
    tail++;
  return shorter > 0 && (head + tail) * 100 >= shorter * GROWN;
}

/* 0 … 100; 0 where they are not alike. Two empty blocks of different kinds are one that was changed. */
static guint
get_likeness (const Profile *a,
              const Profile *b)
{
  guint larger = MAX (a->total, b->total), common = 0, likeness;

  if (larger == 0)
    return 100;
  if (MIN (a->total, b->total) * 100 < larger * ALIKE)
    return has_grown (a->block, b->block) ? ALIKE : 0;
  for (guint i = 0; i < N_BINS; i++)
    common += MIN (a->counts[i], b->counts[i]);
  likeness = (guint) ((guint64) common * 100 / larger);
  return likeness >= ALIKE ? likeness : 0;
}

static void
append_row (GArray               *rows,
            GalleyBlockChangeKind kind,
            GalleyBlock          *earlier,
            GalleyBlock          *later)
{
  GalleyBlockChange row = { kind, earlier, later, 0, NULL };

  if (kind == GALLEY_BLOCK_CHANGED)
    {
      g_autofree char *earlier_owned = NULL, *later_owned = NULL;

      row.runs = galley_runs_compare (galley_block_read (earlier, &earlier_owned),
                                      galley_block_read (later, &later_owned));
    }
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
  g_autofree Profile *a_profiles = g_new (Profile, n_a);
  g_autofree Profile *b_profiles = g_new (Profile, n_b);
  g_autofree guint *table = g_new0 (guint, (gsize) (n_a + 1) * (n_b + 1));
  g_autofree guchar *likeness = g_new (guchar, (gsize) n_a * n_b);
  guint width = n_b + 1, i = 0, j = 0;

  for (guint k = 0; k < n_a; k++)
    profile_init (&a_profiles[k], a[k]);
  for (guint k = 0; k < n_b; k++)
    profile_init (&b_profiles[k], b[k]);
  for (guint k = n_a; k-- > 0;)
    for (guint l = n_b; l-- > 0;)
      {
        guint alike = get_likeness (&a_profiles[k], &b_profiles[l]);
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
      Profile a_profile, b_profile;

      if (i < n_a && i < n_b)
        {
          profile_init (&a_profile, a[i]);
          profile_init (&b_profile, b[i]);
          if (get_likeness (&a_profile, &b_profile) > 0)
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
galley_block_changes_new (GPtrArray *earlier,
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
