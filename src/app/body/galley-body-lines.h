/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blocks as lines of a text buffer: how a document is put on the screen, changing as little as can be, so that caret,
 * selection and scroll stay. */
#pragma once

#include "core/model/galley-document.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What the line of @block reads: its text. Behind the break of a figure's empty credit stands a blank without width
 * (U+200B), which no document has: Pango lays out no line behind a break that ends a text, and the caret must have one to
 * be in. @owned: what is to be freed, if anything. */
const char *galley_body_lines_get_text (const GalleyBlock *block,
                                        char             **owned);

/* Makes line @line read as @block does, where it reads otherwise. */
void galley_body_lines_repair (GtkTextBuffer *buffer,
                               guint          line,
                               GalleyBlock   *block);

/* Tags lines as their blocks say; see galley_body_tags_apply() for @was_tagged. */
void galley_body_lines_tag (GtkTextBuffer  *buffer,
                            GalleyDocument *document,
                            guint           first,
                            guint           n_lines,
                            gboolean        was_tagged);

/* Shows what "spliced" told: @removed went from @first, @n_inserted blocks of @document came. The caret and the other end
 * of the selection stay with the characters beside them. */
void galley_body_lines_show_splice (GtkTextBuffer  *buffer,
                                    GalleyDocument *document,
                                    guint           first,
                                    GPtrArray      *removed,
                                    guint           n_inserted);

void galley_body_lines_show_all (GtkTextBuffer  *buffer,
                                 GalleyDocument *document);

/* Whether buffer and document have as many lines as blocks, and the lines from @first read as their blocks. */
gboolean galley_body_lines_agree (GtkTextBuffer  *buffer,
                                  GalleyDocument *document,
                                  guint           first,
                                  guint           n_lines);

/* No text joins a table's line: of what is to be deleted, from @start in @first to @end in @last, the line end behind the
 * one table or in front of the other is spared, but where a side goes as a whole. FALSE: nothing is. */
gboolean galley_body_lines_spare_tables (const GalleyBlock *first,
                                         GtkTextIter       *start,
                                         const GalleyBlock *last,
                                         GtkTextIter       *end);

G_END_DECLS
