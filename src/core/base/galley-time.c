/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Real time as text: the one form of RFC 3339 that Galley writes, and the only one that it reads. */
#include "core/base/galley-clock.h"

#include <string.h>

/* 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z in seconds: the years that four digits and GDateTime can hold. */
#define EARLIEST G_GINT64_CONSTANT (-62135596800)
#define LATEST G_GINT64_CONSTANT (253402300799)

/* Of @n_digits decimal digits. */
static int
read_digits (const char *text,
             int         n_digits)
{
  int value = 0;

  for (int i = 0; i < n_digits; i++)
    value = value * 10 + (text[i] - '0');
  return value;
}

#define FORM "0000-00-00T00:00:00.000Z"
#define FORM_BYTES (sizeof FORM - 1)

/* Whether @text, of as many bytes, has a digit wherever the form has one, and elsewhere what stands there. */
static gboolean
has_form (const char *text)
{
  static const char form[] = FORM;
  static const guint8 above[] = "\11\11\11\11\0\11\11\0\11\11\0\11\11\0\11\11\0\11\11\0\11\11\11";
  guint8 n_wrong = 0;

  G_STATIC_ASSERT (sizeof above == FORM_BYTES);
  /* Without a way out, which the compiler makes a few instructions of. */
  for (gsize i = 0; i < FORM_BYTES; i++)
    n_wrong |= (guint8) (text[i] - form[i]) > above[i];
  return n_wrong == 0;
}

char *
galley_time_format (gint64 real_time)
{
  gint64 seconds = real_time / G_USEC_PER_SEC;
  int milliseconds = (int) (real_time % G_USEC_PER_SEC / 1000);
  g_autoptr (GDateTime) when = NULL;

  if (real_time % G_USEC_PER_SEC < 0)
    {
      seconds--;
      milliseconds = (int) ((real_time % G_USEC_PER_SEC + G_USEC_PER_SEC) / 1000);
    }
  when = g_date_time_new_from_unix_utc (CLAMP (seconds, EARLIEST, LATEST));
  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d.%03dZ",
                          g_date_time_get_year (when), g_date_time_get_month (when),
                          g_date_time_get_day_of_month (when), g_date_time_get_hour (when),
                          g_date_time_get_minute (when), g_date_time_get_second (when),
                          milliseconds);
}

/* From 1970-01-01 to that day of the Gregorian calendar. Years begin in March here, so that the leap day ends one. */
static gint64
count_days (int year,
            int month,
            int day)
{
  gint64 y = month > 2 ? year : year - 1;

  return 365 * y + y / 4 - y / 100 + y / 400 + (153 * ((month + 9) % 12) + 2) / 5 + day - 1 - 719468;
}

gboolean
galley_time_parse (const char *text,
                   gint64     *real_time)
{
  int year, month, day, hour, minute, second, millisecond;

  g_return_val_if_fail (real_time != NULL, FALSE);

  if (text == NULL || strlen (text) != FORM_BYTES || !has_form (text))
    return FALSE;

  year = read_digits (text, 4);
  month = read_digits (text + 5, 2);
  day = read_digits (text + 8, 2);
  hour = read_digits (text + 11, 2);
  minute = read_digits (text + 14, 2);
  second = read_digits (text + 17, 2);
  millisecond = read_digits (text + 20, 3);
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > g_date_get_days_in_month (month, (GDateYear) year)
      || hour > 23 || minute > 59 || second > 59)
    return FALSE;
  *real_time = (((count_days (year, month, day) * 24 + hour) * 60 + minute) * 60 + second) * G_USEC_PER_SEC
               + millisecond * 1000;
  return TRUE;
}
