/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-server-slots.h"

#include "core/wire/galley-protocol.h"
#include "server/galley-server-lists.h"
#include "server/galley-server-pages.h"

#include <string.h>

/* Takes @entry. */
static GalleyPlacements *
read_entry (GalleyListEntry *entry,
            GError         **error)
{
  g_autoptr (GalleyListEntry) taken = entry;
  GalleyPlacements *placements;

  if (entry == NULL || entry->value == NULL)
    return galley_placements_new ();
  placements = galley_placements_read (entry->value, strlen (entry->value), error);
  if (placements == NULL)
    g_prefix_error (error, "slot %s: ", entry->id);
  return placements;
}

GalleyPlacements *
galley_server_slots_load (GalleyDatabase *database,
                          const char     *slot,
                          GError        **error)
{
  GError *load_error = NULL;
  GalleyListEntry *entry = galley_server_lists_load (database, GALLEY_LIST_SLOTS, slot, &load_error);

  if (load_error == NULL)
    return read_entry (entry, error);
  g_propagate_error (error, load_error);
  return NULL;
}

gboolean
galley_server_slots_save (GalleyDatabase   *database,
                          const char       *slot,
                          GalleyPlacements *placements,
                          GError          **error)
{
  g_autofree char *text = galley_placements_write (placements);

  return galley_server_lists_save (database, GALLEY_LIST_SLOTS, slot, text, error)
         && galley_server_jobs_add (database, GALLEY_SERVER_JOB_HOME, error);
}

/* What becomes of a slot. (transfer full) */
typedef GalleyPlacements *(*Change) (GalleyPlacements *placements,
                                     gconstpointer     data);

static gboolean
change_all (GalleyDatabase *database,
            Change          change,
            gconstpointer   data,
            GError        **error)
{
  g_autoptr (GPtrArray) entries = galley_server_lists_list (database, GALLEY_LIST_SLOTS, error);

  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    {
      const GalleyListEntry *entry = entries->pdata[i];
      g_autoptr (GalleyPlacements) before = galley_placements_read (entry->value, strlen (entry->value), error);
      g_autoptr (GalleyPlacements) after = before != NULL ? change (before, data) : NULL;

      if (after == NULL)
        return FALSE;
      if (galley_placements_get_length (after) != galley_placements_get_length (before)
          && !galley_server_slots_save (database, entry->id, after, error))
        return FALSE;
    }
  return TRUE;
}

static GalleyPlacements *
drop (GalleyPlacements *placements,
      gconstpointer     article)
{
  return galley_placements_without (placements, article);
}

gboolean
galley_server_slots_drop (GalleyDatabase *database,
                          const char     *article,
                          GError        **error)
{
  return change_all (database, drop, article, error);
}

static GalleyPlacements *
end (GalleyPlacements *placements,
     gconstpointer     now)
{
  return galley_placements_at (placements, *(const gint64 *) now);
}

gboolean
galley_server_slots_end (GalleyDatabase *database,
                         gint64          now,
                         GError        **error)
{
  return change_all (database, end, &now, error);
}

gboolean
galley_server_slots_get_next_end (GalleyDatabase *database,
                                  gint64         *next,
                                  GError        **error)
{
  g_autoptr (GPtrArray) entries = galley_server_lists_list (database, GALLEY_LIST_SLOTS, error);

  *next = 0;
  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    {
      const GalleyListEntry *entry = entries->pdata[i];
      g_autoptr (GalleyPlacements) placements = galley_placements_read (entry->value, strlen (entry->value), error);
      gint64 end;

      if (placements == NULL)
        return FALSE;
      end = galley_placements_get_next_end (placements);
      if (end > 0 && (*next == 0 || end < *next))
        *next = end;
    }
  return TRUE;
}

static GalleyPageItem *
find_page (const char *article,
           gpointer    database,
           GError    **error)
{
  return galley_server_pages_find (database, article, error);
}

GalleyHome *
galley_server_slots_make_home (GalleyDatabase *database,
                               GalleySite     *site,
                               GError        **error)
{
  g_autoptr (GalleyHome) home = galley_home_new ();
  guint n_slots;
  const GalleySlot *slots = galley_site_get_slots (site, &n_slots);

  for (guint i = 0; i < n_slots; i++)
    {
      g_autoptr (GalleyPlacements) placements = galley_server_slots_load (database, slots[i].id, error);

      /* What has had its time is no longer stored: equal rows give an equal page, whenever it is made. */
      if (placements == NULL || !galley_home_fill (home, &slots[i], placements, 0, find_page, database, error))
        return NULL;
    }
  return g_steal_pointer (&home);
}
