/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One connection to one SQLite file. It belongs to the thread that opened it; every function asserts that.
 *
 * Opened hardened: WAL, synchronous=FULL, foreign keys, DEFENSIVE, trusted_schema off, cell_size_check, no mmap,
 * busy time-out 0 (one process holds the lock, one connection writes). Errors are GALLEY_ERROR with SQLite's own
 * words: FULL, READ_ONLY, CORRUPT (SQLITE_CORRUPT, NOTADB), BUSY (an interrupted statement, too), CONFLICT
 * (SQLITE_CONSTRAINT), TOO_LARGE, NOT_FOUND (a file only to be looked at that is not there), FAILED. */
#pragma once

#include "core/base/galley-error.h"

#include <sqlite3.h>

G_BEGIN_DECLS

typedef struct _GalleyDatabase GalleyDatabase;
typedef struct _GalleyDatabaseDriver GalleyDatabaseDriver; /* galley-database-driver.h */
typedef struct _GalleyDatabaseLog GalleyDatabaseLog;       /* galley-database-log.h */

typedef enum
{
  GALLEY_DATABASE_NONE = 0,
  GALLEY_DATABASE_READ_ONLY = 1 << 0, /* look only: no lock is taken, nothing is made */
  GALLEY_DATABASE_EXCLUSIVE = 1 << 1, /* locking_mode=EXCLUSIVE: for network file systems, where WAL's memory fails */
  GALLEY_DATABASE_TRUSTED = 1 << 2,   /* no quick_check, which reads the whole file: the caller knows that it is sound */
  GALLEY_DATABASE_DEFERRED = 1 << 3,  /* its log is its owner's care: galley-database-log.h */
} GalleyDatabaseFlags;

/* One step of a schema: SQL text, run once, in order, each with its number kept in user_version. Append-only. */
typedef struct
{
  int version; /* 1, 2, 3, … without gaps */
  const char *sql;
} GalleyMigration;

/* Opens or makes the file and runs quick_check (but TRUSTED). @path may be ":memory:". Its folder must be there. */
GalleyDatabase *galley_database_open (const char          *path,
                                      GalleyDatabaseFlags  flags,
                                      GError             **error);
/* Another kind of database. Takes @connection, which the driver's close() ends. */
GalleyDatabase *galley_database_new_with_driver (const GalleyDatabaseDriver *driver,
                                                 gpointer                    connection);

/* (nullable) NULL: it is SQLite. */
const GalleyDatabaseDriver *galley_database_get_driver (GalleyDatabase *self);

/* Lent; NULL: nobody has asked for it, or it is not to be had. */
GalleyDatabaseLog *galley_database_get_log (GalleyDatabase *self);

/* Statements of it that are still in use are a programmer's error. */
void galley_database_close (GalleyDatabase *self);

/* Brings the schema to the last of @n_migrations, each step in a transaction of its own, with
 * foreign keys resting while it runs (so that it may rebuild a table) and checked before it is committed.
 * GALLEY_ERROR_TOO_NEW when the file's version is higher; nothing is changed then. */
gboolean galley_database_migrate (GalleyDatabase        *self,
                                  const GalleyMigration *migrations,
                                  guint                  n_migrations,
                                  GError               **error);

/* Whether a commit waits until it is on the disk, as it does after opening. Without, it still comes whole and behind the
 * commits before it, and is on the disk with the next one that waits. Not inside a transaction. */
gboolean galley_database_set_is_synced (GalleyDatabase *self,
                                        gboolean        is_synced,
                                        GError        **error);

gboolean galley_database_exec (GalleyDatabase *self,
                               const char     *sql,
                               GError        **error);

/* BEGIN IMMEDIATE; nesting is a programmer's error. A commit that fails has rolled back. Rollback never fails from the
 * caller's view, and does nothing where SQLite has already rolled back by itself. */
gboolean galley_database_begin (GalleyDatabase *self,
                                GError        **error);
gboolean galley_database_commit (GalleyDatabase *self,
                                 GError        **error);
void galley_database_rollback (GalleyDatabase *self);
gboolean galley_database_is_in_transaction (GalleyDatabase *self);

/* What is read between these two is of one moment, and cheaper for many statements; nothing is written there. With a driver
 * nothing changes. */
gboolean galley_database_begin_reading (GalleyDatabase *self,
                                        GError        **error);
void galley_database_end_reading (GalleyDatabase *self);

/* Between these two nobody else writes, so that what is read before a transaction still holds in it; they do not nest. Of
 * SQLite nothing is asked: a file has one server. What has been reserved is lost with the connection, and everything
 * fails until it is released. */
gboolean galley_database_reserve (GalleyDatabase *self,
                                  GError        **error);
void galley_database_release (GalleyDatabase *self);

gint64 galley_database_get_last_row_id (GalleyDatabase *self);
int galley_database_get_changes (GalleyDatabase *self);

/* The whole of PRAGMA integrity_check; GALLEY_ERROR_CORRUPT carries its first lines. */
gboolean galley_database_check (GalleyDatabase *self,
                                GError        **error);

/* Interrupts a running statement from any thread: its step fails with GALLEY_ERROR_BUSY. The caller sees to it that
 * the database is not closed meanwhile. */
void galley_database_interrupt (GalleyDatabase *self);

sqlite3 *galley_database_get_handle (GalleyDatabase *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyDatabase, galley_database_close)

G_END_DECLS
