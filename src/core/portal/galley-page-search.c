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
set_older (GalleyValue            *view,
           const GalleySearchPage *search)
{
  g_autofree char *query = NULL;
  g_autofree char *address = NULL;
  GalleyValue *older;

  if (search->older == NULL)
    return;
  query = g_uri_escape_string (search->query, NULL, FALSE);
  address = g_strdup_printf ("?q=%s&before=%s", query, search->older);
  older = galley_value_new_object (view->arena);
  galley_view_set_text (older, "href", address);
  galley_value_set (view, "older", older);
}

GBytes *
galley_page_render_search (GalleyLayout           *layout,
                           const GalleySearchPage *search,
                           GError                **error)
{
  g_autoptr (GalleyArena) arena = NULL;
  GalleySite *site;
  GalleyValue *view;

  g_return_val_if_fail (layout != NULL && search != NULL, NULL);
  g_return_val_if_fail (search->query != NULL && search->items != NULL, NULL);
  g_return_val_if_fail (galley_page_search_is_there (layout), NULL);

  site = galley_layout_get_site (layout);
  arena = galley_arena_new ();
  view = galley_view_new (arena, layout, GALLEY_SEARCH_PATH, "");
  galley_value_remove (view, "canonical");
  galley_view_set_text (view, "title", galley_view_get_label (site, TEMPLATE));
  galley_view_set_text (view, "query", search->query);
  if (search->is_asked)
    galley_value_set_boolean (view, "asked", TRUE);
  galley_view_set_list (view, "articles",
                        galley_view_make_rows (arena, site, search->items, "", GALLEY_SEARCH_PATH, search->items->len));
  set_older (view, search);
  return galley_page_render (layout, TEMPLATE, view, error);
}
