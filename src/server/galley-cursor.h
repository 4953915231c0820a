/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cursor is the server's epoch and the number of a change, "EPOCH.SEQUENCE"; opaque to clients.
 *
 * Tombstones leave the feed in the end, and who has not read as far as the last one that left - the feed's floor - may
 * miss a deletion. Who began to read after they had left misses none: until he is past that floor his cursor names it
 * behind the number, "EPOCH.SEQUENCE-FLOOR". */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gint64 sequence;
  gint64 floor; /* of the feed when its reader began at its beginning; 0: he did not, or is past it */
} GalleyCursor;

typedef enum
{
  GALLEY_CURSOR_GOOD,
  GALLEY_CURSOR_MALFORMED,
  GALLEY_CURSOR_UNKNOWN, /* of another epoch, ahead of this server, or below @floor */
} GalleyCursorVerdict;

/* (transfer full) */
char *galley_cursor_format (const GalleyCursor *self,
                            const char         *epoch);
/* @last: the server's own last change; @floor: the feed's. */
GalleyCursorVerdict galley_cursor_parse (GalleyCursor *self,
                                         const char   *text,
                                         const char   *epoch,
                                         gint64        last,
                                         gint64        floor);

G_END_DECLS
