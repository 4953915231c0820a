/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Templates: what of an article is kept aside, and how a new one is filled from it. */
#include "core/workspace/galley-workspace.h"

#include "core/base/galley-id.h"
#include "core/workspace/galley-workspace-private.h"

/* What tells of one issue alone. */
static const GalleyField issue_fields[] = {
  GALLEY_FIELD_CONTENT_CREATED,   GALLEY_FIELD_CORRECTS,     GALLEY_FIELD_CORRECTS_HASH, GALLEY_FIELD_ORIGINAL_HEADLINE,
  GALLEY_FIELD_ORIGINAL_AUTHOR,   GALLEY_FIELD_ORIGINAL_URI, GALLEY_FIELD_LINK,
};

GalleyTemplate *
galley_workspace_make_template (GalleyWorkspace *self,
                                const char      *name,
                                GalleyRevision  *revision)
{
  g_autofree char *id = NULL;
  GalleyContent content;

  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (name != NULL && revision != NULL, NULL);

  id = galley_id_new (self->clock, self->random);
  content = galley_revision_get_content (revision);
  for (guint i = 0; i < G_N_ELEMENTS (issue_fields); i++)
    content.fields[issue_fields[i]] = NULL;
  return galley_template_new (name, galley_revision_new (id, &content, NULL));
}

GalleyManuscript *
galley_workspace_new_from_template (GalleyWorkspace      *self,
                                    const GalleyTemplate *template,
                                    const char           *channel)
{
  g_autoptr (GalleyRevision) filled = NULL;
  const GalleyChannel *known;
  GalleyContent content;
  gboolean has_channel;

  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (template != NULL, NULL);
  g_return_val_if_fail (!self->is_closed, NULL);

  content = galley_revision_get_content (template->revision);
  has_channel = *content.fields[GALLEY_FIELD_CHANNEL] != '\0';
  known = galley_site_get_channel (galley_layout_get_site (self->layout),
                                   has_channel ? content.fields[GALLEY_FIELD_CHANNEL] : channel);
  if (!has_channel && known != NULL)
    content.fields[GALLEY_FIELD_CHANNEL] = known->id;
  if (*content.fields[GALLEY_FIELD_SOURCE] == '\0' && known != NULL)
    content.fields[GALLEY_FIELD_SOURCE] = known->default_source;
  content.fields[GALLEY_FIELD_EDITOR] = self->user->name;

  filled = galley_revision_new (galley_revision_get_id (template->revision), &content, NULL);
  return galley_workspace_new_from_revision (self, filled);
}

/* --- the table --------------------------------------------------------------------------------------------------- */

static gpointer
load_in_store (GalleyDatabase *database,
               gpointer        input,
               GError        **error)
{
  return galley_templates_load_in_store (database, error);
}

static gpointer
keep_in_store (GalleyDatabase *database,
               gpointer        template,
               GError        **error)
{
  galley_template_keep_in_store (database, template, error);
  return NULL;
}

static gpointer
remove_in_store (GalleyDatabase *database,
                 gpointer        id,
                 GError        **error)
{
  galley_template_remove_in_store (database, id, error);
  return NULL;
}

static void
changed_cb (GObject      *store,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  galley_store_run_finish (GALLEY_STORE (store), result, &error);
  if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
galley_workspace_load_templates_async (GalleyWorkspace     *self,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             data)
{
  GTask *task;

  g_return_if_fail (GALLEY_IS_WORKSPACE (self));

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, galley_workspace_load_templates_async);
  galley_workspace_answer_from_store (self, task, GALLEY_LANE_PERSON, load_in_store, NULL, NULL,
                                      (GDestroyNotify) g_ptr_array_unref);
}

GPtrArray *
galley_workspace_load_templates_finish (GalleyWorkspace  *self,
                                        GAsyncResult     *result,
                                        GError          **error)
{
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
galley_workspace_keep_template_async (GalleyWorkspace      *self,
                                      const GalleyTemplate *template,
                                      GAsyncReadyCallback   callback,
                                      gpointer              data)
{
  GTask *task;

  g_return_if_fail (GALLEY_IS_WORKSPACE (self));
  g_return_if_fail (template != NULL);

  task = g_task_new (self, NULL, callback, data);
  g_task_set_source_tag (task, galley_workspace_keep_template_async);
  galley_store_run_async (self->store, GALLEY_LANE_PERSON, keep_in_store, galley_template_copy (template),
                          (GDestroyNotify) galley_template_free, NULL, NULL, changed_cb, task);
}

gboolean
galley_workspace_keep_template_finish (GalleyWorkspace  *self,
                                       GAsyncResult     *result,
                                       GError          **error)
{
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
galley_workspace_remove_template_async (GalleyWorkspace     *self,
                                        const char          *id,
                                        GAsyncReadyCallback  callback,
                                        gpointer             data)
{
  GTask *task;

  g_return_if_fail (GALLEY_IS_WORKSPACE (self));
  g_return_if_fail (id != NULL);

  task = g_task_new (self, NULL, callback, data);
  g_task_set_source_tag (task, galley_workspace_remove_template_async);
  galley_store_run_async (self->store, GALLEY_LANE_PERSON, remove_in_store, g_strdup (id), g_free, NULL, NULL, changed_cb,
                          task);
}

gboolean
galley_workspace_remove_template_finish (GalleyWorkspace  *self,
                                         GAsyncResult     *result,
                                         GError          **error)
{
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
