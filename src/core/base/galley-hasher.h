/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The SHA-256 of bytes that come piece by piece; of those that are there at once galley_hash_bytes() is enough. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _GalleyHasher GalleyHasher;

GalleyHasher *galley_hasher_new (void);
void galley_hasher_free (GalleyHasher *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyHasher, galley_hasher_free)

void galley_hasher_feed (GalleyHasher *self,
                         gconstpointer data,
                         gsize         length);
/* 64 lower-case hex characters, of all that was fed; it begins anew behind that. (transfer full) */
char *galley_hasher_finish (GalleyHasher *self);

G_END_DECLS
