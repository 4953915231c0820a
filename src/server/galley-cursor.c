/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-cursor.h"

#include <string.h>

char *
galley_cursor_format (const char *epoch,
                      gint64      sequence)
{
  return g_strdup_printf ("%s.%" G_GINT64_FORMAT, epoch, sequence);
}

GalleyCursorVerdict
galley_cursor_parse (const char *text,
                     const char *epoch,
                     gint64      last,
                     gint64     *sequence)
{
  const char *dot;
  guint64 number;

  g_return_val_if_fail (text != NULL && epoch != NULL && sequence != NULL, GALLEY_CURSOR_MALFORMED);

  dot = strchr (text, '.');
  if (dot == NULL || dot == text || !g_ascii_string_to_unsigned (dot + 1, 10, 0, G_MAXINT64, &number, NULL))
    return GALLEY_CURSOR_MALFORMED;
  for (const char *p = text; p < dot; p++)
    if (!g_ascii_isxdigit (*p))
      return GALLEY_CURSOR_MALFORMED;
  if (strlen (epoch) != (gsize) (dot - text) || strncmp (text, epoch, dot - text) != 0 || (gint64) number > last)
    return GALLEY_CURSOR_UNKNOWN;
  *sequence = (gint64) number;
  return GALLEY_CURSOR_GOOD;
}
