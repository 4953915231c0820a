/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How wide the columns of a table are, and what is where. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Shares @room among columns whose longest lines are @natural wide: @widths come to @room. Each has what it needs, and as
 * much more of what is left as it is longer; where there is not enough, the short ones have theirs, and the others share
 * the rest. None is narrower than @least, if that is possible. */
void galley_table_layout_share (const int *natural,
                                guint      n_columns,
                                int        least,
                                int        room,
                                int       *widths);

/* The row or the column at @place, of @sizes (element-type int) one after the other; behind the last one it is that. */
guint galley_table_layout_find (GArray *sizes,
                                double  place);

G_END_DECLS
