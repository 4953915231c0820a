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

/* The day of the Gregorian calendar that is @days after 0001-01-01. Years begin in March here, so that the leap day ends
 * one, and are counted in spans of 400, which are all alike. */
static void
set_day (GalleySiteTime *time,
         gint64          days)
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

/* Without GDateTime, which allocates for each step: a page has some twenty dates, each of them twice. */
gboolean
galley_site_time_get (GTimeZone      *zone,
                      gint64          real_time,
                      GalleySiteTime *time)
{
  gint64 seconds = real_time / G_USEC_PER_SEC;
  int interval, offset, in_day;
  gint64 local;

  g_return_val_if_fail (zone != NULL && time != NULL, FALSE);

  interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, seconds);
  offset = interval >= 0 ? g_time_zone_get_offset (zone, interval) : 0;
  local = seconds + offset;
  in_day = (int) (((local % DAY) + DAY) % DAY);
  if (real_time == 0 || local < EARLIEST || local > LATEST)
    return FALSE;
  *time = (GalleySiteTime){ .hour = in_day / 3600, .minute = in_day / 60 % 60, .second = in_day % 60,
                            .offset = offset / 60 };
  set_day (time, (local - in_day) / DAY - EARLIEST / DAY);
  return TRUE;
}

static int
get_part (const GalleySiteTime *self,
          char                  part)
{
  switch (part)
    {
    case 'Y':
      return self->year;
    case 'm':
      return self->month;
    case 'd':
      return self->day;
    case 'H':
      return self->hour;
    case 'M':
      return self->minute;
    default:
      return self->second;
    }
}

char *
galley_site_time_write (const GalleySiteTime *self,
                        const char           *format,
                        char                 *out)
{
  g_return_val_if_fail (self != NULL && format != NULL && out != NULL, NULL);

  for (const char *p = format; *p != '\0'; p++)
    {
      gboolean is_padded = TRUE;

      if (*p != '%' || p[1] == '\0')
        {
          *out++ = *p;
          continue;
        }
      p++;
      if (*p == '-' && p[1] != '\0')
        {
          is_padded = FALSE;
          p++;
        }
      if (*p == '%')
        *out++ = '%';
      else
        out = write_number (out, get_part (self, *p), *p != 'Y' && is_padded);
    }
  *out = '\0';
  return out;
}

char *
galley_site_date_format (GTimeZone  *zone,
                         gint64      real_time,
                         const char *format)
{
  char *text = g_malloc (2 * strlen (format) + 1);
  GalleySiteTime time;

  *text = '\0';
  if (galley_site_time_get (zone, real_time, &time))
    galley_site_time_write (&time, format, text);
  return text;
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
galley_site_time_write_iso (const GalleySiteTime *self,
                            char                  out[GALLEY_SITE_TIME_ISO_BYTES])
{
  char *end;

  g_return_val_if_fail (self != NULL && out != NULL, NULL);

  end = write_part (out, self->year, '-');
  end = write_part (end, self->month, '-');
  end = write_part (end, self->day, 'T');
  end = write_part (end, self->hour, ':');
  end = write_part (end, self->minute, ':');
  end = write_part (end, self->second, self->offset < 0 ? '-' : '+');
  end = write_part (end, ABS (self->offset) / 60, ':');
  end = write_number (end, ABS (self->offset) % 60, TRUE);
  *end = '\0';
  return end;
}

char *
galley_site_date_to_iso (GTimeZone *zone,
                         gint64     real_time)
{
  char iso[GALLEY_SITE_TIME_ISO_BYTES] = "";
  GalleySiteTime time;

  if (galley_site_time_get (zone, real_time, &time))
    galley_site_time_write_iso (&time, iso);
  return g_strdup (iso);
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
