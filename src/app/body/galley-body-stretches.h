/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Long lines in stretches that Pango takes one by one. For each line that it breaks it adds up the widths of all that is
 * left of a run, so that a paragraph of one run costs with the square of its length: of 100,000 characters, two fifths of
 * all that a key takes. Every other stretch wears a tag that changes nothing but where runs end. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Makes the tag in the buffer's table; it gives way to all that are made later. */
void galley_body_stretches_install (GtkTextBuffer *buffer);

/* Has buffer line @line, of @n_characters, in stretches if it is long. Where it is already, as after most keys, nothing is
 * touched. */
void galley_body_stretches_mark (GtkTextBuffer *buffer,
                                 guint          line,
                                 guint          n_characters);

G_END_DECLS
