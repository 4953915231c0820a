/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where in site.json something stands, for sentences that say what is wrong with it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* In which line of @text, which is good JSON, the element @index, an object or a list, of the outermost list @member
 * begins; 1 where there is none. */
guint galley_site_find_line (const char *text,
                             gsize       length,
                             const char *member,
                             guint       index);

G_END_DECLS
