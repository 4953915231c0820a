/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings: a name and bytes. What is equal is not written again. */
#include "core/store/galley-store-settings.h"

#include "core/db/galley-statement.h"

static const char sql_load[] = "SELECT value FROM setting WHERE name = ?1";
static const char sql_save[] =
  "INSERT INTO setting (name, value) VALUES (?1, ?2)"
  " ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value IS NOT excluded.value";
static const char sql_remove[] = "DELETE FROM setting WHERE name = ?1";
/* What is longer than the prefix and begins with it stands between the prefix and the prefix with the last character. */
static const char sql_find[] = "SELECT 1 FROM setting WHERE name >= ?1 AND name < ?1 || char (0x10ffff) LIMIT 1";

GBytes *
galley_setting_load_in_store (GalleyDatabase *database,
                              const char     *name,
                              GError        **error)
{
  g_autoptr (GalleyStatement) statement = NULL;

  g_return_val_if_fail (database != NULL && name != NULL, NULL);

  statement = galley_statement_get (database, sql_load);
  galley_statement_bind_text (statement, 1, name);
  if (!galley_statement_step (statement, error))
    return NULL;
  return galley_statement_dup_bytes (statement, 0);
}

char *
galley_setting_load_text_in_store (GalleyDatabase *database,
                                   const char     *name,
                                   GError        **error)
{
  g_autoptr (GBytes) bytes = galley_setting_load_in_store (database, name, error);
  gsize size;
  const char *data;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &size);
  return g_strndup (data != NULL ? data : "", size);
}

gboolean
galley_setting_save_in_store (GalleyDatabase *database,
                              const char     *name,
                              GBytes         *value,
                              GError        **error)
{
  g_autoptr (GalleyStatement) statement = NULL;

  g_return_val_if_fail (database != NULL && name != NULL, FALSE);

  statement = galley_statement_get (database, value != NULL ? sql_save : sql_remove);
  galley_statement_bind_text (statement, 1, name);
  if (value != NULL)
    galley_statement_bind_bytes (statement, 2, value);
  return galley_statement_run (statement, error);
}

gboolean
galley_setting_save_text_in_store (GalleyDatabase *database,
                                   const char     *name,
                                   const char     *value,
                                   GError        **error)
{
  g_autoptr (GBytes) bytes = value != NULL ? g_bytes_new (value, strlen (value)) : NULL;

  return galley_setting_save_in_store (database, name, bytes, error);
}

gboolean
galley_setting_find_in_store (GalleyDatabase *database,
                              const char     *prefix,
                              GError        **error)
{
  g_autoptr (GalleyStatement) statement = NULL;

  g_return_val_if_fail (database != NULL && prefix != NULL, FALSE);

  statement = galley_statement_get (database, sql_find);
  galley_statement_bind_text (statement, 1, prefix);
  return galley_statement_step (statement, error);
}
