/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What search engines are told of the site: site maps (sitemaps.org, protocol 0.9) and the map of the latest news that
 * Google News and others read. Pure functions; a site without a base address has no maps, and then they give NULL.
 *
 * The articles are mapped by the month that stands in their path, so that publishing one changes two small files and not
 * the map of all. A month's map has at most GALLEY_SITEMAP_MAX_ITEMS of them, as many as the protocol allows. */
#pragma once

#include "core/portal/galley-layout.h"

G_BEGIN_DECLS

#define GALLEY_SITEMAP_MAX_ITEMS 50000

#define GALLEY_SITEMAP_INDEX "/sitemap.xml"
#define GALLEY_SITEMAP_FOLDER "/sitemap/"
#define GALLEY_SITEMAP_LISTS GALLEY_SITEMAP_FOLDER "lists.xml"
#define GALLEY_SITEMAP_NEWS GALLEY_SITEMAP_FOLDER "news.xml"
#define GALLEY_ROBOTS "/robots.txt"

/* One of the maps of months, for the index. */
typedef struct
{
  char *month;    /* "2026-11" */
  gint64 changed; /* real time */
} GalleySitemapMonth;

void galley_sitemap_month_free (GalleySitemapMonth *self);

/* The month of an article's path, "2026-11", or NULL where there is none in it. (transfer full) */
char *galley_sitemap_dup_month (const char *path);
/* "/sitemap/2026-11.xml" (transfer full) */
char *galley_sitemap_dup_path (const char *month);

/* @months: (element-type GalleySitemapMonth) */
GBytes *galley_sitemap_render_index (GalleyLayout *layout,
                                     GPtrArray    *months);
/* The home page and the first pages of the channels and topics. */
GBytes *galley_sitemap_render_lists (GalleyLayout *layout);
/* @items: (element-type GalleyPageItem), those of one month, newest first. */
GBytes *galley_sitemap_render_month (GalleyLayout *layout,
                                     GPtrArray    *items);
/* @items: newest first. Those of the two days before the newest one, at most 1,000; NULL where there is none. */
GBytes *galley_sitemap_render_news (GalleyLayout *layout,
                                    GPtrArray    *items);
/* robots.txt: everything may be read, and here is the map. */
GBytes *galley_sitemap_render_robots (GalleyLayout *layout);

G_END_DECLS
