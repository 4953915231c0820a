/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Versions as somebody at the window meets them: listed, compared, kept before a restore, thinned when nobody looks. */
#include "workspace-fixture.h"

#include "core/base/galley-error.h"
#include "core/model/galley-restore.h"

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Fixture *fixture = data;

  fixture->result = galley_workspace_list_versions_finish (GALLEY_WORKSPACE (source), result, &fixture->error);
  fixture->is_done = TRUE;
}

/* (transfer full) */
static GPtrArray *
list (Fixture    *fixture,
      const char *id)
{
  fixture->is_done = FALSE;
  galley_workspace_list_versions_async (fixture->workspace, id, NULL, listed_cb, fixture);
  wait_until (is_done, fixture);
  g_assert_no_error (fixture->error);
  return fixture->result;
}

static void
compared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  Fixture *fixture = data;

  fixture->result = galley_workspace_compare_version_finish (GALLEY_WORKSPACE (source), result, &fixture->error);
  fixture->is_done = TRUE;
}

/* (transfer full); NULL with fixture->error */
static GalleyDifference *
compare (Fixture          *fixture,
         gint64            row,
         GalleyManuscript *manuscript,
         GCancellable     *cancellable)
{
  g_autoptr (GalleyRevision) now = galley_article_snapshot (galley_manuscript_get_article (manuscript));

  fixture->is_done = FALSE;
  galley_workspace_compare_version_async (fixture->workspace, row, now, cancellable, compared_cb, fixture);
  wait_until (is_done, fixture);
  return fixture->result;
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  Fixture *fixture = data;

  galley_workspace_keep_version_finish (GALLEY_WORKSPACE (source), result, &fixture->error);
  fixture->is_done = TRUE;
}

static void
keep (Fixture    *fixture,
      const char *id)
{
  fixture->is_done = FALSE;
  galley_workspace_keep_version_async (fixture->workspace, id, GALLEY_VERSION_RESTORE, kept_cb, fixture);
  wait_until (is_done, fixture);
}

/* Two versions: "一" and "二一". */
static GalleyManuscript *
write_article (Fixture *fixture)
{
  GalleyManuscript *manuscript = galley_workspace_new_article (fixture->workspace, NULL);

  type (manuscript, "一");
  flush (fixture);
  galley_test_clock_advance (GALLEY_TEST_CLOCK (fixture->clock), 2 * G_TIME_SPAN_MINUTE);
  type (manuscript, "二");
  flush (fixture);
  galley_test_clock_advance (GALLEY_TEST_CLOCK (fixture->clock), 2 * G_TIME_SPAN_MINUTE);
  type (manuscript, "三");
  flush (fixture);
  return manuscript;
}

static const char *
id_of (GalleyManuscript *manuscript)
{
  return galley_article_get_id (galley_manuscript_get_article (manuscript));
}

static void
test_compare (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (GalleyManuscript) manuscript = write_article (fixture);
  g_autoptr (GPtrArray) entries = list (fixture, id_of (manuscript));
  GalleyDifference *difference;

  g_assert_cmpuint (entries->len, ==, 2);
  difference = compare (fixture, ((GalleyVersionEntry *) entries->pdata[1])->row, manuscript, NULL);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (difference->rows->len, ==, 1);
  g_assert_cmpstr (galley_block_get_text (g_array_index (difference->rows, GalleyBlockChange, 0).earlier), ==, "一");
  galley_difference_unref (difference);
}

static void
test_unreadable (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (GalleyManuscript) manuscript = write_article (fixture);
  g_autoptr (GPtrArray) entries = list (fixture, id_of (manuscript));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  query (fixture, "UPDATE version SET document = '{' WHERE row = (SELECT max (row) FROM version) RETURNING 1");
  g_assert_null (compare (fixture, ((GalleyVersionEntry *) entries->pdata[0])->row, manuscript, NULL));
  g_assert_error (fixture->error, GALLEY_ERROR, GALLEY_ERROR_CORRUPT);
  g_clear_error (&fixture->error);
  g_assert_null (compare (fixture, 999, manuscript, NULL));
  g_assert_error (fixture->error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND);
  g_clear_error (&fixture->error);
  g_cancellable_cancel (cancellable);
  g_assert_null (compare (fixture, ((GalleyVersionEntry *) entries->pdata[1])->row, manuscript, cancellable));
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&fixture->error);
}

/* What was typed last is saved and kept, and after the restore and its undo the store has what stands. */
static void
test_restore (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (GalleyManuscript) manuscript = write_article (fixture);
  g_autoptr (GPtrArray) before = list (fixture, id_of (manuscript));
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GalleyDifference) difference = NULL;
  g_autoptr (GalleyRevision) wanted = NULL;
  g_autofree char *restored = NULL;
  g_autofree char *undone = NULL;

  type (manuscript, "四");
  keep (fixture, id_of (manuscript));
  g_assert_no_error (fixture->error);
  after = list (fixture, id_of (manuscript));
  g_assert_cmpuint (after->len, ==, before->len + 1);
  g_assert_cmpstr (((GalleyVersionEntry *) after->pdata[0])->reason, ==, GALLEY_VERSION_RESTORE);

  difference = compare (fixture, ((GalleyVersionEntry *) after->pdata[2])->row, manuscript, NULL);
  wanted = galley_difference_take_all (difference);
  g_assert_true (galley_restore (galley_manuscript_get_article (manuscript), galley_manuscript_get_history (manuscript),
                                 difference->later, wanted, NULL));
  flush (fixture);
  restored = dup_text (manuscript);
  g_assert_cmpstr (restored, ==, "一");
  g_assert_true (galley_history_undo (galley_manuscript_get_history (manuscript), NULL));
  flush (fixture);
  undone = dup_text (manuscript);
  g_assert_cmpstr (undone, ==, "四三二一");
  g_assert_cmpint (query (fixture, "SELECT instr (text, '四三二一') > 0 FROM content"), ==, 1);
}

static void
test_keep_of_nothing (Fixture      *fixture,
                      gconstpointer data)
{
  keep (fixture, "0193a000-0000-7000-8000-000000000009");
  g_assert_error (fixture->error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND);
  g_clear_error (&fixture->error);
}

static gboolean
is_thin (gpointer data)
{
  return query (data, "SELECT count (*) FROM version") <= 6;
}

static const char sql_many[] =
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)"
    " INSERT INTO version (article, time, reason, content_hash, document)"
    " SELECT article.row, article.touched - 30000000000000 + i, 'minute', i, text"
    " FROM article JOIN content USING (row), n RETURNING 1";

/* After a save, and at opening; neither is waited for. */
static void
test_thinned (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (GalleyManuscript) manuscript = write_article (fixture);

  query (fixture, sql_many);
  galley_test_clock_advance (GALLEY_TEST_CLOCK (fixture->clock), 30 * G_TIME_SPAN_DAY);
  type (manuscript, "五");
  flush (fixture);
  wait_until (is_thin, fixture);

  g_clear_object (&manuscript);
  close_workspace (fixture);
  open_workspace (fixture);
  query (fixture, sql_many);
  close_workspace (fixture);
  open_workspace (fixture);
  wait_until (is_thin, fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/workspace/versions/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("compare", test_compare);
  ADD ("unreadable", test_unreadable);
  ADD ("restore", test_restore);
  ADD ("keep-of-nothing", test_keep_of_nothing);
  ADD ("thinned", test_thinned);
  return g_test_run ();
}
