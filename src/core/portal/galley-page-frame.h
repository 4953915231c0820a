/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an element of the body takes from the page that it stands on: where that is, and how it shows pictures. */
#pragma once

#include "core/portal/galley-layout.h"
#include "core/wire/galley-renditions.h"

G_BEGIN_DECLS

typedef struct
{
  char *path;                   /* the page's; NULL: it may stand anywhere */
  GalleyRenditions *renditions; /* (nullable): pictures are shown as they are */
  char *sizes;                  /* (nullable): site.json's pictures.sizes */
} GalleyPageFrame;

/* On the page at @path; what it shows of pictures is left as it is. */
void galley_page_frame_place (GalleyPageFrame *self,
                              GalleyLayout    *layout,
                              const char      *path);
/* On page @number of an article (galley-article-page.h). @context: as galley-context.h has it. What cannot be read
 * is as if it were not there: the page itself tells. */
void galley_page_frame_init (GalleyPageFrame *self,
                             GalleyLayout    *layout,
                             const char      *context,
                             guint            number);
void galley_page_frame_clear (GalleyPageFrame *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GalleyPageFrame, galley_page_frame_clear)

G_END_DECLS
