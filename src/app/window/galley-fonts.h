/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether this computer can draw Chinese at all. Without a font for it an article is a page of boxes, and nothing in them
 * says what is missing. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Whether each character of @text has a glyph in some font of @context. */
gboolean galley_fonts_can_draw (PangoContext *context,
                                const char   *text);
/* The characters that a Chinese newsroom cannot do without are there. */
gboolean galley_fonts_have_chinese (PangoContext *context);
/* @words translated, or as they are where their translation could not be read. Lent. */
const char *galley_fonts_translate (PangoContext *context,
                                    const char   *words);
/* Names the package, in a dialog that anybody can read, where there is no font for Chinese. */
void galley_fonts_tell_missing (GtkWindow *parent);

G_END_DECLS
