/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order of a pass, and what its steps have in common. */
#include "core/sync/galley-cycle.h"

#include "core/base/galley-error.h"
#include "core/portal/galley-layout.h"
#include "core/store/galley-store-settings.h"
#include "core/sync/galley-cycle-private.h"

#include <string.h>

gboolean
galley_cycle_run_job (GalleyCycle   *self,
                      GalleyStoreJob job,
                      gpointer       input,
                      GError       **error)
{
  GError *cause = NULL;

  galley_store_run (self->store, GALLEY_LANE_BACKGROUND, job, input, &cause);
  if (cause == NULL)
    return TRUE;
  g_propagate_error (error, cause);
  return FALSE;
}

static gpointer
load_record_in_store (GalleyDatabase *database,
                      gpointer        input,
                      GError        **error)
{
  return galley_record_load_in_store (database, input, error);
}

GalleyRecord *
galley_cycle_load_record (GalleyCycle *self,
                          const char  *id,
                          GError     **error)
{
  return galley_store_run (self->store, GALLEY_LANE_BACKGROUND, load_record_in_store, (gpointer) id, error);
}

static gpointer
load_orders_in_store (GalleyDatabase *database,
                      gpointer        input,
                      GError        **error)
{
  return galley_outbox_load_orders_in_store (database, error);
}

static gpointer
load_contents_in_store (GalleyDatabase *database,
                        gpointer        input,
                        GError        **error)
{
  return galley_outbox_load_contents_in_store (database, error);
}

static GPtrArray *
load_due (GalleyCycle   *self,
          GalleyStoreJob load,
          GError       **error)
{
  g_autoptr (GPtrArray) entries = galley_store_run (self->store, GALLEY_LANE_BACKGROUND, load, NULL, error);
  gint64 now = galley_clock_get_boot_time (self->clock);
  guint n_due = 0;

  if (entries == NULL)
    return NULL;
  for (guint i = 0; i < entries->len; i++)
    {
      GalleyOutboxEntry *entry = g_ptr_array_index (entries, i);
      /* A hold of another boot has passed. */
      gboolean is_held =
        entry->hold_until > now && g_strcmp0 (entry->boot_id, galley_clock_get_boot_id ()) == 0;

      if (entry->parked != NULL || is_held || entry->next_try > now)
        continue;
      entries->pdata[i] = entries->pdata[n_due];
      entries->pdata[n_due++] = entry;
    }
  g_ptr_array_set_size (entries, (int) n_due);
  return g_steal_pointer (&entries);
}

GPtrArray *
galley_cycle_load_due_orders (GalleyCycle *self,
                              GError     **error)
{
  return load_due (self, load_orders_in_store, error);
}

GPtrArray *
galley_cycle_load_due_contents (GalleyCycle *self,
                                GError     **error)
{
  return load_due (self, load_contents_in_store, error);
}

typedef struct
{
  gint64 sequence;
  const char *reason;
} ParkInput;

static gpointer
park_in_store (GalleyDatabase *database,
               gpointer        input,
               GError        **error)
{
  ParkInput *park = input;

  galley_outbox_park_in_store (database, park->sequence, park->reason, error);
  return NULL;
}

gboolean
galley_cycle_park (GalleyCycle *self,
                   gint64       sequence,
                   const char  *reason,
                   GError     **error)
{
  ParkInput input = { sequence, reason };

  self->report->parked++;
  return galley_cycle_run_job (self, park_in_store, &input, error);
}

typedef struct
{
  const char *id;
  gint64 now;
} RemoveInput;

static gpointer
remove_in_store (GalleyDatabase *database,
                 gpointer        input,
                 GError        **error)
{
  RemoveInput *remove = input;

  galley_record_remove_in_store (database, remove->id, FALSE, remove->now, error);
  return NULL;
}

gboolean
galley_cycle_remove (GalleyCycle *self,
                     const char  *id,
                     GError     **error)
{
  RemoveInput input = { id, galley_clock_get_real_time (self->clock) };

  return galley_cycle_run_job (self, remove_in_store, &input, error);
}

gboolean
galley_cycle_run (GalleyStore        *store,
                  GalleyTransport    *transport,
                  GalleyClock        *clock,
                  gint64              patience,
                  GalleyCycleReport  *report,
                  GalleyMediaTraffic *traffic,
                  GCancellable       *cancellable,
                  GError            **error)
{
  GalleyCycleReport unasked;
  GalleyCycle self = { store, transport, clock, patience, report, traffic, cancellable };

  g_return_val_if_fail (GALLEY_IS_STORE (store), FALSE);
  g_return_val_if_fail (GALLEY_IS_TRANSPORT (transport), FALSE);
  g_return_val_if_fail (GALLEY_IS_CLOCK (clock), FALSE);

  if (report == NULL)
    self.report = &unasked;
  memset (self.report, 0, sizeof *self.report);

  return galley_cycle_act (&self, TRUE, error) && galley_cycle_pull (&self, error)
         && galley_cycle_push (&self, error) && galley_cycle_act (&self, FALSE, error)
         && galley_cycle_hand_over (&self, error) && galley_cycle_place (&self, error)
         && galley_cycle_send_asked (&self, error) && galley_cycle_fetch_media (&self, error);
}

typedef struct
{
  const char *session;
  GBytes *layout;
  const char *etag;
  char *time;
} GreetInput;

static gpointer
save_session_in_store (GalleyDatabase *database,
                       gpointer        input,
                       GError        **error)
{
  GreetInput *greet = input;

  galley_setting_save_text_in_store (database, GALLEY_SETTING_SESSION, greet->session, error);
  return NULL;
}

static gpointer
save_layout_in_store (GalleyDatabase *database,
                      gpointer        input,
                      GError        **error)
{
  GreetInput *greet = input;

  if (galley_setting_save_in_store (database, GALLEY_SETTING_LAYOUT, greet->layout, error)
      && galley_setting_save_text_in_store (database, GALLEY_SETTING_LAYOUT_ETAG, greet->etag, error))
    galley_setting_save_text_in_store (database, GALLEY_SETTING_LAYOUT_TIME, greet->time, error);
  return NULL;
}

static gpointer
load_layout_etag_in_store (GalleyDatabase *database,
                           gpointer        input,
                           GError        **error)
{
  return galley_setting_load_text_in_store (database, GALLEY_SETTING_LAYOUT_ETAG, error);
}

gboolean
galley_cycle_greet_layout (GalleyCycle *self,
                           GError     **error)
{
  g_autoptr (GalleyLayout) layout = NULL;
  g_autoptr (GBytes) zip = NULL;
  g_autofree char *etag = NULL;
  g_autofree char *new_etag = NULL;
  g_autofree char *time = galley_time_format (galley_clock_get_real_time (self->clock));
  GError *cause = NULL;

  etag = galley_store_run (self->store, GALLEY_LANE_BACKGROUND, load_layout_etag_in_store, NULL, &cause);
  if (cause == NULL)
    zip = galley_transport_layout (self->transport, etag, &new_etag, self->cancellable, &cause);
  if (cause != NULL)
    {
      g_propagate_error (error, cause);
      return FALSE;
    }
  if (zip == NULL)
    return TRUE;

  /* A pack that cannot be read never takes the place of one that can. */
  layout = galley_layout_new_from_zip (zip, error);
  if (layout == NULL)
    {
      g_prefix_error (error, "The portal's layout: ");
      return FALSE;
    }
  return galley_cycle_run_job (self, save_layout_in_store, &(GreetInput){ NULL, zip, new_etag, time }, error);
}

static gpointer
save_people_in_store (GalleyDatabase *database,
                      gpointer        text,
                      GError        **error)
{
  galley_setting_save_text_in_store (database, GALLEY_SETTING_PEOPLE, text, error);
  return NULL;
}

/* A server that does not tell is no trouble: nobody new is known then. */
static gboolean
greet_people (GalleyCycle *self,
              GError     **error)
{
  g_autofree char *text = galley_transport_load_people (self->transport, self->cancellable, NULL);

  return text == NULL || galley_cycle_run_job (self, save_people_in_store, text, error);
}

gboolean
galley_cycle_greet (GalleyStore     *store,
                    GalleyTransport *transport,
                    GalleyClock     *clock,
                    GCancellable    *cancellable,
                    GError         **error)
{
  GalleyCycle self = { store, transport, clock, 0, NULL, NULL, cancellable };
  g_autoptr (GalleySession) session = NULL;

  g_return_val_if_fail (GALLEY_IS_STORE (store), FALSE);
  g_return_val_if_fail (GALLEY_IS_TRANSPORT (transport), FALSE);
  g_return_val_if_fail (GALLEY_IS_CLOCK (clock), FALSE);

  session = galley_transport_hello (transport, cancellable, error);
  if (session == NULL || !galley_session_check_client (session, error))
    return FALSE;
  return galley_cycle_run_job (&self, save_session_in_store, &(GreetInput){ session->json, NULL, NULL, NULL },
                               error)
         && greet_people (&self, error) && galley_cycle_greet_layout (&self, error);
}
