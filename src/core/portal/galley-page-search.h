/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page on which readers search the public articles. It is made when somebody asks; what is found is its caller's. */
#pragma once

#include "core/portal/galley-layout.h"

G_BEGIN_DECLS

#define GALLEY_SEARCH_PATH "/search"

typedef struct
{
  const char *query;    /* as the reader wrote it; "" where nothing was asked for */
  gboolean is_asked;    /* there was enough of it to look for something */
  GPtrArray *items;     /* (element-type GalleyPageItem): found */
  const char *older;    /* (nullable): behind which article older ones are looked for, where there are any */
} GalleySearchPage;

/* Whether the pack has such a page, search.mustache. */
gboolean galley_page_search_is_there (GalleyLayout *layout);
/* (transfer full) */
GBytes *galley_page_render_search (GalleyLayout           *layout,
                                   const GalleySearchPage *search,
                                   GError                **error);

G_END_DECLS
