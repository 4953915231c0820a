/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Batches: each item by its own condition, the whole given once, and told when it is on the disk. */
#include "server-fixture.h"

#include "core/base/galley-json.h"
#include "core/wire/galley-protocol.h"
#include "server/galley-worker.h"

#include <errno.h>
#include <string.h>

/* The disk, as the linker hands it here (--wrap). */
int __real_fdatasync (int fd);
int __wrap_fdatasync (int fd);

static struct
{
  GMutex mutex;
  GCond changed;
  gboolean is_held;
  gboolean is_broken;
  guint n_waiting;
} disk;

int
__wrap_fdatasync (int fd)
{
  gboolean is_broken;

  g_mutex_lock (&disk.mutex);
  disk.n_waiting++;
  g_cond_broadcast (&disk.changed);
  while (disk.is_held)
    g_cond_wait (&disk.changed, &disk.mutex);
  disk.n_waiting--;
  is_broken = disk.is_broken;
  g_mutex_unlock (&disk.mutex);
  if (!is_broken)
    return __real_fdatasync (fd);
  errno = EIO;
  return -1;
}

static void
set_disk (gboolean is_held,
          gboolean is_broken)
{
  g_mutex_lock (&disk.mutex);
  disk.is_held = is_held;
  disk.is_broken = is_broken;
  g_cond_broadcast (&disk.changed);
  g_mutex_unlock (&disk.mutex);
}

static void
wait_for_disk_to_be_asked (void)
{
  g_mutex_lock (&disk.mutex);
  while (disk.n_waiting == 0)
    g_cond_wait (&disk.changed, &disk.mutex);
  g_mutex_unlock (&disk.mutex);
}

static char *
make_target (Fixture *self)
{
  g_autofree char *id = fixture_make_id (self);

  return g_strconcat (GALLEY_API_BATCHES "/", id, NULL);
}

static JsonObject *
get_result (JsonObject *answer,
            guint       index,
            guint       status)
{
  JsonObject *result = galley_json_array_get_object (galley_json_get_array (answer, "results"), index);

  g_assert_cmpint (galley_json_get_integer (result, "status"), ==, status);
  return result;
}

static void
test_items (Fixture      *self,
            gconstpointer data)
{
  g_autofree char *old = fixture_add_article (self, "reporter", "旧");
  g_autofree char *gone = fixture_add_article (self, "reporter", "去");
  g_autofree char *fresh = fixture_make_id (self);
  g_autofree char *target = make_target (self);
  g_autofree char *old_text = fixture_make_article (old, "新", "<p>新。</p>");
  g_autofree char *fresh_text = fixture_make_article (fresh, "首", "<p>首。</p>");
  g_autofree char *etag = g_strdup_printf ("\\\"%s-1\\\"", self->server->epoch);
  g_autofree char *body = g_strdup_printf (
    "{\"items\":["
    "{\"method\":\"PUT\",\"id\":\"%s\",\"if_match\":\"%s\",\"article\":%s},"
    "{\"method\":\"PUT\",\"id\":\"%s\",\"if_match\":\"%s\",\"article\":%s},"
    "{\"method\":\"PUT\",\"id\":\"%s\",\"if_none_match\":\"*\",\"article\":%s},"
    "{\"method\":\"DELETE\",\"id\":\"%s\",\"if_match\":\"%s\"},"
    "{\"method\":\"PUT\",\"id\":\"%s\",\"if_none_match\":\"*\",\"article\":{\"uri\":\"x\"}},"
    "{\"method\":\"POST\",\"id\":\"%s\"},{\"method\":\"PUT\"},7]}",
    old, etag, old_text, old, etag, fresh_text, fresh, fresh_text, gone, etag, fresh, fresh);
  g_autoptr (GalleyResponse) response = fixture_expect (self, 200, "reporter", "PUT", target, NULL, body);
  g_autoptr (JsonObject) answer = fixture_parse (response);
  JsonObject *result = get_result (answer, 0, 200);

  g_assert_cmpuint (strlen (galley_json_get_string (result, "content_hash")), ==, 64);
  /* What was taken comes back as its hash and its state, without the content. */
  g_assert_cmpstr (galley_json_get_string (galley_json_get_object (result, "state"), "etag"), ==,
                   galley_json_get_string (result, "etag"));
  g_assert_null (galley_json_get_object (result, "article"));
  /* The first item has changed it: the second is judged by what is there now. */
  result = get_result (answer, 1, 412);
  g_assert_cmpstr (galley_json_get_string (result, "etag"), ==,
                   galley_json_get_string (get_result (answer, 0, 200), "etag"));
  get_result (answer, 2, 201);
  result = get_result (answer, 3, 204);
  g_assert_nonnull (galley_json_get_string (result, "etag"));
  /* The condition comes first. */
  get_result (answer, 4, 412);
  result = get_result (answer, 5, 422);
  g_assert_cmpstr (galley_json_get_string (galley_json_get_object (result, "problem"), "type"), ==,
                   GALLEY_PROBLEM_INVALID);
  get_result (answer, 6, 422);
  get_result (answer, 7, 422);
  g_assert_cmpint (galley_server_get_sequence (self->server), ==, 5);
}

static void
test_given_once (Fixture      *self,
                 gconstpointer data)
{
  g_autofree char *id = fixture_make_id (self);
  g_autofree char *target = make_target (self);
  g_autofree char *article = fixture_make_article (id, "稿", "<p>稿。</p>");
  g_autofree char *body =
    g_strdup_printf ("{\"items\":[{\"method\":\"PUT\",\"id\":\"%s\",\"if_none_match\":\"*\",\"article\":%s}]}", id, article);
  g_autofree char *other = g_strconcat (body, " ", NULL);
  g_autoptr (GalleyResponse) first = fixture_expect (self, 200, "reporter", "PUT", target, NULL, body);
  g_autoptr (GalleyResponse) second = NULL;

  fixture_restart (self);
  second = fixture_expect (self, 200, "reporter", "PUT", target, NULL, body);
  g_assert_true (g_bytes_equal (first->body, second->body));
  g_assert_cmpint (galley_server_get_sequence (self->server), ==, 1);
  fixture_refuse (self, 409, GALLEY_PROBLEM_REUSED, "reporter", "PUT", target, NULL, other);
  /* Another's batch is not told. */
  fixture_refuse (self, 409, GALLEY_PROBLEM_REUSED, "editor", "PUT", target, NULL, body);
}

/* What made it arrives once more behind its deletion, in a batch of another name. */
static void
test_made_once (Fixture      *self,
                gconstpointer data)
{
  g_autofree char *id = fixture_add_article (self, "reporter", "稿");
  g_autofree char *article_target = fixture_make_target (id);
  g_autofree char *article = fixture_make_article (id, "稿", "<p>稿。</p>");
  g_autofree char *target = make_target (self);
  g_autofree char *again = make_target (self);
  g_autofree char *body = g_strdup_printf ("{\"items\":[{\"method\":\"PUT\",\"id\":\"%s\",\"if_none_match\":\"*\","
                                           "\"article\":%s}]}", id, article);
  g_autoptr (GalleyResponse) gone = fixture_expect (self, 204, "reporter", "DELETE", article_target, "*", NULL);
  g_autoptr (GalleyResponse) late = fixture_expect (self, 200, "reporter", "PUT", target, NULL, body);
  g_autoptr (JsonObject) told = fixture_parse (late);
  g_autofree char *etag = g_strescape (gone->etag, NULL);
  g_autofree char *wanted = g_strdup_printf ("{\"items\":[{\"method\":\"PUT\",\"id\":\"%s\",\"if_match\":\"%s\","
                                             "\"article\":%s}]}", id, etag, article);
  g_autoptr (GalleyResponse) back = NULL;
  g_autoptr (JsonObject) answer = NULL;

  g_assert_cmpstr (galley_json_get_string (get_result (told, 0, 412), "etag"), ==, gone->etag);
  g_assert_null (galley_json_get_object (get_result (told, 0, 412), "article"));
  galley_response_free (fixture_expect (self, 410, "reporter", "GET", article_target, NULL, NULL));
  back = fixture_expect (self, 200, "reporter", "PUT", again, NULL, wanted);
  answer = fixture_parse (back);
  get_result (answer, 0, 201);
}

static void
test_bounds (Fixture      *self,
             gconstpointer data)
{
  g_autofree char *target = make_target (self);
  g_autofree char *large = g_strnfill (GALLEY_BATCH_MAX_BYTES + 1, ' ');
  g_autoptr (GString) many = g_string_new ("{\"items\":[7");

  for (guint i = 0; i < GALLEY_BATCH_MAX_ITEMS; i++)
    g_string_append (many, ",7");
  g_string_append (many, "]}");
  fixture_refuse (self, 413, GALLEY_PROBLEM_TOO_LARGE, "reporter", "PUT", target, NULL, many->str);
  fixture_refuse (self, 413, GALLEY_PROBLEM_TOO_LARGE, "reporter", "PUT", target, NULL, large);
  fixture_refuse (self, 422, GALLEY_PROBLEM_INVALID, "reporter", "PUT", target, NULL, "{\"items\":[]}");
  fixture_refuse (self, 400, GALLEY_PROBLEM_INVALID, "reporter", "PUT", GALLEY_API_BATCHES "/x", NULL, "{}");
}

/* What is in the way is answered whole; a batch of many such does not grow without bound. */
static void
test_large_answer (Fixture      *self,
                   gconstpointer data)
{
  g_autofree char *id = fixture_make_id (self);
  g_autofree char *article_target = fixture_make_target (id);
  g_autofree char *target = make_target (self);
  g_autofree char *text = g_strnfill (3 * 1024 * 1024, 'x');
  g_autofree char *body = g_strconcat ("<p>", text, "</p>", NULL);
  g_autofree char *large = fixture_make_article (id, "长", body);
  g_autofree char *small = fixture_make_article (id, "短", "<p></p>");
  g_autoptr (GString) items = g_string_new ("{\"items\":[");
  g_autoptr (GalleyResponse) response = NULL;
  g_autoptr (JsonObject) answer = NULL;

  galley_response_free (fixture_expect (self, 201, "reporter", "PUT", article_target, FIXTURE_NOTHING, large));
  for (guint i = 0; i < 20; i++)
    g_string_append_printf (items, "%s{\"method\":\"PUT\",\"id\":\"%s\",\"if_none_match\":\"*\",\"article\":%s}",
                            i > 0 ? "," : "", id, small);
  g_string_append (items, "]}");
  response = fixture_expect (self, 200, "reporter", "PUT", target, NULL, items->str);
  answer = fixture_parse (response);
  get_result (answer, 0, 412);
  get_result (answer, 19, 429);
}

/* A worker on the fixture's folder, and what it has answered. */
typedef struct
{
  GalleyWorker *worker;
  GPtrArray *requests;
  GPtrArray *responses;
} Asked;

static void
asked_set_up (Asked   *self,
              Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&fixture->server, galley_server_close);
  self->worker = galley_worker_new (fixture->folder, NULL, fixture->clock, fixture->random, &error);
  g_assert_no_error (error);
  self->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_request_free);
  self->responses = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_response_free);
}

static void
asked_tear_down (Asked *self)
{
  galley_worker_free (self->worker);
  g_ptr_array_unref (self->requests);
  g_ptr_array_unref (self->responses);
}

static void
answered_cb (GalleyResponse *response,
             gint64          sequence,
             gpointer        data)
{
  Asked *self = data;

  g_ptr_array_add (self->responses, response);
}

/* Takes @request. */
static void
ask (Asked         *self,
     GalleyRequest *request)
{
  g_ptr_array_add (self->requests, request);
  galley_worker_handle (self->worker, request, answered_cb, self);
}

static guint
wait_for_status (Asked *self,
                 guint  index)
{
  while (self->responses->len <= index)
    g_main_context_iteration (NULL, TRUE);
  return ((GalleyResponse *) self->responses->pdata[index])->status;
}

static GalleyRequest *
make_batch (Fixture    *self,
            const char *id)
{
  g_autofree char *target = make_target (self);
  g_autofree char *article = fixture_make_article (id, "稿", "<p>稿。</p>");
  g_autofree char *body =
    g_strdup_printf ("{\"items\":[{\"method\":\"PUT\",\"id\":\"%s\",\"if_none_match\":\"*\",\"article\":%s}]}", id, article);

  return fixture_ask (self, "reporter", "PUT", target, NULL, body);
}

/* Nor is it told to who asks for the article meanwhile. */
static void
test_told_when_on_disk (Fixture      *self,
                        gconstpointer data)
{
  g_autofree char *id = fixture_make_id (self);
  g_autofree char *target = fixture_make_target (id);
  Asked asked;

  if (fixture_skips_without_file ())
    return;
  asked_set_up (&asked, self);
  set_disk (TRUE, FALSE);
  ask (&asked, make_batch (self, id));
  wait_for_disk_to_be_asked ();
  ask (&asked, fixture_ask (self, "reporter", "GET", target, NULL, NULL));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpuint (asked.responses->len, ==, 0);

  set_disk (FALSE, FALSE);
  g_assert_cmpuint (wait_for_status (&asked, 0), ==, 200);
  g_assert_nonnull (strstr (fixture_get_text (asked.responses->pdata[0]), "\"status\":201"));
  g_assert_cmpuint (wait_for_status (&asked, 1), ==, 200);
  g_assert_nonnull (strstr (fixture_get_text (asked.responses->pdata[1]), "稿。"));
  asked_tear_down (&asked);
}

/* A disk that once did not take something may have lost it: from then on nothing is promised. */
static void
test_broken_disk (Fixture      *self,
                  gconstpointer data)
{
  g_autofree char *first = fixture_make_id (self);
  g_autofree char *second = fixture_make_id (self);
  g_autofree char *target = fixture_make_target (first);
  Asked asked;

  if (fixture_skips_without_file ())
    return;
  asked_set_up (&asked, self);
  set_disk (FALSE, TRUE);
  ask (&asked, make_batch (self, first));
  g_assert_cmpuint (wait_for_status (&asked, 0), ==, 500);
  set_disk (FALSE, FALSE);
  ask (&asked, make_batch (self, second));
  g_assert_cmpuint (wait_for_status (&asked, 1), ==, 500);
  ask (&asked, fixture_ask (self, "reporter", "GET", target, NULL, NULL));
  g_assert_cmpuint (wait_for_status (&asked, 2), ==, 500);
  asked_tear_down (&asked);
}

#define add(path, function) g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/server/batches/items", test_items);
  add ("/server/batches/given-once", test_given_once);
  add ("/server/batches/made-once", test_made_once);
  add ("/server/batches/bounds", test_bounds);
  add ("/server/batches/large-answer", test_large_answer);
  add ("/server/batches/told-when-on-disk", test_told_when_on_disk);
  add ("/server/batches/broken-disk", test_broken_disk);
  return g_test_run ();
}
