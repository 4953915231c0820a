/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The purge hook with real programs: what it is told, and that it is told again until it has done it. Each of them hands
 * what it has read to a FIFO, where the test waits for it. */
#include "server-fixture.h"

#include "core/wire/galley-wire.h"
#include "server/galley-public-folder.h"
#include "server/galley-purge.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>

#define PATIENCE (60 * G_USEC_PER_SEC)
#define PAUSE 1000 /* microseconds */

/* Behind "first", which the first run makes, everything goes well. */
#define TELL "cat >\"$data/fifo\"\n"
#define FIRST "if [ ! -e \"$data/first\" ]; then echo $$ >\"$data/first\"; "

static void
set_hook (const char *folder,
          const char *text)
{
  g_autofree char *hooks = g_build_filename (folder, "hooks", NULL);
  g_autofree char *hook = g_build_filename (hooks, "purge", NULL);
  g_autofree char *fifo = g_build_filename (folder, "fifo", NULL);
  g_autofree char *script = g_strconcat ("#!/bin/sh\ndata=${0%/hooks/purge}\n", text, NULL);

  g_assert_cmpint (g_mkdir (hooks, 0700), ==, 0);
  g_assert_true (g_file_set_contents (hook, script, -1, NULL));
  g_assert_cmpint (g_chmod (hook, 0700), ==, 0);
  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
}

/* What the hook was told, when it is done. */
static char *
wait_for_hook (const char *folder)
{
  g_autofree char *fifo = g_build_filename (folder, "fifo", NULL);
  char *told;

  g_assert_true (g_file_get_contents (fifo, &told, NULL, NULL));
  return told;
}

static void
note (const char *folder,
      const char *path)
{
  g_autofree char *journals = g_build_filename (folder, "purge", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyPurgeJournal) journal = galley_purge_journal_new (journals, &error);

  g_assert_no_error (error);
  g_assert_true (galley_purge_journal_note (journal, path, &error));
  g_assert_no_error (error);
}

static gboolean
has_journals (const char *folder)
{
  g_autofree char *journals = g_build_filename (folder, "purge", NULL);
  g_autoptr (GPtrArray) files = galley_purge_journal_list (journals);

  return files->len > 0;
}

static gboolean
names (const char *told,
       const char *path)
{
  g_auto (GStrv) lines = g_strsplit (told, "\n", -1);

  return g_strv_contains ((const char *const *) lines, path);
}

static void
test_withdrawal (Fixture      *self,
                 gconstpointer data)
{
  static const char *const others[] = { "/", "/index.html", "/channels/towns/", "/channels/towns/index.html" };
  g_autofree char *id = fixture_add_article (self, "reporter", "标题");
  g_autofree char *path = g_strdup_printf ("/2026/11/23/%s.html", id);
  g_autofree char *published = NULL;
  g_autofree char *withdrawn = NULL;
  g_autoptr (GalleyResponse) response = NULL;

  set_hook (self->folder, TELL);
  fixture_bring_to (self, id, GALLEY_STATUS_PUBLISHED);
  published = wait_for_hook (self->folder);
  g_assert_true (names (published, path));

  response = fixture_act (self, "chief", id, "withdraw");
  g_assert_cmpuint (response->status, ==, 200);
  withdrawn = wait_for_hook (self->folder);
  g_assert_true (names (withdrawn, path));
  g_assert_null (strstr (withdrawn, GALLEY_PUBLIC_GONE));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (!names (withdrawn, others[i]))
      g_error ("%s is not in:\n%s", others[i], withdrawn);
  /* What is as it was stays in the caches. */
  g_assert_false (names (withdrawn, "/404.html"));
}

#define BREAK "<hr class=\\\"page\\\"/>"

/* Of @id; pages 1 to @n, and no other, are named. */
static void
assert_told_pages (Fixture    *self,
                   const char *id,
                   guint       n)
{
  g_autofree char *told = wait_for_hook (self->folder);

  for (guint i = 1; i <= n + 1; i++)
    {
      g_autofree char *suffix = i > 1 ? g_strdup_printf ("_%u", i) : g_strdup ("");
      g_autofree char *path = g_strdup_printf ("/2026/11/23/%s%s.html", id, suffix);

      if (names (told, path) != (i <= n))
        g_error ("%s is %s:\n%s", path, i <= n ? "not in" : "in", told);
    }
}

/* An article on three pages: the caches hear of each when it comes, when a correction takes two of them away, and when a
 * withdrawal takes all. */
static void
test_further_pages (Fixture      *self,
                    gconstpointer data)
{
  g_autofree char *corrected = fixture_make_id (self);
  g_autofree char *withdrawn = fixture_make_id (self);
  const char *const ids[] = { corrected, withdrawn };
  g_autofree char *copy = fixture_make_id (self);
  g_autofree char *target = fixture_make_target (copy);
  g_autoptr (GalleyRevision) present = NULL;
  g_autofree char *correction = NULL;
  g_autoptr (GalleyResponse) response = NULL;

  set_hook (self->folder, TELL);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *path = fixture_make_target (ids[i]);
      g_autofree char *article = fixture_make_article (ids[i], "标题", "<p>一。</p>" BREAK "<p>二。</p>" BREAK "<p>三。</p>");

      galley_response_free (fixture_expect (self, 201, "reporter", "PUT", path, FIXTURE_NOTHING, article));
      fixture_bring_to (self, ids[i], GALLEY_STATUS_PUBLISHED);
      assert_told_pages (self, ids[i], 3);
    }

  present = fixture_load (self, corrected);
  correction = g_strdup_printf (
      "{\"bodies\":[{\"contentType\":\"application/xhtml+xml\",\"role\":\"main\",\"value\":\"<p>一。</p>\"}],"
      "\"galley\":{\"channel\":\"towns\",\"corrects\":{\"hash\":\"%s\",\"id\":\"%s\"}},"
      "\"headlines\":[{\"role\":\"main\",\"value\":\"新题\"}],\"type\":\"text\",\"uri\":\"urn:uuid:%s\"}",
      galley_wire_get_content_hash (present), corrected, copy);
  galley_test_clock_advance (GALLEY_TEST_CLOCK (self->clock), G_TIME_SPAN_MINUTE);
  galley_response_free (fixture_expect (self, 201, "reporter", "PUT", target, FIXTURE_NOTHING, correction));
  fixture_bring_to (self, copy, GALLEY_STATUS_PUBLISHED);
  assert_told_pages (self, corrected, 3);

  response = fixture_act (self, "chief", withdrawn, "withdraw");
  g_assert_cmpuint (response->status, ==, 200);
  assert_told_pages (self, withdrawn, 3);
}

static void
put_public (Fixture    *self,
            const char *name,
            const char *text)
{
  g_autofree char *file = g_build_filename (self->folder, "public", name, NULL);

  g_assert_true (g_file_set_contents (file, text, -1, NULL));
}

/* What a rebuild makes another, brings back, and takes away; nothing else. */
static void
test_rebuild (Fixture      *self,
              gconstpointer data)
{
  static const char *const changed[] = { "/", "/index.html", "/stray.html", "/robots.txt" };
  g_autofree char *robots = g_build_filename (self->folder, "public", "robots.txt", NULL);
  g_autofree char *told = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;

  galley_server_rebuild (self->server, &error);
  g_assert_no_error (error);
  put_public (self, "index.html", "spoiled");
  put_public (self, "stray.html", "of nobody");
  g_assert_cmpint (g_unlink (robots), ==, 0);
  set_hook (self->folder, TELL);
  galley_server_rebuild (self->server, &error);
  g_assert_no_error (error);
  told = wait_for_hook (self->folder);
  for (guint i = 0; i < G_N_ELEMENTS (changed); i++)
    if (!names (told, changed[i]))
      g_error ("%s is not in:\n%s", changed[i], told);
  lines = g_strsplit (g_strchomp (told), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, G_N_ELEMENTS (changed));
}

static void
test_no_hook (Fixture      *self,
              gconstpointer data)
{
  g_autofree char *journals = g_build_filename (self->folder, "purge", NULL);
  g_autofree char *id = fixture_add_article (self, "reporter", "标题");

  fixture_bring_to (self, id, GALLEY_STATUS_WITHDRAWN);
  g_assert_false (g_file_test (journals, G_FILE_TEST_EXISTS));
}

/* Nobody may write the journal: the page goes all the same, and the job stays until it can be noted. */
static void
test_no_journal (Fixture      *self,
                 gconstpointer data)
{
  g_autofree char *journals = g_build_filename (self->folder, "purge", NULL);
  g_autofree char *id = fixture_add_article (self, "reporter", "标题");
  g_autofree char *path = g_strdup_printf ("/2026/11/23/%s.html", id);
  g_autofree char *told = NULL;
  g_autoptr (GalleyResponse) response = NULL;

  fixture_bring_to (self, id, GALLEY_STATUS_PUBLISHED);
  g_assert_true (g_file_set_contents (journals, "in the way", -1, NULL));
  set_hook (self->folder, TELL);
  response = fixture_act (self, "chief", id, "withdraw");
  g_assert_cmpuint (response->status, ==, 200);
  g_assert_cmpuint (fixture_read_page (self, path, NULL), ==, 410);
  g_assert_true (self->server->has_left_jobs);

  g_assert_cmpint (g_unlink (journals), ==, 0);
  galley_server_publish (self->server);
  g_assert_false (self->server->has_left_jobs);
  told = wait_for_hook (self->folder);
  g_assert_true (names (told, path));
}

static void
expect_again (const char *text,
              gint64      patience)
{
  g_autofree char *folder = g_dir_make_tmp ("galley-purge-XXXXXX", NULL);
  g_autofree char *told = NULL;
  g_autofree char *first = g_build_filename (folder, "first", NULL);
  g_autofree char *process = NULL;
  GalleyPurge *purge;

  set_hook (folder, text);
  note (folder, "/one.html");
  note (folder, "/one.html");
  purge = galley_purge_new (folder, patience, PAUSE);
  /* Of a run whose time is up before it says anything nothing is heard: it is done again, too. */
  do
    {
      g_free (told);
      told = wait_for_hook (folder);
    }
  while (*told == '\0');
  /* And one whose time is up when it has said it tells it once more, perhaps to the same reader. */
  while (patience < PATIENCE && g_str_has_prefix (told, "/one.html\n/"))
    memmove (told, strchr (told, '\n') + 1, strlen (strchr (told, '\n')));
  g_assert_cmpstr (told, ==, "/one.html\n");
  galley_purge_free (purge);
  g_assert_true (g_file_get_contents (first, &process, NULL, NULL));
  g_assert_cmpint (kill ((pid_t) g_ascii_strtoll (process, NULL, 10), 0), ==, -1);
  g_assert_cmpint (errno, ==, ESRCH);
  fixture_remove_tree (folder);
}

static void
test_failure (void)
{
  expect_again (FIRST "exit 1; fi\n" TELL, PATIENCE);
}

static void
test_patience (void)
{
  expect_again (FIRST "sleep 1000; fi\n" TELL, G_USEC_PER_SEC / 4);
}

/* The server ends while the hook runs; and one journal was cut off. */
static void
test_restart (void)
{
  g_autofree char *folder = g_dir_make_tmp ("galley-purge-XXXXXX", NULL);
  g_autofree char *cut_off = g_build_filename (folder, "purge", "paths-cut-off", NULL);
  g_autofree char *begun = NULL;
  g_autofree char *told = NULL;
  GalleyPurge *purge;

  set_hook (folder, FIRST "echo >\"$data/fifo\"; sleep 1000; fi\n" TELL);
  note (folder, "/one.html");
  g_assert_true (g_file_set_contents (cut_off, "/two.html\n/thr", -1, NULL));
  g_assert_true (has_journals (folder));
  purge = galley_purge_new (folder, PATIENCE, PAUSE);
  begun = wait_for_hook (folder);
  galley_purge_free (purge);
  g_assert_true (has_journals (folder));

  purge = galley_purge_new (folder, PATIENCE, PAUSE);
  told = wait_for_hook (folder);
  g_assert_true (names (told, "/one.html"));
  g_assert_true (names (told, "/two.html"));
  g_assert_null (strstr (told, "/thr"));
  galley_purge_free (purge);
  fixture_remove_tree (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/server/purge/withdrawal", Fixture, NULL, fixture_set_up, test_withdrawal, fixture_tear_down);
  g_test_add ("/server/purge/further-pages", Fixture, NULL, fixture_set_up, test_further_pages, fixture_tear_down);
  g_test_add ("/server/purge/rebuild", Fixture, NULL, fixture_set_up, test_rebuild, fixture_tear_down);
  g_test_add ("/server/purge/no-hook", Fixture, NULL, fixture_set_up, test_no_hook, fixture_tear_down);
  g_test_add ("/server/purge/no-journal", Fixture, NULL, fixture_set_up, test_no_journal, fixture_tear_down);
  g_test_add_func ("/server/purge/failure", test_failure);
  g_test_add_func ("/server/purge/patience", test_patience);
  g_test_add_func ("/server/purge/restart", test_restart);
  return g_test_run ();
}
