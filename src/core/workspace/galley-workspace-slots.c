/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/workspace/galley-workspace-slots.h"

#include "core/base/galley-error.h"
#include "core/store/galley-store-slots.h"
#include "core/workspace/galley-workspace-private.h"

#include <string.h>

void
galley_slot_state_free (GalleySlotState *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->present, galley_placements_unref);
  g_clear_pointer (&self->wanted, galley_placements_unref);
  g_free (self->refused);
  g_clear_pointer (&self->articles, g_hash_table_unref);
  g_free (self);
}

GalleyPlacements *
galley_slot_state_get_next (const GalleySlotState *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->wanted != NULL ? self->wanted : self->present;
}

gboolean
galley_workspace_may_place (GalleyWorkspace *self)
{
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), FALSE);

  return galley_account_is_local (self->account)
         || galley_workflow_may_place (galley_site_get_workflow (galley_layout_get_site (self->layout)), self->user);
}

/* --- reading ----------------------------------------------------------------------------------------------------- */

typedef struct
{
  char *slot;
  char *article;
} LoadInput;

static void
load_input_free (gpointer data)
{
  LoadInput *self = data;

  g_free (self->slot);
  g_free (self->article);
  g_free (self);
}

/* One that is not on this computer is left out. */
static gboolean
load_article (GalleyDatabase  *database,
              GalleySlotState *state,
              const char      *id,
              GError         **error)
{
  GError *cause = NULL;
  g_autoptr (GalleyRecord) record = NULL;

  if (g_hash_table_contains (state->articles, id))
    return TRUE;
  record = galley_record_load_in_store (database, id, &cause);
  if (record != NULL)
    g_hash_table_insert (state->articles, g_strdup (id), galley_revision_ref (record->revision));
  if (cause == NULL || g_error_matches (cause, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND))
    {
      g_clear_error (&cause);
      return TRUE;
    }
  g_propagate_error (error, cause);
  return FALSE;
}

static gboolean
load_articles (GalleyDatabase   *database,
               GalleySlotState  *state,
               GalleyPlacements *placements,
               GError          **error)
{
  for (guint i = 0; placements != NULL && i < galley_placements_get_length (placements); i++)
    if (!load_article (database, state, galley_placements_get (placements, i)->article, error))
      return FALSE;
  return TRUE;
}

static gpointer
load_in_store (GalleyDatabase *database,
               gpointer        data,
               GError        **error)
{
  const LoadInput *input = data;
  g_autoptr (GalleySlotState) state = g_new0 (GalleySlotState, 1);
  g_autoptr (GalleySlotChange) change = NULL;
  GError *cause = NULL;

  state->articles =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) galley_revision_unref);
  state->present = galley_slot_load_in_store (database, input->slot, error);
  if (state->present == NULL)
    return NULL;
  change = galley_slot_change_load_in_store (database, input->slot, &cause);
  if (cause != NULL)
    {
      g_propagate_error (error, cause);
      return NULL;
    }
  if (change != NULL)
    {
      state->wanted = galley_placements_ref (change->wanted);
      state->refused = g_steal_pointer (&change->refused);
    }
  if (!load_articles (database, state, state->present, error) || !load_articles (database, state, state->wanted, error)
      || (input->article != NULL && !load_article (database, state, input->article, error)))
    return NULL;
  return g_steal_pointer (&state);
}

void
galley_workspace_load_slot_async (GalleyWorkspace     *self,
                                  const char          *slot,
                                  const char          *article,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             data)
{
  LoadInput *input;
  GTask *task;

  g_return_if_fail (GALLEY_IS_WORKSPACE (self));
  g_return_if_fail (slot != NULL);

  input = g_new0 (LoadInput, 1);
  input->slot = g_strdup (slot);
  input->article = g_strdup (article);
  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, galley_workspace_load_slot_async);
  galley_workspace_answer_from_store (self, task, GALLEY_LANE_PERSON, load_in_store, input, load_input_free,
                                      (GDestroyNotify) galley_slot_state_free);
}

GalleySlotState *
galley_workspace_load_slot_finish (GalleyWorkspace  *self,
                                   GAsyncResult     *result,
                                   GError          **error)
{
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- changing ---------------------------------------------------------------------------------------------------- */

gboolean
galley_slot_check_in_store (GalleyDatabase   *database,
                            const char       *slot,
                            GalleyPlacements *seen,
                            GError          **error)
{
  g_autoptr (GalleyPlacements) present = galley_slot_load_in_store (database, slot, error);
  g_autofree char *hash = present != NULL ? galley_placements_dup_hash (present) : NULL;
  g_autofree char *seen_hash = galley_placements_dup_hash (seen);

  if (present == NULL)
    return FALSE;
  if (strcmp (hash, seen_hash) == 0)
    return TRUE;
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_CONFLICT, "slot %s has changed since it was looked at", slot);
  return FALSE;
}

gboolean
galley_slot_place_in_store (GalleyDatabase          *database,
                            const GalleySlotPlacing *placing,
                            const char              *slot,
                            GalleyPlacements        *wanted,
                            GError                 **error)
{
  g_autoptr (GalleyPlacements) present = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *wanted_hash = galley_placements_dup_hash (wanted);
  g_autoptr (GalleySlotChange) before = NULL;
  g_autoptr (GalleySlotChange) change = NULL;
  GError *cause = NULL;
  gboolean is_on_its_way;

  if (placing->is_local)
    return galley_slot_save_in_store (database, slot, wanted, error);
  present = galley_slot_load_in_store (database, slot, error);
  if (present == NULL)
    return FALSE;
  hash = galley_placements_dup_hash (present);
  before = galley_slot_change_load_in_store (database, slot, &cause);
  if (cause != NULL)
    {
      g_propagate_error (error, cause);
      return FALSE;
    }
  /* One that is on its way may be there already: what was before has to be asked for, then. */
  is_on_its_way = before != NULL && before->refused == NULL;
  if (!is_on_its_way && strcmp (hash, wanted_hash) == 0)
    return galley_slot_change_remove_in_store (database, slot, error);
  change = galley_slot_change_new (slot, is_on_its_way ? before->base : hash, wanted, placing->boot);
  return galley_slot_change_save_in_store (database, change, error);
}

typedef struct
{
  GalleyJobHead head;
  GalleySlotPlacing placing;
  char *slot;
  GalleyPlacements *seen, *wanted;
} PlaceInput;

static void
place_input_free (gpointer data)
{
  PlaceInput *self = data;

  g_free (self->head.article);
  g_free (self->slot);
  galley_placements_unref (self->seen);
  galley_placements_unref (self->wanted);
  g_free (self);
}

static gpointer
place_in_store (GalleyDatabase *database,
                gpointer        data,
                GError        **error)
{
  const PlaceInput *input = data;

  if (galley_slot_check_in_store (database, input->slot, input->seen, error))
    galley_slot_place_in_store (database, &input->placing, input->slot, input->wanted, error);
  return NULL;
}

void
galley_workspace_place_async (GalleyWorkspace     *self,
                              const char          *slot,
                              GalleyPlacements    *seen,
                              GalleyPlacements    *wanted,
                              GAsyncReadyCallback  callback,
                              gpointer             data)
{
  PlaceInput *input;

  g_return_if_fail (GALLEY_IS_WORKSPACE (self));
  g_return_if_fail (slot != NULL && seen != NULL && wanted != NULL);

  input = g_new0 (PlaceInput, 1);
  galley_workspace_init_job (self, &input->head, NULL);
  input->slot = g_strdup (slot);
  input->seen = galley_placements_ref (seen);
  input->wanted = galley_placements_ref (wanted);
  input->placing.boot = input->head.boot;
  input->placing.is_local = galley_account_is_local (self->account);
  galley_workspace_run_job (self, place_in_store, input, place_input_free, galley_workspace_place_async, callback, data);
}

gboolean
galley_workspace_place_finish (GalleyWorkspace  *self,
                               GAsyncResult     *result,
                               GError          **error)
{
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
