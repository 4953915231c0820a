/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which media files an article's text names, found in its canonical JSON without reading it into a revision: for the
 * store, the outbox and the server, which pass articles on as text. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char hash[65];
  const char *media_type; /* of galley-media-type.h, as the article says */
  gboolean is_shown;      /* else one that a picture was cut from: kept with the article, never made public */
} GalleyMediaName;

/* Those of the body's pictures and of what they were cut from, of attachments and videos, in its order, and then those of
 * the pictures beside it, each once. What
 * cannot be read names none. (transfer full) (element-type GalleyMediaName) */
GArray *galley_wire_list_media (const char *text,
                                gsize       length);

G_END_DECLS
