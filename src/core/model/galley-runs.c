/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/galley-runs.h"

#include "core/base/galley-text.h"
#include "core/model/galley-diff.h"
#include "core/model/galley-myers-private.h"

#include <string.h>

/* Enough for a paragraph that was written anew in a hundred places; bounds the work for a book in one paragraph. */
#define MAX_COST 1000

/* A text as numbers: a grapheme of one character is that character, others are numbered behind the last of Unicode. */
typedef struct
{
  const char *text;
  GArray *ends; /* (element-type gsize) */
  guint *numbers;
  gboolean *is_changed;
} Side;

static guint
number_grapheme (GHashTable *clusters,
                 const char *start,
                 gsize       length)
{
  gunichar first = g_utf8_get_char (start);
  char *cluster;
  gpointer number;

  if ((gsize) g_unichar_to_utf8 (first, NULL) == length)
    return first;
  cluster = g_strndup (start, length);
  if (g_hash_table_lookup_extended (clusters, cluster, NULL, &number))
    {
      g_free (cluster);
      return GPOINTER_TO_UINT (number);
    }
  number = GUINT_TO_POINTER (0x110000 + g_hash_table_size (clusters));
  g_hash_table_insert (clusters, cluster, number);
  return GPOINTER_TO_UINT (number);
}

static void
side_init (Side       *side,
           const char *text,
           GHashTable *clusters)
{
  gsize start = 0;

  side->text = text;
  side->ends = galley_text_list_grapheme_ends (text);
  side->numbers = g_new (guint, side->ends->len + 1);
  side->is_changed = g_new0 (gboolean, side->ends->len + 1);
  for (guint i = 0; i < side->ends->len; i++)
    {
      gsize end = g_array_index (side->ends, gsize, i);

      side->numbers[i] = number_grapheme (clusters, text + start, end - start);
      start = end;
    }
}

static void
side_clear (Side *side)
{
  g_array_unref (side->ends);
  g_free (side->numbers);
  g_free (side->is_changed);
}

/* Where the grapheme begins, in bytes. */
static gsize
byte_of (const Side *side,
         guint       grapheme)
{
  return grapheme > 0 ? g_array_index (side->ends, gsize, grapheme - 1) : 0;
}

static guint
size_of (const GalleyHunk *hunk)
{
  return MAX (hunk->a_end - hunk->a_start, hunk->b_end - hunk->b_start);
}

/* Changes by grapheme. What is equal between two of them is given up where it is less than either. */
static GArray *
collect_changes (const Side *a,
                 const Side *b)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (GalleyHunk));
  guint x = 0, y = 0;

  while (x < a->ends->len || y < b->ends->len)
    {
      GalleyHunk change = { x, x, y, y };
      GalleyHunk *last = changes->len > 0 ? &g_array_index (changes, GalleyHunk, changes->len - 1) : NULL;

      while (change.a_end < a->ends->len && a->is_changed[change.a_end])
        change.a_end++;
      while (change.b_end < b->ends->len && b->is_changed[change.b_end])
        change.b_end++;
      x = change.a_end + 1;
      y = change.b_end + 1;
      if (size_of (&change) == 0)
        continue;
      if (last != NULL && change.a_start - last->a_end < MIN (size_of (last), size_of (&change)))
        {
          last->a_end = change.a_end;
          last->b_end = change.b_end;
        }
      else
        g_array_append_val (changes, change);
    }
  return changes;
}

static void
append_run (GArray       *runs,
            GalleyRunKind kind,
            gsize         start,
            gsize         end)
{
  GalleyRun run = { kind, start, end };

  if (start < end)
    g_array_append_val (runs, run);
}

GArray *
galley_runs_compare (const char *a,
                     const char *b)
{
  g_autoptr (GHashTable) clusters = NULL;
  g_autoptr (GArray) changes = NULL;
  GArray *runs;
  Side a_side, b_side;
  guint equal = 0;

  g_return_val_if_fail (a != NULL && b != NULL, NULL);

  clusters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  side_init (&a_side, a, clusters);
  side_init (&b_side, b, clusters);
  galley_myers_compare (a_side.numbers, a_side.ends->len, b_side.numbers, b_side.ends->len, MAX_COST,
                        a_side.is_changed, b_side.is_changed);
  changes = collect_changes (&a_side, &b_side);
  runs = g_array_new (FALSE, FALSE, sizeof (GalleyRun));
  for (guint i = 0; i < changes->len; i++)
    {
      const GalleyHunk *change = &g_array_index (changes, GalleyHunk, i);

      append_run (runs, GALLEY_RUN_EQUAL, byte_of (&a_side, equal), byte_of (&a_side, change->a_start));
      append_run (runs, GALLEY_RUN_DELETED, byte_of (&a_side, change->a_start), byte_of (&a_side, change->a_end));
      append_run (runs, GALLEY_RUN_INSERTED, byte_of (&b_side, change->b_start), byte_of (&b_side, change->b_end));
      equal = change->a_end;
    }
  append_run (runs, GALLEY_RUN_EQUAL, byte_of (&a_side, equal), strlen (a));
  side_clear (&a_side);
  side_clear (&b_side);
  return runs;
}
