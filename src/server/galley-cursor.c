/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-cursor.h"

#include <string.h>

char *
galley_cursor_format (const GalleyCursor *self,
                      const char         *epoch)
{
  g_return_val_if_fail (self != NULL && epoch != NULL, NULL);

  if (self->sequence >= self->floor)
    return g_strdup_printf ("%s.%" G_GINT64_FORMAT, epoch, self->sequence);
  return g_strdup_printf ("%s.%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, epoch, self->sequence, self->floor);
}

static gboolean
read_number (const char *text,
             gint64     *number)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &value, NULL))
    return FALSE;
  *number = (gint64) value;
  return TRUE;
}

GalleyCursorVerdict
galley_cursor_parse (GalleyCursor *self,
                     const char   *text,
                     const char   *epoch,
                     gint64        last,
                     gint64        floor)
{
  const char *dot;
  g_auto (GStrv) numbers = NULL;
  guint n_numbers;

  g_return_val_if_fail (self != NULL && text != NULL && epoch != NULL, GALLEY_CURSOR_MALFORMED);

  *self = (GalleyCursor){ 0 };
  dot = strchr (text, '.');
  if (dot == NULL || dot == text)
    return GALLEY_CURSOR_MALFORMED;
  numbers = g_strsplit (dot + 1, "-", 3);
  n_numbers = g_strv_length (numbers);
  if (n_numbers < 1 || n_numbers > 2 || !read_number (numbers[0], &self->sequence)
      || (n_numbers == 2 && !read_number (numbers[1], &self->floor)))
    return GALLEY_CURSOR_MALFORMED;
  for (const char *p = text; p < dot; p++)
    if (!g_ascii_isxdigit (*p))
      return GALLEY_CURSOR_MALFORMED;
  if (strlen (epoch) != (gsize) (dot - text) || strncmp (text, epoch, dot - text) != 0 || self->sequence > last
      || self->floor > last || MAX (self->sequence, self->floor) < floor)
    return GALLEY_CURSOR_UNKNOWN;
  return GALLEY_CURSOR_GOOD;
}
