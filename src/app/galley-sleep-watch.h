/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Holds the computer back from sleeping until what was typed is saved: a delay inhibitor of logind
 * (org.freedesktop.login1, on the system bus), taken again after each waking. Where there is no logind nothing is held
 * back; what is typed is saved within half a second all the same. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Signal "sleep-asked": save, then call galley_sleep_watch_let_go(); logind waits a few seconds at most. */
#define GALLEY_TYPE_SLEEP_WATCH (galley_sleep_watch_get_type ())
G_DECLARE_FINAL_TYPE (GalleySleepWatch, galley_sleep_watch, GALLEY, SLEEP_WATCH, GObject)

GalleySleepWatch *galley_sleep_watch_new (void);
/* The computer may sleep. */
void galley_sleep_watch_let_go (GalleySleepWatch *self);

G_END_DECLS
