/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A database of every schema there ever was, kept as text, opens and holds what it held. Append-only: with a new schema
 * comes a new file in tests/data/server, and the old ones stay. */
#include "core/db/galley-statement.h"
#include "core/wire/galley-wire-text.h"
#include "server/galley-server-actions.h"
#include "server/galley-server-articles.h"
#include "server/galley-server-audit-chain.h"
#include "server/galley-server-changes.h"
#include "server/galley-server-media.h"
#include "server/galley-server-pages.h"
#include "server/galley-server-revisions.h"
#include "server/galley-server-schema.h"

#include <string.h>

#define DRAFT "019ab000-0000-7000-8000-000000000001"
#define PUBLIC "019ab000-0000-7000-8000-000000000002"
#define DELETED "019ab000-0000-7000-8000-000000000003"
#define DONE "019ab000-0000-7000-8000-00000000000a"
#define REFUSED "019ab000-0000-7000-8000-00000000000b"
#define ORDER_HASH "2e4d2b908aa8707c81bc4bf15aa83dbd0a4d19e8c2993dca64d5b8c45f05ec5f"
#define PICTURE "3b77777777777777777777777777777777777777777777777777777777777777"

/* @change: SQL that is run before the schema is brought up to date, or NULL. */
static GalleyDatabase *
open_schema_with (int         version,
                  const char *change)
{
  g_autofree char *name = g_strdup_printf ("schema-%d.sql", version);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "server", name, NULL);
  g_autofree char *sql = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyDatabase) database = galley_database_open (":memory:", GALLEY_DATABASE_NONE, &error);

  g_assert_no_error (error);
  g_file_get_contents (path, &sql, NULL, &error);
  g_assert_no_error (error);
  galley_database_exec (database, sql, &error);
  g_assert_no_error (error);
  g_assert_true (change == NULL || galley_database_exec (database, change, &error));
  galley_server_schema_migrate (database, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&database);
}

static GalleyDatabase *
open_schema (int version)
{
  return open_schema_with (version, NULL);
}

static void
assert_article (GalleyDatabase *database,
                const char     *id,
                gint64          revision,
                GalleyStatus    status,
                gboolean        is_deleted)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyArticleRow) row = galley_server_articles_load (database, id, &error);

  g_assert_no_error (error);
  g_assert_nonnull (row);
  g_assert_cmpstr (row->id, ==, id);
  g_assert_cmpint (row->revision, ==, revision);
  g_assert_cmpint (row->status, ==, status);
  g_assert_cmpint (row->is_deleted, ==, is_deleted);
  g_assert_cmpstr (row->owner, ==, "xiaohe");
  g_assert_cmpstr (row->department, ==, "news");
  g_assert_nonnull (strstr (row->article, "南湖开出第一班水上巴士"));
}

static gint64
note (GalleyDatabase *database,
      const char     *id)
{
  g_autoptr (GError) error = NULL;
  gint64 sequence = 0;

  galley_database_begin (database, &error);
  g_assert_no_error (error);
  galley_server_changes_note (database, "", id, &sequence, &error);
  g_assert_no_error (error);
  galley_database_commit (database, &error);
  g_assert_no_error (error);
  return sequence;
}

static void
test_version (gconstpointer data)
{
  g_autoptr (GalleyDatabase) database = open_schema (GPOINTER_TO_INT (data));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  const GalleyServerChange *last;
  gint64 sequence = 0;

  assert_article (database, DRAFT, 1, GALLEY_STATUS_DRAFT, FALSE);
  assert_article (database, PUBLIC, 3, GALLEY_STATUS_PUBLISHED, FALSE);
  assert_article (database, DELETED, 2, GALLEY_STATUS_DRAFT, TRUE);

  galley_server_changes_get_last (database, &sequence, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sequence, ==, 7);
  /* What changed last and changes again takes the next number, too. */
  g_assert_cmpint (note (database, DRAFT), ==, 8);
  g_assert_cmpint (note (database, DRAFT), ==, 9);
  changes = galley_server_changes_list (database, 5, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (changes->len, ==, 3);
  last = g_ptr_array_index (changes, 2);
  g_assert_cmpint (last->sequence, ==, 9);
  g_assert_cmpstr (last->id, ==, DRAFT);
  /* Nor is a number given again when the row that had it has gone. */
  galley_database_exec (database, "DELETE FROM changes WHERE sequence = 9", &error);
  g_assert_no_error (error);
  galley_server_changes_get_last (database, &sequence, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sequence, ==, 9);
  g_assert_cmpint (note (database, DRAFT), ==, 10);

  /* Who refers to an article still does. */
  g_assert_false (galley_database_exec (database, "DELETE FROM articles WHERE id = '" PUBLIC "'", &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_CONFLICT);
}

static void
test_media (void)
{
  g_autoptr (GalleyDatabase) database = open_schema (2);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) names = NULL;

  g_assert_cmpstr (galley_server_media_find (database, PICTURE, &error), ==, "image/jpeg");
  names = galley_server_public_media_list (database, PUBLIC, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (names->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (names, 0), ==, "3b/" PICTURE ".jpg");
}

/* What was recorded before there was a chain is chained as it stood, once. */
static void
test_audit (void)
{
  g_autoptr (GalleyDatabase) database = open_schema (3);
  g_autoptr (GError) error = NULL;
  GalleyAuditCheck check;
  g_autofree char *last = NULL;

  galley_server_audit_chain_check (database, &check, &error);
  g_assert_no_error (error);
  g_assert_cmpint (check.n_entries, ==, 3);
  g_assert_cmpint (check.first_bad, ==, 0);
  last = g_strdup (check.last);
  galley_server_audit_add_keeper (database, "user-disable", "xiaohe", 1700000003000000, &error);
  g_assert_no_error (error);
  galley_server_schema_migrate (database, &error);
  g_assert_no_error (error);
  galley_server_audit_chain_check (database, &check, &error);
  g_assert_no_error (error);
  g_assert_cmpint (check.n_entries, ==, 4);
  g_assert_cmpint (check.first_bad, ==, 0);
  g_assert_cmpstr (check.last, !=, last);
}

static GPtrArray *
list_revisions (GalleyDatabase *database,
                const char     *id)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *revisions = galley_server_revisions_list (database, id, G_MAXINT64, 10, &error);

  g_assert_no_error (error);
  return revisions;
}

/* What each article was when revisions began to be kept is its first one, and is kept when another takes its place. */
static void
test_revisions (void)
{
  g_autoptr (GalleyDatabase) database = open_schema (5);
  g_autoptr (GPtrArray) known = list_revisions (database, DRAFT);
  g_autoptr (GPtrArray) unknown = list_revisions (database, PUBLIC);
  g_autoptr (GPtrArray) deleted = list_revisions (database, DELETED);
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyArticleRow) row = galley_server_articles_load (database, DRAFT, &error);
  g_autofree char *old = galley_wire_text_without_state (row->article);
  const char *text = "{\"uri\":\"urn:uuid:" DRAFT "\"}";
  g_autofree char *kept = NULL;
  const GalleyServerRevision *revision;

  g_assert_cmpuint (known->len, ==, 1);
  revision = known->pdata[0];
  g_assert_cmpint (revision->number, ==, 1);
  g_assert_cmpint (revision->time, ==, 1700000001500000);
  g_assert_cmpstr (revision->user, ==, "xiaohe");
  g_assert_cmpstr (revision->action, ==, "create");
  g_assert_cmpstr (revision->content_hash, ==, row->content_hash);
  g_assert_cmpuint (unknown->len, ==, 1);
  revision = unknown->pdata[0];
  g_assert_cmpint (revision->number, ==, 3);
  g_assert_cmpint (revision->time, ==, 0);
  g_assert_cmpstr (revision->action, ==, "");
  g_assert_cmpuint (deleted->len, ==, 1);

  galley_database_begin (database, &error);
  g_assert_no_error (error);
  galley_server_revisions_note (database, DRAFT, 2, 4, text, old, &error);
  g_assert_no_error (error);
  galley_database_commit (database, &error);
  g_assert_no_error (error);
  kept = galley_server_revisions_dup_text (database, DRAFT, 1, text, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (kept, ==, old);

  g_assert_false (galley_database_exec (database, "DELETE FROM revision_texts", &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_CONFLICT);
}

/* What was kept is read as it was, and the feed's floor is where it was. */
static void
test_kept (void)
{
  g_autoptr (GalleyDatabase) database = open_schema (7);
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyArticleRow) row = galley_server_articles_load (database, DELETED, &error);
  g_autofree char *present = galley_wire_text_without_state (row->article);
  g_autofree char *kept = galley_server_revisions_dup_text (database, DELETED, 1, present, &error);
  gint64 floor = 0;

  g_assert_no_error (error);
  g_assert_cmpstr (kept, ==,
                   "{\"headlines\":[{\"role\":\"main\",\"value\":\"南湖开出水上巴士\"}],"
                   "\"uri\":\"urn:uuid:" DELETED "\"}");
  galley_server_changes_get_floor (database, &floor, &error);
  g_assert_no_error (error);
  g_assert_cmpint (floor, ==, 4);
}

/* Pages from before are texts without pictures, and still rows of lists. */
static void
test_pages (gconstpointer data)
{
  gboolean has_pictures = GPOINTER_TO_INT (data) >= 8;
  gboolean has_places = GPOINTER_TO_INT (data) >= 9;
  g_autoptr (GalleyDatabase) database = open_schema (GPOINTER_TO_INT (data));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = galley_server_pages_list (database, 200, &error);
  const GalleyPageItem *item;

  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, 1);
  item = g_ptr_array_index (items, 0);
  g_assert_cmpstr (item->id, ==, PUBLIC);
  g_assert_cmpstr (item->path, ==, "/news/1.html");
  g_assert_cmpint (item->kind, ==, has_pictures ? GALLEY_KIND_PICTURES : GALLEY_KIND_TEXT);
  g_assert_null (item->link);
  g_assert_null (item->focus_picture);
  g_assert_true ((item->picture != NULL) == has_pictures);
  if (has_pictures)
    g_assert_cmpstr (galley_figure_get_hash (item->picture), ==, PICTURE);
  g_assert_cmpstr (item->topic, ==, has_places ? "harvest" : "");
  g_assert_cmpuint (item->channels != NULL ? g_strv_length (item->channels) : 0, ==, has_places ? 2 : 0);
  g_assert_cmpint (item->changed, ==, has_places ? 1700000000500000 : 0);
}

/* What stands in further channels and in a topic is found by the article's own text. */
static void
test_places (void)
{
  static const char sql[] =
    "UPDATE articles SET article = '{\"galley\":{\"channel\":\"news\",\"channels\":[\"local\",\"news\"],\"state\":"
    "{\"modified\":1700000000500000},\"topic\":\"harvest\"}}' WHERE id = '" PUBLIC "'";
  static const char list_sql[] = "SELECT group_concat (list, ' ') FROM (SELECT list FROM places ORDER BY list)";
  g_autoptr (GalleyDatabase) database = open_schema_with (8, sql);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = galley_server_pages_list (database, 200, &error);
  g_autoptr (GalleyStatement) statement = NULL;
  const GalleyPageItem *item = items->pdata[0];

  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, 1);
  g_assert_cmpstr (item->topic, ==, "harvest");
  g_assert_cmpstr (item->channels[0], ==, "local");
  g_assert_cmpint (item->changed, ==, 1700000000500000);
  statement = galley_statement_get (database, list_sql);
  g_assert_true (galley_statement_step (statement, &error));
  g_assert_cmpstr (galley_statement_get_text (statement, 0), ==, "channel:local channel:news topic:harvest");
}

static void
assert_action (GalleyDatabase *database,
               const char     *id,
               const char     *article,
               const char     *refusal)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *found = NULL;
  gboolean is_same = FALSE;

  g_assert_true (galley_server_actions_find (database, id, article, "xiaohe", ORDER_HASH, &is_same, &found, &error));
  g_assert_no_error (error);
  g_assert_true (is_same);
  if (refusal == NULL)
    g_assert_null (found);
  else
    g_assert_nonnull (strstr (found, refusal));
}

/* What was carried out before refusals were kept was carried out. */
static void
test_actions (gconstpointer data)
{
  static const char done[] = "INSERT INTO actions (id, article, user, hash, time)"
                             " VALUES ('" DONE "', '" PUBLIC "', 'xiaohe', '" ORDER_HASH "', 1)";
  int version = GPOINTER_TO_INT (data);
  g_autoptr (GalleyDatabase) database = open_schema_with (version, version < 10 ? done : NULL);

  assert_action (database, DONE, PUBLIC, NULL);
  if (version >= 10)
    assert_action (database, REFUSED, DRAFT, "\"status\":409");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/server/schema/1", GINT_TO_POINTER (1), test_version);
  g_test_add_data_func ("/server/schema/2", GINT_TO_POINTER (2), test_version);
  g_test_add_data_func ("/server/schema/3", GINT_TO_POINTER (3), test_version);
  g_test_add_data_func ("/server/schema/5", GINT_TO_POINTER (5), test_version);
  g_test_add_data_func ("/server/schema/7", GINT_TO_POINTER (7), test_version);
  g_test_add_data_func ("/server/schema/8", GINT_TO_POINTER (8), test_version);
  g_test_add_data_func ("/server/schema/9", GINT_TO_POINTER (9), test_version);
  g_test_add_data_func ("/server/schema/10", GINT_TO_POINTER (10), test_version);
  g_test_add_data_func ("/server/schema/9/actions", GINT_TO_POINTER (9), test_actions);
  g_test_add_data_func ("/server/schema/10/actions", GINT_TO_POINTER (10), test_actions);
  g_test_add_data_func ("/server/schema/3/pages", GINT_TO_POINTER (3), test_pages);
  g_test_add_data_func ("/server/schema/8/pages", GINT_TO_POINTER (8), test_pages);
  g_test_add_data_func ("/server/schema/9/pages", GINT_TO_POINTER (9), test_pages);
  g_test_add_func ("/server/schema/8/places", test_places);
  g_test_add_func ("/server/schema/2/media", test_media);
  g_test_add_func ("/server/schema/3/audit", test_audit);
  g_test_add_func ("/server/schema/5/revisions", test_revisions);
  g_test_add_func ("/server/schema/7/kept", test_kept);
  return g_test_run ();
}
