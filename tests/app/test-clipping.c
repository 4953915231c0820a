/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Out onto the clipboard and in again, in each form that is offered. */
#include "app/body/galley-clipping.h"

#include "core/wire/galley-body.h"

#include <string.h>

static GPtrArray *
read_body (const char *body)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *blocks = galley_body_read (body, strlen (body), &error);

  g_assert_no_error (error);
  return blocks;
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      is_done)
{
  g_autoptr (GError) error = NULL;

  gdk_content_provider_write_mime_type_finish (GDK_CONTENT_PROVIDER (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) is_done = TRUE;
}

static GBytes *
copy_as (GPtrArray  *blocks,
         const char *type)
{
  g_autoptr (GdkContentProvider) content = galley_clipping_new_content (blocks);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  gboolean is_done = FALSE;

  gdk_content_provider_write_mime_type_async (content, type, stream, G_PRIORITY_DEFAULT, NULL, written_cb, &is_done);
  while (!is_done)
    g_main_context_iteration (NULL, TRUE);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

static void
parsed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      fragment)
{
  g_autoptr (GError) error = NULL;

  *(GalleyIntakeFragment **) fragment = galley_clipping_parse_finish (result, &error);
  g_assert_no_error (error);
}

/* The body that the form @type of @blocks becomes. */
static char *
paste_from (GPtrArray          *blocks,
            const char         *type,
            GalleyClippingKind  kind)
{
  GalleyClipping *clipping = g_new0 (GalleyClipping, 1);
  g_autoptr (GalleyIntakeFragment) fragment = NULL;

  clipping->kind = kind;
  clipping->bytes = copy_as (blocks, type);
  galley_clipping_parse_async (clipping, NULL, NULL, parsed_cb, &fragment);
  while (fragment == NULL)
    g_main_context_iteration (NULL, TRUE);
  return galley_body_write (fragment->blocks);
}

static char *
copy_as_html (GPtrArray *blocks)
{
  g_autoptr (GBytes) bytes = copy_as (blocks, "text/html");

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static char *
copy_as_text (GPtrArray *blocks)
{
  g_autoptr (GdkContentProvider) content = galley_clipping_new_content (blocks);
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  g_value_init (&value, G_TYPE_STRING);
  gdk_content_provider_get_value (content, &value, &error);
  g_assert_no_error (error);
  return g_value_dup_string (&value);
}

static void
assert_round (const char *body,
              const char *text)
{
  g_autoptr (GPtrArray) blocks = read_body (body);
  g_autofree char *own = paste_from (blocks, GALLEY_BODY_MIME_TYPE, GALLEY_CLIPPING_OWN);
  g_autofree char *html = paste_from (blocks, "text/html", GALLEY_CLIPPING_HTML);
  g_autofree char *plain = copy_as_text (blocks);

  g_assert_cmpstr (own, ==, body);
  g_assert_cmpstr (html, ==, body);
  g_assert_cmpstr (plain, ==, text);
}

static void
test_texts (void)
{
  assert_round ("<p>甲<strong>乙</strong></p>", "甲乙");
  assert_round ("<h2>题</h2><p>甲<br/>乙</p><blockquote><p><a href=\"https://a.example/\">丙</a></p></blockquote>",
                "题\n甲\n乙\n丙");
}

static void
test_lists (void)
{
  assert_round ("<ul><li>甲</li><li>乙<br/>丙</li></ul>", "• 甲\n• 乙\n丙");
  assert_round ("<p>甲</p><ol><li>乙<ol><li>丙<ul><li>丁</li></ul></li></ol></li><li>戊</li></ol><ul><li>己</li></ul>"
                "<hr/><ol><li>庚</li><li><em>辛</em></li></ol>",
                "甲\n1. 乙\n（1）丙\n▪ 丁\n2. 戊\n• 己\n————————\n1. 庚\n2. 辛");
  assert_round ("<hr/>", "————————");
}

/* Words of an item are words: whoever wants them elsewhere wants no list there. */
static void
test_piece (void)
{
  g_autoptr (GPtrArray) blocks = read_body ("<ol><li>甲<u>乙</u></li></ol>");
  g_autofree char *own = paste_from (blocks, GALLEY_BODY_MIME_TYPE, GALLEY_CLIPPING_OWN);
  g_autofree char *html = copy_as_html (blocks);
  g_autofree char *plain = copy_as_text (blocks);

  g_assert_cmpstr (own, ==, "<ol><li>甲<u>乙</u></li></ol>");
  g_assert_true (g_str_has_suffix (html, "\">甲<u>乙</u>"));
  g_assert_cmpstr (plain, ==, "甲乙");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/clipping/texts", test_texts);
  g_test_add_func ("/app/clipping/lists", test_lists);
  g_test_add_func ("/app/clipping/piece", test_piece);
  return g_test_run ();
}
