/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts attempts at a password by name: at most 10 failures in 60 s, and never a sleep. An attempt counts as a failure
 * from its beginning until it turns out right, so that a hundred at once are not a hundred guesses. Kept in memory. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define GALLEY_LIMITER_FAILURES 10
#define GALLEY_LIMITER_SECONDS 60

typedef struct _GalleyLimiter GalleyLimiter;

GalleyLimiter *galley_limiter_new (void);
void galley_limiter_free (GalleyLimiter *self);

/* Notes an attempt at boot time @now. Returns 0, or the seconds after which the next may be made. */
guint galley_limiter_try (GalleyLimiter *self,
                          const char    *name,
                          gint64         now);
/* The attempt was right: the name's failures are forgotten. */
void galley_limiter_clear (GalleyLimiter *self,
                           const char    *name);

G_END_DECLS
