/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Ends gdk_clipboard_read_async() for @type where the owner of @clipboard has not answered it yet: it comes to an empty
 * end. What has been answered is left alone. */
void galley_clipping_stop_asking (GdkClipboard *clipboard,
                                  const char   *type);

G_END_DECLS
