/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-page-redirect.h"

#include "core/base/galley-json.h"
#include "core/portal/galley-page-render.h"
#include "core/portal/galley-site-places.h"
#include "core/portal/galley-view.h"

GBytes *
galley_page_render_redirect (GalleyLayout         *layout,
                             const GalleyRedirect *redirect,
                             GError              **error)
{
  g_autofree char *canonical = NULL;
  GalleySite *site;
  g_autoptr (GalleyArena) arena = NULL;
  JsonObject *notices, *notice;
  GalleyValue *view;
  const char *title;

  g_return_val_if_fail (layout != NULL, NULL);
  g_return_val_if_fail (redirect != NULL, NULL);

  site = galley_layout_get_site (layout);
  notices = galley_json_get_object (galley_site_get_view (site), "notices");
  notice = notices != NULL ? galley_json_get_object (notices, "301") : NULL;
  title = notice != NULL ? galley_json_get_string (notice, "title") : NULL;
  canonical = *redirect->to == '/' ? galley_site_make_absolute (site, redirect->to) : g_strdup (redirect->to);
  arena = galley_arena_new ();
  view = galley_view_new (arena, layout, redirect->page, "");
  galley_value_remove (view, "canonical");
  galley_view_set_text (view, "canonical", canonical);
  galley_view_set_text (view, "address", *canonical != '\0' ? canonical : redirect->to);
  galley_view_set_link (view, "href", redirect->page, redirect->to);
  galley_view_set_text (view, "title", title != NULL ? title : galley_site_get_name (site));
  galley_view_set_text (view, "text", notice != NULL ? galley_json_get_string (notice, "text") : NULL);
  return galley_page_render_or_plain (layout, "redirect", view, error);
}
