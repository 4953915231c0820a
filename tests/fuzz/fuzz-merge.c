/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three bodies out of bytes: a base, and what two made of it. The merge is settled and reads as it is written; whoever
 * changed nothing takes no part; equal changes are one; mine and theirs of each conflict differ, and mine is what stands. */
#include "core/base/galley-random.h"
#include "core/model/galley-document.h"
#include "core/model/galley-list.h"
#include "core/model/galley-merge.h"
#include "core/wire/galley-body.h"
#include "fuzz.h"

#include "../core/model/model-support.h"

#include <string.h>

#define MAX_BLOCKS 40

static const char *const pieces[] = {
  "甲", "乙", "国家", "，", "。", " ", "a", "bc", "7", "1", "一", "月", "e\314\201",
  "\342\200\250", "\342\200\215", "👩", "👧", "ᄀ", "ᅡ", "\n",
};

typedef struct
{
  const guint8 *data;
  gsize left;
} Input;

/* The end of the input goes on as zeros. */
static guint
take (Input *input,
      guint  below)
{
  guint value = 0;

  if (input->left > 0)
    {
      value = *input->data++;
      input->left--;
    }
  return value % below;
}

static char *
take_text (Input *input)
{
  GString *text = g_string_new (NULL);

  for (guint i = take (input, 9); i > 0; i--)
    g_string_append (text, pieces[take (input, G_N_ELEMENTS (pieces))]);
  return g_string_free (text, FALSE);
}

static GalleyPosition
take_position (Input          *input,
               GalleyDocument *document)
{
  guint block = take (input, galley_document_get_n_blocks (document));
  guint length = galley_block_get_n_characters (galley_document_get_block (document, block));

  return (GalleyPosition) { block, take (input, length + 1) };
}

static void
move_block (Input          *input,
            GalleyDocument *document)
{
  guint n_blocks = galley_document_get_n_blocks (document);
  g_autoptr (GalleyBlock) block = galley_block_ref (galley_document_get_block (document, take (input, n_blocks)));
  g_autoptr (GPtrArray) blocks = galley_document_dup_blocks (document);
  guint from = 0;

  while (blocks->pdata[from] != block)
    from++;
  g_ptr_array_remove_index (blocks, from);
  g_ptr_array_insert (blocks, (int) take (input, n_blocks), galley_block_ref (block));
  galley_document_adopt (document, blocks);
}

static void
edit (Input          *input,
      GalleyDocument *document)
{
  guint what = take (input, 8);
  GalleyPosition a = take_position (input, document), b = take_position (input, document);
  gboolean is_turned = a.block > b.block || (a.block == b.block && a.offset > b.offset);
  GalleyPosition start = is_turned ? b : a, end = is_turned ? a : b;
  g_autofree char *text = NULL;
  g_autoptr (GalleyRandom) random = NULL;
  g_autoptr (GalleyBlock) block = NULL;

  switch (what)
    {
    case 0:
      galley_document_set_kind (document, start.block, end.block, take (input, GALLEY_BLOCK_RULE));
      break;
    case 1:
      galley_document_set_mark (document, start, end, take (input, GALLEY_N_MARK_KINDS), "https://example.org/a",
                                take (input, 3) > 0);
      break;
    case 2:
      galley_document_shift_level (document, start.block, end.block, take (input, 2) == 0 ? 1 : -1);
      break;
    case 3:
      move_block (input, document);
      break;
    case 4:
      if (galley_document_get_n_blocks (document) >= MAX_BLOCKS)
        break;
      random = galley_random_new_seeded (take (input, 256));
      block = model_support_block (random);
      galley_document_splice (document, GALLEY_SPLICE_TYPED, start.block, 0, &block, 1);
      break;
    case 5:
      galley_document_replace_text (document, start, end, "", (GalleyStyle) { 0 });
      break;
    default:
      text = take_text (input);
      galley_document_replace_text (document, start, what == 6 ? start : end, text, (GalleyStyle) { 0 });
      break;
    }
}

/* What somebody made of @blocks. (transfer full) */
static GPtrArray *
take_side (Input     *input,
           GPtrArray *blocks)
{
  g_autoptr (GalleyDocument) document = galley_document_new_from_blocks (blocks);

  for (guint i = take (input, 6); i > 0; i--)
    edit (input, document);
  return galley_document_dup_blocks (document);
}

static void
check_body (GPtrArray *blocks)
{
  g_autoptr (GPtrArray) settled = galley_list_settle (blocks);
  g_autoptr (GPtrArray) read = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (settled == blocks);
  for (guint i = 0; i < blocks->len; i++)
    model_support_check_block (blocks->pdata[i]);
  if (blocks->len == 0)
    return;
  text = galley_body_write (blocks);
  read = galley_body_read (text, strlen (text), &error);
  g_assert_no_error (error);
  g_assert_true (galley_blocks_equal (read, blocks));
}

static void
check_alone (GPtrArray *base,
             GPtrArray *mine,
             GPtrArray *theirs,
             GPtrArray *wanted)
{
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GPtrArray) merged = galley_merge_blocks (base, mine, theirs, &conflicts);

  g_assert_true (galley_blocks_equal (merged, wanted));
  g_assert_cmpuint (conflicts->len, ==, 0);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  Input input = { data, MIN (size, 2048) };
  g_autoptr (GalleyRandom) random = galley_random_new_seeded (take (&input, 256));
  g_autoptr (GPtrArray) begin = model_support_body (random, 8);
  g_autoptr (GPtrArray) base = take_side (&input, begin);
  g_autoptr (GPtrArray) mine = take_side (&input, base);
  g_autoptr (GPtrArray) theirs = take_side (&input, base);
  g_autoptr (GPtrArray) conflicts = NULL, turned_conflicts = NULL;
  g_autoptr (GPtrArray) merged = galley_merge_blocks (base, mine, theirs, &conflicts);
  g_autoptr (GPtrArray) turned = galley_merge_blocks (base, theirs, mine, &turned_conflicts);

  check_body (merged);
  check_body (turned);
  check_alone (base, mine, base, mine);
  check_alone (base, base, theirs, theirs);
  check_alone (base, mine, mine, mine);
  for (guint i = 0; i < conflicts->len; i++)
    {
      const GalleyConflict *conflict = conflicts->pdata[i];

      g_assert_false (galley_blocks_equal (conflict->mine_blocks, conflict->theirs_blocks));
      g_assert_cmpuint (conflict->block + conflict->mine_blocks->len, <=, merged->len);
    }
  return 0;
}
