/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may do what in which state, in full: every operation on an article that is the reporter's, by everybody, in every
 * state that a site's workflow brings it to; and no operation at all for a token that is none.
 *
 * A cell is a letter for each of "reporter", "colleague", "stranger", "editor", "chief", "admin":
 *   +  done          -  403, it is not his to do        .  404, he is not told that it is there
 *   s  409, not in this state */
#include "server-fixture.h"

#include "core/base/galley-json.h"
#include "core/wire/galley-protocol.h"
#include "server/galley-server-articles.h"
#include "server/galley-server-router.h"
#include "server/galley-server-users.h"

#include <string.h>

static const char *const everybody[] = { "reporter", "colleague", "stranger", "editor", "chief", "admin" };

static const struct
{
  const char *name;
  GalleyStatus status;
} states[] = {
  { "draft", GALLEY_STATUS_DRAFT },         { "review-1", GALLEY_STATUS_REVIEW_1 },
  { "review-3", GALLEY_STATUS_REVIEW_3 },   { "approved", GALLEY_STATUS_APPROVED },
  { "published", GALLEY_STATUS_PUBLISHED }, { "returned", GALLEY_STATUS_RETURNED },
  { "withdrawn", GALLEY_STATUS_WITHDRAWN },
};

#define N_STATES G_N_ELEMENTS (states)

/* A cell for each state, in the order above. */
static const struct
{
  const char *operation;
  const char *cells[N_STATES];
} matrix[] = {
  /* draft       review-1  review-3  approved  published returned  withdrawn */
  { "read", { "+.....", "++.+++", "++.+++", "++.+++", "++++++", "++.+++", "++++++" } },
  { "read the audit record", { "+.....", "++.+++", "++.+++", "++.+++", "++++++", "++.+++", "++++++" } },
  { "list revisions", { "+.....", "++.+++", "++.+++", "++.+++", "++++++", "++.+++", "++++++" } },
  { "read a revision", { "+.....", "++.+++", "++.+++", "++.+++", "++++++", "++.+++", "++++++" } },
  { "edit", { "+.....", "--.+-+", "--.-++", "--.---", "------", "+-.---", "------" } },
  { "delete", { "+.....", "s-.--+", "s-.--+", "s-.--+", "s----s", "+-.--+", "+----+" } },
  { "submit", { "+.....", "ss.sss", "ss.sss", "ss.sss", "ssssss", "+-.---", "ssssss" } },
  { "take-back", { "s.....", "+-.---", "+-.---", "ss.sss", "ssssss", "ss.sss", "ssssss" } },
  { "sign", { "s.....", "--.+-+", "--.-++", "ss.sss", "ssssss", "ss.sss", "ssssss" } },
  { "return", { "s.....", "--.+-+", "--.-++", "--.+++", "ssssss", "ss.sss", "ssssss" } },
  { "publish", { "s.....", "ss.sss", "ss.sss", "--.+++", "ssssss", "ss.sss", "ssssss" } },
  { "put into a slot", { "---sss", "---sss", "---sss", "---sss", "---+++", "---sss", "---sss" } },
  { "withdraw", { "s.....", "ss.sss", "ss.sss", "ss.sss", "---+++", "ss.sss", "ssssss" } },
  { "hand over", { "+.....", "s-.-ss", "s-.-ss", "s-.-ss", "+---++", "+-.-++", "+---++" } },
};

static GalleyResponse *
operate (Fixture    *self,
         const char *user,
         const char *operation,
         const char *id)
{
  g_autofree char *target = fixture_make_target (id);
  g_autofree char *audit = g_strconcat (target, "/audit", NULL);
  g_autofree char *revisions = g_strconcat (target, "/revisions", NULL);
  g_autofree char *revision = g_strconcat (target, "/revisions/1", NULL);
  g_autofree char *changed = fixture_make_article (id, "改", "<p>改。</p>");
  g_autofree char *placements = g_strdup_printf ("{\"placements\":[{\"article\":\"%s\"}]}", id);

  if (strcmp (operation, "put into a slot") == 0)
    return fixture_call (self, user, "PUT", GALLEY_API_SLOTS "/lead", "*", placements);
  if (strcmp (operation, "hand over") == 0)
    {
      g_autofree char *name = fixture_make_id (self);
      g_autofree char *owner = g_strconcat (target, "/owner/", name, NULL);

      return fixture_call (self, user, "PUT", owner, NULL, "{\"to\":\"colleague\"}");
    }
  if (strcmp (operation, "read") == 0)
    return fixture_call (self, user, "GET", target, NULL, NULL);
  if (strcmp (operation, "read the audit record") == 0)
    return fixture_call (self, user, "GET", audit, NULL, NULL);
  if (strcmp (operation, "list revisions") == 0)
    return fixture_call (self, user, "GET", revisions, NULL, NULL);
  if (strcmp (operation, "read a revision") == 0)
    return fixture_call (self, user, "GET", revision, NULL, NULL);
  if (strcmp (operation, "edit") == 0)
    return fixture_call (self, user, "PUT", target, "*", changed);
  if (strcmp (operation, "delete") == 0)
    return fixture_call (self, user, "DELETE", target, "*", NULL);
  return fixture_act (self, user, id, operation);
}

static char
get_letter (GalleyResponse *response)
{
  g_autoptr (JsonObject) object = NULL;
  const char *type;

  if (response->status < 300)
    return '+';
  object = fixture_parse (response);
  type = galley_json_get_string (object, "type");
  if (response->status == 403 && strcmp (type, GALLEY_PROBLEM_FORBIDDEN) == 0)
    return '-';
  if (response->status == 404 && strcmp (type, GALLEY_PROBLEM_NOT_FOUND) == 0)
    return '.';
  if (response->status == 409 && strcmp (type, GALLEY_PROBLEM_STATE) == 0)
    return 's';
  return '?';
}

/* One article a state, until somebody's deed changes it: what was refused changes nothing. */
static void
test_state (Fixture      *self,
            gconstpointer data)
{
  const guint column = GPOINTER_TO_UINT (data);
  g_autofree char *id = NULL;
  gboolean is_right = TRUE;

  for (guint row = 0; row < G_N_ELEMENTS (matrix); row++)
    {
      char letters[G_N_ELEMENTS (everybody) + 1] = "";

      for (guint i = 0; i < G_N_ELEMENTS (everybody); i++)
        {
          g_autoptr (GalleyResponse) response = NULL;
          gint64 before;

          if (id == NULL)
            {
              id = fixture_add_article (self, "reporter", "权限");
              fixture_bring_to (self, id, states[column].status);
            }
          before = galley_server_get_sequence (self->server);
          response = operate (self, everybody[i], matrix[row].operation, id);
          letters[i] = get_letter (response);
          if (letters[i] != '+')
            g_assert_cmpint (galley_server_get_sequence (self->server), ==, before);
          else if (galley_server_get_sequence (self->server) != before)
            g_clear_pointer (&id, g_free);
        }
      if (strcmp (letters, matrix[row].cells[column]) == 0)
        continue;
      g_test_message ("%s: \"%s\" for \"%s\"", matrix[row].operation, letters, matrix[row].cells[column]);
      is_right = FALSE;
    }
  g_assert_true (is_right);
}

/* Whatever is asked of the API: 401 before anything else is looked at, and nothing is done. */
static void
refuse_everywhere (Fixture    *self,
                   const char *token)
{
  gint64 before = galley_server_get_sequence (self->server);

  for (guint i = 0; i < galley_server_n_routes; i++)
    {
      const GalleyRoute *route = &galley_server_routes[i];
      g_autoptr (GalleyRequest) request = galley_request_new (route->method, route->pattern, NULL);
      g_autoptr (GalleyResponse) response = NULL;

      if (route->is_open)
        continue;
      request->token = g_strdup (token);
      request->if_match = g_strdup ("*");
      response = galley_server_handle (self->server, request);
      if (response->status != 401)
        g_test_message ("%s %s", route->method, route->pattern);
      g_assert_cmpuint (response->status, ==, 401);
    }
  g_assert_cmpint (galley_server_get_sequence (self->server), ==, before);
}

static void
test_tokens (Fixture      *self,
             gconstpointer data)
{
  g_autofree char *good = g_strdup (g_hash_table_lookup (self->tokens, "admin"));
  g_autofree char *forged = g_strdup (good);
  g_autofree char *longer = g_strconcat (good, "0", NULL);
  g_autofree char *upper = g_ascii_strup (good, -1);
  g_autofree char *zeros = g_strnfill (strlen (good), '0');
  g_autoptr (GError) error = NULL;

  forged[0] = forged[0] == '0' ? '1' : '0';
  refuse_everywhere (self, NULL);
  refuse_everywhere (self, "");
  refuse_everywhere (self, forged);
  refuse_everywhere (self, longer);
  refuse_everywhere (self, zeros);
  refuse_everywhere (self, "' OR 1 = 1 --");
  if (strcmp (upper, good) != 0)
    refuse_everywhere (self, upper);
  galley_response_free (fixture_expect (self, 200, "admin", "GET", GALLEY_API_SESSION, NULL, NULL));

  /* Of somebody who is let in no longer, and one that has run out. */
  galley_server_users_set_disabled (self->server->database, "chief", TRUE, &error);
  g_assert_no_error (error);
  refuse_everywhere (self, g_hash_table_lookup (self->tokens, "chief"));
  galley_test_clock_advance (GALLEY_TEST_CLOCK (self->clock), 91 * G_TIME_SPAN_DAY);
  refuse_everywhere (self, good);
}

/* A token is its user's, whatever a request says: another's article is not his, by no name in it. */
static void
test_another (Fixture      *self,
              gconstpointer data)
{
  g_autofree char *id = fixture_add_article (self, "reporter", "他人");
  g_autofree char *target = fixture_make_target (id);
  g_autofree char *article = g_strdup_printf ("{\"galley\":{\"state\":{\"owner\":\"stranger\"}},"
                                              "\"uri\":\"urn:uuid:%s\"}", id);

  fixture_refuse (self, 404, GALLEY_PROBLEM_NOT_FOUND, "stranger", "PUT", target, "*", article);
  fixture_refuse (self, 403, GALLEY_PROBLEM_FORBIDDEN, "stranger", "PUT", target, FIXTURE_NOTHING, article);
  fixture_refuse (self, 404, GALLEY_PROBLEM_NOT_FOUND, "stranger", "DELETE", target, "*", NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < N_STATES; i++)
    {
      g_autofree char *path = g_strconcat ("/server/permissions/", states[i].name, NULL);

      g_test_add (path, Fixture, GUINT_TO_POINTER (i), fixture_set_up, test_state, fixture_tear_down);
    }
  g_test_add ("/server/permissions/tokens", Fixture, NULL, fixture_set_up, test_tokens, fixture_tear_down);
  g_test_add ("/server/permissions/another", Fixture, NULL, fixture_set_up, test_another, fixture_tear_down);
  return g_test_run ();
}
