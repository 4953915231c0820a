/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The seal of a store's file: a small file beside it, written when it was closed in order, that names its size and time.
 * While it holds, the file is the one that was closed, byte for byte as far as the file system tells, and need not be
 * read from end to end before a window may show it.
 *
 * It does not hold where anybody has written the file since, where a write-ahead log is left (an unclean end: SQLite
 * makes the log durable before the first commit), or where the file was last looked through more than a week ago: what
 * rots on a disk changes no time. Private to the store. */
#pragma once

#include "core/base/galley-clock.h"

G_BEGIN_DECLS

/* TRUE and in @checked when the file was last looked through (real time). */
gboolean galley_store_seal_holds (const char  *path,
                                  GalleyClock *clock,
                                  gint64      *checked);
/* Whether a write-ahead log stands beside the file. */
gboolean galley_store_seal_has_log (const char *path);
/* After the last connection to @path was closed. Where it cannot be written, the next opening looks the file through. */
void galley_store_seal_put (const char *path,
                            gint64      checked);
/* The file has shown a fault: the next opening looks it through. */
void galley_store_seal_break (const char *path);

G_END_DECLS
