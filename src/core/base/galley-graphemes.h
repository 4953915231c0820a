/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A walk over the graphemes of a text (UAX #29 extended grapheme clusters), for base/ itself; others use
 * galley-text.h. Between two plain characters (ASCII, Han, kana, full-width marks) there always is a border, so that
 * ICU only sees the stretches that hold something else: an accent, a selector, a flag, a family.
 *
 *   GalleyGraphemes graphemes;
 *   galley_graphemes_init (&graphemes, text, length);
 *   while (galley_graphemes_next (&graphemes, &start, &end))
 *     … the grapheme is the bytes from start to end
 *
 * Only one walk a thread at a time: they share its break iterator. */
#pragma once

#include "core/base/galley-bytes.h"

G_BEGIN_DECLS

typedef struct
{
  const char *position;
  const char *end;
  const char *window;     /* start of the stretch that ICU has been given */
  const char *window_end; /* NULL when there is none */
} GalleyGraphemes;

/* @text must be valid UTF-8. */
void galley_graphemes_init (GalleyGraphemes *self,
                            const char      *text,
                            gsize            length);

/* Whether @c is plain: no break rule but "break everywhere" speaks of it. Conservative on purpose: a character that is left
 * out here is only a little slower. */
static inline gboolean
galley_graphemes_is_plain (gunichar c)
{
  return (c >= 0x3400 && c <= 0x9fff)               /* Han, Extension A and the hexagrams */
         || (c >= 0x20 && c < 0x7f) || c == '\t'    /* ASCII; (c) and (r) are pictographs */
         || (c >= 0x2010 && c <= 0x2027)            /* dashes, quotes, ellipsis */
         || (c >= 0x3000 && c <= 0x3029)            /* ideographic blank and marks */
         || (c >= 0x3041 && c <= 0x3096) || (c >= 0x30a0 && c <= 0x30ff)
         || (c >= 0xf900 && c <= 0xfaff)
         || (c >= 0xff01 && c <= 0xff9d)            /* full-width forms; U+FF9E extends */
         || (c >= 0x20000 && c <= 0x3134f);         /* Han, Extensions B and later */
}

/* For galley_graphemes_next(): where the grapheme at the position ends that is not plain. */
const char *galley_graphemes_find_end (GalleyGraphemes *self);

static inline gboolean
galley_graphemes_next (GalleyGraphemes *self,
                       const char     **start,
                       const char     **end)
{
  const char *next;

  if (self->position >= self->end)
    return FALSE;
  *start = self->position;
  next = g_utf8_next_char (self->position);
  if (self->window_end == NULL && galley_graphemes_is_plain (galley_bytes_get_character (self->position))
      && (next >= self->end || galley_graphemes_is_plain (galley_bytes_get_character (next))))
    self->position = next;
  else
    self->position = galley_graphemes_find_end (self);
  *end = self->position;
  return TRUE;
}

G_END_DECLS
