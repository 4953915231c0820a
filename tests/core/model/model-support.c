/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model-support.h"

#include "core/base/galley-id.h"
#include "core/base/galley-text.h"
#include "core/model/galley-list.h"
#include "core/model/galley-media-type.h"

#include <string.h>

static const char *const letters[] = { "a", "b", "c", " ", "国", "家", "，", "。", "é", "𬭎", "1", "“" };
static const char *const targets[] = { "https://example.org/a", "https://example.org/b", "mailto:desk@example.org" };

GalleyRandom *
model_support_random (void)
{
  const char *given = g_getenv ("GALLEY_TEST_SEED");
  guint64 seed = given != NULL ? g_ascii_strtoull (given, NULL, 10) : ((guint64) g_random_int () << 16) ^ g_random_int ();

  g_test_message ("GALLEY_TEST_SEED=%" G_GUINT64_FORMAT, seed);
  return galley_random_new_seeded (seed);
}

char *
model_support_text (GalleyRandom *random,
                    guint         max,
                    gboolean      has_lines)
{
  GString *text = g_string_new (NULL);
  for (guint i = galley_random_below (random, max + 1); i > 0; i--)
    if (has_lines && galley_random_below (random, 8) == 0)
      g_string_append_c (text, '\n');
    else
      g_string_append (text, letters[galley_random_below (random, G_N_ELEMENTS (letters))]);
  return g_string_free (text, FALSE);
}

GalleyFigure *
model_support_figure (guint number)
{
  g_autofree char *name = g_strdup_printf ("picture %u", number);
  g_autofree char *hash = galley_hash_bytes (name, strlen (name));

  g_autoptr (GalleyFigure) figure = NULL;
  GalleyCrop crop = { .media_type = GALLEY_MEDIA_TYPE_PNG, .quarter_turns = 3, .y = 20, .width = 640, .height = 480 };

  figure = galley_figure_new (hash, number % 2 == 0 ? GALLEY_MEDIA_TYPE_JPEG : GALLEY_MEDIA_TYPE_PNG, 640 + number, 480,
                              number == 0 ? "" : name);
  if (number > 0)
    return g_steal_pointer (&figure);
  /* One was cut from another. */
  g_strlcpy (crop.origin, hash, sizeof crop.origin);
  return galley_figure_with_edit (figure, &crop, &(GalleyFocus){ 30, 0 });
}

GalleyBlock *
model_support_enclosed (guint       number,
                        const char *title)
{
  g_autofree char *hash = galley_hash_bytes (&number, sizeof number);
  g_autoptr (GalleyFigure) poster = number > 0 ? model_support_figure (number) : NULL;
  g_autoptr (GalleyEnclosure) enclosure
      = number == 2 ? galley_enclosure_new_player ("https://video.example/watch/1", poster)
                    : galley_enclosure_new_file (hash, number == 0 ? GALLEY_MEDIA_TYPE_PDF : GALLEY_MEDIA_TYPE_MP4, 1200,
                                                 number == 0 ? "a.pdf" : "b.mp4", poster);

  return galley_block_new_enclosed (number == 0 ? GALLEY_BLOCK_ATTACHMENT : GALLEY_BLOCK_VIDEO, enclosure, title);
}

GalleyTable *
model_support_table (GalleyRandom *random)
{
  GalleyBlock *cells[9];
  guint n_rows = galley_random_below (random, 3) + 1, n_columns = galley_random_below (random, 3) + 1;
  GalleyTable *table;

  for (guint i = 0; i < n_rows * n_columns; i++)
    {
      g_autofree char *text = model_support_text (random, 4, FALSE);
      GalleyMark bold = { GALLEY_MARK_BOLD, 0, galley_random_below (random, 3), NULL };

      cells[i] = galley_block_new (GALLEY_BLOCK_PARAGRAPH, text, &bold, 1);
    }
  table = galley_table_new (n_rows, n_columns, galley_random_below (random, 2), cells);
  for (guint i = 0; i < n_rows * n_columns; i++)
    galley_block_unref (cells[i]);
  return table;
}

GalleyBlock *
model_support_block (GalleyRandom *random)
{
  GalleyMark marks[4];
  guint n_marks = galley_random_below (random, G_N_ELEMENTS (marks) + 1);
  g_autofree char *text = model_support_text (random, 12, FALSE);

  for (guint i = 0; i < n_marks; i++)
    marks[i] = (GalleyMark) { galley_random_below (random, GALLEY_N_MARK_KINDS), galley_random_below (random, 14),
                              galley_random_below (random, 14), targets[galley_random_below (random, 3)] };
  guint kind = galley_random_below (random, GALLEY_N_BLOCK_KINDS);
  if (kind == GALLEY_BLOCK_BULLETED || kind == GALLEY_BLOCK_NUMBERED)
    return galley_block_new_item (kind, galley_random_below (random, 4), text, marks, n_marks);
  if (kind == GALLEY_BLOCK_FIGURE)
    {
      g_autoptr (GalleyFigure) figure = model_support_figure (galley_random_below (random, 3));
      return galley_block_new_figure (figure, text, marks, n_marks);
    }
  if (kind == GALLEY_BLOCK_TABLE)
    {
      g_autoptr (GalleyTable) table = model_support_table (random);
      return galley_block_new_table (table);
    }
  if (kind == GALLEY_BLOCK_ATTACHMENT || kind == GALLEY_BLOCK_VIDEO)
    return model_support_enclosed (kind == GALLEY_BLOCK_ATTACHMENT ? 0 : 1 + galley_random_below (random, 2), text);
  if (kind == GALLEY_BLOCK_RULE || kind == GALLEY_BLOCK_PAGE_BREAK)
    return galley_block_new (kind, NULL, NULL, 0);
  return galley_block_new (kind, text, marks, n_marks);
}

/* Of a list, mostly of one kind. */
static GalleyBlock *
random_item (GalleyRandom *random)
{
  g_autofree char *text = model_support_text (random, 4, FALSE);

  return galley_block_new_item (galley_random_below (random, 4) == 0 ? GALLEY_BLOCK_NUMBERED : GALLEY_BLOCK_BULLETED,
                                galley_random_below (random, 3), text, NULL, 0);
}

GPtrArray *
model_support_raw_blocks (GalleyRandom *random,
                          guint         max)
{
  GPtrArray *blocks = galley_blocks_new ();
  gboolean has_list = galley_random_below (random, 3) == 0;
  for (guint i = galley_random_below (random, max + 1); i > 0; i--)
    g_ptr_array_add (blocks, has_list ? random_item (random) : model_support_block (random));
  return blocks;
}

GPtrArray *
model_support_blocks (GalleyRandom *random,
                      guint         max)
{
  g_autoptr (GPtrArray) blocks = model_support_raw_blocks (random, max);

  return galley_list_settle (blocks);
}

GPtrArray *
model_support_body (GalleyRandom *random,
                    guint         max)
{
  g_autoptr (GPtrArray) blocks = model_support_raw_blocks (random, max - 1);

  g_ptr_array_add (blocks, model_support_block (random));
  return galley_list_settle (blocks);
}

GalleyPosition
model_support_position (GalleyRandom   *random,
                        GalleyDocument *document)
{
  guint block = galley_random_below (random, galley_document_get_n_blocks (document));
  guint length = galley_block_get_n_characters (galley_document_get_block (document, block));
  return (GalleyPosition) { block, galley_random_below (random, length + 1) };
}

static void
edit_figure (GalleyRandom   *random,
             GalleyDocument *document,
             guint           block)
{
  g_autoptr (GalleyFigure) figure = model_support_figure (galley_random_below (random, 3));

  if (galley_block_get_kind (galley_document_get_block (document, block)) != GALLEY_BLOCK_FIGURE)
    return;
  if (galley_random_below (random, 2) == 0)
    galley_document_set_figure (document, block, figure);
  else
    galley_document_remove_block (document, block);
}

/* A new one, or another in the place of one that is there. */
static void
edit_enclosed (GalleyRandom   *random,
               GalleyDocument *document,
               GalleyPosition  place)
{
  GalleyBlock *old = galley_document_get_block (document, place.block);
  guint number = galley_block_get_kind (old) == GALLEY_BLOCK_VIDEO ? 1 + galley_random_below (random, 2) : 0;
  g_autoptr (GalleyBlock) new = model_support_enclosed (number, "国");
  g_autoptr (GPtrArray) enclosed = galley_blocks_new ();

  g_ptr_array_add (enclosed, galley_block_ref (new));
  if (galley_block_get_enclosure (old) == NULL)
    galley_document_insert_enclosed (document, place, enclosed);
  else if (galley_random_below (random, 2) == 0)
    galley_document_set_enclosure (document, place.block, galley_block_get_enclosure (new));
  else
    galley_document_remove_block (document, place.block);
}

/* Whatever may be done to a table, once. */
static void
edit_table (GalleyRandom   *random,
            GalleyDocument *document,
            guint           block)
{
  GalleyTable *old = galley_block_get_table (galley_document_get_block (document, block));
  guint n_rows = galley_table_get_n_rows (old), n_columns = galley_table_get_n_columns (old);
  GalleyCell cell = { galley_random_below (random, n_rows), galley_random_below (random, n_columns) };
  g_autofree char *text = model_support_text (random, 3, FALSE);
  g_autoptr (GalleyBlock) content
      = galley_block_replace (galley_table_get_cell (old, cell), 0, 1, text, (GalleyStyle) { 0 });
  g_autoptr (GalleyTable) new = NULL;

  switch (galley_random_below (random, 7))
    {
    case 0:
      new = galley_table_insert_row (old, cell.row);
      break;
    case 1:
      new = galley_table_insert_column (old, cell.column + 1);
      break;
    case 2:
      new = n_rows > 1 ? galley_table_remove_row (old, cell.row) : galley_table_ref (old);
      break;
    case 3:
      new = n_columns > 1 ? galley_table_remove_column (old, cell.column) : galley_table_ref (old);
      break;
    case 4:
      new = galley_table_with_header (old, !galley_table_has_header (old));
      break;
    default:
      new = galley_table_with_cell (old, cell, content);
      break;
    }
  galley_document_set_table (document, block, new);
}

/* A new one, or a change of one that is there. */
static void
edit_some_table (GalleyRandom   *random,
                 GalleyDocument *document,
                 GalleyPosition  place)
{
  g_autoptr (GalleyTable) table = model_support_table (random);

  for (guint i = 0; i < galley_document_get_n_blocks (document); i++)
    if (galley_block_get_table (galley_document_get_block (document, i)) != NULL
        && galley_random_below (random, 3) > 0)
      {
        edit_table (random, document, i);
        return;
      }
  galley_document_insert_table (document, place, table);
}

void
model_support_edit (GalleyRandom   *random,
                    GalleyDocument *document)
{
  GalleyPosition a = model_support_position (random, document), b = model_support_position (random, document);
  gboolean is_swapped = a.block > b.block || (a.block == b.block && a.offset > b.offset);
  GalleyPosition start = is_swapped ? b : a, end = is_swapped ? a : b;
  guint kind = galley_random_below (random, GALLEY_N_MARK_KINDS);

  switch (galley_random_below (random, 14))
    {
    case 0:
      galley_document_set_kind (document, start.block, end.block, galley_random_below (random, GALLEY_BLOCK_RULE));
      break;
    case 6:
      galley_document_shift_level (document, start.block, end.block, galley_random_below (random, 2) == 0 ? 1 : -1);
      break;
    case 7:
      galley_document_leave_item (document, start.block);
      break;
    case 8:
      galley_document_insert_divider (document, start,
                                      galley_random_below (random, 2) == 0 ? GALLEY_BLOCK_RULE : GALLEY_BLOCK_PAGE_BREAK);
      break;
    case 9:
      {
        g_autoptr (GPtrArray) figures = galley_blocks_new ();
        g_autoptr (GalleyFigure) figure = model_support_figure (galley_random_below (random, 3));
        for (guint i = galley_random_below (random, 2) + 1; i > 0; i--)
          g_ptr_array_add (figures, galley_block_new_figure (figure, "国\342\200\250家", NULL, 0));
        galley_document_insert_figures (document, start, figures);
        break;
      }
    case 10:
    case 11:
      edit_figure (random, document, start.block);
      break;
    case 12:
      edit_some_table (random, document, start);
      break;
    case 13:
      edit_enclosed (random, document, start);
      break;
    case 1:
      galley_document_set_mark (document, start, end, kind, targets[galley_random_below (random, 3)],
                                galley_random_below (random, 2));
      break;
    case 2:
      {
        g_autoptr (GPtrArray) blocks = model_support_raw_blocks (random, 3);
        galley_document_splice (document, GALLEY_SPLICE_TYPED, start.block, end.block - start.block,
                                (GalleyBlock *const *) blocks->pdata, blocks->len);
        break;
      }
    default:
      {
        g_autofree char *text = model_support_text (random, 6, TRUE);
        GalleyStyle style = { galley_random_below (random, 1 << GALLEY_N_MARK_KINDS), targets[0] };
        galley_document_replace_text (document, start, galley_random_below (random, 3) == 0 ? end : start, text, style);
        break;
      }
    }
}

static void
check_table (const GalleyTable *table)
{
  guint n_cells;
  GalleyBlock *const *cells = galley_table_get_cells (table, &n_cells);

  g_assert_cmpuint (n_cells, ==, galley_table_get_n_rows (table) * galley_table_get_n_columns (table));
  for (guint i = 0; i < n_cells; i++)
    {
      g_assert_cmpint (galley_block_get_kind (cells[i]), ==, GALLEY_BLOCK_PARAGRAPH);
      model_support_check_block (cells[i]);
    }
}

void
model_support_check_block (const GalleyBlock *block)
{
  const char *text = galley_block_get_text (block);
  g_autofree char *cleaned = galley_text_clean (text, -1);
  guint n_marks;
  const GalleyMark *marks = galley_block_get_marks (block, &n_marks);

  g_assert_cmpstr (text, ==, cleaned);
  g_assert_cmpuint (galley_block_get_n_bytes (block), ==, strlen (text));
  g_assert_cmpuint (galley_block_get_n_characters (block), ==, g_utf8_strlen (text, -1));
  g_assert_true ((galley_block_get_enclosure (block) != NULL)
                 == (galley_block_get_kind (block) == GALLEY_BLOCK_ATTACHMENT
                     || galley_block_get_kind (block) == GALLEY_BLOCK_VIDEO));
  g_assert_true (galley_block_get_enclosure (block) == NULL || n_marks == 0);
  g_assert_true ((galley_block_get_figure (block) != NULL) == (galley_block_get_kind (block) == GALLEY_BLOCK_FIGURE));
  if (galley_block_get_figure (block) != NULL)
    g_assert_cmpuint (galley_block_get_caption_length (block), <, galley_block_get_n_characters (block));
  g_assert_true ((galley_block_get_table (block) != NULL) == (galley_block_get_kind (block) == GALLEY_BLOCK_TABLE));
  if (galley_block_get_table (block) != NULL)
    check_table (galley_block_get_table (block));
  for (guint i = 0; i < n_marks; i++)
    {
      g_assert_cmpuint (marks[i].start, <, marks[i].end);
      g_assert_cmpuint (marks[i].end, <=, galley_block_get_n_characters (block));
      g_assert_true ((marks[i].target != NULL) == (marks[i].kind == GALLEY_MARK_LINK));
      if (i > 0)
        g_assert_true (marks[i - 1].start < marks[i].start
                       || (marks[i - 1].start == marks[i].start && marks[i - 1].kind < marks[i].kind));
      for (guint j = 0; j < i; j++)
        if (marks[j].kind == marks[i].kind)
          g_assert_true (marks[j].end < marks[i].start
                         || (marks[j].end == marks[i].start && g_strcmp0 (marks[j].target, marks[i].target) != 0));
    }
}

void
model_support_check_document (GalleyDocument *document)
{
  g_autoptr (GPtrArray) blocks = galley_document_dup_blocks (document);
  g_autoptr (GPtrArray) settled = galley_list_settle (blocks);

  g_assert_cmpuint (galley_document_get_n_blocks (document), >, 0);
  g_assert_true (settled == blocks);
  for (guint i = 0; i < galley_document_get_n_blocks (document); i++)
    model_support_check_block (galley_document_get_block (document, i));
}

char *
model_support_read (GPtrArray *blocks)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < blocks->len; i++)
    {
      if (i > 0)
        g_string_append_c (text, '\n');
      g_autofree char *owned = NULL;
      g_string_append (text, galley_block_read (blocks->pdata[i], &owned));
    }
  return g_string_free (text, FALSE);
}

GPtrArray *
model_support_paragraphs (const char *first,
                          ...)
{
  GPtrArray *blocks = galley_blocks_new ();
  va_list list;

  va_start (list, first);
  for (const char *text = first; text != NULL; text = va_arg (list, const char *))
    g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_PARAGRAPH, text, NULL, 0));
  va_end (list);
  return blocks;
}

GPtrArray *
model_support_lines (const char *lines)
{
  GPtrArray *blocks = galley_blocks_new ();
  g_auto (GStrv) words = g_strsplit (lines, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *word = words[i];
      guint depth = strspn (word, *word == '*' ? "*" : "#");

      if (strcmp (word, "---") == 0)
        g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_RULE, NULL, NULL, 0));
      else if (strcmp (word, "===") == 0)
        g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_PAGE_BREAK, NULL, NULL, 0));
      else if (depth > 0)
        g_ptr_array_add (blocks,
                         galley_block_new_item (*word == '*' ? GALLEY_BLOCK_BULLETED : GALLEY_BLOCK_NUMBERED,
                                                depth - 1, word + depth, NULL, 0));
      else
        g_ptr_array_add (blocks, galley_block_new (*word == '>' ? GALLEY_BLOCK_QUOTE : GALLEY_BLOCK_PARAGRAPH,
                                                   *word == '>' ? word + 1 : word, NULL, 0));
    }
  return blocks;
}

char *
model_support_write_lines (GPtrArray *blocks)
{
  static const char *const signs[GALLEY_N_BLOCK_KINDS] = {
    [GALLEY_BLOCK_QUOTE] = ">", [GALLEY_BLOCK_BULLETED] = "*", [GALLEY_BLOCK_NUMBERED] = "#", [GALLEY_BLOCK_RULE] = "---",
    [GALLEY_BLOCK_FIGURE] = "!", [GALLEY_BLOCK_PAGE_BREAK] = "===",
  };
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < blocks->len; i++)
    {
      const char *sign = signs[galley_block_get_kind (blocks->pdata[i])];

      if (i > 0)
        g_string_append_c (lines, ' ');
      for (guint level = 0; sign != NULL && level <= galley_block_get_level (blocks->pdata[i]); level++)
        g_string_append (lines, sign);
      g_string_append (lines, galley_block_get_text (blocks->pdata[i]));
    }
  return g_string_free (lines, FALSE);
}
