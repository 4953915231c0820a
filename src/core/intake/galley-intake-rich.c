/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/intake/galley-intake-rich.h"

#include "core/base/galley-text.h"

#include <string.h>

/* Blanks that look so wide, in half cells, after a break are the indent of a new paragraph. */
#define INDENT_WIDTH 2

GArray *
galley_intake_rich_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (GalleyIntakeCharacter));
}

static GalleyIntakeCharacter *
get (GArray *rich,
     guint   index)
{
  return &g_array_index (rich, GalleyIntakeCharacter, index);
}

void
galley_intake_rich_append (GArray     *rich,
                           const char *text,
                           gssize      length,
                           guint       marks,
                           const char *target)
{
  const char *end = text + (length < 0 ? (gssize) strlen (text) : length);

  for (; text < end; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);
      GalleyIntakeCharacter character = { c == 0x2028 || c == 0x2029 ? '\n' : c, marks, target };

      g_array_append_val (rich, character);
    }
}

void
galley_intake_rich_prepend (GArray     *rich,
                            const char *text)
{
  g_autoptr (GArray) added = galley_intake_rich_new ();

  galley_intake_rich_append (added, text, -1, rich->len > 0 ? get (rich, 0)->marks : 0, NULL);
  g_array_prepend_vals (rich, added->data, added->len);
}

GArray *
galley_intake_rich_from_block (GalleyBlock *block)
{
  GArray *rich = galley_intake_rich_new ();
  guint n_marks;
  const GalleyMark *marks = galley_block_get_marks (block, &n_marks);

  galley_intake_rich_append (rich, galley_block_get_text (block), galley_block_get_n_bytes (block), 0, NULL);
  for (guint i = 0; i < n_marks; i++)
    for (guint at = marks[i].start; at < marks[i].end; at++)
      if (marks[i].kind == GALLEY_MARK_LINK)
        get (rich, at)->target = marks[i].target;
      else
        get (rich, at)->marks |= 1u << marks[i].kind;
  return rich;
}

/* Appends to @marks the runs of one kind. */
static void
collect_marks (GArray        *rich,
               guint          start,
               guint          end,
               GalleyMarkKind kind,
               GArray        *marks)
{
  guint at = start;

  while (at < end)
    {
      const GalleyIntakeCharacter *first = get (rich, at);
      guint stop = at + 1;
      GalleyMark mark = { .kind = kind, .start = at - start };

      if (kind == GALLEY_MARK_LINK ? first->target == NULL : (first->marks & (1u << kind)) == 0)
        {
          at++;
          continue;
        }
      while (stop < end && (kind == GALLEY_MARK_LINK ? get (rich, stop)->target == first->target
                                                     : (get (rich, stop)->marks & (1u << kind)) != 0))
        stop++;
      mark.end = stop - start;
      mark.target = kind == GALLEY_MARK_LINK ? first->target : NULL;
      g_array_append_val (marks, mark);
      at = stop;
    }
}

static char *
dup_text (GArray *rich,
          guint   start,
          guint   end)
{
  GString *text = g_string_sized_new ((end - start) * 3 + 1);

  for (guint at = start; at < end; at++)
    g_string_append_unichar (text, get (rich, at)->c == '\n' ? 0x2028 : get (rich, at)->c);
  return g_string_free (text, FALSE);
}

char *
galley_intake_rich_dup_text (GArray *rich)
{
  return dup_text (rich, 0, rich->len);
}

GalleyBlock *
galley_intake_rich_to_block (GArray         *rich,
                             guint           start,
                             guint           end,
                             GalleyBlockKind kind)
{
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (GalleyMark));
  g_autofree char *text = dup_text (rich, start, end);

  for (guint mark = 0; mark < GALLEY_N_MARK_KINDS; mark++)
    collect_marks (rich, start, end, mark, marks);
  return galley_block_new (kind, text, (const GalleyMark *) marks->data, marks->len);
}

gboolean
galley_intake_is_blank (gunichar c)
{
  return c == ' ' || c == '\t' || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x202f ||
         c == 0x205f || c == 0x3000;
}

gboolean
galley_intake_is_rubbish (gunichar c)
{
  return (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7f && c < 0xa0) || c == 0xad || c == 0x180e || c == 0x200b ||
         c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x2064) || c == 0xfeff ||
         c == 0xfffc;
}

/* --- paragraphs -------------------------------------------------------------------------------------------------- */

/* Blanks and breaks in a row. */
typedef struct
{
  guint n_characters;
  guint n_breaks;
  guint width; /* in half cells, of the blanks behind the last break */
  GalleyIntakeCharacter first;
} Gap;

static void
gap_add (Gap                         *gap,
         const GalleyIntakeCharacter *character)
{
  if (gap->n_characters++ == 0)
    gap->first = *character;
  if (character->c == '\n')
    {
      gap->n_breaks++;
      gap->width = 0;
    }
  else
    {
      gap->width += character->c == 0x3000 ? 2 : 1;
    }
}

static void
end_paragraph (GArray         *line,
               GalleyBlockKind kind,
               GPtrArray      *blocks)
{
  if (line->len > 0)
    g_ptr_array_add (blocks, galley_intake_rich_to_block (line, 0, line->len, kind));
  g_array_set_size (line, 0);
}

/* Marks that bring their own space along. */
static gboolean
is_wide_mark (gunichar c)
{
  return c == 0x3001 || c == 0x3002 || (c >= 0x300a && c <= 0x3011) || c == 0xff01 || c == 0xff08 || c == 0xff09 ||
         c == 0xff0c || c == 0xff1a || c == 0xff1b || c == 0xff1f;
}

/* Whether Chinese would be written without a blank here. */
static gboolean
is_closed (gunichar before,
           gunichar behind)
{
  return (is_wide_mark (before) && g_unichar_iswide (behind)) || (is_wide_mark (behind) && g_unichar_iswide (before));
}

/* What stands between two characters of text: nothing at the start and beside a full-width mark, a new paragraph, a
 * break or one blank. */
static void
end_gap (Gap            *gap,
         GArray         *line,
         gunichar        next,
         GalleyBlockKind kind,
         GPtrArray      *blocks)
{
  GalleyIntakeCharacter one = gap->first;

  if (gap->n_breaks > 1 || (gap->n_breaks == 1 && gap->width >= INDENT_WIDTH))
    {
      end_paragraph (line, kind, blocks);
    }
  else if (line->len > 0 && gap->n_characters > 0 &&
           (gap->n_breaks == 1 || !is_closed (get (line, line->len - 1)->c, next)))
    {
      /* One full-width blank parts the clauses of a headline. */
      one.c = gap->n_breaks == 1 ? '\n' : gap->n_characters == 1 && one.c == 0x3000 ? 0x3000 : ' ';
      g_array_append_val (line, one);
    }
  *gap = (Gap){ 0 };
}

void
galley_intake_rich_append_blocks (GArray         *rich,
                                  GalleyBlockKind kind,
                                  GPtrArray      *blocks)
{
  g_autoptr (GArray) line = galley_intake_rich_new ();
  Gap gap = { 0 };

  for (guint at = 0; at < rich->len; at++)
    {
      const GalleyIntakeCharacter *character = get (rich, at);

      if (galley_intake_is_rubbish (character->c))
        continue;
      if (character->c == '\n' || galley_intake_is_blank (character->c))
        {
          gap_add (&gap, character);
          continue;
        }
      end_gap (&gap, line, character->c, kind, blocks);
      g_array_append_vals (line, character, 1);
    }
  end_paragraph (line, kind, blocks);
}
