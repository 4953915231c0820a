/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a printed manuscript breaks: pages between lines, and lines between Chinese characters. No display is needed. */
#include "app/print/galley-print-pages.h"
#include "app/print/galley-print-type.h"

/* --- pages --------------------------------------------------------------------------------------------------------- */

/* Of so many lines, forty points high each. */
static GalleyPrintPiece *
make_lines (PangoContext *context,
            guint         n_lines)
{
  g_autoptr (GString) text = g_string_new ("字");
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  PangoLayout *layout;

  for (guint i = 1; i < n_lines; i++)
    g_string_append (text, "\n字");
  layout = galley_print_type_new_layout (context, GALLEY_PRINT_ROLE_BODY, text->str, 100);
  pango_attr_list_insert (attributes, pango_attr_line_height_new_absolute (40 * PANGO_SCALE));
  pango_layout_set_attributes (layout, attributes);
  return galley_print_piece_new_text (layout, 0);
}

/* Pages of ten lines: "3- |12" is a text of three lines that keeps the next one, which has twelve and begins a page. The
 * result: "piece:lines" for each place, pages between bars. */
static void
assert_pages (const char *words,
              const char *expected)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  g_autoptr (GPtrArray) pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_print_piece_free);
  g_auto (GStrv) parts = g_strsplit (words, " ", -1);
  g_autoptr (GPtrArray) pages = NULL;
  g_autoptr (GString) found = g_string_new (NULL);

  galley_print_type_prepare (context);
  for (char **part = parts; *part != NULL; part++)
    {
      gboolean begins_page = **part == '|';
      GalleyPrintPiece *piece = make_lines (context, (guint) atoi (*part + begins_page));

      g_assert_cmpfloat_with_epsilon (galley_print_piece_get_height (piece, 0, 1), 40, 0.01);
      if (begins_page)
        galley_print_piece_set_begins_page (piece);
      if (g_str_has_suffix (*part, "-"))
        galley_print_piece_set_keeps_next (piece);
      g_ptr_array_add (pieces, piece);
    }
  pages = galley_print_pages_break (pieces, 400.5);
  for (guint i = 0; i < pages->len; i++)
    {
      GArray *page = g_ptr_array_index (pages, i);

      if (i > 0)
        g_string_append (found, "| ");
      for (guint n = 0; n < page->len; n++)
        {
          const GalleyPrintPlace *place = &g_array_index (page, GalleyPrintPlace, n);

          g_string_append_printf (found, "%u:%u ", place->piece, place->n_lines);
        }
    }
  g_assert_cmpstr (g_strchomp (found->str), ==, expected);
  g_object_unref (context);
}

static void
test_pages (void)
{
  assert_pages ("4 5", "0:4 1:5");
  assert_pages ("7 5", "0:7 1:3 | 1:2");
  /* No line alone at the foot, none at the head, and what would be both goes over as a whole. */
  assert_pages ("9 5", "0:9 | 1:5");
  assert_pages ("6 5", "0:6 1:3 | 1:2");
  assert_pages ("8 3", "0:8 | 1:3");
  assert_pages ("9 2", "0:9 | 1:2");
  /* What belongs to the next one waits for two of its lines. */
  assert_pages ("8 1- 5", "0:8 | 1:1 2:5");
  assert_pages ("7 1- 5", "0:7 1:1 2:2 | 2:3");
  assert_pages ("6 1- 1- 1- 5", "0:6 | 1:1 2:1 3:1 4:5");
  assert_pages ("8 1-", "0:8 1:1");
  assert_pages ("2 |3 2", "0:2 | 1:3 2:2");
  assert_pages ("|3 2", "0:3 1:2");
  /* Longer than a page, and more headings than a page has room for. */
  assert_pages ("24", "0:10 | 0:10 | 0:4");
  assert_pages ("21", "0:10 | 0:9 | 0:2");
  assert_pages ("6- 6- 6-", "0:6 1:4 | 1:2 2:6");
}

/* --- Chinese lines --------------------------------------------------------------------------------------------------- */

static gboolean
is_one_of (gunichar    character,
           const char *set)
{
  return g_utf8_strchr (set, -1, character) != NULL;
}

/* Every length of a text before each mark, so that it would come to stand at every place of a line. */
static void
test_line_breaks (void)
{
  static const char *const marks[] = { "，", "。", "、", "；", "：", "？", "！", "”", "）", "》", "……", "——", "“", "（",
                                       "《" };
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  guint n_lines = 0;

  galley_print_type_prepare (context);
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    for (guint length = 1; length < 40; length++)
      {
        g_autoptr (GString) text = g_string_new (NULL);
        g_autoptr (PangoLayout) layout = NULL;

        for (guint n = 0; n < length; n++)
          g_string_append (text, "湖");
        g_string_append_printf (text, "%s湖湖", marks[i]);
        layout = galley_print_type_new_layout (context, GALLEY_PRINT_ROLE_BODY, text->str, 10 * GALLEY_PRINT_EM + 0.5);
        for (GSList *at = pango_layout_get_lines_readonly (layout); at != NULL; at = at->next, n_lines++)
          {
            const PangoLayoutLine *line = at->data;
            const char *start = text->str + line->start_index, *end = start + line->length;

            if (is_one_of (g_utf8_get_char (start), "，。、；：？！”）》") ||
                is_one_of (g_utf8_get_char (g_utf8_prev_char (end)), "“（《"))
              g_error ("a line that no Chinese one may be: %.*s", line->length, start);
            /* A dash may begin a line, but is never in two of them. */
            if (is_one_of (g_utf8_get_char (start), "…—"))
              g_assert_cmpuint (g_utf8_get_char (start), !=,
                                line->start_index > 0 ? g_utf8_get_char (g_utf8_prev_char (start)) : 0);
          }
      }
  g_assert_cmpuint (n_lines, >, 500);
  g_object_unref (context);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/print/pages", test_pages);
  g_test_add_func ("/print/line-breaks", test_line_breaks);
  return g_test_run ();
}
