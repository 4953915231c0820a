/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps of tidying one paragraph of styled text in place. Each returns how many places it changed. Private to this
 * folder. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint galley_tidy_widths (GArray *rich);
guint galley_tidy_quotes (GArray *rich);
guint galley_tidy_punctuation (GArray *rich);
guint galley_tidy_dots (GArray *rich);
guint galley_tidy_doubled (GArray *rich);

G_END_DECLS
