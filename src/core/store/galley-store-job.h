/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a job of the store is, and what it may tell. The functions of the tables are written against this and a
 * connection, and know nothing of the thread that runs them. */
#pragma once

#include "core/db/galley-database.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  GALLEY_LANE_SAVE,       /* what was typed */
  GALLEY_LANE_PERSON,     /* what somebody waits for */
  GALLEY_LANE_BACKGROUND, /* the rest */
  GALLEY_LANE_SERVED,     /* what the server has, and tells again if this computer forgets it */
  GALLEY_LANE_COPY,       /* copies of the whole, behind the rest: in no transaction */
} GalleyLane;
#define GALLEY_N_LANES (GALLEY_LANE_COPY + 1)

/* Returns the result, or NULL with @error set; NULL without error is a good answer too. Runs on the store's thread. */
typedef gpointer (*GalleyStoreJob) (GalleyDatabase *database,
                                    gpointer        input,
                                    GError        **error);

/* Who changed an article: a person at this computer, or a pull, merge or acknowledgement. */
typedef enum
{
  GALLEY_STORE_ORIGIN_LOCAL,
  GALLEY_STORE_ORIGIN_SYNC,
} GalleyStoreOrigin;

/* Announces a change once the job's transaction has been committed. Over a connection that no store runs a job on,
 * nobody is told. */
void galley_store_announce_article (GalleyDatabase    *database,
                                    const char        *id,
                                    GalleyStoreOrigin  origin);
void galley_store_announce_outbox (GalleyDatabase *database);
void galley_store_announce_list (GalleyDatabase *database,
                                 const char     *list);
/* @has_arrived: its file is here now; else something is known of it that was not known before. */
void galley_store_announce_media (GalleyDatabase *database,
                                  const char     *hash,
                                  gboolean        has_arrived);

G_END_DECLS
