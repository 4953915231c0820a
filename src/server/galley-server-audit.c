/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-server-audit.h"

#include "core/base/galley-clock.h"
#include "core/db/galley-statement.h"

gboolean
galley_server_audit_add (GalleyDatabase   *database,
                         const char       *article,
                         const GalleyUser *user,
                         const char       *action,
                         const char       *content_hash,
                         const char       *comment,
                         gint64            now,
                         GError          **error)
{
  static const char sql[] = "INSERT INTO audit (article, time, user, user_name, action, content_hash, comment)"
                            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  galley_statement_bind_text (statement, 1, article);
  galley_statement_bind_integer (statement, 2, now);
  galley_statement_bind_text (statement, 3, user->id);
  galley_statement_bind_text (statement, 4, user->name);
  galley_statement_bind_text (statement, 5, action);
  galley_statement_bind_text (statement, 6, content_hash);
  galley_statement_bind_text (statement, 7, comment != NULL ? comment : "");
  return galley_statement_run (statement, error);
}

JsonArray *
galley_server_audit_list (GalleyDatabase *database,
                          const char     *article,
                          GError        **error)
{
  static const char sql[] = "SELECT time, user, user_name, action, content_hash, comment FROM audit"
                            " WHERE article = ?1 ORDER BY number";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);
  g_autoptr (JsonArray) entries = json_array_new ();
  g_autoptr (GError) step_error = NULL;

  galley_statement_bind_text (statement, 1, article);
  while (galley_statement_step (statement, &step_error))
    {
      g_autofree char *time = galley_time_format (galley_statement_get_integer (statement, 0));
      JsonObject *entry = json_object_new ();

      json_object_set_string_member (entry, "time", time);
      json_object_set_string_member (entry, "user", galley_statement_get_text (statement, 1));
      json_object_set_string_member (entry, "user_name", galley_statement_get_text (statement, 2));
      json_object_set_string_member (entry, "action", galley_statement_get_text (statement, 3));
      json_object_set_string_member (entry, "content_hash", galley_statement_get_text (statement, 4));
      json_object_set_string_member (entry, "comment", galley_statement_get_text (statement, 5));
      json_array_add_object_element (entries, entry);
    }
  if (step_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&step_error));
      return NULL;
    }
  return g_steal_pointer (&entries);
}
