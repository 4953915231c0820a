/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words as ICU finds them, by its dictionary where a script has no blanks. */
#include "core/base/galley-text.h"

#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

GArray *
galley_text_list_word_ends (const char *text)
{
  UText source = UTEXT_INITIALIZER;
  UErrorCode status = U_ZERO_ERROR;
  UBreakIterator *iterator;
  GArray *ends;

  g_return_val_if_fail (text != NULL, NULL);

  iterator = ubrk_open (UBRK_WORD, "", NULL, 0, &status);
  utext_openUTF8 (&source, text, (int64_t) strlen (text), &status);
  if (U_SUCCESS (status))
    ubrk_setUText (iterator, &source, &status);
  if (U_FAILURE (status))
    g_error ("ICU cannot find words: %s", u_errorName (status));

  ends = g_array_new (FALSE, FALSE, sizeof (gsize));
  for (int32_t end = ubrk_next (iterator); end != UBRK_DONE; end = ubrk_next (iterator))
    {
      gsize place = (gsize) end;

      g_array_append_val (ends, place);
    }
  ubrk_close (iterator);
  utext_close (&source);
  return ends;
}
