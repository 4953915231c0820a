/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window asks the store for: the outbox' entries, headlines, and how many articles each filter has. */
#include "core/workspace/galley-workspace.h"

#include "core/workspace/galley-workspace-private.h"

/* The outbox. */

static gpointer
load_outbox_in_store (GalleyDatabase *database,
                      gpointer        input,
                      GError        **error)
{
  return galley_outbox_load_in_store (database, error);
}

void
galley_workspace_load_outbox_async (GalleyWorkspace     *self,
                                    GAsyncReadyCallback  callback,
                                    gpointer             data)
{
  GTask *task;

  g_return_if_fail (GALLEY_IS_WORKSPACE (self));

  task = g_task_new (self, NULL, callback, data);
  g_task_set_source_tag (task, galley_workspace_load_outbox_async);
  galley_workspace_answer_from_store (self, task, GALLEY_LANE_PERSON, load_outbox_in_store, NULL, NULL,
                                      (GDestroyNotify) g_ptr_array_unref);
}

GPtrArray *
galley_workspace_load_outbox_finish (GalleyWorkspace  *self,
                                     GAsyncResult     *result,
                                     GError          **error)
{
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Headlines. */

static gpointer
load_headlines_in_store (GalleyDatabase *database,
                         gpointer        input,
                         GError        **error)
{
  const char *const *ids = input;
  g_autoptr (GPtrArray) headlines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      GalleySummaryData data = { 0 };
      gint64 row = 0;

      if (!galley_summary_find_row_in_store (database, ids[i], &row, error) ||
          (row != 0 && !galley_summary_load_in_store (database, row, &data, error)))
        return NULL;
      g_ptr_array_add (headlines, data.id != NULL && !data.is_trashed ? g_strdup (data.headline) : NULL);
      galley_summary_data_clear (&data);
    }
  return g_steal_pointer (&headlines);
}

void
galley_workspace_load_headlines_async (GalleyWorkspace     *self,
                                       const char *const   *ids,
                                       GAsyncReadyCallback  callback,
                                       gpointer             data)
{
  GTask *task;

  g_return_if_fail (GALLEY_IS_WORKSPACE (self));
  g_return_if_fail (ids != NULL);

  task = g_task_new (self, NULL, callback, data);
  g_task_set_source_tag (task, galley_workspace_load_headlines_async);
  galley_workspace_answer_from_store (self, task, GALLEY_LANE_PERSON, load_headlines_in_store,
                                      g_strdupv ((char **) ids), (GDestroyNotify) g_strfreev,
                                      (GDestroyNotify) g_ptr_array_unref);
}

GPtrArray *
galley_workspace_load_headlines_finish (GalleyWorkspace  *self,
                                        GAsyncResult     *result,
                                        GError          **error)
{
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Counts. */

typedef struct
{
  guint n_filters;
  GalleyFilter filters[]; /* their texts are owned */
} Filters;

static Filters *
filters_new (const GalleyFilter *filters,
             guint               n_filters)
{
  Filters *self = g_malloc0 (sizeof (Filters) + n_filters * sizeof (GalleyFilter));

  self->n_filters = n_filters;
  for (guint i = 0; i < n_filters; i++)
    {
      self->filters[i] = filters[i];
      self->filters[i].user = g_strdup (filters[i].user);
      self->filters[i].channel = g_strdup (filters[i].channel);
    }
  return self;
}

static void
filters_free (gpointer data)
{
  Filters *self = data;

  for (guint i = 0; i < self->n_filters; i++)
    {
      g_free ((char *) self->filters[i].user);
      g_free ((char *) self->filters[i].channel);
    }
  g_free (self);
}

static gpointer
count_in_store (GalleyDatabase *database,
                gpointer        input,
                GError        **error)
{
  Filters *filters = input;
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < filters->n_filters; i++)
    {
      gint64 count = galley_filter_count_in_store (database, &filters->filters[i], error);

      if (count < 0)
        return NULL;
      g_array_append_val (counts, count);
    }
  return g_steal_pointer (&counts);
}

void
galley_workspace_count_async (GalleyWorkspace     *self,
                              const GalleyFilter  *filters,
                              guint                n_filters,
                              GAsyncReadyCallback  callback,
                              gpointer             data)
{
  GTask *task;

  g_return_if_fail (GALLEY_IS_WORKSPACE (self));
  g_return_if_fail (filters != NULL || n_filters == 0);

  task = g_task_new (self, NULL, callback, data);
  g_task_set_source_tag (task, galley_workspace_count_async);
  /* Figures may come behind the list that they stand beside. */
  galley_workspace_answer_from_store (self, task, GALLEY_LANE_BACKGROUND, count_in_store, filters_new (filters,
                                      n_filters), filters_free, (GDestroyNotify) g_array_unref);
}

GArray *
galley_workspace_count_finish (GalleyWorkspace  *self,
                               GAsyncResult     *result,
                               GError          **error)
{
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* One bit for each status that waits for this user when somebody else wrote the article. */
static guint
find_waiting (GalleyWorkspace *self)
{
  GalleyWorkflow *workflow = galley_site_get_workflow (galley_layout_get_site (self->layout));
  guint waiting = 0;

  for (guint status = 0; status < GALLEY_N_STATUSES; status++)
    {
      g_autoptr (GalleyState) state = galley_state_new ();

      state->status = status;
      galley_state_set_text (&state->owner, "somebody else");
      galley_state_set_text (&state->department, self->user->department);
      if (galley_workflow_waits_for (workflow, state, self->user))
        waiting |= 1u << status;
    }
  return waiting;
}

GalleyFilter
galley_workspace_get_filter (GalleyWorkspace *self,
                             GalleyFilterKind kind,
                             const char      *channel)
{
  GalleyFilter filter = { .kind = kind, .user = "", .channel = channel };

  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), filter);

  filter.user = self->user->id;
  if (!galley_account_is_local (self->account))
    filter.waiting = find_waiting (self);
  return filter;
}
