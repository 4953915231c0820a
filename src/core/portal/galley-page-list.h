/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of a list - of a channel or of a topic - newest first and so many articles a page: the first at
 * "/channels/ID/", the second at "/channels/ID/2/". Pure functions as the other pages are. How many articles a page has and
 * how many pages a list has at most stands in site.json ("channel"); what is older is found by its address, by site maps
 * and by search. Only the first page has modules beside it: the others change by what is listed, and by nothing else.
 *
 *   chosen = galley_page_list_choose (layout, GALLEY_LIST_CHANNEL, "local", items);
 *   for (number = 1; number <= galley_page_list_count_pages (layout, chosen); number++)
 *     … galley_page_list_render (layout, GALLEY_LIST_CHANNEL, "local", chosen, number, items, error) … */
#pragma once

#include "core/portal/galley-layout.h"

G_BEGIN_DECLS

typedef enum
{
  GALLEY_LIST_CHANNEL,
  GALLEY_LIST_TOPIC,
} GalleyListKind;

/* How many of the newest articles of a list its pages show. */
guint galley_page_list_get_limit (GalleyLayout *layout);
/* Those of @items that stand in the list, newest first, up to that limit. (transfer container) */
GPtrArray *galley_page_list_choose (GalleyLayout  *layout,
                                    GalleyListKind kind,
                                    const char    *id,
                                    GPtrArray     *items);
/* At least 1: an empty list has a page, too. */
guint galley_page_list_count_pages (GalleyLayout *layout,
                                    GPtrArray    *chosen);

/* @items: all of them, for the modules. GALLEY_ERROR_NOT_FOUND where the site has no such list, or no such page of it.
 * (transfer full) */
GBytes *galley_page_list_render (GalleyLayout  *layout,
                                 GalleyListKind kind,
                                 const char    *id,
                                 GPtrArray     *chosen,
                                 guint          number,
                                 GPtrArray     *items,
                                 GError       **error);

/* "/channels/ID/", "/topics/ID/", "/channels/ID/2/": the address. (transfer full) */
char *galley_page_list_dup_address (GalleyListKind kind,
                                    const char    *id,
                                    guint          number);
/* The address and "index.html": the file. (transfer full) */
char *galley_page_list_dup_path (GalleyListKind kind,
                                 const char    *id,
                                 guint          number);

G_END_DECLS
