/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Thinning versions in the store's last lane: short jobs, each asking for the next, so that whatever a person does goes
 * first. */
#include "core/workspace/galley-workspace.h"

#include "core/workspace/galley-workspace-private.h"

#define PAUSE (10 * G_TIME_SPAN_MINUTE)

typedef struct
{
  char *id; /* NULL: all */
  gint64 now;
  gint64 cursor;
  gboolean is_done;
} Thinning;

typedef struct
{
  GWeakRef workspace;
  char *id;
  gint64 cursor;
} Caller;

static void
thinning_free (gpointer data)
{
  Thinning *self = data;

  g_free (self->id);
  g_free (self);
}

static void
caller_free (Caller *self)
{
  g_weak_ref_clear (&self->workspace);
  g_free (self->id);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Caller, caller_free)

static Thinning *
thinning_copy (const Thinning *other)
{
  Thinning *self = g_new0 (Thinning, 1);

  *self = *other;
  self->id = NULL;
  return self;
}

static gpointer
thin_in_store (GalleyDatabase *database,
               gpointer        data,
               GError        **error)
{
  Thinning *thinning = data;
  gboolean is_well =
      thinning->id != NULL
          ? galley_versions_thin_in_store (database, thinning->id, thinning->now, &thinning->is_done, error)
          : galley_versions_thin_all_in_store (database, &thinning->cursor, thinning->now, &thinning->is_done, error);

  return is_well ? thinning_copy (thinning) : NULL;
}

static void run (GalleyWorkspace *self, const char *id, gint64 cursor);

static void
thinned_cb (GObject      *store,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (Caller) caller = data;
  g_autoptr (GalleyWorkspace) self = g_weak_ref_get (&caller->workspace);
  g_autoptr (GError) error = NULL;
  Thinning *thinned = galley_store_run_finish (GALLEY_STORE (store), result, &error);

  /* What was not thinned now will be the next time; nobody waits for it. */
  if (thinned == NULL)
    g_info ("Thinning versions: %s", error->message);
  else if (!thinned->is_done && self != NULL && !self->is_closed)
    run (self, caller->id, thinned->cursor);
  g_clear_pointer (&thinned, thinning_free);
}

static void
run (GalleyWorkspace *self,
     const char      *id,
     gint64           cursor)
{
  Thinning *thinning = g_new0 (Thinning, 1);
  Caller *caller = g_new0 (Caller, 1);

  thinning->id = g_strdup (id);
  thinning->now = galley_clock_get_real_time (self->clock);
  thinning->cursor = cursor;
  g_weak_ref_init (&caller->workspace, self);
  caller->id = g_strdup (id);
  galley_store_run_async (self->store, GALLEY_LANE_BACKGROUND, thin_in_store, thinning, thinning_free, thinning_free,
                          NULL, thinned_cb, caller);
}

void
galley_workspace_thin_versions (GalleyWorkspace *self,
                                const char      *id)
{
  gint64 now = galley_clock_get_boot_time (self->clock);
  const gint64 *last = id != NULL ? g_hash_table_lookup (self->thinned, id) : NULL;

  if (self->is_closed || (last != NULL && now - *last < PAUSE))
    return;
  if (id != NULL)
    g_hash_table_insert (self->thinned, g_strdup (id), g_memdup2 (&now, sizeof now));
  run (self, id, 0);
}
