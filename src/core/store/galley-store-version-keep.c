/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing the versions' table. A version is written of what is about to be replaced, so that the row and its
 * versions together hold every text that stood for a minute, and both sides of every merge. */
#include "core/store/galley-store-version-keep.h"

#include "core/db/galley-statement.h"
#include "core/wire/galley-wire.h"

#define MINUTE (60 * G_TIME_SPAN_SECOND)

static const char sql_newest_hash[] =
  "SELECT content_hash FROM version WHERE article = ?1 ORDER BY row DESC LIMIT 1";
static const char sql_keep[] =
  "INSERT INTO version (article, time, reason, content_hash, document)"
  " SELECT row, ?2, ?3, content_hash, text FROM article JOIN content USING (row) WHERE row = ?1";
static const char sql_add[] =
  "INSERT INTO version (article, time, reason, content_hash, document)"
  " VALUES (?1, ?2, ?3, ?4, ?5)";
/* The newest, when it was only kept by time. */
static const char sql_give_reason[] =
  "UPDATE version SET reason = ?2 WHERE reason = ?3"
  " AND row = (SELECT max (row) FROM version WHERE article = ?1)";
static const char sql_mark[] = "UPDATE article SET versioned = ?2 WHERE row = ?1";

static gboolean
is_newest (GalleyDatabase *database,
           GalleyStoreRow *row,
           const char     *content_hash,
           gboolean       *is_same,
           GError        **error)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql_newest_hash);
  GError *local_error = NULL;

  galley_statement_bind_integer (statement, 1, row->row);
  *is_same = galley_statement_step (statement, &local_error) &&
             g_strcmp0 (galley_statement_get_text (statement, 0), content_hash) == 0;
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

static gboolean
give_reason (GalleyDatabase *database,
             GalleyStoreRow *row,
             const char     *reason,
             GError        **error)
{
  g_autoptr (GalleyStatement) statement = NULL;

  if (g_str_equal (reason, GALLEY_VERSION_MINUTE))
    return TRUE;
  statement = galley_statement_get (database, sql_give_reason);
  galley_statement_bind_integer (statement, 1, row->row);
  galley_statement_bind_text (statement, 2, reason);
  galley_statement_bind_text (statement, 3, GALLEY_VERSION_MINUTE);
  return galley_statement_run (statement, error);
}

static gboolean
mark_row (GalleyDatabase *database,
          GalleyStoreRow *row,
          gint64          now,
          GError        **error)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql_mark);

  galley_statement_bind_integer (statement, 1, row->row);
  galley_statement_bind_integer (statement, 2, now);
  if (!galley_statement_run (statement, error))
    return FALSE;
  row->versioned = now;
  return TRUE;
}

gboolean
galley_store_version_keep (GalleyDatabase *database,
                           GalleyStoreRow *row,
                           const char     *reason,
                           gint64          now,
                           GError        **error)
{
  gboolean is_same = FALSE;

  if (!is_newest (database, row, row->content_hash, &is_same, error))
    return FALSE;
  if (!is_same)
    {
      g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql_keep);

      galley_statement_bind_integer (statement, 1, row->row);
      galley_statement_bind_integer (statement, 2, now);
      galley_statement_bind_text (statement, 3, reason);
      if (!galley_statement_run (statement, error))
        return FALSE;
    }
  else if (!give_reason (database, row, reason, error))
    return FALSE;
  return mark_row (database, row, now, error);
}

gboolean
galley_store_version_keep_by_time (GalleyDatabase *database,
                                   GalleyStoreRow *row,
                                   gint64          now,
                                   GError        **error)
{
  if (ABS (now - row->versioned) < MINUTE)
    return TRUE;
  return galley_store_version_keep (database, row, GALLEY_VERSION_MINUTE, now, error);
}

gboolean
galley_store_version_add (GalleyDatabase *database,
                          GalleyStoreRow *row,
                          GalleyRevision *revision,
                          const char     *reason,
                          gint64          now,
                          GError        **error)
{
  const char *content_hash = galley_wire_get_content_hash (revision);
  g_autoptr (GalleyStatement) statement = NULL;
  g_autofree char *document = NULL;
  gboolean is_same = FALSE;

  if (!is_newest (database, row, content_hash, &is_same, error))
    return FALSE;
  if (is_same)
    return give_reason (database, row, reason, error);

  document = galley_wire_write_content (revision);
  statement = galley_statement_get (database, sql_add);
  galley_statement_bind_integer (statement, 1, row->row);
  galley_statement_bind_integer (statement, 2, now);
  galley_statement_bind_text (statement, 3, reason);
  galley_statement_bind_text (statement, 4, content_hash);
  galley_statement_bind_text (statement, 5, document);
  return galley_statement_run (statement, error);
}
