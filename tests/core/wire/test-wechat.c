/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A body for WeChat, byte for byte: tests/data/wechat/body.xhtml becomes body.html, and body.txt where only text is
 * taken. */
#include "core/wire/galley-body.h"
#include "core/wire/galley-handover.h"
#include "core/wire/galley-wechat.h"

#include <string.h>

#define ID "0193a000-0000-7000-8000-000000000001"

static char *
read_data (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "wechat", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static GPtrArray *
read_body (void)
{
  g_autofree char *text = read_data ("body.xhtml");
  g_autoptr (GError) error = NULL;
  GPtrArray *blocks = galley_body_read (text, strlen (text), &error);

  g_assert_no_error (error);
  return blocks;
}

static void
test_bytes (void)
{
  g_autoptr (GPtrArray) blocks = read_body ();
  GalleyContent content = { .blocks = blocks };
  g_autoptr (GalleyRevision) revision = galley_revision_new (ID, &content, NULL);
  g_autofree char *html = galley_handover_dup_html (revision, GALLEY_PART_BODY_WECHAT, TRUE);
  g_autofree char *text = galley_handover_dup_text (revision, GALLEY_PART_BODY_WECHAT);
  g_autofree char *expected_html = read_data ("body.html");
  g_autofree char *expected_text = read_data ("body.txt");

  g_assert_cmpstr (html, ==, expected_html);
  g_assert_cmpstr (text, ==, expected_text);
}

/* Nothing but tags with a style of their own, and links: no class, no picture, no address of this computer. */
static void
test_every_element_has_its_style (void)
{
  g_autoptr (GPtrArray) blocks = read_body ();
  g_autofree char *html = galley_wechat_write (blocks, TRUE);
  g_autoptr (GRegex) styled = g_regex_new ("<(p|blockquote|section|table|th|td|ol|ul|li|hr)\\b(?! style=\")", 0, 0, NULL);

  g_assert_false (g_regex_match (styled, html, 0, NULL));
  g_assert_null (strstr (html, "class"));
  g_assert_null (strstr (html, "<img"));
  g_assert_null (strstr (html, "media/"));
  g_assert_null (strstr (html, "example.org"));
  g_assert_nonnull (strstr (html, "href=\"https://mp.weixin.qq.com/s/abc\""));
}

/* A picture that stands twice has two places, and two files. */
static void
test_pictures (void)
{
  static const char *const expected[] = { "图1.jpg", "图2.png", "图3.jpg", "图4.png" };
  g_autoptr (GPtrArray) blocks = read_body ();
  g_autoptr (GPtrArray) figures = galley_wechat_list_figures (blocks);
  g_autofree char *html = galley_wechat_write (blocks, TRUE);

  g_assert_cmpuint (figures->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < figures->len; i++)
    {
      g_autofree char *name = galley_wechat_make_picture_name (i + 1, figures->pdata[i]);
      g_autoptr (GString) place = g_string_new (NULL);

      galley_wechat_append_place (place, i + 1);
      g_assert_cmpstr (name, ==, expected[i]);
      g_assert_nonnull (strstr (html, place->str));
    }
  g_assert_null (strstr (html, "【图5】"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wechat/bytes", test_bytes);
  g_test_add_func ("/wechat/every-element-has-its-style", test_every_element_has_its_style);
  g_test_add_func ("/wechat/pictures", test_pictures);
  return g_test_run ();
}
