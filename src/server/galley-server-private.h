/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the server's own files know of it. */
#pragma once

/* Included behind galley-server.h. */
#include "core/db/galley-database.h"
#include "server/galley-limiter.h"
#include "server/galley-metrics.h"
#include "server/galley-presence.h"
#include "server/galley-publisher.h"
#include "server/galley-whole-files.h"

G_BEGIN_DECLS

struct _GalleyServer
{
  char *folder;
  char *address; /* (nullable) of PostgreSQL */
  char *public_folder;
  char *media_folder;
  GalleyWholeFiles *whole_files; /* of @media_folder */
  int lock; /* descriptor */
  GalleyDatabase *database;
  GalleyDatabaseLog *log; /* (nullable) the database's, where batches are answered early */
  GalleyClock *clock;
  GalleyRandom *random;
  GalleyLimiter *limiter;
  GalleyMetrics *metrics;
  GalleyPresence *presence;
  char *epoch;
  char *decoy; /* the hash of no password: who does not exist takes as long to refuse */

  GalleyLayout *layout;
  char *layout_version;
  char *refused_layout; /* (nullable) the version that is named, but cannot be used */
  GBytes *layout_zip;
  GalleyPublisher *publisher;
  GalleyPurge *purge;
  gboolean has_left_jobs; /* the last run of the publisher failed */
  gint64 next_run;        /* boot time at which it is tried again */

  gint64 search_second; /* boot time, in seconds, in which */
  guint n_searches;     /* so many readers have searched */

  gint64 sequence;
  gint64 floor;       /* of the feed: galley-cursor.h */
  gint64 next_upkeep; /* boot time */
  gint64 next_end;    /* real time at which something in a slot has had its time; 0: nothing ever does */
};

/* One request on its way through a handler. */
typedef struct
{
  GalleyServer *server;
  const GalleyRequest *request;
  GalleyUser *user; /* NULL only in handlers of open routes */
  char *ids[2];     /* what the pattern's {…} stood for */
  gint64 now;       /* real time */
} GalleyCall;

GalleyWorkflow *galley_server_get_workflow (GalleyServer *self);

/* 500, and a line in the log. Takes @error. */
GalleyResponse *galley_server_fail (GalleyServer *self,
                                    GError       *error);

/* FALSE: what other servers have done could not be read. */
gboolean galley_server_take_note (GalleyServer *self,
                                  GError      **error);

/* Commits, takes note of the new sequence. */
gboolean galley_server_commit (GalleyServer *self,
                               GError      **error);
/* Forgets what has had its time: expired tokens, old batches, and tombstones in the feed. Where it is not yet time for
 * that again, nothing happens; what fails is logged and tried again. */
void galley_server_keep_up (GalleyServer *self);
/* Runs the publisher; what it cannot do is logged, kept and tried again. */
void galley_server_publish (GalleyServer *self);

/* The request's body as a JSON object; otherwise NULL and the answer to give: 400 or 413. */
JsonObject *galley_call_parse_body (GalleyCall      *call,
                                    gsize            limit,
                                    GalleyResponse **refusal);

G_END_DECLS
