/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables: their cells, how they stand among other blocks, how two hands' changes come together, undo, counting and
 * finding. */
#include "model-support.h"

#include "core/base/galley-text.h"
#include "core/model/galley-block-changes.h"
#include "core/model/galley-find.h"
#include "core/model/galley-history.h"
#include "core/model/galley-merge.h"
#include "core/model/galley-table-text.h"

#include <string.h>

/* "a b/c d": two rows of two cells. "_" is empty, "|" at the start a header. */
static GalleyTable *
make_table (const char *words)
{
  gboolean has_header = *words == '|';
  g_auto (GStrv) rows = g_strsplit (words + (has_header ? 1 : 0), "/", -1);
  g_autoptr (GPtrArray) cells = galley_blocks_new ();
  guint n_rows = g_strv_length (rows);

  for (guint i = 0; i < n_rows; i++)
    {
      g_auto (GStrv) row = g_strsplit (rows[i], " ", -1);

      for (guint j = 0; row[j] != NULL; j++)
        g_ptr_array_add (cells, galley_block_new (GALLEY_BLOCK_PARAGRAPH, strcmp (row[j], "_") == 0 ? "" : row[j], NULL,
                                                  0));
    }
  return galley_table_new (n_rows, cells->len / n_rows, has_header, (GalleyBlock *const *) cells->pdata);
}

static char *
write_table (const GalleyTable *table)
{
  g_autofree char *text = galley_table_dup_text (table);
  GString *words = g_string_new (galley_table_has_header (table) ? "|" : "");

  for (const char *p = text; *p != '\0'; p++)
    {
      gboolean is_empty = (p == text || p[-1] == '\t' || p[-1] == '\n') && (*p == '\t' || *p == '\n');

      g_string_append_printf (words, "%s%c", is_empty ? "_" : "", *p == '\t' ? ' ' : *p == '\n' ? '/' : *p);
    }
  if (g_str_has_suffix (words->str, " ") || g_str_has_suffix (words->str, "/"))
    g_string_append_c (words, '_');
  return g_string_free (words, FALSE);
}

static void
assert_table (const GalleyTable *table,
              const char        *expected)
{
  g_autofree char *words = write_table (table);

  g_assert_cmpstr (words, ==, expected);
}

/* Paragraphs "ab" and "cd" with the table between. */
static GalleyDocument *
make_document (const char *words)
{
  g_autoptr (GPtrArray) blocks = model_support_lines ("ab cd");
  g_autoptr (GalleyTable) table = make_table (words);

  g_ptr_array_insert (blocks, 1, galley_block_new_table (table));
  return galley_document_new_from_blocks (blocks);
}

/* Blocks as words, a table in brackets. */
static void
assert_lines (GalleyDocument *document,
              const char     *expected)
{
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < galley_document_get_n_blocks (document); i++)
    {
      GalleyBlock *block = galley_document_get_block (document, i);
      GalleyTable *table = galley_block_get_table (block);
      g_autofree char *words = table != NULL ? write_table (table) : NULL;

      if (table != NULL)
        g_string_append_printf (lines, "%s[%s]", i > 0 ? " " : "", words);
      else
        g_string_append_printf (lines, "%s%s", i > 0 ? " " : "", galley_block_get_text (block));
    }
  g_assert_cmpstr (lines->str, ==, expected);
  g_string_free (lines, TRUE);
  model_support_check_document (document);
}

static void
test_cells (void)
{
  g_autoptr (GalleyTable) table = make_table ("a b/c d");
  g_autoptr (GalleyBlock) heading = galley_block_new (GALLEY_BLOCK_HEADING_1, "x", NULL, 0);
  g_autoptr (GalleyTable) changed = galley_table_with_cell (table, (GalleyCell) { 1, 0 }, heading);
  g_autoptr (GalleyTable) header = galley_table_with_header (table, TRUE);
  g_autoptr (GalleyTable) empty = galley_table_new (1, 2, FALSE, NULL);
  GalleyCell cell;
  gboolean is_only;

  assert_table (changed, "a b/x d");
  assert_table (header, "|a b/c d");
  assert_table (empty, "_ _");
  g_assert_cmpint (galley_block_get_kind (galley_table_get_cell (changed, (GalleyCell) { 1, 0 })), ==,
                   GALLEY_BLOCK_PARAGRAPH);
  /* What was not touched is shared. */
  g_assert_true (galley_table_get_cell (changed, (GalleyCell) { 0, 1 })
                 == galley_table_get_cell (table, (GalleyCell) { 0, 1 }));
  g_assert_true (galley_table_find_change (table, changed, &cell, &is_only));
  g_assert_true (is_only && cell.row == 1 && cell.column == 0);
  g_assert_false (galley_table_equal (table, changed));
  g_assert_false (galley_table_equal (table, header));
  g_assert_false (galley_table_equal (table, NULL));
}

static void
test_shape (void)
{
  g_autoptr (GalleyTable) table = make_table ("a b/c d");
  g_autoptr (GalleyTable) above = galley_table_insert_row (table, 0);
  g_autoptr (GalleyTable) below = galley_table_insert_row (table, 2);
  g_autoptr (GalleyTable) middle = galley_table_insert_column (table, 1);
  g_autoptr (GalleyTable) right = galley_table_insert_column (table, 2);
  g_autoptr (GalleyTable) second = galley_table_remove_row (table, 0);
  g_autoptr (GalleyTable) first_column = galley_table_remove_column (table, 1);

  assert_table (above, "_ _/a b/c d");
  assert_table (below, "a b/c d/_ _");
  assert_table (middle, "a _ b/c _ d");
  assert_table (right, "a b _/c d _");
  assert_table (second, "c d");
  assert_table (first_column, "a/c");
}

static void
test_block (void)
{
  g_autoptr (GalleyTable) table = make_table ("甲 乙乙/_ ab");
  g_autoptr (GalleyBlock) block = galley_block_new_table (table);
  g_autoptr (GalleyBlock) same = galley_block_new_table (table);
  g_autoptr (GalleyTable) other_table = make_table ("甲 乙/_ ab");
  g_autoptr (GalleyBlock) other = galley_block_new_table (other_table);
  g_autoptr (GalleyBlock) whole = galley_block_slice (block, 0, 1);
  g_autoptr (GalleyBlock) nothing = galley_block_slice (block, 1, 1);
  g_autoptr (GalleyBlock) text = galley_block_new (GALLEY_BLOCK_PARAGRAPH, "国", NULL, 0);
  g_autoptr (GalleyBlock) joined = galley_block_join (block, text);
  g_autoptr (GalleyBlock) bold = galley_block_with_mark (block, 0, 1, GALLEY_MARK_BOLD, NULL, TRUE);
  GalleyCounts counts = galley_block_get_counts (block);
  guint n_marks;

  g_assert_true (galley_block_equal (block, same));
  g_assert_cmpuint (galley_block_hash (block), ==, galley_block_hash (same));
  g_assert_false (galley_block_equal (block, other));
  g_assert_cmpuint (galley_block_hash (block), !=, galley_block_hash (other));
  g_assert_cmpuint (counts.characters, ==, 5);
  g_assert_cmpuint (counts.han, ==, 3);
  g_assert_cmpuint (galley_block_get_n_characters (block), ==, 1);
  g_assert_true (whole == block);
  g_assert_cmpint (galley_block_get_kind (nothing), ==, GALLEY_BLOCK_PARAGRAPH);
  g_assert_cmpstr (galley_block_get_text (nothing), ==, "");
  g_assert_cmpint (galley_block_get_kind (joined), ==, GALLEY_BLOCK_PARAGRAPH);
  g_assert_cmpstr (galley_block_get_text (joined), ==, "国");
  galley_block_get_marks (galley_table_get_cell (galley_block_get_table (bold), (GalleyCell) { 0, 1 }), &n_marks);
  g_assert_cmpuint (n_marks, ==, 1);
}

/* What is put in beside a table keeps apart from it; what goes around it leaves it. */
static void
test_text_around (void)
{
  static const struct
  {
    GalleyPosition start, end;
    const char *text;
    const char *expected;
    GalleyPosition caret;
  } cases[] = {
    { { 1, 1 }, { 1, 1 }, "x", "ab [a b] x cd", { 2, 1 } },
    { { 1, 0 }, { 1, 0 }, "x", "ab x [a b] cd", { 1, 1 } },
    { { 1, 0 }, { 1, 0 }, "\n", "ab  [a b] cd", { 2, 0 } },
    { { 1, 1 }, { 1, 1 }, "\n", "ab [a b]  cd", { 2, 0 } },
    { { 1, 0 }, { 1, 1 }, "", "ab  cd", { 1, 0 } },
    { { 1, 0 }, { 1, 1 }, "国", "ab 国 cd", { 1, 1 } },
    { { 0, 1 }, { 2, 1 }, "", "ad", { 0, 1 } },
    { { 0, 1 }, { 1, 0 }, "", "a [a b] cd", { 1, 0 } },
    { { 0, 1 }, { 1, 0 }, "x", "ax [a b] cd", { 0, 2 } },
    { { 0, 0 }, { 1, 0 }, "", "[a b] cd", { 0, 0 } },
    { { 0, 1 }, { 1, 1 }, "", "a cd", { 0, 1 } },
    { { 1, 1 }, { 2, 1 }, "", "ab [a b] d", { 2, 0 } },
    { { 1, 1 }, { 2, 2 }, "", "ab [a b]", { 1, 1 } },
    { { 1, 0 }, { 2, 1 }, "", "ab d", { 1, 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GalleyDocument) document = make_document ("a b");
      GalleyPosition caret = galley_document_replace_text (document, cases[i].start, cases[i].end, cases[i].text,
                                                           (GalleyStyle) { 0 });

      assert_lines (document, cases[i].expected);
      g_assert_cmpuint (caret.block, ==, cases[i].caret.block);
      g_assert_cmpuint (caret.offset, ==, cases[i].caret.offset);
    }
}

static void
test_paste_around (void)
{
  static const struct
  {
    GalleyPosition place;
    const char *lines;
    const char *expected;
  } cases[] = {
    { { 1, 1 }, "x", "ab [a b] x cd" },
    { { 1, 0 }, "x", "ab x [a b] cd" },
    { { 1, 1 }, "x y", "ab [a b] x y cd" },
    { { 0, 1 }, "x y", "ax yb [a b] cd" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GalleyDocument) document = make_document ("a b");
      g_autoptr (GPtrArray) blocks = model_support_lines (cases[i].lines);

      galley_document_replace_blocks (document, cases[i].place, cases[i].place, blocks);
      assert_lines (document, cases[i].expected);
    }
}

/* A table goes out whole and comes in on a line of its own. */
static void
test_copy (void)
{
  g_autoptr (GalleyDocument) document = make_document ("a b");
  g_autoptr (GPtrArray) table = galley_document_dup_range (document, (GalleyPosition) { 1, 0 }, (GalleyPosition) { 1, 1 });
  g_autoptr (GPtrArray) around = galley_document_dup_range (document, (GalleyPosition) { 0, 1 }, (GalleyPosition) { 2, 1 });
  g_autofree char *text = galley_document_dup_text (document, (GalleyPosition) { 0, 1 }, (GalleyPosition) { 2, 1 });
  GalleyPosition place;

  g_assert_cmpuint (table->len, ==, 1);
  g_assert_cmpuint (around->len, ==, 3);
  g_assert_nonnull (galley_block_get_table (around->pdata[1]));
  g_assert_cmpstr (text, ==, "b\na\tb\nc");
  place = galley_document_replace_blocks (document, (GalleyPosition) { 2, 1 }, (GalleyPosition) { 2, 1 }, table);
  assert_lines (document, "ab [a b] c [a b] d");
  g_assert_cmpuint (place.block, ==, 3);
  g_assert_cmpuint (place.offset, ==, 1);
}

static void
test_insert (void)
{
  g_autoptr (GPtrArray) blocks = model_support_lines ("ab");
  g_autoptr (GalleyDocument) document = galley_document_new_from_blocks (blocks);
  g_autoptr (GalleyTable) table = make_table ("a b");
  g_autoptr (GalleyTable) other = make_table ("c");

  g_assert_cmpuint (galley_document_insert_table (document, (GalleyPosition) { 0, 1 }, table).block, ==, 1);
  assert_lines (document, "a [a b] b");
  galley_document_set_table (document, 1, other);
  assert_lines (document, "a [c] b");
  galley_document_set_kind (document, 0, 2, GALLEY_BLOCK_HEADING_1);
  assert_lines (document, "a [c] b");
  galley_document_set_mark (document, (GalleyPosition) { 0, 0 }, (GalleyPosition) { 2, 1 }, GALLEY_MARK_BOLD, NULL, TRUE);
  g_assert_true (galley_document_has_mark (document, (GalleyPosition) { 0, 0 }, (GalleyPosition) { 2, 1 },
                                           GALLEY_MARK_BOLD));
  galley_document_remove_block (document, 1);
  assert_lines (document, "a b");
  /* At the end there is a line to go on in. */
  g_assert_cmpuint (galley_document_insert_table (document, (GalleyPosition) { 1, 1 }, table).block, ==, 2);
  assert_lines (document, "a b [a b] ");
}

static void
type_in_cell (GalleyDocument *document,
              GalleyCell      cell,
              const char     *text)
{
  GalleyTable *table = galley_block_get_table (galley_document_get_block (document, 1));
  GalleyBlock *content = galley_table_get_cell (table, cell);
  g_autoptr (GalleyBlock) new = galley_block_replace (content, G_MAXUINT, G_MAXUINT, text, (GalleyStyle) { 0 });
  g_autoptr (GalleyTable) changed = galley_table_with_cell (table, cell, new);

  galley_document_set_table (document, 1, changed);
}

/* Letters typed into one cell are one step; another cell is another. */
static void
test_undo (void)
{
  g_autoptr (GalleyDocument) document = make_document ("a b");
  g_autoptr (GalleyClock) clock = galley_clock_new ();
  g_autoptr (GalleyHistory) history = galley_history_new (document, clock);

  type_in_cell (document, (GalleyCell) { 0, 0 }, "x");
  type_in_cell (document, (GalleyCell) { 0, 0 }, "y");
  type_in_cell (document, (GalleyCell) { 0, 1 }, "z");
  assert_lines (document, "ab [axy bz] cd");
  g_assert_true (galley_history_undo (history, NULL));
  assert_lines (document, "ab [axy b] cd");
  g_assert_true (galley_history_undo (history, NULL));
  assert_lines (document, "ab [a b] cd");
  g_assert_false (galley_history_get_can_undo (history));
  g_assert_true (galley_history_redo (history, NULL));
  g_assert_true (galley_history_redo (history, NULL));
  assert_lines (document, "ab [axy bz] cd");
}

static void
test_from_text (void)
{
  static const struct
  {
    const char *text;
    const char *expected; /* NULL: no cells */
  } cases[] = {
    { "a\tb\nc\td", "a b/c d" },
    { "a\tb\r\nc\td\r\n", "a b/c d" },
    { "a\tb\n\nc", "a b/_ _/c _" },
    { "\ta", "_ a" },
    { "a\t", "a _" },
    { "a\nb", NULL },
    { "", NULL },
    { "\"a\"\"b\"\tc", "a\"b c" },
    { "\"a\" b\tc", "\"a\" b c" }, /* the marks are the text's own */
    { "\"a\tb", "\"a b" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean is_too_large = TRUE;
      g_autoptr (GalleyTable) table = galley_table_new_from_text (cases[i].text, &is_too_large);
      g_autofree char *words = table != NULL ? write_table (table) : NULL;

      g_test_message ("%s -> %s", cases[i].text, words);
      g_assert_false (is_too_large);
      g_assert_true ((table == NULL) == (cases[i].expected == NULL));
      g_assert_cmpstr (words, ==, cases[i].expected);
    }
}

/* As many rows and columns as there may be, and one more of each. */
static void
test_from_text_bounds (void)
{
  for (guint more = 0; more < 2; more++)
    {
      g_autoptr (GString) wide = g_string_new ("a");
      g_autoptr (GString) high = g_string_new (NULL);
      gboolean is_wide = FALSE, is_high = FALSE;
      g_autoptr (GalleyTable) wide_table = NULL, high_table = NULL;

      for (guint i = 1; i < GALLEY_TABLE_MAX_COLUMNS + more; i++)
        g_string_append (wide, "\ta");
      for (guint i = 0; i < GALLEY_TABLE_MAX_ROWS + more; i++)
        g_string_append (high, "a\tb\n");
      wide_table = galley_table_new_from_text (wide->str, &is_wide);
      high_table = galley_table_new_from_text (high->str, &is_high);
      g_assert_true ((wide_table != NULL) == (more == 0));
      g_assert_true ((high_table != NULL) == (more == 0));
      g_assert_cmpint (is_wide, ==, more == 1);
      g_assert_cmpint (is_high, ==, more == 1);
    }
}

static void
test_fill (void)
{
  static const struct
  {
    const char *table, *content;
    GalleyCell start;
    const char *expected;
  } cases[] = {
    { "a b/c d", "x y", { 0, 0 }, "x y/c d" },
    { "a b/c d", "x/y", { 0, 1 }, "a x/c y" },
    { "a b/c d", "x y/z w", { 1, 1 }, "a b _/c x y/_ z w" },
    { "|a b", "x _/y z", { 0, 1 }, "|a x _/_ y z" },
  };
  g_autoptr (GalleyTable) small = make_table ("a b");
  g_autoptr (GalleyTable) high = galley_table_new (GALLEY_TABLE_MAX_ROWS, 1, FALSE, NULL);
  g_autoptr (GalleyTable) wide = galley_table_new (1, GALLEY_TABLE_MAX_COLUMNS, FALSE, NULL);
  g_autoptr (GalleyTable) just_fits = galley_table_fill (small, (GalleyCell) { 0, 1 }, high);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GalleyTable) table = make_table (cases[i].table);
      g_autoptr (GalleyTable) content = make_table (cases[i].content);
      g_autoptr (GalleyTable) filled = galley_table_fill (table, cases[i].start, content);

      assert_table (filled, cases[i].expected);
    }
  g_assert_cmpuint (galley_table_get_n_rows (just_fits), ==, GALLEY_TABLE_MAX_ROWS);
  g_assert_null (galley_table_fill (just_fits, (GalleyCell) { 1, 0 }, high));
  g_assert_null (galley_table_fill (small, (GalleyCell) { 0, 1 }, wide));
}

static void
test_merge (void)
{
  static const struct
  {
    const char *base, *mine, *theirs;
    const char *expected; /* NULL: a conflict */
  } cases[] = {
    { "a b/c d", "x b/c d", "a b/c y", "x b/c y" },
    { "a b/c d", "x b/c d", "x b/c d", "x b/c d" },
    { "a b/c d", "x b/c d", "y b/c d", NULL },
    { "a b/c d", "a b/n m/c d", "a b/c y", "a b/n m/c y" },
    { "a b/c d/e f", "a b/e f", "x b/c d/e f", "x b/e f" },
    { "a b/c d", "a b/x d/n m", "y b/c d", "y b/x d/n m" },
    { "a b/c d", "a b", "a b/c y", NULL },
    { "a b/c d", "a b n/c d m", "a b/c y", NULL },
    { "a b/c d", "|a b/c d", "a b/c y", "|a b/c y" },
    /* In one cell what lies apart; a figure is one thing. */
    { "甲乙丙 b/c d", "子乙丙 b/c d", "甲乙丑 b/c y", "子乙丑 b/c y" },
    { "甲乙丙 b/c d", "子乙丙 b/c d/n m", "甲乙丑 b/c d", "子乙丑 b/c d/n m" },
    { "12.5 b/c d", "13.5 b/c d", "12.8 b/c d", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GalleyTable) base = make_table (cases[i].base);
      g_autoptr (GalleyTable) mine = make_table (cases[i].mine);
      g_autoptr (GalleyTable) theirs = make_table (cases[i].theirs);
      g_autoptr (GalleyTable) merged = galley_table_merge (base, mine, theirs);
      g_autoptr (GalleyTable) turned = galley_table_merge (base, theirs, mine);

      g_assert_true (galley_table_equal (merged, turned));
      g_assert_true ((merged == NULL) == (cases[i].expected == NULL));
      if (merged != NULL)
        assert_table (merged, cases[i].expected);
    }
}

/* In a body: two hands in one table, and one of them in the line below as well. */
static void
test_merge_body (void)
{
  g_autoptr (GalleyDocument) base = make_document ("a b");
  g_autoptr (GalleyDocument) mine = make_document ("x b");
  g_autoptr (GalleyDocument) theirs = make_document ("a y");
  g_autoptr (GalleyDocument) against = make_document ("z b");
  g_autoptr (GPtrArray) base_blocks = galley_document_dup_blocks (base);
  g_autoptr (GPtrArray) their_blocks = galley_document_dup_blocks (theirs);
  g_autoptr (GPtrArray) against_blocks = galley_document_dup_blocks (against);
  g_autoptr (GPtrArray) my_blocks = NULL;
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GPtrArray) merged = NULL;
  g_autoptr (GalleyDocument) result = NULL;

  galley_document_replace_text (mine, (GalleyPosition) { 2, 2 }, (GalleyPosition) { 2, 2 }, "e", (GalleyStyle) { 0 });
  my_blocks = galley_document_dup_blocks (mine);
  merged = galley_merge_blocks (base_blocks, my_blocks, their_blocks, &conflicts);
  result = galley_document_new_from_blocks (merged);
  g_assert_cmpuint (conflicts->len, ==, 0);
  assert_lines (result, "ab [x y] cde");

  g_clear_pointer (&conflicts, g_ptr_array_unref);
  g_clear_pointer (&merged, g_ptr_array_unref);
  g_clear_object (&result);
  merged = galley_merge_blocks (base_blocks, my_blocks, against_blocks, &conflicts);
  result = galley_document_new_from_blocks (merged);
  assert_lines (result, "ab [x b] cde");
  g_assert_cmpuint (conflicts->len, ==, 1);
  g_assert_cmpstr (((GalleyConflict *) conflicts->pdata[0])->theirs, ==, "z\tb");
}

static void
test_difference (void)
{
  g_autoptr (GalleyDocument) a = make_document ("国家 b/c d");
  g_autoptr (GalleyDocument) b = make_document ("国家 b/c e");
  g_autoptr (GPtrArray) earlier = galley_document_dup_blocks (a);
  g_autoptr (GPtrArray) later = galley_document_dup_blocks (b);
  g_autoptr (GArray) rows = galley_block_changes_new (earlier, later);

  g_assert_cmpuint (rows->len, ==, 3);
  g_assert_cmpint (g_array_index (rows, GalleyBlockChange, 1).kind, ==, GALLEY_BLOCK_CHANGED);
  g_assert_cmpuint (g_array_index (rows, GalleyBlockChange, 1).runs->len, >, 1);
}

static void
test_find (void)
{
  g_autoptr (GalleyArticle) article = galley_article_new ("0190b8a0-0000-7000-8000-000000000001");
  GalleyDocument *document = galley_article_get_document (article);
  g_autoptr (GalleyTable) table = make_table ("甲乙 b/乙 乙乙");
  g_autoptr (GalleyPattern) pattern = galley_pattern_new ("乙", GALLEY_PATTERN_MATCH_CASE, NULL);
  g_autoptr (GalleyRevision) revision = NULL;
  g_autoptr (GArray) matches = NULL;
  g_autoptr (GalleyClock) clock = galley_clock_new ();
  GalleyFindBudget budget;

  galley_find_budget_init (&budget, clock);
  galley_document_insert_table (document, (GalleyPosition) { 0, 0 }, table);
  revision = galley_article_snapshot (article);
  matches = galley_find_in_revision (revision, pattern, TRUE, "国", &budget);
  g_assert_cmpuint (matches->len, ==, 4);
  g_assert_cmpuint (g_array_index (matches, GalleyMatch, 0).start, ==, 1);
  g_assert_cmpuint (g_array_index (matches, GalleyMatch, 3).cell.row, ==, 1);
  g_assert_cmpuint (g_array_index (matches, GalleyMatch, 3).cell.column, ==, 1);
  g_assert_cmpuint (g_array_index (matches, GalleyMatch, 3).start, ==, 1);
  g_assert_cmpuint (galley_find_replace (article, matches), ==, 4);
  assert_table (galley_block_get_table (galley_document_get_block (document, 0)), "甲国 b/国 国国");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/table/cells", test_cells);
  g_test_add_func ("/model/table/shape", test_shape);
  g_test_add_func ("/model/table/block", test_block);
  g_test_add_func ("/model/table/text-around", test_text_around);
  g_test_add_func ("/model/table/paste-around", test_paste_around);
  g_test_add_func ("/model/table/copy", test_copy);
  g_test_add_func ("/model/table/insert", test_insert);
  g_test_add_func ("/model/table/undo", test_undo);
  g_test_add_func ("/model/table/from-text", test_from_text);
  g_test_add_func ("/model/table/from-text-bounds", test_from_text_bounds);
  g_test_add_func ("/model/table/fill", test_fill);
  g_test_add_func ("/model/table/merge", test_merge);
  g_test_add_func ("/model/table/merge-body", test_merge_body);
  g_test_add_func ("/model/table/difference", test_difference);
  g_test_add_func ("/model/table/find", test_find);

  return g_test_run ();
}
