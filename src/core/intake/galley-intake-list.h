/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists and rules in a plain text. Private to this folder.
 *
 * Only what is clearly one is taken for a list: two lines or more that follow each other, all with the same bullet, or all
 * numbered alike from 1 on without a gap. Anything else stays the text that it is. A rule is a line of three or more dashes
 * or the like, and nothing else. */
#pragma once

#include "core/model/galley-block.h"

G_BEGIN_DECLS

/* The block behind the list that begins with line @first of @lines (element-type GalleyIntakeTextLine), none after @end;
 * @first itself where none begins there. @kind says which list it is. */
guint galley_intake_list_find_end (GArray          *lines,
                                   guint            first,
                                   guint            end,
                                   GalleyBlockKind *kind);

/* What stands behind the bullet or number of an item. */
const char *galley_intake_list_get_text (const char *line);

gboolean galley_intake_list_is_rule (const char *line);

G_END_DECLS
