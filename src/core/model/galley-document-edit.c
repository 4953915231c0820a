/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Editing the text of a document as a person does. Each function builds the blocks that shall stand there and splices
 * once; what would change nothing splices not at all. */

#include "core/model/galley-document.h"

#include "core/model/galley-block.h"
#include "core/model/galley-block-private.h"
#include "core/model/galley-document-private.h"
#include "core/model/galley-list.h"

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

static gboolean
is_table (const GalleyBlock *block)
{
  return block->form.kind == GALLEY_BLOCK_TABLE;
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
      if (is_table (block))
        {
          g_autofree char *cells = first < last ? galley_table_dup_text (block->form.table) : NULL;
          g_string_append (text, cells != NULL ? cells : "");
          continue;
        }
      g_string_append_len (text, part.text, part.n_bytes);
    }
  return g_string_free (text, FALSE);
}

/* Of the line that a range only touches nothing is in it but the line end: no heading, and no item. A divider is all
 * there. */
static gboolean
is_touched (GalleyBlock *block,
            guint        first,
            guint        last)
{
  return !galley_block_is_divider (block) && first == last;
}

/* A part of a block: of a figure, an attachment or a video its words alone. */
static GalleyBlock *
dup_part (GalleyBlock *block,
          guint        first,
          guint        last)
{
  if (block->form.kind != GALLEY_BLOCK_FIGURE && block->form.enclosure == NULL)
    return galley_block_slice (block, first, last);

  g_autoptr (GArray) marks = galley_marks_new ();
  GalleyTextPart part = galley_text_part_of (block, first, last);
  galley_marks_append_part (marks, block, first, last, 0);
  return galley_block_compose ((GalleyForm) { .kind = GALLEY_BLOCK_PARAGRAPH }, &part, 1, marks, NULL);
}

GPtrArray *
galley_document_dup_range (GalleyDocument *self,
                           GalleyPosition  start,
                           GalleyPosition  end)
{
  g_return_val_if_fail (GALLEY_IS_DOCUMENT (self), NULL);

  clamp_range (self, &start, &end);
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();
  for (guint i = start.block; i <= end.block; i++)
    {
      GalleyBlock *block = galley_document_get_block (self, i);
      gboolean is_border = start.block < end.block && (i == start.block || i == end.block);
      guint first = i == start.block ? start.offset : 0;
      guint last = i == end.block ? end.offset : block->n_characters;
      if (is_border && is_touched (block, first, last))
        g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_PARAGRAPH, NULL, NULL, 0));
      else if (first == 0 && last == block->n_characters)
        g_ptr_array_add (blocks, galley_block_ref (block));
      else
        g_ptr_array_add (blocks, dup_part (block, first, last));
    }
  return galley_list_settle (blocks);
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
  gboolean is_one = is_heading (head->form.kind) || head->form.kind == GALLEY_BLOCK_FIGURE || head->form.enclosure != NULL;
  gboolean pushes_down = is_one && head == tail && start == 0 && end < tail->n_characters && *text == '\n';
  gboolean ends_kind = is_one || galley_block_is_divider (head) || is_table (head);
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

/* @text with the line ends that keep it, and what stands around it, apart from a table behind which it begins or in front
 * of which it ends. (transfer full) (nullable) */
static char *
separate_from_tables (GalleyBlock *head,
                      guint        start,
                      GalleyBlock *tail,
                      guint        end,
                      const char  *text)
{
  gboolean is_behind = is_table (head) && start > 0, is_before = is_table (tail) && end == 0;
  gboolean has_head = start > 0 && !is_behind, has_tail = end < tail->n_characters && !is_before;
  const char *last = strrchr (text, '\n');
  gboolean begins = is_behind && *text != '\n' && (*text != '\0' || has_tail || is_before);
  gboolean ends = is_before && (last != NULL ? last[1] != '\0' : *text != '\0' || has_head);

  if (!begins && !ends)
    return NULL;
  return g_strconcat (begins ? "\n" : "", text, ends ? "\n" : "", NULL);
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
  g_autofree char *separated = separate_from_tables (head, start.offset, tail, end.offset, text);
  g_autoptr (GPtrArray) blocks = build_lines (head, start.offset, tail, end.offset,
                                              separated != NULL ? separated : text, style, &place);
  /* Before a table the line end is not what was put in. */
  if (is_table (tail) && end.offset == 0 && separated != NULL && *text != '\0' && !g_str_has_suffix (text, "\n"))
    {
      place.block--;
      place.offset = ((GalleyBlock *) blocks->pdata[blocks->len - 2])->n_characters;
    }
  galley_document_splice (self, GALLEY_SPLICE_TYPED, start.block, end.block - start.block + 1,
                          (GalleyBlock *const *) blocks->pdata, blocks->len);
  return place;
}

/* The text of @b behind that of @a, in a block of @like's form. */
static GalleyBlock *
join_like (GalleyBlock *a,
           GalleyBlock *b,
           GalleyBlock *like)
{
  return galley_block_splice_text (like->form, a, a->n_characters, "", 0, (GalleyStyle) { 0 }, b, 0, NULL);
}

static gboolean
is_paragraph (GalleyBlock *block)
{
  return block->form.kind == GALLEY_BLOCK_PARAGRAPH;
}

/* Whether @block and the @line beside which it comes become one: text does with text, and a mere line end with an item. */
static gboolean
is_continued (GalleyBlock *line,
              GalleyBlock *block)
{
  return is_paragraph (block) && !is_table (line)
         && (line->n_characters > 0 || (block->n_characters == 0 && galley_block_is_item (line)));
}

/* One block goes into the line that stands there. */
static void
build_inside (GPtrArray      *built,
              GalleyBlock    *head,
              GalleyBlock    *block,
              GalleyBlock    *tail,
              GalleyPosition *place)
{
  gboolean is_empty = head->n_characters == 0 && tail->n_characters == 0;
  gboolean keeps_form = is_paragraph (block) || (galley_block_is_item (block) && galley_block_is_item (head));
  g_autoptr (GalleyBlock) before = is_empty && !keeps_form ? galley_block_ref (block) : galley_block_join (head, block);

  place->offset = before->n_characters;
  g_ptr_array_add (built, galley_block_join (before, tail));
}

static gboolean
is_text_alone (GPtrArray *blocks)
{
  for (guint i = 0; i < blocks->len; i++)
    if (!is_paragraph (blocks->pdata[i]))
      return FALSE;
  return TRUE;
}

/* What comes into an item hangs where that does: lists as deep and deeper, and text that comes alone becomes items. */
static GalleyBlock *
adapt (GalleyBlock *block,
       GalleyBlock *head,
       gboolean     is_text)
{
  g_autoptr (GalleyBlock) new = NULL;

  if (!galley_block_is_item (head) || (!is_text && !galley_block_is_item (block)))
    return galley_block_ref (block);
  new = is_text ? galley_block_with_kind (block, head->form.kind) : galley_block_ref (block);
  return galley_block_with_level (new, block->form.level + head->form.level);
}

/* Several take lines of their own, but where they continue what stands there. */
static void
build_between (GPtrArray      *built,
               GalleyBlock    *head,
               GPtrArray      *blocks,
               GalleyBlock    *tail,
               GalleyPosition *place)
{
  GalleyBlock *last = blocks->pdata[blocks->len - 1];
  gboolean joins_head = is_continued (head, blocks->pdata[0]);
  gboolean joins_tail = is_continued (tail, last);
  gboolean is_text = is_text_alone (blocks);

  if (joins_head)
    g_ptr_array_add (built, galley_block_join (head, blocks->pdata[0]));
  else if (head->n_characters > 0)
    g_ptr_array_add (built, galley_block_ref (head));
  for (guint i = joins_head ? 1 : 0; i < blocks->len - (joins_tail ? 1 : 0); i++)
    g_ptr_array_add (built, adapt (blocks->pdata[i], head, is_text));
  if (joins_tail)
    g_ptr_array_add (built, join_like (last, tail, tail));
  place->block += built->len - 1;
  place->offset = last->n_characters;
  if (tail->n_characters > 0 && !joins_tail)
    g_ptr_array_add (built, galley_block_ref (tail));
}

/* Into caption or credit: a slice of a figure would have a credit of its own. */
static void
build_into_figure (GPtrArray      *built,
                   GalleyBlock    *figure,
                   guint           start,
                   guint           end,
                   GalleyBlock    *block,
                   GalleyPosition *place)
{
  GalleyTextPart parts[] = { galley_text_part_of (figure, 0, start),
                             galley_text_part_of (block, 0, block->n_characters),
                             galley_text_part_of (figure, end, figure->n_characters) };
  g_autoptr (GArray) marks = galley_marks_new ();

  place->offset = start + block->n_characters;
  galley_marks_append_part (marks, figure, 0, start, 0);
  galley_marks_append_part (marks, block, 0, block->n_characters, start);
  galley_marks_append_part (marks, figure, end, figure->n_characters, place->offset);
  g_ptr_array_add (built, galley_block_compose (figure->form, parts, G_N_ELEMENTS (parts), marks, &place->offset));
}

/* A caption is one line: what does not fit into it comes behind its picture, as it does when it is typed. */
static void
build_behind_figure (GPtrArray      *built,
                     GalleyBlock    *figure,
                     guint           start,
                     guint           end,
                     GPtrArray      *blocks,
                     GalleyPosition *place)
{
  GalleyBlock *last = blocks->pdata[blocks->len - 1];

  g_ptr_array_add (built, galley_block_replace (figure, start, end, "", (GalleyStyle) { 0 }));
  for (guint i = 0; i < blocks->len; i++)
    g_ptr_array_add (built, galley_block_ref (blocks->pdata[i]));
  place->block += blocks->len;
  place->offset = last->n_characters;
}

/* Whether it is text that a line takes, and not something with a place of its own. */
static gboolean
fits_into_line (const GalleyBlock *block)
{
  return !galley_block_is_divider (block) && !is_table (block) && block->form.figure == NULL
         && block->form.enclosure == NULL;
}

GalleyPosition
galley_document_replace_blocks (GalleyDocument *self,
                                GalleyPosition  start,
                                GalleyPosition  end,
                                GPtrArray      *blocks)
{
  g_return_val_if_fail (GALLEY_IS_DOCUMENT (self), start);
  g_return_val_if_fail (blocks != NULL, start);

  if (blocks->len == 0)
    return galley_document_replace_text (self, start, end, "", (GalleyStyle) { 0 });

  clamp_range (self, &start, &end);
  GalleyPosition place = start;
  GalleyBlock *first = blocks->pdata[0];
  GalleyBlock *last = galley_document_get_block (self, end.block);
  g_autoptr (GalleyBlock) head = galley_block_slice (galley_document_get_block (self, start.block), 0, start.offset);
  g_autoptr (GalleyBlock) rest = start.block == end.block && start.offset > 0 && last->form.enclosure != NULL
                                     ? galley_block_with_kind (last, GALLEY_BLOCK_PARAGRAPH)
                                     : galley_block_ref (last);
  g_autoptr (GalleyBlock) tail = galley_block_slice (rest, end.offset, last->n_characters);
  g_autoptr (GPtrArray) built = galley_blocks_new ();
  gboolean is_one = blocks->len == 1 && fits_into_line (first);
  gboolean is_in_figure = start.block == end.block && last->form.figure != NULL;
  if (is_in_figure && is_one)
    build_into_figure (built, last, start.offset, end.offset, first, &place);
  else if (is_in_figure)
    build_behind_figure (built, last, start.offset, end.offset, blocks, &place);
  else if (is_one && !is_table (head) && !is_table (tail))
    build_inside (built, head, first, tail, &place);
  else
    build_between (built, head, blocks, tail, &place);
  galley_document_splice (self, GALLEY_SPLICE_TYPED, start.block, end.block - start.block + 1,
                          (GalleyBlock *const *) built->pdata, built->len);
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
  if (is_table (block))
    {
      guint n_cells;
      GalleyBlock *const *cells = galley_table_get_cells (block->form.table, &n_cells);

      for (guint i = 0; i < n_cells && start < end; i++)
        if (!block_has_mark (cells[i], 0, cells[i]->n_characters, kind))
          return FALSE;
      return TRUE;
    }
  /* A title has none, and asks for none. */
  if (block->form.enclosure != NULL)
    return TRUE;
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
      has_characters = has_characters || (first < last && block->form.enclosure == NULL);
    }
  return has_characters;
}
