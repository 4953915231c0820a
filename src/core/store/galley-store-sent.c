/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/galley-store-sent.h"

#include "core/db/galley-statement.h"
#include "core/store/galley-store-settings.h"

#include <string.h>

#define SENT "sent:"
#define HASH_LENGTH 64

/* Hashes with a blank between them; the oldest go where there are more than GALLEY_SENT_MAX. One statement, for it is run
 * for each article that is sent. */
static const char sql_note[] =
  "INSERT INTO setting (name, value) VALUES ('" SENT "' || ?1, CAST (?2 AS BLOB))"
  " ON CONFLICT (name) DO UPDATE SET value = CAST (substr (CAST (value AS TEXT) || ' ' || ?2, -?3) AS BLOB)"
  " WHERE CAST (substr (value, -length (?2)) AS TEXT) <> ?2";
static const char sql_forget[] = "DELETE FROM setting WHERE name = '" SENT "' || ?1";

gboolean
galley_sent_note_in_store (GalleyDatabase *database,
                           const char     *article,
                           const char     *hash,
                           GError        **error)
{
  g_autoptr (GalleyStatement) statement = NULL;

  g_return_val_if_fail (database != NULL && article != NULL, FALSE);
  g_return_val_if_fail (hash != NULL && strlen (hash) == HASH_LENGTH, FALSE);

  statement = galley_statement_get (database, sql_note);
  galley_statement_lend_text (statement, 1, article);
  galley_statement_lend_text (statement, 2, hash);
  galley_statement_bind_integer (statement, 3, GALLEY_SENT_MAX * (HASH_LENGTH + 1) - 1);
  return galley_statement_run (statement, error);
}

gboolean
galley_sent_forget_in_store (GalleyDatabase *database,
                             const char     *article,
                             GError        **error)
{
  g_autoptr (GalleyStatement) statement = NULL;

  g_return_val_if_fail (database != NULL && article != NULL, FALSE);

  statement = galley_statement_get (database, sql_forget);
  galley_statement_lend_text (statement, 1, article);
  return galley_statement_run (statement, error);
}

char **
galley_sent_load_in_store (GalleyDatabase *database,
                           const char     *article,
                           GError        **error)
{
  g_autofree char *name = g_strconcat (SENT, article, NULL);
  g_autofree char *text = galley_setting_load_text_in_store (database, name, error);

  return text != NULL ? g_strsplit (text, " ", -1) : NULL;
}

gboolean
galley_sent_is_any_in_store (GalleyDatabase *database,
                             GError        **error)
{
  return galley_setting_find_in_store (database, SENT, error);
}
