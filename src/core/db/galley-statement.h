/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A prepared statement on loan from its database's cache: get one, bind, step, read, give it back.
 *
 *   g_autoptr (GalleyStatement) statement = galley_statement_get (database, "SELECT a FROM t WHERE b = ?1");
 *   galley_statement_bind_text (statement, 1, b);
 *   while (galley_statement_step (statement, &error))
 *     use (galley_statement_get_text (statement, 0));
 *   if (error != NULL) …
 *
 * The SQL must be a constant: the cache is keyed by its address. Bind indexes start at 1, columns at 0, as SQLite's. */
#pragma once

#include "core/db/galley-database.h"

G_BEGIN_DECLS

typedef struct _GalleyStatement GalleyStatement;

/* Never NULL: a failed preparation is reported by the first step. */
GalleyStatement *galley_statement_get (GalleyDatabase *database,
                                       const char     *sql);
/* Resets it, clears its bindings and returns it to the cache. */
void galley_statement_release (GalleyStatement *self);

/* NULL binds NULL. Texts and blobs are copied. */
void galley_statement_bind_text (GalleyStatement *self,
                                 int              index,
                                 const char      *value);
/* As bind_text (), without a copy, for what is written thousands of times: @value has to stay as it is for as long as the
 * statement is stepped. */
void galley_statement_lend_text (GalleyStatement *self,
                                 int              index,
                                 const char      *value);
void galley_statement_bind_bytes (GalleyStatement *self,
                                  int              index,
                                  GBytes          *value);
void galley_statement_bind_integer (GalleyStatement *self,
                                    int              index,
                                    gint64           value);
void galley_statement_bind_null (GalleyStatement *self,
                                 int              index);

/* TRUE: a row stands ready. FALSE without error: done. */
gboolean galley_statement_step (GalleyStatement *self,
                                GError         **error);

/* Steps a statement that gives no rows to its end, and resets it. TRUE on success. */
gboolean galley_statement_run (GalleyStatement *self,
                               GError         **error);

/* Valid until the next step or release. */
const char *galley_statement_get_text (GalleyStatement *self,
                                       int              column);
gint64 galley_statement_get_integer (GalleyStatement *self,
                                     int              column);
gboolean galley_statement_is_null (GalleyStatement *self,
                                   int              column);
/* (transfer full) (nullable) */
char *galley_statement_dup_text (GalleyStatement *self,
                                 int              column);
GBytes *galley_statement_dup_bytes (GalleyStatement *self,
                                    int              column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyStatement, galley_statement_release)

G_END_DECLS
