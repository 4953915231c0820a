/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-server-users.h"

#include "core/base/galley-error.h"
#include "core/db/galley-statement.h"

#include <string.h>

static gboolean
id_is_valid (const char *id)
{
  gsize length = strlen (id);

  for (const char *p = id; *p != '\0'; p++)
    if (!g_ascii_islower (*p) && !g_ascii_isdigit (*p) && strchr ("-_.", *p) == NULL)
      return FALSE;
  return length > 0 && length <= 64;
}

static gboolean
line_is_valid (const char *text)
{
  return g_utf8_validate (text, -1, NULL) && strlen (text) <= 256 && strpbrk (text, "\r\n\t") == NULL;
}

static gboolean
check (const GalleyUser *user,
       GError          **error)
{
  if (!id_is_valid (user->id))
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID,
                   "\"%s\" cannot be a user's id: 1 to 64 of a-z, 0-9, \"-\", \"_\" and \".\"", user->id);
      return FALSE;
    }
  if (*user->name == '\0' || !line_is_valid (user->name) || !line_is_valid (user->department))
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID,
                   "%s: the name and the department are one line each, and the name is needed", user->id);
      return FALSE;
    }
  for (char **role = user->roles; *role != NULL; role++)
    if (!id_is_valid (*role))
      {
        g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "%s: \"%s\" cannot be a role", user->id, *role);
        return FALSE;
      }
  return TRUE;
}

gboolean
galley_server_users_add (GalleyDatabase   *database,
                         const GalleyUser *user,
                         const char       *password_hash,
                         GError          **error)
{
  static const char sql[] = "INSERT INTO users (id, name, department, roles, password) VALUES (?1, ?2, ?3, ?4, ?5)";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);
  g_autofree char *roles = g_strjoinv (" ", user->roles);

  if (!check (user, error))
    return FALSE;
  galley_statement_bind_text (statement, 1, user->id);
  galley_statement_bind_text (statement, 2, user->name);
  galley_statement_bind_text (statement, 3, user->department);
  galley_statement_bind_text (statement, 4, roles);
  galley_statement_bind_text (statement, 5, password_hash);
  if (galley_statement_run (statement, error))
    return TRUE;
  if (error != NULL && g_error_matches (*error, GALLEY_ERROR, GALLEY_ERROR_CONFLICT))
    {
      g_clear_error (error);
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_CONFLICT, "there is a user \"%s\" already", user->id);
    }
  return FALSE;
}

GalleyUser *
galley_server_users_load (GalleyDatabase *database,
                          const char     *id,
                          GError        **error)
{
  static const char sql[] = "SELECT id, name, department, roles FROM users WHERE id = ?1";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);
  g_auto (GStrv) roles = NULL;

  galley_statement_bind_text (statement, 1, id);
  if (!galley_statement_step (statement, error))
    return NULL;
  roles = g_strsplit (galley_statement_get_text (statement, 3), " ", -1);
  if (*roles != NULL && **roles == '\0')
    g_clear_pointer (&roles[0], g_free);
  return galley_user_new (galley_statement_get_text (statement, 0), galley_statement_get_text (statement, 1),
                          galley_statement_get_text (statement, 2), (const char *const *) roles);
}

char *
galley_server_users_dup_password (GalleyDatabase *database,
                                  const char     *id,
                                  GError        **error)
{
  static const char sql[] = "SELECT password FROM users WHERE id = ?1";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  galley_statement_bind_text (statement, 1, id);
  return galley_statement_step (statement, error) ? galley_statement_dup_text (statement, 0) : NULL;
}

gboolean
galley_server_users_change_password (GalleyDatabase *database,
                                     const char     *id,
                                     const char     *old_hash,
                                     const char     *new_hash,
                                     GError        **error)
{
  static const char sql[] = "UPDATE users SET password = ?3 WHERE id = ?1 AND password = ?2";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  galley_statement_bind_text (statement, 1, id);
  galley_statement_bind_text (statement, 2, old_hash);
  galley_statement_bind_text (statement, 3, new_hash);
  return galley_statement_run (statement, error) && galley_database_get_changes (database) == 1;
}
