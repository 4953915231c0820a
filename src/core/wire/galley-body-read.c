/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader of the canonical XHTML body: one pass, no recursion, nothing kept but the marks that are open. It only has
 * to understand canonical text, so it is small; whatever it lets through by being small is caught by the second half of
 * the bargain: each block is written out again and compared with what was read. */
#include "core/wire/galley-body.h"

#include "core/base/galley-error.h"
#include "core/base/galley-text.h"
#include "core/wire/galley-body-names.h"

#include <string.h>

typedef struct
{
  const char *text;
  const char *cursor;
  const char *end;

  /* The block that is being read. */
  GString *plain;
  guint n_characters;
  GArray *marks;                  /* (element-type GalleyMark) */
  int open[GALLEY_N_MARK_KINDS];  /* index in marks, -1 when not open */
  GStringChunk *targets;

  GString *written;
} BodyReader;

static gboolean
fail (BodyReader *self,
      const char *place,
      const char *reason,
      GError    **error)
{
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "body: byte %" G_GSIZE_FORMAT ": %s",
               (gsize) (place - self->text), reason);
  return FALSE;
}

static gboolean
skip (BodyReader *self,
      const char *literal)
{
  gsize length = strlen (literal);

  if ((gsize) (self->end - self->cursor) < length || memcmp (self->cursor, literal, length) != 0)
    return FALSE;
  self->cursor += length;
  return TRUE;
}

/* One of the named references, as the character it stands for, or 0. */
static char
skip_reference (BodyReader *self,
                gboolean    in_attribute)
{
  if (skip (self, "&amp;"))
    return '&';
  if (skip (self, "&lt;"))
    return '<';
  if (skip (self, "&gt;"))
    return '>';
  if (in_attribute && skip (self, "&quot;"))
    return '"';
  return 0;
}

/* The address behind <a href=", and the "> that closes the tag. */
static const char *
read_target (BodyReader *self,
             GError    **error)
{
  g_autoptr (GString) target = g_string_new (NULL);

  while (self->cursor < self->end && *self->cursor != '"')
    {
      char c = *self->cursor;

      if (c == '<' || c == '>')
        {
          fail (self, self->cursor, "a bracket in an address", error);
          return NULL;
        }
      if (c == '&')
        {
          c = skip_reference (self, TRUE);
          if (c == 0)
            {
              fail (self, self->cursor, "unknown reference", error);
              return NULL;
            }
        }
      else
        {
          self->cursor++;
        }
      g_string_append_c (target, c);
    }
  if (!skip (self, "\">"))
    {
      fail (self, self->cursor, "the tag does not end here", error);
      return NULL;
    }
  return g_string_chunk_insert_len (self->targets, target->str, target->len);
}

static gboolean
open_mark (BodyReader    *self,
           GalleyMarkKind kind,
           const char    *place,
           GError       **error)
{
  GalleyMark mark = { .kind = kind, .start = self->n_characters };

  for (guint inner = kind; inner < GALLEY_N_MARK_KINDS; inner++)
    if (self->open[inner] >= 0)
      return fail (self, place, "tags are nested in another order", error);
  if (kind == GALLEY_MARK_LINK)
    {
      mark.target = read_target (self, error);
      if (mark.target == NULL)
        return FALSE;
    }
  self->open[kind] = (int) self->marks->len;
  g_array_append_val (self->marks, mark);
  return TRUE;
}

static gboolean
close_mark (BodyReader    *self,
            GalleyMarkKind kind,
            const char    *place,
            GError       **error)
{
  for (guint inner = kind + 1; inner < GALLEY_N_MARK_KINDS; inner++)
    if (self->open[inner] >= 0)
      return fail (self, place, "another tag is to be closed first", error);
  if (self->open[kind] < 0)
    return fail (self, place, "this tag was not opened", error);
  g_array_index (self->marks, GalleyMark, self->open[kind]).end = self->n_characters;
  self->open[kind] = -1;
  return TRUE;
}

/* A tag inside a block, the cursor on its bracket. */
static gboolean
read_tag (BodyReader *self,
          GError    **error)
{
  const char *place = self->cursor;

  if (skip (self, "<br/>"))
    {
      g_string_append (self->plain, GALLEY_LINE_SEPARATOR);
      self->n_characters++;
      return TRUE;
    }
  for (guint kind = 0; kind < GALLEY_N_MARK_KINDS; kind++)
    {
      if (skip (self, galley_body_marks[kind].opening))
        return open_mark (self, kind, place, error);
      if (skip (self, galley_body_marks[kind].closing))
        return close_mark (self, kind, place, error);
    }
  return fail (self, place, "unknown tag", error);
}

static void
read_run (BodyReader *self)
{
  const char *run = self->cursor;

  while (self->cursor < self->end && *self->cursor != '<' && *self->cursor != '&' && *self->cursor != '>')
    {
      /* Count characters by their first bytes: the text is known to be UTF-8. */
      self->n_characters += ((guint8) *self->cursor & 0xc0) != 0x80;
      self->cursor++;
    }
  g_string_append_len (self->plain, run, self->cursor - run);
}

static gboolean
has_open_mark (BodyReader *self)
{
  for (guint kind = 0; kind < GALLEY_N_MARK_KINDS; kind++)
    if (self->open[kind] >= 0)
      return TRUE;
  return FALSE;
}

/* Text and tags up to and with @closing. */
static gboolean
read_inline (BodyReader *self,
             const char *closing,
             GError    **error)
{
  for (;;)
    {
      read_run (self);
      if (self->cursor == self->end)
        return fail (self, self->cursor, "the text ends inside a block", error);
      if (*self->cursor == '>')
        return fail (self, self->cursor, "a bracket that is not escaped", error);
      if (*self->cursor == '&')
        {
          char c = skip_reference (self, FALSE);

          if (c == 0)
            return fail (self, self->cursor, "unknown reference", error);
          g_string_append_c (self->plain, c);
          self->n_characters++;
        }
      else if (!has_open_mark (self) && skip (self, closing))
        {
          return TRUE;
        }
      else if (!read_tag (self, error))
        {
          return FALSE;
        }
    }
}

static gboolean
check_is_canonical (BodyReader  *self,
                    GalleyBlock *block,
                    const char  *start,
                    GError     **error)
{
  gsize length = self->cursor - start;
  gsize same = 0;

  g_string_truncate (self->written, 0);
  galley_body_append_block (self->written, block);
  if (self->written->len == length && memcmp (self->written->str, start, length) == 0)
    return TRUE;
  while (same < length && same < self->written->len && start[same] == self->written->str[same])
    same++;
  return fail (self, start + same, "not the canonical text", error);
}

static GalleyBlock *
read_block (BodyReader *self,
            GError    **error)
{
  const char *start = self->cursor;

  for (guint kind = 0; kind < GALLEY_N_BLOCK_KINDS; kind++)
    {
      g_autoptr (GalleyBlock) block = NULL;

      if (!skip (self, galley_body_blocks[kind].opening))
        continue;
      g_string_truncate (self->plain, 0);
      g_array_set_size (self->marks, 0);
      self->n_characters = 0;
      if (!read_inline (self, galley_body_blocks[kind].closing, error))
        return NULL;
      block = galley_block_new (kind, self->plain->str, (const GalleyMark *) self->marks->data,
                                self->marks->len);
      if (self->marks->len > 0)
        g_string_chunk_clear (self->targets);
      if (!check_is_canonical (self, block, start, error))
        return NULL;
      return g_steal_pointer (&block);
    }
  fail (self, start, "no block begins here", error);
  return NULL;
}

static gboolean
read_blocks (BodyReader *self,
             GPtrArray  *blocks,
             GError    **error)
{
  do
    {
      GalleyBlock *block = read_block (self, error);

      if (block == NULL)
        return FALSE;
      g_ptr_array_add (blocks, block);
    }
  while (self->cursor < self->end);
  return TRUE;
}

GPtrArray *
galley_body_read (const char *text,
                  gsize       length,
                  GError    **error)
{
  g_autoptr (GPtrArray) blocks = NULL;
  BodyReader self = { .text = text, .cursor = text, .end = text + length };
  const char *valid;
  gboolean is_read;

  g_return_val_if_fail (text != NULL, NULL);

  if (length > GALLEY_BODY_MAX_BYTES)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE,
                   "body: %" G_GSIZE_FORMAT " bytes, at most %d are taken", length, GALLEY_BODY_MAX_BYTES);
      return NULL;
    }
  if (!g_utf8_validate_len (text, length, &valid))
    {
      fail (&self, valid, "not UTF-8", error);
      return NULL;
    }
  for (guint kind = 0; kind < GALLEY_N_MARK_KINDS; kind++)
    self.open[kind] = -1;
  blocks = galley_blocks_new ();
  self.plain = g_string_new (NULL);
  self.marks = g_array_new (FALSE, FALSE, sizeof (GalleyMark));
  self.targets = g_string_chunk_new (256);
  self.written = g_string_new (NULL);
  is_read = read_blocks (&self, blocks, error);
  g_string_free (self.plain, TRUE);
  g_array_unref (self.marks);
  g_string_chunk_free (self.targets);
  g_string_free (self.written, TRUE);
  return is_read ? g_steal_pointer (&blocks) : NULL;
}
