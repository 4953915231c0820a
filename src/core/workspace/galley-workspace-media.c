/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Media that go from this computer, in the store's last lane. Sweeping is short steps, each asking for the next, so that
 * whatever a person does goes first; once a start is enough: what it would find is a week old. And how much may be kept of
 * what the server has too. */
#include "core/workspace/galley-workspace.h"

#include "core/store/galley-media-cache.h"
#include "core/store/galley-media-sweep.h"
#include "core/workspace/galley-workspace-private.h"

typedef struct
{
  GWeakRef workspace;
  GalleyMediaSweep *sweep;
} Caller;

static void
caller_free (Caller *self)
{
  g_weak_ref_clear (&self->workspace);
  galley_media_sweep_unref (self->sweep);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Caller, caller_free)

static gpointer
step_in_store (GalleyDatabase *database,
               gpointer        input,
               GError        **error)
{
  galley_media_sweep_step_in_store (input, database, error);
  return NULL;
}

static void run (GalleyWorkspace *self, GalleyMediaSweep *sweep);

static void
stepped_cb (GObject      *store,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (Caller) caller = data;
  g_autoptr (GalleyWorkspace) self = g_weak_ref_get (&caller->workspace);
  g_autoptr (GError) error = NULL;

  galley_store_run_finish (GALLEY_STORE (store), result, &error);
  /* What was not swept now will be at the next start; nobody waits for it. */
  if (error != NULL)
    g_info ("Sweeping media: %s", error->message);
  else if (!galley_media_sweep_is_done (caller->sweep) && self != NULL && !self->is_closed)
    run (self, caller->sweep);
}

static void
run (GalleyWorkspace  *self,
     GalleyMediaSweep *sweep)
{
  Caller *caller = g_new0 (Caller, 1);

  g_weak_ref_init (&caller->workspace, self);
  caller->sweep = galley_media_sweep_ref (sweep);
  galley_store_run_async (self->store, GALLEY_LANE_BACKGROUND, step_in_store, galley_media_sweep_ref (sweep),
                          (GDestroyNotify) galley_media_sweep_unref, NULL, NULL, stepped_cb, caller);
}

void
galley_workspace_sweep_media (GalleyWorkspace *self)
{
  g_autoptr (GalleyMediaSweep) sweep =
    galley_media_sweep_new (galley_store_get_folder (self->store), galley_clock_get_real_time (self->clock));

  run (self, sweep);
}

/* --- how much of them is kept ------------------------------------------------------------------------------------ */

typedef struct
{
  char *folder;
  gint64 limit;
} LimitInput;

static void
limit_input_free (gpointer data)
{
  LimitInput *self = data;

  g_free (self->folder);
  g_free (self);
}

static gpointer
set_limit_in_store (GalleyDatabase *database,
                    gpointer        data,
                    GError        **error)
{
  LimitInput *input = data;

  galley_media_cache_set_limit_in_store (database, input->folder, input->limit, error);
  return NULL;
}

static void
limit_set_cb (GObject      *store,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GError) error = NULL;

  /* It is said again at the next start. */
  if (galley_store_run_finish (GALLEY_STORE (store), result, &error) == NULL && error != NULL)
    g_message ("the limit of media was not kept: %s", error->message);
}

void
galley_workspace_set_media_limit (GalleyWorkspace *self,
                                  gint64           limit)
{
  LimitInput *input;

  g_return_if_fail (GALLEY_IS_WORKSPACE (self));
  g_return_if_fail (limit >= 0);

  input = g_new0 (LimitInput, 1);
  input->folder = g_strdup (galley_store_get_folder (self->store));
  input->limit = limit;
  galley_store_run_async (self->store, GALLEY_LANE_BACKGROUND, set_limit_in_store, input, limit_input_free, NULL, NULL,
                          limit_set_cb, NULL);
}
