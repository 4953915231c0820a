/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/body/galley-body-lines.h"

#include "app/body/galley-body-tags.h"
#include "core/model/galley-diff.h"

/* The end of @line in front of its line end. */
static void
get_line_end (GtkTextBuffer *buffer,
              guint          line,
              GtkTextIter   *iter)
{
  gtk_text_buffer_get_iter_at_line (buffer, iter, line);
  if (!gtk_text_iter_ends_line (iter))
    gtk_text_iter_forward_to_line_end (iter);
}

/* The text of a line without its line end. (transfer full) */
static char *
dup_line (GtkTextBuffer *buffer,
          guint          line)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_line (buffer, &start, line);
  get_line_end (buffer, line, &end);
  return gtk_text_iter_get_text (&start, &end);
}

const char *
galley_body_lines_get_text (const GalleyBlock *block,
                            char             **owned)
{
  const char *text = galley_block_get_text (block);

  *owned = NULL;
  if (galley_block_get_enclosure (block) != NULL && *text == '\0')
    return "\342\200\213";
  if (galley_block_get_kind (block) != GALLEY_BLOCK_FIGURE
      || galley_block_get_caption_length (block) + 1 < galley_block_get_n_characters (block))
    return text;
  *owned = g_strconcat (text, "\342\200\213", NULL);
  return *owned;
}

void
galley_body_lines_repair (GtkTextBuffer *buffer,
                          guint          line,
                          GalleyBlock   *block)
{
  g_autofree char *shown = dup_line (buffer, line);
  g_autofree char *owned = NULL;
  const char *wanted = galley_body_lines_get_text (block, &owned);
  guint start, shown_end, wanted_end;

  if (g_str_equal (shown, wanted))
    return;

  galley_diff_text (shown, wanted, &start, &shown_end, &wanted_end);
  if (shown_end > start)
    {
      GtkTextIter from, to;

      gtk_text_buffer_get_iter_at_line_offset (buffer, &from, line, start);
      gtk_text_buffer_get_iter_at_line_offset (buffer, &to, line, shown_end);
      gtk_text_buffer_delete (buffer, &from, &to);
    }
  if (wanted_end > start)
    {
      const char *from = g_utf8_offset_to_pointer (wanted, start);
      const char *to = g_utf8_offset_to_pointer (from, wanted_end - start);
      GtkTextIter at;

      gtk_text_buffer_get_iter_at_line_offset (buffer, &at, line, start);
      gtk_text_buffer_insert (buffer, &at, from, to - from);
    }
}

void
galley_body_lines_tag (GtkTextBuffer  *buffer,
                       GalleyDocument *document,
                       guint           first,
                       guint           n_lines,
                       gboolean        was_tagged)
{
  for (guint i = 0; i < n_lines; i++)
    galley_body_tags_apply (buffer, first + i, galley_document_get_block (document, first + i), was_tagged);
}

static GString *
join_blocks (GalleyDocument *document,
             guint           first,
             guint           n_blocks)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_blocks; i++)
    {
      g_autofree char *owned = NULL;

      if (i > 0)
        g_string_append_c (text, '\n');
      g_string_append (text, galley_body_lines_get_text (galley_document_get_block (document, first + i), &owned));
    }
  return text;
}

/* Whole lines go and come in front of the line that stays behind them, so that marks there move along with it. */
static void
delete_lines (GtkTextBuffer *buffer,
              guint          first,
              guint          n_lines)
{
  GtkTextIter start, end;
  guint n_all = gtk_text_buffer_get_line_count (buffer);

  if (first + n_lines < n_all)
    {
      gtk_text_buffer_get_iter_at_line (buffer, &start, first);
      gtk_text_buffer_get_iter_at_line (buffer, &end, first + n_lines);
    }
  else
    {
      get_line_end (buffer, first - 1, &start);
      gtk_text_buffer_get_end_iter (buffer, &end);
    }
  gtk_text_buffer_delete (buffer, &start, &end);
}

static void
insert_lines (GtkTextBuffer  *buffer,
              GalleyDocument *document,
              guint           first,
              guint           n_lines)
{
  g_autoptr (GString) text = join_blocks (document, first, n_lines);
  GtkTextIter at;

  if (first < (guint) gtk_text_buffer_get_line_count (buffer))
    {
      g_string_append_c (text, '\n');
      gtk_text_buffer_get_iter_at_line (buffer, &at, first);
    }
  else
    {
      g_string_prepend_c (text, '\n');
      gtk_text_buffer_get_end_iter (buffer, &at);
    }
  gtk_text_buffer_insert (buffer, &at, text->str, text->len);
}

static GalleyPosition
get_mark (GtkTextBuffer *buffer,
          GtkTextMark   *mark)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (buffer, &iter, mark);
  return (GalleyPosition){ gtk_text_iter_get_line (&iter), gtk_text_iter_get_line_offset (&iter) };
}

/* Where a place goes when @removed from @first becomes @n_inserted blocks of @document. */
static GalleyPosition
map_place (GalleyPosition  place,
           GalleyDocument *document,
           guint           first,
           GPtrArray      *removed,
           guint           n_inserted)
{
  guint index = place.block - first;
  GalleyBlock *block;
  guint start, old_end, new_end;

  if (place.block < first)
    return place;
  if (index >= removed->len)
    {
      place.block = place.block - removed->len + n_inserted;
      return place;
    }
  if (index >= n_inserted)
    {
      guint last = galley_document_get_n_blocks (document) - 1;

      /* Its block went: the start of what follows. */
      place.block = MIN (first + n_inserted, last);
      place.offset = first + n_inserted <= last
                         ? 0
                         : galley_block_get_n_characters (galley_document_get_block (document, last));
      return place;
    }

  block = galley_document_get_block (document, place.block);
  galley_diff_text (galley_block_get_text (g_ptr_array_index (removed, index)), galley_block_get_text (block), &start,
                    &old_end, &new_end);
  if (place.offset >= old_end && place.offset > start)
    place.offset = place.offset - old_end + new_end;
  else if (place.offset > start)
    place.offset = MIN (place.offset, new_end);
  return place;
}

static void
get_iter (GtkTextBuffer *buffer,
          GalleyPosition place,
          GtkTextIter   *iter)
{
  gtk_text_buffer_get_iter_at_line_offset (buffer, iter, place.block, place.offset);
}

void
galley_body_lines_show_splice (GtkTextBuffer  *buffer,
                               GalleyDocument *document,
                               guint           first,
                               GPtrArray      *removed,
                               guint           n_inserted)
{
  GtkTextMark *insert = gtk_text_buffer_get_insert (buffer);
  GtkTextMark *bound = gtk_text_buffer_get_selection_bound (buffer);
  GalleyPosition caret = map_place (get_mark (buffer, insert), document, first, removed, n_inserted);
  GalleyPosition other = map_place (get_mark (buffer, bound), document, first, removed, n_inserted);
  guint n_common = MIN (removed->len, n_inserted);
  GalleyPosition caret_now, other_now;
  guint first_tagged = first;

  if (removed->len > n_common)
    delete_lines (buffer, first + n_common, removed->len - n_common);
  /* Behind the last line: that one gets its line end now. */
  if (n_inserted > 0 && n_common == 0 && first > 0 && first == (guint) gtk_text_buffer_get_line_count (buffer))
    first_tagged = first - 1;
  if (n_inserted > n_common)
    insert_lines (buffer, document, first + n_common, n_inserted - n_common);
  for (guint i = 0; i < n_common; i++)
    galley_body_lines_repair (buffer, first + i, galley_document_get_block (document, first + i));
  galley_body_lines_tag (buffer, document, first_tagged, first + n_inserted - first_tagged, TRUE);

  /* Moving a mark resets the input method: only where it is not already. */
  caret_now = get_mark (buffer, insert);
  other_now = get_mark (buffer, bound);
  if (caret_now.block != caret.block || caret_now.offset != caret.offset || other_now.block != other.block ||
      other_now.offset != other.offset)
    {
      GtkTextIter caret_iter, other_iter;

      get_iter (buffer, caret, &caret_iter);
      get_iter (buffer, other, &other_iter);
      gtk_text_buffer_select_range (buffer, &caret_iter, &other_iter);
    }
}

void
galley_body_lines_show_all (GtkTextBuffer  *buffer,
                            GalleyDocument *document)
{
  guint n_blocks = galley_document_get_n_blocks (document);
  g_autoptr (GString) text = join_blocks (document, 0, n_blocks);

  gtk_text_buffer_set_text (buffer, text->str, text->len);
  galley_body_lines_tag (buffer, document, 0, n_blocks, FALSE);
}

gboolean
galley_body_lines_agree (GtkTextBuffer  *buffer,
                         GalleyDocument *document,
                         guint           first,
                         guint           n_lines)
{
  if ((guint) gtk_text_buffer_get_line_count (buffer) != galley_document_get_n_blocks (document))
    return FALSE;

  for (guint i = 0; i < n_lines; i++)
    {
      g_autofree char *shown = dup_line (buffer, first + i);
      g_autofree char *owned = NULL;

      if (!g_str_equal (shown, galley_body_lines_get_text (galley_document_get_block (document, first + i), &owned)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_table (const GalleyBlock *block)
{
  return galley_block_get_kind (block) == GALLEY_BLOCK_TABLE;
}

gboolean
galley_body_lines_spare_tables (const GalleyBlock *first,
                                GtkTextIter       *start,
                                const GalleyBlock *last,
                                GtkTextIter       *end)
{
  gboolean is_before = is_table (last) && gtk_text_iter_starts_line (end);
  gboolean is_behind = is_table (first) && !gtk_text_iter_starts_line (start);
  gboolean is_clipped = FALSE;

  if (gtk_text_iter_get_line (start) == gtk_text_iter_get_line (end))
    return FALSE;
  if (is_behind && (is_before || !gtk_text_iter_ends_line (end)))
    {
      gtk_text_iter_forward_line (start);
      is_clipped = TRUE;
    }
  if (is_before && !gtk_text_iter_starts_line (start))
    {
      gtk_text_iter_backward_char (end);
      is_clipped = TRUE;
    }
  return is_clipped;
}
