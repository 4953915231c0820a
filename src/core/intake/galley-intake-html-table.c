/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of what becomes no table of the article's: where they only lay out a page they give their paragraphs, where they
 * hold values a line a row. */
#include "core/intake/galley-intake-html-private.h"

/* Longer rows are text in columns. */
#define MAX_CHARACTERS 300

static gboolean
is_line (GalleyBlock *block)
{
  return galley_block_get_kind (block) == GALLEY_BLOCK_PARAGRAPH;
}

static gboolean
is_row_of_values (GPtrArray *blocks,
                  guint      first)
{
  guint n_characters = 0;
  guint n_filled = 0;

  for (guint i = first; i < blocks->len; i++)
    {
      GalleyBlock *block = g_ptr_array_index (blocks, i);

      if (!is_line (block))
        return FALSE;
      n_characters += galley_block_get_n_characters (block);
      n_filled += galley_block_get_n_characters (block) > 0;
    }
  return n_filled > 1 && n_characters <= MAX_CHARACTERS;
}

/* Takes @row. */
static GalleyBlock *
append (GalleyBlock *row,
        const char  *text)
{
  guint end = galley_block_get_n_characters (row);
  GalleyBlock *longer = galley_block_replace (row, end, end, text, (GalleyStyle){ 0 });

  galley_block_unref (row);
  return longer;
}

void
galley_intake_join_row (GPtrArray *blocks,
                        guint      first,
                        gboolean   is_layout)
{
  g_autoptr (GalleyBlock) row = NULL;

  if (is_layout || !is_row_of_values (blocks, first))
    {
      for (guint i = blocks->len; i > first; i--)
        if (is_line (g_ptr_array_index (blocks, i - 1)) &&
            galley_block_get_n_characters (g_ptr_array_index (blocks, i - 1)) == 0)
          g_ptr_array_remove_index (blocks, i - 1);
      return;
    }
  row = galley_block_ref (g_ptr_array_index (blocks, first));
  for (guint i = first + 1; i < blocks->len; i++)
    {
      GalleyBlock *cell = g_ptr_array_index (blocks, i);

      row = append (row, galley_block_get_n_characters (row) > 0 ? " |" : "|");
      if (galley_block_get_n_characters (cell) > 0)
        {
          g_autoptr (GalleyBlock) before = append (row, " ");

          row = galley_block_join (before, cell);
        }
    }
  g_ptr_array_set_size (blocks, first);
  g_ptr_array_add (blocks, g_steal_pointer (&row));
}
