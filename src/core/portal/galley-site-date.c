/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-site-date.h"

#define DAY (24 * 60 * 60)
/* 0001-01-01T00:00:00 and 9999-12-31T23:59:59, in seconds. */
#define EARLIEST G_GINT64_CONSTANT (-62135596800)
#define LATEST G_GINT64_CONSTANT (253402300799)

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

/* A moment by the clock of a zone. */
typedef struct
{
  int year, month, day, hour, minute, second;
  int offset; /* of the zone, minutes */
} LocalTime;

/* FALSE: it is none that four digits of a year can hold. Without GDateTime, which allocates for each step: a page has some
 * twenty dates, each of them twice. */
static gboolean
get_local_time (GTimeZone *zone,
                gint64     real_time,
                LocalTime *time)
{
  gint64 seconds = real_time / G_USEC_PER_SEC;
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, seconds);
  int offset = interval >= 0 ? g_time_zone_get_offset (zone, interval) : 0;
  gint64 local = seconds + offset;
  int in_day = (int) (((local % DAY) + DAY) % DAY);
  gint64 days;
  GDate date;

  if (local < EARLIEST || local > LATEST)
    return FALSE;
  days = (local - in_day) / DAY - EARLIEST / DAY + 1; /* GDate's first is 0001-01-01 */
  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) days);
  *time = (LocalTime){ g_date_get_year (&date), g_date_get_month (&date), g_date_get_day (&date),
                       in_day / 3600, in_day / 60 % 60, in_day % 60, offset / 60 };
  return TRUE;
}

static void
append_part (GString         *out,
             const LocalTime *time,
             char             part,
             gboolean         is_padded)
{
  int value = part == 'Y'   ? time->year
              : part == 'm' ? time->month
              : part == 'd' ? time->day
              : part == 'H' ? time->hour
              : part == 'M' ? time->minute
                            : time->second;

  append_number (out, value, part != 'Y' && is_padded);
}

static void
append_time (GString         *out,
             const LocalTime *time,
             const char      *format)
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
  GString *out = g_string_new (NULL);
  LocalTime time;

  if (real_time != 0 && get_local_time (zone, real_time, &time))
    append_time (out, &time, format);
  return g_string_free (out, FALSE);
}

char *
galley_site_date_to_iso (GTimeZone *zone,
                         gint64     real_time)
{
  GString *out = g_string_sized_new (32);
  LocalTime time;

  if (real_time == 0 || !get_local_time (zone, real_time, &time))
    return g_string_free (out, FALSE);
  append_time (out, &time, "%Y-%m-%dT%H:%M:%S");
  g_string_append_c (out, time.offset < 0 ? '-' : '+');
  append_number (out, ABS (time.offset) / 60, TRUE);
  g_string_append_c (out, ':');
  append_number (out, ABS (time.offset) % 60, TRUE);
  return g_string_free (out, FALSE);
}

static GDateTime *
make_time (GTimeZone *zone,
           gint64     real_time)
{
  g_autoptr (GDateTime) seconds = g_date_time_new_from_unix_utc (real_time / G_USEC_PER_SEC);

  return seconds != NULL ? g_date_time_to_timezone (seconds, zone) : NULL;
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
