/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a text is, by the measures that a newsroom uses, and the cut to a given length. */
#include "core/base/galley-text.h"

#include "core/base/galley-bytes.h"
#include "core/base/galley-graphemes.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#define ELLIPSIS "\342\200\246"

static gboolean
is_basic_han (gunichar c)
{
  return c >= 0x4e00 && c <= 0x9fff;
}

/* Han, the marks of East Asian typography and the full-width forms, of which ICU need not be asked: wide, all of them. */
static gboolean
is_surely_wide (gunichar c)
{
  return is_basic_han (c) || (c >= 0x3000 && c <= 0x303e) || (c >= 0xff01 && c <= 0xff60);
}

static gboolean
is_wide (gunichar c)
{
  int width;

  if (c < 0x1100)
    return FALSE;
  if (is_surely_wide (c))
    return TRUE;
  width = u_getIntPropertyValue ((UChar32) c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH;
}

static guint
half_cells_of_character (gunichar c)
{
  if (c < 0x300)
    return c == 0xad ? 0 : 1;
  if (is_wide (c))
    return 2;
  switch (u_charType ((UChar32) c))
    {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
      return 0;
    default:
      return 1;
    }
}

/* What is drawn in one place is never wider than one full cell: a flag of two letters, a family of three faces. */
static guint
half_cells_of_grapheme (const char *start,
                        const char *end)
{
  guint cells = 0;

  for (const char *p = start; p < end && cells < 2; p = g_utf8_next_char (p))
    cells += half_cells_of_character (g_utf8_get_char (p));
  return MIN (cells, 2);
}

glong
galley_text_count_graphemes (const char *text)
{
  GalleyGraphemes graphemes;
  const char *start, *end;
  glong count = 0;

  g_return_val_if_fail (text != NULL, 0);

  galley_graphemes_init (&graphemes, text, strlen (text));
  while (galley_graphemes_next (&graphemes, &start, &end))
    count++;
  return count;
}

GArray *
galley_text_list_grapheme_ends (const char *text)
{
  GalleyGraphemes graphemes;
  const char *start, *end;
  GArray *ends;

  g_return_val_if_fail (text != NULL, NULL);

  ends = g_array_new (FALSE, FALSE, sizeof (gsize));
  galley_graphemes_init (&graphemes, text, strlen (text));
  while (galley_graphemes_next (&graphemes, &start, &end))
    {
      gsize place = (gsize) (end - text);

      g_array_append_val (ends, place);
    }
  return ends;
}

guint
galley_text_count_half_cells (const char *text)
{
  GalleyGraphemes graphemes;
  const char *start, *end;
  guint count = 0;

  g_return_val_if_fail (text != NULL, 0);

  galley_graphemes_init (&graphemes, text, strlen (text));
  while (galley_graphemes_next (&graphemes, &start, &end))
    count += half_cells_of_grapheme (start, end);
  return count;
}

static gboolean
is_han (gunichar c)
{
  UErrorCode status = U_ZERO_ERROR;

  if (is_basic_han (c))
    return TRUE;
  return c >= 0x2e80 && !u_ispunct ((UChar32) c)
         && uscript_getScript ((UChar32) c, &status) == USCRIPT_HAN;
}

guint
galley_text_count_han (const char *text)
{
  guint count = 0;

  g_return_val_if_fail (text != NULL, 0);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (is_han (galley_bytes_get_character (p)))
      count++;
  return count;
}

/* Marks that Chinese shares with Latin typography, of the width of what stands beside them: “ ” ‘ ’ — … · and such. */
static gboolean
is_shared_mark (gunichar c)
{
  /* Those that are met most, of which ICU need not be asked. */
  if (c == 0x2014 || c == 0x2018 || c == 0x2019 || c == 0x201c || c == 0x201d || c == 0x2026)
    return TRUE;
  return c >= 0xa0 && !is_surely_wide (c) && u_ispunct ((UChar32) c)
         && u_getIntPropertyValue ((UChar32) c, UCHAR_EAST_ASIAN_WIDTH) == U_EA_AMBIGUOUS;
}

guint
galley_text_count_words (const char *text)
{
  GalleyGraphemes graphemes;
  const char *start = text, *end;
  gboolean is_in_run = FALSE;     /* a run of other characters is open, and has been counted */
  gboolean is_after_wide = FALSE; /* a CJK character, or shared marks that touch one, came last */
  guint n_wide;
  guint n_marks = 0;              /* shared marks since, of which the next character decides */
  guint count = 0;

  g_return_val_if_fail (text != NULL, 0);

  galley_graphemes_init (&graphemes, text, strlen (text));
  while (galley_graphemes_skip_wide (&graphemes, &n_wide) || galley_graphemes_next (&graphemes, &start, &end))
    {
      gunichar c;

      if (n_wide > 0)
        {
          count += n_marks + n_wide;
          n_marks = 0;
          is_in_run = FALSE;
          is_after_wide = TRUE;
          continue;
        }
      c = galley_bytes_get_character (start);
      if (c >= 0x80 && is_shared_mark (c))
        {
          if (is_after_wide)
            count++;
          else
            n_marks++;
          continue;
        }
      /* Marks that touch nothing wide belong to the run beside them, or are one. */
      if (is_wide (c) && c != 0x3000)
        {
          count += n_marks + 1;
          is_in_run = FALSE;
          is_after_wide = TRUE;
        }
      else
        {
          gboolean is_printed = c > 0x20 && c < 0x7f;
          gboolean is_blank = !is_printed && (g_unichar_isspace (c) || c == 0x200b);

          if (!is_in_run && (n_marks > 0 || !is_blank))
            count++;
          is_in_run = !is_blank;
          is_after_wide = FALSE;
        }
      n_marks = 0;
    }
  return count + (n_marks > 0 && !is_in_run ? 1 : 0);
}

char *
galley_text_ellipsize (const char *text,
                       guint       cells)
{
  GalleyGraphemes graphemes;
  const char *start, *end;
  const char *cut = text; /* where … still fits */
  guint limit = cells < G_MAXUINT / 2 ? cells * 2 : G_MAXUINT;
  guint width = 0;

  g_return_val_if_fail (text != NULL, NULL);

  galley_graphemes_init (&graphemes, text, strlen (text));
  while (galley_graphemes_next (&graphemes, &start, &end))
    {
      width += half_cells_of_grapheme (start, end);
      if (width > limit)
        {
          g_autofree char *kept = g_strndup (text, (gsize) (cut - text));

          return g_strconcat (kept, limit > 0 ? ELLIPSIS : "", NULL);
        }
      if (width + 2 <= limit)
        cut = end;
    }
  return g_strdup (text);
}
