/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which paths of the public site have changed since the purge hook last ran (galley-purge.h): one journal for each run of
 * the publisher, a path a line, written before the change itself. So none is missing after a crash. A journal is locked
 * while it is written; what stands in one that nobody locks is for the hook. Several servers may share the folder. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _GalleyPurgeJournal GalleyPurgeJournal;

/* A new one in @folder, made if missing. */
GalleyPurgeJournal *galley_purge_journal_new (const char *folder,
                                              GError    **error);
/* Closes it: it is for the hook from now on. */
void galley_purge_journal_free (GalleyPurgeJournal *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyPurgeJournal, galley_purge_journal_free)

gboolean galley_purge_journal_note (GalleyPurgeJournal *self,
                                    const char         *path,
                                    GError            **error);

/* The files of those that are closed. (transfer full) (element-type filename) */
GPtrArray *galley_purge_journal_list (const char *folder);
/* The paths that stand in @files, each once, a line each. (transfer full) */
GString *galley_purge_journal_read (GPtrArray *files);
void galley_purge_journal_forget (GPtrArray *files);

G_END_DECLS
