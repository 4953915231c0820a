/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim.h"

#include "core/base/galley-error.h"
#include "core/model/galley-resolution.h"
#include "core/store/galley-store-outbox.h"
#include "core/store/galley-store-settings.h"
#include "core/sync/galley-cycle.h"
#include "core/wire/galley-wire.h"

/* A crash comes within so many writes of a store. */
#define CRASH_WITHIN 60

/* What a token lives, in seconds: a run takes an hour or two, and then a few more. */
#define SHORTEST_LIFE 600
#define LONGEST_LIFE (6 * 3600)

/* With a token of its own. */
static void
sign_in (SimDesk *self)
{
  Sim *sim = self->sim;

  g_clear_object (&self->transport);
  g_free (self->token);
  self->token = sim_make_token (sim, SHORTEST_LIFE + sim_choose (sim, LONGEST_LIFE));
  self->is_signed_out = FALSE;
  self->transport =
    galley_portal_transport_new_carried (sim_line_carry, self, self->token, self->clock, sim->random);
}

void
sim_desk_open (SimDesk *self)
{
  g_autoptr (GError) error = NULL;

  self->store = galley_store_open (self->folder, self->clock, &error);
  g_assert_no_error (error);
  if (self->token == NULL)
    sign_in (self);
  else
    self->transport =
      galley_portal_transport_new_carried (sim_line_carry, self, self->token, self->clock, self->sim->random);
}

void
sim_desk_close (SimDesk *self)
{
  if (self->store == NULL)
    return;
  g_clear_object (&self->transport);
  galley_store_close (self->store);
  g_clear_object (&self->store);
}

static gpointer
nothing_in_store (GalleyDatabase *database,
                  gpointer        input,
                  GError        **error)
{
  return NULL;
}

void
sim_desk_drain (SimDesk *self)
{
  galley_store_run (self->store, GALLEY_LANE_SERVED, nothing_in_store, NULL, NULL);
}

void
sim_desk_back_up (SimDesk *self)
{
  sim_note (self->sim, "desk %u is backed up", self->number);
  if (self->backup == NULL)
    self->backup = g_strconcat (self->folder, "-backup", NULL);
  sim_desk_close (self);
  sim_remove_folder (self->backup);
  sim_copy_folder (self->folder, self->backup);
  sim_desk_open (self);
}

void
sim_desk_restore (SimDesk *self)
{
  Sim *sim = self->sim;
  g_autoptr (GString) kept = g_string_new (NULL);

  if (self->backup == NULL)
    return;
  sim_note (sim, "desk %u is restored", self->number);
  sim_desk_close (self);
  sim_remove_folder (self->folder);
  sim_copy_folder (self->backup, self->folder);
  sim_desk_open (self);

  for (guint i = 0; i <= sim->n_desks; i++)
    {
      g_autoptr (GString) texts = sim_dup_texts (sim, i < sim->n_desks ? &sim->desks[i] : NULL, FALSE);

      g_string_append (kept, texts->str);
    }
  sim_forgive (sim, kept);
}

static gpointer
lose_cursor_in_store (GalleyDatabase *database,
                      gpointer        cursor,
                      GError        **error)
{
  galley_setting_save_text_in_store (database, GALLEY_SETTING_CURSOR, cursor, error);
  return NULL;
}

void
sim_desk_lose_cursor (SimDesk *self)
{
  sim_note (self->sim, "desk %u loses its cursor", self->number);
  galley_store_run (self->store, GALLEY_LANE_SAVE, lose_cursor_in_store, "0123456789abcdef.1", NULL);
}

static gpointer
answer_deletions_in_store (GalleyDatabase *database,
                           gpointer        are_taken,
                           GError        **error)
{
  galley_cycle_answer_deletions_in_store (database, GPOINTER_TO_INT (are_taken), error);
  return NULL;
}

gboolean
sim_desk_sync (SimDesk *self)
{
  Sim *sim = self->sim;
  GalleyCycleReport report = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean is_whole;

  if (self->is_signed_out && !self->is_cut_off && !sim->is_server_down && !sim->is_server_failing)
    {
      sim_note (sim, "desk %u signs in", self->number);
      sign_in (self);
    }
  sim_note (sim, "desk %u syncs", self->number);
  is_whole = galley_cycle_run (self->store, self->transport, self->clock, SIM_PATIENCE, &report, NULL, NULL, &error);
  sim_note (sim, "  pulled %u, pushed %u, merged %u, conflicts %u, parked %u, deletions %u: %s", report.pulled,
            report.pushed, report.merged, report.conflicts, report.parked, report.deletions,
            error != NULL ? error->message : "done");
  self->is_signed_out = g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_AUTH);
  if (!is_whole && report.deletions > 0)
    {
      gboolean are_taken = sim_happens (sim, 50);

      sim_note (sim, "  the deletions are %s", are_taken ? "taken" : "not taken");
      if (are_taken)
        {
          g_autoptr (GString) texts = sim_dup_texts (sim, self, FALSE);

          sim_throw_words (sim, texts->str, NULL);
        }
      galley_store_run (self->store, GALLEY_LANE_PERSON, answer_deletions_in_store, GINT_TO_POINTER (are_taken), NULL);
    }
  return is_whole;
}

void
sim_desk_crash (SimDesk *self)
{
  Sim *sim = self->sim;
  guint call = sim_choose (sim, CRASH_WITHIN);

  sim_note (sim, "desk %u crashes at write %u", self->number, call);
  sim_desk_drain (self);
  sim_begin_fault (self->folder, FAULT_IO, call);
  if (sim_happens (sim, 30))
    sim_desk_type (self);
  else
    sim_desk_sync (self);
  sim_desk_close (self);
  sim_end_fault (sim);
  sim_desk_open (self);
}

void
sim_desk_fill_disk (SimDesk *self)
{
  Sim *sim = self->sim;
  Fault fault = sim_happens (sim, 50) ? FAULT_FULL : FAULT_SHORT_WRITE;
  guint call = sim_choose (sim, CRASH_WITHIN);

  sim_note (sim, "desk %u has a full disk from write %u on", self->number, call);
  sim_desk_drain (self);
  sim_begin_fault (self->folder, fault, call);
  sim_desk_type (self);
  sim_desk_sync (self);
  sim_desk_drain (self);
  sim_end_fault (sim);
}

/* Conflicts. */

typedef struct
{
  const char *id;
  GalleyRevision *resolved;
  gint64 now;
} SettleInput;

static gpointer
load_in_store (GalleyDatabase *database,
               gpointer        id,
               GError        **error)
{
  return galley_record_load_in_store (database, id, error);
}

static gpointer
resolve_in_store (GalleyDatabase *database,
                  gpointer        input,
                  GError        **error)
{
  SettleInput *settle = input;

  galley_record_resolve_in_store (database, settle->resolved, settle->now, error);
  return NULL;
}

/* (transfer full) */
static GalleyRevision *
choose_each (SimDesk      *self,
             GalleyRecord *record)
{
  g_autofree GalleyChoice *choices = g_new0 (GalleyChoice, record->conflicts->len + 1);

  for (guint i = 0; i < record->conflicts->len; i++)
    choices[i] = sim_choose (self->sim, GALLEY_CHOICE_BOTH + 1);
  return galley_resolution_new (record->revision, record->theirs, record->conflicts, choices);
}

/* (transfer full) */
static GalleyRevision *
choose_side (SimDesk      *self,
             GalleyRecord *record,
             const char  **how)
{
  guint what = sim_choose (self->sim, 3);

  *how = what == 0 ? "mine" : what == 1 || record->conflicts == NULL ? "theirs" : "some of each";
  if (what == 2 && record->conflicts != NULL)
    return choose_each (self, record);
  return galley_revision_ref (what == 0 ? record->revision : record->theirs);
}

/* What of a side is not in what was chosen somebody has seen, and does not want. */
static void
throw_side (Sim            *self,
            GalleyRevision *side,
            const char     *chosen)
{
  g_autofree char *text = galley_wire_write_content (side);

  sim_throw_words (self, text, chosen);
}

gboolean
sim_desk_settle (SimDesk *self)
{
  Sim *sim = self->sim;
  gboolean is_settled = FALSE;

  for (guint i = 0; i < sim->ids->len; i++)
    {
      const char *id = sim->ids->pdata[i];
      g_autoptr (GError) error = NULL;
      g_autoptr (GalleyRecord) record =
        galley_store_run (self->store, GALLEY_LANE_PERSON, load_in_store, (gpointer) id, &error);
      SettleInput input = { id, NULL, galley_clock_get_real_time (self->clock) };
      g_autoptr (GalleyRevision) resolved = NULL;
      g_autofree char *chosen = NULL;
      g_autofree char *base = NULL;
      const char *how;

      if (record == NULL || record->theirs == NULL)
        continue;
      input.resolved = resolved = choose_side (self, record, &how);
      sim_note (sim, "desk %u settles %s by %s", self->number, id, how);
      galley_store_run (self->store, GALLEY_LANE_SAVE, resolve_in_store, &input, &error);
      g_assert_no_error (error);
      chosen = galley_wire_write_content (resolved);
      throw_side (sim, record->revision, chosen);
      throw_side (sim, record->theirs, chosen);
      base = record->base != NULL ? galley_wire_write_content (record->base) : g_strdup ("");
      sim_copy_words (sim, chosen, base);
      is_settled = TRUE;
    }
  return is_settled;
}

typedef struct
{
  gboolean is_patient;
  guint n_going;
} PressInput;

static gpointer
press_on_in_store (GalleyDatabase *database,
                   gpointer        data,
                   GError        **error)
{
  PressInput *press = data;
  g_autoptr (GPtrArray) entries = galley_outbox_load_in_store (database, error);
  g_autoptr (GHashTable) refused = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const GalleyOutboxEntry *entry = entries->pdata[i];

      if (entry->parked != NULL && entry->kind != GALLEY_OUTBOX_ACTION)
        g_hash_table_add (refused, entry->article);
    }
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const GalleyOutboxEntry *entry = entries->pdata[i];

      /* An order waits with the text that it is for. */
      if (press->is_patient || (entry->parked == NULL && !g_hash_table_contains (refused, entry->article)))
        press->n_going++;
      if (entry->parked == NULL || !press->is_patient)
        continue;
      if (entry->kind == GALLEY_OUTBOX_ACTION)
        galley_outbox_remove_in_store (database, entry->sequence, error);
      else
        galley_outbox_unpark_in_store (database, entry->sequence, "", 0, 0, error);
    }
  return NULL;
}

guint
sim_desk_press_on (SimDesk *self,
                   gboolean is_patient)
{
  PressInput press = { .is_patient = is_patient };
  g_autoptr (GError) error = NULL;

  galley_store_run (self->store, GALLEY_LANE_PERSON, press_on_in_store, &press, &error);
  g_assert_no_error (error);
  return press.n_going;
}
