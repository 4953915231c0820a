/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random values there and back, random damage, and how the time grows with the input. The seed is printed; give it
 * again with --seed. */
#include "core/base/galley-error.h"
#include "core/base/galley-json-value.h"
#include "core/base/galley-json.h"
#include "core/base/galley-random.h"

#include <string.h>
#include <time.h>

#define LIMIT (64 * 1024 * 1024)
#define N_VALUES 10000

static GalleyRandom *
make_random (void)
{
  guint64 seed = (guint64) (guint32) g_test_rand_int ();

  g_test_message ("seed %" G_GUINT64_FORMAT, seed);
  return galley_random_new_seeded (seed);
}

static gunichar
random_character (GalleyRandom *random)
{
  static const gunichar ends[] = { 0x20, 0x80, 0x800, 0xd800, 0x10000, 0x110000 };
  gunichar c;

  do
    c = 1 + (gunichar) galley_random_below (random, ends[galley_random_below (random, G_N_ELEMENTS (ends))] - 1);
  while ((c >= 0xd800 && c <= 0xdfff) || (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef));
  return c;
}

static char *
random_string (GalleyRandom *random)
{
  GString *text = g_string_new (NULL);

  for (guint64 n = galley_random_below (random, 12); n > 0; n--)
    g_string_append_unichar (text, random_character (random));
  return g_string_free (text, FALSE);
}

static JsonNode *random_node (GalleyRandom *random, int depth);

static JsonNode *
random_object (GalleyRandom *random,
               int           depth)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_init_object (json_node_alloc (), object);

  for (guint64 n = galley_random_below (random, galley_random_below (random, 20) == 0 ? 40 : 6); n > 0; n--)
    {
      g_autofree char *name = random_string (random);

      json_object_set_member (object, name, random_node (random, depth + 1));
    }
  json_object_unref (object);
  return node;
}

static JsonNode *
random_array (GalleyRandom *random,
              int           depth)
{
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_init_array (json_node_alloc (), array);

  for (guint64 n = galley_random_below (random, 6); n > 0; n--)
    json_array_add_element (array, random_node (random, depth + 1));
  json_array_unref (array);
  return node;
}

static JsonNode *
random_node (GalleyRandom *random,
             int           depth)
{
  g_autofree char *text = NULL;
  gint64 limit;

  switch (galley_random_below (random, depth < 6 ? 8 : 5))
    {
    case 0:
      return json_node_init_null (json_node_alloc ());
    case 1:
      return json_node_init_boolean (json_node_alloc (), galley_random_below (random, 2) == 1);
    case 2:
      limit = GALLEY_JSON_MAX_INTEGER >> galley_random_below (random, 53);
      return json_node_init_int (json_node_alloc (),
                                 (gint64) galley_random_below (random, 2 * (guint64) limit + 1) - limit);
    case 3:
    case 4:
      text = random_string (random);
      return json_node_init_string (json_node_alloc (), text);
    case 5:
      return random_array (random, depth);
    default:
      return random_object (random, depth);
    }
}

static void
append_blanks (GString      *out,
               GalleyRandom *random)
{
  while (galley_random_below (random, 4) == 0)
    g_string_append_c (out, " \n\r\t"[galley_random_below (random, 4)]);
}

/* The same string in other words: any character may be escaped, in either case. */
static void
append_foreign_string (GString      *out,
                       GalleyRandom *random,
                       const char   *text)
{
  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      const char *form = galley_random_below (random, 2) == 0 ? "\\u%04x" : "\\u%04X";

      if (c >= 0x20 && c != '"' && c != '\\' && galley_random_below (random, 2) == 0)
        {
          g_string_append_unichar (out, c);
          continue;
        }
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      if (c >= 0x10000)
        g_string_append_printf (out, form, 0xd800 + ((c - 0x10000) >> 10));
      g_string_append_printf (out, form, c >= 0x10000 ? 0xdc00 + ((c - 0x10000) & 0x3ff) : c);
#pragma GCC diagnostic pop
    }
  g_string_append_c (out, '"');
}

static void
append_foreign (GString      *out,
                GalleyRandom *random,
                JsonNode     *node)
{
  append_blanks (out, random);
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      g_autoptr (GList) names = json_object_get_members (json_node_get_object (node));
      const char *comma = "";

      g_string_append_c (out, '{');
      names = g_list_reverse (names);
      for (GList *link = names; link != NULL; link = link->next)
        {
          g_string_append (out, comma);
          append_blanks (out, random);
          append_foreign_string (out, random, link->data);
          append_blanks (out, random);
          g_string_append_c (out, ':');
          append_foreign (out, random, json_object_get_member (json_node_get_object (node), link->data));
          comma = ",";
        }
      g_string_append_c (out, '}');
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      g_string_append_c (out, '[');
      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          g_string_append (out, i > 0 ? "," : "");
          append_foreign (out, random, json_array_get_element (array, i));
        }
      g_string_append_c (out, ']');
    }
  else if (json_node_get_value_type (node) == G_TYPE_STRING)
    {
      append_foreign_string (out, random, json_node_get_string (node));
    }
  else
    {
      g_autofree char *text = galley_json_write (node);

      g_string_append (out, text);
    }
  append_blanks (out, random);
}

/* Whether the reader knows if it would be written as it stands. */
static void
assert_knows_canonical (const char *text,
                        gsize       length,
                        const char *canonical)
{
  g_autoptr (GalleyJsonDocument) document = galley_json_document_new (text, length, LIMIT, NULL);
  gboolean is_canonical = length == strlen (canonical) && memcmp (text, canonical, length) == 0;

  g_assert_nonnull (document);
  g_assert_cmpint (document->is_canonical, ==, is_canonical);
}

static void
assert_reads_as (const char *text,
                 gsize       length,
                 JsonNode   *expected,
                 const char *canonical)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = galley_json_parse (text, length, LIMIT, &error);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *again = NULL;

  g_assert_no_error (error);
  g_assert_true (json_node_equal (node, expected));
  /* Nobody else sees anything else in it. */
  g_assert_true (json_parser_load_from_data (parser, text, (gssize) length, NULL));
  g_assert_true (json_node_equal (json_parser_get_root (parser), expected));
  again = galley_json_write (node);
  g_assert_cmpstr (again, ==, canonical);
  assert_knows_canonical (text, length, canonical);
}

static void
test_round_trip (void)
{
  g_autoptr (GalleyRandom) random = make_random ();

  for (int i = 0; i < N_VALUES; i++)
    {
      g_autoptr (JsonNode) node = random_node (random, 0);
      g_autofree char *canonical = galley_json_write (node);
      g_autoptr (GString) foreign = g_string_new (NULL);

      assert_reads_as (canonical, strlen (canonical), node, canonical);
      append_foreign (foreign, random, node);
      assert_reads_as (foreign->str, foreign->len, node, canonical);
    }
}

/* Whatever happens to the bytes: they are refused with INVALID, or what is written of them is canonical. */
static void
test_damage (void)
{
  g_autoptr (GalleyRandom) random = make_random ();

  for (int i = 0; i < N_VALUES; i++)
    {
      g_autoptr (JsonNode) node = random_object (random, 2);
      g_autofree char *text = galley_json_write (node);
      gsize length = strlen (text);
      g_autoptr (JsonNode) read = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *written = NULL;
      g_autofree char *exact = NULL;

      for (guint64 n = 1 + galley_random_below (random, 3); n > 0; n--)
        text[galley_random_below (random, length)] = galley_random_below (random, 2) == 0
                                                       ? "{}[]\",:\\u0 1-.e/"[galley_random_below (random, 16)]
                                                       : (char) galley_random_next (random);
      if (galley_random_below (random, 4) == 0)
        length = galley_random_below (random, length + 1);
      exact = g_memdup2 (text, length);
      read = galley_json_parse (exact, length, LIMIT, &error);
      if (read == NULL)
        {
          g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID);
          g_assert_true (g_str_has_prefix (error->message, "JSON at byte "));
          continue;
        }
      written = galley_json_write (read);
      assert_knows_canonical (exact, length, written);
      assert_reads_as (written, strlen (written), read, written);
    }
}

static char *
make_articles (gsize at_least)
{
  GString *text = g_string_new ("[");

  for (int i = 0; text->len < at_least; i++)
    g_string_append_printf (text,
                            "%s{\"altids\":[],\"body\":\"<p>南湖区委书记在会上强调，要“立足新起点”，全面推进各项工作，"
                            "奋力谱写新篇章。<\\/p>\",\"galley\":{\"stage\":2,\"words\":1482},\"headline\":\"第%d篇：对标对表"
                            " 决胜冲刺\",\"version\":\"%d\"}",
                            i > 0 ? "," : "", i, i);
  g_string_append_c (text, ']');
  return g_string_free (text, FALSE);
}

static char *
make_one_object (int n_members)
{
  GString *text = g_string_new ("{");

  for (int i = 0; i < n_members; i++)
    g_string_append_printf (text, "%s\"name-%07d\":%d", i > 0 ? "," : "", i, i);
  g_string_append_c (text, '}');
  return g_string_free (text, FALSE);
}

/* The shortest of several runs, in microseconds of the processor: whatever the machine has to do beside. */
static gint64
time_reading (const char *text)
{
  gint64 best = G_MAXINT64;

  for (int i = 0; i < 5; i++)
    {
      clock_t start = clock ();

      g_autoptr (JsonNode) node = galley_json_parse (text, strlen (text), 2 * LIMIT, NULL);

      best = MIN (best, clock () - start);
      g_assert_nonnull (node);
    }
  return MAX (best, 1);
}

static void
test_speed (void)
{
  g_autofree char *articles = make_articles (1 << 20);
  g_autofree char *object = make_one_object (45000);
  g_autofree char *larger = make_one_object (450000);
  g_autoptr (JsonNode) node = galley_json_parse (articles, strlen (articles), LIMIT, NULL);
  gint64 reading = time_reading (articles);
  gint64 names = time_reading (object);
  gint64 more_names = time_reading (larger);
  gint64 write = G_MAXINT64;

  for (int i = 0; i < 5; i++)
    {
      clock_t start = clock ();
      g_autofree char *text = galley_json_write (node);

      write = MIN (write, clock () - start);
      g_assert_cmpuint (strlen (text), >, 1000 * 1000);
    }
  g_test_message ("1 MB: read %" G_GINT64_FORMAT " µs, write %" G_GINT64_FORMAT " µs; 45,000 names %" G_GINT64_FORMAT
                  " µs, 450,000 names %" G_GINT64_FORMAT " µs",
                  reading, write, names, more_names);
  /* Bounds that hold under a sanitizer on a busy machine; a quadratic search takes a hundred times as long. */
  g_assert_cmpint (reading, <, 150 * 1000);
  g_assert_cmpint (write, <, 150 * 1000);
  g_assert_cmpint (more_names, <, 40 * names + 40 * 1000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/json-random/round-trip", test_round_trip);
  g_test_add_func ("/base/json-random/damage", test_damage);
  g_test_add_func ("/base/json-random/speed", test_speed);
  return g_test_run ();
}
