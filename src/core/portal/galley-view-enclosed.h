/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An attachment or a video as the public page shows it: a link to the file with its kind and size; the browser's own player
 * for a video file, which loads nothing before it is asked to; a link with its poster for a player elsewhere. No script
 * and no frame. */
#pragma once

#include "core/model/galley-block.h"

G_BEGIN_DECLS

/* @path: of the page (nullable), as galley_view_append_element() has it. @trimmed: what is printed of the block's title;
 * NULL: it has none. */
void galley_view_append_enclosed (GString     *out,
                                  const char  *path,
                                  GalleyBlock *block,
                                  GalleyBlock *trimmed);
/* The address of a media file as seen from @path. (transfer full) */
char *galley_view_make_media_address (const char *path,
                                      const char *name);

G_END_DECLS
