/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The public site made anew from what is stored is the one that came to be piece by piece, byte for byte. */
#include "server-fixture.h"

#include "core/wire/galley-protocol.h"
#include "core/wire/galley-wire.h"
#include "server/galley-public-folder.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define N_ARTICLES 6

/* Every file below @folder: its path -> its bytes. */
static void
read_tree (GHashTable *files,
           const char *folder,
           const char *prefix)
{
  g_autofree char *path = g_build_filename (folder, prefix, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (prefix, name, NULL);
      g_autofree char *file = g_build_filename (folder, inner, NULL);
      char *bytes;
      gsize length;

      if (g_file_test (file, G_FILE_TEST_IS_DIR))
        {
          read_tree (files, folder, inner);
          continue;
        }
      g_assert_true (g_file_get_contents (file, &bytes, &length, NULL));
      g_hash_table_insert (files, g_steal_pointer (&inner), g_bytes_new_take (bytes, length));
    }
}

static GHashTable *
read_site (Fixture *self)
{
  g_autofree char *folder = g_build_filename (self->folder, "public", NULL);
  GHashTable *files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);

  read_tree (files, folder, "");
  return files;
}

static void
assert_equal (GHashTable *one,
              GHashTable *other)
{
  GHashTableIter iter;
  gpointer path, bytes;

  g_hash_table_iter_init (&iter, one);
  while (g_hash_table_iter_next (&iter, &path, &bytes))
    {
      GBytes *same = g_hash_table_lookup (other, path);

      if (same == NULL || !g_bytes_equal (bytes, same))
        g_error ("%s is %s", (const char *) path, same == NULL ? "missing" : "another");
    }
  g_assert_cmpuint (g_hash_table_size (one), ==, g_hash_table_size (other));
}

static void
rebuild (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  galley_server_rebuild (self->server, &error);
  g_assert_no_error (error);
}

/* An article of @channel that also stands in "rural", and in a topic; it corrects @corrected where that is one. */
static char *
publish (Fixture    *self,
         const char *channel,
         const char *headline,
         const char *corrected)
{
  char *id = fixture_make_id (self);
  g_autofree char *target = fixture_make_target (id);
  g_autoptr (GalleyRevision) present = corrected != NULL ? fixture_load (self, corrected) : NULL;
  g_autofree char *corrects =
    present != NULL ? g_strdup_printf ("\"corrects\":{\"hash\":\"%s\",\"id\":\"%s\"},",
                                       galley_wire_get_content_hash (present), corrected) : g_strdup ("");
  g_autofree char *article = g_strdup_printf (
      "{\"bodies\":[{\"contentType\":\"application/xhtml+xml\",\"role\":\"main\",\"value\":"
      "\"<p>正文。</p><hr class=\\\"page\\\"/><p>再有。</p>\"}],"
      "\"galley\":{\"channel\":\"%s\",\"channels\":[\"rural\"],%s\"topic\":\"harvest\"},"
      "\"headlines\":[{\"role\":\"main\",\"value\":\"%s\"}],\"type\":\"text\",\"uri\":\"urn:uuid:%s\"}",
      channel, corrects, headline, id);

  galley_response_free (fixture_expect (self, 201, "reporter", "PUT", target, FIXTURE_NOTHING, article));
  fixture_bring_to (self, id, GALLEY_STATUS_PUBLISHED);
  galley_test_clock_advance (GALLEY_TEST_CLOCK (self->clock), 20 * G_TIME_SPAN_DAY);
  fixture_renew_tokens (self);
  return id;
}

static void
test_same_bytes (Fixture      *self,
                 gconstpointer data)
{
  static const char *const channels[] = { "towns", "culture", "local" };
  g_autoptr (GHashTable) grown = NULL;
  g_autoptr (GHashTable) made = NULL;
  g_autoptr (GHashTable) again = NULL;
  g_autoptr (GalleyResponse) response = NULL;
  g_autofree char *copy = NULL;
  g_autofree char *stray = g_build_filename (self->folder, "public", "stray.html", NULL);
  char *ids[N_ARTICLES];

  for (guint i = 0; i < N_ARTICLES; i++)
    ids[i] = publish (self, channels[i % G_N_ELEMENTS (channels)], "标题", NULL);
  copy = publish (self, "education", "更正", ids[0]);
  response = fixture_act (self, "chief", ids[1], "withdraw");
  g_assert_cmpuint (response->status, ==, 200);
  grown = read_site (self);
  g_assert_cmpuint (g_hash_table_size (grown), >, 50);

  g_assert_true (g_file_set_contents (stray, "?", -1, NULL));
  rebuild (self);
  made = read_site (self);
  assert_equal (grown, made);
  rebuild (self);
  again = read_site (self);
  assert_equal (made, again);

  /* It goes on from there. */
  g_free (publish (self, "towns", "再来一篇", NULL));
  g_assert_cmpuint (fixture_read_page (self, "/channels/towns/", NULL), ==, 200);
  for (guint i = 0; i < N_ARTICLES; i++)
    g_free (ids[i]);
}

/* The site that is served stands as it did where the new one cannot be made. */
static void
test_failure (Fixture      *self,
              gconstpointer data)
{
  g_autofree char *layouts = g_build_filename (self->folder, "layouts", NULL);
  g_autofree char *aside = g_build_filename (self->folder, "aside", NULL);
  g_autoptr (GHashTable) before = NULL;
  g_autoptr (GHashTable) after = NULL;
  g_autofree char *id = publish (self, "towns", "标题", NULL);
  g_autoptr (GError) error = NULL;

  before = read_site (self);
  galley_server_set_base_address (self->server, "https://other.example", &error);
  g_assert_no_error (error);
  g_clear_pointer (&before, g_hash_table_unref);
  before = read_site (self);
  g_assert_cmpint (g_rename (layouts, aside), ==, 0);
  g_assert_false (galley_server_rebuild (self->server, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND);
  after = read_site (self);
  assert_equal (before, after);
  g_assert_cmpint (g_rename (aside, layouts), ==, 0);
}

/* The file's number, which another file would not have. */
static guint64
get_number (const char *file)
{
  GStatBuf status;

  g_assert_cmpint (g_lstat (file, &status), ==, 0);
  return status.st_ino;
}

static void
damage (const char *file)
{
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (file, &bytes, &length, NULL));
  bytes[length / 2] ^= 1;
  g_assert_true (g_file_set_contents (file, bytes, length, NULL));
}

/* Only what is another one is written: the file that was there before stays the same file. */
static void
test_untouched (Fixture      *self,
                gconstpointer data)
{
  static const char *const names[] = {
    "index.html", "index.html.gz", "channels/towns/index.html.gz", "feed.xml", "404.html",
  };
  guint64 numbers[G_N_ELEMENTS (names)];
  char *files[G_N_ELEMENTS (names)];
  g_autofree char *id = publish (self, "towns", "标题", NULL);
  g_autofree char *aside = g_build_filename (self->folder, "aside", NULL);
  g_autoptr (GHashTable) before = read_site (self);
  g_autoptr (GHashTable) after = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      files[i] = g_build_filename (self->folder, "public", names[i], NULL);
      numbers[i] = get_number (files[i]);
    }
  rebuild (self);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpuint (get_number (files[i]), ==, numbers[i]);

  /* A byte that is wrong in a page, in what is compressed, and a link where a file should be. */
  damage (files[0]);
  damage (files[2]);
  g_assert_cmpint (g_rename (files[3], aside), ==, 0);
  g_assert_cmpint (symlink (aside, files[3]), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    numbers[i] = get_number (files[i]);
  rebuild (self);
  after = read_site (self);
  assert_equal (before, after);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_true ((get_number (files[i]) == numbers[i]) == (i == 1 || i == 4));
      g_free (files[i]);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/server/rebuild/same-bytes", Fixture, NULL, fixture_set_up, test_same_bytes, fixture_tear_down);
  g_test_add ("/server/rebuild/untouched", Fixture, NULL, fixture_set_up, test_untouched, fixture_tear_down);
  g_test_add ("/server/rebuild/failure", Fixture, NULL, fixture_set_up, test_failure, fixture_tear_down);
  return g_test_run ();
}
