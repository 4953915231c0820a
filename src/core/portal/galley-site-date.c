/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-site-date.h"

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

  g_string_append_printf (out, part != 'Y' && is_padded ? "%02d" : "%d", value);
}

static GDateTime *
make_time (GTimeZone *zone,
           gint64     real_time)
{
  g_autoptr (GDateTime) seconds = g_date_time_new_from_unix_utc (real_time / G_USEC_PER_SEC);

  return seconds != NULL ? g_date_time_to_timezone (seconds, zone) : NULL;
}

char *
galley_site_date_format (GTimeZone  *zone,
                         gint64      real_time,
                         const char *format)
{
  g_autoptr (GDateTime) time = make_time (zone, real_time);
  GString *out = g_string_new (NULL);

  for (const char *p = format; real_time != 0 && time != NULL && *p != '\0'; p++)
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
  return g_string_free (out, FALSE);
}

char *
galley_site_date_to_iso (GTimeZone *zone,
                         gint64     real_time)
{
  g_autoptr (GDateTime) time = make_time (zone, real_time);
  g_autofree char *text = galley_site_date_format (zone, real_time, "%Y-%m-%dT%H:%M:%S");
  int minutes = time != NULL ? g_date_time_get_utc_offset (time) / G_TIME_SPAN_MINUTE : 0;

  if (*text == '\0')
    return g_steal_pointer (&text);
  return g_strdup_printf ("%s%c%02d:%02d", text, minutes < 0 ? '-' : '+', ABS (minutes) / 60, ABS (minutes) % 60);
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
