/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that are either the old ones or the new ones, whatever happens in between. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A name for a file that @title is to be known by: what some file system would not take is a blank, and it is cut at 50
 * characters, which fit into what file systems take whatever they are. @fallback where nothing is left. (transfer full) */
char *galley_file_name_for (const char *title,
                            const char *fallback,
                            const char *suffix);

/* Writes @data to a new file in the same folder, fsyncs it, renames it over @path and fsyncs the folder; makes
 * missing parent folders. On failure the old file stands and the temporary one is removed.
 * GALLEY_ERROR_FULL, GALLEY_ERROR_READ_ONLY, GALLEY_ERROR_FAILED. */
gboolean galley_file_replace (const char *path,
                              GBytes     *data,
                              GError    **error);

/* The same without waiting for the disk: until galley_file_sync() has returned, a crash may leave the file empty or in
 * part. For many files that can be made again. */
gboolean galley_file_write (const char *path,
                            GBytes     *data,
                            GError    **error);
/* The same where nothing is yet, straight into the place: who looks there meanwhile sees a part. */
gboolean galley_file_write_new (const char *path,
                                GBytes     *data,
                                GError    **error);
/* Returns when everything that was written to the file system of the folder @path stands on its disk. */
gboolean galley_file_sync (const char *path,
                           GError    **error);

/* Removes @path and fsyncs its folder. A file that is not there is no error. */
gboolean galley_file_remove (const char *path,
                             GError    **error);

/* Reads at most @limit bytes; GALLEY_ERROR_TOO_LARGE names the limit. (transfer full) */
GBytes *galley_file_read (const char *path,
                          gsize       limit,
                          GError    **error);

/* Whether a file of just these bytes is there; a link to one is not. */
gboolean galley_file_is (const char *path,
                         GBytes     *data);

/* Takes an exclusive flock on @path, made if missing. The lock lives as long as the descriptor that is returned and
 * dies with the process. GALLEY_ERROR_BUSY when another process holds it; returns -1 then. */
int galley_file_lock (const char *path,
                      GError    **error);

G_END_DECLS
