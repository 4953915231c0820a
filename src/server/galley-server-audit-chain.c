/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-server-audit-chain.h"

#include "core/base/galley-error.h"
#include "core/db/galley-statement.h"

#include <glib/gi18n.h>
#include <string.h>

static gboolean
check_entry (const GalleyAuditEntry *entry,
             gpointer                data,
             GError                **error)
{
  GalleyAuditCheck *check = data;
  g_autofree char *expected = galley_audit_entry_make_chain (entry, check->last);

  if (check->first_bad == 0 && entry->number != check->last_number + 1)
    {
      check->first_bad = check->last_number + 1;
      check->problem = _ ("it is missing");
    }
  else if (check->first_bad == 0 && strcmp (expected, entry->chain) != 0)
    {
      check->first_bad = entry->number;
      check->problem = _ ("it is not what was written");
    }
  check->n_entries++;
  check->last_number = entry->number;
  g_strlcpy (check->last, entry->chain, sizeof check->last);
  return TRUE;
}

/* The number of the last entry that was ever added. */
static gboolean
get_last_number (GalleyDatabase *database,
                 gint64         *number,
                 GError        **error)
{
  static const char sql[] = "SELECT coalesce ((SELECT seq FROM sqlite_sequence WHERE name = 'audit'), 0)";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  if (!galley_statement_step (statement, error))
    return FALSE;
  *number = galley_statement_get_integer (statement, 0);
  return TRUE;
}

gboolean
galley_server_audit_chain_check (GalleyDatabase   *database,
                                 GalleyAuditCheck *check,
                                 GError          **error)
{
  gint64 number;

  g_return_val_if_fail (database != NULL && check != NULL, FALSE);

  *check = (GalleyAuditCheck){ .last = GALLEY_AUDIT_ZEROS };
  if (!galley_server_audit_foreach (database, G_MININT64, NULL, check_entry, check, error)
      || !get_last_number (database, &number, error))
    return FALSE;
  if (check->first_bad == 0 && number > check->last_number)
    {
      check->first_bad = check->last_number + 1;
      check->problem = _ ("it is missing at the end");
    }
  return TRUE;
}

void
galley_server_audit_chain_refuse (const GalleyAuditCheck *check,
                                  GError **error)
{
  g_return_if_fail (check != NULL && check->first_bad != 0);

  /* Translators: %u is a number, %s what is wrong there: "it is missing". */
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_CORRUPT, _ ("the audit record does not fit from entry %u on: %s"),
               (guint) check->first_bad, check->problem);
}

static gboolean
set_chain (GalleyDatabase *database,
           gint64          number,
           const char     *chain,
           GError        **error)
{
  static const char sql[] = "UPDATE audit SET chain = ?2 WHERE number = ?1";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  galley_statement_bind_integer (statement, 1, number);
  galley_statement_bind_text (statement, 2, chain);
  return galley_statement_run (statement, error);
}

typedef struct
{
  GalleyDatabase *database;
  char *last; /* owned */
} Chaining;

static gboolean
chain_entry (const GalleyAuditEntry *entry,
             gpointer                data,
             GError                **error)
{
  Chaining *chaining = data;
  char *chain = galley_audit_entry_make_chain (entry, chaining->last);

  g_free (chaining->last);
  chaining->last = chain;
  return set_chain (chaining->database, entry->number, chain, error);
}

gboolean
galley_server_audit_chain_old (GalleyDatabase *database,
                               GError        **error)
{
  Chaining chaining = { database, g_strdup (GALLEY_AUDIT_ZEROS) };
  gboolean is_done;

  /* Only a column that stands in no index is written, so that the walk meets each entry once. */
  is_done = galley_server_audit_foreach (database, G_MININT64, NULL, chain_entry, &chaining, error);
  g_free (chaining.last);
  return is_done;
}
