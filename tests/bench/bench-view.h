/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The other editor's text without the other editor: a GtkSourceView set up as gnome-text-editor sets up its own (word wrap,
 * margins, line height, indent, smart keys), in the face and size of Galley's body. */
#pragma once

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

/* A scrolled view of @text. (transfer floating) */
GtkWidget *galley_bench_view_new (const char *text);

G_END_DECLS
