/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-page-render.h"

/* What an article's page seldom has more than. */
#define PAGE_BYTES (32 * 1024)

static GalleyMustache *
lookup (const char *name,
        gpointer    data)
{
  return galley_layout_get_template (data, name);
}

GBytes *
galley_page_render (GalleyLayout      *layout,
                    const char        *template,
                    const GalleyValue *view,
                    GError           **error)
{
  g_autoptr (GString) out = g_string_sized_new (PAGE_BYTES);

  if (!galley_mustache_render (galley_layout_get_template (layout, template), view, lookup, layout, out, error))
    return NULL;
  return g_string_free_to_bytes (g_steal_pointer (&out));
}

GBytes *
galley_page_render_or_plain (GalleyLayout      *layout,
                             const char        *template,
                             const GalleyValue *view,
                             GError           **error)
{
  static GalleyLayout *built_in;

  if (galley_layout_get_template (layout, template) != NULL)
    return galley_page_render (layout, template, view, error);
  if (g_once_init_enter (&built_in))
    g_once_init_leave (&built_in, galley_layout_new_built_in ());
  return galley_page_render (built_in, template, view, error);
}
