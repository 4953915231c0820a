/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hand-over file ".galley": an article that goes from one computer to another without a server, and finds itself
 * again where it is known already.
 *
 * A zip, its names in this order: "mimetype" (stored, GALLEY_BUNDLE_MIME_TYPE), "version" (a decimal number; a higher one
 * than GALLEY_BUNDLE_VERSION is not read), "article.json" (content, galley-wire.h), "base.json" (content as both sides
 * last had it in common; may be missing), "media/SHA-256" (hex, lower case). State stays behind: it belongs to a server.
 * Other names are passed by, but one that leads outside of the file is INVALID. Equal bundles give equal bytes.
 *
 * Reading is bounded in files, in bytes before and after unpacking, and a medium's bytes must have its name for a hash.
 * GALLEY_ERROR_INVALID, GALLEY_ERROR_TOO_LARGE, GALLEY_ERROR_TOO_NEW. */
#pragma once

#include "core/model/galley-revision.h"

G_BEGIN_DECLS

#define GALLEY_BUNDLE_MIME_TYPE "application/vnd.galley.article+zip"
#define GALLEY_BUNDLE_SUFFIX ".galley"
#define GALLEY_BUNDLE_VERSION 1
#define GALLEY_BUNDLE_MAX_FILES 512
#define GALLEY_BUNDLE_MAX_BYTES (256 * 1024 * 1024) /* of all that it holds, unpacked; of the file itself as well */

typedef struct
{
  GalleyRevision *article;
  GalleyRevision *base;  /* (nullable), of the same id */
  GTree *media;          /* hash -> GBytes, in the order of the hashes */
} GalleyBundle;

GalleyBundle *galley_bundle_new (GalleyRevision *article,
                                 GalleyRevision *base);
void galley_bundle_free (GalleyBundle *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyBundle, galley_bundle_free)

/* Whether @bytes begin as a zip does. */
gboolean galley_bundle_is_zip (GBytes *bytes);

/* (transfer full). What is too large to be read again is not written either. */
GalleyBundle *galley_bundle_read (GBytes  *bytes,
                                  GError **error);
GBytes *galley_bundle_write (GalleyBundle *self,
                             GError      **error);

G_END_DECLS
