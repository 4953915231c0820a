/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/workspace/galley-settlement-keeper.h"

#include "core/store/galley-store-settings.h"
#include "core/workspace/galley-settlement-text.h"

/* As the text of an article. */
#define THROTTLE (450 * G_TIME_SPAN_MILLISECOND)

struct _GalleySettlementKeeper
{
  GObject parent_instance;

  /* owned */
  GalleySettlement *settlement; /* NULL: closed */
  GalleyWorkspace *workspace;
  char *name; /* of the setting */

  guint timeout;
  gboolean is_asked;  /* the store, since there are conflicts */
  gboolean is_loaded; /* it has answered: from now on it may be written over */
};

G_DEFINE_FINAL_TYPE (GalleySettlementKeeper, galley_settlement_keeper, G_TYPE_OBJECT)

/* --- in the store ------------------------------------------------------------------------------------------------ */

typedef struct
{
  char *name;
  char *text; /* NULL: forget it */
} Note;

static void
note_free (gpointer data)
{
  Note *note = data;

  g_free (note->name);
  g_free (note->text);
  g_free (note);
}

static gpointer
save_in_store (GalleyDatabase *database,
               gpointer        data,
               GError        **error)
{
  Note *note = data;

  galley_setting_save_text_in_store (database, note->name, note->text, error);
  return NULL;
}

static gpointer
load_in_store (GalleyDatabase *database,
               gpointer        name,
               GError        **error)
{
  return galley_setting_load_text_in_store (database, name, error);
}

/* --- writing ----------------------------------------------------------------------------------------------------- */

/* What keeps this from being written keeps the article from being written, and that is said to the person. */
static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GError) error = NULL;

  galley_store_run_finish (GALLEY_STORE (source), result, &error);
  if (error != NULL)
    g_message ("what was decided of conflicts is not kept: %s", error->message);
}

static void
stop_timer (GalleySettlementKeeper *self)
{
  if (self->timeout != 0)
    galley_clock_remove_timeout (galley_workspace_get_clock (self->workspace), self->timeout);
  self->timeout = 0;
}

static void
save (GalleySettlementKeeper *self)
{
  Note *note = g_new0 (Note, 1);

  stop_timer (self);
  note->name = g_strdup (self->name);
  note->text = galley_settlement_write (self->settlement);
  galley_store_run_async (galley_workspace_get_store (self->workspace), GALLEY_LANE_SAVE, save_in_store, note, note_free,
                          NULL, NULL, saved_cb, NULL);
}

static gboolean
timer_cb (gpointer data)
{
  GalleySettlementKeeper *self = data;

  self->timeout = 0;
  save (self);
  return G_SOURCE_REMOVE;
}

static void
decided_cb (GalleySettlementKeeper *self)
{
  if (self->is_loaded && self->timeout == 0)
    self->timeout = galley_clock_add_timeout (galley_workspace_get_clock (self->workspace), THROTTLE, timer_cb, self);
}

/* --- reading ----------------------------------------------------------------------------------------------------- */

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GalleySettlementKeeper) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = galley_store_run_finish (GALLEY_STORE (source), result, &error);

  if (error != NULL)
    g_message ("what was decided of conflicts cannot be read: %s", error->message);
  if (self->settlement == NULL)
    return;
  if (text != NULL)
    galley_settlement_read (self->settlement, text);
  self->is_loaded = TRUE;
  /* What was decided before the store answered. */
  if (galley_settlement_get_n_decided (self->settlement) > 0)
    decided_cb (self);
}

static void
conflicts_changed_cb (GalleySettlementKeeper *self)
{
  gboolean has_conflicts = galley_settlement_get_n_conflicts (self->settlement) > 0;

  if (has_conflicts && !self->is_asked)
    {
      self->is_asked = TRUE;
      galley_store_run_async (galley_workspace_get_store (self->workspace), GALLEY_LANE_PERSON, load_in_store,
                              g_strdup (self->name), g_free, g_free, NULL, loaded_cb, g_object_ref (self));
    }
  else if (!has_conflicts && self->is_loaded)
    {
      save (self);
    }
}

/* --- life -------------------------------------------------------------------------------------------------------- */

static void
galley_settlement_keeper_dispose (GObject *object)
{
  galley_settlement_keeper_close (GALLEY_SETTLEMENT_KEEPER (object));

  G_OBJECT_CLASS (galley_settlement_keeper_parent_class)->dispose (object);
}

static void
galley_settlement_keeper_finalize (GObject *object)
{
  g_free (GALLEY_SETTLEMENT_KEEPER (object)->name);

  G_OBJECT_CLASS (galley_settlement_keeper_parent_class)->finalize (object);
}

static void
galley_settlement_keeper_class_init (GalleySettlementKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = galley_settlement_keeper_dispose;
  G_OBJECT_CLASS (klass)->finalize = galley_settlement_keeper_finalize;
}

static void
galley_settlement_keeper_init (GalleySettlementKeeper *self)
{
}

GalleySettlementKeeper *
galley_settlement_keeper_new (GalleySettlement *settlement,
                              GalleyWorkspace  *workspace,
                              const char       *article)
{
  GalleySettlementKeeper *self;

  g_return_val_if_fail (GALLEY_IS_SETTLEMENT (settlement) && GALLEY_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (article != NULL, NULL);

  self = g_object_new (GALLEY_TYPE_SETTLEMENT_KEEPER, NULL);
  self->settlement = g_object_ref (settlement);
  self->workspace = g_object_ref (workspace);
  self->name = g_strconcat ("settlement/", article, NULL);
  g_signal_connect_object (settlement, "decided", G_CALLBACK (decided_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settlement, "conflicts-changed", G_CALLBACK (conflicts_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

void
galley_settlement_keeper_close (GalleySettlementKeeper *self)
{
  g_return_if_fail (GALLEY_IS_SETTLEMENT_KEEPER (self));

  if (self->settlement == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->settlement, self);
  if (self->timeout != 0)
    save (self);
  g_clear_object (&self->settlement);
  g_clear_object (&self->workspace);
}
