/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentences of what happened to an article, and of who has it in hand. */
#include "app/history/galley-story-words.h"
#include "app/words/galley-parked-words.h"
#include "app/words/galley-presence-words.h"
#include "core/base/galley-error.h"
#include "core/sync/galley-cycle.h"

#define NOON G_GINT64_CONSTANT (1795507200000000)

static void
set (char      **member,
     const char *text)
{
  g_free (*member);
  *member = g_strdup (text);
}

static void
assert_event (const GalleyEvent *event,
              const char        *expected)
{
  g_autofree char *words = galley_story_words_for_event (event);

  g_assert_cmpstr (words, ==, expected);
}

static void
assert_stand (const GalleyStory *story,
              const char        *expected)
{
  g_autofree char *words = galley_story_words_for_stand (story);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_events (void)
{
  g_autoptr (GalleyStory) story = galley_story_new ("0193a000-0000-7000-8000-000000000001");
  GalleyEvent *event = galley_story_add (story, GALLEY_EVENT_SERVED, NOON, "陈静", "return");
  g_autofree char *circumstances = NULL;
  g_autofree char *code = NULL;

  assert_event (event, "Returned");
  event->revision = 7;
  set (&event->comment, "请核对人数");
  circumstances = galley_story_words_for_circumstances (event, NOON);
  g_assert_true (g_str_has_suffix (circumstances, " · 陈静 · revision 7 · “请核对人数”"));

  event = galley_story_add (story, GALLEY_EVENT_WAITING, NOON, NULL, "put");
  assert_event (event, "Waits to be uploaded");
  event->attempts = 3;
  assert_event (event, "Waits to be uploaded, tried 3 times");
  event = galley_story_add (story, GALLEY_EVENT_ORDERED, NOON, NULL, "withdraw");
  assert_event (event, "Waits to be withdrawn: the page is still public");
  event = galley_story_add (story, GALLEY_EVENT_PARKED, NOON, NULL, "put");
  set (&event->comment, "conflict");
  assert_event (event, "Not uploaded: a conflict waits for you");
  code = galley_story_words_for_circumstances (event, NOON);
  g_assert_null (g_strstr_len (code, -1, "conflict"));
  set (&event->comment, "The article has no headline");
  assert_event (event, "Not taken by the server");
  g_clear_pointer (&code, g_free);
  set (&event->comment, GALLEY_PARKED_TRASHED);
  assert_event (event, "Not carried out: the article was put into the trash");
  code = galley_story_words_for_circumstances (event, NOON);
  g_assert_null (strstr (code, GALLEY_PARKED_TRASHED));
  set (&event->comment, "在审 (403 forbidden)");
  assert_event (event, "Not taken by the server: You may not change it now: it is under review, released, or another "
                       "person’s");
  g_clear_pointer (&code, g_free);
  code = galley_story_words_for_circumstances (event, NOON);
  g_assert_true (g_str_has_suffix (code, " · “在审”"));
  /* A server of a later day may know acts that this Galley does not. */
  event = galley_story_add (story, GALLEY_EVENT_SERVED, NOON, "陈静", "archive");
  assert_event (event, "archive");
}

static void
assert_parked (const char      *reason,
               GalleyOutboxKind kind,
               GalleyAction     action,
               const char      *expected)
{
  g_autofree char *words = galley_words_for_parked (reason, kind, action);

  g_assert_cmpstr (words, ==, expected);
}

/* What the server said is said here by its kind, whatever language it spoke; where that says too little, it is the
 * server's sentence. */
static void
test_parked (void)
{
  assert_parked ("这一步不归您做 (403 forbidden)", GALLEY_OUTBOX_ACTION, GALLEY_ACTION_WITHDRAW,
                 "Not carried out: You do not have the right to withdraw. Somebody who has it must do so now");
  assert_parked ("这一步不归您做 (403)", GALLEY_OUTBOX_ACTION, GALLEY_ACTION_PUBLISH,
                 "Not carried out: You do not have the right to publish. Ask somebody who has it");
  assert_parked ("不归您 (403 forbidden)", GALLEY_OUTBOX_ACTION, GALLEY_ACTION_NONE,
                 "Not carried out: It is not yours to hand over");
  assert_parked ("没有主标题 (409 incomplete)", GALLEY_OUTBOX_ACTION, GALLEY_ACTION_PUBLISH, "Not carried out: 没有主标题");
  assert_parked ("Too odd. (422)", GALLEY_OUTBOX_PUT, GALLEY_ACTION_NONE,
                 "The server did not take this article: Too odd. It is safe here");
  assert_parked ("x (413)", GALLEY_OUTBOX_PUT, GALLEY_ACTION_NONE,
                 "The server did not take this article: It is larger than the server takes. It is safe here");
  assert_parked (GALLEY_PARKED_ABSENT, GALLEY_OUTBOX_ACTION, GALLEY_ACTION_PUBLISH,
                 "Not carried out: the article is no longer on this computer");
}

static void
test_stand (void)
{
  g_autoptr (GalleyStory) story = galley_story_new ("0193a000-0000-7000-8000-000000000001");
  g_autofree char *words = NULL;

  assert_stand (story, "It is on this computer only.");
  story->revision = 7;
  assert_stand (story, "This computer and the server have the same: revision 7.");
  story->is_dirty = TRUE;
  assert_stand (story, "The server has revision 7; what was done here since waits to be uploaded.");
  story->n_conflicts = 1;
  assert_stand (story, "Others changed the same words. Both sides are kept; nothing is uploaded until you have chosen.");
  story->trouble = GALLEY_ERROR_OFFLINE;
  words = galley_story_words_for_stand (story);
  g_assert_nonnull (g_strstr_len (words, -1, "The server’s own record could not be fetched: "));
  g_clear_pointer (&words, g_free);
  story->is_told = TRUE;
  words = galley_story_words_for_stand (story);
  g_assert_null (g_strstr_len (words, -1, "could not be fetched"));
}

/* A day is told where it is another one. */
static void
test_until (void)
{
  g_autoptr (GDateTime) noon = g_date_time_new_from_unix_local (NOON / G_USEC_PER_SEC);
  g_autofree char *today = g_date_time_format (noon, "%H:%M");
  g_autofree char *later = galley_words_for_until (NOON, NOON - G_TIME_SPAN_MINUTE);
  g_autofree char *another_day = galley_words_for_until (NOON + 2 * G_TIME_SPAN_DAY, NOON);

  g_assert_cmpstr (later, ==, today);
  g_assert_true (g_str_has_suffix (another_day, today));
  g_assert_cmpstr (another_day, !=, today);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/story-words/events", test_events);
  g_test_add_func ("/app/story-words/parked", test_parked);
  g_test_add_func ("/app/story-words/stand", test_stand);
  g_test_add_func ("/app/story-words/until", test_until);
  return g_test_run ();
}
