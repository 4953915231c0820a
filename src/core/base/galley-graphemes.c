/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header for what is promised. Each thread keeps one ICU break iterator: opening one costs more than most
 * texts do. */
#include "core/base/galley-graphemes.h"

#include <unicode/ubrk.h>
#include <unicode/utext.h>

static GPrivate iterator_of_thread = G_PRIVATE_INIT ((GDestroyNotify) ubrk_close);

static UBreakIterator *
get_iterator (void)
{
  UBreakIterator *iterator = g_private_get (&iterator_of_thread);
  UErrorCode status = U_ZERO_ERROR;

  if (iterator == NULL)
    {
      iterator = ubrk_open (UBRK_CHARACTER, "", NULL, 0, &status);
      if (U_FAILURE (status))
        g_error ("ICU's data is missing: %s", u_errorName (status));
      g_private_set (&iterator_of_thread, iterator);
    }
  return iterator;
}

void
galley_graphemes_init (GalleyGraphemes *self,
                       const char      *text,
                       gsize            length)
{
  self->position = text;
  self->end = text + length;
  self->window = NULL;
  self->window_end = NULL;
}

/* Gives ICU the stretch from the position to the first border between two plain characters. */
static void
open_window (GalleyGraphemes *self)
{
  UText text = UTEXT_INITIALIZER;
  UErrorCode status = U_ZERO_ERROR;
  const char *p = self->position;
  gboolean was_plain = FALSE;

  while (p < self->end)
    {
      gboolean is_plain = galley_graphemes_is_plain (galley_bytes_get_character (p));

      if (was_plain && is_plain)
        break;
      was_plain = is_plain;
      p = g_utf8_next_char (p);
    }
  self->window = self->position;
  self->window_end = p;

  utext_openUTF8 (&text, self->window, p - self->window, &status);
  ubrk_setUText (get_iterator (), &text, &status);
  utext_close (&text);
  if (U_FAILURE (status))
    g_error ("ICU cannot break a text: %s", u_errorName (status));
}

const char *
galley_graphemes_find_end (GalleyGraphemes *self)
{
  const char *end;

  if (self->window_end == NULL)
    open_window (self);
  end = self->window + ubrk_next (get_iterator ());
  if (end >= self->window_end)
    self->window_end = NULL;
  return end;
}
