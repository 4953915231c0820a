/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the connection and its statements know of each other. */
#pragma once

/* Included behind galley-database.h. */
#include "core/db/galley-database-driver.h"

G_BEGIN_DECLS

typedef struct _GalleyStatement GalleyStatement;
typedef struct _GalleyDatabaseCopy GalleyDatabaseCopy;

struct _GalleyDatabase
{
  const GalleyDatabaseDriver *driver; /* (nullable) NULL: SQLite, by handle */
  gpointer connection;                /* the driver's */
  sqlite3 *handle;                    /* NULL where there is a driver */
  GThread *thread;
  gboolean is_synced; /* its commits wait for the disk */
  GHashTable *shelves; /* address of SQL text -> GalleyStatementShelf */
  GPtrArray *on_loan; /* borrowed: GalleyStatement that somebody holds */
  GalleyDatabaseCopy *copy; /* (nullable) under way */
  GalleyDatabaseLog *log;   /* (nullable) */
};

/* Says in @error what the connection's last call came to, which returned @result. */
void galley_database_set_error (GalleyDatabase *self,
                                int             result,
                                GError        **error);

/* Ends a copy that is under way (galley-database-copy.h), if one is. */
void galley_database_copy_give_up (GalleyDatabase *self);

/* @database closes behind it. NULL: there is no log. */
GalleyDatabaseLog *galley_database_log_new (GalleyDatabase *database);
void galley_database_log_free (GalleyDatabaseLog *self);

/* Frees one SQL text's statements; none of them may be on loan any more. */
void galley_statement_shelf_free (gpointer shelf);

/* Cuts a statement that is still on loan from a database that is about to close. */
void galley_statement_orphan (GalleyStatement *self);

#define galley_database_assert_thread(self) g_assert ((self)->thread == g_thread_self ())

G_END_DECLS
