/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tags of the canonical body, shared by its writer and its reader. Private to this folder. */
#pragma once

#include "core/model/galley-block.h"

G_BEGIN_DECLS

typedef struct
{
  const char *opening;
  const char *closing;
} GalleyBodyTag;

/* By GalleyBlockKind: what stands around the block's text, or for an item around the list. A rule has no closing. A figure's
 * opening ends inside the picture's address. */
extern const GalleyBodyTag galley_body_blocks[GALLEY_N_BLOCK_KINDS];
extern const GalleyBodyTag galley_body_item;
extern const GalleyBodyTag galley_body_row;
/* A plain one, and one of the header. */
extern const GalleyBodyTag galley_body_cells[2];

/* By GalleyMarkKind, which is the order of nesting, outermost first. A link's opening is followed by its address and
 * by a quotation mark and a bracket. */
extern const GalleyBodyTag galley_body_marks[GALLEY_N_MARK_KINDS];

G_END_DECLS
