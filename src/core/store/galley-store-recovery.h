/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Putting a store together again whose database is damaged or gone. Private to the store, but for the report.
 *
 * Into a new file go, in this order: what can still be read of the damaged one (galley-store-salvage.h), what is missing
 * from the newest copy that is sound (galley-store-copies.h), what the journals know that is newer
 * (galley-journal-text.h), and last texts of the damaged file that are not quite what was stored. What differs from what
 * the server acknowledged waits in the outbox; what was clean is clean, and what the server has is pulled and merged
 * anew: the cursor is replaced by one that leads over the manifest. Where a text gives way to a newer one it is kept as a
 * version.
 *
 * The new file takes the place of the old only when it is complete and on the disk, and the old one is set aside before
 * that under a name that tells when; nothing is deleted. Stopped in between, the next opening goes on. */
#pragma once

#include "core/base/galley-clock.h"
#include "core/db/galley-database.h"
#include "core/model/galley-revision.h"

G_BEGIN_DECLS

/* What is told afterwards. */
typedef struct
{
  char *damaged_path; /* where the damaged database is now; NULL: it was not there */
  guint n_articles;   /* that are here now */
  guint n_from_file;
  guint n_from_copy;
  guint n_from_journals; /* of these: new, or newer than anywhere else */
  guint n_damaged;       /* whose text could not be read in the file, as far as is known; many are back from elsewhere */
  guint n_doubtful;      /* that are back with a text which was changed by the damage */
  gint64 copy_time;      /* real time of the copy, 0: none was needed, or there was none */
  gint64 newest;         /* real time of the last change that is here, 0: nothing is */
} GalleyRecovery;

void galley_recovery_free (GalleyRecovery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyRecovery, galley_recovery_free)

/* Whether a database that is not there, or empty, has left anything behind to make it of. */
gboolean galley_recovery_is_called_for (const char *folder);
/* Before anything is opened: a recovery that was stopped in its last step is ended. */
gboolean galley_recovery_go_on (const char *folder,
                                const char *damaged_path,
                                GError    **error);
/* Puts a new database in place. On failure (GALLEY_ERROR_FULL …) all stands as it stood. @damaged_path: the name to give
 * to what stands there. (transfer full) */
GalleyRecovery *galley_recovery_run (const char  *folder,
                                     const char  *damaged_path,
                                     GalleyClock *clock,
                                     GError     **error);

/* Whether a journal was written after the database was sealed. */
gboolean galley_recovery_has_newer_journal (const char *folder);
/* Takes what the journals of @folder know that is newer than what stands in @database, in a transaction of its own.
 * @is_after_end: of drafts, too, that were closed in order and are not there: a log has gone missing. @n_taken: (nullable).
 * FALSE: the database cannot be written. */
gboolean galley_recovery_take_journals (GalleyDatabase *database,
                                        const char     *folder,
                                        gboolean        is_after_end,
                                        guint          *n_taken,
                                        GError        **error);

/* What the article's journal says, if there is one that can be read. (transfer full) (nullable) */
GalleyRevision *galley_recovery_load_journal (const char *folder,
                                              const char *id);

G_END_DECLS
