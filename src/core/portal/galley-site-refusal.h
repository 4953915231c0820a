/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a reader of site.json says what is wrong with it: a sentence that begins with the file and the member, for whoever
 * writes layout packs. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* GALLEY_ERROR_INVALID, "site.json: " and what @format makes. Always FALSE, so that a reader may return it. */
gboolean galley_site_refuse (GError    **error,
                             const char *format,
                             ...) G_GNUC_PRINTF (2, 3);

/* The same of the element @index of the outermost list @member: "site.json:LINE: ", the line in which it begins. @text:
 * site.json, which is good JSON, of @length bytes. */
gboolean galley_site_refuse_element (GError    **error,
                                     const char *text,
                                     gsize       length,
                                     const char *member,
                                     guint       index,
                                     const char *format,
                                     ...) G_GNUC_PRINTF (6, 7);

G_END_DECLS
