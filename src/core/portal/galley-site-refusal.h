/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a reader of site.json says what is wrong with it: the file, the line, the member, and a sentence in the language of
 * the process, for whoever writes layout packs. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* GALLEY_ERROR_INVALID: "site.json: @place: " and what @format makes, which is marked with N_() and translated here. @place:
 * as galley_site_find_line() has it, NULL: all of it. Always FALSE, so that a reader may return it. */
gboolean galley_site_refuse (GError    **error,
                             const char *place,
                             const char *format,
                             ...) G_GNUC_PRINTF (3, 4);
/* The same of element @index of the list @place. */
gboolean galley_site_refuse_element (GError    **error,
                                     const char *place,
                                     guint       index,
                                     const char *format,
                                     ...) G_GNUC_PRINTF (4, 5);

/* @error, which is (nullable) and may also be the JSON reader's, with the line in which it stands: "site.json:12: ". @text:
 * site.json, of @length bytes. */
void galley_site_locate_refusal (GError    **error,
                                 const char *text,
                                 gsize       length);

G_END_DECLS
