/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-text-delta.h"

#include <string.h>

/* Whether @byte goes on with a character that began before it. */
static gboolean
is_inside (char byte)
{
  return ((guchar) byte & 0xc0) == 0x80;
}

GalleyTextDelta
galley_text_delta_find (const char *text,
                        const char *other,
                        char      **middle)
{
  GalleyTextDelta delta = { 0 };
  gsize length;
  gsize other_length;
  gsize shorter;

  g_return_val_if_fail (text != NULL && other != NULL && middle != NULL, delta);

  length = strlen (text);
  other_length = strlen (other);
  shorter = MIN (length, other_length);
  while (delta.head < shorter && text[delta.head] == other[delta.head])
    delta.head++;
  while (delta.head > 0 && (is_inside (text[delta.head]) || is_inside (other[delta.head])))
    delta.head--;
  while (delta.tail < shorter - delta.head && text[length - delta.tail - 1] == other[other_length - delta.tail - 1])
    delta.tail++;
  while (delta.tail > 0 && is_inside (text[length - delta.tail]))
    delta.tail--;
  *middle = g_strndup (text + delta.head, length - delta.head - delta.tail);
  return delta;
}

char *
galley_text_delta_apply (const GalleyTextDelta *delta,
                         const char            *middle,
                         const char            *other)
{
  gsize length;
  gsize middle_length;
  char *text;

  g_return_val_if_fail (delta != NULL && middle != NULL && other != NULL, NULL);

  length = strlen (other);
  if (delta->head > length || delta->tail > length - delta->head)
    return NULL;
  middle_length = strlen (middle);
  text = g_malloc (delta->head + middle_length + delta->tail + 1);
  memcpy (text, other, delta->head);
  memcpy (text + delta->head, middle, middle_length);
  memcpy (text + delta->head + middle_length, other + length - delta->tail, delta->tail);
  text[delta->head + middle_length + delta->tail] = '\0';
  return text;
}
