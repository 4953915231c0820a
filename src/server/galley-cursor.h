/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cursor is the server's epoch and the number of a change, "EPOCH.SEQUENCE"; opaque to clients. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  GALLEY_CURSOR_GOOD,
  GALLEY_CURSOR_MALFORMED,
  GALLEY_CURSOR_UNKNOWN, /* of another epoch, or ahead of this server */
} GalleyCursorVerdict;

/* (transfer full) */
char *galley_cursor_format (const char *epoch,
                            gint64      sequence);
/* @last: the server's own last change. */
GalleyCursorVerdict galley_cursor_parse (const char *text,
                                         const char *epoch,
                                         gint64      last,
                                         gint64     *sequence);

G_END_DECLS
