/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/galley-stretch-merge.h"

#include "core/model/galley-stretch-private.h"

static gboolean
is_text (GalleyBlockRun run)
{
  for (guint i = 0; i < run.n_blocks; i++)
    if (galley_block_get_kind (run.blocks[i]) >= GALLEY_BLOCK_RULE)
      return FALSE;
  return TRUE;
}

gboolean
galley_stretch_is_left (GalleyBlockRun base,
                        GalleyBlockRun side)
{
  g_autoptr (GHashTable) numbers = NULL;
  GalleyStretch whole, left;
  guint found = 0;

  g_return_val_if_fail (base.n_blocks > 0 && side.n_blocks > 0, FALSE);

  if (!is_text (base) || !is_text (side) || galley_block_get_kind (base.blocks[0]) != galley_block_get_kind (side.blocks[0])
      || galley_block_get_level (base.blocks[0]) != galley_block_get_level (side.blocks[0]))
    return FALSE;
  numbers = galley_stretch_numbers_new ();
  galley_stretch_init (&whole, base.blocks, base.n_blocks, numbers);
  galley_stretch_init (&left, side.blocks, side.n_blocks, numbers);
  for (guint i = 0; i < whole.n_tokens && found < left.n_tokens; i++)
    found += whole.tokens[i].number == left.tokens[found].number && whole.tokens[i].look == left.tokens[found].look;
  galley_stretch_clear (&whole);
  galley_stretch_clear (&left);
  return found == left.n_tokens;
}
