/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-site-date.h"

#include <string.h>

#define DAY (24 * 60 * 60)
/* 0001-01-01T00:00:00 and 9999-12-31T23:59:59, in seconds. */
#define EARLIEST G_GINT64_CONSTANT (-62135596800)
#define LATEST G_GINT64_CONSTANT (253402300799)
#define DAYS_OF_400_YEARS 146097
/* From 0000-03-01. */
#define DAYS_BEFORE_YEAR_1 306
/* As many as an int has. */
#define MAX_DIGITS 10

/* A number of at least two digits where it @is_padded, of at most MAX_DIGITS: where it ends. Written here because printf is
 * most of what a date would cost. */
static inline char *
write_number (char    *out,
              int      value,
              gboolean is_padded)
{
  char digits[MAX_DIGITS];
  guint n = sizeof digits;

  if (value < 100 && (is_padded || value >= 10))
    {
      out[0] = (char) ('0' + value / 10);
      out[1] = (char) ('0' + value % 10);
      return out + 2;
    }

  do
    digits[--n] = (char) ('0' + value % 10);
  while ((value /= 10) > 0);
  if (is_padded && n == sizeof digits - 1)
    digits[--n] = '0';
  memcpy (out, digits + n, sizeof digits - n);
  return out + sizeof digits - n;
}

/* A moment by the clock of a zone. */
typedef struct
{
  int year, month, day, hour, minute, second;
  int offset; /* of the zone, minutes */
} LocalTime;

/* The day of the Gregorian calendar that is @days after 0001-01-01. Years begin in March here, so that the leap day ends
 * one, and are counted in spans of 400, which are all alike. */
static void
set_day (LocalTime *time,
         gint64     days)
{
  gint64 since = days + DAYS_BEFORE_YEAR_1;
  int in_span = (int) (since % DAYS_OF_400_YEARS);
  int year = (in_span - in_span / 1460 + in_span / 36524 - in_span / (DAYS_OF_400_YEARS - 1)) / 365;
  int in_year = in_span - (365 * year + year / 4 - year / 100);
  int month = (5 * in_year + 2) / 153;

  time->day = in_year - (153 * month + 2) / 5 + 1;
  time->month = month < 10 ? month + 3 : month - 9;
  time->year = (int) (since / DAYS_OF_400_YEARS) * 400 + year + (time->month <= 2 ? 1 : 0);
}

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

  if (local < EARLIEST || local > LATEST)
    return FALSE;
  *time = (LocalTime){ .hour = in_day / 3600, .minute = in_day / 60 % 60, .second = in_day % 60, .offset = offset / 60 };
  set_day (time, (local - in_day) / DAY - EARLIEST / DAY);
  return TRUE;
}

static void
append_part (GString         *out,
             const LocalTime *time,
             char             part,
             gboolean         is_padded)
{
  char digits[MAX_DIGITS];
  int value = part == 'Y'   ? time->year
              : part == 'm' ? time->month
              : part == 'd' ? time->day
              : part == 'H' ? time->hour
              : part == 'M' ? time->minute
                            : time->second;

  g_string_append_len (out, digits, write_number (digits, value, part != 'Y' && is_padded) - digits);
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
  GString *out = g_string_sized_new (32);
  LocalTime time;

  if (real_time != 0 && get_local_time (zone, real_time, &time))
    append_time (out, &time, format);
  return g_string_free (out, FALSE);
}

/* A number and what stands behind it. */
static char *
write_part (char *out,
            int   value,
            char  behind)
{
  out = write_number (out, value, TRUE);
  *out = behind;
  return out + 1;
}

char *
galley_site_date_to_iso (GTimeZone *zone,
                         gint64     real_time)
{
  char iso[8 * (MAX_DIGITS + 1)];
  char *end;
  LocalTime time;

  if (real_time == 0 || !get_local_time (zone, real_time, &time))
    return g_strdup ("");
  end = write_part (iso, time.year, '-');
  end = write_part (end, time.month, '-');
  end = write_part (end, time.day, 'T');
  end = write_part (end, time.hour, ':');
  end = write_part (end, time.minute, ':');
  end = write_part (end, time.second, time.offset < 0 ? '-' : '+');
  end = write_part (end, ABS (time.offset) / 60, ':');
  end = write_number (end, ABS (time.offset) % 60, TRUE);
  return g_strndup (iso, end - iso);
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
