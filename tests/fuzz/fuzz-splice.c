/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The input is a sequence of what a person does to a body, of undo and redo, and of what others do meanwhile. After each:
 *
 * - the body holds together, is written and read again as itself, and writing that gives the same bytes;
 * - its text is what a plain array of lines says, and its marks what a plain array of characters says;
 * - undo and redo give exactly the bodies that were there, which a plain stack keeps.
 *
 * Once others have changed it that stack knows nothing any more; from then on no undo or redo takes one of their blocks
 * away or brings it twice. At the end undo of all gives the beginning, and redo of all the end. */
#include "../core/model/model-support.h"
#include "fuzz.h"

#include "core/base/galley-clock.h"
#include "core/base/galley-text.h"
#include "core/model/galley-history.h"
#include "core/model/galley-list.h"
#include "core/wire/galley-body.h"

#include <string.h>

#define MAX_STEPS 1000  /* as many as history keeps */
#define MAX_BLOCKS 200
#define FOREIGN "FOREIGN"

static const char *const letters[] = {
  "a", "国", "\n", " ", "，", "e", "\xcc\x81", "é", "𬭎", "\xe1\x84\x80", "\xe1\x85\xa1", "\xef\xa8\x99", "\xe3\x80\x80",
  "\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9", "“", "1",
};
static const char *const targets[] = { "https://example.org/a", "https://example.org/b" };

typedef struct
{
  const guint8 *data;
  gsize left;

  GalleyDocument *document;
  GalleyClock *clock;
  GalleyHistory *history;
  GPtrArray *past;   /* of arrays of blocks: what each undo must give, the next one last */
  GPtrArray *future;
  gboolean is_shared;  /* others have changed it */
  guint n_foreign;     /* of their blocks that are there */
} Machine;

/* The end of the input goes on as zeros. */
static guint
take (Machine *machine,
      guint    below)
{
  guint value = 0;

  if (machine->left > 0)
    {
      value = *machine->data++;
      machine->left--;
    }
  return value % below;
}

static char *
take_text (Machine *machine)
{
  GString *text = g_string_new (NULL);

  for (guint i = take (machine, 7); i > 0; i--)
    g_string_append (text, letters[take (machine, G_N_ELEMENTS (letters))]);
  return g_string_free (text, FALSE);
}

static GalleyPosition
take_position (Machine *machine)
{
  guint block = take (machine, galley_document_get_n_blocks (machine->document));
  guint length = galley_block_get_n_characters (galley_document_get_block (machine->document, block));

  return (GalleyPosition) { block, take (machine, length + 1) };
}

static GalleyBlock *
take_block (Machine *machine)
{
  GalleyBlockKind kind = take (machine, GALLEY_N_BLOCK_KINDS);
  guint level = take (machine, 4);
  g_autofree char *text = take_text (machine);

  g_strdelimit (text, "\n", '_');
  if (kind == GALLEY_BLOCK_BULLETED || kind == GALLEY_BLOCK_NUMBERED)
    return galley_block_new_item (kind, level, text, NULL, 0);
  if (kind == GALLEY_BLOCK_FIGURE)
    {
      g_autoptr (GalleyFigure) figure = model_support_figure (level);

      return galley_block_new_figure (figure, text, NULL, 0);
    }
  if (kind == GALLEY_BLOCK_TABLE)
    {
      g_autoptr (GalleyBlock) cell = galley_block_new (GALLEY_BLOCK_PARAGRAPH, text, NULL, 0);
      GalleyBlock *cells[] = { cell, NULL, cell, NULL };
      g_autoptr (GalleyTable) table = galley_table_new (2, level % 2 + 1, level > 1, cells);

      return galley_block_new_table (table);
    }
  if (kind == GALLEY_BLOCK_ATTACHMENT || kind == GALLEY_BLOCK_VIDEO)
    return model_support_enclosed (kind == GALLEY_BLOCK_ATTACHMENT ? 0 : 1 + level % 2, text);
  return galley_block_new (kind, text, NULL, 0);
}

static GPtrArray *
take_blocks (Machine *machine)
{
  GPtrArray *blocks = galley_blocks_new ();

  for (guint i = take (machine, 4); i > 0; i--)
    g_ptr_array_add (blocks, take_block (machine));
  return blocks;
}

static gboolean
is_foreign (GalleyBlock *block)
{
  return g_str_has_prefix (galley_block_get_text (block), FOREIGN);
}

static gboolean
has_foreign (Machine *machine,
             guint    first,
             guint    last)
{
  for (guint i = first; i <= last && i < galley_document_get_n_blocks (machine->document); i++)
    if (is_foreign (galley_document_get_block (machine->document, i)))
      return TRUE;
  return FALSE;
}

static guint
count_foreign (Machine *machine)
{
  guint n = 0;

  for (guint i = 0; i < galley_document_get_n_blocks (machine->document); i++)
    n += is_foreign (galley_document_get_block (machine->document, i));
  return n;
}

static gboolean
is_plain (Machine *machine,
          guint    index)
{
  GalleyBlock *block = galley_document_get_block (machine->document, index);
  GalleyBlockKind kind = galley_block_get_kind (block);

  return !galley_block_is_divider (block) && kind != GALLEY_BLOCK_FIGURE && kind != GALLEY_BLOCK_TABLE
         && galley_block_get_enclosure (block) == NULL;
}

static void
check_body (Machine *machine)
{
  g_autoptr (GPtrArray) blocks = galley_document_dup_blocks (machine->document);
  g_autofree char *text = galley_body_write (blocks);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) read = galley_body_read (text, strlen (text), &error);
  g_autofree char *again = NULL;

  model_support_check_document (machine->document);
  g_assert_no_error (error);
  g_assert_true (galley_blocks_equal (read, blocks));
  again = galley_body_write (read);
  g_assert_cmpstr (again, ==, text);
}

/* What a table says is not the text of its line. */
static gboolean
has_table (Machine *machine)
{
  for (guint i = 0; i < galley_document_get_n_blocks (machine->document); i++)
    if (galley_block_get_table (galley_document_get_block (machine->document, i)) != NULL)
      return TRUE;
  return FALSE;
}

/* Text of a range by plain lines: those around it stay, the two at its borders join what comes. */
static void
replace_text (Machine        *machine,
              GalleyPosition  start,
              GalleyPosition  end)
{
  GalleyPosition top = { 0, 0 }, bottom = { G_MAXUINT, G_MAXUINT };
  g_autofree char *text = take_text (machine);
  GalleyStyle style = { take (machine, 1 << GALLEY_N_MARK_KINDS), targets[0] };
  g_autofree char *head = galley_document_dup_text (machine->document, top, start);
  g_autofree char *tail = galley_document_dup_text (machine->document, end, bottom);
  g_autofree char *joined = g_strconcat (head, text, tail, NULL);
  g_auto (GStrv) lines = g_strsplit (joined, "\n", -1);
  gboolean is_predictable = is_plain (machine, start.block) && is_plain (machine, end.block) && !has_table (machine);

  galley_document_replace_text (machine->document, start, end, text, style);
  if (!is_predictable)
    return;
  g_assert_cmpuint (galley_document_get_n_blocks (machine->document), ==, MAX (g_strv_length (lines), 1));
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = galley_text_clean (lines[i], -1);

      g_assert_cmpstr (galley_block_get_text (galley_document_get_block (machine->document, i)), ==, line);
    }
}

/* For each character of the body whether it carries the mark, and 2 where a block ends. */
static GByteArray *
dup_marks (Machine       *machine,
           GalleyMarkKind kind)
{
  GByteArray *all = g_byte_array_new ();

  for (guint i = 0; i < galley_document_get_n_blocks (machine->document); i++)
    {
      GalleyBlock *block = galley_document_get_block (machine->document, i);
      guint from = all->len, n_marks;
      const GalleyMark *marks = galley_block_get_marks (block, &n_marks);

      g_byte_array_set_size (all, from + galley_block_get_n_characters (block) + 1);
      memset (all->data + from, 0, all->len - from);
      for (guint j = 0; j < n_marks; j++)
        if (marks[j].kind == kind)
          memset (all->data + from + marks[j].start, 1, marks[j].end - marks[j].start);
      all->data[all->len - 1] = 2;
    }
  return all;
}

static guint
character_of (Machine        *machine,
              GalleyPosition  position)
{
  guint offset = position.offset;

  for (guint i = 0; i < position.block; i++)
    offset += galley_block_get_n_characters (galley_document_get_block (machine->document, i)) + 1;
  return offset;
}

static void
set_mark (Machine        *machine,
          GalleyPosition  start,
          GalleyPosition  end)
{
  GalleyMarkKind kind = take (machine, GALLEY_N_MARK_KINDS);
  gboolean is_set = take (machine, 2);
  g_autoptr (GByteArray) wanted = dup_marks (machine, kind);
  g_autoptr (GByteArray) got = NULL;
  guint last = character_of (machine, end);
  gboolean is_predictable = TRUE;

  for (guint i = start.block; i <= end.block; i++)
    is_predictable &= is_plain (machine, i);
  for (guint i = character_of (machine, start); i < last; i++)
    if (wanted->data[i] != 2)
      wanted->data[i] = is_set;
  galley_document_set_mark (machine->document, start, end, kind, targets[take (machine, 2)], is_set);
  got = dup_marks (machine, kind);
  if (is_predictable)
    g_assert_cmpmem (got->data, got->len, wanted->data, wanted->len);
}

static void
insert_figures (Machine        *machine,
                GalleyPosition  position)
{
  g_autoptr (GPtrArray) figures = galley_blocks_new ();
  g_autoptr (GalleyFigure) figure = model_support_figure (take (machine, 3));

  for (guint i = take (machine, 2) + 1; i > 0; i--)
    g_ptr_array_add (figures, galley_block_new_figure (figure, "国\xe2\x80\xa8" "家", NULL, 0));
  galley_document_insert_figures (machine->document, position, figures);
}

static void
change_figure (Machine *machine,
               guint    block)
{
  g_autoptr (GalleyFigure) figure = model_support_figure (take (machine, 3));

  if (galley_block_get_kind (galley_document_get_block (machine->document, block)) != GALLEY_BLOCK_FIGURE)
    return;
  if (take (machine, 2) == 0)
    galley_document_set_figure (machine->document, block, figure);
  else
    galley_document_remove_block (machine->document, block);
}

/* One thing a person does. */
static void
edit (Machine *machine,
      guint    what)
{
  GalleyPosition a = take_position (machine), b = take_position (machine);
  gboolean is_turned = a.block > b.block || (a.block == b.block && a.offset > b.offset);
  GalleyPosition start = is_turned ? b : a, end = is_turned ? a : b;

  if (has_foreign (machine, start.block, end.block))
    return;
  switch (what)
    {
    case 0:
      galley_document_set_kind (machine->document, start.block, end.block, take (machine, GALLEY_BLOCK_RULE));
      break;
    case 1:
      set_mark (machine, start, end);
      break;
    case 2:
      galley_document_shift_level (machine->document, start.block, end.block, take (machine, 2) == 0 ? 1 : -1);
      break;
    case 3:
      galley_document_leave_item (machine->document, start.block);
      break;
    case 4:
      galley_document_insert_divider (machine->document, start,
                                      take (machine, 2) == 0 ? GALLEY_BLOCK_RULE : GALLEY_BLOCK_PAGE_BREAK);
      break;
    case 5:
      insert_figures (machine, start);
      break;
    case 6:
      change_figure (machine, start.block);
      break;
    case 7:
      {
        g_autoptr (GPtrArray) raw = take_blocks (machine);
        g_autoptr (GPtrArray) blocks = galley_list_settle (raw);

        galley_document_replace_blocks (machine->document, start, end, blocks);
        break;
      }
    case 8:
      replace_text (machine, start, end);
      break;
    default:
      replace_text (machine, start, start);
      break;
    }
}

static void
edit_and_note (Machine *machine,
               guint    what)
{
  g_autoptr (GPtrArray) before = galley_document_dup_blocks (machine->document);
  guint64 generation = galley_document_get_generation (machine->document);

  galley_history_break (machine->history);
  if (take (machine, 4) == 0)
    galley_test_clock_advance (GALLEY_TEST_CLOCK (machine->clock), 2 * G_USEC_PER_SEC);
  edit (machine, what);
  g_assert_cmpuint (galley_document_get_generation (machine->document) - generation, <=, 1);
  if (galley_document_get_generation (machine->document) == generation)
    return;
  g_ptr_array_add (machine->past, g_steal_pointer (&before));
  if (machine->past->len > MAX_STEPS)
    g_ptr_array_remove_index (machine->past, 0);
  g_ptr_array_set_size (machine->future, 0);
}

static gboolean
move_in_history (Machine *machine,
                 gboolean is_undo)
{
  GPtrArray *from = is_undo ? machine->past : machine->future, *to = is_undo ? machine->future : machine->past;
  g_autoptr (GPtrArray) before = galley_document_dup_blocks (machine->document);
  g_autoptr (GPtrArray) after = NULL, wanted = NULL;
  gboolean has_moved = is_undo ? galley_history_undo (machine->history, NULL) : galley_history_redo (machine->history, NULL);

  if (machine->is_shared)
    {
      g_assert_cmpuint (count_foreign (machine), ==, machine->n_foreign);
      return has_moved;
    }
  g_assert_true (has_moved == (from->len > 0));
  if (!has_moved)
    return FALSE;
  after = galley_document_dup_blocks (machine->document);
  wanted = g_ptr_array_steal_index (from, from->len - 1);
  g_assert_true (galley_blocks_equal (after, wanted));
  g_ptr_array_add (to, g_steal_pointer (&before));
  return TRUE;
}

/* Others put a block in, and take some away. */
static void
change_from_elsewhere (Machine *machine)
{
  guint n_blocks = galley_document_get_n_blocks (machine->document);
  guint first = take (machine, n_blocks + 1);
  guint n_wanted = take (machine, 3);
  guint n_removed = MIN (n_wanted, n_blocks - first);
  gboolean has_block = take (machine, 4) > 0;
  g_autoptr (GalleyBlock) block = galley_block_new (GALLEY_BLOCK_PARAGRAPH, FOREIGN, NULL, 0);

  galley_document_splice (machine->document, GALLEY_SPLICE_FOREIGN, first, n_removed, &block, has_block ? 1 : 0);
  machine->is_shared = TRUE;
  machine->n_foreign = count_foreign (machine);
}

static void
step (Machine *machine)
{
  guint what = take (machine, 16);

  if (what == 15)
    {
      change_from_elsewhere (machine);
    }
  else if (what >= 13)
    {
      move_in_history (machine, what == 13);
    }
  else if (galley_document_get_n_blocks (machine->document) < MAX_BLOCKS || what == 8)
    {
      edit_and_note (machine, what);
      if (machine->is_shared)
        g_assert_cmpuint (count_foreign (machine), ==, machine->n_foreign);
    }
  check_body (machine);
}

static void
go_back_and_forth (Machine   *machine,
                   GPtrArray *beginning)
{
  g_autoptr (GPtrArray) end = NULL, first = NULL, last = NULL;
  gboolean is_whole = !machine->is_shared && machine->past->len < MAX_STEPS;

  while (move_in_history (machine, FALSE))
    ;
  end = galley_document_dup_blocks (machine->document);
  while (move_in_history (machine, TRUE))
    check_body (machine);
  first = galley_document_dup_blocks (machine->document);
  if (is_whole)
    g_assert_true (galley_blocks_equal (first, beginning));
  while (move_in_history (machine, FALSE))
    ;
  last = galley_document_dup_blocks (machine->document);
  g_assert_true (galley_blocks_equal (last, end));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  Machine machine = { .data = data, .left = MIN (size, 4096) };
  g_autoptr (GPtrArray) raw = take_blocks (&machine);
  g_autoptr (GPtrArray) beginning = galley_list_settle (raw);

  machine.document = galley_document_new_from_blocks (beginning);
  machine.clock = galley_test_clock_new (0);
  machine.history = galley_history_new (machine.document, machine.clock);
  machine.past = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  machine.future = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_clear_pointer (&beginning, g_ptr_array_unref);
  beginning = galley_document_dup_blocks (machine.document);

  while (machine.left > 0)
    step (&machine);
  go_back_and_forth (&machine, beginning);

  g_ptr_array_unref (machine.future);
  g_ptr_array_unref (machine.past);
  g_object_unref (machine.history);
  g_object_unref (machine.clock);
  g_object_unref (machine.document);
  return 0;
}
