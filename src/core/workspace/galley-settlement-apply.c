/* SPDX-License-Identifier: GPL-3.0-or-later */
/* First what stands is written and kept, then the article becomes what was decided, then that is written, and only then
 * the conflict ends: whenever it is cut short, both sides can be read. */
#include "core/workspace/galley-settlement-apply.h"

#include "core/base/galley-error.h"
#include "core/model/galley-restore.h"
#include "core/store/galley-store-versions.h"

typedef struct
{
  GalleyWorkspace *workspace;
  GalleyManuscript *manuscript;
} Apply;

static void
apply_free (gpointer data)
{
  Apply *apply = data;

  g_object_unref (apply->workspace);
  g_object_unref (apply->manuscript);
  g_free (apply);
}

/* What is in conflict now may be another thing than what was looked at. */
static gboolean
is_decided (GTask   *task,
            GError **error)
{
  Apply *apply = g_task_get_task_data (task);
  GPtrArray *conflicts = galley_manuscript_get_conflicts (apply->manuscript);

  if (galley_manuscript_get_theirs (apply->manuscript) != NULL && conflicts != NULL
      && galley_settlement_covers (g_task_get_source_object (task), conflicts))
    return TRUE;
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_CONFLICT, "Article %s is in other conflicts than those decided",
               galley_article_get_id (galley_manuscript_get_article (apply->manuscript)));
  return FALSE;
}

static void
resolved_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (galley_workspace_resolve_finish (GALLEY_WORKSPACE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  Apply *apply = g_task_get_task_data (task);
  g_autoptr (GalleyRevision) revision = galley_article_snapshot (galley_manuscript_get_article (apply->manuscript));
  GError *error = NULL;

  if (galley_autosaver_flush_finish (GALLEY_AUTOSAVER (source), result, &error) && is_decided (task, &error))
    galley_workspace_resolve_async (apply->workspace, revision, resolved_cb, g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

static gboolean
change_article (GTask   *task,
                GError **error)
{
  Apply *apply = g_task_get_task_data (task);
  GalleyArticle *article = galley_manuscript_get_article (apply->manuscript);
  g_autoptr (GalleyRevision) mine = galley_article_snapshot (article);
  g_autoptr (GalleyRevision) wanted = NULL;

  if (!is_decided (task, error))
    return FALSE;
  wanted = galley_settlement_resolve (g_task_get_source_object (task), mine,
                                      galley_manuscript_get_theirs (apply->manuscript));
  return galley_restore (article, galley_manuscript_get_history (apply->manuscript), mine, wanted, error);
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  Apply *apply = g_task_get_task_data (task);
  GError *error = NULL;

  if (galley_workspace_keep_version_finish (GALLEY_WORKSPACE (source), result, &error) && change_article (task, &error))
    galley_autosaver_flush_async (galley_manuscript_get_autosaver (apply->manuscript), NULL, written_cb,
                                  g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

static void
flushed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  Apply *apply = g_task_get_task_data (task);
  GError *error = NULL;

  if (galley_autosaver_flush_finish (GALLEY_AUTOSAVER (source), result, &error))
    galley_workspace_keep_version_async (apply->workspace,
                                         galley_article_get_id (galley_manuscript_get_article (apply->manuscript)),
                                         GALLEY_VERSION_RESOLVE, kept_cb, g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

void
galley_settlement_apply_async (GalleySettlement    *self,
                               GalleyWorkspace     *workspace,
                               GalleyManuscript    *manuscript,
                               GAsyncReadyCallback  callback,
                               gpointer             data)
{
  g_autoptr (GTask) task = NULL;
  Apply *apply;

  g_return_if_fail (GALLEY_IS_SETTLEMENT (self));
  g_return_if_fail (GALLEY_IS_WORKSPACE (workspace) && GALLEY_IS_MANUSCRIPT (manuscript));

  apply = g_new0 (Apply, 1);
  apply->workspace = g_object_ref (workspace);
  apply->manuscript = g_object_ref (manuscript);
  task = g_task_new (self, NULL, callback, data);
  g_task_set_source_tag (task, galley_settlement_apply_async);
  g_task_set_task_data (task, apply, apply_free);
  galley_autosaver_flush_async (galley_manuscript_get_autosaver (manuscript), NULL, flushed_cb, g_steal_pointer (&task));
}

gboolean
galley_settlement_apply_finish (GalleySettlement  *self,
                                GAsyncResult      *result,
                                GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
