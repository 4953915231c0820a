/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comma-separated values as RFC 4180 has them, in UTF-8: what `audit --csv` writes and `user import` reads. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Appends @field, in quotes where it needs them. */
void galley_csv_append (GString    *out,
                        const char *field);

/* One row, and the line of the file that it begins on, from 1. */
typedef struct
{
  guint line;
  GPtrArray *fields; /* (element-type utf8) */
} GalleyCsvRow;

#define GALLEY_CSV_MAX_ROWS 10000
#define GALLEY_CSV_MAX_FIELDS 64

/* Reads all of @text, which may begin with a byte order mark; rows end in CRLF or LF, empty lines are none. Bounded by
 * the two numbers above. GALLEY_ERROR_INVALID names the line; GALLEY_ERROR_TOO_LARGE.
 * (transfer full) (element-type GalleyCsvRow) */
GPtrArray *galley_csv_read (const char *text,
                            gsize       length,
                            GError    **error);

G_END_DECLS
