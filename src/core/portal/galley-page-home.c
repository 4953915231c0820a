/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-page-home.h"

#include "core/base/galley-json.h"
#include "core/portal/galley-page-list.h"
#include "core/portal/galley-page-render.h"
#include "core/portal/galley-view-picture.h"
#include "core/portal/galley-view-rows.h"

#define DEFAULT_HOME_ITEMS 12
#define DEFAULT_FOCUS_ITEMS 5
#define DEFAULT_SECTION_ITEMS 6
#define MAX_ITEMS 200

/* The front page's focus area: what has a focus picture stands there by it. */
static JsonArray *
make_focus (GalleySite *site,
            GPtrArray  *items,
            const char *path,
            guint       limit)
{
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < items->len && json_array_get_length (rows) < limit; i++)
    {
      GalleyPageItem *item = items->pdata[i];
      JsonObject *row;

      if (item->focus_picture == NULL)
        continue;
      row = galley_view_row_new (site, item, path);
      galley_view_set_picture (row, "thumbnail", path, item->focus_picture);
      json_array_add_object_element (rows, row);
    }
  return rows;
}

/* The top channels that have something to show, with their newest. */
static JsonArray *
make_sections (GalleySite *site,
               GPtrArray  *items,
               const char *path)
{
  guint limit = galley_view_get_number (site, "home", "section_items", DEFAULT_SECTION_ITEMS, MAX_ITEMS);
  guint n_channels;
  const GalleyChannel *channels = galley_site_get_channels (site, &n_channels);
  JsonArray *sections = json_array_new ();

  for (guint i = 0; i < n_channels; i++)
    {
      g_autofree char *address = galley_page_list_dup_address (GALLEY_LIST_CHANNEL, channels[i].id, 1);
      JsonObject *section;
      JsonArray *rows;

      if (channels[i].depth > 0)
        continue;
      rows = galley_view_make_rows (site, items, channels[i].id, path, limit);
      if (json_array_get_length (rows) == 0)
        {
          json_array_unref (rows);
          continue;
        }
      section = json_object_new ();
      galley_view_set_text (section, "title", channels[i].name);
      galley_view_set_link (section, "more", path, address);
      json_object_set_array_member (section, "items", rows);
      json_array_add_object_element (sections, section);
    }
  return sections;
}

/* A row as it stands in @slot: the headline cut to its length, the picture in its frame. */
static JsonObject *
slot_row_new (GalleySite           *site,
              const GalleySlot     *slot,
              const GalleyPageItem *item,
              const char           *path)
{
  JsonObject *row = galley_view_row_new (site, item, path);
  g_autofree char *headline = galley_slot_cut_headline (slot, item->title);

  galley_view_set_text (row, "title", headline);
  json_object_remove_member (row, "thumbnail");
  if (slot->picture_width > 0)
    galley_view_set_picture (row, "thumbnail", path, galley_page_item_get_slide (item));
  return row;
}

/* A slot that has something in it; one that has nothing is not there, and what the template has instead shows. */
static JsonObject *
slot_view_new (GalleySite       *site,
               const GalleySlot *slot,
               GPtrArray        *items,
               const char       *path)
{
  JsonObject *view = json_object_new ();
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < items->len; i++)
    json_array_add_object_element (rows, slot_row_new (site, slot, items->pdata[i], path));
  galley_view_set_text (view, "name", slot->name);
  json_object_set_array_member (view, "items", rows);
  if (slot->picture_width > 0)
    {
      g_autofree char *ratio = g_strdup_printf ("%u / %u", slot->picture_width, slot->picture_height);

      galley_view_set_text (view, "ratio", ratio);
    }
  return view;
}

static JsonObject *
make_slots (GalleySite *site,
            GalleyHome *home,
            const char *path)
{
  JsonObject *view = json_object_new ();
  guint n_slots;
  const GalleySlot *slots = galley_site_get_slots (site, &n_slots);

  for (guint i = 0; i < n_slots; i++)
    {
      GPtrArray *items = galley_home_get_items (home, slots[i].id);

      if (items != NULL)
        json_object_set_object_member (view, slots[i].id, slot_view_new (site, &slots[i], items, path));
    }
  return view;
}

/* The newest of those that stand in no slot, up to @limit. */
static JsonArray *
make_rest (GalleySite *site,
           GPtrArray  *items,
           GalleyHome *home,
           const char *path,
           guint       limit)
{
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < items->len && json_array_get_length (rows) < limit; i++)
    if (home == NULL || !galley_home_has (home, ((const GalleyPageItem *) items->pdata[i])->id))
      json_array_add_object_element (rows, galley_view_row_new (site, items->pdata[i], path));
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
  JsonObject *view;
  JsonArray *rows;

  g_return_val_if_fail (layout != NULL, NULL);
  g_return_val_if_fail (items != NULL, NULL);

  site = galley_layout_get_site (layout);
  view = galley_view_new (layout, path, "");
  galley_view_set_text (view, "title", galley_site_get_name (site));
  galley_view_set_text (view, "description", galley_json_get_string (galley_site_get_view (site), "description"));
  galley_view_set_text (view, "banner", galley_json_get_string (galley_site_get_view (site), "campaign"));
  galley_view_take_list (
      view, "focus",
      make_focus (site, items, path,
                  galley_view_get_number (site, "home", "focus_items", DEFAULT_FOCUS_ITEMS, MAX_ITEMS)));
  if (home != NULL)
    json_object_set_object_member (view, "slots", make_slots (site, home, path));
  rows = make_rest (site, items, home, path,
                    galley_view_get_number (site, "home", "items", DEFAULT_HOME_ITEMS, MAX_ITEMS));
  if (json_array_get_length (rows) > 0 && !has_lead (home))
    {
      json_object_set_object_member (view, "lead", json_object_ref (json_array_get_object_element (rows, 0)));
      json_array_remove_element (rows, 0);
    }
  galley_view_take_list (view, "latest", rows);
  galley_view_take_list (view, "sections", make_sections (site, items, path));
  return galley_page_render (layout, "home", view, error);
}
