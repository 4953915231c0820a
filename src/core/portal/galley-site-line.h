/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where in site.json something stands, for sentences that say what is wrong with it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* In which line of @text, which is good JSON, stands what @place names: "pictures.watermark.image" by its name,
 * "channels[3]" where the element begins; or as much of it as there is, and line 1 where there is nothing. */
guint galley_site_find_line (const char *text,
                             gsize       length,
                             const char *place);
/* In which line byte @offset of it stands. */
guint galley_site_count_lines (const char *text,
                               gsize       offset);

G_END_DECLS
