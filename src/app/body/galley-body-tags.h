/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How blocks and marks look in the body's buffer. A plain paragraph needs no tag at all: its indent, line height and
 * justification are the text view's own, so that a long article of paragraphs costs nothing. */
#pragma once

#include "core/model/galley-block.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Makes the tags in the buffer's table, once. */
void galley_body_tags_install (GtkTextBuffer *buffer);

/* Pixels that depend on font and width: called when they change. @margin: the view's own, left and right; @room: what is
 * between. @em: the advance of one Han character. A figure's line leaves the height of its picture free above itself. */
void galley_body_tags_set_metrics (GtkTextBuffer *buffer,
                                   int            margin,
                                   int            room,
                                   int            em);

/* @text: the view's own colour, light or dark; @accent: the theme's colour of links. */
void galley_body_tags_set_colours (GtkTextBuffer *buffer,
                                   const GdkRGBA *text,
                                   const GdkRGBA *accent);

/* An empty last line has no character to wear a tag, and is indented as the view is. Where it is a deep item the view's
 * indent must be that item's; then all plain lines above it wear their own. */
void galley_body_tags_set_tail (GtkTextBuffer *buffer,
                                gboolean       is_deep);

gboolean galley_body_tags_are_needed (GalleyBlock *block);

/* Tags buffer line @line as @block says, and nothing else on it. @is_tagged: whether tags may stand there already; taking
 * them off costs a layout of the line, so a plain line that stays plain is not touched. */
void galley_body_tags_apply (GtkTextBuffer *buffer,
                             guint          line,
                             GalleyBlock   *block,
                             gboolean       is_tagged);

/* Leaves @pixels above the line of a table, until it has another table's room. */
void galley_body_tags_set_table_room (GtkTextBuffer *buffer,
                                      guint          line,
                                      int            pixels);

G_END_DECLS
