/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who has what in hand: what this account's windows show and what its user took along offline, for the engine to tell;
 * and what others have. What was taken along is one small text in the store: it is for the time without a network. */
#include "core/workspace/galley-workspace.h"

#include "core/base/galley-json.h"
#include "core/store/galley-store-settings.h"
#include "core/workspace/galley-workspace-private.h"

#include <string.h>

#define SETTING "offline" /* {ARTICLE: UNTIL}, in microseconds */
#define MAX_BYTES (64 * 1024)
/* What is over, or was brought back, is told for so long, in case that the portal has not heard yet. */
#define AFTERMATH G_TIME_SPAN_DAY

void
galley_workspace_tell_held (GalleyWorkspace *self)
{
  g_autoptr (GPtrArray) held = NULL;
  GHashTableIter iter;
  gpointer id, until;

  if (self->engine == NULL || (self->open == NULL && self->offline == NULL))
    return;
  held = galley_held_new_list ();
  for (char **article = self->open; article != NULL && *article != NULL; article++)
    g_ptr_array_add (held, galley_held_new (*article, "", "", 0));
  if (self->offline != NULL)
    {
      g_hash_table_iter_init (&iter, self->offline);
      while (g_hash_table_iter_next (&iter, &id, &until))
        g_ptr_array_add (held, galley_held_new (id, "", "", *(gint64 *) until));
    }
  galley_sync_engine_set_held (self->engine, held);
}

/* Reading and writing. */

static GHashTable *
table_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static void
put (GHashTable *table,
     const char *id,
     gint64      until)
{
  g_hash_table_insert (table, g_strdup (id), g_memdup2 (&until, sizeof until));
}

/* What cannot be read counts as not there: it is a courtesy. What has been said since stands. */
static void
add_text (GHashTable *table,
          const char *text,
          gint64      now)
{
  g_autoptr (JsonObject) object = galley_json_parse_object (text, strlen (text), MAX_BYTES, NULL);
  g_autoptr (GList) ids = object != NULL ? json_object_get_members (object) : NULL;

  for (GList *id = ids; id != NULL; id = id->next)
    {
      gint64 until = galley_json_get_integer (object, id->data);

      if (until + AFTERMATH > now && !g_hash_table_contains (table, id->data))
        put (table, id->data, until);
    }
}

static char *
write_table (GHashTable *table)
{
  g_autoptr (JsonObject) object = json_object_new ();
  GHashTableIter iter;
  gpointer id, until;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &id, &until))
    json_object_set_int_member (object, id, *(gint64 *) until);
  return galley_json_write_object (object);
}

static gpointer
load_in_store (GalleyDatabase *database,
               gpointer        input,
               GError        **error)
{
  return galley_setting_load_text_in_store (database, SETTING, error);
}

static void
loaded_cb (GObject      *store,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GalleyWorkspace) self = data;
  /* Without it nothing is told of what was taken along. */
  g_autofree char *text = galley_store_run_finish (GALLEY_STORE (store), result, NULL);

  if (self->is_closed || text == NULL)
    return;
  if (self->offline == NULL)
    self->offline = table_new ();
  add_text (self->offline, text, galley_clock_get_real_time (self->clock));
  galley_workspace_tell_held (self);
  galley_workspace_emit_colleagues_changed (self);
}

void
galley_workspace_load_offline (GalleyWorkspace *self)
{
  galley_store_run_async (self->store, GALLEY_LANE_PERSON, load_in_store, NULL, NULL, g_free, self->cancellable,
                          loaded_cb, g_object_ref (self));
}

static gpointer
save_in_store (GalleyDatabase *database,
               gpointer        text,
               GError        **error)
{
  galley_setting_save_text_in_store (database, SETTING, text, error);
  return NULL;
}

static void
saved_cb (GObject      *store,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GError) error = NULL;

  galley_store_run_finish (GALLEY_STORE (store), result, &error);
  /* It holds until the program ends, and a store that cannot write says so where it matters. */
  if (error != NULL)
    g_info ("What was taken offline was not kept: %s", error->message);
}

/* From outside. */

void
galley_workspace_set_open (GalleyWorkspace   *self,
                           const char *const *open)
{
  g_return_if_fail (GALLEY_IS_WORKSPACE (self));
  g_return_if_fail (open != NULL);

  g_strfreev (self->open);
  self->open = g_strdupv ((char **) open);
  galley_workspace_tell_held (self);
}

void
galley_workspace_set_offline (GalleyWorkspace *self,
                              const char      *article,
                              gint64           until)
{
  gint64 now;

  g_return_if_fail (GALLEY_IS_WORKSPACE (self));
  g_return_if_fail (article != NULL);

  now = galley_clock_get_real_time (self->clock);
  if (until == 0 && galley_workspace_get_offline (self, article) == 0)
    return;
  if (self->offline == NULL)
    self->offline = table_new ();
  put (self->offline, article, until != 0 ? until : now);
  galley_store_run_async (self->store, GALLEY_LANE_PERSON, save_in_store, write_table (self->offline), g_free, NULL, NULL,
                          saved_cb, NULL);
  galley_workspace_tell_held (self);
  galley_workspace_emit_colleagues_changed (self);
}

gint64
galley_workspace_get_offline (GalleyWorkspace *self,
                              const char      *article)
{
  gint64 *until;

  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), 0);
  g_return_val_if_fail (article != NULL, 0);

  until = self->offline != NULL ? g_hash_table_lookup (self->offline, article) : NULL;
  return until != NULL && *until > galley_clock_get_real_time (self->clock) ? *until : 0;
}

GPtrArray *
galley_workspace_find_held (GalleyWorkspace *self,
                            const char      *article)
{
  GPtrArray *found = g_ptr_array_new ();
  GPtrArray *all;
  gint64 now;

  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), found);
  g_return_val_if_fail (article != NULL, found);

  now = galley_clock_get_real_time (self->clock);
  all = self->engine != NULL ? galley_sync_engine_get_colleagues (self->engine) : NULL;
  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      const GalleyHeld *held = g_ptr_array_index (all, i);

      if (g_str_equal (held->article, article) && (held->until == 0 || held->until > now))
        g_ptr_array_add (found, (gpointer) held);
    }
  return found;
}
