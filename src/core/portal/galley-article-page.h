/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of an article that page breaks part. Each block stands on one of them, a break at the end of the page that it
 * ends. A page begins behind a break, and only where there is something to read or see before it as well as behind: breaks
 * at the beginning, at the end or side by side make no empty page. How many pages an article has at most stands in site.json
 * (article.pages); where nothing stands there the layout has no pager, and all is one page. */
#pragma once

#include "core/portal/galley-layout.h"

G_BEGIN_DECLS

typedef struct
{
  guint number; /* from 1 */
  guint count;  /* of all pages */
  guint first;  /* of its blocks */
  guint end;    /* behind the last of them */
} GalleyArticlePage;

/* Page @number, or the last one where there are not so many. @number is not 0. */
GalleyArticlePage galley_article_page_get (GPtrArray    *blocks,
                                           GalleyLayout *layout,
                                           guint         number);
/* The one on which @block stands, or the last one for a block behind the end. */
GalleyArticlePage galley_article_page_find (GPtrArray    *blocks,
                                            GalleyLayout *layout,
                                            guint         block);
gboolean galley_article_page_equal (const GalleyArticlePage *a,
                                    const GalleyArticlePage *b);
/* The blocks of it. (transfer full) (element-type GalleyBlock) */
GPtrArray *galley_article_page_dup_blocks (const GalleyArticlePage *self,
                                           GPtrArray               *blocks);

/* Where page @number of the article at @path stands: "/2026/11/23/0192….html", "/2026/11/23/0192…_2.html". (transfer
 * full) */
char *galley_article_page_dup_path (const char *path,
                                    guint       number);
/* The path of the first page where @path may be that of a further one, else NULL. (transfer full) (nullable) */
char *galley_article_page_dup_first_path (const char *path);

G_END_DECLS
