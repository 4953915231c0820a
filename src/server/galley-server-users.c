/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-server-users.h"

#include "core/base/galley-error.h"
#include "core/db/galley-statement.h"

#include <glib/gi18n.h>
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
                   _ ("“%s” cannot be a user’s id: 1 to 64 of a-z, 0-9, “-”, “_” and “.”"), user->id);
      return FALSE;
    }
  if (*user->name == '\0' || !line_is_valid (user->name) || !line_is_valid (user->department))
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID,
                   _ ("%s: the name and the department are one line each, and the name is needed"), user->id);
      return FALSE;
    }
  for (char **role = user->roles; *role != NULL; role++)
    if (!id_is_valid (*role))
      {
        g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, _ ("%s: “%s” cannot be a role"), user->id, *role);
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
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_CONFLICT, _ ("there is a user “%s” already"), user->id);
    }
  return FALSE;
}

/* Columns: id, name, department, roles. (transfer full) */
static GalleyUser *
read_user (GalleyStatement *statement)
{
  g_auto (GStrv) roles = g_strsplit (galley_statement_get_text (statement, 3), " ", -1);

  if (*roles != NULL && **roles == '\0')
    g_clear_pointer (&roles[0], g_free);
  return galley_user_new (galley_statement_get_text (statement, 0), galley_statement_get_text (statement, 1),
                          galley_statement_get_text (statement, 2), (const char *const *) roles);
}

GalleyUser *
galley_server_users_load (GalleyDatabase *database,
                          const char     *id,
                          GError        **error)
{
  static const char sql[] = "SELECT id, name, department, roles FROM users WHERE id = ?1 AND is_disabled = 0";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  galley_statement_bind_text (statement, 1, id);
  return galley_statement_step (statement, error) ? read_user (statement) : NULL;
}

char *
galley_server_users_dup_password (GalleyDatabase *database,
                                  const char     *id,
                                  GError        **error)
{
  static const char sql[] = "SELECT password FROM users WHERE id = ?1 AND is_disabled = 0";
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

/* FALSE with NOT_FOUND where the statement that ran met nobody. */
static gboolean
was_somebody (GalleyDatabase *database,
              const char     *id,
              GError        **error)
{
  if (galley_database_get_changes (database) == 1)
    return TRUE;
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND, _ ("there is no user “%s”"), id);
  return FALSE;
}

gboolean
galley_server_users_set_password (GalleyDatabase *database,
                                  const char     *id,
                                  const char     *hash,
                                  GError        **error)
{
  static const char sql[] = "UPDATE users SET password = ?2 WHERE id = ?1";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  galley_statement_bind_text (statement, 1, id);
  galley_statement_bind_text (statement, 2, hash);
  return galley_statement_run (statement, error) && was_somebody (database, id, error);
}

gboolean
galley_server_users_set_disabled (GalleyDatabase *database,
                                  const char     *id,
                                  gboolean        is_disabled,
                                  GError        **error)
{
  static const char sql[] = "UPDATE users SET is_disabled = ?2 WHERE id = ?1";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  galley_statement_bind_text (statement, 1, id);
  galley_statement_bind_integer (statement, 2, is_disabled);
  return galley_statement_run (statement, error) && was_somebody (database, id, error);
}

gboolean
galley_server_users_foreach (GalleyDatabase *database,
                             GalleyUserFunc  function,
                             gpointer        data,
                             GError        **error)
{
  static const char sql[] = "SELECT id, name, department, roles, is_disabled FROM users ORDER BY id";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);
  GError *step_error = NULL;

  while (galley_statement_step (statement, &step_error))
    {
      g_autoptr (GalleyUser) user = read_user (statement);

      function (user, galley_statement_get_integer (statement, 4) != 0, data);
    }
  if (step_error == NULL)
    return TRUE;
  g_propagate_error (error, step_error);
  return FALSE;
}
