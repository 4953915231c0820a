/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The drafts of "On This Computer" that go along into an account when somebody signs in.
 *
 * An article is copied first, with its versions, and is on disk in the account's store, its row in the outbox beside it,
 * before it goes to the trash here. Whatever ends the program in between, nothing is lost and nothing doubled: the same
 * call again goes on where it was cut. Blocking, for a worker. */
#pragma once

#include "core/store/galley-store.h"

G_BEGIN_DECLS

/* How many there are; what lies in the trash is none. -1 with @error. */
gint64 galley_drafts_count (GalleyStore *store,
                            GError     **error);
/* Moves them all. Returns how many were moved, or -1 with @error: those before it are moved, the rest is untouched. */
gint64 galley_drafts_move (GalleyStore  *from,
                           GalleyStore  *to,
                           GalleyClock  *clock,
                           GCancellable *cancellable,
                           GError      **error);

G_END_DECLS
