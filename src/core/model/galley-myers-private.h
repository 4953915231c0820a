/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The longest common subsequence of two rows of numbers: under the comparison of blocks and of graphemes. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Marks what is on one side only. Both arrays of answers come zeroed. Searched to @max_cost changes; a stretch that has
 * more counts as replaced, which is right, only not the fewest. */
void galley_myers_compare (const guint *a,
                           guint        a_length,
                           const guint *b,
                           guint        b_length,
                           guint        max_cost,
                           gboolean    *a_changed,
                           gboolean    *b_changed);

G_END_DECLS
