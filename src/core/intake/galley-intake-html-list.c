/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Items of lists. Word says "item 2 of list 1" in a style that nobody else reads, and writes the number into the text
 * for all others: the number is taken out again, so that there is one way from here on. */
#include "core/intake/galley-intake-rich.h"

#include "core/base/galley-text.h"
#include "core/intake/galley-intake-html-private.h"

#include <string.h>

/* So many blanks behind a number are a tabulator's, not a sentence's. */
#define MARKER_GAP 2
/* A longer one is a text. */
#define MAX_ITEM_CHARACTERS 2000

static gboolean
is_bullet (gunichar c)
{
  /* Word's own come from symbol fonts: o, §, and the private area. */
  return c == 0xb7 || c == 0x2022 || c == 0x25cf || c == 0x25cb || c == 0x25a0 || c == 0x25a1 || c == 0x25c6 ||
         c == 0x27a2 || c == 0x2713 || c == 0x2b9a || c == 'o' || c == 0xa7 || c == 'l' || c == 'n' || c == 'u' ||
         c == 'v' || c == 'w' || c == '-' || (c >= 0xe000 && c <= 0xf8ff);
}

static gboolean
is_closing (const char *text)
{
  return strcmp (text, ".") == 0 || strcmp (text, ")") == 0 || strcmp (text, "、") == 0 || strcmp (text, "．") == 0 ||
         *text == '\0';
}

char *
galley_intake_marker_dup (const char *text)
{
  GString *marker = g_string_new (NULL);

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (!galley_intake_is_blank (c) && !galley_intake_is_rubbish (c) && !g_unichar_isspace (c))
        g_string_append_unichar (marker, c);
    }
  return g_string_free (marker, FALSE);
}

gboolean
galley_intake_item_read_marker (GalleyIntakeItem *item,
                                const char       *marker)
{
  gunichar first = g_utf8_get_char (marker);
  char *behind;

  if (*marker == '(')
    marker++;
  if (g_ascii_isdigit (*marker))
    {
      item->is_ordered = TRUE;
      item->number = (guint) MIN (g_ascii_strtoull (marker, &behind, 10), 9999);
      return is_closing (behind);
    }
  if (is_bullet (first) && *g_utf8_next_char (marker) == '\0')
    {
      item->is_ordered = FALSE;
      return TRUE;
    }
  /* "b.", "iv)": only its place in a row is known. */
  if (g_ascii_isalpha (*marker))
    {
      const char *end = marker + strspn (marker, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

      item->is_ordered = TRUE;
      item->number = 0;
      return end - marker <= 5 && *end != '\0' && is_closing (end);
    }
  return FALSE;
}

gboolean
galley_intake_item_take_marker (GalleyIntakeItem *item,
                                GArray           *rich)
{
  g_autoptr (GString) marker = g_string_new (NULL);
  guint at = 0;
  guint n_blanks = 0;

  while (at < rich->len && at < 8 && !galley_intake_is_blank (g_array_index (rich, GalleyIntakeCharacter, at).c))
    g_string_append_unichar (marker, g_array_index (rich, GalleyIntakeCharacter, at++).c);
  while (at + n_blanks < rich->len &&
         galley_intake_is_blank (g_array_index (rich, GalleyIntakeCharacter, at + n_blanks).c))
    n_blanks++;
  if (marker->len == 0 || n_blanks < MARKER_GAP || !galley_intake_item_read_marker (item, marker->str))
    return FALSE;
  g_array_remove_range (rich, 0, at + n_blanks);
  return TRUE;
}

/* Appends a line to @block. Takes @block. */
static GalleyBlock *
append_line (GalleyBlock *block,
             GalleyBlock *line)
{
  guint end = galley_block_get_n_characters (block);
  g_autoptr (GalleyBlock) taken = block;
  g_autoptr (GalleyBlock) before = galley_block_replace (block, end, end, GALLEY_LINE_SEPARATOR, (GalleyStyle){ 0 });

  return galley_block_join (before, line);
}

/* @rich in one block, NULL where it is nothing: what would be several paragraphs are lines in it. */
static GalleyBlock *
make_block (GArray         *rich,
            GalleyBlockKind kind)
{
  const GalleyIntakeCharacter line_end = { .c = '\n' };
  g_autoptr (GPtrArray) paragraphs = galley_blocks_new ();
  g_autoptr (GArray) lines = galley_intake_rich_new ();

  galley_intake_rich_append_blocks (rich, kind, paragraphs);
  for (guint i = 0; i < paragraphs->len; i++)
    {
      g_autoptr (GArray) line = galley_intake_rich_from_block (paragraphs->pdata[i]);

      if (i > 0)
        g_array_append_val (lines, line_end);
      g_array_append_vals (lines, line->data, line->len);
    }
  return lines->len > 0 ? galley_intake_rich_to_block (lines, 0, lines->len, kind) : NULL;
}

void
galley_intake_item_append (const GalleyIntakeItem *item,
                           GalleyIntakeList       *list,
                           GArray                 *rich,
                           GPtrArray              *blocks)
{
  g_autoptr (GalleyBlock) text =
      make_block (rich, item->is_ordered ? GALLEY_BLOCK_NUMBERED : GALLEY_BLOCK_BULLETED);
  g_autoptr (GalleyBlock) block = NULL;
  GalleyListCounter counter = list->end == blocks->len ? list->counter : (GalleyListCounter){ 0 };
  guint number;

  if (text == NULL)
    return;
  block = galley_block_with_level (text, MAX (item->level, 1) - 1);
  number = galley_list_counter_step (&counter, block);
  if (item->is_ordered && item->level <= 1 && item->number > 0 && item->number != number)
    {
      g_autofree char *marker = g_strdup_printf ("%u. ", item->number);
      g_autoptr (GalleyBlock) paragraph = galley_block_with_kind (text, GALLEY_BLOCK_PARAGRAPH);

      g_ptr_array_add (blocks, galley_block_replace (paragraph, 0, 0, marker, (GalleyStyle){ 0 }));
      return;
    }
  g_ptr_array_add (blocks, g_steal_pointer (&block));
  *list = (GalleyIntakeList){ counter, blocks->len, TRUE };
}

gboolean
galley_intake_item_continue (GArray    *rich,
                             GPtrArray *blocks)
{
  gpointer *last = &blocks->pdata[blocks->len - 1];
  g_autoptr (GalleyBlock) line = NULL;

  if (galley_block_get_n_characters (*last) > MAX_ITEM_CHARACTERS)
    return FALSE;
  line = make_block (rich, GALLEY_BLOCK_PARAGRAPH);
  if (line != NULL)
    *last = append_line (*last, line);
  return TRUE;
}
