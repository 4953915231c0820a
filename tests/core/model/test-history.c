/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/model/galley-history.h"

#include "model-support.h"

#include <string.h>

typedef struct
{
  GalleyDocument *document;
  GalleyClock *clock;
  GalleyHistory *history;
  guint n_notified;
} Fixture;

static void
notify_cb (GObject    *object,
           GParamSpec *pspec,
           gpointer    data)
{
  ((Fixture *) data)->n_notified++;
}

static void
set_up (Fixture   *fixture,
        GPtrArray *blocks)
{
  fixture->document = blocks != NULL ? galley_document_new_from_blocks (blocks) : galley_document_new ();
  fixture->clock = GALLEY_CLOCK (galley_test_clock_new (0));
  fixture->history = galley_history_new (fixture->document, fixture->clock);
  fixture->n_notified = 0;
  g_signal_connect (fixture->history, "notify", G_CALLBACK (notify_cb), fixture);
}

static void
tear_down (Fixture *fixture)
{
  g_assert_finalize_object (fixture->history);
  g_assert_finalize_object (fixture->document);
  g_assert_finalize_object (fixture->clock);
}

static void
type (Fixture    *fixture,
      guint       block,
      guint       offset,
      const char *text)
{
  GalleyPosition place = { block, offset };
  galley_document_replace_text (fixture->document, place, place, text, (GalleyStyle) { 0 });
}

static void
delete (Fixture *fixture,
        guint    block,
        guint    start,
        guint    end)
{
  galley_document_replace_text (fixture->document, (GalleyPosition) { block, start }, (GalleyPosition) { block, end },
                                "", (GalleyStyle) { 0 });
}

static void
assert_text (Fixture    *fixture,
             const char *wanted)
{
  g_autoptr (GPtrArray) blocks = galley_document_dup_blocks (fixture->document);
  g_autofree char *text = model_support_read (blocks);
  g_assert_cmpstr (text, ==, wanted);
}

static void
test_grouping (void)
{
  Fixture f;
  GalleyPosition caret;
  set_up (&f, NULL);

  type (&f, 0, 0, "o");
  type (&f, 0, 1, "n");
  type (&f, 0, 2, "e");
  type (&f, 0, 3, " ");
  type (&f, 0, 4, "t");
  type (&f, 0, 5, "w");
  galley_test_clock_advance (GALLEY_TEST_CLOCK (f.clock), G_USEC_PER_SEC);
  type (&f, 0, 6, "o");
  delete (&f, 0, 6, 7);
  delete (&f, 0, 5, 6);
  type (&f, 0, 0, "全年红");
  type (&f, 0, 3, "，");
  type (&f, 0, 4, "决胜");
  galley_history_break (f.history);
  type (&f, 0, 6, "冲刺");
  type (&f, 0, 8, "\n");
  assert_text (&f, "全年红，决胜冲刺\none t");

  static const char *const steps[] = { "全年红，决胜冲刺one t", "全年红，决胜one t", "全年红，one t", "one t",
                                       "one two", "one tw", "one ", "" };
  static const guint carets[] = { 8, 6, 4, 0, 7, 6, 4, 0 };
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_assert_true (galley_history_undo (f.history, &caret));
      assert_text (&f, steps[i]);
      g_assert_cmpuint (caret.block, ==, 0);
      g_assert_cmpuint (caret.offset, ==, carets[i]);
    }
  g_assert_false (galley_history_undo (f.history, &caret));
  g_assert_false (galley_history_get_can_undo (f.history));
  for (guint i = G_N_ELEMENTS (steps) - 1; i > 0; i--)
    {
      g_assert_true (galley_history_redo (f.history, &caret));
      assert_text (&f, steps[i - 1]);
    }
  g_assert_true (galley_history_redo (f.history, &caret));
  assert_text (&f, "全年红，决胜冲刺\none t");
  g_assert_cmpuint (caret.block, ==, 1);
  g_assert_cmpuint (caret.offset, ==, 0);
  tear_down (&f);
}

static void
test_notify (void)
{
  Fixture f;
  set_up (&f, NULL);
  type (&f, 0, 0, "a");
  g_assert_cmpuint (f.n_notified, ==, 1);
  type (&f, 0, 1, "b");
  g_assert_cmpuint (f.n_notified, ==, 1);
  galley_history_undo (f.history, NULL);
  g_assert_cmpuint (f.n_notified, ==, 3);
  type (&f, 0, 0, "c");
  g_assert_cmpuint (f.n_notified, ==, 5);
  tear_down (&f);
}

static void
test_groups (void)
{
  Fixture f;
  set_up (&f, NULL);
  type (&f, 0, 0, "x");
  galley_history_begin_group (f.history);
  type (&f, 0, 1, "\n");
  galley_history_begin_group (f.history);
  type (&f, 1, 0, "y");
  galley_history_end_group (f.history);
  g_assert_false (galley_history_undo (f.history, NULL));
  galley_document_set_kind (f.document, 0, 1, GALLEY_BLOCK_QUOTE);
  galley_history_end_group (f.history);
  galley_history_begin_group (f.history);
  galley_history_end_group (f.history);

  g_assert_true (galley_history_undo (f.history, NULL));
  assert_text (&f, "x");
  g_assert_cmpint (galley_block_get_kind (galley_document_get_block (f.document, 0)), ==, GALLEY_BLOCK_PARAGRAPH);
  g_assert_true (galley_history_redo (f.history, NULL));
  assert_text (&f, "x\ny");
  g_assert_true (galley_history_undo (f.history, NULL));
  g_assert_true (galley_history_undo (f.history, NULL));
  assert_text (&f, "");

  /* A group that comes to nothing is passed over. */
  type (&f, 0, 0, "z");
  galley_history_begin_group (f.history);
  type (&f, 0, 1, "q");
  delete (&f, 0, 1, 2);
  galley_history_end_group (f.history);
  g_assert_true (galley_history_undo (f.history, NULL));
  assert_text (&f, "");
  tear_down (&f);
}

static void
splice_foreign (Fixture    *fixture,
                guint       first,
                guint       n_removed,
                const char *text)
{
  g_autoptr (GalleyBlock) block = text != NULL ? galley_block_new (GALLEY_BLOCK_PARAGRAPH, text, NULL, 0) : NULL;
  galley_document_splice (fixture->document, GALLEY_SPLICE_FOREIGN, first, n_removed, &block, block != NULL ? 1 : 0);
}

static void
test_foreign (void)
{
  g_autoptr (GPtrArray) blocks = model_support_paragraphs ("a", "b", "c", NULL);
  Fixture f;
  set_up (&f, blocks);
  type (&f, 0, 1, "1");
  type (&f, 2, 1, "3");
  type (&f, 1, 1, "2");
  splice_foreign (&f, 0, 0, "new");
  splice_foreign (&f, 2, 1, "theirs");
  assert_text (&f, "new\na1\ntheirs\nc3");

  /* The step on the block they rewrote is gone, the others found their places. */
  g_assert_true (galley_history_undo (f.history, NULL));
  assert_text (&f, "new\na1\ntheirs\nc");
  g_assert_true (galley_history_undo (f.history, NULL));
  assert_text (&f, "new\na\ntheirs\nc");
  g_assert_false (galley_history_undo (f.history, NULL));
  splice_foreign (&f, 0, 1, NULL);
  g_assert_true (galley_history_redo (f.history, NULL));
  g_assert_true (galley_history_redo (f.history, NULL));
  assert_text (&f, "a1\ntheirs\nc3");

  /* Everything but what was typed as a block of its own goes away: undo leaves an empty paragraph. */
  type (&f, 2, 2, "\n");
  type (&f, 3, 0, "own");
  splice_foreign (&f, 0, 3, NULL);
  assert_text (&f, "own");
  g_assert_true (galley_history_undo (f.history, NULL));
  assert_text (&f, "");
  g_assert_false (galley_history_undo (f.history, NULL));
  g_assert_true (galley_history_redo (f.history, NULL));
  assert_text (&f, "own");
  tear_down (&f);
}

static void
test_limit (void)
{
  Fixture f;
  guint n_undone = 0;
  set_up (&f, NULL);
  for (guint i = 0; i < 1010; i++)
    {
      galley_history_break (f.history);
      type (&f, 0, i, "x");
    }
  while (galley_history_undo (f.history, NULL))
    n_undone++;
  g_assert_cmpuint (n_undone, ==, 1000);
  assert_text (&f, "xxxxxxxxxx");
  tear_down (&f);
}

/* Undo of all gives the beginning, redo of all the end, with stops on the way. */
static void
test_random (void)
{
  g_autoptr (GalleyRandom) random = model_support_random ();
  for (guint round = 0; round < 200; round++)
    {
      g_autoptr (GPtrArray) original = model_support_body (random, 6);
      Fixture f;
      set_up (&f, original);
      for (guint i = galley_random_below (random, 30); i > 0; i--)
        {
          if (galley_random_below (random, 4) == 0)
            galley_test_clock_advance (GALLEY_TEST_CLOCK (f.clock), 2 * G_USEC_PER_SEC);
          if (galley_random_below (random, 6) == 0)
            galley_history_undo (f.history, NULL);
          gboolean is_group = galley_random_below (random, 5) == 0;
          if (is_group)
            galley_history_begin_group (f.history);
          for (guint j = is_group ? 4 : 1; j > 0; j--)
            model_support_edit (random, f.document);
          if (is_group)
            galley_history_end_group (f.history);
        }
      while (galley_history_redo (f.history, NULL))
        ;
      g_autoptr (GPtrArray) final = galley_document_dup_blocks (f.document);
      while (galley_history_undo (f.history, NULL))
        model_support_check_document (f.document);
      g_autoptr (GPtrArray) first = galley_document_dup_blocks (f.document);
      g_assert_true (galley_blocks_equal (first, original));
      while (galley_history_redo (f.history, NULL))
        ;
      g_autoptr (GPtrArray) last = galley_document_dup_blocks (f.document);
      g_assert_true (galley_blocks_equal (last, final));
      tear_down (&f);
    }
}

static guint
count_foreign (GalleyDocument *document)
{
  guint n_foreign = 0;
  for (guint i = 0; i < galley_document_get_n_blocks (document); i++)
    n_foreign += g_str_has_prefix (galley_block_get_text (galley_document_get_block (document, i)), "FOREIGN");
  return n_foreign;
}

/* Foreign blocks, once there and not touched by the person, outlive every undo and redo; redo gives the end back. */
static void
test_random_foreign (void)
{
  g_autoptr (GalleyRandom) random = model_support_random ();
  for (guint round = 0; round < 400; round++)
    {
      g_autoptr (GPtrArray) original = model_support_body (random, 7);
      Fixture f;
      set_up (&f, original);
      for (guint i = galley_random_below (random, 25); i > 0; i--)
        {
          guint n_blocks = galley_document_get_n_blocks (f.document);
          if (galley_random_below (random, 4) > 0)
            {
              guint block = galley_random_below (random, n_blocks);
              GalleyBlock *old = galley_document_get_block (f.document, block);
              if (g_str_has_prefix (galley_block_get_text (old), "FOREIGN"))
                continue;
              g_autofree char *text = model_support_text (random, 4, TRUE);
              type (&f, block, galley_random_below (random, galley_block_get_n_characters (old) + 1), text);
              continue;
            }
          guint first = galley_random_below (random, n_blocks + 1);
          guint n_removed = galley_random_below (random, MIN (n_blocks - first, 2) + 1);
          splice_foreign (&f, first, n_removed, "FOREIGN");
          if (galley_random_below (random, 3) == 0)
            galley_history_undo (f.history, NULL);
        }
      guint n_foreign = count_foreign (f.document);
      while (galley_history_redo (f.history, NULL))
        ;
      g_autoptr (GPtrArray) final = galley_document_dup_blocks (f.document);
      while (galley_history_undo (f.history, NULL))
        g_assert_cmpuint (count_foreign (f.document), ==, n_foreign);
      while (galley_history_redo (f.history, NULL))
        g_assert_cmpuint (count_foreign (f.document), ==, n_foreign);
      g_autoptr (GPtrArray) last = galley_document_dup_blocks (f.document);
      g_assert_true (galley_blocks_equal (last, final));
      tear_down (&f);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/history/grouping", test_grouping);
  g_test_add_func ("/model/history/notify", test_notify);
  g_test_add_func ("/model/history/groups", test_groups);
  g_test_add_func ("/model/history/foreign", test_foreign);
  g_test_add_func ("/model/history/limit", test_limit);
  g_test_add_func ("/model/history/random", test_random);
  g_test_add_func ("/model/history/random-foreign", test_random_foreign);
  return g_test_run ();
}
