/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Backups: whole or not at all, checked before they are believed, and a new epoch when they come back. */
#include "server-fixture.h"

#include "core/base/galley-error.h"
#include "core/base/galley-id.h"
#include "core/wire/galley-protocol.h"
#include "server/galley-backup-tree.h"
#include "server/galley-backup.h"

#include <glib/gstdio.h>
#include <string.h>

#define FIRST_BYTES "\211PNG\r\n\032\n\0\0\0\rIHDR\0\0\0\001\0\0\0\001\010\006\0\0\0 and no more of a picture"

typedef struct
{
  Fixture server;
  char *folder;
  char *file;
} Keeping;

static void
set_up (Keeping      *self,
        gconstpointer data)
{
  fixture_set_up (&self->server, NULL);
  self->folder = g_dir_make_tmp ("galley-keeping-XXXXXX", NULL);
  self->file = g_build_filename (self->folder, "backup.tar", NULL);
}

static void
tear_down (Keeping      *self,
           gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  fixture_tear_down (&self->server, NULL);
  dir = g_dir_open (self->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
  g_free (self->file);
}

/* The server runs on meanwhile. */
static void
back_up (Keeping *self,
         guint    n_damaged)
{
  g_autoptr (GError) error = NULL;
  guint n = 0;

  galley_backup_write (self->server.folder, self->file, self->server.clock, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, n_damaged);
}

static void
refuse (const char *file,
        int         code,
        const char *words)
{
  g_auto (GalleyBackupFacts) facts = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (galley_backup_check (file, &facts, &error));
  g_assert_error (error, GALLEY_ERROR, code);
  g_assert_nonnull (strstr (error->message, words));
}

static void
assert_damage_is_told (Keeping *self)
{
  g_autofree char *copy = g_build_filename (self->folder, "copy", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  /* Every byte counts: one in the database, one in the picture, and where it ends. */
  g_file_get_contents (self->file, &text, &length, &error);
  g_assert_no_error (error);
  text[20000] ^= 1;
  g_file_set_contents (copy, text, (gssize) length, &error);
  refuse (copy, GALLEY_ERROR_CORRUPT, "the database in it is not what was put in");
  text[20000] ^= 1;
  {
    char *place = memmem (text, length, "no more of a picture", 20);

    g_assert_nonnull (place);
    *place ^= 1;
    g_file_set_contents (copy, text, (gssize) length, &error);
    refuse (copy, GALLEY_ERROR_CORRUPT, "a file of an article in it is not what its name says");
    *place ^= 1;
  }
  g_file_set_contents (copy, text, 30000, &error);
  refuse (copy, GALLEY_ERROR_CORRUPT, "cut off");
  g_file_set_contents (copy, "no tar at all", -1, &error);
  refuse (copy, GALLEY_ERROR_INVALID, "no backup");
  {
    /* A name that would leave the folder. */
    char *place = memmem (text, length, "media/", 6);

    g_assert_nonnull (place);
    memcpy (place, "../../", 6);
    /* The header's sum (POSIX ustar) with the bytes that are there now. */
    {
      guint sum = 8 * ' ';
      char *header = text + (place - text) / 512 * 512;

      for (guint i = 0; i < 512; i++)
        sum += i >= 148 && i < 156 ? 0 : (guint8) header[i];
      g_snprintf (header + 148, 7, "%06o", sum);
      header[155] = ' ';
    }
    g_file_set_contents (copy, text, (gssize) length, &error);
    refuse (copy, GALLEY_ERROR_INVALID, "something in it that no backup has");
  }
}

static void
test_whole (Keeping      *self,
            gconstpointer data)
{
  g_autofree char *id = fixture_add_article (&self->server, "reporter", "备份");
  g_autofree char *hash = galley_hash_bytes (FIRST_BYTES, sizeof FIRST_BYTES);
  g_autofree char *target = g_strconcat (GALLEY_API_MEDIA "/", hash, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static (FIRST_BYTES, sizeof FIRST_BYTES);
  g_autoptr (GalleyRequest) put = galley_request_new ("PUT", target, bytes);
  g_autoptr (GalleyResponse) answer = NULL;
  g_auto (GalleyBackupFacts) facts = { 0 };
  g_autofree char *path = NULL;
  g_autofree char *epoch = g_strdup (self->server.server->epoch);
  g_autoptr (GError) error = NULL;
  guint n_damaged;

  put->token = g_strdup (g_hash_table_lookup (self->server.tokens, "reporter"));
  answer = galley_server_handle (self->server.server, put);
  g_assert_cmpuint (answer->status, ==, 204);
  fixture_bring_to (&self->server, id, GALLEY_STATUS_PUBLISHED);
  back_up (self, 0);
  galley_backup_check (self->file, &facts, &error);
  g_assert_no_error (error);
  g_assert_cmpint (facts.n_articles, ==, 1);
  g_assert_cmpint (facts.n_revisions, ==, 1);
  g_assert_cmpint (facts.n_media, ==, 1);
  g_assert_cmpint (facts.n_damaged, ==, 0);
  g_assert_cmpint (facts.n_unknown, ==, 0);
  g_assert_cmpint (facts.n_audit, >, 1);

  /* Never over one that is there. */
  g_assert_false (galley_backup_write (self->server.folder, self->file, self->server.clock, &n_damaged, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_false (galley_backup_restore (self->file, self->server.folder, NULL, self->server.clock,
                                         self->server.random, &facts, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_CONFLICT);
  g_clear_error (&error);

  assert_damage_is_told (self);

  /* What came behind the backup is lost there; the rest is served, under a new epoch, to who signs in again. */
  g_free (fixture_add_article (&self->server, "reporter", "之后"));
  g_clear_pointer (&self->server.server, galley_server_close);
  galley_backup_tree_remove (self->server.folder);
  g_free (self->server.folder);
  self->server.folder = g_build_filename (self->folder, "restored", NULL);
  galley_backup_facts_clear (&facts);
  facts = (GalleyBackupFacts){ 0 };
  galley_backup_restore (self->file, self->server.folder, NULL, self->server.clock, self->server.random, &facts, &error);
  g_assert_no_error (error);
  fixture_restart (&self->server);
  g_assert_cmpstr (self->server.server->epoch, !=, epoch);
  {
    g_autoptr (GalleyRevision) revision = fixture_load (&self->server, id);
    const GalleyState *state = galley_revision_get_state (revision);
    g_autofree char *prefix = g_strconcat ("\"", self->server.server->epoch, "-", NULL);
    g_autofree char *page = NULL;

    g_assert_true (g_str_has_prefix (state->etag, prefix));
    g_assert_cmpuint (fixture_read_page (&self->server, state->published_path, &page), ==, 200);
    g_assert_nonnull (strstr (page, "备份"));
  }
  path = fixture_make_target (id);
  fixture_refuse (&self->server, 401, GALLEY_PROBLEM_TOKEN, "reporter", "GET", path, NULL, NULL);
}

/* A lost picture costs nobody the backup. */
static void
test_damaged (Keeping      *self,
              gconstpointer data)
{
  g_autofree char *hash = galley_hash_bytes (FIRST_BYTES, sizeof FIRST_BYTES);
  g_autofree char *target = g_strconcat (GALLEY_API_MEDIA "/", hash, NULL);
  g_autofree char *place = g_strdup_printf ("%s/media/%.2s/%s", self->server.folder, hash, hash);
  g_autoptr (GBytes) bytes = g_bytes_new_static (FIRST_BYTES, sizeof FIRST_BYTES);
  g_autoptr (GalleyRequest) put = galley_request_new ("PUT", target, bytes);
  g_autoptr (GalleyResponse) answer = NULL;
  g_auto (GalleyBackupFacts) facts = { 0 };
  g_autoptr (GError) error = NULL;

  put->token = g_strdup (g_hash_table_lookup (self->server.tokens, "reporter"));
  answer = galley_server_handle (self->server.server, put);
  g_assert_cmpuint (answer->status, ==, 204);
  g_assert_cmpint (g_remove (place), ==, 0);
  back_up (self, 1);
  galley_backup_check (self->file, &facts, &error);
  g_assert_no_error (error);
  g_assert_cmpint (facts.n_media, ==, 0);
  g_assert_cmpint (facts.n_damaged, ==, 1);
  g_remove (self->file);

  /* A record that was tampered with is said, too. */
  galley_database_exec (self->server.server->database,
                        "INSERT INTO audit (article, time, user, user_name, action, content_hash, comment)"
                        " VALUES ('', 1, 'chief', '', 'sign', '', '')",
                        &error);
  g_assert_no_error (error);
  back_up (self, 1);
  refuse (self->file, GALLEY_ERROR_CORRUPT, "the audit record does not fit from entry 1 on");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/server/backup/whole", Keeping, NULL, set_up, test_whole, tear_down);
  g_test_add ("/server/backup/damaged", Keeping, NULL, set_up, test_damaged, tear_down);
  return g_test_run ();
}
