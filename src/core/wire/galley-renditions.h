/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which renditions stand for which picture: in an order to publish, and in the context of the page that came of it.
 *
 *   {"3f9a…": [{"hash": "81c0…", "height": 320, "media_type": "image/jpeg", "width": 480}, …], …}
 *
 * By the hash of the picture, the narrowest first. A picture that stands in its own row is shown as it is in that width.
 * Counted; immutable once it is shared. */
#pragma once

#include "core/model/galley-media-type.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct
{
  char hash[65];
  const char *media_type; /* GALLEY_MEDIA_TYPE_… of a picture */
  guint width, height;    /* pixels */
} GalleyRendition;

typedef struct _GalleyRenditions GalleyRenditions;

GalleyRenditions *galley_renditions_new (void);
void galley_renditions_free (GalleyRenditions *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyRenditions, galley_renditions_free)

/* Behind those that @picture has; it is wider than they are. */
void galley_renditions_add (GalleyRenditions      *self,
                            const char            *picture,
                            const GalleyRendition *rendition);
/* NULL and 0 where @picture has none. @self: (nullable). Lent. */
const GalleyRendition *galley_renditions_get (GalleyRenditions *self,
                                              const char       *picture,
                                              guint            *n_renditions);
/* The hashes of the pictures, sorted. (transfer container) (element-type utf8) */
GPtrArray *galley_renditions_list_pictures (GalleyRenditions *self);

/* GALLEY_ERROR_INVALID: not of that form. @object: (nullable): there are none. (transfer full) */
GalleyRenditions *galley_renditions_read (JsonObject *object,
                                          GError    **error);
/* (transfer full) */
JsonObject *galley_renditions_write (GalleyRenditions *self);

G_END_DECLS
