/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-page-render.h"

static GalleyMustache *
lookup (const char *name,
        gpointer    data)
{
  return galley_layout_get_template (data, name);
}

GBytes *
galley_page_render (GalleyLayout *layout,
                    const char   *template,
                    JsonObject   *view,
                    GError      **error)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (GString) out = g_string_sized_new (16 * 1024);

  json_node_take_object (node, view);
  if (!galley_mustache_render (galley_layout_get_template (layout, template), node, lookup, layout, out, error))
    return NULL;
  return g_string_free_to_bytes (g_steal_pointer (&out));
}
