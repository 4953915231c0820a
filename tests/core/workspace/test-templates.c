/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Templates: what is kept of an article, how a new one is filled, renaming, removing, taking back, the next start. */
#include "workspace-fixture.h"

#include "core/base/galley-error.h"

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  Fixture *fixture = data;

  galley_workspace_keep_template_finish (GALLEY_WORKSPACE (source), result, &fixture->error);
  fixture->is_done = TRUE;
}

static void
keep (Fixture              *fixture,
      const GalleyTemplate *template)
{
  fixture->is_done = FALSE;
  galley_workspace_keep_template_async (fixture->workspace, template, kept_cb, fixture);
  wait_until (is_done, fixture);
  g_assert_no_error (fixture->error);
}

static void
removed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Fixture *fixture = data;

  galley_workspace_remove_template_finish (GALLEY_WORKSPACE (source), result, &fixture->error);
  fixture->is_done = TRUE;
}

static void
take_away (Fixture    *fixture,
           const char *id)
{
  fixture->is_done = FALSE;
  galley_workspace_remove_template_async (fixture->workspace, id, removed_cb, fixture);
  wait_until (is_done, fixture);
  g_assert_no_error (fixture->error);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Fixture *fixture = data;

  fixture->result = galley_workspace_load_templates_finish (GALLEY_WORKSPACE (source), result, &fixture->error);
  fixture->is_done = TRUE;
}

/* (transfer full) */
static GPtrArray *
load_templates (Fixture *fixture)
{
  fixture->is_done = FALSE;
  galley_workspace_load_templates_async (fixture->workspace, NULL, loaded_cb, fixture);
  wait_until (is_done, fixture);
  g_assert_no_error (fixture->error);
  return fixture->result;
}

/* Last week's weather, published. */
static GalleyRevision *
make_issue (void)
{
  g_autoptr (GPtrArray) blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_block_unref);
  g_autoptr (GPtrArray) bylines = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_byline_free);
  g_autoptr (GalleyState) state = galley_state_new ();
  GalleyContent content = { 0 };

  content.fields[GALLEY_FIELD_HEADLINE] = "南湖一周天气";
  content.fields[GALLEY_FIELD_KICKER] = "气象台提示";
  content.fields[GALLEY_FIELD_SUMMARY] = "本周天气";
  content.fields[GALLEY_FIELD_SOURCE] = "南湖气象台";
  content.fields[GALLEY_FIELD_CHANNEL] = "service";
  content.fields[GALLEY_FIELD_EDITOR] = "小王";
  content.fields[GALLEY_FIELD_CONTENT_CREATED] = "2026-11-16T00:00:00+08:00";
  content.fields[GALLEY_FIELD_ORIGINAL_URI] = "https://weather.example/47";
  content.fields[GALLEY_FIELD_CORRECTS] = "0193a000-0000-7000-8000-000000000001";
  content.fields[GALLEY_FIELD_CORRECTS_HASH] = "abc";
  content.sets[GALLEY_SET_TAGS] = (const char *const[]){ "天气", "出行", NULL };
  g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_PARAGRAPH, "周一：", NULL, 0));
  g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_PARAGRAPH, "周二：", NULL, 0));
  content.blocks = blocks;
  g_ptr_array_add (bylines, galley_byline_new ("预报员", "", ""));
  content.bylines = bylines;
  state->status = GALLEY_STATUS_PUBLISHED;
  galley_state_set_text (&state->published_path, "/2026/11/16/weather.html");
  return galley_revision_new ("0193a000-0000-7000-8000-000000000002", &content, state);
}

static GalleyTemplate *
make_template (Fixture *fixture)
{
  g_autoptr (GalleyRevision) issue = make_issue ();

  return galley_workspace_make_template (fixture->workspace, "一周天气", issue);
}

static void
test_what_is_kept (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (GalleyTemplate) template = make_template (fixture);
  GalleyRevision *kept = template->revision;

  g_assert_cmpstr (template->name, ==, "一周天气");
  g_assert_cmpstr (galley_revision_get_field (kept, GALLEY_FIELD_HEADLINE), ==, "南湖一周天气");
  g_assert_cmpstr (galley_revision_get_field (kept, GALLEY_FIELD_KICKER), ==, "气象台提示");
  g_assert_cmpstr (galley_revision_get_field (kept, GALLEY_FIELD_SUMMARY), ==, "本周天气");
  g_assert_cmpstr (galley_revision_get_set (kept, GALLEY_SET_TAGS)[1], ==, "出行");
  g_assert_cmpuint (galley_revision_get_bylines (kept)->len, ==, 1);
  g_assert_cmpuint (galley_revision_get_blocks (kept)->len, ==, 2);

  g_assert_cmpstr (galley_revision_get_field (kept, GALLEY_FIELD_CONTENT_CREATED), ==, "");
  g_assert_cmpstr (galley_revision_get_field (kept, GALLEY_FIELD_ORIGINAL_URI), ==, "");
  g_assert_cmpstr (galley_revision_get_field (kept, GALLEY_FIELD_CORRECTS), ==, "");
  g_assert_cmpstr (galley_revision_get_field (kept, GALLEY_FIELD_CORRECTS_HASH), ==, "");
  g_assert_cmpint (galley_revision_get_state (kept)->status, ==, GALLEY_STATUS_DRAFT);
  g_assert_cmpstr (galley_revision_get_state (kept)->published_path, ==, "");
  g_assert_cmpstr (galley_revision_get_id (kept), !=, "0193a000-0000-7000-8000-000000000002");
}

static void
test_new_article (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr (GalleyTemplate) template = make_template (fixture);
  GalleyManuscript *manuscript = galley_workspace_new_from_template (fixture->workspace, template, NULL);
  GalleyArticle *article = galley_manuscript_get_article (manuscript);
  g_autoptr (GalleyRevision) revision = galley_article_snapshot (article);
  g_autofree char *text = dup_text (manuscript);

  g_assert_cmpstr (galley_article_get_field (article, GALLEY_FIELD_HEADLINE), ==, "南湖一周天气");
  g_assert_cmpstr (galley_article_get_field (article, GALLEY_FIELD_CHANNEL), ==, "service");
  g_assert_cmpstr (galley_article_get_field (article, GALLEY_FIELD_SOURCE), ==, "南湖气象台");
  /* The responsible editor is who begins it: on this computer nobody yet. */
  g_assert_cmpstr (galley_article_get_field (article, GALLEY_FIELD_EDITOR), ==, "");
  g_assert_cmpstr (galley_revision_get_set (revision, GALLEY_SET_TAGS)[0], ==, "天气");
  g_assert_cmpuint (galley_revision_get_bylines (revision)->len, ==, 1);
  g_assert_cmpstr (text, ==, "周一：\n周二：");
  g_assert_cmpstr (galley_article_get_id (article), !=, galley_revision_get_id (template->revision));
  g_assert_cmpint (galley_article_get_state (article)->created, ==, NOON);
  flush (fixture);
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM article WHERE headline = '南湖一周天气'"), ==, 1);
  drain ();
  g_assert_finalize_object (manuscript);
}

static void
test_rename_remove_restart (Fixture      *fixture,
                            gconstpointer data)
{
  g_autoptr (GalleyTemplate) template = make_template (fixture);
  g_autoptr (GalleyTemplate) taken = NULL;
  GPtrArray *templates;

  keep (fixture, template);
  g_free (template->name);
  template->name = g_strdup ("周报");
  keep (fixture, template);

  close_workspace (fixture);
  open_workspace (fixture);
  templates = load_templates (fixture);
  g_assert_cmpuint (templates->len, ==, 1);
  taken = galley_template_copy (g_ptr_array_index (templates, 0));
  g_assert_cmpstr (taken->name, ==, "周报");
  g_assert_true (galley_revision_has_same_content (taken->revision, template->revision));
  g_ptr_array_unref (templates);

  take_away (fixture, galley_revision_get_id (taken->revision));
  templates = load_templates (fixture);
  g_assert_cmpuint (templates->len, ==, 0);
  g_ptr_array_unref (templates);

  /* Undo. */
  keep (fixture, taken);
  templates = load_templates (fixture);
  g_assert_cmpuint (templates->len, ==, 1);
  g_ptr_array_unref (templates);
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM outbox"), ==, 0);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/workspace/templates/what-is-kept", test_what_is_kept);
  ADD ("/workspace/templates/new-article", test_new_article);
  ADD ("/workspace/templates/rename-remove-restart", test_rename_remove_restart);

  return g_test_run ();
}
