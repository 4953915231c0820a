/* SPDX-License-Identifier: GPL-3.0-or-later */
/* galley-tool check-layout PACK: looks a layout pack through as a server does before it takes one. What is wrong is told
 * with its file, and its line where there is one. */
#include "tool/galley-tool.h"

#include "core/portal/galley-layout-check.h"

#include <glib/gi18n.h>

int
galley_tool_check_layout (const GalleyToolCommand *self,
                          char                   **arguments)
{
  const GOptionEntry entries[] = { { NULL } };
  g_auto (GStrv) words = galley_tool_parse (self, entries, arguments, 1, 1);
  g_autoptr (GalleyLayout) layout = NULL;
  g_autoptr (GError) error = NULL;

  if (words == NULL)
    return GALLEY_TOOL_USAGE;
  layout = galley_layout_check_read (words[0], &error);
  if (layout == NULL)
    return galley_tool_fail (words[0], error);
  /* Translators: the name of a portal, and the version of its layout. */
  g_print (_ ("Every page of “%s” can be made, version %s"), galley_site_get_name (galley_layout_get_site (layout)),
           galley_layout_get_version (layout));
  g_print ("\n");
  return GALLEY_TOOL_OK;
}
