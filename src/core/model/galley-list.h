/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists: what a run of items among the blocks of a body means.
 *
 * Items that follow each other are one list, nested by their levels. The list's kind is that of its items at level 0: an
 * item there of the other kind begins another list. Deeper down a change of kind begins another list inside the same
 * item.
 *
 * A body is *settled* when no item is more than one level deeper than the item before it, and none without one is deeper
 * than 0. Documents, revisions and merges are always settled: galley_document_splice() and all that makes arrays of blocks
 * see to it. What is too deep comes up until it hangs on something; items that stood side by side still do. */
#pragma once

#include "core/model/galley-block.h"

G_BEGIN_DECLS

/* The settled array: @blocks itself where it is that already. (transfer full) (element-type GalleyBlock) */
GPtrArray *galley_list_settle (GPtrArray *blocks);

/* One splice's worth of it. [@first, @first + @n_removed) of the settled @blocks shall become @inserted. NULL when that
 * is settled as it is; else what is to be inserted instead, and @n_removed grows by the blocks behind that change their
 * level with it. (transfer full) (nullable) (element-type GalleyBlock) */
GPtrArray *galley_list_settle_splice (GPtrArray          *blocks,
                                      guint               first,
                                      guint              *n_removed,
                                      GalleyBlock *const *inserted,
                                      guint               n_inserted);

/* A body's elements: a list is one, and each block outside of lists. The end of the element that begins at @first, and
 * the first block of the one that @block is in. */
guint galley_list_get_element_end (GPtrArray *blocks,
                                   guint      first);
guint galley_list_get_element_start (GPtrArray *blocks,
                                     guint      block);

/* An item without a word that no other hangs on: nobody sees it on a page, and it takes no number there. */
gboolean galley_list_is_empty_item (GPtrArray *blocks,
                                    guint      block);

/* Counts items: begin with zeros in front of a list and step through its blocks; each gives its number in its own list,
 * from 1, and 0 for what is no item. Any other block begins anew. */
typedef struct
{
  guint n_levels; /* that are open */
  GalleyBlockKind kinds[GALLEY_MAX_LEVEL + 1];
  guint numbers[GALLEY_MAX_LEVEL + 1];
} GalleyListCounter;

guint galley_list_counter_step (GalleyListCounter *self,
                                const GalleyBlock *block);

/* What stands before an item in print. Numbers as Chinese type orders them, 1. then （1） then ①: the first two are
 * those of GB/T 9704, without its 一、 and （一）, which are headings in a news text. Bullets as browsers have them:
 * • ◦ ▪. The layout packs' style sheets say the same. (transfer full) */
char *galley_list_dup_marker (GalleyBlockKind kind,
                              guint           level,
                              guint           number);

G_END_DECLS
