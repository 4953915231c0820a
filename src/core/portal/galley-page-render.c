/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-page-render.h"

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
  g_autoptr (GString) out = g_string_sized_new (16 * 1024);

  if (!galley_mustache_render (galley_layout_get_template (layout, template), view, lookup, layout, out, error))
    return NULL;
  return g_string_free_to_bytes (g_steal_pointer (&out));
}
