/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-page-share.h"

#include "core/portal/galley-page-item.h"
#include "core/portal/galley-page-render.h"
#include "core/portal/galley-view-picture.h"
#include "core/portal/galley-view.h"

/* "news.example" of "https://news.example"; the site's name where it has no address. (transfer full) */
static char *
dup_host (GalleySite *site)
{
  const char *address = galley_site_get_base_address (site);
  g_autoptr (GUri) uri = address != NULL ? g_uri_parse (address, G_URI_FLAGS_NONE, NULL) : NULL;

  return g_strdup (uri != NULL && g_uri_get_host (uri) != NULL ? g_uri_get_host (uri) : galley_site_get_name (site));
}

GBytes *
galley_page_render_share (GalleyRevision *revision,
                          GalleyLayout   *layout,
                          const char     *context,
                          GError        **error)
{
  g_autoptr (GalleyArena) arena = NULL;
  g_autofree char *host = NULL;
  GalleyPageItem *item;
  GalleyValue *card;
  GalleyValue *view;

  g_return_val_if_fail (revision != NULL, NULL);
  g_return_val_if_fail (layout != NULL, NULL);
  g_return_val_if_fail (context != NULL, NULL);

  arena = galley_arena_new ();
  view = galley_view_new_for_article (arena, revision, layout, context, 1, error);
  if (view == NULL)
    return NULL;
  host = dup_host (galley_layout_get_site (layout));
  item = galley_page_item_new_with_context (revision, context);
  card = galley_value_new_object (view->arena);
  galley_view_set_text (card, "host", host);
  galley_view_set_text (card, "description", galley_value_get_text (view, "description"));
  galley_view_set_picture (card, "thumbnail", item->path, item->picture);
  galley_page_item_free (item);
  galley_value_set (view, "card", card);
  return galley_page_render_or_plain (layout, "share", view, error);
}
