/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader of the canonical XHTML body: one pass, no recursion, nothing kept but the marks and lists that are open. It
 * only has to understand canonical text, so it is small; whatever it lets through by being small is caught by the second
 * half of the bargain: each element is written out again and compared with what was read. */
#include "core/wire/galley-body.h"

#include "core/base/galley-bytes.h"
#include "core/base/galley-error.h"
#include "core/base/galley-id.h"
#include "core/base/galley-text.h"
#include "core/model/galley-media-type.h"
#include "core/wire/galley-body-enclosed.h"
#include "core/wire/galley-body-names.h"
#include "core/wire/galley-body-picture.h"
#include "core/wire/galley-body-reader-private.h"

#include <string.h>

/* The address behind <a href=", and the "> that closes the tag. */
static const char *
read_target (BodyReader *self,
             GError    **error)
{
  g_autoptr (GString) target = read_attribute (self, error);

  if (target == NULL)
    return NULL;
  if (!skip (self, "\">"))
    {
      fail (self, self->cursor, "the tag does not end here", error);
      return NULL;
    }
  return g_string_chunk_insert_len (self->targets, target->str, target->len);
}

/* Where the text stands, in characters: counted only where marks want to know. */
static guint
count_characters (BodyReader *self)
{
  self->n_characters += (guint) g_utf8_strlen (self->plain->str + self->n_counted_bytes,
                                               (gssize) (self->plain->len - self->n_counted_bytes));
  self->n_counted_bytes = self->plain->len;
  return self->n_characters;
}

static gboolean
open_mark (BodyReader    *self,
           GalleyMarkKind kind,
           const char    *place,
           GError       **error)
{
  GalleyMark mark = { .kind = kind, .start = count_characters (self) };

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
  g_array_index (self->marks, GalleyMark, self->open[kind]).end = count_characters (self);
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

static const guint8 ends_run[256] = { ['<'] = 1, ['&'] = 1, ['>'] = 1 };

static void
read_run (BodyReader *self)
{
  const char *run = self->cursor;

  while (self->end - self->cursor >= GALLEY_BYTES_AT_ONCE && galley_bytes_lack (self->cursor, '<', '&', '>', '>'))
    self->cursor += GALLEY_BYTES_AT_ONCE;
  while (self->cursor < self->end && !ends_run[(guint8) *self->cursor])
    self->cursor++;
  galley_bytes_append (self->plain, run, (gsize) (self->cursor - run));
}

static gboolean
has_open_mark (BodyReader *self)
{
  for (guint kind = 0; kind < GALLEY_N_MARK_KINDS; kind++)
    if (self->open[kind] >= 0)
      return TRUE;
  return FALSE;
}

/* In front of what ends the text of an item. */
static gboolean
is_behind_item (BodyReader *self)
{
  return is_at (self, galley_body_item.closing) || is_at (self, galley_body_blocks[GALLEY_BLOCK_BULLETED].opening) ||
         is_at (self, galley_body_blocks[GALLEY_BLOCK_NUMBERED].opening);
}

/* Text and tags up to and with @closing, or, where that is NULL, of an item. */
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
        }
      else if (!has_open_mark (self) && (closing != NULL ? skip (self, closing) : is_behind_item (self)))
        {
          return TRUE;
        }
      else if (!read_tag (self, error))
        {
          return FALSE;
        }
    }
}

/* --- figures ----------------------------------------------------------------------------------------------------- */

/* The pixels behind @literal, which opens an attribute. */
static gboolean
read_pixels (BodyReader *self,
             const char *literal,
             guint      *pixels,
             GError    **error)
{
  const char *place = self->cursor;

  *pixels = 0;
  if (!skip (self, literal))
    return fail (self, place, "the picture has no size", error);
  for (; self->cursor < self->end && g_ascii_isdigit (*self->cursor) && *pixels <= GALLEY_FIGURE_MAX_SIDE; self->cursor++)
    *pixels = *pixels * 10 + (guint) g_ascii_digit_value (*self->cursor);
  return (*pixels > 0 && *pixels <= GALLEY_FIGURE_MAX_SIDE) || fail (self, place, "no size of a picture", error);
}

/* Behind GALLEY_BODY_PICTURE, up to and with @closing, which is behind the attributes. (transfer full) (nullable) */
static GalleyFigure *
read_picture (BodyReader *self,
              const char *closing,
              GError    **error)
{
  char hash[65];
  const char *media_type;
  guint width, height;
  g_autoptr (GString) alternative = NULL;
  g_autoptr (GalleyFigure) figure = NULL;
  g_autoptr (GalleyFigure) edited = NULL;
  const char *place = self->cursor;

  if (!galley_body_picture_read_name (&self->cursor, self->end, hash, &media_type))
    {
      fail (self, place, "no name of a picture", error);
      return NULL;
    }
  if (!read_pixels (self, "\" width=\"", &width, error)
      || !read_pixels (self, "\" height=\"", &height, error))
    return NULL;
  if (!skip (self, "\" alt=\""))
    {
      fail (self, self->cursor, "no alternative text", error);
      return NULL;
    }
  alternative = read_attribute (self, error);
  if (alternative == NULL)
    return NULL;
  figure = galley_figure_new (hash, media_type, width, height, alternative->str);
  place = self->cursor;
  edited = skip (self, "\"") ? galley_body_picture_read (figure, &self->cursor, self->end) : NULL;
  if (edited == NULL || !skip (self, closing))
    {
      fail (self, place, "no caption begins here", error);
      return NULL;
    }
  return g_steal_pointer (&edited);
}

/* --- blocks ------------------------------------------------------------------------------------------------------ */

/* Whether the blocks from @first on, written, are what was read since @start. */
static gboolean
check_is_canonical (BodyReader *self,
                    GPtrArray  *blocks,
                    guint       first,
                    const char *start,
                    GError    **error)
{
  gsize length = self->cursor - start;
  gsize same = 0;

  g_string_truncate (self->written, 0);
  galley_body_append_element (self->written, blocks, first);
  if (self->written->len == length && memcmp (self->written->str, start, length) == 0)
    return TRUE;
  while (same < length && same < self->written->len && start[same] == self->written->str[same])
    same++;
  return fail (self, start + same, "not the canonical text", error);
}

/* Text and tags into the reader's own fields. */
static gboolean
read_content (BodyReader *self,
              const char *closing,
              GError    **error)
{
  g_string_truncate (self->plain, 0);
  g_array_set_size (self->marks, 0);
  self->n_counted_bytes = 0;
  self->n_characters = 0;
  return read_inline (self, closing, error);
}

static void
take_block (BodyReader  *self,
            GPtrArray   *blocks,
            GalleyBlock *block)
{
  g_ptr_array_add (blocks, block);
  if (self->marks->len > 0)
    g_string_chunk_clear (self->targets);
}

/* @level counts for items alone. */
static gboolean
read_text (BodyReader     *self,
           GPtrArray      *blocks,
           GalleyBlockKind kind,
           guint           level,
           const char     *closing,
           GError        **error)
{
  const GalleyMark *marks;
  guint n_marks;

  if (!read_content (self, closing, error))
    return FALSE;
  marks = (const GalleyMark *) self->marks->data;
  n_marks = self->marks->len;
  take_block (self, blocks,
              level > 0 ? galley_block_new_item (kind, level, self->plain->str, marks, n_marks)
                        : galley_block_new (kind, self->plain->str, marks, n_marks));
  return TRUE;
}

static gboolean
read_figure (BodyReader *self,
             GPtrArray  *blocks,
             GError    **error)
{
  g_autoptr (GalleyFigure) figure = read_picture (self, "/><figcaption>", error);

  if (figure == NULL || !read_content (self, galley_body_blocks[GALLEY_BLOCK_FIGURE].closing, error))
    return FALSE;
  take_block (self, blocks,
              galley_block_new_figure (figure, self->plain->str, (const GalleyMark *) self->marks->data,
                                       self->marks->len));
  return TRUE;
}

static gboolean
read_enclosed (BodyReader     *self,
               GPtrArray      *blocks,
               GalleyBlockKind kind,
               GError        **error)
{
  g_autoptr (GalleyEnclosure) enclosure = galley_body_read_enclosure (self, kind, error);

  if (enclosure == NULL || !read_content (self, galley_body_blocks[kind].closing, error))
    return FALSE;
  take_block (self, blocks, galley_block_new_enclosed (kind, enclosure, self->plain->str));
  return TRUE;
}

/* Up to and with the row's end; appends its cells. Whether rows are alike and a header is where it may be is left to the
 * comparison. */
static gboolean
read_row (BodyReader *self,
          GPtrArray  *cells,
          gboolean   *has_header,
          GError    **error)
{
  guint first = cells->len;

  if (!skip (self, galley_body_row.opening))
    return fail (self, self->cursor, "no row begins here", error);
  do
    {
      gboolean is_header = is_at (self, galley_body_cells[1].opening);

      if (cells->len - first == GALLEY_TABLE_MAX_COLUMNS)
        return fail (self, self->cursor, "more columns than a table has", error);
      if (!skip (self, galley_body_cells[is_header].opening))
        return fail (self, self->cursor, "no cell begins here", error);
      if (!read_text (self, cells, GALLEY_BLOCK_PARAGRAPH, 0, galley_body_cells[is_header].closing, error))
        return FALSE;
      *has_header = *has_header || is_header;
    }
  while (!skip (self, galley_body_row.closing));
  return TRUE;
}

static gboolean
read_table (BodyReader *self,
            GPtrArray  *blocks,
            GError    **error)
{
  g_autoptr (GPtrArray) cells = galley_blocks_new ();
  g_autoptr (GalleyTable) table = NULL;
  gboolean has_header = FALSE;
  guint n_rows = 0, n_columns = 0;

  do
    {
      const char *place = self->cursor;
      guint first = cells->len;

      if (n_rows == GALLEY_TABLE_MAX_ROWS)
        return fail (self, place, "more rows than a table has", error);
      if (!read_row (self, cells, &has_header, error))
        return FALSE;
      n_columns = n_rows++ == 0 ? cells->len : n_columns;
      if (cells->len - first != n_columns)
        return fail (self, place, "a row of another length", error);
    }
  while (!skip (self, galley_body_blocks[GALLEY_BLOCK_TABLE].closing));
  table = galley_table_new (n_rows, n_columns, has_header, (GalleyBlock *const *) cells->pdata);
  g_ptr_array_add (blocks, galley_block_new_table (table));
  return TRUE;
}

static gboolean
read_item (BodyReader     *self,
           GPtrArray      *blocks,
           GalleyBlockKind kind,
           guint           level,
           GError        **error)
{
  if (!skip (self, galley_body_item.opening))
    return fail (self, self->cursor, "no item begins here", error);
  return read_text (self, blocks, kind, level, NULL, error);
}

/* Behind the opening of a list of @kind. */
static gboolean
read_list (BodyReader     *self,
           GPtrArray      *blocks,
           GalleyBlockKind kind,
           GError        **error)
{
  GalleyBlockKind open[GALLEY_MAX_LEVEL + 1] = { kind };
  guint n_open = 1;

  if (!read_item (self, blocks, kind, 0, error))
    return FALSE;
  while (n_open > 0)
    {
      gboolean is_bulleted = is_at (self, galley_body_blocks[GALLEY_BLOCK_BULLETED].opening);

      kind = is_bulleted ? GALLEY_BLOCK_BULLETED : GALLEY_BLOCK_NUMBERED;
      if (n_open < G_N_ELEMENTS (open) && skip (self, galley_body_blocks[kind].opening))
        {
          open[n_open++] = kind;
          if (!read_item (self, blocks, kind, n_open - 1, error))
            return FALSE;
        }
      else if (!skip (self, galley_body_item.closing))
        return fail (self, self->cursor, "an item does not end like this", error);
      else if (is_at (self, galley_body_item.opening))
        {
          if (!read_item (self, blocks, open[n_open - 1], n_open - 1, error))
            return FALSE;
        }
      else if (!skip (self, galley_body_blocks[open[--n_open]].closing))
        return fail (self, self->cursor, "a list does not end like this", error);
    }
  return TRUE;
}

static gboolean
read_element (BodyReader *self,
              GPtrArray  *blocks,
              GError    **error)
{
  const char *start = self->cursor;
  guint first = blocks->len;
  guint kind = 0;
  gboolean is_read;

  while (kind < GALLEY_N_BLOCK_KINDS && !skip (self, galley_body_blocks[kind].opening))
    kind++;
  switch (kind)
    {
    case GALLEY_N_BLOCK_KINDS:
      return fail (self, start, "no block begins here", error);
    case GALLEY_BLOCK_BULLETED:
    case GALLEY_BLOCK_NUMBERED:
      /* It would be written as one with the list before it. */
      if (self->last_kind == kind)
        return fail (self, start, "two lists side by side", error);
      is_read = read_list (self, blocks, kind, error);
      break;
    case GALLEY_BLOCK_RULE:
    case GALLEY_BLOCK_PAGE_BREAK:
      g_ptr_array_add (blocks, galley_block_new (kind, NULL, NULL, 0));
      is_read = TRUE;
      break;
    case GALLEY_BLOCK_FIGURE:
      is_read = read_figure (self, blocks, error);
      break;
    case GALLEY_BLOCK_TABLE:
      is_read = read_table (self, blocks, error);
      break;
    case GALLEY_BLOCK_ATTACHMENT:
    case GALLEY_BLOCK_VIDEO:
      is_read = read_enclosed (self, blocks, kind, error);
      break;
    default:
      is_read = read_text (self, blocks, kind, 0, galley_body_blocks[kind].closing, error);
      break;
    }
  self->last_kind = kind;
  return is_read && check_is_canonical (self, blocks, first, start, error);
}

GalleyFigure *
galley_body_read_picture (const char *text)
{
  BodyReader self = { .text = text, .cursor = text };
  g_autoptr (GalleyFigure) figure = NULL;
  g_autoptr (GString) written = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  self.end = text + strlen (text);
  if (self.end - text > GALLEY_BODY_MAX_BYTES || !galley_text_is_valid (text, (gsize) (self.end - text), NULL)
      || !skip (&self, GALLEY_BODY_PICTURE))
    return NULL;
  figure = read_picture (&self, "/>", NULL);
  if (figure == NULL || self.cursor < self.end)
    return NULL;
  written = g_string_sized_new ((gsize) (self.end - text) + 1);
  galley_body_append_picture (written, figure);
  return g_str_equal (written->str, text) ? g_steal_pointer (&figure) : NULL;
}

/* What is UTF-8. */
static GPtrArray *
read_valid (const char *text,
            gsize       length,
            GError    **error)
{
  g_autoptr (GPtrArray) blocks = NULL;
  BodyReader self = { .text = text, .cursor = text, .end = text + length, .last_kind = GALLEY_N_BLOCK_KINDS };
  gboolean is_read;

  if (length > GALLEY_BODY_MAX_BYTES)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE,
                   "body: %" G_GSIZE_FORMAT " bytes, at most %d are taken", length, GALLEY_BODY_MAX_BYTES);
      return NULL;
    }
  for (guint kind = 0; kind < GALLEY_N_MARK_KINDS; kind++)
    self.open[kind] = -1;
  blocks = galley_blocks_new ();
  self.plain = g_string_new (NULL);
  self.marks = g_array_new (FALSE, FALSE, sizeof (GalleyMark));
  self.targets = g_string_chunk_new (256);
  self.written = g_string_new (NULL);
  do
    is_read = read_element (&self, blocks, error);
  while (is_read && self.cursor < self.end);
  g_string_free (self.plain, TRUE);
  g_array_unref (self.marks);
  g_string_chunk_free (self.targets);
  g_string_free (self.written, TRUE);
  return is_read ? g_steal_pointer (&blocks) : NULL;
}

GPtrArray *
galley_body_read (const char *text,
                  gsize       length,
                  GError    **error)
{
  BodyReader self = { .text = text };
  const char *valid;

  g_return_val_if_fail (text != NULL, NULL);

  if (length <= GALLEY_BODY_MAX_BYTES && !galley_text_is_valid (text, length, &valid))
    {
      fail (&self, valid, "not UTF-8", error);
      return NULL;
    }
  return read_valid (text, length, error);
}

GPtrArray *
galley_body_read_text (const char *text,
                       GError    **error)
{
  g_return_val_if_fail (text != NULL, NULL);

  return read_valid (text, strlen (text), error);
}
