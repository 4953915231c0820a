/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A bad line: a TCP proxy in front of a server, which a test breaks and mends. It runs on threads of its own, so that
 * blocking calls may go through it. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  LINE_GOOD,
  LINE_LOSES_ANSWERS, /* the request arrives, its answer is cut off before the first byte */
  LINE_CUTS_ANSWERS,  /* and in the middle of it */
  LINE_HANGS,         /* the connection stands, and nothing moves */
  LINE_REFUSES,       /* closed at once, also what stands */
  LINE_STALLS,        /* behind LINE_STALLS_AT bytes of a connection nothing moves, until it is mended */
} LineMode;

#define LINE_STALLS_AT (1024 * 1024)

typedef struct _Line Line;

/* To @port of loopback. */
Line *line_new (guint port);
void line_free (Line *self);
/* "http://127.0.0.1:PORT"; lent. */
const char *line_get_address (Line *self);
/* Also for the connections that stand. */
void line_set_mode (Line     *self,
                    LineMode mode);
/* How often it broke something since it was made. */
guint line_get_n_broken (Line *self);

G_END_DECLS
