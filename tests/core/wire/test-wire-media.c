/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which media a text names, and what only looks as if it named one. */
#include "core/wire/galley-wire-media.h"

#include "core/model/galley-media-type.h"

#include <string.h>

#define A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

#define IMG(name, rest) "<img src=\\\"media/" name "\\\" width=\\\"1\\\"" rest "/>"
#define ORIGIN(name) " data-origin=\\\"media/" name "\\\""

static char *
list (const char *text)
{
  g_autoptr (GArray) names = galley_wire_list_media (text, strlen (text));
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < names->len; i++)
    {
      const GalleyMediaName *name = &g_array_index (names, GalleyMediaName, i);

      g_assert_cmpuint (strlen (name->hash), ==, 64);
      g_string_append_printf (out, "%s%c%s ", name->is_shown ? "" : "-", *name->hash,
                              galley_media_type_get_suffix (name->media_type));
    }
  return g_string_free (out, FALSE);
}

static void
assert_list (const char *body,
             const char *expected)
{
  g_autofree char *text =
    g_strdup_printf ("{\"bodies\":[{\"role\":\"main\",\"value\":\"%s\"}],\"headlines\":[{\"value\":"
                     "\"<img src=\\\"media/bb/" B ".jpg\\\" \"}]}", body);
  g_autofree char *found = list (text);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_named (void)
{
  assert_list ("<p>a</p>", "");
  assert_list ("<figure><img src=\\\"media/aa/" A ".jpg\\\" width", "a.jpg ");
  assert_list ("<img src=\\\"media/bb/" B ".png\\\" <img src=\\\"media/aa/" A ".jpg\\\" <img src=\\\"media/bb/" B ".png\\\"",
               "b.png a.jpg ");
}

/* What a picture was cut from goes with the article, but is not shown, unless it is elsewhere. */
static void
test_origins (void)
{
  assert_list (IMG ("aa/" A ".jpg", ORIGIN ("bb/" B ".png")), "a.jpg -b.png ");
  assert_list (IMG ("aa/" A ".jpg", ORIGIN ("bb/" B ".png")) IMG ("bb/" B ".png", ""), "a.jpg b.png ");
  assert_list (IMG ("bb/" B ".png", "") IMG ("aa/" A ".jpg", ORIGIN ("bb/" B ".png")), "b.png a.jpg ");
  assert_list (IMG ("aa/" A ".jpg", "") ORIGIN ("bb/" B ".png"), "a.jpg ");
  assert_list (IMG ("aa/" A ".jpg", ORIGIN ("bb/" B ".svg")), "a.jpg ");
}

/* A poster is a picture; the address of a player and of a link is no file. */
static void
test_enclosed (void)
{
  assert_list ("<a href=\\\"media/aa/" A ".docx\\\" data-size", "a.docx ");
  assert_list ("<video src=\\\"media/aa/" A ".mp4\\\" data-size=\\\"1\\\"><img src=\\\"media/bb/" B ".png\\\"",
               "a.mp4 b.png ");
  assert_list ("<a href=\\\"https://v.example/\\\">=\\\"media/aa/" A ".pdf\\\"", "");
  assert_list ("<a href=\\\"media/aa/" A ".exe\\\"", "");
}

/* The pictures beside the body come behind its own; what only stands near them names nothing. */
static void
test_beside (void)
{
  g_autofree char *found =
    list ("{\"bodies\":[{\"value\":\"" IMG ("aa/" A ".jpg", "") "\"}],\"galley\":{\"pictures\":{\"lead\":\""
          IMG ("aa/" A ".jpg", ORIGIN ("bb/" B ".png")) "\",\"later\":\"" IMG ("bb/" B ".jpg", "") "\"}}}");
  g_autofree char *focus = list ("{\"galley\":{\"pictures\":{\"focus\":\"" IMG ("bb/" B ".jpg", "") "\"}}}");
  g_autofree char *odd = list ("{\"galley\":{\"pictures\":[\"" IMG ("bb/" B ".jpg", "") "\"]}}");

  g_assert_cmpstr (found, ==, "a.jpg -b.png ");
  g_assert_cmpstr (focus, ==, "b.jpg ");
  g_assert_cmpstr (odd, ==, "");
}

static void
test_not_named (void)
{
  assert_list ("&lt;img src=\\\"media/aa/" A ".jpg\\\"", "");
  assert_list ("<img src=\\\"media/bb/" A ".jpg\\\"", "");
  assert_list ("<img src=\\\"media/aa/" A ".svg\\\"", "");
  assert_list ("<img src=\\\"media/aa/" A ".jpg", "");
  assert_list ("<img src=\\\"media/../" A ".jpg\\\"", "");
  assert_list ("<img src=\\\"media/aa", "");
}

static void
test_no_article (void)
{
  static const char *const texts[] = {
    "", "null", "[]", "<img src=\\\"media/", "{\"bodies\":[1,\"<img src=\\\"media/\",{\"value\":1}]}",
    "{\"bodies\":\"<img src=\\\"media/aa/" A ".jpg\\\"\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *found = list (texts[i]);

      g_assert_cmpstr (found, ==, "");
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire/media/named", test_named);
  g_test_add_func ("/wire/media/origins", test_origins);
  g_test_add_func ("/wire/media/enclosed", test_enclosed);
  g_test_add_func ("/wire/media/beside", test_beside);
  g_test_add_func ("/wire/media/not-named", test_not_named);
  g_test_add_func ("/wire/media/no-article", test_no_article);
  return g_test_run ();
}
