/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking a backup's tar apart. The file may come from anywhere: names are those that a backup has and no others, nothing
 * is followed, sizes are bounded but for the database's, and what was read is held against its hashes. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define GALLEY_BACKUP_UNPACKED "galley.db.unpacked"

typedef struct
{
  JsonObject *manifest;
  GHashTable *media; /* (element-type utf8) hashes of what was in it, as set */
  guint64 n_bytes;
} GalleyBackupContent;

void galley_backup_content_free (GalleyBackupContent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyBackupContent, galley_backup_content_free)

/* Puts the database into @folder as GALLEY_BACKUP_UNPACKED, and, @is_whole, layouts and media where a data folder has
 * them. Not synced. GALLEY_ERROR_INVALID: no backup; GALLEY_ERROR_CORRUPT: one that is damaged or cut off;
 * GALLEY_ERROR_TOO_NEW. (transfer full) */
GalleyBackupContent *galley_backup_read (const char *path,
                                         const char *folder,
                                         gboolean    is_whole,
                                         GError    **error);

G_END_DECLS
