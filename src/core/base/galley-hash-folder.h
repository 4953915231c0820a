/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder of files named by the SHA-256 of their bytes (galley-id.h), each under its first two digits: 3f/3f9a… A file
 * is there whole or not at all, and what is read was compared with its name. From any thread, and from several at once:
 * two who put the same file write the same bytes. @hash must be a hash. */
#pragma once

#include "core/base/galley-new-file.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* (transfer full) */
char *galley_hash_folder_make_path (const char *folder,
                                    const char *hash);
gboolean galley_hash_folder_has (const char *folder,
                                 const char *hash);
/* As galley_file_replace(), which makes folders, too. Nothing is written where the file is there, whole.
 * GALLEY_ERROR_INVALID where @bytes do not have that name. */
gboolean galley_hash_folder_put (const char *folder,
                                 const char *hash,
                                 GBytes     *bytes,
                                 GError    **error);
/* GALLEY_ERROR_NOT_FOUND, GALLEY_ERROR_TOO_LARGE; GALLEY_ERROR_CORRUPT where the bytes do not have the file's name.
 * (transfer full) */
GBytes *galley_hash_folder_load (const char *folder,
                                 const char *hash,
                                 gsize       limit,
                                 GError    **error);
/* Takes what was written to @file, which has ended and stands in @folder: its bytes have that hash. In place of what is
 * there, whole or not. */
gboolean galley_hash_folder_take (const char    *folder,
                                  const char    *hash,
                                  GalleyNewFile *file,
                                  GError       **error);
/* For files that are too large to be loaded. Reads all of it, and compares it with its name: as load() fails, and with
 * G_IO_ERROR_CANCELLED. @size: (out) (optional) bytes. */
gboolean galley_hash_folder_check (const char   *folder,
                                   const char   *hash,
                                   gint64       *size,
                                   GCancellable *cancellable,
                                   GError      **error);
/* The same, into a copy at @path, written as galley_file_replace() does, which is whole or not there. */
gboolean galley_hash_folder_copy (const char   *folder,
                                  const char   *hash,
                                  const char   *path,
                                  GCancellable *cancellable,
                                  GError      **error);
/* Whether the file at @path, wherever it is, has that hash. */
gboolean galley_hash_folder_fits (const char *path,
                                  const char *hash);
/* One that is not there is no error. */
gboolean galley_hash_folder_remove (const char *folder,
                                    const char *hash,
                                    GError    **error);

G_END_DECLS
