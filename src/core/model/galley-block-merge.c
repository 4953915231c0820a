/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/galley-block-merge.h"

#include "core/model/galley-stretch-merge.h"

static GalleyBlock *
merge_tables (const GalleyBlock *base,
              const GalleyBlock *mine,
              const GalleyBlock *theirs)
{
  g_autoptr (GalleyTable) merged = NULL;

  merged = galley_table_merge (galley_block_get_table (base), galley_block_get_table (mine),
                               galley_block_get_table (theirs));
  return merged != NULL ? galley_block_new_table (merged) : NULL;
}

GalleyBlock *
galley_block_merge (const GalleyBlock *base,
                    const GalleyBlock *mine,
                    const GalleyBlock *theirs)
{
  const GalleyBlock *sides[] = { base, mine, theirs };
  g_autoptr (GPtrArray) merged = NULL;
  g_autoptr (GPtrArray) other = NULL;
  guint n_tables = 0;

  g_return_val_if_fail (base != NULL && mine != NULL && theirs != NULL, NULL);

  if (galley_block_equal (base, mine))
    return galley_block_ref ((GalleyBlock *) theirs);
  if (galley_block_equal (base, theirs) || galley_block_equal (mine, theirs))
    return galley_block_ref ((GalleyBlock *) mine);
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    n_tables += galley_block_get_table (sides[i]) != NULL;
  if (n_tables == G_N_ELEMENTS (sides))
    return merge_tables (base, mine, theirs);
  if (n_tables > 0
      || !galley_stretch_merge ((GalleyBlockRun) { (GalleyBlock *const *) &sides[0], 1 },
                                (GalleyBlockRun) { (GalleyBlock *const *) &sides[1], 1 },
                                (GalleyBlockRun) { (GalleyBlock *const *) &sides[2], 1 }, &merged, &other))
    return NULL;
  return galley_block_ref (merged->pdata[0]);
}
