/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Editing whole blocks: what kind they are, how deep an item stands, a divider or a picture between them. Each function
 * builds the blocks that shall stand there and splices once; what would change nothing splices not at all. */

#include "core/model/galley-document.h"

#include "core/model/galley-document-private.h"

void
galley_document_splice_changed (GalleyDocument *self,
                                guint           first,
                                GPtrArray      *blocks)
{
  guint start = 0, end = blocks->len;

  while (start < end && galley_block_equal (blocks->pdata[start], galley_document_get_block (self, first + start)))
    start++;
  while (end > start && galley_block_equal (blocks->pdata[end - 1], galley_document_get_block (self, first + end - 1)))
    end--;
  if (start < end)
    galley_document_splice (self, GALLEY_SPLICE_TYPED, first + start, end - start,
                            (GalleyBlock *const *) blocks->pdata + start, end - start);
}

static gboolean
is_figure (const GalleyBlock *block)
{
  return galley_block_get_kind (block) == GALLEY_BLOCK_FIGURE;
}

static gboolean
is_table (const GalleyBlock *block)
{
  return galley_block_get_kind (block) == GALLEY_BLOCK_TABLE;
}

static gboolean
is_enclosed (const GalleyBlock *block)
{
  return galley_block_get_enclosure (block) != NULL;
}

/* What stands by itself: a line that nobody writes in, a picture with its lines, a table. */
static gboolean
stands_alone (const GalleyBlock *block)
{
  return galley_block_is_divider (block) || is_figure (block) || is_table (block) || is_enclosed (block);
}

void
galley_document_set_kind (GalleyDocument *self,
                          guint           first,
                          guint           last,
                          GalleyBlockKind kind)
{
  g_return_if_fail (GALLEY_IS_DOCUMENT (self));
  g_return_if_fail ((guint) kind < GALLEY_BLOCK_RULE);

  last = MIN (last, galley_document_get_n_blocks (self) - 1);
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();
  for (guint i = first; i <= last; i++)
    {
      GalleyBlock *block = galley_document_get_block (self, i);
      gboolean stays = stands_alone (block) || galley_block_get_kind (block) == kind;
      g_ptr_array_add (blocks, stays ? galley_block_ref (block) : galley_block_with_kind (block, kind));
    }
  galley_document_splice_changed (self, first, blocks);
}

void
galley_document_shift_level (GalleyDocument *self,
                             guint           first,
                             guint           last,
                             int             by)
{
  g_return_if_fail (GALLEY_IS_DOCUMENT (self));
  g_return_if_fail (by == 1 || by == -1);

  last = MIN (last, galley_document_get_n_blocks (self) - 1);
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();
  for (guint i = first; i <= last; i++)
    {
      GalleyBlock *block = galley_document_get_block (self, i);
      guint level = galley_block_get_level (block);
      guint wanted = by > 0 ? MIN (level + 1, GALLEY_MAX_LEVEL) : MAX (level, 1) - 1;
      gboolean stays = !galley_block_is_item (block) || level == wanted;
      g_ptr_array_add (blocks, stays ? galley_block_ref (block) : galley_block_with_level (block, wanted));
    }
  galley_document_splice_changed (self, first, blocks);
}

gboolean
galley_document_leave_item (GalleyDocument *self,
                            guint           block)
{
  g_return_val_if_fail (GALLEY_IS_DOCUMENT (self), FALSE);
  g_return_val_if_fail (block < galley_document_get_n_blocks (self), FALSE);

  GalleyBlock *old = galley_document_get_block (self, block);
  guint level = galley_block_get_level (old);
  if (!galley_block_is_item (old) && !galley_block_is_divider (old))
    return FALSE;

  g_autoptr (GalleyBlock) new = level > 0 ? galley_block_with_level (old, level - 1)
                                          : galley_block_with_kind (old, GALLEY_BLOCK_PARAGRAPH);
  galley_document_splice (self, GALLEY_SPLICE_TYPED, block, 1, &new, 1);
  return TRUE;
}

/* @own at @position, on lines of their own. Returns the index of the first. */
static guint
insert_own_blocks (GalleyDocument *self,
                   GalleyPosition  position,
                   GPtrArray      *own)
{
  guint n_blocks = galley_document_get_n_blocks (self);
  guint index = MIN (position.block, n_blocks - 1);
  GalleyBlock *block = galley_document_get_block (self, index);
  guint length = galley_block_get_n_characters (block);
  gboolean is_whole = is_figure (block) || is_table (block) || is_enclosed (block);
  guint offset = is_whole ? length : MIN (position.offset, length);
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();

  /* An empty line becomes the first of them; behind a divider or a figure comes another line. */
  if (offset > 0 || galley_block_is_divider (block) || is_enclosed (block))
    g_ptr_array_add (blocks, galley_block_slice (block, 0, offset));
  guint first = index + blocks->len;
  for (guint i = 0; i < own->len; i++)
    g_ptr_array_add (blocks, galley_block_ref (own->pdata[i]));
  if (offset < length)
    g_ptr_array_add (blocks, galley_block_slice (block, offset, length));
  else if (index + 1 == n_blocks || stands_alone (galley_document_get_block (self, index + 1)))
    g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_PARAGRAPH, NULL, NULL, 0));
  galley_document_splice (self, GALLEY_SPLICE_TYPED, index, 1, (GalleyBlock *const *) blocks->pdata, blocks->len);
  return first;
}

GalleyPosition
galley_document_insert_divider (GalleyDocument *self,
                                GalleyPosition  position,
                                GalleyBlockKind kind)
{
  g_return_val_if_fail (GALLEY_IS_DOCUMENT (self), position);
  g_return_val_if_fail (kind == GALLEY_BLOCK_RULE || kind == GALLEY_BLOCK_PAGE_BREAK, position);

  g_autoptr (GPtrArray) divider = galley_blocks_new ();
  g_ptr_array_add (divider, galley_block_new (kind, NULL, NULL, 0));
  return (GalleyPosition) { insert_own_blocks (self, position, divider) + 1, 0 };
}

GalleyPosition
galley_document_insert_figures (GalleyDocument *self,
                                GalleyPosition  position,
                                GPtrArray      *figures)
{
  g_return_val_if_fail (GALLEY_IS_DOCUMENT (self), position);
  g_return_val_if_fail (figures != NULL && figures->len > 0, position);

  return (GalleyPosition) { insert_own_blocks (self, position, figures), 0 };
}

void
galley_document_set_figure (GalleyDocument *self,
                            guint           block,
                            GalleyFigure   *figure)
{
  g_return_if_fail (GALLEY_IS_DOCUMENT (self));
  g_return_if_fail (block < galley_document_get_n_blocks (self));
  g_return_if_fail (is_figure (galley_document_get_block (self, block)));

  g_autoptr (GalleyBlock) new = galley_block_with_figure (galley_document_get_block (self, block), figure);
  galley_document_splice (self, GALLEY_SPLICE_TYPED, block, 1, &new, 1);
}

GalleyPosition
galley_document_insert_table (GalleyDocument *self,
                              GalleyPosition  position,
                              GalleyTable    *table)
{
  g_return_val_if_fail (GALLEY_IS_DOCUMENT (self), position);
  g_return_val_if_fail (table != NULL, position);

  g_autoptr (GPtrArray) blocks = galley_blocks_new ();
  g_ptr_array_add (blocks, galley_block_new_table (table));
  return (GalleyPosition) { insert_own_blocks (self, position, blocks), 0 };
}

void
galley_document_set_table (GalleyDocument *self,
                           guint           block,
                           GalleyTable    *table)
{
  g_return_if_fail (GALLEY_IS_DOCUMENT (self));
  g_return_if_fail (table != NULL && block < galley_document_get_n_blocks (self));
  g_return_if_fail (is_table (galley_document_get_block (self, block)));

  g_autoptr (GalleyBlock) new = galley_block_new_table (table);
  galley_document_splice (self, GALLEY_SPLICE_TYPED, block, 1, &new, 1);
}

GalleyPosition
galley_document_insert_enclosed (GalleyDocument *self,
                                 GalleyPosition  position,
                                 GPtrArray      *enclosed)
{
  g_return_val_if_fail (GALLEY_IS_DOCUMENT (self), position);
  g_return_val_if_fail (enclosed != NULL && enclosed->len > 0, position);

  return (GalleyPosition) { insert_own_blocks (self, position, enclosed), 0 };
}

void
galley_document_set_enclosure (GalleyDocument  *self,
                               guint            block,
                               GalleyEnclosure *enclosure)
{
  g_return_if_fail (GALLEY_IS_DOCUMENT (self));
  g_return_if_fail (block < galley_document_get_n_blocks (self));
  g_return_if_fail (enclosure != NULL && is_enclosed (galley_document_get_block (self, block)));

  g_autoptr (GalleyBlock) new = galley_block_with_enclosure (galley_document_get_block (self, block), enclosure);
  galley_document_splice (self, GALLEY_SPLICE_TYPED, block, 1, &new, 1);
}

void
galley_document_remove_block (GalleyDocument *self,
                              guint           block)
{
  g_return_if_fail (GALLEY_IS_DOCUMENT (self));
  g_return_if_fail (block < galley_document_get_n_blocks (self));
  g_return_if_fail (stands_alone (galley_document_get_block (self, block)));

  galley_document_splice (self, GALLEY_SPLICE_TYPED, block, 1, NULL, 0);
}
