/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the store's tests share: a folder of their own, a clock that stands still, a store or a bare
 * connection, and revisions made of a headline and a body. */
#pragma once

#include "core/store/galley-store-articles.h"
#include "core/store/galley-store-outbox.h"
#include "core/store/galley-store.h"

G_BEGIN_DECLS

#define NOON G_GINT64_CONSTANT (1795507200000000)
#define ID_1 "0193a000-0000-7000-8000-000000000001"
#define ID_2 "0193a000-0000-7000-8000-000000000002"
#define ID_3 "0193a000-0000-7000-8000-000000000003"

typedef struct
{
  char *folder;
  GalleyClock *clock;
  GalleyStore *store;       /* store_fixture_set_up() */
  GalleyDatabase *database; /* table_fixture_set_up(): in memory, with a transaction open */
} Fixture;

void table_fixture_set_up (Fixture      *fixture,
                           gconstpointer data);
void table_fixture_tear_down (Fixture      *fixture,
                              gconstpointer data);
void store_fixture_set_up (Fixture      *fixture,
                           gconstpointer data);
void store_fixture_tear_down (Fixture      *fixture,
                              gconstpointer data);
/* Closes and opens again, as the next start does. */
void store_fixture_reopen (Fixture *fixture);

char *make_folder (void);
void remove_folder (const char *folder);
GBytes *read_database_file (const char *folder);
/* @n pages of the database's file from the one behind @first on, or all that there are. */
void damage_pages (Fixture *fixture,
                   gsize    first,
                   gsize    n);

GalleyRevision *make_revision (const char *id,
                               const char *headline,
                               const char *body);
/* As the server gives it, with that ETag. */
GalleyRevision *make_served (const char *id,
                             const char *headline,
                             const char *body,
                             const char *etag);
GalleyState *make_state (GalleyStatus status,
                         const char  *owner,
                         const char  *etag);

/* Plain functions over a connection that must succeed. */
gint64 save (GalleyDatabase *database,
             GalleyRevision *revision,
             gint64          now);
gint64 save_headline (GalleyDatabase *database,
                      const char     *id,
                      const char     *headline);
GalleyRecord *load (GalleyDatabase *database,
                    const char     *id);
gboolean pull (GalleyDatabase *database,
               GalleyRevision *theirs);
void assert_headline (GalleyRevision *revision,
                      const char     *headline);
void assert_outbox (GalleyDatabase *database,
                    const char     *expected);
gint64 query_integer (GalleyDatabase *database,
                      const char     *sql);

/* Jobs through the store, blocking, that must succeed. */
gint64 store_save (GalleyStore *store,
                   const char  *id,
                   const char  *headline);
char *store_get_headline (GalleyStore *store,
                          const char  *id);
void store_exec (GalleyStore *store,
                 const char  *sql);
gint64 store_query_integer (GalleyStore *store,
                            const char  *sql);
/* Save jobs for those that look at errors. */
gpointer save_headline_job (GalleyDatabase *database,
                            gpointer        input,
                            GError        **error);

/* Runs the main context until nothing is left to do. */
void drain_main_context (void);

/* Zeros over the root of that table in a closed store: all of it, where it is small. */
void empty_root (const char *folder,
                 const char *table);

G_END_DECLS
