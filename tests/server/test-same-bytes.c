/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demo newsroom's articles and made-up ones: what the preview shows, with the context that the server stored, is what
 * lies in the public folder and what a reader gets over HTTP, byte for byte. GALLEY_ROUNDS: how many are made up. */
#include "server-fixture.h"

#include "../core/model/model-support.h"
#include "core/base/galley-file.h"
#include "core/portal/galley-article-page.h"
#include "core/portal/galley-page.h"
#include "core/wire/galley-wire.h"
#include "server/galley-demo.h"
#include "server/galley-http.h"
#include "server/galley-http-patience.h"
#include "server/galley-server-articles.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>
#include <unistd.h>

#define ROUNDS 50
#define N_PARTS 12
#define FIRST (G_GINT64_CONSTANT (1780000000) * G_USEC_PER_SEC)
#define MAX_BYTES (16 * 1024 * 1024)

typedef struct
{
  char *path;
  GBytes *expected;
} Page;

static void
page_free (gpointer data)
{
  Page *page = data;

  g_free (page->path);
  g_bytes_unref (page->expected);
  g_free (page);
}

static char *
name_demo (const char *name)
{
  return g_build_filename (g_getenv ("GALLEY_SOURCE_DIR"), "data", "demo", name, NULL);
}

/* Any published one of the demo's. */
static GPtrArray *
read_patterns (void)
{
  g_autofree char *folder = name_demo ("articles");
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *patterns = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_revision_unref);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;
      g_autoptr (GalleyRevision) revision = NULL;

      g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
      g_strchomp (text);
      revision = galley_wire_read (text, strlen (text), NULL);
      g_assert_nonnull (revision);
      if (galley_state_is_public (galley_revision_get_state (revision)))
        g_ptr_array_add (patterns, g_steal_pointer (&revision));
    }
  return patterns;
}

/* Blocks of every kind but those that need a file. */
static GPtrArray *
make_blocks (GalleyRandom *random)
{
  GPtrArray *blocks = model_support_body (random, N_PARTS);

  for (guint i = 0; i < blocks->len; i++)
    {
      GalleyBlockKind kind = galley_block_get_kind (blocks->pdata[i]);

      if (kind != GALLEY_BLOCK_FIGURE && kind != GALLEY_BLOCK_ATTACHMENT && kind != GALLEY_BLOCK_VIDEO)
        continue;
      galley_block_unref (blocks->pdata[i]);
      blocks->pdata[i] = galley_block_new (GALLEY_BLOCK_PARAGRAPH, "代替", NULL, 0);
    }
  return blocks;
}

/* An article with some of @pattern's fields. */
static void
make_article (GalleyRandom   *random,
              GalleyRevision *pattern,
              guint           number,
              const char     *folder)
{
  GalleyContent content = galley_revision_get_content (pattern);
  g_autoptr (GalleyState) state = galley_state_copy (galley_revision_get_state (pattern));
  g_autoptr (GPtrArray) blocks = make_blocks (random);
  g_autoptr (GalleyRevision) revision = NULL;
  g_autofree char *id = g_strdup_printf ("01a1c000-0000-7000-8000-%012u", number);
  g_autofree char *name = g_strdup_printf ("%s/made-%u.json", folder, number);
  g_autofree char *text = NULL;

  content.blocks = blocks;
  for (guint field = 0; field < GALLEY_N_FIELDS; field++)
    if (field != GALLEY_FIELD_HEADLINE && galley_random_below (random, 4) == 0)
      content.fields[field] = NULL;
  content.fields[GALLEY_FIELD_LEAD_PICTURE] = content.fields[GALLEY_FIELD_FOCUS_PICTURE] = NULL;
  galley_state_set_text (&state->published_path, "");
  g_ptr_array_set_size (state->signatures, 0);
  state->published_at = FIRST + number * G_TIME_SPAN_HOUR;
  revision = galley_revision_new (id, &content, state);
  text = galley_wire_write (revision);
  g_assert_true (g_file_set_contents (name, text, -1, NULL));
}

static void
link_demo (const char *folder,
           const char *name)
{
  g_autofree char *target = name_demo (name);
  g_autofree char *link = g_build_filename (folder, name, NULL);

  g_assert_cmpint (symlink (target, link), ==, 0);
}

/* Each of its files: a folder that is linked would be emptied with the rest. */
static void
link_demo_folder (const char *folder,
                  const char *name)
{
  g_autofree char *source = name_demo (name);
  g_autofree char *target = g_build_filename (folder, name, NULL);
  g_autoptr (GDir) dir = g_dir_open (source, 0, NULL);
  const char *file;

  g_assert_nonnull (dir);
  g_assert_cmpint (g_mkdir (target, 0700), ==, 0);
  while ((file = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (name, file, NULL);

      link_demo (folder, path);
    }
}

static char *
make_newsroom (guint rounds)
{
  g_autoptr (GalleyRandom) random = model_support_random ();
  g_autoptr (GPtrArray) patterns = read_patterns ();
  char *folder = g_dir_make_tmp ("galley-newsroom-XXXXXX", NULL);
  g_autofree char *articles = g_build_filename (folder, "articles", NULL);

  link_demo (folder, "newsroom.json");
  link_demo (folder, "tags.json");
  link_demo_folder (folder, "media");
  link_demo_folder (folder, "articles");
  for (guint i = 0; i < rounds; i++)
    make_article (random, patterns->pdata[i % patterns->len], i, articles);
  return folder;
}

/* One page of an article, of several. */
static Page *
check_page (Fixture        *self,
            GalleyRevision *revision,
            guint           number)
{
  const GalleyState *state = galley_revision_get_state (revision);
  g_autofree char *file = NULL;
  g_autoptr (GBytes) written = NULL;
  g_autoptr (GError) error = NULL;
  Page *page = g_new0 (Page, 1);

  page->path = galley_article_page_dup_path (state->published_path, number);
  page->expected = galley_page_render_article_page (revision, self->server->layout, state->context, number, &error);
  g_assert_no_error (error);
  file = g_build_filename (self->server->public_folder, page->path, NULL);
  written = galley_file_read (file, MAX_BYTES, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (written, page->expected));
  return page;
}

/* What the preview makes of each article with what the server answered, held against the public folder. */
static GPtrArray *
check_files (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ids = galley_server_articles_list_ids (self->server->database, &error);
  GPtrArray *pages = g_ptr_array_new_with_free_func (page_free);
  guint n_further = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (GalleyRevision) revision = fixture_load (self, ids->pdata[i]);
      const GalleyState *state = galley_revision_get_state (revision);
      guint n_pages =
        galley_article_page_get (galley_revision_get_blocks (revision), self->server->layout, 1).count;

      if (!galley_state_is_public (state))
        continue;
      for (guint number = 1; number <= n_pages; number++)
        g_ptr_array_add (pages, check_page (self, revision, number));
      n_further += n_pages - 1;
    }
  g_assert_cmpuint (n_further, >, 0);
  return pages;
}

typedef struct
{
  GPtrArray *pages;
  const char *address;
  GMainLoop *loop;
} Reading;

/* A reader, on a thread of his own. */
static gpointer
read_cb (gpointer data)
{
  Reading *self = data;
  g_autoptr (SoupSession) session = soup_session_new ();

  for (guint i = 0; i < self->pages->len; i++)
    {
      const Page *page = self->pages->pdata[i];
      g_autofree char *uri = g_strconcat (self->address, page->path, NULL);
      g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) got = soup_session_send_and_read (session, message, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (soup_message_get_status (message), ==, 200);
      g_assert_true (g_bytes_equal (got, page->expected));
    }
  g_main_loop_quit (self->loop);
  return NULL;
}

static void
check_http (Fixture   *self,
            GPtrArray *pages)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;
  GalleyWorker *worker;
  GalleyHttp *http;
  GThread *thread;
  Reading reading = { pages, NULL, loop };

  g_clear_pointer (&self->server, galley_server_close);
  worker = galley_worker_new (self->folder, NULL, self->clock, self->random, &error);
  g_assert_no_error (error);
  http = galley_http_new (worker, self->clock, GALLEY_HTTP_SECONDS, GALLEY_HTTP_CONNECTIONS);
  galley_http_listen (http, "127.0.0.1", 0, &error);
  g_assert_no_error (error);
  reading.address = address = galley_http_dup_address (http);
  thread = g_thread_new ("reader", read_cb, &reading);
  g_main_loop_run (loop);
  g_thread_join (thread);
  galley_http_free (http);
  galley_worker_free (worker);
}

static void
test_same_bytes (Fixture      *self,
                 gconstpointer data)
{
  const char *asked = g_getenv ("GALLEY_ROUNDS");
  guint rounds = asked != NULL ? (guint) g_ascii_strtoull (asked, NULL, 10) : ROUNDS;
  g_autofree char *newsroom = make_newsroom (rounds);
  g_autoptr (GPtrArray) pages = NULL;
  g_autoptr (GError) error = NULL;

  galley_demo_fill (self->server, newsroom, &error);
  g_assert_no_error (error);
  g_assert_false (self->server->has_left_jobs);
  pages = check_files (self);
  g_assert_cmpuint (pages->len, >=, rounds + 1);
  check_http (self, pages);
  g_test_message ("%u pages", pages->len);
  fixture_remove_tree (newsroom);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/server/same-bytes/everywhere", Fixture, NULL, fixture_set_up, test_same_bytes, fixture_tear_down);
  return g_test_run ();
}
