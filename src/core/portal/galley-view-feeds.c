/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-view-feeds.h"

#include "core/portal/galley-feed.h"

static void
add_feeds (JsonArray  *feeds,
           const char *title,
           const char *path,
           const char *channel)
{
  for (GalleyFeedKind kind = 0; kind < GALLEY_N_FEED_KINDS; kind++)
    {
      g_autofree char *feed_path = galley_feed_dup_path (kind, channel);
      JsonObject *feed = json_object_new ();

      galley_view_set_text (feed, "title", title);
      galley_view_set_text (feed, "type", galley_feed_get_media_type (kind));
      galley_view_set_link (feed, "href", path, feed_path);
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
  JsonArray *feeds;

  if (path == NULL || *galley_site_get_base_address (site) == '\0')
    return;
  feeds = json_array_new ();
  add_feeds (feeds, galley_site_get_name (site), path, "");
  if (found != NULL)
    {
      g_autofree char *title = g_strconcat (found->name, "_", galley_site_get_name (site), NULL);

      add_feeds (feeds, title, path, channel);
    }
  galley_view_take_list (view, "feeds", feeds);
}
