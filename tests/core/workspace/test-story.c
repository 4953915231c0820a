/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happened to an article: what the store tells, in which order, and what of it a diagnosis gives away. */
#include "workspace-fixture.h"

#include "core/base/galley-error.h"
#include "core/base/galley-json.h"

#include <string.h>

#define HASH "d1ec5a0e6d6a2bd7ff54b0a3cf48c1f8ad9b4b8e4f7a2cb6b9c8d7e6f5a4b3c2"

static void
explained_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  Fixture *fixture = data;

  fixture->result = galley_workspace_explain_finish (GALLEY_WORKSPACE (source), result, &fixture->error);
  fixture->is_done = TRUE;
}

/* (transfer full); NULL with fixture->error */
static GalleyStory *
explain (Fixture    *fixture,
         const char *id)
{
  fixture->is_done = FALSE;
  galley_workspace_explain_async (fixture->workspace, id, TRUE, NULL, explained_cb, fixture);
  wait_until (is_done, fixture);
  return fixture->result;
}

static const GalleyEvent *
get_event (const GalleyStory *story,
           guint              index)
{
  g_assert_cmpuint (index, <, story->events->len);
  return g_ptr_array_index (story->events, index);
}

/* One that no server has seen: its last save, what waits, and its version, the last first. */
static void
test_here (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GalleyManuscript) manuscript = galley_workspace_new_article (fixture->workspace, NULL);
  g_autoptr (GalleyStory) story = NULL;

  type (manuscript, "一");
  flush (fixture);
  galley_test_clock_advance (GALLEY_TEST_CLOCK (fixture->clock), 2 * G_TIME_SPAN_MINUTE);
  type (manuscript, "二");
  flush (fixture);
  galley_test_clock_advance (GALLEY_TEST_CLOCK (fixture->clock), G_TIME_SPAN_MINUTE);
  story = explain (fixture, galley_article_get_id (galley_manuscript_get_article (manuscript)));
  g_assert_no_error (fixture->error);
  g_assert_cmpint (story->status, ==, GALLEY_STATUS_DRAFT);
  g_assert_cmpint (story->revision, ==, 0);
  g_assert_true (story->is_dirty);
  g_assert_false (story->is_trashed);
  g_assert_false (story->is_told);
  g_assert_cmpint (story->trouble, ==, -1);
  g_assert_cmpuint (story->events->len, ==, 3);
  for (guint i = 1; i < story->events->len; i++)
    g_assert_cmpint (get_event (story, i - 1)->time, >=, get_event (story, i)->time);
  g_assert_cmpint (get_event (story, 0)->kind, ==, GALLEY_EVENT_SAVED);
  g_assert_cmpint (get_event (story, 1)->kind, ==, GALLEY_EVENT_KEPT);
  g_assert_cmpstr (get_event (story, 1)->what, ==, GALLEY_VERSION_MINUTE);
  g_assert_cmpint (get_event (story, 2)->kind, ==, GALLEY_EVENT_WAITING);
  g_assert_cmpstr (get_event (story, 2)->what, ==, "put");
}

static void
test_not_here (Fixture      *fixture,
               gconstpointer data)
{
  g_assert_null (explain (fixture, ID_1));
  g_assert_error (fixture->error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND);
  g_clear_error (&fixture->error);
}

/* What the server said stays where it was not asked again, or did not answer; what it says anew stands for all of it. */
static void
test_keep_served (void)
{
  g_autoptr (GalleyStory) earlier = galley_story_new (ID_1), here = galley_story_new (ID_1);
  g_autoptr (GalleyStory) cut = galley_story_new (ID_1), anew = galley_story_new (ID_1);
  GalleyEvent *event = galley_story_add (earlier, GALLEY_EVENT_SERVED, NOON, "陈静", "submit");

  event->revision = 7;
  galley_story_add (earlier, GALLEY_EVENT_WAITING, NOON, NULL, "put");
  earlier->is_told = TRUE;
  galley_story_add (here, GALLEY_EVENT_SAVED, NOON + 1, NULL, NULL);

  galley_story_keep_served (here, earlier);
  g_assert_cmpuint (here->events->len, ==, 2);
  g_assert_cmpint (get_event (here, 0)->kind, ==, GALLEY_EVENT_SAVED);
  g_assert_cmpint (get_event (here, 1)->kind, ==, GALLEY_EVENT_SERVED);
  g_assert_cmpint (get_event (here, 1)->revision, ==, 7);
  g_assert_true (here->is_told);

  cut->trouble = GALLEY_ERROR_OFFLINE;
  galley_story_keep_served (cut, here);
  g_assert_cmpuint (cut->events->len, ==, 1);
  g_assert_false (cut->is_told);
  g_assert_cmpint (cut->trouble, ==, GALLEY_ERROR_OFFLINE);

  anew->is_told = TRUE;
  galley_story_keep_served (anew, here);
  g_assert_cmpuint (anew->events->len, ==, 0);
}

static void
test_revision (void)
{
  g_assert_cmpint (galley_story_read_revision ("\"0123456789abcdef-42\""), ==, 42);
  g_assert_cmpint (galley_story_read_revision (""), ==, 0);
  g_assert_cmpint (galley_story_read_revision ("\"other\""), ==, 0);
}

static void
set (char      **member,
     const char *text)
{
  g_free (*member);
  *member = g_strdup (text);
}

/* Words are planted wherever somebody's could stand: none gets out, and what a search for a fault needs does. */
static void
test_diagnosis (void)
{
  static const char *const planted[] = { "钱塘江", "陈静", "secret", "预算.xlsx", "/srv/", "Bearer", "gly_", "王磊" };
  g_autoptr (GalleyStory) story = galley_story_new (ID_1);
  g_autoptr (JsonObject) object = NULL;
  g_autofree char *text = NULL;
  GalleyEvent *event;
  JsonArray *events;

  event = galley_story_add (story, GALLEY_EVENT_SERVED, NOON, "陈静", "return");
  set (&event->comment, "钱塘江那段请核对 secret");
  set (&event->hash, HASH);
  event->revision = 7;
  event = galley_story_add (story, GALLEY_EVENT_PARKED, NOON, "王磊", "publish");
  set (&event->comment, "File /srv/陈静/预算.xlsx is missing; Authorization: Bearer gly_secret");
  set (&event->hash, "Bearer gly_secret");
  event->attempts = 3;
  event = galley_story_add (story, GALLEY_EVENT_SERVED, NOON, "陈静", "secret");
  event = galley_story_add (story, GALLEY_EVENT_PARKED, NOON, NULL, "put");
  set (&event->comment, "conflict");

  text = galley_story_write_diagnosis (story, NOON);
  for (guint i = 0; i < G_N_ELEMENTS (planted); i++)
    g_assert_null (strstr (text, planted[i]));
  object = galley_json_parse_object (text, strlen (text), 100000, NULL);
  g_assert_cmpstr (galley_json_get_string (object, "article"), ==, ID_1);
  events = galley_json_get_array (object, "events");
  g_assert_cmpuint (json_array_get_length (events), ==, 4);
  g_assert_cmpstr (galley_json_get_string (json_array_get_object_element (events, 0), "who"), ==, "person 1");
  g_assert_cmpstr (galley_json_get_string (json_array_get_object_element (events, 0), "what"), ==, "return");
  g_assert_cmpstr (galley_json_get_string (json_array_get_object_element (events, 0), "hash"), ==, HASH);
  g_assert_cmpint (galley_json_get_integer (json_array_get_object_element (events, 0), "revision"), ==, 7);
  g_assert_cmpstr (galley_json_get_string (json_array_get_object_element (events, 0), "comment"), ==,
                   "15 characters, removed");
  g_assert_cmpstr (galley_json_get_string (json_array_get_object_element (events, 1), "who"), ==, "person 2");
  g_assert_cmpint (galley_json_get_integer (json_array_get_object_element (events, 1), "attempts"), ==, 3);
  g_assert_false (json_object_has_member (json_array_get_object_element (events, 1), "hash"));
  g_assert_cmpstr (galley_json_get_string (json_array_get_object_element (events, 2), "who"), ==, "person 1");
  g_assert_cmpstr (galley_json_get_string (json_array_get_object_element (events, 3), "comment"), ==, "conflict");
}

/* The same of a real article with words of its own. */
static void
test_diagnosis_of_article (Fixture      *fixture,
                           gconstpointer data)
{
  g_autoptr (GalleyManuscript) manuscript = galley_workspace_new_article (fixture->workspace, NULL);
  g_autoptr (GalleyStory) story = NULL;
  g_autofree char *text = NULL;

  galley_article_set_field (galley_manuscript_get_article (manuscript), GALLEY_FIELD_HEADLINE, "钱塘江的标题");
  type (manuscript, "钱塘江的正文");
  flush (fixture);
  story = explain (fixture, galley_article_get_id (galley_manuscript_get_article (manuscript)));
  text = galley_story_write_diagnosis (story, NOON);
  g_assert_null (strstr (text, "钱塘江"));
  g_assert_null (strstr (text, "标题"));
  g_assert_null (strstr (text, fixture->folder));
  g_assert_nonnull (strstr (text, "\"kind\":\"waiting\""));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/workspace/story/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("here", test_here);
  ADD ("not-here", test_not_here);
  ADD ("diagnosis-of-article", test_diagnosis_of_article);
#undef ADD
  g_test_add_func ("/workspace/story/revision", test_revision);
  g_test_add_func ("/workspace/story/keep-served", test_keep_served);
  g_test_add_func ("/workspace/story/diagnosis", test_diagnosis);
  return g_test_run ();
}
