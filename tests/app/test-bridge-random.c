/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever a person does to the buffer and others do to the document: the two never differ, and each action of a person
 * is one splice. */
#include "body-fixture.h"

#define N_ROUNDS 40
#define N_ACTIONS 250

static const char *const pieces[] = {
  "南", "湖区", "a", "word ", "e", "\xcc\x81", "\xcc\x81\xcc\x81", "\r\n", "\n", "\r", "\xe2\x80\xa9", "\xef\xbf\xbc",
  "\xef\xbb\xbf", "\xe2\x80\xa8", "\xe3\x80\x80\xe3\x80\x80段首", "第一段\r\n第二段\n\n第四段", "e\xcc\x81\ne\xcc\x81x",
  "\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7", "\xef\xa8\x99", "\x01\x7f", "\t",
  "\xef\xb7\x90", "\xe1\x84\x80", "\xe1\x85\xa1", "，“引号”。",
};

static const char *
random_piece (GRand *random)
{
  return pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))];
}

static GalleyPosition
random_position (Fixture *fixture,
                 GRand   *random)
{
  guint block = g_rand_int_range (random, 0, galley_document_get_n_blocks (fixture->document));
  guint length = galley_block_get_n_characters (galley_document_get_block (fixture->document, block));

  return (GalleyPosition){ block, g_rand_int_range (random, 0, length + 1) };
}

static void
select_at_random (Fixture *fixture,
                  GRand   *random)
{
  GtkTextIter one, other;

  galley_bridge_get_iter (fixture->bridge, random_position (fixture, random), &one);
  galley_bridge_get_iter (fixture->bridge, random_position (fixture, random), &other);
  gtk_text_buffer_select_range (fixture->buffer, &one, &other);
}

static GalleyTable *
random_table (GRand *random)
{
  guint n_rows = g_rand_int_range (random, 1, 4), n_columns = g_rand_int_range (random, 1, 4);
  g_autoptr (GPtrArray) cells = galley_blocks_new ();

  while (cells->len < n_rows * n_columns)
    g_ptr_array_add (cells, galley_block_new (GALLEY_BLOCK_PARAGRAPH, random_piece (random), NULL, 0));
  return galley_table_new (n_rows, n_columns, g_rand_boolean (random), (GalleyBlock *const *) cells->pdata);
}

static GalleyBlock *
random_block (GRand *random)
{
  GalleyBlockKind kind = g_rand_int_range (random, 0, GALLEY_N_BLOCK_KINDS);

  if (kind == GALLEY_BLOCK_BULLETED || kind == GALLEY_BLOCK_NUMBERED)
    return galley_block_new_item (kind, g_rand_int_range (random, 0, 3), random_piece (random), NULL, 0);
  if (kind == GALLEY_BLOCK_FIGURE)
    return body_make_figure (g_rand_int_range (random, 0, 3), random_piece (random));
  if (kind == GALLEY_BLOCK_TABLE)
    {
      g_autoptr (GalleyTable) table = random_table (random);

      return galley_block_new_table (table);
    }
  if (kind == GALLEY_BLOCK_ATTACHMENT)
    return body_make_attachment (g_rand_int_range (random, 0, 3), random_piece (random));
  if (kind == GALLEY_BLOCK_VIDEO)
    return body_make_video (random_piece (random));
  return galley_block_new (kind, random_piece (random), NULL, 0);
}

/* One thing a person does to the buffer. */
static void
act_at_random (Fixture *fixture,
               GRand   *random)
{
  if (g_rand_int_range (random, 0, 3) == 0)
    {
      GalleyPosition position = random_position (fixture, random);

      body_place (fixture, position.block, position.offset);
    }
  else if (g_rand_int_range (random, 0, 4) == 0)
    {
      select_at_random (fixture, random);
    }

  switch (g_rand_int_range (random, 0, 9))
    {
    case 7:
      body_type (fixture, "\n");
      break;
    case 8:
      g_signal_emit_by_name (fixture->view, "move-focus", GTK_DIR_TAB_FORWARD);
      break;
    case 0:
      g_signal_emit_by_name (fixture->view, "backspace");
      break;
    case 1:
      g_signal_emit_by_name (fixture->view, "delete-from-cursor", GTK_DELETE_CHARS, g_rand_int_range (random, -3, 4));
      break;
    case 2:
      g_signal_emit_by_name (fixture->view, "delete-from-cursor", GTK_DELETE_WORD_ENDS, 1);
      break;
    case 3:
      body_paste (fixture, random_piece (random));
      break;
    case 4:
      galley_bridge_set_typing_style (fixture->bridge, (GalleyStyle){ .marks = 1u << GALLEY_MARK_BOLD });
      body_type (fixture, random_piece (random));
      break;
    default:
      body_type (fixture, random_piece (random));
      break;
    }
}

/* What happens to the document from elsewhere. */
static void
change_document_at_random (Fixture *fixture,
                           GRand   *random)
{
  GalleyPosition one = random_position (fixture, random), other = random_position (fixture, random);

  if (one.block > other.block || (one.block == other.block && one.offset > other.offset))
    {
      GalleyPosition swapped = one;

      one = other;
      other = swapped;
    }

  switch (g_rand_int_range (random, 0, 11))
    {
    case 9:
      {
        g_autoptr (GalleyTable) table = random_table (random);

        if (galley_block_get_table (galley_document_get_block (fixture->document, one.block)) != NULL)
          galley_document_set_table (fixture->document, one.block, table);
        else
          galley_document_insert_table (fixture->document, one, table);
        break;
      }
    case 6:
      galley_document_shift_level (fixture->document, one.block, other.block, g_rand_boolean (random) ? 1 : -1);
      break;
    case 7:
      galley_document_insert_divider (fixture->document, one,
                                      g_rand_boolean (random) ? GALLEY_BLOCK_RULE : GALLEY_BLOCK_PAGE_BREAK);
      break;
    case 8:
      {
        g_autoptr (GPtrArray) figures = galley_blocks_new ();

        g_ptr_array_add (figures, body_make_figure (g_rand_int_range (random, 0, 3), "图\342\200\250文"));
        galley_document_insert_figures (fixture->document, one, figures);
        break;
      }
    case 10:
      {
        g_autoptr (GPtrArray) enclosed = galley_blocks_new ();

        g_ptr_array_add (enclosed, body_make_attachment (g_rand_int_range (random, 0, 3), ""));
        galley_document_insert_enclosed (fixture->document, one, enclosed);
        break;
      }
    case 0:
      galley_history_undo (fixture->history, NULL);
      break;
    case 1:
      galley_history_redo (fixture->history, NULL);
      break;
    case 2:
      galley_document_set_kind (fixture->document, one.block, other.block,
                                g_rand_int_range (random, 0, GALLEY_BLOCK_RULE));
      break;
    case 3:
      galley_document_set_mark (fixture->document, one, other, g_rand_int_range (random, 0, GALLEY_N_MARK_KINDS),
                                "https://example.com/", g_rand_boolean (random));
      break;
    default:
      {
        guint n_inserted = g_rand_int_range (random, 0, 4);
        guint n_behind = galley_document_get_n_blocks (fixture->document) - one.block;
        guint n_removed = g_rand_int_range (random, 0, 4);
        g_autoptr (GPtrArray) blocks = galley_blocks_new ();

        for (guint i = 0; i < n_inserted; i++)
          g_ptr_array_add (blocks, random_block (random));
        galley_document_splice (fixture->document, GALLEY_SPLICE_FOREIGN, one.block,
                                MIN (n_removed, n_behind),
                                (GalleyBlock *const *) blocks->pdata, n_inserted);
        break;
      }
    }
}

static void
test_invariant_1 (void)
{
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      guint32 seed = g_test_rand_int ();
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      Fixture fixture;

      g_test_message ("seed %u", seed);
      body_set_up (&fixture, "第一段文字。\n第二段，有 English。\n第三段");
      if (round % 2 == 0)
        galley_document_set_kind (fixture.document, 0, 2, GALLEY_BLOCK_BULLETED + round % 4 / 2);
      for (guint i = 0; i < N_ACTIONS; i++)
        {
          if (g_rand_int_range (random, 0, 4) > 0)
            {
              guint64 generation = galley_document_get_generation (fixture.document);

              fixture.n_typed = fixture.n_spliced = 0;
              act_at_random (&fixture, random);
              g_assert_cmpuint (fixture.n_spliced, <=, 1);
              g_assert_cmpuint (fixture.n_typed, ==, fixture.n_spliced);
              g_assert_cmpuint (galley_document_get_generation (fixture.document) - generation, ==, fixture.n_typed);
            }
          else
            {
              change_document_at_random (&fixture, random);
            }
          body_assert_same (&fixture);
          if (i % 10 == 0)
            body_assert_tags (&fixture);
        }
      body_assert_tags (&fixture);
      while (galley_history_undo (fixture.history, NULL))
        body_assert_same (&fixture);
      body_assert_tags (&fixture);
      body_tear_down (&fixture);
    }
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/invariants/1-only-splice-changes-a-body", test_invariant_1);

  return g_test_run ();
}
