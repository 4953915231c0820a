/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-view-feeds.h"

#include "core/portal/galley-feed.h"
#include "core/portal/galley-site-path.h"

static void
add_feeds (JsonArray  *feeds,
           const char *title,
           const char *path,
           const char *channel)
{
  for (GalleyFeedKind kind = 0; kind < GALLEY_N_FEED_KINDS; kind++)
    {
      g_autofree char *feed_path = galley_feed_dup_path (kind, channel);
      g_autofree char *link = galley_site_path_make_relative (path, feed_path);
      JsonObject *feed = json_object_new ();

      json_object_set_string_member (feed, "title", title);
      json_object_set_string_member (feed, "type", galley_feed_get_media_type (kind));
      json_object_set_string_member (feed, "href", link);
      json_array_add_object_element (feeds, feed);
    }
}

void
galley_view_set_feeds (JsonObject *view,
                       GalleySite *site,
                       const char *path,
                       const char *channel)
{
  const GalleyChannel *found = galley_site_get_channel (site, channel);
  JsonObject *feeds;
  JsonArray *items;

  if (path == NULL || *galley_site_get_base_address (site) == '\0')
    return;
  items = json_array_new ();
  add_feeds (items, galley_site_get_name (site), path, "");
  if (found != NULL)
    {
      g_autofree char *title = g_strconcat (found->name, "_", galley_site_get_name (site), NULL);

      add_feeds (items, title, path, channel);
    }
  feeds = json_object_new ();
  json_object_set_array_member (feeds, "items", items);
  json_object_set_object_member (view, "feeds", feeds);
}
