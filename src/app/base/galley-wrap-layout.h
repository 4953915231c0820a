/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lays children out like words: each at its natural width, on as many lines as it takes. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_WRAP_LAYOUT (galley_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (GalleyWrapLayout, galley_wrap_layout, GALLEY, WRAP_LAYOUT, GtkLayoutManager)

/* @is_centred: lines stand in the middle; else at the start. */
GtkLayoutManager *galley_wrap_layout_new (int      spacing,
                                          int      line_spacing,
                                          gboolean is_centred);

G_END_DECLS
