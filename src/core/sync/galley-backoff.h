/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long to wait after the n-th failure: doubling from 2 s to 5 min, each with ±25 % of chance, so that a hundred
 * desks do not come back in the same second. What the server asks for (Retry-After) is a floor, at most an hour. */
#pragma once

#include "core/base/galley-random.h"

G_BEGIN_DECLS

/* @failures from 1 on; microseconds. */
gint64 galley_backoff_get_delay (guint         failures,
                                 gint64        retry_after,
                                 GalleyRandom *random);
/* How long a held request rests that was cut @cuts times in a row while other calls went well: not at all the first
 * time, then doubling from 1 s to 30 s, with the same chance. */
gint64 galley_backoff_get_pause (guint         cuts,
                                 GalleyRandom *random);

G_END_DECLS
