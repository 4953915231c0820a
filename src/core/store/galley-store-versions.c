/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the versions' table. */
#include "core/store/galley-store-versions.h"

#include "core/base/galley-error.h"
#include "core/db/galley-statement.h"
#include "core/store/galley-store-row.h"

static const char sql_load[] =
  "SELECT version.row, time, reason, version.document FROM version"
  " JOIN article ON article.row = version.article"
  " WHERE article.id = ?1 ORDER BY version.row DESC";
static const char sql_list[] =
  "SELECT version.row, time, reason FROM version"
  " JOIN article ON article.row = version.article"
  " WHERE article.id = ?1 ORDER BY version.row DESC";
static const char sql_have[] =
  "SELECT EXISTS (SELECT 1 FROM version JOIN article ON article.row = version.article"
  "  WHERE article.id = ?1 AND version.content_hash = ?2)";
static const char sql_load_text[] = "SELECT document FROM version WHERE row = ?1";

void
galley_version_free (GalleyVersion *self)
{
  if (self == NULL)
    return;
  g_free (self->reason);
  g_clear_pointer (&self->revision, galley_revision_unref);
  g_free (self);
}

static GalleyVersion *
read_version (GalleyStatement *statement,
              const char      *id)
{
  g_autoptr (GError) error = NULL;
  GalleyRevision *revision =
    galley_store_read_document (galley_statement_get_text (statement, 3), "version", id, &error);
  GalleyVersion *version;

  if (revision == NULL)
    {
      g_info ("%s", error->message);
      return NULL;
    }
  version = g_new0 (GalleyVersion, 1);
  version->row = galley_statement_get_integer (statement, 0);
  version->time = galley_statement_get_integer (statement, 1);
  version->reason = galley_statement_dup_text (statement, 2);
  version->revision = revision;
  return version;
}

GPtrArray *
galley_versions_load_in_store (GalleyDatabase *database,
                               const char     *id,
                               GError        **error)
{
  g_autoptr (GalleyStatement) statement = NULL;
  g_autoptr (GPtrArray) versions = NULL;
  GError *local_error = NULL;

  g_return_val_if_fail (database != NULL && id != NULL, NULL);

  versions = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_version_free);
  statement = galley_statement_get (database, sql_load);
  galley_statement_bind_text (statement, 1, id);
  while (galley_statement_step (statement, &local_error))
    {
      GalleyVersion *version = read_version (statement, id);

      /* One that cannot be read must not hide the others; it stays in the table. */
      if (version != NULL)
        g_ptr_array_add (versions, version);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }
  return g_steal_pointer (&versions);
}

GalleyVersionEntry *
galley_version_entry_new (gint64      row,
                          gint64      time,
                          const char *reason)
{
  GalleyVersionEntry *self = g_new0 (GalleyVersionEntry, 1);

  self->row = row;
  self->time = time;
  self->reason = g_strdup (reason);
  return self;
}

void
galley_version_entry_free (GalleyVersionEntry *self)
{
  if (self == NULL)
    return;
  g_free (self->reason);
  g_free (self);
}

GPtrArray *
galley_versions_list_in_store (GalleyDatabase *database,
                               const char     *id,
                               GError        **error)
{
  g_autoptr (GalleyStatement) statement = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  GError *local_error = NULL;

  g_return_val_if_fail (database != NULL && id != NULL, NULL);

  entries = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_version_entry_free);
  statement = galley_statement_get (database, sql_list);
  galley_statement_bind_text (statement, 1, id);
  while (galley_statement_step (statement, &local_error))
    g_ptr_array_add (entries, galley_version_entry_new (galley_statement_get_integer (statement, 0),
                                                        galley_statement_get_integer (statement, 1),
                                                        galley_statement_get_text (statement, 2)));
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }
  return g_steal_pointer (&entries);
}

char *
galley_version_load_text_in_store (GalleyDatabase *database,
                                   gint64          row,
                                   GError        **error)
{
  g_autoptr (GalleyStatement) statement = NULL;
  GError *local_error = NULL;

  g_return_val_if_fail (database != NULL, NULL);

  statement = galley_statement_get (database, sql_load_text);
  galley_statement_bind_integer (statement, 1, row);
  if (galley_statement_step (statement, &local_error))
    return galley_statement_dup_text (statement, 0);
  if (local_error == NULL)
    g_set_error (&local_error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND, "no version %" G_GINT64_FORMAT, row);
  g_propagate_error (error, local_error);
  return NULL;
}

gboolean
galley_versions_have_in_store (GalleyDatabase *database,
                               const char     *id,
                               const char     *content_hash,
                               gboolean       *have,
                               GError        **error)
{
  g_autoptr (GalleyStatement) statement = NULL;

  g_return_val_if_fail (database != NULL && id != NULL && content_hash != NULL && have != NULL, FALSE);

  statement = galley_statement_get (database, sql_have);
  galley_statement_bind_text (statement, 1, id);
  galley_statement_bind_text (statement, 2, content_hash);
  if (!galley_statement_step (statement, error))
    return FALSE;
  *have = galley_statement_get_integer (statement, 0) != 0;
  return TRUE;
}
