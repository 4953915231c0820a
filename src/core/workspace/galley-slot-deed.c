/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/workspace/galley-slot-deed.h"

#include "core/base/galley-error.h"
#include "core/portal/galley-page-item.h"
#include "core/store/galley-store-articles.h"
#include "core/store/galley-store-slots.h"
#include "core/workspace/galley-workspace-private.h"

/* One slot of it. */
typedef struct
{
  char *slot;
  GalleyPlacements *before, *after;
} Step;

struct _GalleySlotDeed
{
  gatomicrefcount ref_count;
  GPtrArray *steps; /* (element-type Step) */
};

static void
step_free (gpointer data)
{
  Step *self = data;

  g_free (self->slot);
  galley_placements_unref (self->before);
  galley_placements_unref (self->after);
  g_free (self);
}

static GalleySlotDeed *
slot_deed_new (void)
{
  GalleySlotDeed *self = g_new0 (GalleySlotDeed, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->steps = g_ptr_array_new_with_free_func (step_free);
  return self;
}

GalleySlotDeed *
galley_slot_deed_ref (GalleySlotDeed *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
galley_slot_deed_unref (GalleySlotDeed *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->steps);
  g_free (self);
}

/* --- in the store ------------------------------------------------------------------------------------------------ */

/* What a person sees in the slot: what waits to go out, unless that was refused. (transfer full) */
static GalleyPlacements *
load_shown (GalleyDatabase *database,
            const char     *slot,
            GError        **error)
{
  GError *cause = NULL;
  g_autoptr (GalleySlotChange) change = galley_slot_change_load_in_store (database, slot, &cause);

  if (cause != NULL)
    {
      g_propagate_error (error, cause);
      return NULL;
    }
  if (change != NULL && change->refused == NULL)
    return galley_placements_ref (change->wanted);
  return galley_slot_load_in_store (database, slot, error);
}

static gboolean
are_equal (GalleyPlacements *a,
           GalleyPlacements *b)
{
  g_autofree char *hash_a = galley_placements_dup_hash (a);
  g_autofree char *hash_b = galley_placements_dup_hash (b);

  return g_str_equal (hash_a, hash_b);
}

/* Takes @before and @after. */
static gboolean
do_step (GalleySlotDeed           *self,
         GalleyDatabase           *database,
         const GalleySlotPlacing  *placing,
         const char               *slot,
         GalleyPlacements         *before,
         GalleyPlacements         *after,
         GError                  **error)
{
  Step *step = g_new0 (Step, 1);

  step->slot = g_strdup (slot);
  step->before = before;
  step->after = after;
  g_ptr_array_add (self->steps, step);
  return are_equal (before, after) || galley_slot_place_in_store (database, placing, slot, after, error);
}

typedef struct
{
  GalleySlotPlacing placing;
  GalleySlot slot; /* its strings are the layout's */
  GalleyLayout *layout;
  char *article, *from, *before;
  gint64 now;
} PutInput;

static void
put_input_free (gpointer data)
{
  PutInput *self = data;

  galley_layout_unref (self->layout);
  g_free (self->article);
  g_free (self->from);
  g_free (self->before);
  g_free (self);
}

/* (nullable): it does not stand there. */
static const GalleyPlacement *
find (GalleyPlacements *placements,
      const char       *article)
{
  int index = placements != NULL ? galley_placements_find (placements, article) : -1;

  return index >= 0 ? galley_placements_get (placements, (guint) index) : NULL;
}

/* Counted without the article itself. What is put where nobody sees it would seem to have gone. */
static guint
get_position (const PutInput   *input,
              GalleyPlacements *there)
{
  g_autoptr (GalleyPlacements) others = galley_placements_without (there, input->article);
  int before = input->before != NULL ? galley_placements_find (others, input->before) : -1;
  guint last = MIN (galley_placements_get_length (others), input->slot.n_items - 1);

  return before >= 0 ? MIN ((guint) before, last) : last;
}

/* Readers have to see it there. */
static gboolean
check_article (GalleyDatabase *database,
               const PutInput *input,
               GError        **error)
{
  g_autoptr (GalleyRecord) record = galley_record_load_in_store (database, input->article, error);
  GalleyPageItem *item;
  gboolean has_picture;

  if (record == NULL)
    return FALSE;
  if (!galley_state_is_public (galley_revision_get_state (record->revision)))
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_REJECTED, "article %s is not public", input->article);
      return FALSE;
    }
  item = galley_page_item_new (record->revision);
  has_picture = galley_page_item_get_slide (item) != NULL;
  galley_page_item_free (item);
  if (input->slot.picture_width == 0 || has_picture)
    return TRUE;
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "article %s has no picture for slot %s", input->article,
               input->slot.id);
  return FALSE;
}

static gpointer
put_in_store (GalleyDatabase *database,
              gpointer        data,
              GError        **error)
{
  const PutInput *input = data;
  gboolean is_move = input->from != NULL && !g_str_equal (input->from, input->slot.id);
  g_autoptr (GalleySlotDeed) deed = slot_deed_new ();
  g_autoptr (GalleyPlacements) there = load_shown (database, input->slot.id, error);
  g_autoptr (GalleyPlacements) source = NULL;
  g_autoptr (GalleyPlacements) after = NULL;
  const GalleyPlacement *known;
  GalleyPlacement placement = { input->article, "", 0 };

  if (there == NULL || !check_article (database, input, error))
    return NULL;
  if (is_move && (source = load_shown (database, input->from, error)) == NULL)
    return NULL;
  known = find (source, input->article);
  if (known == NULL)
    known = find (there, input->article);
  if (known != NULL && (known->until == 0 || known->until > input->now))
    placement = *known;
  else if (input->slot.duration > 0)
    placement.until = input->now + input->slot.duration;
  after = galley_placements_with (there, &placement, get_position (input, there), error);
  if (after == NULL)
    return NULL;
  if (find (source, input->article) != NULL
      && !do_step (deed, database, &input->placing, input->from, galley_placements_ref (source),
                   galley_placements_without (source, input->article), error))
    return NULL;
  if (!do_step (deed, database, &input->placing, input->slot.id, g_steal_pointer (&there), g_steal_pointer (&after),
                error))
    return NULL;
  return g_steal_pointer (&deed);
}

typedef struct
{
  GalleySlotPlacing placing;
  char *slot;
  GalleyPlacements *seen, *wanted;
} ChangeInput;

static void
change_input_free (gpointer data)
{
  ChangeInput *self = data;

  g_free (self->slot);
  galley_placements_unref (self->seen);
  galley_placements_unref (self->wanted);
  g_free (self);
}

static gpointer
change_in_store (GalleyDatabase *database,
                 gpointer        data,
                 GError        **error)
{
  const ChangeInput *input = data;
  g_autoptr (GalleySlotDeed) deed = slot_deed_new ();
  g_autoptr (GalleyPlacements) shown = NULL;

  if (!galley_slot_check_in_store (database, input->slot, input->seen, error))
    return NULL;
  shown = load_shown (database, input->slot, error);
  if (shown == NULL
      || !do_step (deed, database, &input->placing, input->slot, g_steal_pointer (&shown),
                   galley_placements_ref (input->wanted), error))
    return NULL;
  return g_steal_pointer (&deed);
}

typedef struct
{
  GalleySlotPlacing placing;
  GalleySlotDeed *deed;
} UndoInput;

static void
undo_input_free (gpointer data)
{
  galley_slot_deed_unref (((UndoInput *) data)->deed);
  g_free (data);
}

static gpointer
undo_in_store (GalleyDatabase *database,
               gpointer        data,
               GError        **error)
{
  const UndoInput *input = data;

  for (guint i = 0; i < input->deed->steps->len; i++)
    {
      const Step *step = input->deed->steps->pdata[i];
      g_autoptr (GalleyPlacements) shown = load_shown (database, step->slot, error);

      if (shown == NULL)
        return NULL;
      if (!are_equal (shown, step->after))
        {
          g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_CONFLICT, "slot %s has changed since", step->slot);
          return NULL;
        }
      if (!are_equal (shown, step->before)
          && !galley_slot_place_in_store (database, &input->placing, step->slot, step->before, error))
        return NULL;
    }
  return galley_slot_deed_ref (input->deed);
}

/* --- on the main thread ------------------------------------------------------------------------------------------ */

static void
run (GalleyWorkspace *workspace,
     GalleyStoreJob   job,
     gpointer         input,
     GDestroyNotify   free_input,
     GTask           *task)
{
  galley_workspace_answer_from_store (workspace, task, GALLEY_LANE_PERSON, job, input, free_input,
                                      (GDestroyNotify) galley_slot_deed_unref);
}

static GalleySlotPlacing
get_placing (GalleyWorkspace *workspace)
{
  return (GalleySlotPlacing){
    .boot = galley_clock_get_boot_time (workspace->clock),
    .is_local = galley_account_is_local (workspace->account),
  };
}

void
galley_slot_deed_put_async (GalleyWorkspace     *workspace,
                            const GalleySlotPut *put,
                            GAsyncReadyCallback  callback,
                            gpointer             data)
{
  GTask *task;
  const GalleySlot *slot;
  PutInput *input;

  g_return_if_fail (GALLEY_IS_WORKSPACE (workspace));
  g_return_if_fail (put != NULL && put->article != NULL && put->slot != NULL);

  task = g_task_new (workspace, NULL, callback, data);
  g_task_set_source_tag (task, galley_slot_deed_put_async);
  slot = galley_site_get_slot (galley_layout_get_site (workspace->layout), put->slot);
  if (slot == NULL)
    {
      g_task_return_new_error (task, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND, "no slot %s", put->slot);
      g_object_unref (task);
      return;
    }
  input = g_new0 (PutInput, 1);
  input->placing = get_placing (workspace);
  input->slot = *slot;
  input->layout = galley_layout_ref (workspace->layout);
  input->article = g_strdup (put->article);
  input->from = g_strdup (put->from);
  input->before = g_strdup (put->before);
  input->now = galley_clock_get_real_time (workspace->clock);
  run (workspace, put_in_store, input, put_input_free, task);
}

void
galley_slot_deed_change_async (GalleyWorkspace     *workspace,
                               const char          *slot,
                               GalleyPlacements    *seen,
                               GalleyPlacements    *wanted,
                               GAsyncReadyCallback  callback,
                               gpointer             data)
{
  GTask *task;
  ChangeInput *input;

  g_return_if_fail (GALLEY_IS_WORKSPACE (workspace));
  g_return_if_fail (slot != NULL && seen != NULL && wanted != NULL);

  task = g_task_new (workspace, NULL, callback, data);
  g_task_set_source_tag (task, galley_slot_deed_change_async);
  input = g_new0 (ChangeInput, 1);
  input->placing = get_placing (workspace);
  input->slot = g_strdup (slot);
  input->seen = galley_placements_ref (seen);
  input->wanted = galley_placements_ref (wanted);
  run (workspace, change_in_store, input, change_input_free, task);
}

GalleySlotDeed *
galley_slot_deed_finish (GalleyWorkspace  *workspace,
                         GAsyncResult     *result,
                         GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, workspace), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
galley_slot_deed_is_empty (GalleySlotDeed *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  for (guint i = 0; i < self->steps->len; i++)
    {
      const Step *step = self->steps->pdata[i];

      if (!are_equal (step->before, step->after))
        return FALSE;
    }
  return TRUE;
}

gboolean
galley_slot_deed_is_last (GalleySlotDeed   *self,
                          const char       *slot,
                          GalleyPlacements *shown)
{
  g_return_val_if_fail (self != NULL && slot != NULL && shown != NULL, FALSE);

  for (guint i = 0; i < self->steps->len; i++)
    {
      const Step *step = self->steps->pdata[i];

      if (g_str_equal (step->slot, slot) && !are_equal (step->after, shown))
        return FALSE;
    }
  return TRUE;
}

void
galley_slot_deed_undo_async (GalleySlotDeed      *self,
                             GalleyWorkspace     *workspace,
                             GAsyncReadyCallback  callback,
                             gpointer             data)
{
  GTask *task;
  UndoInput *input;

  g_return_if_fail (self != NULL);
  g_return_if_fail (GALLEY_IS_WORKSPACE (workspace));

  task = g_task_new (workspace, NULL, callback, data);
  g_task_set_source_tag (task, galley_slot_deed_undo_async);
  input = g_new0 (UndoInput, 1);
  input->placing = get_placing (workspace);
  input->deed = galley_slot_deed_ref (self);
  run (workspace, undo_in_store, input, undo_input_free, task);
}

gboolean
galley_slot_deed_undo_finish (GalleyWorkspace  *workspace,
                              GAsyncResult     *result,
                              GError          **error)
{
  g_autoptr (GalleySlotDeed) deed = galley_slot_deed_finish (workspace, result, error);

  return deed != NULL;
}
