/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/galley-order-words.h"

#include <string.h>

#define SEPARATOR '\x1e'

/* Without separators: what is pasted into a field may have one. (transfer full) */
static char *
clean (const char *text)
{
  return g_strdelimit (g_strdup (text), (const char[]) { SEPARATOR, '\0' }, ' ');
}

char *
galley_order_words_join (const char *comment,
                         const char *note)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_return_val_if_fail (comment != NULL, NULL);

  first = clean (comment);
  if (note == NULL || *note == '\0')
    return g_steal_pointer (&first);
  second = clean (note);
  return g_strdup_printf ("%s%c%s", first, SEPARATOR, second);
}

char *
galley_order_words_split (const char *words,
                          char      **note)
{
  const char *separator;

  g_return_val_if_fail (words != NULL && note != NULL, NULL);

  separator = strchr (words, SEPARATOR);
  *note = g_strdup (separator != NULL ? separator + 1 : "");
  return separator != NULL ? g_strndup (words, separator - words) : g_strdup (words);
}
