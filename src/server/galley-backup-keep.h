/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder of backups that is made anew every night and does not grow without end. Each file is named by its time,
 * "galley-20261126T020000Z.tar"; other files are left alone. Of them stay: the newest of each of the last 7 days, the last 5
 * weeks (from Monday) and the last 12 months that have one, all in UTC. Nothing goes before the new one was read back and
 * found good, and the newest never does. */
#pragma once

#include "server/galley-backup.h"

G_BEGIN_DECLS

#define GALLEY_BACKUP_KEEP_DAMAGED "galley-damaged.tar"

/* "galley-….tar" for the real time @time. (transfer full) */
char *galley_backup_keep_make_name (gint64 time);
gboolean galley_backup_keep_parse_name (const char *name,
                                        gint64     *time);

/* Sorts @names, the newest first, and says which of them go by the rule above. (transfer container) (element-type utf8) */
GPtrArray *galley_backup_keep_choose (GPtrArray *names);

/* Makes a backup of @folder in the folder @keep, which is made where it is not there, checks it, and thins. What does not
 * stand the check is put aside as GALLEY_BACKUP_KEEP_DAMAGED, and nothing is thinned. @name: of the new file.
 * (transfer full) What galley_backup_write() and galley_backup_check() say. */
gboolean galley_backup_keep (const char        *folder,
                             const char        *keep,
                             GalleyClock       *clock,
                             char             **name,
                             GalleyBackupFacts *facts,
                             GError           **error);

G_END_DECLS
