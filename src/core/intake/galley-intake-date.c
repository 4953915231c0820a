/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates as newsrooms print them: one pattern, and the calendar's word on what it finds. */
#include "core/intake/galley-intake-date.h"

#define CHINESE_ZONE "+08:00"

/* Year, month, day; hour, minute, second; zone. */
static const char pattern[] =
    "(?<![0-9])([0-9]{4})\\s*(?:([-/.])([0-9]{1,2})\\2([0-9]{1,2})(?![0-9])|年\\s*([0-9]{1,2})\\s*月\\s*([0-9]{1,2})\\s*日)"
    "(?:[\\s　T]*([0-9]{1,2})[:：]([0-9]{2})(?:[:：]([0-9]{2})(?:\\.[0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2})?(?![0-9]))?";

static GRegex *
get_regex (void)
{
  static gsize regex;

  if (g_once_init_enter (&regex))
    g_once_init_leave (&regex, (gsize) g_regex_new (pattern, G_REGEX_OPTIMIZE, 0, NULL));
  return (GRegex *) regex;
}

static guint
fetch_number (GMatchInfo *match,
              int         group)
{
  g_autofree char *text = g_match_info_fetch (match, group);

  return text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : 0;
}

static char *
format_match (GMatchInfo *match)
{
  guint year = fetch_number (match, 1);
  guint month = fetch_number (match, 3) + fetch_number (match, 5);
  guint day = fetch_number (match, 4) + fetch_number (match, 6);
  guint hour = fetch_number (match, 7);
  guint minute = fetch_number (match, 8);
  guint second = fetch_number (match, 9);
  g_autofree char *zone = g_match_info_fetch (match, 10);

  if (year == 0 || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year) || hour > 23 ||
      minute > 59 || second > 59)
    return NULL;
  return g_strdup_printf ("%04u-%02u-%02uT%02u:%02u:%02u%s", year, month, day, hour, minute, second,
                          zone != NULL && *zone != '\0' ? zone : CHINESE_ZONE);
}

char *
galley_intake_find_date (const char *text,
                         gsize      *start,
                         gsize      *end)
{
  g_autoptr (GMatchInfo) match = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  for (g_regex_match (get_regex (), text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *date = format_match (match);
      int from;
      int to;

      if (date == NULL)
        continue;
      g_match_info_fetch_pos (match, 0, &from, &to);
      *start = (gsize) from;
      *end = (gsize) to;
      return g_steal_pointer (&date);
    }
  return NULL;
}
