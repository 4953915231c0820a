/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The newest articles of the site or of one channel for feed readers: RSS 2.0, or Atom (RFC 4287). Pure functions as the
 * pages are: equal arguments give equal bytes, and no clock takes part. An entry keeps its name, "urn:uuid:ID", whatever
 * becomes of its address.
 *
 * Addresses are absolute, from the site's base address; a site without one has no feeds. How many articles a feed has
 * stands in site.json ("feeds"). */
#pragma once

#include "core/portal/galley-layout.h"

G_BEGIN_DECLS

typedef enum
{
  GALLEY_FEED_RSS,
  GALLEY_FEED_ATOM,
} GalleyFeedKind;
#define GALLEY_N_FEED_KINDS (GALLEY_FEED_ATOM + 1)

/* @channel: "" for the whole site. @items: (element-type GalleyPageItem) newest first. (transfer full) (nullable): NULL
 * where the site has no base address. */
GBytes *galley_feed_render (GalleyLayout  *layout,
                            GalleyFeedKind kind,
                            const char    *channel,
                            GPtrArray     *items);

/* "/feed.xml", "/atom.xml", and below "/channels/ID/". (transfer full) */
char *galley_feed_dup_path (GalleyFeedKind kind,
                            const char    *channel);
/* "application/rss+xml", "application/atom+xml". */
const char *galley_feed_get_media_type (GalleyFeedKind kind);

G_END_DECLS
