/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The conformance cases of the Mustache specification, where they are at hand; the cases that Galley leans on stand in
 * test-mustache.c. */
#include "core/base/galley-file.h"
#include "core/base/galley-json.h"
#include "core/portal/galley-mustache.h"

#define MAX_BYTES (1024 * 1024)

static GalleyMustache *
lookup (const char *name,
        gpointer    data)
{
  return g_hash_table_lookup (data, name);
}

static GHashTable *
compile_partials (JsonObject *partials)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) galley_mustache_free);
  g_autoptr (GList) names = partials != NULL ? json_object_get_members (partials) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *text = json_object_get_string_member (partials, l->data);
      g_autoptr (GError) error = NULL;
      GalleyMustache *template = galley_mustache_new (l->data, text, strlen (text), GALLEY_MUSTACHE_TRUST_VIEW, &error);

      g_assert_no_error (error);
      g_hash_table_insert (table, g_strdup (l->data), template);
    }
  return table;
}

static void
run_case (JsonObject *test)
{
  const char *text = json_object_get_string_member (test, "template");
  g_autoptr (GalleyArena) arena = galley_arena_new ();
  GalleyValue *view = galley_value_new_from_json (arena, json_object_get_member (test, "data"));
  g_autoptr (GHashTable) partials = compile_partials (galley_json_get_object (test, "partials"));
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyMustache) template = NULL;

  g_test_message ("%s", json_object_get_string_member (test, "name"));
  template = galley_mustache_new ("case", text, strlen (text), GALLEY_MUSTACHE_TRUST_VIEW, &error);
  g_assert_no_error (error);
  g_assert_true (
      galley_mustache_render (template, view, lookup, partials, out, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (out->str, ==, json_object_get_string_member (test, "expected"));
}

static void
test_file (gconstpointer data)
{
  g_autofree char *path = g_build_filename (g_getenv ("GALLEY_SOURCE_DIR"), "..", "shared", "data", "mustache-spec",
                                            data, NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) error = NULL;
  JsonArray *tests;
  gsize length;
  const char *text;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("the specification is not at hand");
      return;
    }
  bytes = galley_file_read (path, MAX_BYTES, &error);
  g_assert_no_error (error);
  text = g_bytes_get_data (bytes, &length);
  /* Not galley_json_parse(): the cases have fractions. */
  parser = json_parser_new ();
  g_assert_true (json_parser_load_from_data (parser, text, length, &error));
  tests = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), "tests");
  g_assert_cmpuint (json_array_get_length (tests), >, 5);
  for (guint i = 0; i < json_array_get_length (tests); i++)
    run_case (json_array_get_object_element (tests, i));
}

int
main (int    argc,
      char **argv)
{
  static const char *const files[] = { "comments", "delimiters", "inheritance", "interpolation",
                                       "inverted", "partials",   "sections" };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *name = g_strconcat ("/portal/mustache-spec/", files[i], NULL);
      char *file = g_strconcat (files[i], ".json", NULL);

      g_test_add_data_func_full (name, file, test_file, g_free);
    }
  return g_test_run ();
}
