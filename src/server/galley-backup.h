/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Backups: a whole server in one tar file (POSIX pax), made beside a running one.
 *
 *   galley.db             as it was at one moment: articles, users, lists, feed, audit record
 *   layouts/VERSION.zip
 *   media/3f/3f9a…        what that database has in its table "media"
 *   galley-backup.json    last, so that a file that was cut off is none: format, time, version, epoch, the hashes of
 *                         database and layouts, and which media were damaged or missing already
 *
 * The public site is not in it: it is written anew from the database. */
#pragma once

#include "core/base/galley-clock.h"
#include "core/base/galley-random.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define GALLEY_BACKUP_MANIFEST "galley-backup.json"
#define GALLEY_BACKUP_FORMAT 1

/* What is in a backup, and what it lacks. */
typedef struct
{
  char *time; /* RFC 3339, UTC */
  char *version; /* the program's that made it */
  guint64 n_bytes;
  gint64 n_articles;
  gint64 n_revisions; /* contents that these articles and the deleted ones ever had */
  gint64 n_media;
  gint64 n_damaged; /* media that the server had lost when the backup was made */
  gint64 n_unknown; /* files that articles name and nobody has sent: they come with the next pass of who has them */
  gint64 n_audit;
  char last_audit[65];
} GalleyBackupFacts;

void galley_backup_facts_clear (GalleyBackupFacts *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GalleyBackupFacts, galley_backup_facts_clear)

/* Makes @path from the data folder @folder, whole or not at all; beside it, a folder is needed for as long as that lasts.
 * @n_damaged: so many media could not be read, and are named in it as such. GALLEY_ERROR_CONFLICT where @path is there
 * already, GALLEY_ERROR_CORRUPT where the database is damaged. */
gboolean galley_backup_write (const char  *folder,
                              const char  *path,
                              GalleyClock *clock,
                              guint       *n_damaged,
                              GError     **error);

/* Reads all of @path and holds it against its hashes, its database against quick_check, its schema, and its audit record
 * against its chain. What must be opened for that is put into a folder of the system's temporary one (TMPDIR). @facts are
 * filled in where all is well. GALLEY_ERROR_CORRUPT, GALLEY_ERROR_INVALID, GALLEY_ERROR_TOO_NEW. */
gboolean galley_backup_check (const char        *path,
                              GalleyBackupFacts *facts,
                              GError           **error);
/* Checks likewise, and makes the data folder @folder of it, which must be empty or not there. @address NULL: its database
 * is a file; otherwise PostgreSQL's there, which must be empty. It begins a new epoch, in which clients send again what
 * they have and it has not; nobody is signed in; all pages wait to be written. */
gboolean galley_backup_restore (const char        *path,
                                const char        *folder,
                                const char        *address,
                                GalleyClock       *clock,
                                GalleyRandom      *random,
                                GalleyBackupFacts *facts,
                                GError           **error);

G_END_DECLS
