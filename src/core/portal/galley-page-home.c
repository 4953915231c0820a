/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-page-home.h"

#include "core/portal/galley-page-list.h"
#include "core/portal/galley-page-render.h"
#include "core/portal/galley-view-picture.h"
#include "core/portal/galley-view-rows.h"

#define DEFAULT_HOME_ITEMS 12
#define DEFAULT_FOCUS_ITEMS 5
#define DEFAULT_SECTION_ITEMS 6
#define MAX_ITEMS 200

/* The front page's focus area: what has a focus picture stands there by it. */
static GalleyValue *
make_focus (GalleyArena *arena,
            GalleySite  *site,
            GPtrArray   *items,
            const char  *path,
            guint        limit)
{
  GalleyValue *rows = galley_value_new_array (arena);

  for (guint i = 0; i < items->len && rows->length < limit; i++)
    {
      GalleyPageItem *item = items->pdata[i];
      GalleyValue *row;

      if (item->focus_picture == NULL)
        continue;
      row = galley_view_row_new (arena, site, item, path);
      galley_view_set_picture (row, "thumbnail", path, item->focus_picture);
      galley_value_add (rows, row);
    }
  return rows;
}

/* The top channels that have something to show, with their newest. */
static GalleyValue *
make_sections (GalleyArena *arena,
               GalleySite  *site,
               GPtrArray   *items,
               const char  *path)
{
  guint limit = galley_view_get_number (site, "home", "section_items", DEFAULT_SECTION_ITEMS, MAX_ITEMS);
  guint n_channels;
  const GalleyChannel *channels = galley_site_get_channels (site, &n_channels);
  GalleyValue *sections = galley_value_new_array (arena);

  for (guint i = 0; i < n_channels; i++)
    {
      g_autofree char *address = galley_page_list_dup_address (GALLEY_LIST_CHANNEL, channels[i].id, 1);
      GalleyValue *section;
      GalleyValue *rows;

      if (channels[i].depth > 0)
        continue;
      rows = galley_view_make_rows (arena, site, items, channels[i].id, path, limit);
      if (rows->length == 0)
        continue;
      section = galley_value_new_object (arena);
      galley_view_set_text (section, "title", channels[i].name);
      galley_view_set_link (section, "more", path, address);
      galley_value_set (section, "items", rows);
      galley_value_add (sections, section);
    }
  return sections;
}

/* A row as it stands in @slot: the headline cut to its length, the picture in its frame. */
static GalleyValue *
slot_row_new (GalleyArena          *arena,
              GalleySite           *site,
              const GalleySlot     *slot,
              const GalleyPageItem *item,
              const char           *path)
{
  GalleyValue *row = galley_view_row_new (arena, site, item, path);
  g_autofree char *headline = galley_slot_cut_headline (slot, item->title);

  galley_view_set_text (row, "title", headline);
  galley_value_remove (row, "thumbnail");
  if (slot->picture_width > 0)
    galley_view_set_picture (row, "thumbnail", path, galley_page_item_get_slide (item));
  return row;
}

/* A slot that has something in it; one that has nothing is not there, and what the template has instead shows. */
static GalleyValue *
slot_view_new (GalleyArena      *arena,
               GalleySite       *site,
               const GalleySlot *slot,
               GPtrArray        *items,
               const char       *path)
{
  GalleyValue *view = galley_value_new_object (arena);
  GalleyValue *rows = galley_value_new_array (arena);

  for (guint i = 0; i < items->len; i++)
    galley_value_add (rows, slot_row_new (arena, site, slot, items->pdata[i], path));
  galley_view_set_text (view, "name", slot->name);
  galley_value_set (view, "items", rows);
  if (slot->picture_width > 0)
    {
      g_autofree char *ratio = g_strdup_printf ("%u / %u", slot->picture_width, slot->picture_height);

      galley_view_set_text (view, "ratio", ratio);
    }
  return view;
}

static GalleyValue *
make_slots (GalleyArena *arena,
            GalleySite  *site,
            GalleyHome  *home,
            const char  *path)
{
  GalleyValue *view = galley_value_new_object (arena);
  guint n_slots;
  const GalleySlot *slots = galley_site_get_slots (site, &n_slots);

  for (guint i = 0; i < n_slots; i++)
    {
      GPtrArray *items = galley_home_get_items (home, slots[i].id);

      if (items != NULL)
        galley_value_set (view, slots[i].id, slot_view_new (arena, site, &slots[i], items, path));
    }
  return view;
}

/* The newest of those that stand in no slot, up to @limit. */
static GalleyValue *
make_rest (GalleyArena *arena,
           GalleySite  *site,
           GPtrArray   *items,
           GalleyHome  *home,
           const char  *path,
           guint        limit)
{
  GalleyValue *rows = galley_value_new_array (arena);

  for (guint i = 0; i < items->len && rows->length < limit; i++)
    if (home == NULL || !galley_home_has (home, ((const GalleyPageItem *) items->pdata[i])->id))
      galley_value_add (rows, galley_view_row_new (arena, site, items->pdata[i], path));
  return rows;
}

/* Where an editor has chosen what leads the page, the newest does not, and stays in the list. */
static gboolean
has_lead (GalleyHome *home)
{
  return home != NULL && galley_home_get_items (home, GALLEY_SLOT_LEAD) != NULL;
}

GBytes *
galley_page_render_home (GalleyLayout *layout,
                         GPtrArray    *items,
                         GalleyHome   *home,
                         GError      **error)
{
  static const char path[] = GALLEY_PAGE_HOME_PATH;
  GalleySite *site;
  g_autoptr (GalleyArena) arena = NULL;
  GalleyValue *view;
  GalleyValue *rows;

  g_return_val_if_fail (layout != NULL, NULL);
  g_return_val_if_fail (items != NULL, NULL);

  site = galley_layout_get_site (layout);
  arena = galley_arena_new ();
  view = galley_view_new (arena, layout, path, "");
  galley_view_set_text (view, "title", galley_site_get_name (site));
  galley_view_set_text (view, "description", galley_value_get_text (galley_site_get_value (site), "description"));
  galley_view_set_text (view, "banner", galley_value_get_text (galley_site_get_value (site), "campaign"));
  galley_view_set_list (
      view, "focus",
      make_focus (arena, site, items, path,
                  galley_view_get_number (site, "home", "focus_items", DEFAULT_FOCUS_ITEMS, MAX_ITEMS)));
  if (home != NULL)
    galley_value_set (view, "slots", make_slots (arena, site, home, path));
  rows = make_rest (arena, site, items, home, path,
                    galley_view_get_number (site, "home", "items", DEFAULT_HOME_ITEMS, MAX_ITEMS));
  if (rows->length > 0 && !has_lead (home))
    galley_value_set (view, "lead", galley_value_take_first (rows));
  galley_view_set_list (view, "latest", rows);
  galley_view_set_list (view, "sections", make_sections (arena, site, items, path));
  return galley_page_render (layout, "home", view, error);
}
