/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/galley-counts.h"

#define WORDS_A_MINUTE 400

static void
add_block (GalleyLength *length,
           GalleyBlock  *block)
{
  GalleyCounts counts = galley_block_get_counts (block);

  length->text.characters += counts.characters;
  length->text.han += counts.han;
  length->text.words += counts.words;
  length->all_characters += galley_block_get_n_characters (block);
  length->paragraphs += counts.characters > 0 ? 1 : 0;
}

GalleyLength
galley_length_of_range (GalleyDocument *document,
                        GalleyPosition  start,
                        GalleyPosition  end)
{
  GalleyLength length = { 0 };
  guint n_blocks;

  g_return_val_if_fail (GALLEY_IS_DOCUMENT (document), length);

  n_blocks = galley_document_get_n_blocks (document);
  for (guint i = start.block; i <= end.block && i < n_blocks; i++)
    {
      GalleyBlock *block = galley_document_get_block (document, i);
      guint n_characters = galley_block_get_n_characters (block);
      guint first = i == start.block ? MIN (start.offset, n_characters) : 0;
      guint last = i == end.block ? MIN (end.offset, n_characters) : n_characters;
      g_autoptr (GalleyBlock) part = NULL;

      /* Whole blocks know their counts. */
      if (first >= last)
        continue;
      part = first == 0 && last == n_characters ? galley_block_ref (block) : galley_block_slice (block, first, last);
      add_block (&length, part);
    }
  return length;
}

guint
galley_length_get_minutes (const GalleyLength *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (self->text.words + WORDS_A_MINUTE - 1) / WORDS_A_MINUTE;
}
