/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The blanks around a text: a page does not print them, and does not lose them. They stand in its element as data-before and
 * data-after, in the inline markup of the canonical body (wire/galley-body.h), since they may have marks of their own; so
 * that a page gives its article back (intake/galley-intake-entry-body.h). */
#pragma once

#include "core/model/galley-block.h"

G_BEGIN_DECLS

#define GALLEY_EDGE_BEFORE "data-before"
#define GALLEY_EDGE_AFTER "data-after"
/* Of a figure's credit: the element has those of its caption, too. */
#define GALLEY_EDGE_CREDIT_BEFORE "data-credit-before"
#define GALLEY_EDGE_CREDIT_AFTER "data-credit-after"

/* What is printed of @block: itself, where nothing stands around it; NULL: nothing. (transfer full) (nullable) */
GalleyBlock *galley_view_trim (GalleyBlock *block);
/* The attributes, each with a blank in front of it, of what @trimmed (nullable), what is printed of @block, lacks. */
void galley_view_append_edges (GString     *out,
                               GalleyBlock *block,
                               GalleyBlock *trimmed);
void galley_view_append_credit_edges (GString     *out,
                                      GalleyBlock *block,
                                      GalleyBlock *trimmed);
/* Whether @block is nothing but such blanks. */
gboolean galley_view_is_edge (GalleyBlock *block);

G_END_DECLS
