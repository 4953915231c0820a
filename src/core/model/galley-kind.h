/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an article is to its readers. It stands in GALLEY_FIELD_KIND by its name; a name that this Galley does not know is
 * kept there, and is treated as a text. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  GALLEY_KIND_TEXT,
  GALLEY_KIND_PICTURES, /* 组图: its pictures are the story, and are counted on the page */
  GALLEY_KIND_VIDEO,
  GALLEY_KIND_LINK, /* 标题链接: lists lead to GALLEY_FIELD_LINK instead of its own page; it needs no body */
} GalleyKind;
#define GALLEY_N_KINDS (GALLEY_KIND_LINK + 1)

/* "", "pictures", "video", "link": what a text is needs no word. */
const char *galley_kind_get_name (GalleyKind kind);
/* FALSE, and GALLEY_KIND_TEXT, where @name is none of them. */
gboolean galley_kind_from_name (const char *name,
                                GalleyKind *kind);

G_END_DECLS
