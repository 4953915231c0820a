/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates as readers see them: in the site's zone, by the site's format, the same on every computer. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A moment by the clock of a zone, for who writes it more than once. */
typedef struct
{
  int year, month, day, hour, minute, second;
  int offset; /* of the zone, minutes */
} GalleySiteTime;

/* FALSE: 0, or none that four digits of a year can hold. */
gboolean galley_site_time_get (GTimeZone      *zone,
                               gint64          real_time,
                               GalleySiteTime *time);
/* By a format of site.json, as below. @out has room for twice the format; a NUL ends it, which is returned. */
char *galley_site_time_write (const GalleySiteTime *self,
                              const char           *format,
                              char                 *out);
/* "2026-11-23T16:00:00+08:00" */
#define GALLEY_SITE_TIME_ISO_BYTES 32
char *galley_site_time_write_iso (const GalleySiteTime *self,
                                  char                  out[GALLEY_SITE_TIME_ISO_BYTES]);

/* Date and time in @zone by a format of site.json (%Y %m %d %H %M %S, %-m %-d %-H, %%), or "" for 0; no locale takes
 * part. (transfer full) */
char *galley_site_date_format (GTimeZone  *zone,
                               gint64      real_time,
                               const char *format);
/* galley_site_time_write_iso(), or "". (transfer full) */
char *galley_site_date_to_iso (GTimeZone *zone,
                               gint64     real_time);
/* "Mon, 23 Nov 2026 16:00:00 +0800", as mail and RSS have it (RFC 5322), or "" for 0. (transfer full) */
char *galley_site_date_to_mail (GTimeZone *zone,
                                gint64     real_time);

G_END_DECLS
