/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-server-tokens.h"

#include "core/base/galley-id.h"
#include "core/db/galley-statement.h"

#include <string.h>

#define TOKEN_BYTES 32
#define LIFETIME ((gint64) GALLEY_TOKEN_DAYS * 24 * 60 * 60 * G_USEC_PER_SEC)

char *
galley_server_tokens_new (GalleyDatabase *database,
                          GalleyRandom   *random,
                          const char     *user,
                          gint64          now,
                          GError        **error)
{
  static const char sql[] = "INSERT INTO tokens (hash, user, expires) VALUES (?1, ?2, ?3)";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);
  g_autoptr (GString) token = g_string_new (NULL);
  g_autofree char *hash = NULL;
  guint8 bytes[TOKEN_BYTES];

  galley_random_fill (random, bytes, sizeof bytes);
  for (guint i = 0; i < sizeof bytes; i++)
    g_string_append_printf (token, "%02x", bytes[i]);
  hash = galley_hash_bytes (token->str, token->len);
  galley_statement_bind_text (statement, 1, hash);
  galley_statement_bind_text (statement, 2, user);
  galley_statement_bind_integer (statement, 3, now + LIFETIME);
  if (!galley_statement_run (statement, error))
    return NULL;
  return g_string_free (g_steal_pointer (&token), FALSE);
}

char *
galley_server_tokens_find_user (GalleyDatabase *database,
                                const char     *token,
                                gint64          now,
                                GError        **error)
{
  static const char sql[] = "SELECT user FROM tokens WHERE hash = ?1 AND expires > ?2";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);
  g_autofree char *hash = galley_hash_bytes (token, strlen (token));

  galley_statement_bind_text (statement, 1, hash);
  galley_statement_bind_integer (statement, 2, now);
  return galley_statement_step (statement, error) ? galley_statement_dup_text (statement, 0) : NULL;
}

gboolean
galley_server_tokens_revoke (GalleyDatabase *database,
                             const char     *token,
                             GError        **error)
{
  static const char sql[] = "DELETE FROM tokens WHERE hash = ?1";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);
  g_autofree char *hash = galley_hash_bytes (token, strlen (token));

  galley_statement_bind_text (statement, 1, hash);
  return galley_statement_run (statement, error);
}

gboolean
galley_server_tokens_revoke_others (GalleyDatabase *database,
                                    const char     *user,
                                    const char     *kept,
                                    GError        **error)
{
  static const char sql[] = "DELETE FROM tokens WHERE user = ?1 AND hash <> ?2";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);
  g_autofree char *hash = galley_hash_bytes (kept, strlen (kept));

  galley_statement_bind_text (statement, 1, user);
  galley_statement_bind_text (statement, 2, hash);
  return galley_statement_run (statement, error);
}

gboolean
galley_server_tokens_revoke_of (GalleyDatabase *database,
                                const char     *user,
                                GError        **error)
{
  static const char sql[] = "DELETE FROM tokens WHERE user = ?1";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  galley_statement_bind_text (statement, 1, user);
  return galley_statement_run (statement, error);
}

gboolean
galley_server_tokens_revoke_all (GalleyDatabase *database,
                                 GError        **error)
{
  static const char sql[] = "DELETE FROM tokens";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  return galley_statement_run (statement, error);
}

gboolean
galley_server_tokens_forget_expired (GalleyDatabase *database,
                                     gint64          now,
                                     GError        **error)
{
  static const char sql[] = "DELETE FROM tokens WHERE expires <= ?1";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  galley_statement_bind_integer (statement, 1, now);
  return galley_statement_run (statement, error);
}
