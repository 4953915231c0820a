/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether what an account's windows show is locked: by a person, or because nobody has typed or clicked for so many
 * minutes. It is opened by the account's password, which is held against a verifier (core/base/galley-password.h) that was
 * made when somebody signed in, so that no network is needed. Where no verifier is known nothing can be locked: nobody
 * could open it again.
 *
 * After three wrong tries the next one has to wait: two seconds, then twice as long each time, a minute at most.
 *
 * It guards against who passes by a desk. The store is a file of this user's, and no more secret than before.
 *
 * Main thread; "notify::is-locked" and "notify::is-ready"; signal "wait-changed", each second while a try has to wait.
 * Idle time runs in boot time, through sleep as well. */
#pragma once

#include "core/base/galley-clock.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_LOCK (galley_lock_get_type ())
G_DECLARE_FINAL_TYPE (GalleyLock, galley_lock, GALLEY, LOCK, GObject)

GalleyLock *galley_lock_new (GalleyClock *clock);

/* NULL: none is known, or no longer; what is locked is opened then. */
void galley_lock_set_verifier (GalleyLock *self,
                               const char *verifier);
/* Whether it can be locked. */
gboolean galley_lock_get_is_ready (GalleyLock *self);
/* 0: never by itself. */
void galley_lock_set_minutes (GalleyLock *self,
                              guint       minutes);
/* Somebody is there. */
void galley_lock_note_input (GalleyLock *self);

/* FALSE: no verifier is known. */
gboolean galley_lock_lock (GalleyLock *self);
/* It was locked when the program ended: it is from the start, while the verifier is still being looked for. */
void galley_lock_resume (GalleyLock *self);
/* The password was shown to be right elsewhere: somebody has signed in. */
void galley_lock_open (GalleyLock *self);
gboolean galley_lock_get_is_locked (GalleyLock *self);

/* Microseconds until a try is looked at; 0: now. */
gint64 galley_lock_get_wait (GalleyLock *self);
/* Opens it where the password is right; hashes on a worker. */
void galley_lock_try_async (GalleyLock         *self,
                            const char         *password,
                            GAsyncReadyCallback callback,
                            gpointer            data);
/* GALLEY_ERROR_AUTH: it is wrong; GALLEY_ERROR_BUSY: it was not looked at, the wait is not over or another try is on its
 * way; GALLEY_ERROR_NOT_FOUND: the verifier is not known, as where the key ring does not answer. */
gboolean galley_lock_try_finish (GalleyLock   *self,
                                 GAsyncResult *result,
                                 GError      **error);

G_END_DECLS
