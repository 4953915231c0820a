/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/model/galley-restore.h"

#include "core/base/galley-error.h"
#include "core/model/galley-difference.h"
#include "model-support.h"

#define ID "0193a000-0000-7000-8000-000000000001"

typedef struct
{
  GalleyClock *clock;
  GalleyArticle *article;
  GalleyHistory *history;
  GalleyRevision *version; /* what it was */
} Fixture;

static GalleyRevision *
make_revision (const char *headline,
               const char *summary,
               GPtrArray  *blocks)
{
  GalleyContent content = { .blocks = blocks };

  content.fields[GALLEY_FIELD_HEADLINE] = headline;
  content.fields[GALLEY_FIELD_SUMMARY] = summary;
  return galley_revision_new (ID, &content, NULL);
}

static void
fixture_set_up (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (GPtrArray) before = model_support_paragraphs ("一段旧的话", "第二段", "第三段文字", NULL);
  g_autoptr (GPtrArray) now = model_support_paragraphs ("一段新的话", "第二段", "又加一句别的", NULL);
  g_autoptr (GalleyRevision) revision = make_revision ("新题", "", now);

  fixture->version = make_revision ("旧题", "摘要", before);
  fixture->clock = galley_test_clock_new (0);
  fixture->article = galley_article_new_from_revision (revision);
  fixture->history = galley_history_new (galley_article_get_document (fixture->article), fixture->clock);
}

static void
fixture_tear_down (Fixture      *fixture,
                   gconstpointer data)
{
  galley_revision_unref (fixture->version);
  g_assert_finalize_object (fixture->history);
  g_assert_finalize_object (fixture->article);
  g_object_unref (fixture->clock);
}

static GalleyDifference *
compare (Fixture *fixture)
{
  g_autoptr (GalleyRevision) now = galley_article_snapshot (fixture->article);

  return galley_difference_new (fixture->version, now);
}

static void
restore (Fixture        *fixture,
         GalleyRevision *seen,
         GalleyRevision *wanted)
{
  g_autoptr (GError) error = NULL;
  gboolean is_done = galley_restore (fixture->article, fixture->history, seen, wanted, &error);

  g_assert_no_error (error);
  g_assert_true (is_done);
}

static void
assert_is (Fixture        *fixture,
           GalleyRevision *expected)
{
  g_autoptr (GalleyRevision) now = galley_article_snapshot (fixture->article);

  g_assert_true (galley_revision_has_same_content (now, expected));
}

static void
test_all (Fixture      *fixture,
          gconstpointer data)
{
  g_autoptr (GalleyDifference) difference = compare (fixture);
  g_autoptr (GalleyRevision) wanted = galley_difference_take_all (difference);
  GalleyPosition caret = { 7, 7 };

  restore (fixture, difference->later, wanted);
  assert_is (fixture, fixture->version);
  g_assert_true (galley_history_undo (fixture->history, &caret));
  assert_is (fixture, difference->later);
  g_assert_false (galley_history_get_can_undo (fixture->history));
  g_assert_true (galley_history_redo (fixture->history, &caret));
  assert_is (fixture, fixture->version);
  g_assert_true (galley_history_undo (fixture->history, &caret));
  assert_is (fixture, difference->later);
}

static void
test_part (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GalleyDifference) difference = compare (fixture);
  g_autoptr (GalleyRevision) wanted = galley_difference_take_part (difference, GALLEY_FIELD_HEADLINE);
  GalleyPosition caret = { 1, 2 };

  restore (fixture, difference->later, wanted);
  g_assert_cmpstr (galley_article_get_field (fixture->article, GALLEY_FIELD_HEADLINE), ==, "旧题");
  g_assert_cmpstr (galley_article_get_field (fixture->article, GALLEY_FIELD_SUMMARY), ==, "");
  g_assert_true (galley_history_undo (fixture->history, &caret));
  assert_is (fixture, difference->later);
  /* The body did not change: the caret has nowhere to go. */
  g_assert_cmpuint (caret.block, ==, 1);
  g_assert_cmpuint (caret.offset, ==, 2);
}

static void
test_row (Fixture      *fixture,
          gconstpointer data)
{
  g_autoptr (GalleyDifference) difference = compare (fixture);
  g_autoptr (GalleyRevision) wanted = galley_difference_take_row (difference, 0);
  g_autofree char *body = NULL;
  g_autoptr (GPtrArray) blocks = NULL;

  restore (fixture, difference->later, wanted);
  blocks = galley_document_dup_blocks (galley_article_get_document (fixture->article));
  body = model_support_read (blocks);
  g_assert_cmpstr (body, ==, "一段旧的话\n第二段\n又加一句别的");
  g_assert_true (galley_history_undo (fixture->history, NULL));
  assert_is (fixture, difference->later);
}

/* What is typed after the comparison was made stays, wherever it stands. */
static void
test_typed_since (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr (GalleyDifference) difference = compare (fixture);
  g_autoptr (GalleyRevision) wanted = galley_difference_take_row (difference, 0);
  GalleyDocument *document = galley_article_get_document (fixture->article);
  g_autoptr (GPtrArray) blocks = NULL;
  g_autofree char *body = NULL;

  galley_document_replace_text (document, (GalleyPosition) { 2, 6 }, (GalleyPosition) { 2, 6 }, "。\n末段",
                                (GalleyStyle) { 0 });
  restore (fixture, difference->later, wanted);
  blocks = galley_document_dup_blocks (document);
  body = model_support_read (blocks);
  g_assert_cmpstr (body, ==, "一段旧的话\n第二段\n又加一句别的。\n末段");
}

static void
test_touched_since (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr (GalleyDifference) difference = compare (fixture);
  g_autoptr (GalleyRevision) wanted = galley_difference_take_all (difference);
  g_autoptr (GalleyRevision) before = NULL;
  g_autoptr (GError) error = NULL;

  galley_document_replace_text (galley_article_get_document (fixture->article), (GalleyPosition) { 0, 2 },
                                (GalleyPosition) { 0, 3 }, "好", (GalleyStyle) { 0 });
  before = galley_article_snapshot (fixture->article);
  g_assert_false (galley_restore (fixture->article, fixture->history, difference->later, wanted, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_CONFLICT);
  assert_is (fixture, before);
}

/* Undo takes back what was restored, never what somebody else wrote into the field since. */
static void
test_foreign_field (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr (GalleyDifference) difference = compare (fixture);
  g_autoptr (GalleyRevision) wanted = galley_difference_take_all (difference);

  restore (fixture, difference->later, wanted);
  galley_article_set_field (fixture->article, GALLEY_FIELD_HEADLINE, "别人的题");
  g_assert_true (galley_history_undo (fixture->history, NULL));
  g_assert_cmpstr (galley_article_get_field (fixture->article, GALLEY_FIELD_HEADLINE), ==, "别人的题");
  g_assert_cmpstr (galley_article_get_field (fixture->article, GALLEY_FIELD_SUMMARY), ==, "");
}

/* A foreign splice elsewhere in the body moves the step, and what is beside the body goes with it. */
static void
test_foreign_body (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (GalleyDifference) difference = compare (fixture);
  g_autoptr (GalleyRevision) wanted = galley_difference_take_all (difference);
  GalleyDocument *document = galley_article_get_document (fixture->article);
  GalleyBlock *block = galley_block_new (0, "别人的段", NULL, 0);
  g_autoptr (GPtrArray) blocks = NULL;
  g_autofree char *body = NULL;

  restore (fixture, difference->later, wanted);
  galley_document_splice (document, GALLEY_SPLICE_FOREIGN, 0, 0, &block, 1);
  galley_block_unref (block);
  g_assert_true (galley_history_undo (fixture->history, NULL));
  blocks = galley_document_dup_blocks (document);
  body = model_support_read (blocks);
  g_assert_cmpstr (body, ==, "别人的段\n一段新的话\n第二段\n又加一句别的");
  g_assert_cmpstr (galley_article_get_field (fixture->article, GALLEY_FIELD_HEADLINE), ==, "新题");
}

static void
test_nothing (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (GalleyRevision) now = galley_article_snapshot (fixture->article);

  restore (fixture, now, now);
  g_assert_false (galley_history_get_can_undo (fixture->history));
}

static void
test_too_large (Fixture      *fixture,
                gconstpointer data)
{
  g_autofree char *text = g_strnfill (GALLEY_DOCUMENT_MAX_WEIGHT, 'x');
  g_autoptr (GPtrArray) blocks = model_support_paragraphs (text, NULL);
  g_autoptr (GalleyRevision) now = galley_article_snapshot (fixture->article);
  g_autoptr (GalleyRevision) wanted = make_revision ("题", "", blocks);
  g_autoptr (GError) error = NULL;

  g_assert_false (galley_restore (fixture->article, fixture->history, now, wanted, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE);
  assert_is (fixture, now);
}

static void
choose (Fixture    *fixture,
        const char *kind)
{
  g_autoptr (GalleyRevision) before = galley_article_snapshot (fixture->article);
  g_autoptr (GalleyRevision) after = NULL;

  galley_article_set_field (fixture->article, GALLEY_FIELD_KIND, kind);
  after = galley_article_snapshot (fixture->article);
  galley_restore_note_beside (fixture->article, fixture->history, before, after);
}

static void
assert_last (Fixture *fixture,
             gboolean can_undo,
             gboolean can_redo)
{
  g_assert_cmpint (galley_restore_is_last (fixture->article, fixture->history, FALSE), ==, can_undo);
  g_assert_cmpint (galley_restore_is_last (fixture->article, fixture->history, TRUE), ==, can_redo);
}

/* Each of two choices is a step; it is the last one until something else is done, and again when that is taken back. */
static void
test_last (Fixture      *fixture,
           gconstpointer data)
{
  GalleyDocument *document = galley_article_get_document (fixture->article);
  GalleyPosition start = { 0, 0 };

  assert_last (fixture, FALSE, FALSE);
  choose (fixture, "link");
  assert_last (fixture, TRUE, FALSE);
  choose (fixture, "video");
  galley_article_set_field (fixture->article, GALLEY_FIELD_HEADLINE, "又一题");
  assert_last (fixture, FALSE, FALSE);
  galley_article_set_field (fixture->article, GALLEY_FIELD_HEADLINE, "新题");
  assert_last (fixture, TRUE, FALSE);
  galley_document_replace_text (document, start, start, "字", (GalleyStyle){ 0 });
  assert_last (fixture, FALSE, FALSE);
  g_assert_true (galley_history_undo (fixture->history, NULL));
  assert_last (fixture, TRUE, FALSE);

  g_assert_true (galley_history_undo (fixture->history, NULL));
  g_assert_cmpstr (galley_article_get_field (fixture->article, GALLEY_FIELD_KIND), ==, "link");
  assert_last (fixture, TRUE, TRUE);
  g_assert_true (galley_history_undo (fixture->history, NULL));
  g_assert_cmpstr (galley_article_get_field (fixture->article, GALLEY_FIELD_KIND), ==, "");
  assert_last (fixture, FALSE, TRUE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) \
  g_test_add ("/model/restore/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("all", test_all);
  ADD ("part", test_part);
  ADD ("row", test_row);
  ADD ("typed-since", test_typed_since);
  ADD ("touched-since", test_touched_since);
  ADD ("foreign-field", test_foreign_field);
  ADD ("foreign-body", test_foreign_body);
  ADD ("nothing", test_nothing);
  ADD ("too-large", test_too_large);
  ADD ("last", test_last);
  return g_test_run ();
}
