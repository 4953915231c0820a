/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-article-page.h"

#include <string.h>

#define MAX_PAGES 100
#define SUFFIX ".html"

/* Whether a reader would see something of it. */
static gboolean
is_seen (const GalleyBlock *block)
{
  switch (galley_block_get_kind (block))
    {
    case GALLEY_BLOCK_PAGE_BREAK:
      return FALSE;
    case GALLEY_BLOCK_RULE:
    case GALLEY_BLOCK_FIGURE:
    case GALLEY_BLOCK_ATTACHMENT:
    case GALLEY_BLOCK_VIDEO:
      return TRUE;
    default:
      return !galley_block_is_blank (block);
    }
}

/* The page on which the article's pages are counted to the end, and @number or @block is looked for: the last page whose
 * number is not above the one, and which does not begin behind the other. */
static GalleyArticlePage
look (GPtrArray    *blocks,
      GalleyLayout *layout,
      guint         number,
      guint         block)
{
  const GalleyValue *site = galley_site_get_value (galley_layout_get_site (layout));
  gint64 most = MIN (galley_value_get_integer (galley_value_get_object (site, "article"), "pages"), MAX_PAGES);
  GalleyArticlePage page = { .number = 1, .count = 1, .end = blocks->len };
  guint start = 0; /* behind the last break */
  gboolean is_begun = FALSE;

  for (guint i = 0; i < blocks->len && page.count < most; i++)
    {
      gboolean is_break = galley_block_get_kind (blocks->pdata[i]) == GALLEY_BLOCK_PAGE_BREAK;

      if (is_break && is_begun)
        start = i + 1;
      if (is_break || !is_seen (blocks->pdata[i]))
        continue;
      if (is_begun && start > 0)
        {
          page.count++;
          if (page.count <= number && start <= block)
            {
              page.number = page.count;
              page.first = start;
              page.end = blocks->len;
            }
          else if (page.end == blocks->len)
            {
              page.end = start;
            }
        }
      is_begun = TRUE;
      start = 0;
    }
  return page;
}

GalleyArticlePage
galley_article_page_get (GPtrArray    *blocks,
                         GalleyLayout *layout,
                         guint         number)
{
  g_return_val_if_fail (blocks != NULL && layout != NULL && number > 0, (GalleyArticlePage) { 0 });

  return look (blocks, layout, number, G_MAXUINT);
}

GalleyArticlePage
galley_article_page_find (GPtrArray    *blocks,
                          GalleyLayout *layout,
                          guint         block)
{
  g_return_val_if_fail (blocks != NULL && layout != NULL, (GalleyArticlePage) { 0 });

  return look (blocks, layout, G_MAXUINT, block);
}

gboolean
galley_article_page_equal (const GalleyArticlePage *a,
                           const GalleyArticlePage *b)
{
  return a->number == b->number && a->count == b->count;
}

GPtrArray *
galley_article_page_dup_blocks (const GalleyArticlePage *self,
                                GPtrArray               *blocks)
{
  GPtrArray *own;

  g_return_val_if_fail (self != NULL && blocks != NULL && self->end <= blocks->len, NULL);

  own = galley_blocks_new ();
  for (guint i = self->first; i < self->end; i++)
    g_ptr_array_add (own, galley_block_ref (blocks->pdata[i]));
  return own;
}

char *
galley_article_page_dup_path (const char *path,
                              guint       number)
{
  gsize length;

  g_return_val_if_fail (path != NULL && number > 0, NULL);

  length = strlen (path);
  if (number == 1)
    return g_strdup (path);
  if (g_str_has_suffix (path, SUFFIX))
    length -= strlen (SUFFIX);
  return g_strdup_printf ("%.*s_%u%s", (int) length, path, number, path + length);
}

char *
galley_article_page_dup_first_path (const char *path)
{
  const char *mark;
  guint64 number;
  char *end;

  g_return_val_if_fail (path != NULL, NULL);

  mark = strrchr (path, '_');
  if (mark == NULL || !g_ascii_isdigit (mark[1]) || mark[1] == '0')
    return NULL;
  number = g_ascii_strtoull (mark + 1, &end, 10);
  if (number < 2 || number > MAX_PAGES || strcmp (end, SUFFIX) != 0)
    return NULL;
  return g_strdup_printf ("%.*s%s", (int) (mark - path), path, SUFFIX);
}
