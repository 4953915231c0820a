/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comma-separated values as RFC 4180 has them, in UTF-8: what `audit --csv` writes and `user import` reads. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Appends @field, in quotes where it needs them. */
void galley_csv_append (GString    *out,
                        const char *field);

G_END_DECLS
