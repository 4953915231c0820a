/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in the body's view and is no text: bullets and numbers beside items, rules and page breaks across,
 * and what belongs in the empty lines of a figure. Painted from the document, so that a line of the buffer reads as its
 * block, and an item that moves renumbers the others without an edit. */
#pragma once

#include "core/model/galley-document.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Paints what is in sight, in buffer coordinates. @em: the advance of one Han character. */
void galley_body_markers_snapshot (GtkTextView    *view,
                                   GalleyDocument *document,
                                   int             em,
                                   GtkSnapshot    *snapshot);

G_END_DECLS
