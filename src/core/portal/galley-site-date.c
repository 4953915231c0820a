/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-site-date.h"

/* A number of at least two digits where it @is_padded; written here because printf is most of what a date would cost. */
static void
append_number (GString *out,
               int      value,
               gboolean is_padded)
{
  char digits[16];
  guint n = sizeof digits;

  do
    digits[--n] = (char) ('0' + value % 10);
  while ((value /= 10) > 0);
  if (is_padded && n == sizeof digits - 1)
    digits[--n] = '0';
  g_string_append_len (out, digits + n, sizeof digits - n);
}

static void
append_part (GString   *out,
             GDateTime *time,
             char       part,
             gboolean   is_padded)
{
  int value = part == 'Y'   ? g_date_time_get_year (time)
              : part == 'm' ? g_date_time_get_month (time)
              : part == 'd' ? g_date_time_get_day_of_month (time)
              : part == 'H' ? g_date_time_get_hour (time)
              : part == 'M' ? g_date_time_get_minute (time)
                            : g_date_time_get_second (time);

  append_number (out, value, part != 'Y' && is_padded);
}

static GDateTime *
make_time (GTimeZone *zone,
           gint64     real_time)
{
  g_autoptr (GDateTime) seconds = g_date_time_new_from_unix_utc (real_time / G_USEC_PER_SEC);

  return seconds != NULL ? g_date_time_to_timezone (seconds, zone) : NULL;
}

static void
append_time (GString    *out,
             GDateTime  *time,
             const char *format)
{
  for (const char *p = format; *p != '\0'; p++)
    {
      gboolean is_padded = TRUE;

      if (*p != '%' || p[1] == '\0')
        {
          g_string_append_c (out, *p);
          continue;
        }
      p++;
      if (*p == '-' && p[1] != '\0')
        {
          is_padded = FALSE;
          p++;
        }
      if (*p == '%')
        g_string_append_c (out, '%');
      else
        append_part (out, time, *p, is_padded);
    }
}

char *
galley_site_date_format (GTimeZone  *zone,
                         gint64      real_time,
                         const char *format)
{
  g_autoptr (GDateTime) time = real_time != 0 ? make_time (zone, real_time) : NULL;
  GString *out = g_string_new (NULL);

  if (time != NULL)
    append_time (out, time, format);
  return g_string_free (out, FALSE);
}

char *
galley_site_date_to_iso (GTimeZone *zone,
                         gint64     real_time)
{
  g_autoptr (GDateTime) time = real_time != 0 ? make_time (zone, real_time) : NULL;
  GString *out = g_string_sized_new (32);
  int minutes;

  if (time == NULL)
    return g_string_free (out, FALSE);
  minutes = (int) (g_date_time_get_utc_offset (time) / G_TIME_SPAN_MINUTE);
  append_time (out, time, "%Y-%m-%dT%H:%M:%S");
  g_string_append_c (out, minutes < 0 ? '-' : '+');
  append_number (out, ABS (minutes) / 60, TRUE);
  g_string_append_c (out, ':');
  append_number (out, ABS (minutes) % 60, TRUE);
  return g_string_free (out, FALSE);
}

char *
galley_site_date_to_mail (GTimeZone *zone,
                          gint64     real_time)
{
  static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  g_autoptr (GDateTime) time = real_time != 0 ? make_time (zone, real_time) : NULL;
  int minutes;

  if (time == NULL)
    return g_strdup ("");
  minutes = g_date_time_get_utc_offset (time) / G_TIME_SPAN_MINUTE;
  return g_strdup_printf ("%s, %02d %s %d %02d:%02d:%02d %c%02d%02d", days[g_date_time_get_day_of_week (time) - 1],
                          g_date_time_get_day_of_month (time), months[g_date_time_get_month (time) - 1],
                          g_date_time_get_year (time), g_date_time_get_hour (time), g_date_time_get_minute (time),
                          g_date_time_get_second (time), minutes < 0 ? '-' : '+', ABS (minutes) / 60, ABS (minutes) % 60);
}
