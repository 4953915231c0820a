/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server that answers what a test tells it to, however odd, on a thread of its own. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _OddServer OddServer;

OddServer *odd_server_new (void);
void odd_server_free (OddServer *self);
const char *odd_server_get_address (OddServer *self);
/* What requests whose path begins with @path get; the last that fits counts. @header: "Name: value" or NULL. */
void odd_server_set_answer (OddServer  *self,
                            const char *path,
                            guint       status,
                            const char *type,
                            const char *body,
                            const char *header);
/* How many requests, "METHOD /path" as they came. (transfer full) */
char *odd_server_dup_log (OddServer *self);

G_END_DECLS
