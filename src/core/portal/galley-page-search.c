/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-page-search.h"

#include "core/portal/galley-page-render.h"
#include "core/portal/galley-view-rows.h"

#define TEMPLATE "search"

gboolean
galley_page_search_is_there (GalleyLayout *layout)
{
  g_return_val_if_fail (layout != NULL, FALSE);

  return galley_layout_get_template (layout, TEMPLATE) != NULL;
}

/* The same page with what is older. */
static void
set_older (JsonObject             *view,
           const GalleySearchPage *search)
{
  g_autofree char *query = NULL;
  g_autofree char *address = NULL;
  JsonObject *older;

  if (search->older == NULL)
    return;
  query = g_uri_escape_string (search->query, NULL, FALSE);
  address = g_strdup_printf ("?q=%s&before=%s", query, search->older);
  older = json_object_new ();
  galley_view_set_text (older, "href", address);
  json_object_set_object_member (view, "older", older);
}

GBytes *
galley_page_render_search (GalleyLayout           *layout,
                           const GalleySearchPage *search,
                           GError                **error)
{
  GalleySite *site;
  JsonObject *view;

  g_return_val_if_fail (layout != NULL && search != NULL, NULL);
  g_return_val_if_fail (search->query != NULL && search->items != NULL, NULL);
  g_return_val_if_fail (galley_page_search_is_there (layout), NULL);

  site = galley_layout_get_site (layout);
  view = galley_view_new (layout, GALLEY_SEARCH_PATH, "");
  json_object_remove_member (view, "canonical");
  galley_view_set_text (view, "title", galley_view_get_label (site, TEMPLATE));
  galley_view_set_text (view, "query", search->query);
  if (search->is_asked)
    json_object_set_boolean_member (view, "asked", TRUE);
  galley_view_take_list (view, "articles",
                         galley_view_make_rows (site, search->items, "", GALLEY_SEARCH_PATH, search->items->len));
  set_older (view, search);
  return galley_page_render (layout, TEMPLATE, view, error);
}
