/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The second line beside the database: for every draft in hand a file in the folder "journal" that holds it in full and
 * every save since as a splice (galley-journal-text.h). It is read when the database is not what was left
 * (galley-store-recovery.h).
 *
 * A thread of its own owns the files and writes them behind whoever notes: noting takes a lock and a reference, whatever
 * the disk does, and of several notes of one draft that wait only the last is written. What was noted is synced within
 * half a second. What is written follows what was typed; once splices of 1 MB have gathered the file is begun anew with
 * one full copy, in another file that takes its place.
 *
 * A draft that was closed in order keeps its file until a copy of the database holds what it holds (galley-store-copies.h):
 * together they have every text. Where a file cannot be written or synced, it is not trusted again and is begun anew with
 * the next note; nobody is told, since the database's own save tells of a disk that fails.
 *
 * Made by the store, on its behalf; all functions may be called on any thread. */
#pragma once

#include "core/model/galley-revision.h"

G_BEGIN_DECLS

#define GALLEY_JOURNAL_FOLDER "journal"
#define GALLEY_JOURNAL_SUFFIX ".journal"

typedef struct _GalleyJournal GalleyJournal;

/* For the account in @folder. Nothing is made before something is noted. */
GalleyJournal *galley_journal_new (const char *folder);
/* Writes and syncs what waits, and takes nothing more. Blocks; idempotent. */
void galley_journal_close (GalleyJournal *self);
/* Closes it before. */
void galley_journal_free (GalleyJournal *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyJournal, galley_journal_free)

/* @revision is about to be saved at @time, and makes its row one of @generation. @base: what the server had when the draft
 * was opened, (nullable). */
void galley_journal_note (GalleyJournal  *self,
                          GalleyRevision *revision,
                          GalleyRevision *base,
                          gint64          time,
                          gint64          generation);
/* The draft is closed, and what was noted of it last has been saved. */
void galley_journal_end (GalleyJournal *self,
                         const char    *id);
/* Files of drafts that are closed, and were last written before @before (by the clock of the file system), are not needed
 * any more. */
void galley_journal_prune (GalleyJournal *self,
                           gint64         before);

G_END_DECLS
