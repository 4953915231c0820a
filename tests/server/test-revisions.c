/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every content that an article had is there as it was: after edits, over deletion and restoring, for who may see it. */
#include "server-fixture.h"

#include "core/base/galley-id.h"
#include "core/base/galley-json.h"
#include "core/wire/galley-protocol.h"
#include "core/wire/galley-wire-text.h"
#include "server/galley-server-articles.h"
#include "server/galley-server-revisions.h"
#include "server/galley-text-delta.h"

#include <string.h>

/* What @user gets of the article's revision @number. */
static GalleyResponse *
get_revision (Fixture    *self,
              guint       status,
              const char *user,
              const char *id,
              gint64      number)
{
  g_autofree char *target = g_strdup_printf (GALLEY_API_ARTICLES "/%s/revisions/%" G_GINT64_FORMAT, id, number);

  return fixture_expect (self, status, user, "GET", target, NULL, NULL);
}

static JsonArray *
get_list (Fixture    *self,
          const char *user,
          const char *id,
          const char *query)
{
  g_autofree char *target = g_strconcat (GALLEY_API_ARTICLES "/", id, "/revisions", query, NULL);
  g_autoptr (GalleyResponse) response = fixture_expect (self, 200, user, "GET", target, NULL, NULL);
  g_autoptr (JsonObject) object = fixture_parse (response);

  return json_array_ref (galley_json_get_array (object, "revisions"));
}

static char *
dup_etag (Fixture    *self,
          const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyArticleRow) row = galley_server_articles_load (self->server->database, id, &error);

  g_assert_no_error (error);
  return galley_article_row_dup_etag (row, self->server->epoch);
}

static void
put (Fixture    *self,
     guint       status,
     const char *id,
     const char *body)
{
  g_autofree char *etag = dup_etag (self, id);
  g_autofree char *target = fixture_make_target (id);
  g_autofree char *article = fixture_make_article (id, "一稿", body);

  galley_response_free (fixture_expect (self, status, "reporter", "PUT", target, etag, article));
}

static char *
dup_content (Fixture    *self,
             const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyArticleRow) row = galley_server_articles_load (self->server->database, id, &error);

  g_assert_no_error (error);
  return galley_wire_text_without_state (row->article);
}

/* A text that grows, shrinks and begins anew, with many an order in between: all of it is there afterwards. */
static void
test_kept (Fixture      *self,
           gconstpointer data)
{
  g_autofree char *id = fixture_add_article (self, "reporter", "一稿");
  g_autoptr (GHashTable) texts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GalleyRandom) random = galley_random_new_seeded (20261126);
  g_autoptr (JsonArray) list = NULL;
  g_autoptr (GString) body = g_string_new ("<p>");
  gint64 n_revisions = 0;
  g_autofree char *present = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *text = NULL;
      gint64 *number = g_new (gint64, 1);
      g_autoptr (GalleyArticleRow) row = NULL;

      if (i % 40 == 39)
        g_string_truncate (body, 3);
      g_string_append_printf (body, "南湖%u号码头。", (guint) galley_random_below (random, 1000));
      text = g_strconcat (body->str, "</p>", NULL);
      put (self, 200, id, text);
      if (i % 10 == 5)
        {
          galley_response_free (fixture_act (self, "reporter", id, "submit"));
          galley_response_free (fixture_act (self, "reporter", id, "take-back"));
        }
      row = galley_server_articles_load (self->server->database, id, &error);
      *number = row->revision - (i % 10 == 5 ? 2 : 0);
      g_hash_table_insert (texts, number, dup_content (self, id));
    }

  list = get_list (self, "reporter", id, "?limit=500");
  g_assert_cmpuint (json_array_get_length (list), ==, 101);
  for (guint i = 0; i < 100; i++)
    {
      JsonObject *entry = json_array_get_object_element (list, i);
      gint64 number = galley_json_get_integer (entry, "number");
      g_autoptr (GalleyResponse) response = get_revision (self, 200, "reporter", id, number);
      const char *text = fixture_get_text (response);
      g_autofree char *hash = galley_hash_bytes (text, strlen (text));

      g_assert_cmpstr (text, ==, g_hash_table_lookup (texts, &number));
      g_assert_cmpstr (hash, ==, galley_json_get_string (entry, "content_hash"));
      g_assert_cmpstr (response->etag, ==, galley_json_get_string (entry, "etag"));
      g_assert_cmpstr (galley_json_get_string (entry, "action"), ==, "edit");
    }
  g_assert_cmpstr (galley_json_get_string (json_array_get_object_element (list, 100), "action"), ==, "create");
  /* The number of a change of state is no revision's. */
  galley_response_free (fixture_act (self, "reporter", id, "submit"));
  {
    g_autoptr (GalleyArticleRow) row = galley_server_articles_load (self->server->database, id, &error);

    galley_response_free (get_revision (self, 404, "reporter", id, row->revision));
  }
  present = dup_content (self, id);
  galley_server_revisions_check (self->server->database, id, present, &n_revisions, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n_revisions, ==, 101);
}

/* The text of who deleted, and the text that a restoring PUT takes the place of. */
static void
test_tombstone (Fixture      *self,
                gconstpointer data)
{
  g_autofree char *id = fixture_add_article (self, "reporter", "删后");
  g_autofree char *target = fixture_make_target (id);
  g_autofree char *first = dup_content (self, id);
  g_autofree char *etag = dup_etag (self, id);
  g_autofree char *list_target = g_strconcat (target, "/revisions", NULL);
  g_autoptr (GalleyResponse) kept = NULL;
  g_autoptr (JsonArray) list = NULL;

  galley_response_free (fixture_expect (self, 204, "reporter", "DELETE", target, etag, NULL));
  kept = get_revision (self, 200, "reporter", id, 1);
  g_assert_cmpstr (fixture_get_text (kept), ==, first);
  fixture_refuse (self, 404, GALLEY_PROBLEM_NOT_FOUND, "colleague", "GET", list_target, NULL, NULL);
  put (self, 201, id, "<p>另写。</p>");
  g_clear_pointer (&kept, galley_response_free);
  kept = get_revision (self, 200, "reporter", id, 1);
  g_assert_cmpstr (fixture_get_text (kept), ==, first);
  list = get_list (self, "reporter", id, "");
  g_assert_cmpuint (json_array_get_length (list), ==, 2);
  g_assert_cmpint (galley_json_get_integer (json_array_get_object_element (list, 0), "number"), ==, 3);
  g_assert_cmpstr (galley_json_get_string (json_array_get_object_element (list, 0), "action"), ==, "restore");
}

static void
test_pages (Fixture      *self,
            gconstpointer data)
{
  g_autofree char *id = fixture_add_article (self, "reporter", "翻页");
  g_autofree char *next = NULL;
  guint n_pages = 0;
  guint n_revisions = 0;

  for (guint i = 0; i < 9; i++)
    {
      g_autofree char *body = g_strdup_printf ("<p>%u</p>", i);

      put (self, 200, id, body);
    }
  next = g_strconcat (GALLEY_API_ARTICLES "/", id, "/revisions?limit=4", NULL);
  while (next != NULL)
    {
      g_autoptr (GalleyResponse) response = fixture_expect (self, 200, "reporter", "GET", next, NULL, NULL);
      g_autoptr (JsonObject) object = fixture_parse (response);

      n_revisions += json_array_get_length (galley_json_get_array (object, "revisions"));
      n_pages++;
      g_free (next);
      next = g_strdup (response->next);
    }
  g_assert_cmpuint (n_pages, ==, 3);
  g_assert_cmpuint (n_revisions, ==, 10);
}

/* Damage is told, and reaches no further than to the next whole text. */
static void
test_damaged (Fixture      *self,
              gconstpointer data)
{
  g_autofree char *id = fixture_add_article (self, "reporter", "损坏");
  g_autofree char *present = NULL;
  gint64 n_revisions = 0;
  g_autoptr (GError) error = NULL;

  if (fixture_skips_without_file ())
    return;
  for (guint i = 0; i < 70; i++)
    {
      g_autofree char *body = g_strdup_printf ("<p>正文%u。</p>", i);

      put (self, 200, id, body);
    }
  galley_database_exec (self->server->database,
                        "DROP TRIGGER revision_texts_are_never_changed;"
                        "UPDATE revision_texts SET middle = 'x' || middle WHERE number = 40;"
                        "UPDATE revision_texts SET tail = 1000000 WHERE number = 20", &error);
  g_assert_no_error (error);
  present = dup_content (self, id);
  g_assert_null (galley_server_revisions_dup_text (self->server->database, id, 40, present, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_CORRUPT);
  g_clear_error (&error);
  g_assert_null (galley_server_revisions_dup_text (self->server->database, id, 20, present, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_CORRUPT);
  g_clear_error (&error);
  galley_response_free (get_revision (self, 500, "reporter", id, 40));
  galley_response_free (get_revision (self, 200, "reporter", id, 41));
  galley_response_free (get_revision (self, 200, "reporter", id, 31));
  g_assert_false (galley_server_revisions_check (self->server->database, id, present, &n_revisions, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_CORRUPT);
}

static void
test_delta (void)
{
  static const char *const pairs[][2] = {
    { "", "" },       { "甲", "" },         { "", "甲" },       { "甲乙丙", "甲丁丙" }, { "aaaa", "aa" }, { "aa", "aaaa" },
    { "甲", "由" },   { "甲甲", "甲由甲" }, { "x甲y", "x电y" }, { "a😀b", "a😁b" },     { "é", "è" },     { "abc", "abc" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *middle = NULL;
      GalleyTextDelta delta = galley_text_delta_find (pairs[i][0], pairs[i][1], &middle);
      g_autofree char *text = galley_text_delta_apply (&delta, middle, pairs[i][1]);

      g_assert_cmpstr (text, ==, pairs[i][0]);
      g_assert_true (g_utf8_validate (middle, -1, NULL));
    }
  {
    GalleyTextDelta beyond = { 2, 2 };

    g_assert_null (galley_text_delta_apply (&beyond, "", "abc"));
    beyond = (GalleyTextDelta){ G_MAXSIZE, 1 };
    g_assert_null (galley_text_delta_apply (&beyond, "", "abc"));
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/server/revisions/kept", Fixture, NULL, fixture_set_up, test_kept, fixture_tear_down);
  g_test_add ("/server/revisions/tombstone", Fixture, NULL, fixture_set_up, test_tombstone, fixture_tear_down);
  g_test_add ("/server/revisions/pages", Fixture, NULL, fixture_set_up, test_pages, fixture_tear_down);
  g_test_add ("/server/revisions/damaged", Fixture, NULL, fixture_set_up, test_damaged, fixture_tear_down);
  g_test_add_func ("/server/revisions/delta", test_delta);
  return g_test_run ();
}
