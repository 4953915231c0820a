/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The purge hook: DATA/hooks/purge, a program of the keeper's that tells the caches in front of the site (a CDN's, a
 * proxy's) what is no longer as they have it. Where there is such a program, and it may be executed, it is run behind each
 * run of the publisher with the changed paths on its standard input, a line each:
 *
 *   /2026/11/23/01a1….html
 *   /channels/news/
 *   /channels/news/index.html
 *
 * A rebuild of the whole site is told in the same way: what it made another, and what it took away.
 *
 * It gets 30 s. Where it fails it is asked again with the same paths and those that have come meanwhile, 1 s later, then
 * 2 s, up to five minutes, and after a restart, too: a withdrawn page that a cache still has is public. A path may come
 * again that was purged already. Nobody waits for the hook: it has a thread of its own. */
#pragma once

#include "server/galley-purge-journal.h"

G_BEGIN_DECLS

#define GALLEY_PURGE_PATIENCE (30 * G_USEC_PER_SEC)
#define GALLEY_PURGE_PAUSE G_USEC_PER_SEC

typedef struct _GalleyPurge GalleyPurge;

/* @folder: the server's data folder. @patience: for one run; @pause: before it is asked again for the first time; both in
 * microseconds. Begins with what was left. */
GalleyPurge *galley_purge_new (const char *folder,
                               gint64      patience,
                               gint64      pause);
/* What runs is ended, and is done again after the next start. */
void galley_purge_free (GalleyPurge *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyPurge, galley_purge_free)

/* The journal for the changes that follow; NULL without error where there is no hook. (transfer full) */
GalleyPurgeJournal *galley_purge_begin (GalleyPurge *self,
                                        GError     **error);
/* There is a closed journal: the hook is run soon. Any thread. */
void galley_purge_wake (GalleyPurge *self);

G_END_DECLS
