/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three jobs an article: read there, written here, put into the trash there. */
#include "core/workspace/galley-drafts.h"

#include "core/store/galley-filter-keys.h"
#include "core/store/galley-store-adopt.h"

typedef struct
{
  char *id;
  GalleyRecord *record;
  GPtrArray *versions;
  gint64 now;
} Move;

static void
move_clear (Move *self)
{
  g_clear_pointer (&self->record, galley_record_free);
  g_clear_pointer (&self->versions, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Move, move_clear)

static gpointer
count_in_store (GalleyDatabase *database,
                gpointer        input,
                GError        **error)
{
  const GalleyFilter all = { .kind = GALLEY_FILTER_ALL };

  *(gint64 *) input = galley_filter_count_in_store (database, &all, error);
  return NULL;
}

gint64
galley_drafts_count (GalleyStore *store,
                     GError     **error)
{
  gint64 count = -1;

  g_return_val_if_fail (GALLEY_IS_STORE (store), -1);

  galley_store_run (store, GALLEY_LANE_PERSON, count_in_store, &count, error);
  return count;
}

static gpointer
list_in_store (GalleyDatabase *database,
               gpointer        input,
               GError        **error)
{
  return galley_record_list_in_store (database, error);
}

static gpointer
read_in_store (GalleyDatabase *database,
               gpointer        input,
               GError        **error)
{
  Move *move = input;

  move->record = galley_record_load_in_store (database, move->id, error);
  if (move->record != NULL)
    move->versions = galley_versions_load_in_store (database, move->id, error);
  return NULL;
}

static gpointer
adopt_in_store (GalleyDatabase *database,
                gpointer        input,
                GError        **error)
{
  Move *move = input;

  galley_record_adopt_in_store (database, move->record, move->versions, move->now, error);
  return NULL;
}

static gpointer
trash_in_store (GalleyDatabase *database,
                gpointer        input,
                GError        **error)
{
  Move *move = input;

  galley_record_set_trashed_in_store (database, move->id, TRUE, move->now, error);
  return NULL;
}

static gboolean
run (GalleyStore   *store,
     GalleyStoreJob job,
     Move          *move,
     GError       **error)
{
  GError *cause = NULL;

  galley_store_run (store, GALLEY_LANE_PERSON, job, move, &cause);
  if (cause == NULL)
    return TRUE;
  g_propagate_prefixed_error (error, cause, "Draft %s: ", move->id);
  return FALSE;
}

gint64
galley_drafts_move (GalleyStore  *from,
                    GalleyStore  *to,
                    GalleyClock  *clock,
                    GCancellable *cancellable,
                    GError      **error)
{
  g_autoptr (GPtrArray) ids = NULL;

  g_return_val_if_fail (GALLEY_IS_STORE (from) && GALLEY_IS_STORE (to), -1);
  g_return_val_if_fail (from != to, -1);
  g_return_val_if_fail (GALLEY_IS_CLOCK (clock), -1);

  ids = galley_store_run (from, GALLEY_LANE_PERSON, list_in_store, NULL, error);
  if (ids == NULL)
    return -1;
  for (guint i = 0; i < ids->len; i++)
    {
      g_auto (Move) move = { .id = g_ptr_array_index (ids, i), .now = galley_clock_get_real_time (clock) };

      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !run (from, read_in_store, &move, error)
          || !run (to, adopt_in_store, &move, error) || !run (from, trash_in_store, &move, error))
        return -1;
    }
  return ids->len;
}
