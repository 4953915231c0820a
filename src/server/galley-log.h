/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The log of requests: a line each on stderr, in logfmt (name=value, a value with anything but plain characters in quotation
 * marks), which systemd's journal takes as it comes:
 *
 *   time=2026-11-23T08:00:00.000Z level=info request=12 method=PUT route=/api/v1/articles/{id}
 *   path=/api/v1/articles/019a… status=201 bytes=3122 us=843 user=xiaohe            (all in one line)
 *
 * Neither queries nor bodies nor headers are in it, and of a path that has other characters than the API's names only "?":
 * no line holds an article's text or a token. */
#pragma once

#include "server/galley-request.h"
#include "server/galley-response.h"

G_BEGIN_DECLS

typedef enum
{
  GALLEY_LOG_ERROR,   /* what the server could not do: 5xx */
  GALLEY_LOG_WARNING, /* and what it refused: 4xx */
  GALLEY_LOG_INFO,    /* and all else */
} GalleyLogLevel;

/* "error", "warning" or "info". FALSE: none of them. */
gboolean galley_log_level_from_name (const char     *name,
                                     GalleyLogLevel *level);

/* Of the process; GALLEY_LOG_INFO to begin with. */
void galley_log_set_level (GalleyLogLevel level);

/* The line without its end, whatever the level. @time: real time. (transfer full) */
char *galley_log_make_line (const GalleyRequest  *request,
                            const GalleyResponse *response,
                            gint64                time,
                            gint64                microseconds);
/* Writes it where the level asks for it. */
void galley_log_request (const GalleyRequest  *request,
                         const GalleyResponse *response,
                         gint64                microseconds);

G_END_DECLS
