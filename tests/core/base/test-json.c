/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/galley-error.h"
#include "core/base/galley-json-value.h"
#include "core/base/galley-json-value.h"
#include "core/base/galley-json.h"

#include <string.h>

#define LIMIT (4 * 1024 * 1024)

static void
assert_fine (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = galley_json_parse (text, strlen (text), LIMIT, &error);

  g_assert_no_error (error);
  g_assert_nonnull (node);
}

/* Copied to memory of its exact size, so that a sanitizer sees a step too far. */
static void
assert_refused_bytes (const char *text,
                      gsize       length,
                      guint       position,
                      const char *reason)
{
  g_autofree char *exact = g_memdup2 (text, length);
  g_autofree char *expected = g_strdup_printf ("JSON at byte %u: %s", position, reason);
  g_autoptr (GError) error = NULL;

  g_assert_null (galley_json_parse (exact, length, LIMIT, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, expected);
}

static void
assert_refused (const char *text,
                guint       position,
                const char *reason)
{
  assert_refused_bytes (text, strlen (text), position, reason);
}

static void
test_accepts (void)
{
  static const char *const cases[] = {
    "0", "-0", "null", "true", "false", "\"\"", "[]", "{}", " \t\r\n[ ] \n", "[1 , 2]",
    "{\"\":0}", "{\"a\" : {\"a\":{\"a\":null}}}", "[{\"a\":1},{\"a\":2}]",
    "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\uD83D\\uDE00\"", "\"\x7f\"", "\"\\ufeff\"", "\"\\ud7ff\\ue000\"",
    "9007199254740991", "-9007199254740991", "\"\xf4\x8f\xbf\xbd\"", "\"\xef\xbf\xbd\"",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_fine (cases[i]);
}

static void
test_refuses_grammar (void)
{
  static const struct
  {
    const char *text;
    guint position;
    const char *reason;
  } cases[] = {
    { "", 0, "a value was expected" },
    { "  ", 2, "a value was expected" },
    { "nul", 0, "a value was expected" },
    { "True", 0, "a value was expected" },
    { "'a'", 0, "a value was expected" },
    { "NaN", 0, "a value was expected" },
    { "+1", 0, "a value was expected" },
    { "\v1", 0, "a value was expected" },
    { "\xef\xbb\xbf{}", 0, "a value was expected" },
    { "/* */1", 0, "a value was expected" },
    { "[1,]", 3, "a value was expected" },
    { "[,1]", 1, "a value was expected" },
    { "[1 2]", 3, "a comma or ] was expected" },
    { "[1", 2, "a comma or ] was expected" },
    { "[1}", 2, "a comma or ] was expected" },
    { "[", 1, "a value was expected" },
    { "{", 1, "a name was expected" },
    { "{a:1}", 1, "a name was expected" },
    { "{\"a\":1,}", 7, "a name was expected" },
    { "{\"a\" 1}", 5, "a colon was expected" },
    { "{\"a\":}", 5, "a value was expected" },
    { "{\"a\":1", 6, "a comma or } was expected" },
    { "{\"a\":1]", 6, "a comma or } was expected" },
    { "{}x", 2, "something behind the value" },
    { "2{}", 1, "something behind the value" },
    { "1 2", 2, "something behind the value" },
    { "truefalse", 4, "something behind the value" },
    { "[]]", 2, "something behind the value" },
    { "{} // end", 3, "something behind the value" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_refused (cases[i].text, cases[i].position, cases[i].reason);
  assert_refused_bytes ("{}\0", 3, 2, "something behind the value");
}

static void
test_refuses_numbers (void)
{
  static const struct
  {
    const char *text;
    guint position;
    const char *reason;
  } cases[] = {
    { "9007199254740992", 0, "number beyond 2^53 - 1" },
    { "[-9007199254740992]", 1, "number beyond 2^53 - 1" },
    { "12345678901234567890", 0, "number beyond 2^53 - 1" },
    { "99999999999999999999999999999999999999999", 0, "number beyond 2^53 - 1" },
    { "1.0", 0, "number with a fraction or an exponent" },
    { "[0.5]", 1, "number with a fraction or an exponent" },
    { "1e3", 0, "number with a fraction or an exponent" },
    { "1E400", 0, "number with a fraction or an exponent" },
    { "-1.", 0, "number with a fraction or an exponent" },
    { "01", 0, "number with a leading zero" },
    { "-00", 0, "number with a leading zero" },
    { "-", 0, "a digit was expected" },
    { "[-]", 1, "a digit was expected" },
    { "-x", 0, "a digit was expected" },
    { "0x1F", 1, "something behind the value" },
    { ".5", 0, "a value was expected" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_refused (cases[i].text, cases[i].position, cases[i].reason);
}

static void
test_refuses_strings (void)
{
  static const struct
  {
    const char *text;
    guint position;
    const char *reason;
  } cases[] = {
    { "\"a", 0, "unfinished string" },
    { "\"a\\\"", 0, "unfinished string" },
    { "\"\\", 1, "unfinished escape" },
    { "\"\\x41\"", 1, "unknown escape" },
    { "\"\\'\"", 1, "unknown escape" },
    { "\"\\u12\"", 1, "broken \\u escape" },
    { "\"\\u12", 1, "broken \\u escape" },
    { "\"\\u00g0\"", 1, "broken \\u escape" },
    { "\"\\u0000\"", 1, "NUL in a string" },
    { "\"a\nb\"", 2, "control character in a string" },
    { "\"\t\"", 1, "control character in a string" },
    { "\"\\ud83d\"", 1, "lone surrogate" },
    { "\"\\ud83d", 1, "lone surrogate" },
    { "\"\\ud83d\\u0041\"", 1, "lone surrogate" },
    { "\"\\ud83d\\ud83d\"", 1, "lone surrogate" },
    { "\"\\ud83dx12345678\"", 1, "lone surrogate" },
    { "\"\\ude00\"", 1, "lone surrogate" },
    { "\"\\ude00\\ud83d\"", 1, "lone surrogate" },
    { "\"\xed\xa0\x80\"", 1, "surrogate in UTF-8" },
    { "\"\xed\xbf\xbf\"", 1, "surrogate in UTF-8" },
    { "\"\xe6\xb9\"", 1, "broken UTF-8" },
    { "\"\xe6\xb9", 1, "truncated UTF-8" },
    { "\"\xf0\x9f\x98", 1, "truncated UTF-8" },
    { "\"\xc3", 1, "truncated UTF-8" },
    { "\"\xc3(\"", 1, "broken UTF-8" },
    { "\"\x80\"", 1, "broken UTF-8" },
    { "\"\xc0\xaf\"", 1, "broken UTF-8" },
    { "\"\xe0\x80\xaf\"", 1, "overlong UTF-8" },
    { "\"\xf0\x80\x80\xaf\"", 1, "overlong UTF-8" },
    { "\"\xf4\x90\x80\x80\"", 1, "beyond Unicode" },
    { "\"\xf8\x88\x80\x80\x80\"", 1, "broken UTF-8" },
    { "\"\xff\"", 1, "broken UTF-8" },
    { "\"\xef\xbf\xbe\"", 1, "noncharacter" },
    { "\"\xef\xb7\x90\"", 1, "noncharacter" },
    { "\"\xf0\x9f\xbf\xbf\"", 1, "noncharacter" },
    { "\"\\uffff\"", 1, "noncharacter" },
    { "\"\\ud83f\\udffe\"", 1, "noncharacter" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_refused (cases[i].text, cases[i].position, cases[i].reason);
  assert_refused_bytes ("\"a\0b\"", 5, 2, "control character in a string");
}

/* The same at each place of a long line, which is read many characters at once. */
static void
test_refuses_in_lines (void)
{
  static const struct
  {
    const char *bytes;
    const char *reason; /* NULL: accepted */
  } cases[] = {
    { "\xef\xbf\xbe", "noncharacter" },
    { "\xef\xb7\x90", "noncharacter" },
    { "\xed\xa0\x80", "surrogate in UTF-8" },
    { "\xe0\x80\xaf", "overlong UTF-8" },
    { "\xe6\xb9(", "broken UTF-8" },
    { "\xf0\x9f\xbf\xbf", "noncharacter" },
    { "\xef\xbf\xa5", NULL },
    { "\xed\x9e\xa3", NULL },
    { "\xef\xb7\xba", NULL },
    { "\xf0\xa0\xae\xb7", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint place = 0; place < 40; place++)
      {
        g_autoptr (GString) text = g_string_new ("\"");

        for (guint n = 0; n < 40; n++)
          g_string_append (text, n == place ? cases[i].bytes : n % 7 == 0 ? "，" : "江");
        g_string_append_c (text, '"');
        if (cases[i].reason != NULL)
          assert_refused (text->str, 1 + 3 * place, cases[i].reason);
        else
          {
            g_autoptr (GError) error = NULL;
            g_autoptr (JsonNode) node = galley_json_parse (text->str, text->len, text->len, &error);
            g_autofree char *said = g_strndup (text->str + 1, text->len - 2);

            g_assert_no_error (error);
            g_assert_cmpstr (json_node_get_string (node), ==, said);
          }
      }
}

static void
test_duplicates (void)
{
  g_autoptr (GString) large = g_string_new ("{\"\":{\"name500\":1}");
  gsize fine_length;

  assert_refused ("{\"a\":1,\"a\":1}", 7, "duplicate name");
  assert_refused ("[{\"a\":{\"b\":1,\"c\":{\"b\":1},\"b\":2}}]", 25, "duplicate name");
  assert_refused ("{\"a\":1,\"\\u0061\":1}", 7, "duplicate name");
  assert_refused ("{\"\\u6e56\":1,\"湖\":1}", 12, "duplicate name");
  assert_refused ("{\"\\ud83d\\ude00\":1,\"\xf0\x9f\x98\x80\":1}", 18, "duplicate name");
  assert_refused ("{\"\":1,\"\":1}", 6, "duplicate name");
  assert_fine ("{\"a\":1,\"A\":1,\"a \":1,\"aa\":1,\"\":1}");

  for (int i = 0; i < 1000; i++)
    g_string_append_printf (large, ",\"name%d\":{\"name%d\":%d}", i, i, i);
  fine_length = large->len;
  g_string_append_c (large, '}');
  assert_fine (large->str);
  g_string_truncate (large, fine_length);
  g_string_append (large, ",\"name\\u0035\\u0030\\u0030\":0}");
  assert_refused (large->str, (guint) fine_length + 1, "duplicate name");
}

static char *
nest (int         depth,
      const char *opening,
      const char *inner,
      const char *closing)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < depth; i++)
    g_string_append (text, opening);
  g_string_append (text, inner);
  for (int i = 0; i < depth; i++)
    g_string_append (text, closing);
  return g_string_free (text, FALSE);
}

static void
test_depth (void)
{
  g_autofree char *arrays = nest (64, "[", "", "]");
  g_autofree char *objects = nest (64, "{\"a\":", "1", "}");
  g_autofree char *arrays_too_many = nest (65, "[", "", "]");
  g_autofree char *objects_too_many = nest (65, "{\"a\":", "1", "}");
  g_autofree char *bomb = g_strnfill (1000000, '[');

  assert_fine (arrays);
  assert_fine (objects);
  assert_refused (arrays_too_many, 64, "nested deeper than 64 levels");
  assert_refused (objects_too_many, 64 * 5, "nested deeper than 64 levels");
  assert_refused (bomb, 64, "nested deeper than 64 levels");
}

static void
test_size_limit (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) exact = galley_json_parse ("[1,2]", 5, 5, &error);

  g_assert_no_error (error);
  g_assert_nonnull (exact);
  g_assert_null (galley_json_parse ("[1,2]", 5, 4, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE);
  g_assert_nonnull (strstr (error->message, "4 bytes"));
}

static void
test_parse_object (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object = galley_json_parse_object ("{\"a\":1} tail", 7, LIMIT, &error);

  g_assert_no_error (error);
  g_assert_cmpint (galley_json_get_integer (object, "a"), ==, 1);
  g_assert_null (galley_json_parse_object ("[]", 2, LIMIT, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (galley_json_parse_object ("{", 1, LIMIT, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID);
}

/* @text is @expected, or is told apart from it by the reader. */
static void
assert_canonical (const char *text,
                  const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = galley_json_parse (text, strlen (text), LIMIT, &error);
  g_autoptr (GalleyJsonDocument) document = NULL;
  g_autofree char *written = NULL;

  g_assert_no_error (error);
  written = galley_json_write (node);
  g_assert_cmpstr (written, ==, expected);
  document = galley_json_document_new (text, strlen (text), LIMIT, NULL);
  g_assert_cmpint (document->is_canonical, ==, g_str_equal (text, expected));
}

static void
test_write (void)
{
  assert_canonical ("\"\\u001f\"", "\"\\u001f\"");
  assert_canonical ("\"\\u001F\"", "\"\\u001f\"");
  assert_canonical ("\"\\u000a\"", "\"\\n\"");
  assert_canonical ("\"\\/\"", "\"/\"");
  assert_canonical ("-0", "0");
  assert_canonical ("{\"a\":1,\"b\":2}", "{\"a\":1,\"b\":2}");
  assert_canonical ("{\"b\":2,\"a\":1}", "{\"a\":1,\"b\":2}");
  assert_canonical ("[] ", "[]");
  assert_canonical (" { \"b\" : [ 1 , true , null ] , \"a\" : { } } ", "{\"a\":{},\"b\":[1,true,null]}");
  assert_canonical ("{\"é\":1,\"z\":2,\"\":3,\"Z\":4,\"湖\":5,\"\\ud83d\\ude00\":6,\"ﬀ\":7}",
                    "{\"\":3,\"Z\":4,\"z\":2,\"é\":1,\"湖\":5,\"ﬀ\":7,\"\xf0\x9f\x98\x80\":6}");
  assert_canonical ("\"\\u0001\\u001F\\u0008\\u000c\\u000A\\u000d\\u0009\\u0022\\u005c\\u002f\\u007f\\u00e9\"",
                    "\"\\u0001\\u001f\\b\\f\\n\\r\\t\\\"\\\\/\x7f\xc3\xa9\"");
  assert_canonical ("[-0,-9007199254740991,9007199254740991,10]", "[0,-9007199254740991,9007199254740991,10]");
  assert_canonical ("[[],[[]],{}]", "[[],[[]],{}]");
  assert_canonical ("\"\\u2028\"", "\"\xe2\x80\xa8\"");
}

static void
test_write_object (void)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *text = NULL;

  json_object_set_string_member (object, "text", "a\"b");
  json_object_set_int_member (object, "count", -7);
  json_object_set_boolean_member (object, "is", FALSE);
  json_object_set_null_member (object, "nothing");
  json_object_set_string_member (object, "absent", NULL);
  text = galley_json_write_object (object);
  g_assert_cmpstr (text, ==, "{\"absent\":null,\"count\":-7,\"is\":false,\"nothing\":null,\"text\":\"a\\\"b\"}");
}

/* What cannot be read back is never written. */
static void
test_write_noncharacters (void)
{
  g_autoptr (GString) out = g_string_new (NULL);

  galley_json_append_string (out, "a\xef\xbf\xbe" "b\xef\xb7\x90\xef\xb7\xaf\xf0\x9f\xbf\xbf\xf4\x8f\xbf\xbe.");
  g_assert_cmpstr (out->str, ==, "\"a\uFFFDb\uFFFD\uFFFD\uFFFD\uFFFD.\"");
  g_string_truncate (out, 0);
  galley_json_append_string (out, "\xef\xb7\x8f\xef\xb7\xb0\xef\xbf\xbd，\xf0\x9f\xbf\xbd\xf0\xa0\xbf\xbf");
  g_assert_cmpstr (out->str, ==, "\"\xef\xb7\x8f\xef\xb7\xb0\xef\xbf\xbd，\xf0\x9f\xbf\xbd\xf0\xa0\xbf\xbf\"");
}

static void
test_write_doubles (void)
{
  g_autoptr (JsonNode) node = json_node_init_double (json_node_alloc (), 0.5);
  g_autoptr (JsonNode) large = json_node_init_int (json_node_alloc (), GALLEY_JSON_MAX_INTEGER + 1);
  g_autofree char *text = NULL;
  g_autofree char *large_text = NULL;

  g_test_expect_message ("galley-base", G_LOG_LEVEL_CRITICAL, "a double has no canonical text");
  text = galley_json_write (node);
  g_test_assert_expected_messages ();
  g_assert_cmpstr (text, ==, "null");
  g_test_expect_message ("galley-base", G_LOG_LEVEL_CRITICAL, "an integer beyond *");
  large_text = galley_json_write (large);
  g_test_assert_expected_messages ();
}

static void
test_getters (void)
{
  static const char text[] = "{\"s\":\"x\",\"i\":5,\"b\":true,\"o\":{\"s\":\"y\"},\"a\":[{\"s\":\"z\"},\"t\",1],\"n\":null}";
  g_autoptr (JsonObject) object = galley_json_parse_object (text, strlen (text), LIMIT, NULL);
  JsonArray *array = galley_json_get_array (object, "a");

  g_assert_cmpstr (galley_json_get_string (object, "s"), ==, "x");
  g_assert_cmpint (galley_json_get_integer (object, "i"), ==, 5);
  g_assert_true (galley_json_get_boolean (object, "b"));
  g_assert_cmpstr (galley_json_get_string (galley_json_get_object (object, "o"), "s"), ==, "y");
  g_assert_cmpstr (galley_json_get_string (galley_json_array_get_object (array, 0), "s"), ==, "z");
  g_assert_cmpstr (galley_json_array_get_string (array, 1), ==, "t");

  /* Absent, of another type, or beyond the end. */
  for (const char *const *name = (const char *const[]){ "s", "i", "b", "o", "a", "n", "x", NULL }; *name != NULL; name++)
    {
      if (**name != 's')
        g_assert_null (galley_json_get_string (object, *name));
      if (**name != 'i')
        g_assert_cmpint (galley_json_get_integer (object, *name), ==, 0);
      if (**name != 'b')
        g_assert_false (galley_json_get_boolean (object, *name));
      if (**name != 'o')
        g_assert_null (galley_json_get_object (object, *name));
      if (**name != 'a')
        g_assert_null (galley_json_get_array (object, *name));
    }
  g_assert_null (galley_json_array_get_object (array, 1));
  g_assert_null (galley_json_array_get_string (array, 2));
  g_assert_null (galley_json_array_get_object (array, 3));
  g_assert_null (galley_json_array_get_string (array, G_MAXUINT));
  g_assert_null (galley_json_get_string (NULL, "s"));
  g_assert_null (galley_json_array_get_string (NULL, 0));
}

/* What is taken is no longer there, with all that is in it; what is left is written as it stands now. */
static void
test_values (void)
{
  static const char text[] = "{\"a\":{\"b\":[1,\"zwei\",{\"c\":true}],\"d\":null},\"e\":-7,\"f\":[],\"g\":\"\\u4e2d\\n\"}";
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyJsonDocument) document = galley_json_document_new (text, strlen (text), LIMIT, &error);
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *left = NULL;
  GalleyJsonValue *root, *a, *b, *item;

  g_assert_no_error (error);
  root = galley_json_document_get_object (document, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (root->n_bytes, ==, strlen (text));
  g_assert_cmpuint (galley_json_value_count (root), ==, 4);
  g_assert_cmpuint (galley_json_value_get_depth (root), ==, 4);
  g_assert_cmpint (galley_json_value_find_integer (root, "e"), ==, -7);
  g_assert_cmpstr (galley_json_value_find_text (root, "g"), ==, "中\n");
  g_assert_null (galley_json_value_find_text (root, "e"));
  g_assert_null (galley_json_value_find (root, "b"));
  g_assert_null (galley_json_value_find (galley_json_value_find (root, "f"), "b"));
  g_assert_null (galley_json_value_next (galley_json_value_find_array (root, "f"), NULL));

  a = galley_json_value_find_object (root, "a");
  b = galley_json_value_find_array (a, "b");
  g_assert_cmpint (strncmp (text + b->start, "[1,\"zwei\",{\"c\":true}],\"d\"", b->n_bytes + 4), ==, 0);
  g_assert_cmpuint (galley_json_value_count (b), ==, 3);
  item = galley_json_value_next (b, NULL);
  g_assert_cmpint (item->integer, ==, 1);
  item->is_taken = TRUE;
  item = galley_json_value_next (b, item);
  g_assert_cmpstr (item->text, ==, "zwei");
  item->text = "deux";
  item = galley_json_value_next (b, item);
  g_assert_true (galley_json_value_find_boolean (item, "c"));
  item->is_taken = TRUE;
  g_assert_null (galley_json_value_next (b, item));
  g_assert_cmpuint (galley_json_value_count (b), ==, 1);
  g_assert_cmpuint (galley_json_value_get_depth (root), ==, 3);
  galley_json_value_find (a, "d")->is_taken = TRUE;
  galley_json_value_find (root, "g")->is_taken = TRUE;
  g_assert_null (galley_json_value_find (root, "g"));

  node = galley_json_value_to_node (root);
  left = galley_json_write (node);
  g_assert_cmpstr (left, ==, "{\"a\":{\"b\":[\"deux\"]},\"e\":-7,\"f\":[]}");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/json/accepts", test_accepts);
  g_test_add_func ("/base/json/refuses-grammar", test_refuses_grammar);
  g_test_add_func ("/base/json/refuses-numbers", test_refuses_numbers);
  g_test_add_func ("/base/json/refuses-strings", test_refuses_strings);
  g_test_add_func ("/base/json/refuses-in-lines", test_refuses_in_lines);
  g_test_add_func ("/base/json/duplicates", test_duplicates);
  g_test_add_func ("/base/json/depth", test_depth);
  g_test_add_func ("/base/json/size-limit", test_size_limit);
  g_test_add_func ("/base/json/parse-object", test_parse_object);
  g_test_add_func ("/base/json/write", test_write);
  g_test_add_func ("/base/json/write-object", test_write_object);
  g_test_add_func ("/base/json/write-noncharacters", test_write_noncharacters);
  g_test_add_func ("/base/json/write-doubles", test_write_doubles);
  g_test_add_func ("/base/json/getters", test_getters);
  g_test_add_func ("/base/json/values", test_values);
  return g_test_run ();
}
