/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-server-actions.h"

#include "core/db/galley-statement.h"

#include <string.h>

gboolean
galley_server_actions_find (GalleyDatabase *database,
                            const char     *id,
                            const char     *article,
                            const char     *user,
                            const char     *hash,
                            gboolean       *is_same,
                            char          **refusal,
                            GError        **error)
{
  static const char sql[] = "SELECT article, user, hash, refusal FROM actions WHERE id = ?1";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  galley_statement_bind_text (statement, 1, id);
  if (!galley_statement_step (statement, error))
    return FALSE;
  *is_same = strcmp (galley_statement_get_text (statement, 0), article) == 0
             && strcmp (galley_statement_get_text (statement, 1), user) == 0
             && strcmp (galley_statement_get_text (statement, 2), hash) == 0;
  *refusal = *is_same && *galley_statement_get_text (statement, 3) != '\0' ? galley_statement_dup_text (statement, 3) : NULL;
  return TRUE;
}

gboolean
galley_server_actions_add (GalleyDatabase *database,
                           const char     *id,
                           const char     *article,
                           const char     *user,
                           const char     *hash,
                           const char     *refusal,
                           gint64          now,
                           GError        **error)
{
  static const char sql[] =
    "INSERT INTO actions (id, article, user, hash, time, refusal) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  galley_statement_bind_text (statement, 1, id);
  galley_statement_bind_text (statement, 2, article);
  galley_statement_bind_text (statement, 3, user);
  galley_statement_bind_text (statement, 4, hash);
  galley_statement_bind_integer (statement, 5, now);
  galley_statement_bind_text (statement, 6, refusal != NULL ? refusal : "");
  return galley_statement_run (statement, error);
}
