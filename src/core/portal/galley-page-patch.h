/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is to be done to a page that shows one body to make it show another, element by element. */
#pragma once

#include "core/model/galley-block.h"
#include "core/portal/galley-page-frame.h"

G_BEGIN_DECLS

/* Children [@start, @start + @n_removed) of e-content become @elements. */
typedef struct
{
  guint start;
  guint n_removed;
  char **elements; /* the XHTML of each */
} GalleyPagePatch;

/* @frame: the page's. @from and @to: settled (galley-list.h). Ascending, none overlapping; starts count in @from, so they
 * are to be applied from the last to the first. (transfer full) (element-type GalleyPagePatch) */
GArray *galley_page_patch_new (const GalleyPageFrame *frame,
                               GPtrArray             *from,
                               GPtrArray             *to);

/* The same of a page that shows @blocks as they are, for the pictures whose files have come since: each is put there again,
 * so that it is asked for once more. @hashes: (element-type utf8), a set. (transfer full) (element-type
 * GalleyPagePatch) */
GArray *galley_page_patch_new_for_pictures (const GalleyPageFrame *frame,
                                            GPtrArray             *blocks,
                                            GHashTable            *hashes);

/* Where a block is on the page: its element, and if that is a list its place among the items. */
typedef struct
{
  guint element;
  guint item;
} GalleyPagePlace;

GalleyPagePlace galley_page_place_of_block (GPtrArray *blocks,
                                            guint      block);
/* The last block for a place behind the end. */
guint galley_page_place_to_block (GPtrArray      *blocks,
                                  GalleyPagePlace place);

G_END_DECLS
