/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What readers ask for again and again, at hand: of small pages and assets the bytes and their ETag, which else would be
 * read and hashed for each of them.
 *
 * It answers as galley_public_files_answer() does at that moment. Before each answer the file and its folder are looked at:
 * a page that was replaced, withdrawn, moved or compressed is another file, or has changed its folder (device, inode, size,
 * times), whichever process did it. What has changed within the last second is not kept, for a second change might have the
 * same time. One thread only. */
#pragma once

#include "core/base/galley-clock.h"
#include "server/galley-request.h"
#include "server/galley-response.h"

G_BEGIN_DECLS

#define GALLEY_PUBLIC_CACHE_BYTES (32 * 1024 * 1024)

typedef struct _GalleyPublicCache GalleyPublicCache;

/* @most_bytes: what is kept at most, names and all. */
GalleyPublicCache *galley_public_cache_new (const char  *folder,
                                            GalleyClock *clock,
                                            gsize        most_bytes);
void galley_public_cache_free (GalleyPublicCache *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyPublicCache, galley_public_cache_free)

/* A FILE where it is not kept. */
GalleyResponse *galley_public_cache_answer (GalleyPublicCache   *self,
                                            const GalleyRequest *request);
/* How many bytes are kept. */
gsize galley_public_cache_get_bytes (GalleyPublicCache *self);

G_END_DECLS
