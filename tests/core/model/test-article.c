/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/model/galley-article.h"

#include "model-support.h"

#include <string.h>

typedef struct
{
  GalleyArticle *article;
  guint n_field, n_set, n_bylines, n_state, n_changed;
} Watch;

static void
count_cb (guint *count)
{
  *count += 1;
}

static void
watch_init (Watch          *watch,
            GalleyRevision *revision)
{
  *watch = (Watch) { .article = revision != NULL ? galley_article_new_from_revision (revision)
                                                 : galley_article_new ("id") };
  g_signal_connect_swapped (watch->article, "field-changed", G_CALLBACK (count_cb), &watch->n_field);
  g_signal_connect_swapped (watch->article, "set-changed", G_CALLBACK (count_cb), &watch->n_set);
  g_signal_connect_swapped (watch->article, "bylines-changed", G_CALLBACK (count_cb), &watch->n_bylines);
  g_signal_connect_swapped (watch->article, "state-changed", G_CALLBACK (count_cb), &watch->n_state);
  g_signal_connect_swapped (watch->article, "changed", G_CALLBACK (count_cb), &watch->n_changed);
}

static void
type (GalleyArticle *article,
      guint          block,
      guint          offset,
      const char    *text)
{
  GalleyPosition place = { block, offset };
  galley_document_replace_text (galley_article_get_document (article), place, place, text, (GalleyStyle) { 0 });
}

static void
test_setters (void)
{
  Watch watch;
  watch_init (&watch, NULL);

  for (guint field = 0; field < GALLEY_N_FIELDS; field++)
    {
      galley_article_set_field (watch.article, field, "  朱苗\n强调　");
      g_assert_cmpuint (watch.n_field, ==, field + 1);
      g_assert_cmpuint (watch.n_changed, ==, field + 1);
      galley_article_set_field (watch.article, field, galley_article_get_field (watch.article, field));
      galley_article_set_field (watch.article, field, "朱苗\n强调");
      g_assert_cmpuint (watch.n_field, ==, field + 1);
    }
  g_assert_cmpstr (galley_article_get_field (watch.article, GALLEY_FIELD_HEADLINE), ==, "朱苗 强调");
  g_assert_cmpstr (galley_article_get_field (watch.article, GALLEY_FIELD_SUMMARY), ==, "朱苗\342\200\250强调");
  guint n_changed = watch.n_changed;

  static const char *const tags[] = { " 全年红", "", "开门红", "全年红 ", NULL };
  static const char *const same[] = { "全年红", "开门红", NULL };
  galley_article_set_set (watch.article, GALLEY_SET_TAGS, tags);
  galley_article_set_set (watch.article, GALLEY_SET_TAGS, same);
  g_assert_cmpuint (watch.n_set, ==, 1);
  g_assert_true (g_strv_equal (galley_article_get_set (watch.article, GALLEY_SET_TAGS), same));

  g_autoptr (GPtrArray) bylines = galley_bylines_parse ("杨秀娟 区新闻中心 宋翰卿");
  galley_article_set_bylines (watch.article, bylines);
  galley_article_set_bylines (watch.article, galley_article_get_bylines (watch.article));
  g_assert_cmpuint (watch.n_bylines, ==, 1);
  g_assert_cmpuint (watch.n_changed, ==, n_changed + 2);

  type (watch.article, 0, 0, "x");
  g_assert_cmpuint (watch.n_changed, ==, n_changed + 3);
  g_assert_cmpuint (galley_article_get_generation (watch.article), ==, n_changed + 3);

  g_autoptr (GalleyState) state = galley_state_new ();
  galley_article_set_state (watch.article, state);
  g_assert_cmpuint (watch.n_state, ==, 0);
  g_autoptr (GalleyState) review = galley_state_copy (state);
  review->status = GALLEY_STATUS_REVIEW_1;
  galley_article_set_state (watch.article, review);
  g_assert_cmpuint (watch.n_state, ==, 1);
  g_assert_cmpuint (watch.n_changed, ==, n_changed + 3);
  g_assert_finalize_object (watch.article);
}

static void
test_snapshot (void)
{
  GalleyContent content = { .extra = "{\"later\":true}" };
  content.fields[GALLEY_FIELD_HEADLINE] = " kept as it came ";
  g_autoptr (GalleyRevision) revision = galley_revision_new ("id", &content, NULL);
  galley_revision_set_content_hash (revision, "hash");
  Watch watch;
  watch_init (&watch, revision);

  g_autoptr (GalleyRevision) first = galley_article_snapshot (watch.article);
  g_assert_true (first == revision);

  g_autoptr (GalleyState) state = galley_state_new ();
  state->status = GALLEY_STATUS_REVIEW_2;
  galley_article_set_state (watch.article, state);
  g_autoptr (GalleyRevision) second = galley_article_snapshot (watch.article);
  g_assert_cmpstr (galley_revision_get_content_hash (second), ==, "hash");
  g_assert_cmpint (galley_revision_get_state (second)->status, ==, GALLEY_STATUS_REVIEW_2);

  type (watch.article, 0, 0, "x");
  g_autoptr (GalleyRevision) third = galley_article_snapshot (watch.article);
  g_autoptr (GalleyRevision) fourth = galley_article_snapshot (watch.article);
  g_assert_true (third == fourth);
  g_assert_null (galley_revision_get_content_hash (third));
  g_assert_false (galley_revision_has_same_content (third, revision));
  g_assert_cmpstr (galley_revision_get_extra (third), ==, "{\"later\":true}");
  g_assert_finalize_object (watch.article);
}

static void
test_rebase_clean (void)
{
  g_autoptr (GPtrArray) blocks = model_support_paragraphs ("a", "b", NULL);
  GalleyContent content = { .blocks = blocks };
  g_autoptr (GalleyRevision) from = galley_revision_new ("id", &content, NULL);
  g_autoptr (GPtrArray) others = model_support_paragraphs ("a", "b2", "c", NULL);
  content.blocks = others;
  content.fields[GALLEY_FIELD_HEADLINE] = "h";
  content.fields[GALLEY_FIELD_KICKER] = "k";
  g_autoptr (GalleyState) state = galley_state_new ();
  galley_state_set_text (&state->etag, "\"2\"");
  g_autoptr (GalleyRevision) to = galley_revision_new ("id", &content, state);
  galley_revision_set_content_hash (to, "hash");
  Watch watch;
  watch_init (&watch, from);

  g_assert_true (galley_article_rebase (watch.article, from, to));
  g_autoptr (GalleyRevision) now = galley_article_snapshot (watch.article);
  g_assert_true (galley_revision_has_same_content (now, to));
  g_assert_cmpstr (galley_revision_get_content_hash (now), ==, "hash");
  g_assert_cmpstr (galley_article_get_state (watch.article)->etag, ==, "\"2\"");
  g_assert_cmpuint (watch.n_field, ==, 2);
  g_assert_cmpuint (watch.n_state, ==, 1);
  g_assert_cmpuint (watch.n_changed, ==, 1);
  g_assert_true (galley_article_rebase (watch.article, to, to));
  g_assert_cmpuint (watch.n_changed, ==, 1);
  g_assert_finalize_object (watch.article);
}

static void
test_rebase_typed (void)
{
  g_autoptr (GPtrArray) blocks = model_support_paragraphs ("a", "b", "c", NULL);
  GalleyContent content = { .blocks = blocks };
  g_autoptr (GalleyRevision) from = galley_revision_new ("id", &content, NULL);
  g_autoptr (GPtrArray) others = model_support_paragraphs ("A", "b", "C", NULL);
  content.blocks = others;
  content.fields[GALLEY_FIELD_KICKER] = "theirs";
  content.fields[GALLEY_FIELD_SOURCE] = "theirs";
  g_autoptr (GalleyRevision) to = galley_revision_new ("id", &content, NULL);
  Watch watch;
  watch_init (&watch, from);

  type (watch.article, 1, 1, "typed");
  galley_article_set_field (watch.article, GALLEY_FIELD_EDITOR, "typed");
  g_assert_true (galley_article_rebase (watch.article, from, to));
  g_autoptr (GPtrArray) merged = galley_document_dup_blocks (galley_article_get_document (watch.article));
  g_autofree char *text = model_support_read (merged);
  g_assert_cmpstr (text, ==, "A\nbtyped\nC");
  g_assert_cmpstr (galley_article_get_field (watch.article, GALLEY_FIELD_KICKER), ==, "theirs");
  g_assert_cmpstr (galley_article_get_field (watch.article, GALLEY_FIELD_EDITOR), ==, "typed");

  /* Both changed the same: mine stays. */
  galley_article_set_field (watch.article, GALLEY_FIELD_SOURCE, "typed");
  type (watch.article, 0, 1, "typed");
  g_assert_false (galley_article_rebase (watch.article, to, from));
  g_assert_cmpstr (galley_article_get_field (watch.article, GALLEY_FIELD_SOURCE), ==, "typed");
  g_assert_cmpstr (galley_article_get_field (watch.article, GALLEY_FIELD_KICKER), ==, "");
  g_autoptr (GPtrArray) kept = galley_document_dup_blocks (galley_article_get_document (watch.article));
  g_autofree char *kept_text = model_support_read (kept);
  g_assert_cmpstr (kept_text, ==, "Atyped\nbtyped\nc");
  g_assert_finalize_object (watch.article);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/article/setters", test_setters);
  g_test_add_func ("/model/article/snapshot", test_snapshot);
  g_test_add_func ("/model/article/rebase-clean", test_rebase_clean);
  g_test_add_func ("/model/article/rebase-typed", test_rebase_typed);
  return g_test_run ();
}
