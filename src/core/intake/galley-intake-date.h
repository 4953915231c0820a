/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates as newsrooms print them. Private to this folder. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The first date in @text, with a time where one follows: 2018/10/18, 2018-10-18 06:23, 2018.10.18, 2019年06月15日08:18,
 * 2018年10月18日 09:10:11, 2018-10-18T06:23:00+08:00. As RFC 3339, in Chinese time where no zone is printed; @start and
 * @end receive its bytes. NULL if there is none that exists in the calendar. (transfer full) (nullable) */
char *galley_intake_find_date (const char *text,
                               gsize      *start,
                               gsize      *end);

G_END_DECLS
