/* SPDX-License-Identifier: GPL-3.0-or-later */
/* New blocks from old. Each function lays out parts and marks; galley_block_compose() makes the block. */

#include "core/model/galley-block.h"
#include "core/model/galley-block-private.h"

#include "core/base/galley-text.h"

#include <string.h>

/* Where a block's text ends for one of another form: the break of an empty credit is the figure's alone. */
static guint
get_end_for (const GalleyBlock *block,
             GalleyForm         form)
{
  gboolean has_empty_credit = block->form.kind == GALLEY_BLOCK_FIGURE && form.kind != GALLEY_BLOCK_FIGURE
                              && galley_block_get_caption_length (block) + 1 == block->n_characters;

  return has_empty_credit ? block->n_characters - 1 : block->n_characters;
}

static gboolean
is_table (const GalleyBlock *block)
{
  return block != NULL && block->form.kind == GALLEY_BLOCK_TABLE;
}

/* What of a table is whole and has nothing beside it stays; beside a text there is nothing of it. NULL: no table stays. */
static GalleyBlock *
keep_table (const GalleyBlock **head,
            guint               start,
            gboolean            has_text,
            const GalleyBlock **tail,
            guint               end)
{
  const GalleyBlock *before = *head, *behind = *tail;
  gboolean has_head = before != NULL && start > 0, has_tail = behind != NULL && end < behind->n_characters;

  if (is_table (before) && has_head && !has_text && !has_tail)
    return galley_block_ref ((GalleyBlock *) before);
  if (is_table (behind) && has_tail && !has_text && !has_head)
    return galley_block_ref ((GalleyBlock *) behind);
  *head = is_table (before) ? NULL : before;
  *tail = is_table (behind) ? NULL : behind;
  return NULL;
}

GalleyBlock *
galley_block_splice_text (GalleyForm         form,
                          const GalleyBlock *head,
                          guint              start,
                          const char        *text,
                          gssize             length,
                          GalleyStyle        style,
                          const GalleyBlock *tail,
                          guint              end,
                          guint             *place)
{
  g_autofree char *cleaned = NULL;
  g_autoptr (GArray) marks = galley_marks_new ();
  GalleyBlock *kept = keep_table (&head, start, length < 0 ? *text != '\0' : length > 0, &tail, end);
  GalleyTextPart parts[3] = { { "", 0, 0 }, { text, length < 0 ? strlen (text) : (gsize) length, 0 }, { "", 0, 0 } };

  if (kept != NULL)
    {
      if (place != NULL)
        *place = kept == head ? start : 0;
      return kept;
    }
  if (!g_utf8_validate_len (text, parts[1].n_bytes, NULL)
      || !galley_text_is_settled (text, parts[1].n_bytes, &parts[1].n_characters))
    {
      cleaned = galley_text_clean (text, length);
      parts[1] = (GalleyTextPart) { cleaned, strlen (cleaned), g_utf8_strlen (cleaned, -1) };
    }
  if (head != NULL)
    {
      parts[0] = galley_text_part_of (head, 0, start);
      galley_marks_append_part (marks, head, 0, start, 0);
    }
  guint behind = parts[0].n_characters + parts[1].n_characters;
  galley_marks_append_style (marks, style, parts[0].n_characters, behind);
  if (tail != NULL)
    {
      guint tail_end = MAX (end, get_end_for (tail, form));
      parts[2] = galley_text_part_of (tail, end, tail_end);
      galley_marks_append_part (marks, tail, end, tail_end, behind);
    }
  if (place != NULL)
    *place = behind;
  return galley_block_compose (form, parts, G_N_ELEMENTS (parts), marks, place);
}

GalleyBlock *
galley_block_replace (const GalleyBlock *self,
                      guint              start,
                      guint              end,
                      const char        *text,
                      GalleyStyle        style)
{
  g_return_val_if_fail (self != NULL, NULL);

  end = MIN (end, self->n_characters);
  start = MIN (start, end);
  return galley_block_splice_text (self->form, self, start, text != NULL ? text : "", -1, style, self, end, NULL);
}

GalleyBlock *
galley_block_slice (const GalleyBlock *self,
                    guint              start,
                    guint              end)
{
  g_return_val_if_fail (self != NULL, NULL);

  end = MIN (end, self->n_characters);
  start = MIN (start, end);
  if (is_table (self) && start < end)
    return galley_block_ref ((GalleyBlock *) self);
  g_autoptr (GArray) marks = galley_marks_new ();
  GalleyTextPart part = galley_text_part_of (self, start, end);
  galley_marks_append_part (marks, self, start, end, 0);
  return galley_block_compose (self->form, &part, 1, marks, NULL);
}

GalleyBlock *
galley_block_join (const GalleyBlock *a,
                   const GalleyBlock *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, NULL);

  return galley_block_splice_text (a->form, a, a->n_characters, "", 0, (GalleyStyle) { 0 }, b, 0, NULL);
}

GalleyBlock *
galley_block_join_parts (const GalleyBlock *head,
                         guint              start,
                         const GalleyBlock *tail,
                         guint              end)
{
  g_return_val_if_fail (head != NULL && tail != NULL, NULL);

  start = MIN (start, head->n_characters);
  end = MIN (end, tail->n_characters);
  return galley_block_splice_text (head->form, head, start, "", 0, (GalleyStyle) { 0 }, tail, end, NULL);
}

static GalleyBlock *
with_form (const GalleyBlock *self,
           GalleyForm         form)
{
  g_autoptr (GArray) marks = galley_marks_new ();
  guint end = is_table (self) ? 0 : get_end_for (self, form);
  GalleyTextPart part = galley_text_part_of (self, 0, end);

  galley_marks_append_part (marks, self, 0, end, 0);
  return galley_block_compose (form, &part, 1, marks, NULL);
}

GalleyBlock *
galley_block_with_kind (const GalleyBlock *self,
                        GalleyBlockKind    kind)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail ((guint) kind < GALLEY_N_BLOCK_KINDS, NULL);
  g_return_val_if_fail ((kind != GALLEY_BLOCK_FIGURE && (kind < GALLEY_BLOCK_TABLE || kind == GALLEY_BLOCK_PAGE_BREAK))
                            || self->form.kind == kind, NULL);

  if (kind == GALLEY_BLOCK_TABLE)
    return galley_block_ref ((GalleyBlock *) self);
  return with_form (self, (GalleyForm) { .kind = kind, .level = self->form.level, .figure = self->form.figure,
                                          .enclosure = self->form.enclosure });
}

GalleyBlock *
galley_block_with_figure (const GalleyBlock *self,
                          GalleyFigure      *figure)
{
  g_return_val_if_fail (self != NULL && figure != NULL, NULL);
  g_return_val_if_fail (self->form.kind == GALLEY_BLOCK_FIGURE, NULL);

  return with_form (self, (GalleyForm) { .kind = GALLEY_BLOCK_FIGURE, .figure = figure });
}

GalleyBlock *
galley_block_with_enclosure (const GalleyBlock *self,
                             GalleyEnclosure   *enclosure)
{
  g_return_val_if_fail (self != NULL && self->form.enclosure != NULL, NULL);

  return galley_block_new_enclosed (self->form.kind, enclosure, self->text);
}

GalleyBlock *
galley_block_with_level (const GalleyBlock *self,
                         guint              level)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (is_table (self))
    return galley_block_ref ((GalleyBlock *) self);
  return with_form (self, (GalleyForm) { .kind = self->form.kind, .level = level, .figure = self->form.figure,
                                          .enclosure = self->form.enclosure });
}

static GalleyBlock *
mark_cells (const GalleyBlock *self,
            GalleyMarkKind     kind,
            const char        *target,
            gboolean           is_set)
{
  g_autoptr (GPtrArray) marked = galley_blocks_new ();
  g_autoptr (GalleyTable) table = NULL;
  guint n_cells;
  GalleyBlock *const *cells = galley_table_get_cells (self->form.table, &n_cells);

  for (guint i = 0; i < n_cells; i++)
    g_ptr_array_add (marked, galley_block_with_mark (cells[i], 0, cells[i]->n_characters, kind, target, is_set));
  table = galley_table_new (galley_table_get_n_rows (self->form.table), galley_table_get_n_columns (self->form.table),
                            galley_table_has_header (self->form.table), (GalleyBlock *const *) marked->pdata);
  return galley_block_new_table (table);
}

GalleyBlock *
galley_block_with_mark (const GalleyBlock *self,
                        guint              start,
                        guint              end,
                        GalleyMarkKind     kind,
                        const char        *target,
                        gboolean           is_set)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail ((guint) kind < GALLEY_N_MARK_KINDS, NULL);

  end = MIN (end, self->n_characters);
  start = MIN (start, end);
  if (start == end || (is_set && kind == GALLEY_MARK_LINK && !galley_link_target_is_safe (target)))
    return galley_block_ref ((GalleyBlock *) self);
  if (is_table (self))
    return mark_cells (self, kind, target, is_set);

  g_autoptr (GArray) marks = galley_marks_new ();
  GalleyTextPart part = { self->text, self->n_bytes, self->n_characters };
  for (guint i = 0; i < self->n_marks; i++)
    {
      GalleyMark mark = self->marks[i];
      if (mark.kind != kind || mark.end <= start || mark.start >= end)
        {
          g_array_append_val (marks, mark);
          continue;
        }
      GalleyMark before = mark, after = mark;
      before.end = MIN (mark.end, start);
      after.start = MAX (mark.start, end);
      g_array_append_val (marks, before);
      g_array_append_val (marks, after);
    }
  if (is_set)
    galley_marks_append_style (marks, (GalleyStyle) { 1u << kind, target }, start, end);
  return galley_block_compose (self->form, &part, 1, marks, NULL);
}
