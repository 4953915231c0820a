/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "body-fixture.h"

#include "app/body/galley-body-lines.h"

static void
spliced_cb (GalleyDocument    *document,
            guint              first,
            GPtrArray         *removed,
            guint              n_inserted,
            GalleySpliceOrigin origin,
            Fixture           *fixture)
{
  fixture->n_spliced++;
  if (origin == GALLEY_SPLICE_TYPED)
    fixture->n_typed++;
}

void
body_set_up (Fixture    *fixture,
             const char *text)
{
  GalleyPosition start = { 0, 0 };

  fixture->clock = galley_test_clock_new (0);
  fixture->document = galley_document_new ();
  if (*text != '\0')
    galley_document_replace_text (fixture->document, start, start, text, (GalleyStyle){ 0 });
  fixture->history = galley_history_new (fixture->document, fixture->clock);
  fixture->view = g_object_ref_sink (galley_body_view_new ());
  fixture->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->view);
  fixture->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture->view));
  fixture->bridge = galley_bridge_new (fixture->document, fixture->buffer);
  galley_body_view_set_document (GALLEY_BODY_VIEW (fixture->view), fixture->document, NULL);
  fixture->n_typed = fixture->n_spliced = 0;
  g_signal_connect (fixture->document, "spliced", G_CALLBACK (spliced_cb), fixture);
}

void
body_tear_down (Fixture *fixture)
{
  galley_body_view_set_document (GALLEY_BODY_VIEW (fixture->view), NULL, NULL);
  g_signal_handlers_disconnect_by_data (fixture->document, fixture);
  gtk_window_set_child (GTK_WINDOW (fixture->window), NULL);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->bridge);
  g_assert_finalize_object (fixture->view);
  g_assert_finalize_object (fixture->history);
  g_assert_finalize_object (fixture->document);
  g_object_unref (fixture->clock);
}

static char *
dup_document_text (GalleyDocument *document)
{
  guint last = galley_document_get_n_blocks (document) - 1;

  return galley_document_dup_text (document, (GalleyPosition){ 0, 0 }, (GalleyPosition){ last, G_MAXUINT });
}

static char *
dup_buffer_text (GtkTextBuffer *buffer)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_slice (buffer, &start, &end, TRUE);
}

static gboolean
has_tag (GtkTextBuffer *buffer,
         GtkTextIter   *iter,
         const char    *name)
{
  return gtk_text_iter_has_tag (iter, gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), name));
}

static const char *
get_kind_tag (GalleyBlock *block)
{
  static const char *const items[] = { "item-0", "item-1", "item-2" };

  switch (galley_block_get_kind (block))
    {
    case GALLEY_BLOCK_HEADING_1:
      return "heading-1";
    case GALLEY_BLOCK_HEADING_2:
      return "heading-2";
    case GALLEY_BLOCK_QUOTE:
      return "quote";
    case GALLEY_BLOCK_BULLETED:
    case GALLEY_BLOCK_NUMBERED:
      return items[galley_block_get_level (block)];
    case GALLEY_BLOCK_RULE:
      return "rule";
    case GALLEY_BLOCK_PAGE_BREAK:
      return "page-break";
    case GALLEY_BLOCK_FIGURE:
      return "figure";
    case GALLEY_BLOCK_TABLE:
      return "table";
    case GALLEY_BLOCK_ATTACHMENT:
    case GALLEY_BLOCK_VIDEO:
      return "enclosed";
    case GALLEY_BLOCK_PARAGRAPH:
    default:
      return NULL;
    }
}

void
body_assert_tags (Fixture *fixture)
{
  static const char *const marks[] = { "link", "bold", "italic", "underline" };
  static const char *const kinds[] = { "heading-1", "heading-2", "quote", "item-0", "item-1", "item-2",
                                       "rule", "page-break", "figure", "table", "enclosed" };

  for (guint line = 0; line < galley_document_get_n_blocks (fixture->document); line++)
    {
      GalleyBlock *block = galley_document_get_block (fixture->document, line);
      guint n_marks;
      const GalleyMark *block_marks = galley_block_get_marks (block, &n_marks);
      const char *kind_tag = get_kind_tag (block);
      /* The line end wears the kind too; behind the last line there is none. */
      guint n_offsets = galley_block_get_n_characters (block)
                        + (line + 1 < galley_document_get_n_blocks (fixture->document) ? 1 : 0);

      for (guint offset = 0; offset < n_offsets; offset++)
        {
          guint wanted = 0;
          GtkTextIter iter;

          gtk_text_buffer_get_iter_at_line_offset (fixture->buffer, &iter, line, offset);
          for (guint i = 0; i < n_marks; i++)
            if (block_marks[i].start <= offset && offset < block_marks[i].end)
              wanted |= 1u << block_marks[i].kind;
          for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
            g_assert_cmpint (has_tag (fixture->buffer, &iter, marks[i]), ==, (wanted >> i) & 1);
          for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
            g_assert_cmpint (has_tag (fixture->buffer, &iter, kinds[i]), ==, g_strcmp0 (kinds[i], kind_tag) == 0);
        }
    }
}

/* What the buffer is to read. */
static char *
dup_lines (GalleyDocument *document)
{
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < galley_document_get_n_blocks (document); i++)
    {
      g_autofree char *owned = NULL;

      g_string_append_printf (lines, "%s%s", i > 0 ? "\n" : "",
                              galley_body_lines_get_text (galley_document_get_block (document, i), &owned));
    }
  return g_string_free (lines, FALSE);
}

void
body_assert_same (Fixture *fixture)
{
  g_autofree char *document_text = dup_lines (fixture->document);
  g_autofree char *buffer_text = dup_buffer_text (fixture->buffer);

  g_assert_cmpstr (buffer_text, ==, document_text);
  g_assert_cmpint (gtk_text_buffer_get_line_count (fixture->buffer), ==,
                   galley_document_get_n_blocks (fixture->document));
}

void
body_assert_text (Fixture    *fixture,
                  const char *text)
{
  g_autofree char *document_text = dup_document_text (fixture->document);

  g_assert_cmpstr (document_text, ==, text);
  body_assert_same (fixture);
}

void
body_assert_blocks (Fixture    *fixture,
                    const char *words)
{
  static const char signs[] = "phHqbnrftav=";
  g_autoptr (GString) read = g_string_new (NULL);

  for (guint i = 0; i < galley_document_get_n_blocks (fixture->document); i++)
    {
      GalleyBlock *block = galley_document_get_block (fixture->document, i);

      g_string_append_printf (read, "%s%c", i > 0 ? " " : "", signs[galley_block_get_kind (block)]);
      if (galley_block_is_item (block))
        g_string_append_printf (read, "%u", galley_block_get_level (block));
      g_string_append (read, galley_block_get_text (block));
    }
  g_assert_cmpstr (read->str, ==, words);
  body_assert_same (fixture);
  body_assert_tags (fixture);
}

GalleyBlock *
body_make_figure (guint       number,
                  const char *text)
{
  g_autofree char *hash = g_strdup_printf ("%064u", number);
  g_autoptr (GalleyFigure) figure = galley_figure_new (hash, "image/png", 640, 400 + number, NULL);

  return galley_block_new_figure (figure, text, NULL, 0);
}

GalleyBlock *
body_make_attachment (guint       number,
                      const char *title)
{
  g_autofree char *hash = g_strdup_printf ("%064u", number);
  g_autoptr (GalleyEnclosure) enclosure = galley_enclosure_new_file (hash, "application/pdf", 1200, "a.pdf", NULL);

  return galley_block_new_enclosed (GALLEY_BLOCK_ATTACHMENT, enclosure, title);
}

GalleyBlock *
body_make_video (const char *title)
{
  g_autoptr (GalleyEnclosure) enclosure = galley_enclosure_new_player ("https://v.example/x", NULL);

  return galley_block_new_enclosed (GALLEY_BLOCK_VIDEO, enclosure, title);
}

void
body_place (Fixture *fixture,
            guint    block,
            guint    offset)
{
  GtkTextIter iter;

  galley_bridge_get_iter (fixture->bridge, (GalleyPosition){ block, offset }, &iter);
  gtk_text_buffer_place_cursor (fixture->buffer, &iter);
}

void
body_type (Fixture    *fixture,
           const char *text)
{
  g_signal_emit_by_name (fixture->view, "insert-at-cursor", text);
}

void
body_paste (Fixture    *fixture,
            const char *text)
{
  gtk_text_buffer_begin_user_action (fixture->buffer);
  gtk_text_buffer_delete_selection (fixture->buffer, TRUE, TRUE);
  gtk_text_buffer_insert_interactive_at_cursor (fixture->buffer, text, -1, TRUE);
  gtk_text_buffer_end_user_action (fixture->buffer);
}
