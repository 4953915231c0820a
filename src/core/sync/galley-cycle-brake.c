/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The brake: what would delete a great deal here asks a person first. */
#include "core/sync/galley-cycle.h"
#include "core/sync/galley-cycle-private.h"

#include "core/base/galley-error.h"
#include "core/store/galley-store-settings.h"

/* A delta that deletes more than this asks first. */
#define MAX_DELETIONS 50
#define MIN_DELETIONS 5

gboolean
galley_cycle_brake (GalleyCycleReport *report,
                    guint              n_deleted,
                    guint              n_known,
                    GError           **error)
{
  if (n_deleted <= MAX_DELETIONS && (n_deleted < MIN_DELETIONS || n_deleted * 10 <= n_known))
    return TRUE;
  report->deletions = n_deleted;
  report->known = n_known;
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_FAILED,
               "The portal would delete %u of %u articles here; nothing was deleted", n_deleted, n_known);
  return FALSE;
}

gboolean
galley_cycle_answer_deletions_in_store (GalleyDatabase *database,
                                        gboolean        are_taken,
                                        GError        **error)
{
  return galley_setting_save_text_in_store (database, GALLEY_CYCLE_ANSWER,
                                            are_taken ? GALLEY_CYCLE_TAKE : GALLEY_CYCLE_KEEP, error);
}

gboolean
galley_cycle_brake_is_off (GalleyDatabase *database)
{
  g_autofree char *answer = galley_setting_load_text_in_store (database, GALLEY_CYCLE_ANSWER, NULL);

  return answer != NULL;
}
