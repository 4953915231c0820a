/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plain text into an article: decode, cut into lines, find which is what. */
#include "core/intake/galley-intake.h"

#include "core/intake/galley-intake-article.h"
#include "core/intake/galley-intake-list.h"
#include "core/intake/galley-intake-page.h"

static GPtrArray *
read_blocks (GArray                 *lines,
             const GalleyIntakePage *page,
             guint                  *n_restored)
{
  GPtrArray *blocks = galley_blocks_new ();
  GalleyBlockKind kind = GALLEY_BLOCK_PARAGRAPH;

  *n_restored = 0;
  for (guint i = page->body_start, list_end = i; i < page->body_end; i++)
    {
      const GalleyIntakeTextLine *line = &g_array_index (lines, GalleyIntakeTextLine, i);

      if (i >= list_end)
        list_end = galley_intake_list_find_end (lines, i, page->body_end, &kind);
      if (i < list_end)
        g_ptr_array_add (blocks, galley_block_new (kind, galley_intake_list_get_text (line->text), NULL, 0));
      else if (galley_intake_list_is_rule (line->text))
        g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_RULE, NULL, NULL, 0));
      else
        g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_PARAGRAPH, line->text, NULL, 0));
      *n_restored += line->n_commas;
    }
  return blocks;
}

GalleyRevision *
galley_intake_read_text (const char         *id,
                         GBytes             *bytes,
                         GalleyIntakeNotes **notes,
                         GError            **error)
{
  g_autoptr (GArray) lines = NULL;
  g_autoptr (GPtrArray) blocks = NULL;
  g_autofree char *text = NULL;
  const char *encoding = NULL;
  GalleyIntakePage page;
  guint n_restored;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (bytes != NULL, NULL);

  text = galley_intake_decode (bytes, &encoding, error);
  if (text == NULL)
    return NULL;
  lines = galley_intake_split_lines (text);
  if (lines->len == 0)
    {
      g_set_error_literal (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "the file holds nothing but blanks");
      return NULL;
    }
  page = galley_intake_page_find (lines);
  blocks = read_blocks (lines, &page, &n_restored);
  if (notes != NULL)
    *notes = galley_intake_build_notes (lines, &page, encoding, n_restored);
  return galley_intake_build_article (id, lines, &page, blocks);
}
