/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Editing the text of a document as a person does. Each function builds the blocks that shall stand there and splices
 * once; what would change nothing splices not at all. */

#include "core/model/galley-document.h"

#include "core/model/galley-block.h"
#include "core/model/galley-block-private.h"
#include "core/model/galley-document-private.h"

#include <string.h>

static GalleyPosition
clamp_position (GalleyDocument *self,
                GalleyPosition  position)
{
  guint n_blocks = galley_document_get_n_blocks (self);

  if (position.block >= n_blocks)
    {
      GalleyBlock *last = galley_document_get_block (self, n_blocks - 1);
      return (GalleyPosition) { n_blocks - 1, last->n_characters };
    }
  position.offset = MIN (position.offset, galley_document_get_block (self, position.block)->n_characters);
  return position;
}

static gboolean
is_before (GalleyPosition a,
           GalleyPosition b)
{
  return a.block != b.block ? a.block < b.block : a.offset < b.offset;
}

static void
clamp_range (GalleyDocument *self,
             GalleyPosition *start,
             GalleyPosition *end)
{
  *start = clamp_position (self, *start);
  *end = clamp_position (self, *end);
  if (is_before (*end, *start))
    *end = *start;
}

char *
galley_document_dup_text (GalleyDocument *self,
                          GalleyPosition  start,
                          GalleyPosition  end)
{
  g_return_val_if_fail (GALLEY_IS_DOCUMENT (self), NULL);

  clamp_range (self, &start, &end);
  GString *text = g_string_new (NULL);
  for (guint i = start.block; i <= end.block; i++)
    {
      GalleyBlock *block = galley_document_get_block (self, i);
      guint first = i == start.block ? start.offset : 0;
      guint last = i == end.block ? end.offset : block->n_characters;
      GalleyTextPart part = galley_text_part_of (block, first, last);
      if (i > start.block)
        g_string_append_c (text, '\n');
      g_string_append_len (text, part.text, part.n_bytes);
    }
  return g_string_free (text, FALSE);
}

static gboolean
is_heading (GalleyBlockKind kind)
{
  return kind == GALLEY_BLOCK_HEADING_1 || kind == GALLEY_BLOCK_HEADING_2;
}

/* @text holds line ends: the first line goes behind what stands before @start, the last one before what stands behind
 * @end. A line end at the very start of a heading or a figure pushes that down and leaves a paragraph above it. */
static GPtrArray *
build_lines (GalleyBlock    *head,
             guint           start,
             GalleyBlock    *tail,
             guint           end,
             const char     *text,
             GalleyStyle     style,
             GalleyPosition *place)
{
  GPtrArray *blocks = galley_blocks_new ();
  const GalleyForm paragraph = { .kind = GALLEY_BLOCK_PARAGRAPH };
  gboolean is_one = is_heading (head->form.kind) || head->form.kind == GALLEY_BLOCK_FIGURE;
  gboolean pushes_down = is_one && head == tail && start == 0 && end < tail->n_characters && *text == '\n';
  gboolean ends_kind = is_one || head->form.kind == GALLEY_BLOCK_RULE;
  GalleyForm form_behind = ends_kind ? paragraph : head->form;

  for (const char *line = text; line != NULL;)
    {
      const char *stop = strchr (line, '\n');
      gboolean is_first = line == text, is_last = stop == NULL;
      GalleyForm form = is_first ? head->form : form_behind;
      if (pushes_down)
        form = is_last ? head->form : paragraph;
      g_ptr_array_add (blocks, galley_block_splice_text (form, is_first ? head : NULL, start, line,
                                                         is_last ? -1 : stop - line, style, is_last ? tail : NULL,
                                                         end, is_last ? &place->offset : NULL));
      line = is_last ? NULL : stop + 1;
    }
  place->block += blocks->len - 1;
  return blocks;
}

GalleyPosition
galley_document_replace_text (GalleyDocument *self,
                              GalleyPosition  start,
                              GalleyPosition  end,
                              const char     *text,
                              GalleyStyle     style)
{
  g_return_val_if_fail (GALLEY_IS_DOCUMENT (self), start);
  g_return_val_if_fail (text != NULL, start);

  clamp_range (self, &start, &end);
  GalleyPosition place = start;
  GalleyBlock *head = galley_document_get_block (self, start.block);
  GalleyBlock *tail = galley_document_get_block (self, end.block);
  g_autoptr (GPtrArray) blocks = build_lines (head, start.offset, tail, end.offset, text, style, &place);
  galley_document_splice (self, GALLEY_SPLICE_TYPED, start.block, end.block - start.block + 1,
                          (GalleyBlock *const *) blocks->pdata, blocks->len);
  return place;
}

void
galley_document_set_mark (GalleyDocument *self,
                          GalleyPosition  start,
                          GalleyPosition  end,
                          GalleyMarkKind  kind,
                          const char     *target,
                          gboolean        is_set)
{
  g_return_if_fail (GALLEY_IS_DOCUMENT (self));
  g_return_if_fail ((guint) kind < GALLEY_N_MARK_KINDS);

  clamp_range (self, &start, &end);
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();
  for (guint i = start.block; i <= end.block; i++)
    {
      GalleyBlock *block = galley_document_get_block (self, i);
      guint first = i == start.block ? start.offset : 0;
      guint last = i == end.block ? end.offset : block->n_characters;
      g_ptr_array_add (blocks, galley_block_with_mark (block, first, last, kind, target, is_set));
    }
  galley_document_splice_changed (self, start.block, blocks);
}

static gboolean
block_has_mark (const GalleyBlock *block,
                guint              start,
                guint              end,
                GalleyMarkKind     kind)
{
  /* Links touch where their targets differ: the run may go on in the next mark. */
  for (guint i = 0; i < block->n_marks && start < end; i++)
    if (block->marks[i].kind == kind && block->marks[i].start <= start && start < block->marks[i].end)
      start = block->marks[i].end;
  return start >= end;
}

gboolean
galley_document_has_mark (GalleyDocument *self,
                          GalleyPosition  start,
                          GalleyPosition  end,
                          GalleyMarkKind  kind)
{
  g_return_val_if_fail (GALLEY_IS_DOCUMENT (self), FALSE);

  gboolean has_characters = FALSE;
  clamp_range (self, &start, &end);
  for (guint i = start.block; i <= end.block; i++)
    {
      GalleyBlock *block = galley_document_get_block (self, i);
      guint first = i == start.block ? start.offset : 0;
      guint last = i == end.block ? end.offset : block->n_characters;
      if (!block_has_mark (block, first, last, kind))
        return FALSE;
      has_characters = has_characters || first < last;
    }
  return has_characters;
}
