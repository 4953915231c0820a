/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The templates' table: names, replacing, removing, one that cannot be read. */
#include "fixture.h"

#include "core/store/galley-store-templates.h"

static void
keep (Fixture    *fixture,
      const char *id,
      const char *name)
{
  g_autoptr (GalleyTemplate) template = galley_template_new (name, make_revision (id, name, "本周天气："));
  g_autoptr (GError) error = NULL;

  g_assert_true (galley_template_keep_in_store (fixture->database, template, &error));
  g_assert_no_error (error);
}

/* "name|name|…" */
static void
assert_names (Fixture    *fixture,
              const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) templates = galley_templates_load_in_store (fixture->database, &error);
  g_autoptr (GString) names = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < templates->len; i++)
    {
      const GalleyTemplate *template = g_ptr_array_index (templates, i);

      g_string_append_printf (names, "%s%s", i > 0 ? "|" : "", template->name);
    }
  g_assert_cmpstr (names->str, ==, expected);
}

static void
test_names (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  assert_names (fixture, "");
  keep (fixture, ID_1, "weather");
  keep (fixture, ID_2, "roster");
  assert_names (fixture, "roster|weather");
  keep (fixture, ID_2, "值班");
  assert_names (fixture, "weather|值班");

  g_assert_true (galley_template_remove_in_store (fixture->database, ID_1, &error));
  g_assert_true (galley_template_remove_in_store (fixture->database, ID_1, &error));
  g_assert_no_error (error);
  assert_names (fixture, "值班");
}

static void
test_name_taken (Fixture      *fixture,
                 gconstpointer data)
{
  keep (fixture, ID_1, "天气");
  keep (fixture, ID_2, "天气");
  keep (fixture, ID_3, "天气");
  assert_names (fixture, "天气|天气 2|天气 3");
  /* Its own name is free for it. */
  keep (fixture, ID_1, "天气");
  assert_names (fixture, "天气|天气 2|天气 3");
}

static void
test_unreadable (Fixture      *fixture,
                 gconstpointer data)
{
  keep (fixture, ID_1, "a");
  keep (fixture, ID_2, "b");
  g_assert_cmpint (query_integer (fixture->database,
                                  "UPDATE template SET document = 'spoilt' WHERE name = 'a' RETURNING 1"),
                   ==, 1);
  assert_names (fixture, "b");
  g_assert_cmpint (query_integer (fixture->database, "SELECT count(*) FROM template"), ==, 2);
}

/* Nothing that looks at articles sees a template. */
static void
test_apart (Fixture      *fixture,
            gconstpointer data)
{
  keep (fixture, ID_1, "天气");
  g_assert_cmpint (query_integer (fixture->database, "SELECT count(*) FROM article"), ==, 0);
  g_assert_cmpint (query_integer (fixture->database, "SELECT count(*) FROM wording"), ==, 0);
  assert_outbox (fixture->database, "");
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, table_fixture_set_up, function, table_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/store/templates/names", test_names);
  ADD ("/store/templates/name-taken", test_name_taken);
  ADD ("/store/templates/unreadable", test_unreadable);
  ADD ("/store/templates/apart", test_apart);

  return g_test_run ();
}
