/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of a layout pack as they come: names inside the pack and bytes, from a folder, a zip or a resource. Knows
 * the bounds (1,000 files, 20 MB unpacked, no name outside the pack), nothing of what the files say.
 * Kept are site.json, *.mustache and what is under assets/; other files (a README) are no part of the pack. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define GALLEY_PACK_MAX_FILES 1000
#define GALLEY_PACK_MAX_BYTES (20 * 1024 * 1024)

/* All give a tree of name (char *, '/' between folders) to GBytes, sorted by bytes. GALLEY_ERROR_INVALID names the
 * file, GALLEY_ERROR_TOO_LARGE the bound. (transfer full) */
GTree *galley_pack_read_folder (const char *path,
                                GError    **error);
GTree *galley_pack_read_zip (GBytes  *zip,
                             GError **error);
GTree *galley_pack_read_resource (GResource  *resource,
                                  const char *prefix,
                                  GError    **error);

/* Equal files give equal bytes: sorted names, no times, stored. */
GBytes *galley_pack_write_zip (GTree   *files,
                               GError **error);
/* SHA-256 over names, lengths and bytes. (transfer full) */
char *galley_pack_hash (GTree *files);

G_END_DECLS
