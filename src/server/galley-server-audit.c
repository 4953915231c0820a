/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-server-audit.h"

#include "core/base/galley-clock.h"
#include "core/db/galley-statement.h"

/* The last entry's hash, or the zeros. */
static char *
dup_last_chain (GalleyDatabase *database,
                GError        **error)
{
  static const char sql[] = "SELECT chain FROM audit ORDER BY number DESC LIMIT 1";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);
  GError *step_error = NULL;

  if (galley_statement_step (statement, &step_error))
    return galley_statement_dup_text (statement, 0);
  if (step_error == NULL)
    return g_strdup (GALLEY_AUDIT_ZEROS);
  g_propagate_error (error, step_error);
  return NULL;
}

static gboolean
add (GalleyDatabase   *database,
     GalleyAuditEntry *entry,
     gint64           *number,
     GError          **error)
{
#define INSERT                                                                                 \
  "INSERT INTO audit (article, time, user, user_name, action, content_hash, comment, chain)" \
  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
  static const char sql[] = INSERT;
  static const char sql_returning[] = INSERT " RETURNING number";
#undef INSERT
  /* SQLite says the number anyway, and would put what is returned into a table of its own first. */
  gboolean is_sqlite = galley_database_get_driver (database) == NULL;
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, is_sqlite ? sql : sql_returning);
  g_autofree char *last = dup_last_chain (database, error);
  g_autofree char *chain = NULL;

  if (last == NULL)
    return FALSE;
  chain = galley_audit_entry_make_chain (entry, last);
  galley_statement_lend_text (statement, 1, entry->article);
  galley_statement_bind_integer (statement, 2, entry->time);
  galley_statement_lend_text (statement, 3, entry->user);
  galley_statement_lend_text (statement, 4, entry->user_name);
  galley_statement_lend_text (statement, 5, entry->action);
  galley_statement_lend_text (statement, 6, entry->content_hash);
  galley_statement_lend_text (statement, 7, entry->comment);
  galley_statement_lend_text (statement, 8, chain);
  if (!is_sqlite && !galley_statement_step (statement, error))
    return FALSE;
  if (number != NULL && !is_sqlite)
    *number = galley_statement_get_integer (statement, 0);
  if (!galley_statement_run (statement, error))
    return FALSE;
  if (number != NULL && is_sqlite)
    *number = galley_database_get_last_row_id (database);
  return TRUE;
}

gboolean
galley_server_audit_add (GalleyDatabase   *database,
                         const char       *article,
                         const GalleyUser *user,
                         const char       *action,
                         const char       *content_hash,
                         const char       *comment,
                         gint64            now,
                         gint64           *number,
                         GError          **error)
{
  GalleyAuditEntry entry = {
    .time = now,
    .article = article,
    .user = user->id,
    .user_name = user->name,
    .action = action,
    .content_hash = content_hash,
    .comment = comment != NULL ? comment : "",
  };

  return add (database, &entry, number, error);
}

gboolean
galley_server_audit_add_keeper (GalleyDatabase *database,
                                const char     *action,
                                const char     *comment,
                                gint64          now,
                                GError        **error)
{
  g_autofree char *name = g_utf8_make_valid (g_get_user_name (), -1);
  GalleyAuditEntry entry = {
    .time = now,
    .article = "",
    .user = GALLEY_AUDIT_KEEPER,
    .user_name = name,
    .action = action,
    .content_hash = "",
    .comment = comment,
  };

  return add (database, &entry, NULL, error);
}

static void
read_entry (GalleyStatement  *statement,
            GalleyAuditEntry *entry)
{
  entry->number = galley_statement_get_integer (statement, 0);
  entry->time = galley_statement_get_integer (statement, 1);
  entry->article = galley_statement_get_text (statement, 2);
  entry->user = galley_statement_get_text (statement, 3);
  entry->user_name = galley_statement_get_text (statement, 4);
  entry->action = galley_statement_get_text (statement, 5);
  entry->content_hash = galley_statement_get_text (statement, 6);
  entry->comment = galley_statement_get_text (statement, 7);
  entry->chain = galley_statement_get_text (statement, 8);
}

gboolean
galley_server_audit_foreach (GalleyDatabase *database,
                             gint64          since,
                             const char     *article,
                             GalleyAuditFunc function,
                             gpointer        data,
                             GError        **error)
{
  static const char all_sql[] = "SELECT number, time, article, user, user_name, action, content_hash, comment, chain"
                                " FROM audit WHERE time >= ?1 ORDER BY number";
  static const char article_sql[] =
    "SELECT number, time, article, user, user_name, action, content_hash, comment, chain"
    " FROM audit WHERE time >= ?1 AND article = ?2 ORDER BY number";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, article != NULL ? article_sql : all_sql);
  GError *step_error = NULL;

  galley_statement_bind_integer (statement, 1, since);
  if (article != NULL)
    galley_statement_bind_text (statement, 2, article);
  while (galley_statement_step (statement, &step_error))
    {
      GalleyAuditEntry entry;

      read_entry (statement, &entry);
      if (!function (&entry, data, error))
        return FALSE;
    }
  if (step_error == NULL)
    return TRUE;
  g_propagate_error (error, step_error);
  return FALSE;
}

static gboolean
add_to_list (const GalleyAuditEntry *entry,
             gpointer                data,
             GError                **error)
{
  g_autofree char *time = galley_time_format (entry->time);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "time", time);
  json_object_set_string_member (object, "user", entry->user);
  json_object_set_string_member (object, "user_name", entry->user_name);
  json_object_set_string_member (object, "action", entry->action);
  json_object_set_string_member (object, "content_hash", entry->content_hash);
  json_object_set_string_member (object, "comment", entry->comment);
  json_array_add_object_element (data, object);
  return TRUE;
}

JsonArray *
galley_server_audit_list (GalleyDatabase *database,
                          const char     *article,
                          GError        **error)
{
  g_autoptr (JsonArray) entries = json_array_new ();

  if (!galley_server_audit_foreach (database, G_MININT64, article, add_to_list, entries, error))
    return NULL;
  return g_steal_pointer (&entries);
}
