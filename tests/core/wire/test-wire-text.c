/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An article's text with and without its state. */
#include "core/base/galley-json.h"
#include "core/wire/galley-wire-text.h"
#include "core/wire/galley-wire.h"
#include "random-article.h"

#include <string.h>

#define N_ARTICLES 300

static void
test_table (void)
{
  static const struct
  {
    const char *content;
    const char *article;
  } table[] = {
    { "{\"bodies\":[]}", "{\"bodies\":[],\"galley\":{\"state\":{\"a\":1}}}" },
    { "{\"bodies\":[],\"uri\":\"x\"}", "{\"bodies\":[],\"galley\":{\"state\":{\"a\":1}},\"uri\":\"x\"}" },
    { "{\"uri\":\"x\"}", "{\"galley\":{\"state\":{\"a\":1}},\"uri\":\"x\"}" },
    { "{}", "{\"galley\":{\"state\":{\"a\":1}}}" },
    { "{\"galley\":{\"channel\":\"c\"},\"uri\":1}", "{\"galley\":{\"channel\":\"c\",\"state\":{\"a\":1}},\"uri\":1}" },
    { "{\"galley\":{\"topic\":\"t\"}}", "{\"galley\":{\"state\":{\"a\":1},\"topic\":\"t\"}}" },
    { "{\"galley\":{\"a\":1,\"topic\":[2,{}]}}", "{\"galley\":{\"a\":1,\"state\":{\"a\":1},\"topic\":[2,{}]}}" },
    /* Names that begin alike, and what looks like a member inside a text. */
    { "{\"g\":\"\\\\\\\"galley\\\":{\",\"galle\":1,\"galleys\":{\"state\":2}}",
      "{\"g\":\"\\\\\\\"galley\\\":{\",\"galle\":1,\"galley\":{\"state\":{\"a\":1}},\"galleys\":{\"state\":2}}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *with = galley_wire_text_with_state (table[i].content, "{\"a\":1}");
      g_autofree char *without = galley_wire_text_without_state (table[i].article);
      g_autofree char *same = galley_wire_text_without_state (table[i].content);

      g_assert_cmpstr (with, ==, table[i].article);
      g_assert_cmpstr (without, ==, table[i].content);
      g_assert_cmpstr (same, ==, table[i].content);
    }
}

static void
test_random (void)
{
  g_autoptr (GalleyRandom) random = galley_random_new_seeded (random_article_seed ());

  for (guint i = 0; i < N_ARTICLES; i++)
    {
      g_autoptr (GalleyRevision) revision = random_revision (random);
      g_autofree char *content = galley_wire_write_content (revision);
      g_autofree char *article = galley_wire_write (revision);
      g_autofree char *without = galley_wire_text_without_state (article);
      g_autofree char *again = NULL;
      g_autoptr (JsonNode) node = galley_json_parse (article, strlen (article), GALLEY_WIRE_MAX_BYTES, NULL);

      g_assert_cmpstr (without, ==, content);
      /* What is put together from two texts is canonical, too. */
      again = galley_json_write (node);
      g_assert_cmpstr (again, ==, article);
    }
}

/* Whatever happens to the bytes, no step goes beyond them. */
static void
test_damage (void)
{
  g_autoptr (GalleyRandom) random = galley_random_new_seeded (random_article_seed ());

  g_assert_null (galley_wire_text_without_state (""));
  g_assert_null (galley_wire_text_with_state ("[]", "{}"));
  g_assert_null (galley_wire_text_with_state ("{\"galley\":7}", "{}"));
  g_assert_null (galley_wire_text_with_state ("{\"galley\":{\"state\":{}}}", "{}"));
  for (guint i = 0; i < N_ARTICLES; i++)
    {
      g_autoptr (GalleyRevision) revision = random_revision (random);
      g_autofree char *article = galley_wire_write (revision);
      gsize length = strlen (article);
      g_autofree char *exact = NULL;
      g_autofree char *with = NULL;
      g_autofree char *without = NULL;

      for (guint n = 0; n < 3; n++)
        article[galley_random_below (random, length)] = "{}[]\",:\\"[galley_random_below (random, 8)];
      exact = g_strndup (article, galley_random_below (random, length + 1));
      without = galley_wire_text_without_state (exact);
      with = galley_wire_text_with_state (exact, "{}");
      if (without != NULL)
        g_assert_cmpuint (strlen (without), <=, strlen (exact));
      if (with != NULL)
        g_assert_cmpuint (strlen (with), >, strlen (exact));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/text/table", test_table);
  g_test_add_func ("/wire/text/random", test_random);
  g_test_add_func ("/wire/text/damage", test_damage);
  return g_test_run ();
}
