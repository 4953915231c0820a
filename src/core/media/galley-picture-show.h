/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture's pixels to be looked at, within the limits of galley-picture.h, whoever has sent the file. Pure and blocking:
 * for a worker. */
#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/* Upright; neither side is longer than @max_side. Errors as galley_picture_make_from_file(). (transfer full) */
GdkPixbuf *galley_picture_show_file (const char    *path,
                                     guint          max_side,
                                     GCancellable  *cancellable,
                                     GError       **error);

/* The same, and how large the picture is when it is not shrunk. */
GdkPixbuf *galley_picture_show_file_of (const char    *path,
                                        guint          max_side,
                                        guint         *width,
                                        guint         *height,
                                        GCancellable  *cancellable,
                                        GError       **error);

G_END_DECLS
