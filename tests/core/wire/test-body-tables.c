/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables in the canonical body: how they are written, how large they may be, and what is not one. */
#include "core/wire/galley-body.h"

#include "core/base/galley-error.h"

#include <string.h>

static void
assert_table_written (gboolean    has_header,
                      guint       n_columns,
                      const char *expected,
                      const char *first,
                      ...)
{
  g_autoptr (GPtrArray) cells = galley_blocks_new ();
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();
  g_autoptr (GPtrArray) read = NULL;
  g_autoptr (GalleyTable) table = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *written = NULL;
  va_list texts;

  va_start (texts, first);
  for (const char *text = first; text != NULL; text = va_arg (texts, const char *))
    {
      GalleyMark bold = { GALLEY_MARK_BOLD, 1, 2, NULL };

      g_ptr_array_add (cells, galley_block_new (GALLEY_BLOCK_PARAGRAPH, text, &bold, 1));
    }
  va_end (texts);
  table = galley_table_new (cells->len / n_columns, n_columns, has_header, (GalleyBlock *const *) cells->pdata);
  g_ptr_array_add (blocks, galley_block_new_table (table));
  written = galley_body_write (blocks);
  g_assert_cmpstr (written, ==, expected);
  read = galley_body_read (written, strlen (written), &error);
  g_assert_no_error (error);
  g_assert_true (galley_blocks_equal (blocks, read));
}

static void
test_tables (void)
{
  assert_table_written (FALSE, 1, "<table><tr><td></td></tr></table>", "", NULL);
  assert_table_written (TRUE, 2,
                        "<table><tr><th>年<strong>份</strong></th><th>x<strong>&lt;</strong><br/></th></tr>"
                        "<tr><td> </td><td></td></tr></table>",
                        "年份", "x<\342\200\250", " ", "", NULL);
}

/* As large as one may be, and one row or one column more. */
static void
test_table_limits (void)
{
  static const guint shapes[][2] = {
    { GALLEY_TABLE_MAX_ROWS, GALLEY_TABLE_MAX_COLUMNS },
    { GALLEY_TABLE_MAX_ROWS + 1, 1 },
    { 1, GALLEY_TABLE_MAX_COLUMNS + 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autoptr (GString) text = g_string_new ("<table>");
      g_autoptr (GPtrArray) read = NULL;
      g_autoptr (GError) error = NULL;

      for (guint row = 0; row < shapes[i][0]; row++)
        {
          g_string_append (text, "<tr>");
          for (guint column = 0; column < shapes[i][1]; column++)
            g_string_append (text, "<td></td>");
          g_string_append (text, "</tr>");
        }
      g_string_append (text, "</table>");
      read = galley_body_read (text->str, text->len, &error);
      g_assert_true ((read != NULL) == (i == 0));
      if (i > 0)
        g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID);
    }
}

static void
assert_refused (const char *text,
                guint       byte)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) read = galley_body_read (text, strlen (text), &error);
  g_autofree char *place = g_strdup_printf ("body: byte %u: ", byte);

  g_assert_null (read);
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID);
  if (!g_str_has_prefix (error->message, place))
    g_error ("%s: %s, expected %s", text, error->message, place);
}

static void
test_refused_tables (void)
{
  static const struct
  {
    const char *text;
    guint byte;
  } cases[] = {
    { "<table></table>", 7 },
    { "<table><tr></tr></table>", 11 },
    { "<table><tbody><tr><td></td></tr></tbody></table>", 7 },
    { "<table><tr><td></td></tr>", 25 },
    { "<table><tr><td></td></table>", 20 },
    { "<table><tr><td><p>a</p></td></tr></table>", 15 },
    { "<table><tr><td>a</th></tr></table>", 16 },
    { "<table><tr><td colspan=\"2\"></td></tr></table>", 11 },
    { "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", 36 },
    { "<table><tr><th>a</th><td>b</td></tr></table>", 23 },
    { "<table><tr><td>a</td></tr><tr><th>b</th></tr></table>", 13 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_refused (cases[i].text, cases[i].byte);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire/body-tables/written", test_tables);
  g_test_add_func ("/wire/body-tables/limits", test_table_limits);
  g_test_add_func ("/wire/body-tables/refused", test_refused_tables);

  return g_test_run ();
}
