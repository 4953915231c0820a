/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates as readers see them: in the site's zone, by the site's format, the same on every computer. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Date and time in @zone by a format of site.json (%Y %m %d %H %M %S, %-m %-d %-H, %%), or "" for 0; no locale takes
 * part. (transfer full) */
char *galley_site_date_format (GTimeZone  *zone,
                               gint64      real_time,
                               const char *format);
/* "2026-11-23T16:00:00+08:00" (transfer full) */
char *galley_site_date_to_iso (GTimeZone *zone,
                               gint64     real_time);
/* "Mon, 23 Nov 2026 16:00:00 +0800", as mail and RSS have it (RFC 5322), or "" for 0. (transfer full) */
char *galley_site_date_to_mail (GTimeZone *zone,
                                gint64     real_time);

G_END_DECLS
