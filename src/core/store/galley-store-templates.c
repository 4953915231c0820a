/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The templates' table. */
#include "core/store/galley-store-templates.h"

#include "core/db/galley-statement.h"
#include "core/store/galley-store-row.h"
#include "core/wire/galley-wire.h"

static const char sql_load[] = "SELECT id, name, document FROM template ORDER BY name, id";
static const char sql_find_name[] = "SELECT 1 FROM template WHERE name = ?1 AND id <> ?2";
static const char sql_keep[] =
  "INSERT INTO template (id, name, document) VALUES (?1, ?2, ?3)"
  " ON CONFLICT (id) DO UPDATE SET name = excluded.name, document = excluded.document";
static const char sql_remove[] = "DELETE FROM template WHERE id = ?1";

GalleyTemplate *
galley_template_new (const char     *name,
                     GalleyRevision *revision)
{
  GalleyTemplate *self;

  g_return_val_if_fail (name != NULL && revision != NULL, NULL);

  self = g_new0 (GalleyTemplate, 1);
  self->name = g_strdup (name);
  self->revision = revision;
  return self;
}

GalleyTemplate *
galley_template_copy (const GalleyTemplate *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return galley_template_new (self->name, galley_revision_ref (self->revision));
}

void
galley_template_free (GalleyTemplate *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_clear_pointer (&self->revision, galley_revision_unref);
  g_free (self);
}

GPtrArray *
galley_templates_load_in_store (GalleyDatabase *database,
                                GError        **error)
{
  g_autoptr (GalleyStatement) statement = NULL;
  g_autoptr (GPtrArray) templates = NULL;
  GError *local_error = NULL;

  g_return_val_if_fail (database != NULL, NULL);

  templates = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_template_free);
  statement = galley_statement_get (database, sql_load);
  while (galley_statement_step (statement, &local_error))
    {
      const char *id = galley_statement_get_text (statement, 0);
      g_autoptr (GError) fault = NULL;
      GalleyRevision *revision =
        galley_store_read_document (galley_statement_get_text (statement, 2), "template", id, &fault);

      /* One that cannot be read must not hide the others. */
      if (revision == NULL)
        g_info ("%s", fault->message);
      else
        g_ptr_array_add (templates, galley_template_new (galley_statement_get_text (statement, 1), revision));
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }
  return g_steal_pointer (&templates);
}

static gboolean
is_name_taken (GalleyDatabase *database,
               const char     *name,
               const char     *id,
               GError        **error)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql_find_name);

  galley_statement_bind_text (statement, 1, name);
  galley_statement_bind_text (statement, 2, id);
  return galley_statement_step (statement, error);
}

/* (transfer full) NULL with @error. */
static char *
make_free_name (GalleyDatabase *database,
                const char     *name,
                const char     *id,
                GError        **error)
{
  g_autofree char *free_name = g_strdup (name);
  GError *local_error = NULL;

  for (guint number = 2; is_name_taken (database, free_name, id, &local_error); number++)
    {
      g_free (free_name);
      free_name = g_strdup_printf ("%s %u", name, number);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }
  return g_steal_pointer (&free_name);
}

gboolean
galley_template_keep_in_store (GalleyDatabase       *database,
                               const GalleyTemplate *template,
                               GError              **error)
{
  g_autoptr (GalleyStatement) statement = NULL;
  g_autofree char *document = NULL;
  g_autofree char *name = NULL;
  const char *id;

  g_return_val_if_fail (database != NULL && template != NULL, FALSE);

  id = galley_revision_get_id (template->revision);
  document = galley_wire_write (template->revision);
  name = make_free_name (database, template->name, id, error);
  if (name == NULL)
    return FALSE;
  statement = galley_statement_get (database, sql_keep);
  galley_statement_bind_text (statement, 1, id);
  galley_statement_bind_text (statement, 2, name);
  galley_statement_bind_text (statement, 3, document);
  return galley_statement_run (statement, error);
}

gboolean
galley_template_remove_in_store (GalleyDatabase *database,
                                 const char     *id,
                                 GError        **error)
{
  g_autoptr (GalleyStatement) statement = NULL;

  g_return_val_if_fail (database != NULL && id != NULL, FALSE);

  statement = galley_statement_get (database, sql_remove);
  galley_statement_bind_text (statement, 1, id);
  return galley_statement_run (statement, error);
}
