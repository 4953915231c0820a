/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/galley-block-merge.h"

#include "core/model/galley-diff.h"

static gboolean
parts_equal (const GalleyBlock *a,
             guint              a_start,
             guint              a_end,
             const GalleyBlock *b,
             guint              b_start,
             guint              b_end)
{
  g_autoptr (GalleyBlock) a_part = galley_block_slice (a, a_start, a_end);
  g_autoptr (GalleyBlock) b_part = galley_block_slice (b, b_start, b_end);

  return galley_block_equal (a_part, b_part);
}

/* The first place of @base from which on @changed reads and looks the same. */
static guint
find_end_of_change (const GalleyBlock *base,
                    const GalleyBlock *changed)
{
  guint length = galley_block_get_n_characters (base), changed_length = galley_block_get_n_characters (changed);
  guint start, low, high = length, changed_end;

  galley_diff_text (galley_block_get_text (base), galley_block_get_text (changed), &start, &low, &changed_end);
  /* Words that are the same tell nothing of the marks. */
  if (start == length && changed_length == length)
    low = 0;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (parts_equal (base, middle, length, changed, changed_length - (length - middle), changed_length))
        high = middle;
      else
        low = middle + 1;
    }
  return low;
}

/* The last place of @base up to which it does. */
static guint
find_start_of_change (const GalleyBlock *base,
                      const GalleyBlock *changed)
{
  guint low = 0, high, end, changed_end;

  galley_diff_text (galley_block_get_text (base), galley_block_get_text (changed), &high, &end, &changed_end);
  while (low < high)
    {
      guint middle = low + (high - low + 1) / 2;

      if (parts_equal (base, 0, middle, changed, 0, middle))
        low = middle;
      else
        high = middle - 1;
    }
  return low;
}

/* Whether something stands in [@start, @end) that no word and no figure goes through. */
static gboolean
has_border (const GalleyBlock *base,
            guint              start,
            guint              end)
{
  const char *text = g_utf8_offset_to_pointer (galley_block_get_text (base), start);

  for (guint i = start; i < end; i++, text = g_utf8_next_char (text))
    {
      gunichar character = g_utf8_get_char (text);

      if (g_unichar_iswide (character) || g_unichar_isspace (character)
          || g_unichar_type (character) == G_UNICODE_LINE_SEPARATOR)
        return TRUE;
    }
  return FALSE;
}

/* What @head changed lies in front of what @tail changed. */
static GalleyBlock *
merge_apart (const GalleyBlock *base,
             const GalleyBlock *head,
             const GalleyBlock *tail)
{
  guint end = find_end_of_change (base, head);
  guint start = find_start_of_change (base, tail);
  g_autoptr (GalleyBlock) first = NULL;
  g_autoptr (GalleyBlock) second = NULL;

  if (end > start || !has_border (base, end, start))
    return NULL;
  first = galley_block_slice (head, 0, galley_block_get_n_characters (head) - (galley_block_get_n_characters (base) - end));
  second = galley_block_slice (tail, end, galley_block_get_n_characters (tail));
  return galley_block_join (first, second);
}

GalleyBlock *
galley_block_merge (const GalleyBlock *base,
                    const GalleyBlock *mine,
                    const GalleyBlock *theirs)
{
  GalleyBlock *merged;

  g_return_val_if_fail (base != NULL && mine != NULL && theirs != NULL, NULL);

  if (galley_block_equal (base, mine))
    return galley_block_ref ((GalleyBlock *) theirs);
  if (galley_block_equal (base, theirs) || galley_block_equal (mine, theirs))
    return galley_block_ref ((GalleyBlock *) mine);
  merged = merge_apart (base, mine, theirs);
  return merged != NULL ? merged : merge_apart (base, theirs, mine);
}
