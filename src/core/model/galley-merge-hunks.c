/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/galley-merge-hunks-private.h"

#include "core/model/galley-block-changes.h"
#include "core/model/galley-likeness.h"

/* Of a hundred characters of a piece, so many that the other piece lacks make the two one that was split. */
#define FILLS 60

static gboolean
is_text (const GalleyBlock *block)
{
  return galley_block_get_kind (block) < GALLEY_BLOCK_RULE;
}

/* Whether @piece has what @whole says and @part does not. */
static gboolean
fills (const GalleyBlock *whole,
       const GalleyBlock *part,
       const GalleyBlock *piece)
{
  GalleyProfile profiles[3];

  if (!is_text (whole) || !is_text (part) || !is_text (piece))
    return FALSE;
  galley_profile_init (&profiles[0], whole);
  galley_profile_init (&profiles[1], part);
  galley_profile_init (&profiles[2], piece);
  return galley_profile_fill (&profiles[0], &profiles[1], &profiles[2]) >= FILLS;
}

/* Whether a block that stands on one side alone is a piece of the pair beside it. */
static gboolean
is_piece (const GalleyBlockChange *pair,
          const GalleyBlockChange *row)
{
  if (pair->kind != GALLEY_BLOCK_CHANGED)
    return FALSE;
  if (row->kind == GALLEY_BLOCK_INSERTED)
    return fills (pair->earlier, pair->later, row->later);
  return row->kind == GALLEY_BLOCK_DELETED && fills (pair->later, pair->earlier, row->earlier);
}

/* The rows of one hunk from @first on. */
static guint
find_end (GArray   *rows,
          guint     first,
          gboolean *is_alike)
{
  const GalleyBlockChange *row = &g_array_index (rows, GalleyBlockChange, first);
  guint pair = first, end = first + 1;

  *is_alike = FALSE;
  if (row->kind != GALLEY_BLOCK_CHANGED)
    while (pair + 1 < rows->len && g_array_index (rows, GalleyBlockChange, pair).kind == row->kind)
      pair++;
  row = &g_array_index (rows, GalleyBlockChange, pair);
  *is_alike = row->kind == GALLEY_BLOCK_CHANGED;
  for (guint i = first; i < pair && *is_alike; i++)
    *is_alike = is_piece (row, &g_array_index (rows, GalleyBlockChange, i));
  if (*is_alike)
    {
      GalleyBlockChangeKind kind;

      end = pair + 1;
      kind = first < pair ? g_array_index (rows, GalleyBlockChange, first).kind
             : end < rows->len ? g_array_index (rows, GalleyBlockChange, end).kind : GALLEY_BLOCK_SAME;
      while (end < rows->len && g_array_index (rows, GalleyBlockChange, end).kind == kind
             && is_piece (row, &g_array_index (rows, GalleyBlockChange, end)))
        end++;
      return end;
    }
  while (end < rows->len && g_array_index (rows, GalleyBlockChange, end).kind != GALLEY_BLOCK_SAME
         && g_array_index (rows, GalleyBlockChange, end).kind != GALLEY_BLOCK_CHANGED)
    end++;
  return end;
}

GArray *
galley_merge_hunks_new (GArray *rows)
{
  GArray *hunks = g_array_new (FALSE, FALSE, sizeof (GalleyMergeHunk));
  guint a = 0, b = 0, end;

  for (guint i = 0; i < rows->len; i = end)
    {
      GalleyMergeHunk hunk = { .place = { a, a, b, b } };

      end = i + 1;
      if (g_array_index (rows, GalleyBlockChange, i).kind != GALLEY_BLOCK_SAME)
        end = find_end (rows, i, &hunk.is_alike);
      for (guint j = i; j < end; j++)
        {
          a += g_array_index (rows, GalleyBlockChange, j).earlier != NULL;
          b += g_array_index (rows, GalleyBlockChange, j).later != NULL;
        }
      hunk.place.a_end = a;
      hunk.place.b_end = b;
      if (g_array_index (rows, GalleyBlockChange, i).kind != GALLEY_BLOCK_SAME)
        g_array_append_val (hunks, hunk);
    }
  return hunks;
}
