/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-server-articles.h"

#include "core/db/galley-statement.h"
#include "core/model/galley-state.h"
#include "server/galley-server-changes.h"

#include <string.h>

void
galley_article_row_free (GalleyArticleRow *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->owner);
  g_free (self->department);
  g_free (self->content_hash);
  g_free (self->article);
  g_free (self);
}

static gboolean
audience_may_see (GalleyStatus      status,
                  const char       *owner,
                  const char       *department,
                  GalleyWorkflow   *workflow,
                  const GalleyUser *user)
{
  g_autoptr (GalleyState) state = galley_state_new ();

  state->status = status;
  galley_state_set_text (&state->owner, owner);
  galley_state_set_text (&state->department, department);
  return galley_workflow_may_see (workflow, state, user);
}

gboolean
galley_article_row_may_see (const GalleyArticleRow *self,
                            GalleyWorkflow         *workflow,
                            const GalleyUser       *user)
{
  return audience_may_see (self->status, self->owner, self->department, workflow, user);
}

char *
galley_article_row_dup_etag (const GalleyArticleRow *self,
                             const char             *epoch)
{
  return g_strdup_printf ("\"%s-%" G_GINT64_FORMAT "\"", epoch, self->revision);
}

static GalleyStatus
read_status (GalleyStatement *statement,
             int              column)
{
  GalleyStatus status = GALLEY_STATUS_DRAFT;

  galley_status_from_name (galley_statement_get_text (statement, column), &status);
  return status;
}

/* Columns: id, revision, is_deleted, status, owner, department, content_hash, article. */
static GalleyArticleRow *
row_new (GalleyStatement *statement)
{
  GalleyArticleRow *row = g_new0 (GalleyArticleRow, 1);

  row->id = galley_statement_dup_text (statement, 0);
  row->revision = galley_statement_get_integer (statement, 1);
  row->is_deleted = galley_statement_get_integer (statement, 2) != 0;
  row->status = read_status (statement, 3);
  row->owner = galley_statement_dup_text (statement, 4);
  row->department = galley_statement_dup_text (statement, 5);
  row->content_hash = galley_statement_dup_text (statement, 6);
  row->article = galley_statement_dup_text (statement, 7);
  return row;
}

static GalleyArticleRow *
load (GalleyDatabase *database,
      const char     *sql,
      const char     *id,
      GError        **error)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  galley_statement_lend_text (statement, 1, id);
  return galley_statement_step (statement, error) ? row_new (statement) : NULL;
}

GalleyArticleRow *
galley_server_articles_load (GalleyDatabase *database,
                             const char     *id,
                             GError        **error)
{
  static const char sql[] = "SELECT id, revision, is_deleted, status, owner, department, content_hash, article"
                            " FROM articles WHERE id = ?1";

  return load (database, sql, id, error);
}

GalleyArticleRow *
galley_server_articles_load_rights (GalleyDatabase *database,
                                    const char     *id,
                                    GError        **error)
{
  static const char sql[] = "SELECT id, revision, is_deleted, status, owner, department, content_hash, ''"
                            " FROM articles WHERE id = ?1";

  return load (database, sql, id, error);
}

static gboolean
note_audience (GalleyDatabase         *database,
               const GalleyArticleRow *old,
               gint64                  sequence,
               GError                **error)
{
  static const char sql[] = "INSERT INTO audiences (article, status, owner, department, until)"
                            " VALUES (?1, ?2, ?3, ?4, ?5)"
                            " ON CONFLICT (article, status, owner, department) DO UPDATE SET until = excluded.until";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  galley_statement_bind_text (statement, 1, old->id);
  galley_statement_bind_text (statement, 2, galley_status_get_name (old->status));
  galley_statement_bind_text (statement, 3, old->owner);
  galley_statement_bind_text (statement, 4, old->department);
  galley_statement_bind_integer (statement, 5, sequence);
  return galley_statement_run (statement, error);
}

gboolean
galley_server_articles_save (GalleyDatabase         *database,
                             const GalleyArticleRow *old,
                             const GalleyArticleRow *next,
                             GError                **error)
{
  static const char sql[] =
    "INSERT INTO articles (id, revision, is_deleted, status, owner, department, content_hash, article)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
    " ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, is_deleted = excluded.is_deleted,"
    " status = excluded.status, owner = excluded.owner, department = excluded.department,"
    " content_hash = excluded.content_hash, article = excluded.article";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);
  gint64 sequence;

  galley_statement_lend_text (statement, 1, next->id);
  galley_statement_bind_integer (statement, 2, next->revision);
  galley_statement_bind_integer (statement, 3, next->is_deleted);
  galley_statement_lend_text (statement, 4, galley_status_get_name (next->status));
  galley_statement_lend_text (statement, 5, next->owner);
  galley_statement_lend_text (statement, 6, next->department);
  galley_statement_lend_text (statement, 7, next->content_hash);
  galley_statement_lend_text (statement, 8, next->article);
  if (!galley_statement_run (statement, error))
    return FALSE;
  if (old == NULL)
    return galley_server_changes_note_first (database, "", next->id, error);
  if (!galley_server_changes_note (database, "", next->id, &sequence, error))
    return FALSE;
  if (old->status == next->status && strcmp (old->owner, next->owner) == 0
      && strcmp (old->department, next->department) == 0)
    return TRUE;
  return note_audience (database, old, sequence, error);
}

GPtrArray *
galley_server_articles_list_ids (GalleyDatabase *database,
                                 GError        **error)
{
  static const char sql[] = "SELECT id FROM articles ORDER BY id";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  GError *step_error = NULL;

  while (galley_statement_step (statement, &step_error))
    g_ptr_array_add (ids, galley_statement_dup_text (statement, 0));
  if (step_error == NULL)
    return g_steal_pointer (&ids);
  g_propagate_error (error, step_error);
  return NULL;
}

gboolean
galley_server_articles_foreach (GalleyDatabase   *database,
                                GalleyArticleFunc function,
                                gpointer          data,
                                GError          **error)
{
  static const char sql[] = "SELECT id, revision, is_deleted, status, owner, department, content_hash, ''"
                            " FROM articles WHERE is_deleted = 0 ORDER BY id";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);
  g_autoptr (GError) step_error = NULL;

  while (galley_statement_step (statement, &step_error))
    {
      g_autoptr (GalleyArticleRow) row = row_new (statement);

      function (row, data);
    }
  if (step_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&step_error));
  return FALSE;
}

gboolean
galley_server_articles_could_see (GalleyDatabase   *database,
                                  const char       *id,
                                  gint64            since,
                                  GalleyWorkflow   *workflow,
                                  const GalleyUser *user,
                                  GError          **error)
{
  static const char sql[] = "SELECT status, owner, department FROM audiences WHERE article = ?1 AND until > ?2";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  galley_statement_bind_text (statement, 1, id);
  galley_statement_bind_integer (statement, 2, since);
  while (galley_statement_step (statement, error))
    if (audience_may_see (read_status (statement, 0), galley_statement_get_text (statement, 1),
                          galley_statement_get_text (statement, 2), workflow, user))
      return TRUE;
  return FALSE;
}
