/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of HTML into an article: its blocks are the lines among which headline, labels and body are found. */
#include "core/intake/galley-intake-html.h"

#include "core/intake/galley-intake-article.h"
#include "core/intake/galley-intake-html-private.h"

static void
clear_line (gpointer data)
{
  g_free (((GalleyIntakeTextLine *) data)->text);
}

/* A rule or a table is no line. @places: of each line the block. */
static GArray *
get_lines (GPtrArray *blocks,
           GArray    *places)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (GalleyIntakeTextLine));

  g_array_set_clear_func (lines, clear_line);
  for (guint i = 0; i < blocks->len; i++)
    {
      GalleyBlock *block = g_ptr_array_index (blocks, i);
      GalleyIntakeTextLine line = { NULL };

      if (galley_block_get_kind (block) == GALLEY_BLOCK_RULE || galley_block_get_table (block) != NULL)
        continue;
      line.text = galley_intake_restore_punctuation (galley_block_get_text (block), &line.n_commas);
      g_array_append_val (lines, line);
      g_array_append_val (places, i);
    }
  return lines;
}

static gboolean
is_table_at (GPtrArray *blocks,
             guint      index)
{
  return index < blocks->len && galley_block_get_table (blocks->pdata[index]) != NULL;
}

/* What stands between the first and the last line of the body, rules included, and tables right before and behind. */
static GPtrArray *
get_body (GPtrArray              *blocks,
          GArray                 *places,
          const GalleyIntakePage *page)
{
  GPtrArray *body = galley_blocks_new ();

  guint first, last;

  if (page->body_start >= page->body_end)
    return body;
  first = g_array_index (places, guint, page->body_start);
  last = g_array_index (places, guint, page->body_end - 1);
  while (first > 0 && is_table_at (blocks, first - 1))
    first--;
  while (is_table_at (blocks, last + 1))
    last++;
  for (guint i = first; i <= last; i++)
    g_ptr_array_add (body, galley_block_ref (g_ptr_array_index (blocks, i)));
  return body;
}

GalleyRevision *
galley_intake_read_html_article (const char         *id,
                                 GBytes             *bytes,
                                 GalleyIntakeNotes **notes,
                                 GError            **error)
{
  g_autoptr (GalleyIntakeFragment) fragment = NULL;
  g_autoptr (GArray) lines = NULL;
  g_autoptr (GArray) places = NULL;
  g_autoptr (GPtrArray) body = NULL;
  GalleyIntakePage page;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (bytes != NULL, NULL);

  fragment = galley_intake_read_html (bytes, NULL, NULL, NULL, error);
  if (fragment == NULL)
    return NULL;
  places = g_array_new (FALSE, FALSE, sizeof (guint));
  lines = get_lines (fragment->blocks, places);
  if (lines->len == 0)
    {
      g_set_error_literal (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "the page holds no text");
      return NULL;
    }
  page = galley_intake_page_find (lines);
  body = get_body (fragment->blocks, places, &page);
  if (notes != NULL)
    *notes = galley_intake_build_notes (lines, &page, fragment->encoding, 0);
  return galley_intake_build_article (id, lines, &page, body);
}
