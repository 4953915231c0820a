/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-page-list.h"

#include "core/base/galley-error.h"
#include "core/base/galley-json.h"
#include "core/portal/galley-module.h"
#include "core/portal/galley-page-render.h"
#include "core/portal/galley-view-modules.h"
#include "core/portal/galley-view-pages.h"
#include "core/portal/galley-view-rows.h"

#define DEFAULT_ITEMS 30
#define MAX_ITEMS 200
#define DEFAULT_PAGES 20
#define MAX_PAGES 100

static guint
get_n_items (GalleySite *site)
{
  return galley_view_get_number (site, "channel", "items", DEFAULT_ITEMS, MAX_ITEMS);
}

guint
galley_page_list_get_limit (GalleyLayout *layout)
{
  GalleySite *site;

  g_return_val_if_fail (layout != NULL, 0);

  site = galley_layout_get_site (layout);
  return get_n_items (site) * galley_view_get_number (site, "channel", "pages", DEFAULT_PAGES, MAX_PAGES);
}

static gboolean
stands_in (const GalleyPageItem *item,
           GalleySite           *site,
           GalleyListKind        kind,
           const char           *id)
{
  return kind == GALLEY_LIST_CHANNEL ? galley_page_item_stands_in (item, site, id) : g_strcmp0 (item->topic, id) == 0;
}

GPtrArray *
galley_page_list_choose (GalleyLayout  *layout,
                         GalleyListKind kind,
                         const char    *id,
                         GPtrArray     *items)
{
  GPtrArray *chosen;
  guint limit;

  g_return_val_if_fail (layout != NULL, NULL);
  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (items != NULL, NULL);

  chosen = g_ptr_array_new ();
  limit = galley_page_list_get_limit (layout);
  for (guint i = 0; i < items->len && chosen->len < limit; i++)
    if (stands_in (items->pdata[i], galley_layout_get_site (layout), kind, id))
      g_ptr_array_add (chosen, items->pdata[i]);
  return chosen;
}

guint
galley_page_list_count_pages (GalleyLayout *layout,
                              GPtrArray    *chosen)
{
  guint n_items;

  g_return_val_if_fail (layout != NULL, 0);
  g_return_val_if_fail (chosen != NULL, 0);

  n_items = get_n_items (galley_layout_get_site (layout));
  return MAX (1, (chosen->len + n_items - 1) / n_items);
}

char *
galley_page_list_dup_address (GalleyListKind kind,
                              const char    *id,
                              guint          number)
{
  const char *folder = kind == GALLEY_LIST_CHANNEL ? "channels" : "topics";

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (number > 0, NULL);

  if (number == 1)
    return g_strdup_printf ("/%s/%s/", folder, id);
  return g_strdup_printf ("/%s/%s/%u/", folder, id, number);
}

char *
galley_page_list_dup_path (GalleyListKind kind,
                           const char    *id,
                           guint          number)
{
  g_autofree char *address = galley_page_list_dup_address (kind, id, number);

  return g_strconcat (address, "index.html", NULL);
}

/* All but the list of the channel whose page it is. */
static void
set_modules (GalleyValue *view,
             GalleySite  *site,
             const char  *channel,
             const char  *path,
             GPtrArray   *items)
{
  g_autoptr (JsonArray) modules = galley_modules_new (site, "", NULL, items);
  g_autofree char *own = g_strconcat ("channel:", channel, NULL);
  GalleyValue *made;
  GalleyValue *others = galley_value_new_array (view->arena);

  for (guint i = 0; i < json_array_get_length (modules); i++)
    if (g_strcmp0 (galley_json_get_string (json_array_get_object_element (modules, i), "id"), own) != 0)
      galley_value_add (others, galley_value_new_from_json (view->arena, json_array_get_element (modules, i)));
  made = galley_view_make_modules (view->arena, site, others, path, NULL);
  g_assert (made != NULL); /* of pictures that were written here */
  galley_view_set_list (view, "modules", made);
}

/* Links to the channels right below @parent. */
static GalleyValue *
make_channel_links (GalleyArena *arena,
                    GalleySite  *site,
                    const char  *parent,
                    const char  *path)
{
  guint n_channels;
  const GalleyChannel *channels = galley_site_get_channels (site, &n_channels);
  GalleyValue *links = galley_value_new_array (arena);

  for (guint i = 0; i < n_channels; i++)
    {
      g_autofree char *address = galley_page_list_dup_address (GALLEY_LIST_CHANNEL, channels[i].id, 1);
      GalleyValue *link;

      if (!g_str_equal (channels[i].parent, parent))
        continue;
      link = galley_value_new_object (arena);
      galley_view_set_text (link, "name", channels[i].name);
      galley_view_set_link (link, "href", path, address);
      galley_value_add (links, link);
    }
  return links;
}

/* The list that is rendered, and which of its pages. */
typedef struct
{
  GalleyListKind kind;
  const char *id;
  guint number;
  guint count;
  const char *path;
} Place;

static char *
dup_address_cb (guint         number,
                gconstpointer data)
{
  const Place *place = data;

  return galley_page_list_dup_address (place->kind, place->id, number);
}

static GalleyValue *
make_rows (GalleyArena *arena,
           GalleySite  *site,
           GPtrArray   *chosen,
           const Place *place)
{
  guint n_items = get_n_items (site);
  GalleyValue *rows = galley_value_new_array (arena);

  for (guint i = (place->number - 1) * n_items; i < MIN (chosen->len, place->number * n_items); i++)
    galley_value_add (rows, galley_view_row_new (arena, site, chosen->pdata[i], place->path));
  return rows;
}

/* The name of the list, or NULL where the site has none. Sets what the topic's pages show of it. */
static const char *
set_heading (GalleyValue *view,
             GalleySite  *site,
             const Place *place)
{
  const GalleyChannel *channel =
    place->kind == GALLEY_LIST_CHANNEL ? galley_site_get_channel (site, place->id) : NULL;
  const GalleyTopic *topic = place->kind == GALLEY_LIST_TOPIC ? galley_site_get_topic (site, place->id) : NULL;
  const char *name = channel != NULL ? channel->name : topic != NULL ? topic->name : NULL;

  galley_view_set_text (view, "title", name);
  galley_view_set_text (view, "section", name);
  if (topic != NULL)
    {
      g_autofree char *address = galley_page_list_dup_address (GALLEY_LIST_TOPIC, place->id, 1);

      galley_view_set_text (view, "banner", topic->banner);
      galley_view_add_breadcrumb (view, name, place->path, address);
    }
  return name;
}

GBytes *
galley_page_list_render (GalleyLayout  *layout,
                         GalleyListKind kind,
                         const char    *id,
                         GPtrArray     *chosen,
                         guint          number,
                         GPtrArray     *items,
                         GError       **error)
{
  g_autofree char *path = NULL;
  g_autoptr (GalleyArena) arena = NULL;
  GalleyValue *view;
  GalleySite *site;
  Place place;

  g_return_val_if_fail (layout != NULL && id != NULL && chosen != NULL && items != NULL, NULL);
  g_return_val_if_fail (number > 0, NULL);

  site = galley_layout_get_site (layout);
  path = galley_page_list_dup_path (kind, id, number);
  place = (Place){ kind, id, number, galley_page_list_count_pages (layout, chosen), path };
  arena = galley_arena_new ();
  view = galley_view_new (arena, layout, path, kind == GALLEY_LIST_CHANNEL ? id : "");
  if (set_heading (view, site, &place) == NULL || number > place.count)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND, "the site has no page %u of \"%s\"", number, id);
      return NULL;
    }
  galley_view_set_list (view, "articles", make_rows (arena, site, chosen, &place));
  galley_view_set_pages (view, path, number, place.count, dup_address_cb, &place);
  if (number == 1 && kind == GALLEY_LIST_CHANNEL)
    galley_view_set_list (view, "children", make_channel_links (arena, site, id, path));
  if (number == 1)
    set_modules (view, site, kind == GALLEY_LIST_CHANNEL ? id : "", path, items);
  return galley_page_render (layout, kind == GALLEY_LIST_TOPIC && galley_layout_get_template (layout, "topic") != NULL
                                       ? "topic" : "channel",
                             view, error);
}
