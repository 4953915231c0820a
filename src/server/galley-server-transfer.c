/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-server-transfer.h"

#include "core/db/galley-database-driver.h"
#include "core/db/galley-statement.h"

#define MOST_COLUMNS 13

typedef struct
{
  guint n_columns;
  const char *select;
  const char *declare; /* a cursor for it: PostgreSQL would send all rows at once */
  const char *fetch;
  const char *insert;
} Table;

#define ROWS(name, columns, condition) "SELECT " columns " FROM " name condition
#define TABLE_OF(name, n, columns, values, condition, conflict)                                                     \
  {                                                                                                                 \
    n, ROWS (name, columns, condition),                                                                             \
      "DECLARE " name "_rows NO SCROLL CURSOR FOR " ROWS (name, columns, condition),                                \
      "FETCH 200 FROM " name "_rows", "INSERT INTO " name " (" columns ") VALUES (" values ")" conflict             \
  }
#define TABLE(name, n, columns, values) TABLE_OF (name, n, columns, values, "", "")

/* What others refer to stands before them. The numbers of articles and jobs are each database's own. */
static const Table tables[] = {
  TABLE_OF ("meta", 2, "name, value", "?1, ?2", " WHERE name <> 'schema'",
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value"),
  TABLE ("users", 6, "id, name, department, roles, password, is_disabled", "?1, ?2, ?3, ?4, ?5, ?6"),
  TABLE ("tokens", 3, "hash, user, expires", "?1, ?2, ?3"),
  TABLE ("articles", 8, "id, revision, is_deleted, status, owner, department, content_hash, article",
         "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8"),
  TABLE ("audiences", 5, "article, status, owner, department, until", "?1, ?2, ?3, ?4, ?5"),
  TABLE ("changes", 3, "sequence, list, id", "?1, ?2, ?3"),
  TABLE ("lists", 3, "list, id, value", "?1, ?2, ?3"),
  TABLE ("batches", 5, "id, user, hash, time, answer", "?1, ?2, ?3, ?4, ?5"),
  TABLE ("actions", 6, "id, article, user, hash, time, refusal", "?1, ?2, ?3, ?4, ?5, ?6"),
  TABLE ("audit", 9, "number, article, time, user, user_name, action, content_hash, comment, chain",
         "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9"),
  TABLE ("pages", 13,
         "article, path, channel, published, title, summary, kind, link, picture, focus_picture, topic, channels, changed",
         "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13"),
  TABLE ("places", 3, "list, published, article", "?1, ?2, ?3"),
  TABLE_OF ("jobs", 1, "article", "?1", " ORDER BY number", ""),
  TABLE ("media", 5, "hash, media_type, size, user, time", "?1, ?2, ?3, ?4, ?5"),
  TABLE ("public_media", 3, "article, name, is_shown", "?1, ?2, ?3"),
  TABLE ("revisions", 3, "article, number, entry", "?1, ?2, ?3"),
  TABLE ("revision_texts", 5, "article, number, head, tail, middle", "?1, ?2, ?3, ?4, ?5"),
};

/* Carries over the rows that @source gives. @n_rows: how many there were. */
static gboolean
copy_rows (GalleyStatement *source,
           const Table     *table,
           GalleyDatabase  *to,
           guint           *n_rows,
           GError         **error)
{
  g_autoptr (GalleyStatement) insert = galley_statement_get (to, table->insert);
  g_autoptr (GError) step_error = NULL;

  g_assert (table->n_columns <= MOST_COLUMNS);
  for (*n_rows = 0; galley_statement_step (source, &step_error); ++*n_rows)
    {
      for (guint i = 0; i < table->n_columns; i++)
        galley_statement_bind_text (insert, (int) i + 1, galley_statement_get_text (source, (int) i));
      if (!galley_statement_run (insert, error))
        return FALSE;
    }
  if (step_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&step_error));
  return FALSE;
}

static gboolean
copy_by_cursor (GalleyDatabase *from,
                GalleyDatabase *to,
                const Table    *table,
                GError        **error)
{
  g_autoptr (GalleyStatement) declare = galley_statement_get (from, table->declare);
  g_autoptr (GalleyStatement) fetch = galley_statement_get (from, table->fetch);
  guint n_rows;

  if (!galley_statement_run (declare, error))
    return FALSE;
  do
    if (!copy_rows (fetch, table, to, &n_rows, error))
      return FALSE;
  while (n_rows > 0);
  return TRUE;
}

static gboolean
copy_table (GalleyDatabase *from,
            GalleyDatabase *to,
            const Table    *table,
            GError        **error)
{
  g_autoptr (GalleyStatement) select = NULL;
  guint n_rows;

  if (galley_database_get_driver (from) != NULL)
    return copy_by_cursor (from, to, table, error);
  select = galley_statement_get (from, table->select);
  return copy_rows (select, table, to, &n_rows, error);
}

static gboolean
set_last_number (GalleyDatabase *to,
                 const char     *name,
                 gint64          number,
                 GError        **error)
{
  static const char sql_change[] = "UPDATE sqlite_sequence SET seq = ?2 WHERE name = ?1";
  static const char sql_add[] = "INSERT INTO sqlite_sequence (name, seq) VALUES (?1, ?2)";
  g_autoptr (GalleyStatement) change = galley_statement_get (to, sql_change);
  g_autoptr (GalleyStatement) add = galley_statement_get (to, sql_add);

  galley_statement_bind_text (change, 1, name);
  galley_statement_bind_integer (change, 2, number);
  galley_statement_bind_text (add, 1, name);
  galley_statement_bind_integer (add, 2, number);
  return galley_statement_run (change, error)
         && (galley_database_get_changes (to) > 0 || galley_statement_run (add, error));
}

/* Of numbers that are never given twice the last may belong to a row that is gone. */
static gboolean
copy_last_numbers (GalleyDatabase *from,
                   GalleyDatabase *to,
                   GError        **error)
{
  static const char sql[] = "SELECT name, seq FROM sqlite_sequence WHERE name IN ('changes', 'audit')";
  g_autoptr (GalleyStatement) select = galley_statement_get (from, sql);
  g_autoptr (GError) step_error = NULL;

  while (galley_statement_step (select, &step_error))
    if (!set_last_number (to, galley_statement_get_text (select, 0), galley_statement_get_integer (select, 1), error))
      return FALSE;
  if (step_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&step_error));
  return FALSE;
}

static gboolean
copy_all (GalleyDatabase *from,
          GalleyDatabase *to,
          GError        **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (!copy_table (from, to, &tables[i], error))
      {
        g_prefix_error (error, "%s: ", tables[i].select);
        return FALSE;
      }
  return copy_last_numbers (from, to, error);
}

/* A transaction that sees one moment: SQLite's does by itself. */
static gboolean
begin_looking (GalleyDatabase *from,
               GError        **error)
{
  return galley_database_exec (from,
                               galley_database_get_driver (from) != NULL
                                 ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
                                 : "BEGIN",
                               error);
}

gboolean
galley_server_transfer (GalleyDatabase *from,
                        GalleyDatabase *to,
                        GError        **error)
{
  gboolean is_done;

  g_return_val_if_fail (from != NULL && to != NULL, FALSE);

  if (!begin_looking (from, error))
    return FALSE;
  is_done = galley_database_begin (to, error) && copy_all (from, to, error) && galley_database_commit (to, error);
  galley_database_rollback (to);
  galley_database_rollback (from);
  return is_done;
}
