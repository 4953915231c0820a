/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each page is a view and a template. */
#include "core/portal/galley-page.h"

#include "core/portal/galley-page-render.h"
#include "core/portal/galley-site-path.h"
#include "core/portal/galley-view.h"

GBytes *
galley_page_render_article (GalleyRevision *revision,
                            GalleyLayout   *layout,
                            const char     *context,
                            GError        **error)
{
  return galley_page_render_article_page (revision, layout, context, 1, error);
}

GBytes *
galley_page_render_article_page (GalleyRevision *revision,
                                 GalleyLayout   *layout,
                                 const char     *context,
                                 guint           number,
                                 GError        **error)
{
  g_autoptr (GalleyArena) arena = NULL;
  GalleyValue *view;

  g_return_val_if_fail (revision != NULL, NULL);
  g_return_val_if_fail (layout != NULL, NULL);
  g_return_val_if_fail (context != NULL, NULL);
  g_return_val_if_fail (number > 0, NULL);

  arena = galley_arena_new ();
  view = galley_view_new_for_article (arena, revision, layout, context, number, error);
  return view != NULL ? galley_page_render (layout, "article", view, error) : NULL;
}

char *
galley_page_render_element (const GalleyPageFrame *frame,
                            GPtrArray             *blocks,
                            guint                  first)
{
  GString *out;

  g_return_val_if_fail (frame != NULL, NULL);
  g_return_val_if_fail (blocks != NULL && first < blocks->len, NULL);

  out = g_string_new (NULL);
  galley_view_append_element (out, frame, blocks, first);
  return g_string_free (out, FALSE);
}

GBytes *
galley_page_render_notice (GalleyLayout *layout,
                           guint         status,
                           GError      **error)
{
  g_autofree char *number = g_strdup_printf ("%u", status);
  g_autoptr (GalleyArena) arena = NULL;
  const GalleyValue *notices;
  const GalleyValue *notice;
  GalleyValue *view;
  const char *title;
  GalleySite *site;

  g_return_val_if_fail (layout != NULL, NULL);

  site = galley_layout_get_site (layout);
  notices = galley_value_get_object (galley_site_get_value (site), "notices");
  notice = galley_value_get_object (notices, number);
  if (notice == NULL && status == 410)
    return g_bytes_new_static ("", 0);
  title = galley_value_get_text (notice, "title");
  arena = galley_arena_new ();
  view = galley_view_new (arena, layout, NULL, "");
  galley_view_set_text (view, "status", number);
  galley_view_set_text (view, "title", title != NULL ? title : number);
  galley_view_set_text (view, "text", galley_value_get_text (notice, "text"));
  return galley_page_render (layout, "notice", view, error);
}

char *
galley_page_make_relative (const char *from,
                           const char *to)
{
  return galley_site_path_make_relative (from, to);
}
