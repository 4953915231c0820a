/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A real galley-server of one's own with the demo newsroom, as its own process on a free port of loopback. The program
 * is named by GALLEY_SERVER, the demo found under GALLEY_SOURCE_DIR. */
#pragma once

#include "core/sync/galley-transport.h"

G_BEGIN_DECLS

#define DEMO_REPORTER "xiaohe"
#define DEMO_EDITOR "chenyan"
#define DEMO_CHIEF "shenzhiyuan"
#define DEMO_PASSWORD "galley-demo"
#define DEMO_ARTICLES 30

typedef struct
{
  char *folder;
  char *address; /* while it runs */
  guint port;
  GSubprocess *process;
} LiveServer;

/* Made and started. */
LiveServer *live_server_new (void);
void live_server_free (LiveServer *self);
/* The same data at the same address. */
void live_server_start (LiveServer *self);
void live_server_stop (LiveServer *self);
/* Backs it up while it runs, into a file of its folder. */
void live_server_back_up (LiveServer *self);
/* What runs is ended, its data are lost, and a server of the backup comes back at the same address. */
void live_server_lose_and_restore (LiveServer *self);

/* Signs in at @address, the server's own or a proxy's. (transfer full) */
char *sign_in (const char *address,
               const char *user);
GalleyTransport *make_transport (const char *address,
                                 const char *user);
/* GET without a token; the status, and the body if it is asked for. */
guint fetch (const char *address,
             const char *path,
             char      **body);

G_END_DECLS
