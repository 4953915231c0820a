/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Squeezing of adjacent full-width punctuation (标点挤压, clreq): of two marks that meet, the blank half between them goes.
 * Fonts in use have half forms (OpenType "halt") but no contextual spacing, so the marks that lose their blank are
 * wrapped: <span class="hp">…</span>. A closing mark loses it before any mark, an opening one behind another opening
 * one. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What stands in @xhtml from byte @start on: escaped text with inline tags, as galley_body_append_inline() writes it. */
void galley_punctuation_squeeze (GString *xhtml,
                                 gsize    start);

G_END_DECLS
