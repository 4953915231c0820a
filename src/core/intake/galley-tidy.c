/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/intake/galley-tidy.h"

#include "core/intake/galley-intake-rich.h"
#include "core/intake/galley-tidy-marks.h"
#include "core/model/galley-list.h"

/* What one round does may make room for another: a mark that became full-width takes the blank beside it along. */
#define MAX_ROUNDS 16

/* How many runs of characters of @rich the paragraphs in @blocks do not have. */
static guint
count_gaps (GArray    *rich,
            GPtrArray *blocks)
{
  guint n_places = 0;
  gboolean is_in_gap = FALSE;
  guint at = 0;

  for (guint i = 0; i < blocks->len; i++)
    {
      g_autoptr (GArray) kept = galley_intake_rich_from_block (g_ptr_array_index (blocks, i));

      for (guint j = 0; j < kept->len && at < rich->len; at++)
        {
          gunichar c = g_array_index (rich, GalleyIntakeCharacter, at).c;
          gunichar wanted = g_array_index (kept, GalleyIntakeCharacter, j).c;
          gboolean is_same = c == wanted;
          gboolean is_replaced = !is_same && galley_intake_is_blank (c) && (wanted == ' ' || wanted == 0x3000);

          n_places += !is_same && !is_in_gap;
          is_in_gap = !is_same;
          j += is_same || is_replaced;
        }
    }
  return n_places + (at < rich->len && !is_in_gap);
}

static guint
tidy_marks (GArray *rich)
{
  return galley_tidy_widths (rich) + galley_tidy_quotes (rich) + galley_tidy_punctuation (rich) +
         galley_tidy_dots (rich) + galley_tidy_doubled (rich);
}

/* What is more, or less, than a text is left as it is. */
static gboolean
is_text (GalleyBlock *block)
{
  switch (galley_block_get_kind (block))
    {
    case GALLEY_BLOCK_PARAGRAPH:
    case GALLEY_BLOCK_HEADING_1:
    case GALLEY_BLOCK_HEADING_2:
    case GALLEY_BLOCK_QUOTE:
      return TRUE;
    default:
      return galley_block_is_item (block);
    }
}

/* The paragraph that @rich is, as deep in its list as @block. (transfer full) */
static GalleyBlock *
make_like (GalleyBlock *block,
           GArray      *rich)
{
  g_autoptr (GalleyBlock) tidied = galley_intake_rich_to_block (rich, 0, rich->len, galley_block_get_kind (block));

  return galley_block_with_level (tidied, galley_block_get_level (block));
}

/* Appends what @block becomes: nothing, itself, or other blocks. */
static guint
tidy_block (GalleyBlock *block,
            GPtrArray   *tidied)
{
  g_autoptr (GArray) rich = galley_intake_rich_from_block (block);
  g_autoptr (GPtrArray) paragraphs = galley_blocks_new ();
  GalleyBlockKind kind = galley_block_get_kind (block);
  guint n_places;

  if (!is_text (block))
    {
      g_ptr_array_add (tidied, galley_block_ref (block));
      return 0;
    }
  if (rich->len == 0)
    return 1;
  galley_intake_rich_append_blocks (rich, kind, paragraphs);
  n_places = count_gaps (rich, paragraphs);
  for (guint i = 0; i < paragraphs->len; i++)
    {
      g_autoptr (GArray) paragraph = galley_intake_rich_from_block (g_ptr_array_index (paragraphs, i));
      guint n_marks = tidy_marks (paragraph);

      n_places += n_marks;
      if (n_places == 0 && paragraphs->len == 1)
        g_ptr_array_add (tidied, galley_block_ref (block));
      else
        g_ptr_array_add (tidied, make_like (block, paragraph));
    }
  return n_places;
}

static GPtrArray *
tidy_once (GPtrArray *blocks,
           guint     *n_places)
{
  GPtrArray *tidied = galley_blocks_new ();

  *n_places = 0;
  for (guint i = 0; i < blocks->len; i++)
    {
      GalleyBlock *block = g_ptr_array_index (blocks, i);
      gboolean is_bare = galley_block_is_item (block) && galley_block_is_blank (block);

      /* An item without a word holds up those that hang on it. */
      if (is_bare && !galley_list_is_empty_item (blocks, i))
        g_ptr_array_add (tidied, galley_block_ref (block));
      else
        *n_places += tidy_block (block, tidied);
    }
  if (tidied->len > 0)
    return tidied;
  /* An article has one paragraph at least. */
  g_ptr_array_add (tidied, galley_block_new (GALLEY_BLOCK_PARAGRAPH, NULL, NULL, 0));
  if (blocks->len == 1 && galley_block_equal (g_ptr_array_index (blocks, 0), g_ptr_array_index (tidied, 0)))
    *n_places = 0;
  return tidied;
}

GPtrArray *
galley_tidy_blocks (GPtrArray *blocks,
                    guint     *n_places)
{
  g_autoptr (GPtrArray) tidied = NULL;

  g_return_val_if_fail (blocks != NULL, NULL);
  g_return_val_if_fail (n_places != NULL, NULL);

  tidied = g_ptr_array_ref (blocks);
  *n_places = 0;
  for (guint round = 0; round < MAX_ROUNDS; round++)
    {
      guint n;
      g_autoptr (GPtrArray) before = g_steal_pointer (&tidied);

      tidied = tidy_once (before, &n);
      *n_places += n;
      if (n == 0)
        break;
    }
  return g_steal_pointer (&tidied);
}
