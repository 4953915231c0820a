/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sync half changes in the store while an article is open, played by hand. */
#include "workspace-fixture.h"

static gpointer
pull_in_store (GalleyDatabase *database,
               gpointer        data,
               GError        **error)
{
  gboolean is_taken;

  galley_record_pull_in_store (database, data, NOON, &is_taken, error);
  g_assert_true (is_taken);
  return NULL;
}

/* As a pass does it: base, row and server's version into one. */
static gpointer
merge_in_store (GalleyDatabase *database,
                gpointer        data,
                GError        **error)
{
  GalleyRevision *theirs = data;
  g_autoptr (GalleyRecord) record =
    galley_record_load_in_store (database, galley_revision_get_id (theirs), error);
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GalleyRevision) merged = galley_merge (record->base, record->revision, theirs, &conflicts);

  galley_record_merge_in_store (database, record->generation, merged, theirs, conflicts, NOON, error);
  return NULL;
}

static GalleyRevision *
as_served (GalleyRevision *revision,
           const char     *etag)
{
  g_autoptr (GalleyState) state = galley_state_new ();
  GalleyRevision *served;

  galley_state_set_text (&state->etag, etag);
  served = galley_revision_with_state (revision, state);
  galley_revision_unref (revision);
  return served;
}

static void
foreign_change_cb (GalleyManuscript *manuscript,
                   gboolean          is_taken,
                   GArray           *heard)
{
  g_array_append_val (heard, is_taken);
}

static gboolean
has_heard (gpointer data)
{
  return ((GArray *) data)->len > 0;
}

static gboolean
is_clean (gpointer data)
{
  return galley_autosaver_get_status (galley_manuscript_get_autosaver (data)) == GALLEY_SAVE_CLEAN;
}

static void
test_foreign_change (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr (GalleyRevision) first = as_served (make_revision (ID_1, "标题", "一\n二\n三"), "\"1\"");
  g_autoptr (GalleyRevision) second = as_served (make_revision (ID_1, "标题", "一\n二\n他的三"), "\"2\"");
  g_autoptr (GArray) heard = g_array_new (FALSE, FALSE, sizeof (gboolean));
  g_autofree char *text = NULL;
  GalleyManuscript *manuscript;

  run (fixture, pull_in_store, first);
  manuscript = open_article (fixture, ID_1);
  g_signal_connect (manuscript, "foreign-change", G_CALLBACK (foreign_change_cb), heard);
  type (manuscript, "正在打的字");
  run (fixture, pull_in_store, second);
  wait_until (has_heard, heard);
  g_assert_cmpuint (heard->len, ==, 1);
  g_assert_true (g_array_index (heard, gboolean, 0));
  text = dup_text (manuscript);
  g_assert_cmpstr (text, ==, "正在打的字一\n二\n他的三");

  flush (fixture);
  wait_until (is_clean, manuscript);
  drain ();
  g_object_unref (manuscript);
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM content WHERE text LIKE '%正在打的字一%他的三%'"), ==, 1);
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM article WHERE conflicts IS NOT NULL"), ==, 0);
}

/* A save that was under way when the merge came must not take the merge back. */
static void
test_merge_during_save (Fixture      *fixture,
                        gconstpointer data)
{
  g_autoptr (GalleyRevision) first = as_served (make_revision (ID_1, "标题", "一\n二\n三"), "\"1\"");
  g_autoptr (GalleyRevision) second = as_served (make_revision (ID_1, "标题", "一\n二\n他的三"), "\"2\"");
  g_autofree char *text = NULL;
  GalleyManuscript *manuscript;

  run (fixture, pull_in_store, first);
  manuscript = open_article (fixture, ID_1);
  type (manuscript, "甲");
  flush (fixture);
  type (manuscript, "乙");
  /* Nobody turns the main loop here: the editor does not hear of the merge before it saves. */
  run (fixture, merge_in_store, second);
  flush (fixture);
  text = dup_text (manuscript);
  g_assert_cmpstr (text, ==, "乙甲一\n二\n他的三");
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM content WHERE text LIKE '%乙甲一%他的三%'"), ==, 1);
  wait_until (is_clean, manuscript);
  drain ();
  g_object_unref (manuscript);
}

static gboolean
has_their_words (gpointer data)
{
  g_autofree char *text = dup_text (data);

  return strstr (text, "他的三") != NULL;
}

/* While a writer's hands must not be moved, what came waits; a save meanwhile merges in the store alone, and so does the
 * next. The release takes it all in. */
static void
test_held (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GalleyRevision) first = as_served (make_revision (ID_1, "标题", "一\n二\n三"), "\"1\"");
  g_autoptr (GalleyRevision) second = as_served (make_revision (ID_1, "标题", "一\n二\n他的三"), "\"2\"");
  g_autofree char *held = NULL;
  g_autofree char *released = NULL;
  GalleyManuscript *manuscript;

  run (fixture, pull_in_store, first);
  manuscript = open_article (fixture, ID_1);
  galley_manuscript_hold (manuscript);
  type (manuscript, "甲");
  flush (fixture);
  run (fixture, merge_in_store, second);
  for (guint i = 0; i < 2; i++)
    {
      type (manuscript, "乙");
      flush (fixture);
      wait_until (is_clean, manuscript);
      drain ();
    }
  held = dup_text (manuscript);
  g_assert_cmpstr (held, ==, "乙乙甲一\n二\n三");
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM content WHERE text LIKE '%乙乙甲一%他的三%'"), ==, 1);

  type (manuscript, "丙");
  galley_manuscript_release (manuscript);
  wait_until (has_their_words, manuscript);
  released = dup_text (manuscript);
  g_assert_cmpstr (released, ==, "丙乙乙甲一\n二\n他的三");
  flush (fixture);
  wait_until (is_clean, manuscript);
  drain ();
  g_object_unref (manuscript);
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM content WHERE text LIKE '%丙乙乙甲一%他的三%'"), ==, 1);
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM article WHERE conflicts IS NOT NULL"), ==, 0);
}

static gboolean
has_conflict (gpointer data)
{
  return galley_manuscript_get_theirs (data) != NULL;
}

static gboolean
has_counted_conflict (gpointer data)
{
  return galley_workspace_get_outbox_figures (((Fixture *) data)->workspace)->conflicts == 1;
}

/* Both changed the same words while one of them was typing: mine stand, theirs stay readable. */
static void
test_foreign_conflict (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr (GalleyRevision) first = as_served (make_revision (ID_1, "标题", "正文"), "\"1\"");
  g_autoptr (GalleyRevision) second = as_served (make_revision (ID_1, "他的标题", "正文"), "\"2\"");
  g_autoptr (GArray) heard = g_array_new (FALSE, FALSE, sizeof (gboolean));
  GalleyManuscript *manuscript;

  run (fixture, pull_in_store, first);
  manuscript = open_article (fixture, ID_1);
  g_signal_connect (manuscript, "foreign-change", G_CALLBACK (foreign_change_cb), heard);
  galley_article_set_field (galley_manuscript_get_article (manuscript), GALLEY_FIELD_HEADLINE, "我的标题");
  run (fixture, pull_in_store, second);
  wait_until (has_heard, heard);
  g_assert_false (g_array_index (heard, gboolean, 0));
  g_assert_cmpstr (galley_article_get_field (galley_manuscript_get_article (manuscript), GALLEY_FIELD_HEADLINE), ==,
                   "我的标题");
  wait_until (has_conflict, manuscript);
  assert_field (galley_manuscript_get_theirs (manuscript), GALLEY_FIELD_HEADLINE, "他的标题");
  g_assert_cmpuint (galley_manuscript_get_conflicts (manuscript)->len, ==, 1);
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM article WHERE headline = '我的标题'"), ==, 1);
  /* It is told as what it is, not as something that the server refused. */
  wait_until (has_counted_conflict, fixture);
  g_assert_cmpuint (galley_workspace_get_outbox_figures (fixture->workspace)->parked, ==, 0);
  flush (fixture);
  drain ();
  g_object_unref (manuscript);
}

/* The save became a merge, and while it was under way the same words were typed: a person is asked, and neither side is
 * written over. */
static void
test_typed_during_merge (Fixture      *fixture,
                         gconstpointer data)
{
  g_autoptr (GalleyRevision) first = as_served (make_revision (ID_1, "标题", "正文"), "\"1\"");
  g_autoptr (GalleyRevision) second = as_served (make_revision (ID_1, "他的标题", "正文"), "\"2\"");
  GalleyManuscript *manuscript;

  run (fixture, pull_in_store, first);
  manuscript = open_article (fixture, ID_1);
  type (manuscript, "甲");
  run (fixture, merge_in_store, second);
  galley_autosaver_flush_async (galley_manuscript_get_autosaver (manuscript), NULL, NULL, NULL);
  galley_article_set_field (galley_manuscript_get_article (manuscript), GALLEY_FIELD_HEADLINE, "我的标题");
  wait_until (has_conflict, manuscript);
  assert_field (galley_manuscript_get_theirs (manuscript), GALLEY_FIELD_HEADLINE, "他的标题");
  g_assert_cmpstr (galley_article_get_field (galley_manuscript_get_article (manuscript), GALLEY_FIELD_HEADLINE), ==,
                   "我的标题");
  flush (fixture);
  drain ();
  g_object_unref (manuscript);
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM article WHERE headline = '我的标题' AND conflicts IS NOT NULL"), ==,
                   1);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/workspace/foreign-change", test_foreign_change);
  ADD ("/workspace/merge-during-save", test_merge_during_save);
  ADD ("/workspace/foreign-held", test_held);
  ADD ("/workspace/foreign-conflict", test_foreign_conflict);
  ADD ("/workspace/typed-during-merge", test_typed_during_merge);

  return g_test_run ();
}
