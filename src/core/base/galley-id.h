/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of things: UUIDv7 (RFC 9562) for what somebody makes, SHA-256 in lower-case hex for content. */
#pragma once

#include "core/base/galley-clock.h"
#include "core/base/galley-random.h"

G_BEGIN_DECLS

/* 36 lower-case characters. Ids made later from one clock sort later, also within one millisecond or when the
 * clock is set back. Thread-safe as far as @random is. */
char *galley_id_new (GalleyClock  *clock,
                     GalleyRandom *random);

/* Whether @id is a canonical lower-case UUID of version 7, of either RFC 9562 variant nibble 8-b. */
gboolean galley_id_is_valid (const char *id);

/* 64 lower-case hex characters. */
char *galley_hash_bytes (gconstpointer data,
                         gsize         length);
gboolean galley_hash_is_valid (const char *hash);

G_END_DECLS
