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

/* Of the shared marks those that are met most: “ ” ‘ ’ — …. */
static inline gboolean
is_common_mark (gunichar c)
{
  return c == 0x2014 || c == 0x2018 || c == 0x2019 || c == 0x201c || c == 0x201d || c == 0x2026;
}

/* Marks that Chinese shares with Latin typography, of the width of what stands beside them: those, · and such. */
static gboolean
is_shared_mark (gunichar c)
{
  if (is_common_mark (c))
    return TRUE;
  return c >= 0xa0 && !is_surely_wide (c) && u_ispunct ((UChar32) c)
         && u_getIntPropertyValue ((UChar32) c, UCHAR_EAST_ASIAN_WIDTH) == U_EA_AMBIGUOUS;
}

/* A count that is under way. */
typedef struct
{
  guint n_words;
  guint n_marks;          /* shared marks of which the next character decides */
  gboolean is_in_run;     /* a run of other characters is open, and has been counted */
  gboolean is_after_wide; /* a CJK character, or shared marks that touch one, came last */
} Counting;

/* Marks that touch nothing wide belong to the run beside them, or are one. */
static inline void
count_marks (Counting *self,
             guint     n)
{
  if (self->is_after_wide)
    self->n_words += n;
  else
    self->n_marks += n;
}

static inline void
count_wide (Counting *self,
            guint     n)
{
  *self = (Counting){ .n_words = self->n_words + self->n_marks + n, .is_after_wide = TRUE };
}

/* Any number of them that are alike. */
static inline void
count_others (Counting *self,
              gboolean  is_blank)
{
  if (!self->is_in_run && (self->n_marks > 0 || !is_blank))
    self->n_words++;
  *self = (Counting){ .n_words = self->n_words, .is_in_run = !is_blank };
}

/* What Unicode's tables need not be asked of, for all of it is plain (galley-graphemes.h). */
typedef enum
{
  UNKNOWN,
  WIDE,
  MARK,
  LETTER,
  BLANK,
} Common;

/* @p: of valid text, or the NUL at its end. */
static inline Common
recognize (const guchar *p)
{
  if (*p >= 0xe5 && *p <= 0xe9)
    return WIDE;
  if (*p < 0x7f)
    return *p > 0x20 ? LETTER : *p == 0x20 ? BLANK : UNKNOWN;
  switch (*p)
    {
    case 0xe2:
      return p[1] == 0x80 && is_common_mark (galley_bytes_get_character ((const char *) p)) ? MARK : UNKNOWN;
    case 0xe3:
      return p[1] == 0x80 && p[2] > 0x80 && p[2] <= 0xa9 ? WIDE : UNKNOWN;
    case 0xe4:
      return p[1] >= 0xb8 ? WIDE : UNKNOWN;
    case 0xef:
      return (p[1] == 0xbc && p[2] > 0x80) || (p[1] == 0xbd && p[2] <= 0xa0) ? WIDE : UNKNOWN;
    default:
      return UNKNOWN;
    }
}

/* Counts what is common, by runs of a kind, up to the last one that something unknown follows, which may hang on it. */
static void
count_common (Counting        *self,
              GalleyGraphemes *graphemes)
{
  const guchar *p = (const guchar *) graphemes->position;
  const guchar *end = (const guchar *) graphemes->end;
  Common kind = graphemes->window_end == NULL ? recognize (p) : UNKNOWN;

  while (kind != UNKNOWN)
    {
      guint n_bytes = kind == LETTER || kind == BLANK ? 1 : 3;
      const guchar *next = p;
      Common next_kind;

      do
        next += n_bytes;
      while ((next_kind = recognize (next)) == kind);
      if (next_kind == UNKNOWN && next < end)
        next -= n_bytes;
      if (next == p)
        break;
      if (kind == WIDE)
        count_wide (self, (guint) (next - p) / n_bytes);
      else if (kind == MARK)
        count_marks (self, (guint) (next - p) / n_bytes);
      else
        count_others (self, kind == BLANK);
      p = next;
      kind = next_kind;
    }
  graphemes->position = (const char *) p;
}

guint
galley_text_count_words (const char *text)
{
  GalleyGraphemes graphemes;
  Counting self = { 0 };
  const char *start, *end;

  g_return_val_if_fail (text != NULL, 0);

  galley_graphemes_init (&graphemes, text, strlen (text));
  count_common (&self, &graphemes);
  while (galley_graphemes_next (&graphemes, &start, &end))
    {
      gunichar c = galley_bytes_get_character (start);

      if (c >= 0x80 && is_shared_mark (c))
        count_marks (&self, 1);
      else if (is_wide (c) && c != 0x3000)
        count_wide (&self, 1);
      else
        count_others (&self, (c <= 0x20 || c >= 0x7f) && (g_unichar_isspace (c) || c == 0x200b));
      count_common (&self, &graphemes);
    }
  return self.n_words + (self.n_marks > 0 && !self.is_in_run ? 1 : 0);
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
