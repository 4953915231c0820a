/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-view-pages.h"

#define NEAR 2 /* pages on either side of the present one that the pager names */

typedef struct
{
  const char *path;
  guint number;
  GalleyPageAddress address;
  gconstpointer data;
} Place;

static GalleyValue *
link_new (GalleyArena *arena,
          const Place *place,
          guint        number)
{
  g_autofree char *address = place->address (number, place->data);
  g_autofree char *text = g_strdup_printf ("%u", number);
  GalleyValue *link = galley_value_new_object (arena);

  galley_view_set_text (link, "number", text);
  galley_view_set_link (link, "href", place->path, address);
  if (number == place->number)
    galley_value_set_boolean (link, "current", TRUE);
  return link;
}

static GalleyValue *
make_links (GalleyArena *arena,
            const Place *place,
            guint        count)
{
  GalleyValue *links = galley_value_new_array (arena);
  guint last = 0;

  for (guint i = 1; i <= count; i++)
    {
      GalleyValue *link;

      if (i != 1 && i != count && (i + NEAR < place->number || i > place->number + NEAR))
        continue;
      link = link_new (arena, place, i);
      if (i != last + 1)
        galley_value_set_boolean (link, "gap", TRUE);
      galley_value_add (links, link);
      last = i;
    }
  return links;
}

void
galley_view_set_pages (GalleyValue      *view,
                       const char       *path,
                       guint             number,
                       guint             count,
                       GalleyPageAddress address,
                       gconstpointer     data)
{
  g_autofree char *number_text = g_strdup_printf ("%u", number);
  g_autofree char *count_text = g_strdup_printf ("%u", count);
  const Place place = { path, number, address, data };
  GalleyValue *pages;

  g_return_if_fail (view != NULL && address != NULL);

  if (count < 2)
    return;
  pages = galley_value_new_object (view->arena);
  galley_view_set_text (pages, "number", number_text);
  galley_view_set_text (pages, "count", count_text);
  if (number > 1)
    {
      galley_value_set_boolean (pages, "further", TRUE);
      galley_value_set (pages, "previous", link_new (view->arena, &place, number - 1));
    }
  if (number < count)
    galley_value_set (pages, "next", link_new (view->arena, &place, number + 1));
  galley_value_set (pages, "items", make_links (view->arena, &place, count));
  galley_value_set (view, "pages", pages);
}
