/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tidying the body, or the paragraphs that a selection touches: one splice, one step to undo. */
#include "app/editor/galley-editor-page-private.h"
#include "app/editor/galley-editor-page.h"

#include "core/intake/galley-tidy.h"

/* Puts @tidied in the place of @n_blocks blocks from @first on, and nothing around what differs. */
static void
replace (GalleyDocument *document,
         guint           first,
         guint           n_blocks,
         GPtrArray      *tidied)
{
  guint n_head = 0;
  guint n_tail = 0;
  guint n_least = MIN (n_blocks, tidied->len);

  while (n_head < n_least && galley_block_equal (g_ptr_array_index (tidied, n_head),
                                                 galley_document_get_block (document, first + n_head)))
    n_head++;
  while (n_head + n_tail < n_least &&
         galley_block_equal (g_ptr_array_index (tidied, tidied->len - 1 - n_tail),
                             galley_document_get_block (document, first + n_blocks - 1 - n_tail)))
    n_tail++;
  galley_document_splice (document, GALLEY_SPLICE_TYPED, first + n_head, n_blocks - n_head - n_tail,
                          (GalleyBlock *const *) tidied->pdata + n_head, tidied->len - n_head - n_tail);
}

void
galley_editor_page_tidy (GalleyEditorPage *self)
{
  GalleyDocument *document = galley_editor_page_get_document (self);
  GalleyHistory *history = galley_manuscript_get_history (self->manuscript);
  GalleyPosition start, end;
  g_autoptr (GPtrArray) blocks = NULL;
  g_autoptr (GPtrArray) tidied = NULL;
  guint first = 0;
  guint n_blocks = galley_document_get_n_blocks (document);
  guint n_places;

  if (galley_editor_page_get_selection (self, &start, &end))
    {
      first = start.block;
      /* A selection that ends before a block's first character does not touch it. */
      n_blocks = end.block - start.block + (end.block > start.block && end.offset == 0 ? 0 : 1);
    }
  blocks = galley_blocks_new ();
  for (guint i = 0; i < n_blocks; i++)
    g_ptr_array_add (blocks, galley_block_ref (galley_document_get_block (document, first + i)));
  tidied = galley_tidy_blocks (blocks, &n_places);
  if (n_places > 0)
    {
      galley_history_break (history);
      replace (document, first, n_blocks, tidied);
      galley_history_break (history);
    }
  g_signal_emit_by_name (self, "tidied", n_places);
}
