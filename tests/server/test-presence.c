/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who has what in hand: who hears of it, for how long, and what is not taken. */
#include "server-fixture.h"

#include "core/base/galley-json.h"
#include "core/wire/galley-protocol.h"

#define SECONDS ((gint64) G_USEC_PER_SEC)
#define DESK "0193a000-0000-7000-8000-00000000000a"
#define TRAIN "0193a000-0000-7000-8000-00000000000b"

/* @user says @body on @device; returns what he hears of others: "USER ARTICLE", and " until TIME" where it is offline. */
static char *
say (Fixture    *self,
     const char *user,
     const char *device,
     const char *body)
{
  g_autofree char *target = g_strconcat (GALLEY_API_PRESENCE "/", device, NULL);
  g_autoptr (GalleyResponse) response = fixture_expect (self, 200, user, "PUT", target, NULL, body);
  g_autoptr (JsonObject) object = fixture_parse (response);
  JsonArray *others = galley_json_get_array (object, "others");
  g_autoptr (GString) heard = g_string_new (NULL);

  g_assert_cmpint (galley_json_get_integer (object, "seconds"), ==, GALLEY_PRESENCE_SECONDS);
  for (guint i = 0; i < json_array_get_length (others); i++)
    {
      JsonObject *colleague = json_array_get_object_element (others, i);
      const char *until = galley_json_get_string (colleague, "until");

      g_string_append_printf (heard, "%s%s %s%s%s", i > 0 ? "," : "", galley_json_get_string (colleague, "user"),
                              galley_json_get_string (colleague, "article"), until != NULL ? " until " : "",
                              until != NULL ? until : "");
    }
  return g_string_free (g_steal_pointer (&heard), FALSE);
}

/* @user has @first and @second (both nullable) open on @device. */
static char *
tell (Fixture    *self,
      const char *user,
      const char *device,
      const char *first,
      const char *second)
{
  g_autofree char *one = first != NULL ? g_strconcat ("\"", first, "\"", NULL) : g_strdup ("");
  g_autofree char *other = second != NULL ? g_strconcat (",\"", second, "\"", NULL) : g_strdup ("");
  g_autofree char *body = g_strconcat ("{\"open\":[", one, other, "]}", NULL);

  return say (self, user, device, body);
}

/* @user takes @article along until @offset from now. */
static void
take_offline (Fixture    *self,
              const char *user,
              const char *article,
              gint64      offset)
{
  g_autofree char *time = galley_time_format (galley_clock_get_real_time (self->clock) + offset);
  g_autofree char *body =
    g_strdup_printf ("{\"open\":[],\"offline\":[{\"article\":\"%s\",\"until\":\"%s\"}]}", article, time);

  g_free (say (self, user, DESK, body));
}

static void
assert_hears (Fixture    *self,
              const char *user,
              const char *wanted)
{
  g_autofree char *heard = tell (self, user, DESK, NULL, NULL);

  g_assert_cmpstr (heard, ==, wanted);
}

static void
test_others (Fixture      *self,
             gconstpointer data)
{
  g_autofree char *id = fixture_add_article (self, "reporter", "稿");
  g_autofree char *heard = NULL;
  g_autofree char *wanted = g_strconcat ("reporter ", id, NULL);

  fixture_bring_to (self, id, GALLEY_STATUS_REVIEW_1);
  heard = tell (self, "reporter", DESK, id, NULL);
  g_assert_cmpstr (heard, ==, ""); /* never of himself */
  assert_hears (self, "editor", wanted);
  /* On two devices he is one person. */
  g_free (heard);
  heard = tell (self, "reporter", TRAIN, id, NULL);
  assert_hears (self, "editor", wanted);
  /* Closed on one of them, and then on the other. */
  g_free (heard);
  heard = tell (self, "reporter", DESK, NULL, NULL);
  assert_hears (self, "editor", wanted);
  g_free (heard);
  heard = tell (self, "reporter", TRAIN, NULL, NULL);
  assert_hears (self, "editor", "");
}

static void
test_forgotten (Fixture      *self,
                gconstpointer data)
{
  g_autofree char *id = fixture_add_article (self, "reporter", "稿");
  g_autofree char *wanted = g_strconcat ("reporter ", id, NULL);
  g_autofree char *heard = NULL;

  fixture_bring_to (self, id, GALLEY_STATUS_REVIEW_1);
  heard = tell (self, "reporter", DESK, id, NULL);
  galley_test_clock_advance (GALLEY_TEST_CLOCK (self->clock), GALLEY_PRESENCE_SECONDS * SECONDS - 1);
  assert_hears (self, "editor", wanted);
  galley_test_clock_advance (GALLEY_TEST_CLOCK (self->clock), 1);
  assert_hears (self, "editor", "");
}

/* A draft is its author's alone: nobody hears that he has it open, and nobody else can say that he has. */
static void
test_rights (Fixture      *self,
             gconstpointer data)
{
  g_autofree char *draft = fixture_add_article (self, "reporter", "草稿");
  g_autofree char *unknown = fixture_make_id (self);
  g_autofree char *heard = tell (self, "reporter", DESK, draft, unknown);

  assert_hears (self, "editor", "");
  assert_hears (self, "colleague", "");
  g_free (heard);
  heard = tell (self, "stranger", DESK, draft, unknown);
  assert_hears (self, "reporter", "");
}

/* It outlives what is open, and the server; it ends with its time, or when the article is brought back. */
static void
test_offline (Fixture      *self,
              gconstpointer data)
{
  g_autofree char *id = fixture_add_article (self, "reporter", "稿");
  gint64 now = galley_clock_get_real_time (self->clock);
  g_autofree char *time = galley_time_format (now + 3600 * SECONDS);
  g_autofree char *wanted = g_strconcat ("reporter ", id, " until ", time, NULL);

  fixture_bring_to (self, id, GALLEY_STATUS_REVIEW_1);
  take_offline (self, "reporter", id, 3600 * SECONDS);
  assert_hears (self, "editor", wanted);
  assert_hears (self, "reporter", "");
  galley_test_clock_advance (GALLEY_TEST_CLOCK (self->clock), 1800 * SECONDS);
  fixture_restart (self);
  assert_hears (self, "editor", wanted);
  galley_test_clock_advance (GALLEY_TEST_CLOCK (self->clock), 1800 * SECONDS);
  assert_hears (self, "editor", "");

  take_offline (self, "reporter", id, 3600 * SECONDS);
  take_offline (self, "reporter", id, 0);
  assert_hears (self, "editor", "");
}

/* Who took an article offline that he may not see has taken nothing, and of a draft nobody hears. */
static void
test_offline_rights (Fixture      *self,
                     gconstpointer data)
{
  g_autofree char *draft = fixture_add_article (self, "reporter", "草稿");

  take_offline (self, "reporter", draft, 3600 * SECONDS);
  take_offline (self, "stranger", draft, 3600 * SECONDS);
  assert_hears (self, "editor", "");
  assert_hears (self, "reporter", "");
}

/* It keeps nobody from writing. */
static void
test_never_locks (Fixture      *self,
                  gconstpointer data)
{
  g_autofree char *id = fixture_add_article (self, "reporter", "稿");
  g_autofree char *heard = NULL;
  g_autoptr (GalleyResponse) response = NULL;

  fixture_bring_to (self, id, GALLEY_STATUS_REVIEW_1);
  take_offline (self, "reporter", id, 3600 * SECONDS);
  heard = tell (self, "reporter", DESK, id, NULL);
  response = fixture_act (self, "editor", id, "sign");
  g_assert_cmpuint (response->status, ==, 200);
}

static void
test_refused (Fixture      *self,
              gconstpointer data)
{
  static const char target[] = GALLEY_API_PRESENCE "/" DESK;

  fixture_refuse (self, 401, GALLEY_PROBLEM_TOKEN, NULL, "PUT", target, NULL, "{\"open\":[]}");
  fixture_refuse (self, 400, GALLEY_PROBLEM_INVALID, "reporter", "PUT", GALLEY_API_PRESENCE "/desk", NULL, "{\"open\":[]}");
  fixture_refuse (self, 422, GALLEY_PROBLEM_INVALID, "reporter", "PUT", target, NULL, "{}");
  fixture_refuse (self, 422, GALLEY_PROBLEM_INVALID, "reporter", "PUT", target, NULL, "{\"open\":[1]}");
  fixture_refuse (self, 422, GALLEY_PROBLEM_INVALID, "reporter", "PUT", target, NULL, "{\"open\":[\"desk\"]}");
  fixture_refuse (self, 422, GALLEY_PROBLEM_INVALID, "reporter", "PUT", target, NULL, "{\"open\":[],\"offline\":1}");
  fixture_refuse (self, 422, GALLEY_PROBLEM_INVALID, "reporter", "PUT", target, NULL,
                  "{\"open\":[],\"offline\":[{\"article\":\"" DESK "\"}]}");
  fixture_refuse (self, 422, GALLEY_PROBLEM_INVALID, "reporter", "PUT", target, NULL,
                  "{\"open\":[],\"offline\":[{\"article\":\"" DESK "\",\"until\":\"2999-01-01T00:00:00.000Z\"}]}");
}

/* A client gone wild is asked to wait; a minute later all is well. */
static void
test_rate (Fixture      *self,
           gconstpointer data)
{
  static const char target[] = GALLEY_API_PRESENCE "/" DESK;
  g_autoptr (GalleyResponse) response = NULL;

  for (guint i = 0; i < GALLEY_PRESENCE_MAX_TELLINGS; i++)
    assert_hears (self, "reporter", "");
  response = fixture_expect (self, 429, "reporter", "PUT", target, NULL, "{\"open\":[]}");
  g_assert_cmpuint (response->retry_after, >, 0);
  g_assert_cmpuint (response->retry_after, <=, 61);
  assert_hears (self, "editor", "");
  galley_test_clock_advance (GALLEY_TEST_CLOCK (self->clock), 60 * SECONDS);
  assert_hears (self, "reporter", "");
}

/* However many devices somebody makes up, eight are known. */
static void
test_bounded (Fixture      *self,
              gconstpointer data)
{
  g_autofree char *first = fixture_add_article (self, "reporter", "一");
  g_autofree char *id = fixture_add_article (self, "reporter", "二");
  g_autofree char *wanted = g_strconcat ("reporter ", id, NULL);

  fixture_bring_to (self, first, GALLEY_STATUS_REVIEW_1);
  fixture_bring_to (self, id, GALLEY_STATUS_REVIEW_1);
  for (guint i = 0; i < 9; i++)
    {
      g_autofree char *device = fixture_make_id (self);
      g_autofree char *heard = tell (self, "reporter", device, i == 0 ? first : id, NULL);

      g_assert_cmpstr (heard, ==, "");
    }
  assert_hears (self, "editor", wanted);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/server/presence/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("others", test_others);
  ADD ("forgotten", test_forgotten);
  ADD ("rights", test_rights);
  ADD ("offline", test_offline);
  ADD ("offline-rights", test_offline_rights);
  ADD ("never-locks", test_never_locks);
  ADD ("refused", test_refused);
  ADD ("rate", test_rate);
  ADD ("bounded", test_bounded);
#undef ADD
  return g_test_run ();
}
