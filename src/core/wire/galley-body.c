/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The writer of the canonical XHTML body. At each place where marks change it closes the tags from the innermost out to
 * the first that differs and opens what is needed again: one text for one document, whatever way it was made. */
#include "core/wire/galley-body.h"

#include "core/base/galley-bytes.h"
#include "core/base/galley-text.h"
#include "core/model/galley-list.h"
#include "core/wire/galley-body-enclosed.h"
#include "core/wire/galley-body-names.h"
#include "core/wire/galley-body-picture.h"

#include <string.h>

/* What a byte asks for inside a text: 1 an escape in texts and attributes, 2 only in attributes, 3 perhaps U+2028. */
static const guint8 specials[256] = {
  ['&'] = 1,
  ['<'] = 1,
  ['>'] = 1,
  ['"'] = 2,
  [0xe2] = 3,
};

static void
append_reference (GString *out,
                  char     c)
{
  switch (c)
    {
    case '&':
      g_string_append_len (out, "&amp;", 5);
      break;
    case '<':
      g_string_append_len (out, "&lt;", 4);
      break;
    case '>':
      g_string_append_len (out, "&gt;", 4);
      break;
    default:
      g_string_append_len (out, "&quot;", 6);
      break;
    }
}

/* A line of Han, at once: most of a long text. */
#define LINE_BYTES 48

/* Whether none of the next LINE_BYTES bytes, behind which stand two more, asks for something. Quotation marks begin as a
 * line separator does, and only what is two bytes behind tells it from them. */
static inline gboolean
is_plain_line (const char *bytes)
{
  guint8 found = 0;

  for (guint i = 0; i < LINE_BYTES; i++)
    found |= (bytes[i] == '<') | (bytes[i] == '&') | (bytes[i] == '>')
             | ((bytes[i] == GALLEY_LINE_SEPARATOR[0]) & (bytes[i + 2] == GALLEY_LINE_SEPARATOR[2]));
  return found == 0;
}

static void
append_text (GString    *out,
             const char *text,
             const char *end)
{
  const char *run = text;

  while (text < end)
    {
      const char *stop = end - text > GALLEY_BYTES_AT_ONCE ? text + GALLEY_BYTES_AT_ONCE : end;
      guint8 special;

      if (end - text >= LINE_BYTES + 2 && is_plain_line (text))
        {
          text += LINE_BYTES;
          continue;
        }
      if (stop < end && galley_bytes_lack (text, '<', '&', '>', *GALLEY_LINE_SEPARATOR))
        {
          text = stop;
          continue;
        }
      while (text < stop && (specials[(guint8) *text] & 1) == 0)
        text++;
      if (text == stop)
        continue;
      special = specials[(guint8) *text];
      if (special == 1)
        {
          galley_bytes_append (out, run, (gsize) (text - run));
          append_reference (out, *text);
          run = ++text;
        }
      else if (special == 3 && end - text >= 3 && memcmp (text, GALLEY_LINE_SEPARATOR, 3) == 0)
        {
          galley_bytes_append (out, run, (gsize) (text - run));
          g_string_append_len (out, "<br/>", 5);
          text += 3;
          run = text;
        }
      else
        {
          text++;
        }
    }
  galley_bytes_append (out, run, (gsize) (text - run));
}

static void
append_opening (GString          *out,
                const GalleyMark *mark)
{
  galley_bytes_append_text (out, galley_body_marks[mark->kind].opening);
  if (mark->kind == GALLEY_MARK_LINK)
    {
      galley_xhtml_append_escaped (out, mark->target);
      g_string_append_len (out, "\">", 2);
    }
}

/* Brings the open tags in line with @wanted, outermost first. */
static void
change_marks (GString           *out,
              const GalleyMark **open,
              const GalleyMark **wanted)
{
  guint first = 0;

  while (first < GALLEY_N_MARK_KINDS && open[first] == wanted[first])
    first++;
  for (guint kind = GALLEY_N_MARK_KINDS; kind > first; kind--)
    if (open[kind - 1] != NULL)
      galley_bytes_append_text (out, galley_body_marks[kind - 1].closing);
  for (guint kind = first; kind < GALLEY_N_MARK_KINDS; kind++)
    {
      open[kind] = wanted[kind];
      if (wanted[kind] != NULL)
        append_opening (out, wanted[kind]);
    }
}

/* The marks that hold at character @position, and the next character where that changes. @cursors remember, for each
 * kind, the first mark that may still matter, so that a whole block costs one walk for each kind. */
static guint
look_at (const GalleyMark  *marks,
         guint              n_marks,
         guint             *cursors,
         guint              position,
         const GalleyMark **wanted)
{
  guint next = G_MAXUINT;

  for (guint kind = 0; kind < GALLEY_N_MARK_KINDS; kind++)
    {
      guint i = cursors[kind];

      while (i < n_marks && (marks[i].kind != kind || marks[i].end <= position))
        i++;
      cursors[kind] = i;
      wanted[kind] = i < n_marks && marks[i].start <= position ? &marks[i] : NULL;
      if (i < n_marks)
        next = MIN (next, wanted[kind] != NULL ? marks[i].end : marks[i].start);
    }
  return next;
}

void
galley_body_append_inline (GString     *out,
                           GalleyBlock *block)
{
  static const GalleyMark *const nothing[GALLEY_N_MARK_KINDS];
  const GalleyMark *open[GALLEY_N_MARK_KINDS] = { NULL };
  guint cursors[GALLEY_N_MARK_KINDS] = { 0 };
  const GalleyMark *marks;
  const char *text;
  const char *end;
  guint n_marks;
  guint position = 0;

  g_return_if_fail (out != NULL);
  g_return_if_fail (block != NULL);

  text = galley_block_get_text (block);
  end = text + galley_block_get_n_bytes (block);
  marks = galley_block_get_marks (block, &n_marks);
  while (text < end && n_marks > 0)
    {
      const GalleyMark *wanted[GALLEY_N_MARK_KINDS];
      guint next = look_at (marks, n_marks, cursors, position, wanted);
      const char *stop;

      change_marks (out, open, wanted);
      if (next == G_MAXUINT)
        break;
      stop = g_utf8_offset_to_pointer (text, next - position);
      append_text (out, text, stop);
      text = stop;
      position = next;
    }
  append_text (out, text, end);
  change_marks (out, open, (const GalleyMark **) nothing);
}

static void
append_plain_opening (GString        *out,
                      GalleyBlockKind kind,
                      guint           level)
{
  galley_bytes_append_text (out, galley_body_blocks[kind].opening);
}

/* What stands behind GALLEY_BODY_PICTURE. */
static void
append_picture (GString            *out,
                const GalleyFigure *figure)
{
  g_autofree char *name = galley_figure_dup_name (figure);

  galley_bytes_append_text (out, name);
  galley_bytes_append_text (out, "\" width=\"");
  galley_bytes_append_number (out, galley_figure_get_width (figure));
  galley_bytes_append_text (out, "\" height=\"");
  galley_bytes_append_number (out, galley_figure_get_height (figure));
  galley_bytes_append_text (out, "\" alt=\"");
  galley_xhtml_append_escaped (out, galley_figure_get_alternative (figure));
  g_string_append_c (out, '"');
  galley_body_picture_append (out, figure);
  galley_bytes_append_text (out, "/>");
}

void
galley_body_append_picture (GString            *out,
                            const GalleyFigure *figure)
{
  g_return_if_fail (out != NULL);
  g_return_if_fail (figure != NULL);

  galley_bytes_append_text (out, GALLEY_BODY_PICTURE);
  append_picture (out, figure);
}

static void
append_plain_item (GString     *out,
                   GalleyBlock *item,
                   gboolean     has_list)
{
  galley_bytes_append_text (out, galley_body_item.opening);
  galley_body_append_inline (out, item);
}

guint
galley_body_append_list (GString                    *out,
                         GPtrArray                  *blocks,
                         guint                       first,
                         const GalleyBodyListWriter *writer)
{
  void (*append_list_opening) (GString *, GalleyBlockKind, guint);
  GalleyBlockKind open[GALLEY_MAX_LEVEL + 1];
  guint n_open = 0;
  guint end;

  g_return_val_if_fail (out != NULL, first + 1);
  g_return_val_if_fail (blocks != NULL, first + 1);
  g_return_val_if_fail (writer != NULL, first + 1);

  append_list_opening = writer->append_opening != NULL ? writer->append_opening : append_plain_opening;
  end = galley_list_get_element_end (blocks, first);
  for (guint i = first; i < end; i++)
    {
      GalleyBlock *block = g_ptr_array_index (blocks, i);
      guint level = galley_block_get_level (block);

      /* The item before stays open where this one hangs on it. */
      for (; n_open > level + 1 || (n_open == level + 1 && open[level] != galley_block_get_kind (block)); n_open--)
        {
          galley_bytes_append_text (out, galley_body_item.closing);
          galley_bytes_append_text (out, galley_body_blocks[open[n_open - 1]].closing);
        }
      if (n_open == level + 1)
        galley_bytes_append_text (out, galley_body_item.closing);
      else
        {
          open[n_open++] = galley_block_get_kind (block);
          append_list_opening (out, galley_block_get_kind (block), level);
        }
      writer->append_item (out, block, i + 1 < end && galley_block_get_level (g_ptr_array_index (blocks, i + 1)) > level);
    }
  for (; n_open > 0; n_open--)
    {
      galley_bytes_append_text (out, galley_body_item.closing);
      galley_bytes_append_text (out, galley_body_blocks[open[n_open - 1]].closing);
    }
  return end;
}

static void
append_rows (GString           *out,
             const GalleyTable *table)
{
  guint n_columns = galley_table_get_n_columns (table);
  guint n_cells;
  GalleyBlock *const *cells = galley_table_get_cells (table, &n_cells);

  for (guint i = 0; i < n_cells; i++)
    {
      const GalleyBodyTag *cell = &galley_body_cells[galley_table_has_header (table) && i < n_columns];

      if (i % n_columns == 0)
        galley_bytes_append_text (out, galley_body_row.opening);
      galley_bytes_append_text (out, cell->opening);
      galley_body_append_inline (out, cells[i]);
      galley_bytes_append_text (out, cell->closing);
      if ((i + 1) % n_columns == 0)
        galley_bytes_append_text (out, galley_body_row.closing);
    }
}

guint
galley_body_append_element (GString   *out,
                            GPtrArray *blocks,
                            guint      first)
{
  static const GalleyBodyListWriter plain = { .append_item = append_plain_item };
  GalleyBlock *block;
  GalleyBlockKind kind;

  g_return_val_if_fail (out != NULL, first + 1);
  g_return_val_if_fail (blocks != NULL && first < blocks->len, first + 1);

  block = g_ptr_array_index (blocks, first);
  kind = galley_block_get_kind (block);
  if (galley_block_is_item (block))
    return galley_body_append_list (out, blocks, first, &plain);
  galley_bytes_append_text (out, galley_body_blocks[kind].opening);
  if (kind == GALLEY_BLOCK_FIGURE)
    {
      append_picture (out, galley_block_get_figure (block));
      galley_bytes_append_text (out, "<figcaption>");
    }
  if (galley_block_get_enclosure (block) != NULL)
    galley_body_append_enclosure (out, block);
  if (kind == GALLEY_BLOCK_TABLE)
    append_rows (out, galley_block_get_table (block));
  else
    galley_body_append_inline (out, block);
  galley_bytes_append_text (out, galley_body_blocks[kind].closing);
  return first + 1;
}

char *
galley_body_write (GPtrArray *blocks)
{
  g_autoptr (GPtrArray) settled = NULL;
  GString *out;
  gsize size = 0;

  g_return_val_if_fail (blocks != NULL, NULL);

  for (guint i = 0; i < blocks->len; i++)
    size += galley_block_get_n_bytes (g_ptr_array_index (blocks, i)) + 16;
  out = g_string_sized_new (size + 1);
  settled = galley_list_settle (blocks);
  for (guint i = 0; i < settled->len;)
    i = galley_body_append_element (out, settled, i);
  return g_string_free (out, FALSE);
}
