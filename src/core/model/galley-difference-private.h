/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two files of the difference know of each other. */
#pragma once

#include "core/model/galley-difference.h"

G_BEGIN_DECLS

/* The rows lend the blocks of the arrays. (transfer full) (element-type GalleyBlockChange) */
GArray *galley_difference_compare_blocks (GPtrArray *earlier,
                                          GPtrArray *later);

G_END_DECLS
