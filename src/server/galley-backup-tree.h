/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small chores with folders and open files for backups. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A folder and all in it, without following links; what cannot be removed stays. */
void galley_backup_tree_remove (const char *path);
gboolean galley_backup_tree_is_empty (const char *path);
/* Waits until all that was written to the file system of @path is on the disk. */
gboolean galley_backup_tree_sync (const char *path,
                                  GError    **error);
/* GALLEY_ERROR_FULL, READ_ONLY or FAILED from errno, with @path in front. */
void galley_backup_set_errno (GError    **error,
                              const char *path,
                              int         number);

G_END_DECLS
