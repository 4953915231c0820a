/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each page is a view and a template. */
#include "core/portal/galley-page.h"

#include "core/base/galley-json.h"
#include "core/portal/galley-page-list.h"
#include "core/portal/galley-page-render.h"
#include "core/portal/galley-site-path.h"
#include "core/portal/galley-view-picture.h"
#include "core/portal/galley-view-rows.h"

#define DEFAULT_HOME_ITEMS 12
#define DEFAULT_FOCUS_ITEMS 5
#define DEFAULT_SECTION_ITEMS 6
#define MAX_ITEMS 200

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
  return view != NULL ? galley_page_render (layout, "article", view, error) : NULL;
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
      view, "focus",
      make_focus (site, items, path,
                  galley_view_get_number (site, "home", "focus_items", DEFAULT_FOCUS_ITEMS, MAX_ITEMS)));
  rows = galley_view_make_rows (site, items, "", path,
                                galley_view_get_number (site, "home", "items", DEFAULT_HOME_ITEMS, MAX_ITEMS));
  if (json_array_get_length (rows) > 0)
    {
      json_object_set_object_member (view, "lead", json_object_ref (json_array_get_object_element (rows, 0)));
      json_array_remove_element (rows, 0);
    }
  galley_view_take_list (view, "latest", rows);
  galley_view_take_list (view, "sections", make_sections (site, items, path));
  return galley_page_render (layout, "home", view, error);
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
  return galley_page_render (layout, "notice", view, error);
}

char *
galley_page_make_relative (const char *from,
                           const char *to)
{
  return galley_site_path_make_relative (from, to);
}
