/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/galley-find.h"

#include "core/model/galley-history.h"
#include "model-support.h"

typedef struct
{
  GalleyClock *clock;
  GalleyArticle *article;
  guint n_spliced;
} Fixture;

static void
spliced_cb (Fixture *fixture)
{
  fixture->n_spliced++;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (GPtrArray) blocks = model_support_paragraphs ("王敏到南湖", "别的话", "王敏、王敏", NULL);

  fixture->clock = galley_test_clock_new (0);
  fixture->article = galley_article_new ("0190b8a0-0000-7000-8000-000000000001");
  galley_document_adopt (galley_article_get_document (fixture->article), blocks);
  galley_article_set_field (fixture->article, GALLEY_FIELD_HEADLINE, "王敏：王敏");
  galley_article_set_field (fixture->article, GALLEY_FIELD_SUMMARY, "王敏说");
  galley_article_set_field (fixture->article, GALLEY_FIELD_SOURCE, "王敏报");
  g_signal_connect_swapped (galley_article_get_document (fixture->article), "spliced", G_CALLBACK (spliced_cb),
                            fixture);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->article);
  g_assert_finalize_object (fixture->clock);
}

static GArray *
find (Fixture           *fixture,
      const char        *text,
      GalleyPatternFlags flags,
      gboolean           is_body_only,
      const char        *replacement)
{
  g_autoptr (GalleyRevision) revision = galley_article_snapshot (fixture->article);
  g_autoptr (GalleyPattern) pattern = galley_pattern_new (text, flags, NULL);
  GalleyFindBudget budget;

  g_assert_nonnull (pattern);
  galley_find_budget_init (&budget, fixture->clock);
  return galley_find_in_revision (revision, pattern, is_body_only, replacement, &budget);
}

static void
assert_match (GArray *matches,
              guint   index,
              guint   place,
              guint   block,
              guint   start,
              guint   end)
{
  GalleyMatch *match = &g_array_index (matches, GalleyMatch, index);

  g_assert_cmpuint (index, <, matches->len);
  g_assert_cmpuint (match->place, ==, place);
  g_assert_cmpuint (match->block, ==, block);
  g_assert_cmpuint (match->start, ==, start);
  g_assert_cmpuint (match->end, ==, end);
}

static void
assert_body (Fixture    *fixture,
             const char *wanted)
{
  g_autofree char *text = galley_document_dup_text (galley_article_get_document (fixture->article),
                                                    (GalleyPosition){ 0, 0 }, (GalleyPosition){ G_MAXUINT, 0 });

  g_assert_cmpstr (text, ==, wanted);
  model_support_check_document (galley_article_get_document (fixture->article));
}

static void
assert_field (Fixture    *fixture,
              GalleyField field,
              const char *wanted)
{
  g_assert_cmpstr (galley_article_get_field (fixture->article, field), ==, wanted);
}

/* As on the page: headline, body, summary; a source is no prose. */
static void
test_order (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (GArray) all = find (fixture, "王敏", 0, FALSE, NULL);
  g_autoptr (GArray) body = find (fixture, "王敏", 0, TRUE, NULL);

  g_assert_cmpuint (all->len, ==, 6);
  assert_match (all, 0, GALLEY_FIELD_HEADLINE, 0, 0, 2);
  assert_match (all, 1, GALLEY_FIELD_HEADLINE, 0, 3, 5);
  assert_match (all, 2, GALLEY_MATCH_IN_BODY, 0, 0, 2);
  assert_match (all, 3, GALLEY_MATCH_IN_BODY, 2, 0, 2);
  assert_match (all, 4, GALLEY_MATCH_IN_BODY, 2, 3, 5);
  assert_match (all, 5, GALLEY_FIELD_SUMMARY, 0, 0, 2);
  g_assert_cmpuint (body->len, ==, 3);
  assert_match (body, 0, GALLEY_MATCH_IN_BODY, 0, 0, 2);
}

static void
test_replace_everywhere (Fixture      *fixture,
                         gconstpointer data)
{
  GalleyDocument *document = galley_article_get_document (fixture->article);
  g_autoptr (GalleyHistory) history = galley_history_new (document, fixture->clock);
  g_autoptr (GArray) matches = find (fixture, "王敏", 0, FALSE, "欧阳小梅");
  GalleyBlock *between = galley_document_get_block (document, 1);
  GalleyPosition caret;

  g_assert_cmpuint (galley_find_replace (fixture->article, matches), ==, 6);
  assert_field (fixture, GALLEY_FIELD_HEADLINE, "欧阳小梅：欧阳小梅");
  assert_field (fixture, GALLEY_FIELD_SUMMARY, "欧阳小梅说");
  assert_field (fixture, GALLEY_FIELD_SOURCE, "王敏报");
  assert_body (fixture, "欧阳小梅到南湖\n别的话\n欧阳小梅、欧阳小梅");
  g_assert_cmpuint (fixture->n_spliced, ==, 1);
  g_assert_true (galley_document_get_block (document, 1) == between);

  g_assert_true (galley_history_undo (history, &caret));
  g_assert_false (galley_history_get_can_undo (history));
  assert_body (fixture, "王敏到南湖\n别的话\n王敏、王敏");
}

/* A mark that is right already is no change: the count tells of what differs. */
static void
test_what_reads_already (Fixture      *fixture,
                         gconstpointer data)
{
  g_autoptr (GPtrArray) blocks = model_support_paragraphs ("甲，乙,丙", NULL);
  g_autoptr (GArray) matches = NULL;
  g_autoptr (GArray) again = NULL;

  galley_document_adopt (galley_article_get_document (fixture->article), blocks);
  fixture->n_spliced = 0;
  matches = find (fixture, ",", 0, TRUE, "，");
  g_assert_cmpuint (matches->len, ==, 2);
  g_assert_cmpuint (galley_find_replace (fixture->article, matches), ==, 1);
  assert_body (fixture, "甲，乙，丙");
  g_assert_cmpuint (fixture->n_spliced, ==, 1);
  again = find (fixture, ",", 0, TRUE, "，");
  g_assert_cmpuint (galley_find_replace (fixture->article, again), ==, 0);
  g_assert_cmpuint (fixture->n_spliced, ==, 1);
}

static void
test_replace_by_nothing_and_by_groups (Fixture      *fixture,
                                       gconstpointer data)
{
  g_autoptr (GArray) matches = find (fixture, "王(敏)", GALLEY_PATTERN_REGEX, TRUE, "$1$1");
  g_autoptr (GArray) rest = NULL;

  g_assert_cmpuint (galley_find_replace (fixture->article, matches), ==, 3);
  assert_body (fixture, "敏敏到南湖\n别的话\n敏敏、敏敏");
  rest = find (fixture, "敏", 0, TRUE, "");
  g_assert_cmpuint (galley_find_replace (fixture->article, rest), ==, 6);
  assert_body (fixture, "到南湖\n别的话\n、");
}

/* "甲[乙丙]丁" in bold, and so on: the marks of what comes are those of the first character that goes, a link only where
 * all of it was one. */
static const struct
{
  GalleyMark mark;
  guint start, end; /* of the mark behind the replacement; equal: it is gone */
} mark_cases[] = {
  { { GALLEY_MARK_BOLD, 0, 4, NULL }, 0, 5 },
  { { GALLEY_MARK_BOLD, 1, 3, NULL }, 1, 4 },
  { { GALLEY_MARK_BOLD, 1, 2, NULL }, 1, 4 },
  { { GALLEY_MARK_BOLD, 2, 4, NULL }, 4, 5 },
  { { GALLEY_MARK_BOLD, 0, 1, NULL }, 0, 1 },
  { { GALLEY_MARK_ITALIC, 2, 3, NULL }, 0, 0 },
  { { GALLEY_MARK_LINK, 1, 3, "https://example.org/" }, 1, 4 },
  { { GALLEY_MARK_LINK, 0, 4, "https://example.org/" }, 0, 5 },
  { { GALLEY_MARK_LINK, 1, 2, "https://example.org/" }, 0, 0 },
  { { GALLEY_MARK_LINK, 0, 2, "https://example.org/" }, 0, 1 },
  { { GALLEY_MARK_LINK, 2, 4, "https://example.org/" }, 4, 5 },
};

static void
test_marks (Fixture      *fixture,
            gconstpointer data)
{
  GalleyDocument *document = galley_article_get_document (fixture->article);

  for (guint i = 0; i < G_N_ELEMENTS (mark_cases); i++)
    {
      g_autoptr (GPtrArray) blocks = galley_blocks_new ();
      g_autoptr (GArray) matches = NULL;
      const GalleyMark *marks;
      guint n_marks;

      g_test_message ("mark %u", i);
      g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_QUOTE, "甲乙丙丁", &mark_cases[i].mark, 1));
      galley_document_adopt (document, blocks);
      matches = find (fixture, "乙丙", 0, TRUE, "一二三");
      g_assert_cmpuint (galley_find_replace (fixture->article, matches), ==, 1);
      assert_body (fixture, "甲一二三丁");
      g_assert_cmpint (galley_block_get_kind (galley_document_get_block (document, 0)), ==, GALLEY_BLOCK_QUOTE);
      marks = galley_block_get_marks (galley_document_get_block (document, 0), &n_marks);
      g_assert_cmpuint (n_marks, ==, mark_cases[i].end > mark_cases[i].start ? 1 : 0);
      if (n_marks == 0)
        continue;
      g_assert_cmpint (marks[0].kind, ==, mark_cases[i].mark.kind);
      g_assert_cmpuint (marks[0].start, ==, mark_cases[i].start);
      g_assert_cmpuint (marks[0].end, ==, mark_cases[i].end);
      g_assert_cmpstr (marks[0].target, ==, mark_cases[i].mark.target);
    }
}

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/find/order", test_order);
  ADD ("/find/replace-everywhere", test_replace_everywhere);
  ADD ("/find/what-reads-already", test_what_reads_already);
  ADD ("/find/replace-by-nothing-and-by-groups", test_replace_by_nothing_and_by_groups);
  ADD ("/find/marks", test_marks);
  return g_test_run ();
}
