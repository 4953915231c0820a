/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include "core/db/galley-statement.h"
#include "core/store/galley-store-schema.h"

#include <fcntl.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>
#include <unistd.h>

char *
make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("galley-store-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

GBytes *
read_database_file (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "galley.db", NULL);
  g_autoptr (GError) error = NULL;
  char *data;
  gsize size;

  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, size);
}

void
damage_pages (Fixture *fixture,
              gsize    first,
              gsize    n)
{
  g_autofree char *path = g_build_filename (fixture->folder, "galley.db", NULL);
  g_autoptr (GBytes) bytes = read_database_file (fixture->folder);
  gsize size = MIN (n * 4096, g_bytes_get_size (bytes) - first * 4096);
  g_autofree char *garbage = g_strnfill (size, 'x');
  int descriptor = open (path, O_WRONLY);

  g_assert_cmpint (pwrite (descriptor, garbage, size, (off_t) first * 4096), ==, (gssize) size);
  close (descriptor);
}

void
table_fixture_set_up (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->database = galley_database_open (":memory:", GALLEY_DATABASE_NONE, &error);
  g_assert_no_error (error);
  galley_store_schema_migrate (fixture->database, &error);
  g_assert_no_error (error);
  galley_database_begin (fixture->database, &error);
  g_assert_no_error (error);
}

void
table_fixture_tear_down (Fixture      *fixture,
                         gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  galley_database_commit (fixture->database, &error);
  g_assert_no_error (error);
  galley_database_check (fixture->database, &error);
  g_assert_no_error (error);
  g_clear_pointer (&fixture->database, galley_database_close);
}

static void
open_store (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->store = galley_store_open (fixture->folder, fixture->clock, &error);
  g_assert_no_error (error);
  g_assert_nonnull (fixture->store);
}

void
store_fixture_set_up (Fixture      *fixture,
                      gconstpointer data)
{
  fixture->folder = make_folder ();
  fixture->clock = galley_test_clock_new (NOON);
  open_store (fixture);
}

void
store_fixture_tear_down (Fixture      *fixture,
                         gconstpointer data)
{
  drain_main_context ();
  if (fixture->store != NULL)
    {
      galley_store_close (fixture->store);
      drain_main_context ();
      g_assert_finalize_object (fixture->store);
    }
  g_assert_finalize_object (fixture->clock);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
}

void
store_fixture_reopen (Fixture *fixture)
{
  galley_store_close (fixture->store);
  drain_main_context ();
  g_assert_finalize_object (fixture->store);
  open_store (fixture);
}

GalleyState *
make_state (GalleyStatus status,
            const char  *owner,
            const char  *etag)
{
  GalleyState *state = galley_state_new ();

  state->status = status;
  galley_state_set_text (&state->owner, owner);
  galley_state_set_text (&state->etag, etag);
  return state;
}

static GalleyRevision *
make_with_state (const char  *id,
                 const char  *headline,
                 const char  *body,
                 GalleyState *state)
{
  g_autoptr (GalleyBlock) block = galley_block_new (GALLEY_BLOCK_PARAGRAPH, body, NULL, 0);
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();
  GalleyContent content = { 0 };

  g_ptr_array_add (blocks, galley_block_ref (block));
  content.fields[GALLEY_FIELD_HEADLINE] = headline;
  content.blocks = blocks;
  return galley_revision_new (id, &content, state);
}

GalleyRevision *
make_revision (const char *id,
               const char *headline,
               const char *body)
{
  return make_with_state (id, headline, body, NULL);
}

GalleyRevision *
make_served (const char *id,
             const char *headline,
             const char *body,
             const char *etag)
{
  g_autoptr (GalleyState) state = make_state (GALLEY_STATUS_DRAFT, "u1", etag);

  return make_with_state (id, headline, body, state);
}

gint64
save (GalleyDatabase *database,
      GalleyRevision *revision,
      gint64          now)
{
  g_autoptr (GError) error = NULL;
  gint64 generation = -1;

  g_assert_true (galley_record_save_in_store (database, revision, now, &generation, &error));
  g_assert_no_error (error);
  return generation;
}

gint64
save_headline (GalleyDatabase *database,
               const char     *id,
               const char     *headline)
{
  g_autoptr (GalleyRevision) revision = make_revision (id, headline, "text");

  return save (database, revision, NOON);
}

GalleyRecord *
load (GalleyDatabase *database,
      const char     *id)
{
  g_autoptr (GError) error = NULL;
  GalleyRecord *record = galley_record_load_in_store (database, id, &error);

  g_assert_no_error (error);
  g_assert_nonnull (record);
  return record;
}

gboolean
pull (GalleyDatabase *database,
      GalleyRevision *theirs)
{
  g_autoptr (GError) error = NULL;
  gboolean is_taken = -1;

  g_assert_true (galley_record_pull_in_store (database, theirs, NOON, &is_taken, &error));
  g_assert_no_error (error);
  return is_taken;
}

void
assert_headline (GalleyRevision *revision,
                 const char     *headline)
{
  g_assert_nonnull (revision);
  g_assert_cmpstr (galley_revision_get_field (revision, GALLEY_FIELD_HEADLINE), ==, headline);
}

/* "put 1|action 2 parked" and so on: kind, the last character of the article's id, parking. */
void
assert_outbox (GalleyDatabase *database,
               const char     *expected)
{
  static const char *const kinds[] = { "put", "delete", "action" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = galley_outbox_load_in_store (database, &error);
  g_autoptr (GString) found = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < entries->len; i++)
    {
      const GalleyOutboxEntry *entry = g_ptr_array_index (entries, i);

      g_string_append_printf (found, "%s%s %s", i > 0 ? "|" : "", kinds[entry->kind],
                              entry->article + strlen (entry->article) - 1);
      if (entry->parked != NULL)
        g_string_append_printf (found, " %s", entry->parked);
    }
  g_assert_cmpstr (found->str, ==, expected);
}

gint64
query_integer (GalleyDatabase *database,
               const char     *sql)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);
  g_autoptr (GError) error = NULL;

  g_assert_true (galley_statement_step (statement, &error));
  g_assert_no_error (error);
  return galley_statement_get_integer (statement, 0);
}

typedef struct
{
  const char *id;
  const char *text;
  gint64 number;
} Input;

static gpointer
save_job (GalleyDatabase *database,
          gpointer        input,
          GError        **error)
{
  Input *pair = input;

  pair->number = save_headline (database, pair->id, pair->text);
  return NULL;
}

gint64
store_save (GalleyStore *store,
            const char  *id,
            const char  *headline)
{
  g_autoptr (GError) error = NULL;
  Input input = { id, headline, 0 };

  galley_store_run (store, GALLEY_LANE_SAVE, save_job, &input, &error);
  g_assert_no_error (error);
  return input.number;
}

static gpointer
get_headline_job (GalleyDatabase *database,
                  gpointer        input,
                  GError        **error)
{
  g_autoptr (GalleyRecord) record = galley_record_load_in_store (database, input, error);

  if (record == NULL)
    return NULL;
  return g_strdup (galley_revision_get_field (record->revision, GALLEY_FIELD_HEADLINE));
}

char *
store_get_headline (GalleyStore *store,
                    const char  *id)
{
  g_autoptr (GError) error = NULL;
  char *headline =
    galley_store_run (store, GALLEY_LANE_PERSON, get_headline_job, (gpointer) id, &error);

  g_assert_no_error (error);
  return headline;
}

static gpointer
exec_job (GalleyDatabase *database,
          gpointer        input,
          GError        **error)
{
  galley_database_exec (database, input, error);
  return NULL;
}

void
store_exec (GalleyStore *store,
            const char  *sql)
{
  g_autoptr (GError) error = NULL;

  galley_store_run (store, GALLEY_LANE_PERSON, exec_job, (gpointer) sql, &error);
  g_assert_no_error (error);
}

static gpointer
query_integer_job (GalleyDatabase *database,
                   gpointer        input,
                   GError        **error)
{
  Input *query = input;

  query->number = query_integer (database, query->text);
  return NULL;
}

gint64
store_query_integer (GalleyStore *store,
                     const char  *sql)
{
  g_autoptr (GError) error = NULL;
  Input input = { NULL, sql, 0 };

  galley_store_run (store, GALLEY_LANE_PERSON, query_integer_job, &input, &error);
  g_assert_no_error (error);
  return input.number;
}

gpointer
save_headline_job (GalleyDatabase *database,
                   gpointer        input,
                   GError        **error)
{
  g_autoptr (GalleyRevision) revision = make_revision (ID_1, input, "text");

  galley_record_save_in_store (database, revision, NOON, NULL, error);
  return NULL;
}

void
drain_main_context (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

void
empty_root (const char *folder,
            const char *table)
{
  g_autofree char *path = g_build_filename (folder, "galley.db", NULL);
  g_autofree char *sql = g_strdup_printf ("SELECT rootpage FROM sqlite_schema WHERE name = '%s'", table);
  static const char nothing[4096];
  g_autoptr (GalleyDatabase) database = galley_database_open (path, GALLEY_DATABASE_READ_ONLY, NULL);
  gint64 page = query_integer (database, sql);
  int descriptor = open (path, O_WRONLY);

  g_assert_cmpint (pwrite (descriptor, nothing, sizeof nothing, (page - 1) * (gint64) sizeof nothing), ==, sizeof nothing);
  close (descriptor);
}
