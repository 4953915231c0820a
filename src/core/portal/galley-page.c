/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each page is a view and a template. */
#include "core/portal/galley-page.h"

#include "core/base/galley-error.h"
#include "core/portal/galley-module.h"
#include "core/portal/galley-site-path.h"
#include "core/portal/galley-view-picture.h"
#include "core/portal/galley-view.h"

#define DEFAULT_CHANNEL_ITEMS 30
#define DEFAULT_HOME_ITEMS 12
#define DEFAULT_FOCUS_ITEMS 5
#define DEFAULT_SECTION_ITEMS 6
#define MAX_ITEMS 200

static GalleyMustache *
lookup (const char *name,
        gpointer    data)
{
  return galley_layout_get_template (data, name);
}

/* Takes @view. */
static GBytes *
render (GalleyLayout *layout,
        const char   *template,
        JsonObject   *view,
        GError      **error)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (GString) out = g_string_sized_new (16 * 1024);

  json_node_take_object (node, view);
  if (!galley_mustache_render (galley_layout_get_template (layout, template), node, lookup, layout, out, error))
    return NULL;
  return g_string_free_to_bytes (g_steal_pointer (&out));
}

GBytes *
galley_page_render_article (GalleyRevision *revision,
                            GalleyLayout   *layout,
                            const char     *context,
                            GError        **error)
{
  JsonObject *view;

  g_return_val_if_fail (revision != NULL, NULL);
  g_return_val_if_fail (layout != NULL, NULL);
  g_return_val_if_fail (context != NULL, NULL);

  view = galley_view_new_for_article (revision, layout, context, error);
  return view != NULL ? render (layout, "article", view, error) : NULL;
}

char *
galley_page_render_element (const GalleyPageFrame *frame,
                            GPtrArray             *blocks,
                            guint                  first)
{
  GString *out;

  g_return_val_if_fail (frame != NULL, NULL);
  g_return_val_if_fail (blocks != NULL && first < blocks->len, NULL);

  out = g_string_new (NULL);
  galley_view_append_element (out, frame, blocks, first);
  return g_string_free (out, FALSE);
}

static JsonObject *
row_new (GalleySite     *site,
         GalleyPageItem *item,
         const char     *path)
{
  const GalleyChannel *channel = galley_site_get_channel (site, item->channel);
  JsonObject *row = json_object_new ();

  galley_view_set_text (row, "title", item->title);
  galley_view_set_text (row, "summary", item->summary);
  galley_view_set_link (row, "href", path, galley_page_item_get_target (item));
  galley_view_set_picture (row, "thumbnail", path, item->picture);
  if (item->kind != GALLEY_KIND_TEXT)
    galley_view_set_text (row, "mark", galley_view_get_label (site, galley_kind_get_name (item->kind)));
  galley_view_set_text (row, "channel", channel != NULL ? channel->name : NULL);
  galley_view_set_date (row, "date", site, "list_date_format", item->published);
  return row;
}

static JsonArray *
make_rows (GalleySite *site,
           GPtrArray  *items,
           const char *channel,
           const char *path,
           guint       limit)
{
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < items->len && json_array_get_length (rows) < limit; i++)
    {
      GalleyPageItem *item = items->pdata[i];

      if (galley_page_item_stands_in (item, site, channel))
        json_array_add_object_element (rows, row_new (site, item, path));
    }
  return rows;
}

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
      row = row_new (site, item, path);
      galley_view_set_picture (row, "thumbnail", path, item->focus_picture);
      json_array_add_object_element (rows, row);
    }
  return rows;
}

/* All but the list of the channel whose page it is. */
static void
set_modules (JsonObject *view,
             GalleySite *site,
             const char *channel,
             const char *path,
             GPtrArray  *items)
{
  g_autoptr (JsonArray) modules = galley_modules_new (site, "", NULL, items);
  g_autofree char *own = g_strconcat ("channel:", channel, NULL);

  for (guint i = json_array_get_length (modules); i > 0; i--)
    if (g_strcmp0 (galley_json_get_string (json_array_get_object_element (modules, i - 1), "id"), own) == 0)
      json_array_remove_element (modules, i - 1);
  galley_view_take_list (view, "modules", galley_view_make_modules (site, modules, path));
}

static guint
get_number (GalleySite *site,
            const char *object,
            const char *name,
            guint       otherwise)
{
  JsonObject *settings = galley_json_get_object (galley_site_get_view (site), object);
  gint64 number = settings != NULL ? galley_json_get_integer (settings, name) : 0;

  return number > 0 ? MIN (number, MAX_ITEMS) : otherwise;
}

/* Links to the channels right below @parent. */
static JsonArray *
make_channel_links (GalleySite *site,
                    const char *parent,
                    const char *path)
{
  guint n_channels;
  const GalleyChannel *channels = galley_site_get_channels (site, &n_channels);
  JsonArray *links = json_array_new ();

  for (guint i = 0; i < n_channels; i++)
    {
      g_autofree char *address = g_strconcat ("/channels/", channels[i].id, "/", NULL);
      JsonObject *link;

      if (!g_str_equal (channels[i].parent, parent))
        continue;
      link = json_object_new ();
      galley_view_set_text (link, "name", channels[i].name);
      galley_view_set_link (link, "href", path, address);
      json_array_add_object_element (links, link);
    }
  return links;
}

GBytes *
galley_page_render_channel (GalleyLayout *layout,
                            const char   *channel,
                            GPtrArray    *items,
                            GError      **error)
{
  const GalleyChannel *found;
  g_autofree char *path = NULL;
  GalleySite *site;
  JsonObject *view;

  g_return_val_if_fail (layout != NULL, NULL);
  g_return_val_if_fail (channel != NULL, NULL);
  g_return_val_if_fail (items != NULL, NULL);

  site = galley_layout_get_site (layout);
  found = galley_site_get_channel (site, channel);
  if (found == NULL)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND, "the site has no channel \"%s\"", channel);
      return NULL;
    }
  path = galley_page_dup_channel_path (channel);
  view = galley_view_new (layout, path, channel);
  galley_view_set_text (view, "title", found->name);
  galley_view_set_text (view, "section", found->name);
  galley_view_take_list (view, "children", make_channel_links (site, channel, path));
  galley_view_take_list (
      view, "articles",
      make_rows (site, items, channel, path, get_number (site, "channel", "items", DEFAULT_CHANNEL_ITEMS)));
  set_modules (view, site, channel, path, items);
  return render (layout, "channel", view, error);
}

/* The top channels that have something to show, with their newest. */
static JsonArray *
make_sections (GalleySite *site,
               GPtrArray  *items,
               const char *path)
{
  guint limit = get_number (site, "home", "section_items", DEFAULT_SECTION_ITEMS);
  guint n_channels;
  const GalleyChannel *channels = galley_site_get_channels (site, &n_channels);
  JsonArray *sections = json_array_new ();

  for (guint i = 0; i < n_channels; i++)
    {
      g_autofree char *address = g_strconcat ("/channels/", channels[i].id, "/", NULL);
      JsonObject *section;
      JsonArray *rows;

      if (channels[i].depth > 0)
        continue;
      rows = make_rows (site, items, channels[i].id, path, limit);
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

GBytes *
galley_page_render_home (GalleyLayout *layout,
                         GPtrArray    *items,
                         GError      **error)
{
  static const char path[] = "/index.html";
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
      view, "focus", make_focus (site, items, path, get_number (site, "home", "focus_items", DEFAULT_FOCUS_ITEMS)));
  rows = make_rows (site, items, "", path, get_number (site, "home", "items", DEFAULT_HOME_ITEMS));
  if (json_array_get_length (rows) > 0)
    {
      json_object_set_object_member (view, "lead", json_object_ref (json_array_get_object_element (rows, 0)));
      json_array_remove_element (rows, 0);
    }
  galley_view_take_list (view, "latest", rows);
  galley_view_take_list (view, "sections", make_sections (site, items, path));
  return render (layout, "home", view, error);
}

GBytes *
galley_page_render_notice (GalleyLayout *layout,
                           guint         status,
                           GError      **error)
{
  g_autofree char *number = g_strdup_printf ("%u", status);
  JsonObject *notices;
  JsonObject *notice;
  JsonObject *view;
  const char *title;
  GalleySite *site;

  g_return_val_if_fail (layout != NULL, NULL);

  site = galley_layout_get_site (layout);
  notices = galley_json_get_object (galley_site_get_view (site), "notices");
  notice = notices != NULL ? galley_json_get_object (notices, number) : NULL;
  title = notice != NULL ? galley_json_get_string (notice, "title") : NULL;
  view = galley_view_new (layout, NULL, "");
  galley_view_set_text (view, "status", number);
  galley_view_set_text (view, "title", title != NULL ? title : number);
  galley_view_set_text (view, "text", notice != NULL ? galley_json_get_string (notice, "text") : NULL);
  return render (layout, "notice", view, error);
}

char *
galley_page_dup_channel_path (const char *channel)
{
  g_return_val_if_fail (channel != NULL, NULL);

  return g_strconcat ("/channels/", channel, "/index.html", NULL);
}

char *
galley_page_make_relative (const char *from,
                           const char *to)
{
  return galley_site_path_make_relative (from, to);
}
