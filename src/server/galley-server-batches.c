/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-server-batches.h"

#include "core/db/galley-statement.h"

#include <string.h>

#define KEPT ((gint64) GALLEY_BATCH_DAYS * 24 * 60 * 60 * G_USEC_PER_SEC)

gboolean
galley_server_batches_find (GalleyDatabase *database,
                            const char     *id,
                            const char     *user,
                            const char     *hash,
                            gboolean       *is_same,
                            char          **answer,
                            GError        **error)
{
  static const char sql[] = "SELECT user, hash, answer FROM batches WHERE id = ?1";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  galley_statement_bind_text (statement, 1, id);
  if (!galley_statement_step (statement, error))
    return FALSE;
  *is_same = strcmp (galley_statement_get_text (statement, 0), user) == 0
             && strcmp (galley_statement_get_text (statement, 1), hash) == 0;
  *answer = *is_same ? galley_statement_dup_text (statement, 2) : NULL;
  return TRUE;
}

gboolean
galley_server_batches_add (GalleyDatabase *database,
                           const char     *id,
                           const char     *user,
                           const char     *hash,
                           gint64          now,
                           const char     *answer,
                           GError        **error)
{
  static const char sql[] = "INSERT INTO batches (id, user, hash, time, answer) VALUES (?1, ?2, ?3, ?4, ?5)";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  galley_statement_bind_text (statement, 1, id);
  galley_statement_bind_text (statement, 2, user);
  galley_statement_bind_text (statement, 3, hash);
  galley_statement_bind_integer (statement, 4, now);
  galley_statement_bind_text (statement, 5, answer);
  return galley_statement_run (statement, error);
}

gboolean
galley_server_batches_forget_old (GalleyDatabase *database,
                                  gint64          now,
                                  GError        **error)
{
  static const char sql[] = "DELETE FROM batches WHERE time < ?1";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  galley_statement_bind_integer (statement, 1, now - KEPT);
  return galley_statement_run (statement, error);
}
