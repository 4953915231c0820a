/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-server-epoch.h"

#include "core/db/galley-statement.h"
#include "server/galley-server-schema.h"

/* An ETag as galley_article_row_dup_etag() makes it. */
static const char sql_write_etags[] =
  "UPDATE articles SET article = json_set (article, '$.galley.state.etag', '\"' || ?1 || '-' || revision || '\"')";

char *
galley_server_epoch_new (GalleyRandom *random)
{
  return g_strdup_printf ("%016" G_GINT64_MODIFIER "x", galley_random_next (random));
}

static gboolean
write_etags (GalleyDatabase *database,
             const char     *epoch,
             GError        **error)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql_write_etags);

  galley_statement_bind_text (statement, 1, epoch);
  return galley_statement_run (statement, error);
}

gboolean
galley_server_epoch_begin (GalleyDatabase *database,
                           GalleyRandom   *random,
                           GError        **error)
{
  g_autofree char *epoch = galley_server_epoch_new (random);

  if (!galley_database_begin (database, error))
    return FALSE;
  if (galley_server_schema_set_meta (database, "epoch", epoch, error) && write_etags (database, epoch, error)
      && galley_database_commit (database, error))
    return TRUE;
  galley_database_rollback (database);
  return FALSE;
}
