/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/body/galley-body-figure-keys.h"

#include "app/body/galley-body-objects.h"

/* A picture, an attachment or a video. */
static gboolean
is_figure (GalleyDocument *document,
           guint           block)
{
  return block < galley_document_get_n_blocks (document)
         && (galley_block_get_figure (galley_document_get_block (document, block)) != NULL
             || galley_block_get_enclosure (galley_document_get_block (document, block)) != NULL);
}

/* Where the credit begins is one behind: beyond all where there is none. */
static guint
get_caption_length (GalleyDocument *document,
                    guint           block)
{
  const GalleyBlock *figure = galley_document_get_block (document, block);

  return galley_block_get_figure (figure) != NULL ? galley_block_get_caption_length (figure) : G_MAXUINT - 1;
}

static gboolean
is_empty (GalleyDocument *document,
          guint           block)
{
  return block < galley_document_get_n_blocks (document)
         && galley_block_get_kind (galley_document_get_block (document, block)) == GALLEY_BLOCK_PARAGRAPH
         && galley_block_get_n_characters (galley_document_get_block (document, block)) == 0;
}

static void
go_to (GtkTextView *view,
       guint        block,
       guint        offset)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_line_offset (buffer, &iter, (int) block, (int) offset);
  gtk_text_buffer_place_cursor (buffer, &iter);
  gtk_text_view_scroll_mark_onscreen (view, gtk_text_buffer_get_insert (buffer));
}

/* Where the caret is, before what fills an empty credit; FALSE while something is selected. */
static gboolean
get_caret (GtkTextView    *view,
           GalleyDocument *document,
           guint          *block,
           guint          *offset)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  *block = (guint) gtk_text_iter_get_line (&iter);
  *offset = MIN ((guint) gtk_text_iter_get_line_offset (&iter),
                 galley_block_get_n_characters (galley_document_get_block (document, *block)));
  return !gtk_text_buffer_get_has_selection (buffer);
}

static gboolean
remove_selected (GtkTextView    *view,
                 GalleyDocument *document)
{
  guint block;

  if (!galley_body_objects_get_selected (view, document, &block))
    return FALSE;
  galley_document_remove_block (document, block);
  go_to (view, MIN (block, galley_document_get_n_blocks (document) - 1), 0);
  return TRUE;
}

static void
remove_line (GalleyDocument *document,
             guint           block)
{
  galley_document_splice (document, GALLEY_SPLICE_TYPED, block, 1, NULL, 0);
}

gboolean
galley_body_figure_keys_backspace (GtkTextView    *view,
                                   GalleyDocument *document)
{
  guint block, offset;

  if (!get_caret (view, document, &block, &offset))
    return remove_selected (view, document);
  if (is_figure (document, block))
    {
      guint caption = get_caption_length (document, block);

      if (offset == 0)
        galley_body_objects_select (view, block);
      else if (offset == caption + 1)
        go_to (view, block, caption);
      return offset == 0 || offset == caption + 1;
    }
  if (offset > 0 || block == 0 || !is_figure (document, block - 1))
    return FALSE;
  if (is_empty (document, block))
    {
      remove_line (document, block);
      go_to (view, block - 1, galley_block_get_n_characters (galley_document_get_block (document, block - 1)));
    }
  else
    galley_body_objects_select (view, block - 1);
  return TRUE;
}

gboolean
galley_body_figure_keys_delete (GtkTextView    *view,
                                GalleyDocument *document)
{
  guint block, offset, length;

  if (!get_caret (view, document, &block, &offset))
    return remove_selected (view, document);
  length = galley_block_get_n_characters (galley_document_get_block (document, block));
  if (is_figure (document, block))
    {
      guint caption = get_caption_length (document, block);

      if (offset == caption)
        go_to (view, block, caption + 1);
      else if (offset == length && is_empty (document, block + 1))
        remove_line (document, block + 1);
      return offset == caption || offset == length;
    }
  if (offset < length || is_empty (document, block) || !is_figure (document, block + 1))
    return FALSE;
  galley_body_objects_select (view, block + 1);
  return TRUE;
}
