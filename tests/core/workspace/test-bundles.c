/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hand-over files while somebody is writing: what is typed and not yet saved is merged as well. */
#include "workspace-fixture.h"

#include "core/base/galley-file.h"
#include "core/base/galley-id.h"
#include "core/store/galley-media-cache.h"
#include "core/model/galley-media-type.h"

#include <string.h>

#define CLOSED "UPDATE article SET state = replace (state, '\"status\":\"draft\"', '\"status\":\"closed\"')"

static void
taken_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  Fixture *fixture = data;
  GalleyHandover outcome;

  fixture->result = galley_workspace_take_bundle_finish (GALLEY_WORKSPACE (source), result, &outcome, &fixture->error);
  fixture->is_done = TRUE;
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  Fixture *fixture = data;

  galley_workspace_save_bundle_finish (GALLEY_WORKSPACE (source), result, &fixture->error);
  fixture->is_done = TRUE;
}

/* NULL with fixture->error. */
static GalleyManuscript *
take_bundle (Fixture      *fixture,
             GalleyBundle *bundle)
{
  fixture->is_done = FALSE;
  galley_workspace_take_bundle_async (fixture->workspace, bundle, taken_cb, fixture);
  wait_until (is_done, fixture);
  return fixture->result;
}

static GalleyManuscript *
take (Fixture        *fixture,
      GalleyRevision *article,
      GalleyRevision *base)
{
  g_autoptr (GalleyBundle) bundle = galley_bundle_new (article, base);

  return take_bundle (fixture, bundle);
}

static void
save (Fixture    *fixture,
      const char *path)
{
  fixture->is_done = FALSE;
  galley_workspace_save_bundle_async (fixture->workspace, ID_1, path, saved_cb, fixture);
  wait_until (is_done, fixture);
}

static gboolean
has_their_headline (gpointer data)
{
  GalleyArticle *article = galley_manuscript_get_article (data);

  return g_str_equal (galley_article_get_field (article, GALLEY_FIELD_HEADLINE), "他的标题");
}

static void
test_while_typing (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (GalleyRevision) first = make_revision (ID_1, "标题", "一\n二");
  g_autoptr (GalleyRevision) second = make_revision (ID_1, "他的标题", "一\n二");
  g_autoptr (GalleyManuscript) manuscript = take (fixture, first, NULL);
  g_autoptr (GalleyManuscript) again = NULL;
  g_autofree char *text = NULL;

  g_assert_no_error (fixture->error);
  type (manuscript, "我");
  again = take (fixture, second, first);
  g_assert_no_error (fixture->error);
  g_assert_true (again == manuscript);
  wait_until (has_their_headline, manuscript);
  text = dup_text (manuscript);
  g_assert_cmpstr (text, ==, "我一\n二");
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM article"), ==, 1);
  flush (fixture);
  drain ();
}

/* What is typed and not yet saved goes along, and what came in last is the base of what goes out. */
static void
test_round (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "article.galley", NULL);
  g_autoptr (GalleyRevision) first = make_revision (ID_1, "标题", "一");
  g_autoptr (GalleyManuscript) manuscript = take (fixture, first, NULL);
  g_autoptr (GalleyRevision) now = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GalleyBundle) bundle = NULL;

  g_assert_no_error (fixture->error);
  type (manuscript, "我");
  save (fixture, path);
  g_assert_no_error (fixture->error);
  bytes = galley_file_read (path, G_MAXINT, &fixture->error);
  g_assert_no_error (fixture->error);
  bundle = galley_bundle_read (bytes, &fixture->error);
  g_assert_no_error (fixture->error);
  now = galley_article_snapshot (galley_manuscript_get_article (manuscript));
  g_assert_true (galley_revision_has_same_content (bundle->article, now));
  g_assert_true (galley_revision_has_same_content (bundle->base, first));
  drain ();
}

static GalleyRevision *
make_with_picture (const char *hash)
{
  g_autoptr (GalleyFigure) figure = galley_figure_new (hash, GALLEY_MEDIA_TYPE_PNG, 640, 480, NULL);
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();
  GalleyContent content = { .blocks = blocks };

  g_ptr_array_add (blocks, galley_block_new_figure (figure, "", NULL, 0));
  return galley_revision_new (ID_1, &content, NULL);
}

/* A picture goes along where the article shows it; one that it does not show stays in the file. */
static void
test_pictures (Fixture      *fixture,
               gconstpointer data)
{
  static const char shown[] = "\x89PNG\r\n\x1a\n the one";
  static const char other[] = "\x89PNG\r\n\x1a\n the other";
  GalleyStore *store = galley_workspace_get_store (fixture->workspace);
  g_autofree char *path = g_build_filename (fixture->folder, "article.galley", NULL);
  g_autofree char *hash = galley_hash_bytes (shown, strlen (shown));
  g_autofree char *other_hash = galley_hash_bytes (other, strlen (other));
  g_autoptr (GalleyRevision) article = make_with_picture (hash);
  g_autoptr (GalleyBundle) bundle = galley_bundle_new (article, NULL);
  g_autoptr (GalleyBundle) again = NULL;
  g_autoptr (GalleyManuscript) manuscript = NULL;
  g_autoptr (GBytes) stored = NULL;
  g_autoptr (GBytes) bytes = NULL;

  g_tree_insert (bundle->media, g_strdup (hash), g_bytes_new_static (shown, strlen (shown)));
  g_tree_insert (bundle->media, g_strdup (other_hash), g_bytes_new_static (other, strlen (other)));
  manuscript = take_bundle (fixture, bundle);
  g_assert_no_error (fixture->error);
  stored = galley_media_cache_load (store, hash, &fixture->error);
  g_assert_no_error (fixture->error);
  g_assert_cmpmem (g_bytes_get_data (stored, NULL), g_bytes_get_size (stored), shown, strlen (shown));
  g_assert_null (galley_media_cache_load (store, other_hash, &fixture->error));
  g_assert_error (fixture->error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND);
  g_clear_error (&fixture->error);

  save (fixture, path);
  g_assert_no_error (fixture->error);
  bytes = galley_file_read (path, G_MAXINT, &fixture->error);
  again = galley_bundle_read (bytes, &fixture->error);
  g_assert_no_error (fixture->error);
  g_assert_cmpint (g_tree_nnodes (again->media), ==, 1);
  g_assert_nonnull (g_tree_lookup (again->media, hash));
  drain ();
}

static gpointer
close_article_job (GalleyDatabase *database,
                   gpointer        input,
                   GError        **error)
{
  galley_database_exec (database, CLOSED, error);
  return NULL;
}

static void
test_refused (Fixture      *fixture,
              gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "not-there", "article.galley", NULL);
  g_autoptr (GalleyRevision) first = make_revision (ID_1, "标题", "一");
  g_autoptr (GalleyRevision) second = make_revision (ID_1, "他的标题", "一");
  GalleyManuscript *manuscript;

  save (fixture, path);
  g_assert_error (fixture->error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND);
  g_clear_error (&fixture->error);

  manuscript = take (fixture, first, NULL);
  g_assert_no_error (fixture->error);
  flush (fixture);
  drain ();
  g_object_unref (manuscript);
  run (fixture, close_article_job, NULL);
  g_assert_null (take (fixture, second, first));
  g_assert_error (fixture->error, GALLEY_ERROR, GALLEY_ERROR_FORBIDDEN);
  g_clear_error (&fixture->error);
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM article WHERE headline = '标题'"), ==, 1);
  drain ();
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/workspace/bundles/while-typing", test_while_typing);
  ADD ("/workspace/bundles/round", test_round);
  ADD ("/workspace/bundles/pictures", test_pictures);
  ADD ("/workspace/bundles/refused", test_refused);
  return g_test_run ();
}
