/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-module.h"

#include "core/base/galley-clock.h"
#include "core/base/galley-json.h"
#include "core/wire/galley-picture-text.h"

#define DEFAULT_ITEMS 8
#define MAX_ITEMS 50
#define OWN "own" /* the channel that the page belongs to; without one there is no such module */

/* A slider's has its picture with it. */
static JsonObject *
item_new (const GalleyPageItem *item,
          gboolean              is_slide)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "title", item->title);
  json_object_set_string_member (object, "path", item->path);
  if (item->link != NULL)
    json_object_set_string_member (object, "link", item->link);
  if (item->published != 0)
    {
      g_autofree char *date = galley_time_format (item->published);

      json_object_set_string_member (object, "date", date);
    }
  if (is_slide)
    {
      g_autofree char *picture = galley_picture_text_write (galley_page_item_get_slide (item));

      json_object_set_string_member (object, "picture", picture);
    }
  return object;
}

/* A slider takes only what has a picture. */
static JsonArray *
choose_items (GalleySite *site,
              const char *channel,
              const char *skip,
              gboolean    is_slider,
              guint       limit,
              GPtrArray  *items)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < items->len && json_array_get_length (array) < limit; i++)
    {
      GalleyPageItem *item = items->pdata[i];

      if (g_strcmp0 (item->id, skip) != 0 && galley_page_item_stands_in (item, site, channel)
          && (!is_slider || galley_page_item_get_slide (item) != NULL))
        json_array_add_object_element (array, item_new (item, is_slider));
    }
  return array;
}

static JsonObject *
module_new (GalleySite *site,
            JsonObject *settings,
            const char *channel,
            const char *id,
            const char *skip,
            GPtrArray  *items)
{
  const GalleyChannel *found = galley_site_get_channel (site, channel);
  const char *title = galley_json_get_string (settings, "title");
  const char *kind = galley_json_get_string (settings, "kind");
  gint64 limit = galley_json_get_integer (settings, "items");
  JsonObject *module = json_object_new ();

  if (title == NULL || *title == '\0')
    title = found != NULL ? found->name : "";
  json_object_set_string_member (module, "id", id);
  json_object_set_string_member (module, "kind", kind != NULL ? kind : "list");
  json_object_set_string_member (module, "title", title);
  if (galley_json_get_boolean (settings, "more"))
    {
      g_autofree char *more = found != NULL ? g_strconcat ("/channels/", channel, "/", NULL) : g_strdup ("/");

      json_object_set_string_member (module, "more", more);
    }
  json_object_set_array_member (module, "items",
                                choose_items (site, channel, skip, g_strcmp0 (kind, GALLEY_MODULE_SLIDER) == 0,
                                              limit > 0 ? MIN (limit, MAX_ITEMS) : DEFAULT_ITEMS, items));
  return module;
}

/* A list and a slider of one channel are two. (transfer full) */
static char *
make_id (JsonObject *setting,
         const char *channel)
{
  gboolean is_slider = g_strcmp0 (galley_json_get_string (setting, "kind"), GALLEY_MODULE_SLIDER) == 0;

  return g_strconcat (is_slider ? "slider:" : "", *channel != '\0' ? "channel:" : "latest", channel, NULL);
}

JsonArray *
galley_modules_new (GalleySite *site,
                    const char *channel,
                    const char *skip,
                    GPtrArray  *items)
{
  JsonArray *settings = galley_json_get_array (galley_site_get_view (site), "modules");
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonArray *modules = json_array_new ();

  for (guint i = 0; settings != NULL && i < json_array_get_length (settings); i++)
    {
      JsonObject *setting = galley_json_array_get_object (settings, i);
      const char *wanted = setting != NULL ? galley_json_get_string (setting, "channel") : NULL;
      g_autofree char *id = NULL;

      if (setting == NULL)
        continue;
      if (wanted == NULL)
        wanted = "";
      if (g_str_equal (wanted, OWN))
        wanted = *channel != '\0' ? channel : OWN;
      if (*wanted != '\0' && galley_site_get_channel (site, wanted) == NULL)
        continue;
      id = make_id (setting, wanted);
      if (g_hash_table_add (seen, g_strdup (id)))
        json_array_add_object_element (modules, module_new (site, setting, wanted, id, skip, items));
    }
  return modules;
}
