/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may see what: the same answer from the article, the feed, the manifest and the audit record. */
#include "server-fixture.h"

#include "core/base/galley-json.h"
#include "core/wire/galley-protocol.h"

#include <string.h>

static const char *const everybody[] = { "reporter", "colleague", "stranger", "editor", "chief", "admin" };

/* One letter for each of the above: + sees it. The article is the reporter's. */
static const struct
{
  GalleyStatus status;
  const char *who;
} matrix[] = {
  { GALLEY_STATUS_DRAFT, "+-----" },     { GALLEY_STATUS_REVIEW_1, "++-+++" },  { GALLEY_STATUS_REVIEW_3, "++-+++" },
  { GALLEY_STATUS_RETURNED, "++-+++" },  { GALLEY_STATUS_APPROVED, "++-+++" },  { GALLEY_STATUS_PUBLISHED, "++++++" },
  { GALLEY_STATUS_WITHDRAWN, "++++++" },
};

static JsonObject *
get_object (Fixture    *self,
            const char *user,
            const char *target)
{
  g_autoptr (GalleyResponse) response = fixture_expect (self, 200, user, "GET", target, NULL, NULL);

  return fixture_parse (response);
}

/* The kind of the change of @id in @user's feed after @cursor, or "" if there is none. (transfer full) */
static char *
find_change (Fixture    *self,
             const char *user,
             const char *cursor,
             const char *id)
{
  g_autofree char *target = cursor != NULL
                              ? g_strconcat (GALLEY_API_CHANGES "?limit=500&since=", cursor, NULL)
                              : g_strdup (GALLEY_API_CHANGES "?limit=500");
  g_autoptr (JsonObject) object = get_object (self, user, target);
  JsonArray *changes = galley_json_get_array (object, "changes");

  for (guint i = 0; i < json_array_get_length (changes); i++)
    {
      JsonObject *change = galley_json_array_get_object (changes, i);

      if (strcmp (galley_json_get_string (change, "id"), id) == 0)
        return g_strdup (galley_json_get_string (change, "kind"));
    }
  return g_strdup ("");
}

static char *
get_cursor (Fixture    *self,
            const char *user)
{
  g_autoptr (JsonObject) object = get_object (self, user, GALLEY_API_MANIFEST);

  return g_strdup (galley_json_get_string (object, "cursor"));
}

static void
check_one (Fixture    *self,
           const char *id,
           const char *user,
           gboolean    sees)
{
  g_autofree char *target = fixture_make_target (id);
  g_autofree char *record = g_strconcat (target, "/audit", NULL);
  g_autofree char *kind = find_change (self, user, NULL, id);
  g_autoptr (JsonObject) manifest = get_object (self, user, GALLEY_API_MANIFEST);

  galley_response_free (fixture_expect (self, sees ? 200 : 404, user, "GET", target, NULL, NULL));
  galley_response_free (fixture_expect (self, sees ? 200 : 404, user, "GET", record, NULL, NULL));
  g_assert_cmpstr (kind, ==, sees ? "upsert" : "");
  g_assert_cmpint (galley_json_get_string (galley_json_get_object (manifest, "articles"), id) != NULL, ==, sees);
}

static void
test_matrix (Fixture      *self,
             gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (matrix); i++)
    {
      g_autofree char *id = fixture_add_article (self, "reporter", "稿");

      fixture_bring_to (self, id, matrix[i].status);
      for (guint k = 0; k < G_N_ELEMENTS (everybody); k++)
        {
          g_test_message ("%s, %s", galley_status_get_name (matrix[i].status), everybody[k]);
          check_one (self, id, everybody[k], matrix[i].who[k] == '+');
        }
    }
}

static void
test_hidden (Fixture      *self,
             gconstpointer data)
{
  g_autofree char *id = fixture_add_article (self, "reporter", "稿");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *editor_kind = NULL;
  g_autofree char *stranger_kind = NULL;
  g_autofree char *author_kind = NULL;
  g_autofree char *later_kind = NULL;
  g_autofree char *new_kind = NULL;

  fixture_bring_to (self, id, GALLEY_STATUS_REVIEW_1);
  before = get_cursor (self, "editor");
  galley_response_free (fixture_act (self, "reporter", id, "take-back"));
  after = get_cursor (self, "editor");

  editor_kind = find_change (self, "editor", before, id);
  g_assert_cmpstr (editor_kind, ==, "hidden");
  /* Who never saw it learns nothing of it. */
  stranger_kind = find_change (self, "stranger", before, id);
  g_assert_cmpstr (stranger_kind, ==, "");
  author_kind = find_change (self, "reporter", before, id);
  g_assert_cmpstr (author_kind, ==, "upsert");
  /* Who was told is not told again, */
  later_kind = find_change (self, "editor", after, id);
  g_assert_cmpstr (later_kind, ==, "");
  /* also not with the next change of what is no longer his. */
  {
    g_autofree char *target = fixture_make_target (id);
    g_autofree char *changed = fixture_make_article (id, "稿", "<p>改。</p>");

    galley_response_free (fixture_expect (self, 200, "reporter", "PUT", target, "*", changed));
  }
  new_kind = find_change (self, "editor", after, id);
  g_assert_cmpstr (new_kind, ==, "");
}

static void
test_deleted (Fixture      *self,
              gconstpointer data)
{
  g_autofree char *id = fixture_add_article (self, "reporter", "稿");
  g_autofree char *target = fixture_make_target (id);
  g_autofree char *before = NULL;
  g_autofree char *author_kind = NULL;
  g_autofree char *editor_kind = NULL;
  g_autofree char *stranger_kind = NULL;

  fixture_bring_to (self, id, GALLEY_STATUS_REVIEW_1);
  before = get_cursor (self, "editor");
  galley_response_free (fixture_act (self, "reporter", id, "take-back"));
  galley_response_free (fixture_expect (self, 204, "reporter", "DELETE", target, "*", NULL));
  author_kind = find_change (self, "reporter", before, id);
  editor_kind = find_change (self, "editor", before, id);
  stranger_kind = find_change (self, "stranger", before, id);
  g_assert_cmpstr (author_kind, ==, "deleted");
  /* He had it: it goes with him, too. */
  g_assert_cmpstr (editor_kind, ==, "deleted");
  g_assert_cmpstr (stranger_kind, ==, "");
}

#define add(path, function) g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/server/visibility/matrix", test_matrix);
  add ("/server/visibility/hidden", test_hidden);
  add ("/server/visibility/deleted", test_deleted);
  return g_test_run ();
}
