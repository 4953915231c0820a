/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-view-feeds.h"

#include "core/portal/galley-feed.h"
#include "core/portal/galley-site-path.h"

static void
add_feeds (GalleyValue *feeds,
           const char  *title,
           const char  *path,
           const char  *channel)
{
  for (GalleyFeedKind kind = 0; kind < GALLEY_N_FEED_KINDS; kind++)
    {
      g_autofree char *feed_path = galley_feed_dup_path (kind, channel);
      g_autofree char *link = galley_site_path_make_relative (path, feed_path);
      GalleyValue *feed = galley_value_new_object (feeds->arena);

      galley_value_set_text (feed, "title", title);
      galley_value_set_text (feed, "type", galley_feed_get_media_type (kind));
      galley_value_set_text (feed, "href", link);
      galley_value_add (feeds, feed);
    }
}

void
galley_view_set_feeds (GalleyValue *view,
                       GalleySite  *site,
                       const char  *path,
                       const char  *channel)
{
  const GalleyChannel *found = galley_site_get_channel (site, channel);
  GalleyValue *feeds;
  GalleyValue *items;

  if (path == NULL || *galley_site_get_base_address (site) == '\0')
    return;
  items = galley_value_new_array (view->arena);
  add_feeds (items, galley_site_get_name (site), path, "");
  if (found != NULL)
    {
      g_autofree char *title = g_strconcat (found->name, "_", galley_site_get_name (site), NULL);

      add_feeds (items, title, path, channel);
    }
  feeds = galley_value_new_object (view->arena);
  galley_value_set (feeds, "items", items);
  galley_value_set (view, "feeds", feeds);
}
