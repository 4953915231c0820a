/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/body/galley-scratch.h"

#include "app/body/galley-body-tags.h"

#include <string.h>

struct _GalleyScratch
{
  /* owned */
  GalleyDocument *document;
  GPtrArray *blocks; /* (element-type GalleyBlock) */

  guint first;     /* of the document's blocks that go */
  guint n_removed; /* how many of them */
};

GalleyScratch *
galley_scratch_new (GalleyDocument *document)
{
  GalleyScratch *self;

  g_return_val_if_fail (GALLEY_IS_DOCUMENT (document), NULL);

  self = g_new0 (GalleyScratch, 1);
  self->document = g_object_ref (document);
  self->blocks = galley_blocks_new ();
  return self;
}

void
galley_scratch_free (GalleyScratch *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->blocks);
  g_object_unref (self->document);
  g_free (self);
}

/* Makes the scratch hold the lines first … last. */
static void
cover (GalleyScratch *self,
       guint          first,
       guint          last)
{
  if (self->blocks->len == 0)
    self->first = first;

  while (first < self->first)
    {
      self->first--;
      self->n_removed++;
      g_ptr_array_insert (self->blocks, 0,
                          galley_block_ref (galley_document_get_block (self->document, self->first)));
    }
  while (last >= self->first + self->blocks->len)
    {
      guint next = self->first + self->n_removed;

      g_ptr_array_add (self->blocks, galley_block_ref (galley_document_get_block (self->document, next)));
      self->n_removed++;
    }
}

GalleyBlock *
galley_scratch_get_block (GalleyScratch *self,
                          guint          line)
{
  g_return_val_if_fail (self != NULL, NULL);

  cover (self, line, line);
  return g_ptr_array_index (self->blocks, line - self->first);
}

static void
take_block (GalleyScratch *self,
            guint          line,
            GalleyBlock   *block)
{
  galley_block_unref (g_ptr_array_index (self->blocks, line - self->first));
  g_ptr_array_index (self->blocks, line - self->first) = block;
}

static gboolean
is_heading (GalleyBlock *block)
{
  GalleyBlockKind kind = galley_block_get_kind (block);

  return kind == GALLEY_BLOCK_HEADING_1 || kind == GALLEY_BLOCK_HEADING_2;
}

/* A picture, an attachment or a video. */
static gboolean
is_figure (GalleyBlock *block)
{
  return galley_block_get_figure (block) != NULL || galley_block_get_enclosure (block) != NULL;
}

/* What comes behind it is a paragraph. */
static gboolean
ends_kind (GalleyBlock *block)
{
  return is_heading (block) || galley_block_is_divider (block);
}

/* Enter: the block is cut in two. What is behind a heading or a divider, and the empty line in front of a heading, is a
 * paragraph. A picture stays with the first of its words, or, cut at its very start, goes down with all of them. */
static void
cut (GalleyScratch *self,
     guint          line,
     guint          offset)
{
  GalleyBlock *block = galley_scratch_get_block (self, line);
  guint length = galley_block_get_n_characters (block);
  g_autoptr (GalleyBlock) head = galley_block_slice (block, 0, offset);
  g_autoptr (GalleyBlock) behind = is_figure (block) && (offset > 0 || length == 0)
                                       ? galley_block_with_kind (block, GALLEY_BLOCK_PARAGRAPH)
                                       : galley_block_ref (block);
  g_autoptr (GalleyBlock) tail = galley_block_slice (behind, offset, length);
  GalleyBlock *kept_tail = ends_kind (block) && offset >= length
                               ? galley_block_with_kind (tail, GALLEY_BLOCK_PARAGRAPH)
                               : galley_block_ref (tail);
  GalleyBlock *kept_head = (is_heading (block) || is_figure (block)) && offset == 0 && length > 0
                               ? galley_block_with_kind (head, GALLEY_BLOCK_PARAGRAPH)
                               : galley_block_ref (head);

  take_block (self, line, kept_head);
  g_ptr_array_insert (self->blocks, line - self->first + 1, kept_tail);
}

static void
insert_piece (GalleyScratch *self,
              guint          line,
              guint          offset,
              const char    *piece,
              GalleyStyle    style)
{
  if (*piece != '\0')
    take_block (self, line, galley_block_replace (galley_scratch_get_block (self, line), offset, offset, piece, style));
}

/* Line ends of all kinds, and what no block may hold. */
static gboolean
is_foreign_character (gunichar c)
{
  return c == '\r' || c == 0x2029 || c == 0xFFFC || c == 0xFEFF || (c < 0x20 && c != '\n' && c != '\t') ||
         (c >= 0x7F && c < 0xA0);
}

char *
galley_scratch_dup_insertable (const char *text,
                               int         length)
{
  g_autoptr (GString) out = NULL;
  const char *end = text + length;

  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!is_foreign_character (c))
        {
          if (out != NULL)
            g_string_append_unichar (out, c);
          continue;
        }
      if (out == NULL)
        out = g_string_new_len (text, p - text);
      if (c == 0x2029 || (c == '\r' && !(p + 1 < end && p[1] == '\n')))
        g_string_append_c (out, '\n');
    }

  return out != NULL ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}

void
galley_scratch_insert (GalleyScratch *self,
                       guint          line,
                       guint          offset,
                       const char    *text,
                       GalleyStyle    style)
{
  g_auto (GStrv) pieces = NULL;
  guint n_pieces;

  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL);

  cover (self, line, line);
  pieces = g_strsplit (text, "\n", -1);
  n_pieces = g_strv_length (pieces);

  if (n_pieces <= 1)
    {
      insert_piece (self, line, offset, text, style);
      return;
    }

  /* Cut first: an accent that composes with what stands before it moves every offset behind it. */
  cut (self, line, offset);
  insert_piece (self, line, galley_block_get_n_characters (galley_scratch_get_block (self, line)), pieces[0], style);
  for (guint i = 1; i + 1 < n_pieces; i++)
    {
      GalleyBlock *tail = galley_scratch_get_block (self, line + i);
      g_autoptr (GalleyBlock) empty = is_heading (tail) || is_figure (tail)
                                          ? galley_block_new (GALLEY_BLOCK_PARAGRAPH, "", NULL, 0)
                                          : galley_block_slice (tail, 0, 0);

      g_ptr_array_insert (self->blocks, line + i - self->first,
                          galley_block_replace (empty, 0, 0, pieces[i], style));
    }
  insert_piece (self, line + n_pieces - 1, 0, pieces[n_pieces - 1], style);
}

void
galley_scratch_delete (GalleyScratch *self,
                       guint          first_line,
                       guint          offset,
                       guint          last_line,
                       guint          end_offset)
{
  GalleyBlock *first, *last;
  GalleyBlock *joined;

  g_return_if_fail (self != NULL);
  g_return_if_fail (first_line <= last_line);

  cover (self, first_line, last_line);
  first = galley_scratch_get_block (self, first_line);
  last = galley_scratch_get_block (self, last_line);

  if (first_line == last_line && galley_block_get_figure (first) != NULL && offset == 0
      && end_offset >= galley_block_get_n_characters (first))
    {
      /* All of its words, selected, are all of it. */
      joined = galley_block_new (GALLEY_BLOCK_PARAGRAPH, NULL, NULL, 0);
    }
  else if (first_line == last_line)
    {
      joined = galley_block_replace (first, offset, end_offset, "", (GalleyStyle){ 0 });
    }
  else
    {
      /* An empty line in front of a heading: Backspace keeps the heading a heading. */
      joined = offset == 0 ? galley_block_slice (last, end_offset, galley_block_get_n_characters (last))
                           : galley_block_join_parts (first, offset, last, end_offset);
      g_ptr_array_remove_range (self->blocks, first_line + 1 - self->first, last_line - first_line);
    }
  take_block (self, first_line, joined);
}

static gboolean
is_table (const GalleyBlock *block)
{
  return galley_block_get_kind (block) == GALLEY_BLOCK_TABLE;
}

gboolean
galley_scratch_keeps_apart (const GalleyBlock *block,
                            gboolean           is_behind,
                            const char        *text,
                            int                length)
{
  g_return_val_if_fail (block != NULL && text != NULL, TRUE);

  if (!is_table (block))
    return !galley_block_is_divider (block) || *text == '\n';
  return *text == '\n' && (length == 1 || is_behind);
}

void
galley_scratch_commit (GalleyScratch *self,
                       guint         *first,
                       guint         *n_blocks,
                       gboolean      *was_tagged)
{
  g_return_if_fail (self != NULL);

  *first = self->first;
  *n_blocks = self->blocks->len;
  *was_tagged = FALSE;
  for (guint i = 0; i < self->n_removed && !*was_tagged; i++)
    *was_tagged = galley_body_tags_are_needed (galley_document_get_block (self->document, self->first + i));

  galley_document_splice (self->document, GALLEY_SPLICE_TYPED, self->first, self->n_removed,
                          (GalleyBlock *const *) self->blocks->pdata, self->blocks->len);
}
