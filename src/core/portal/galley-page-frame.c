/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-page-frame.h"

#include "core/base/galley-json.h"
#include "core/portal/galley-context.h"

#include <string.h>

void
galley_page_frame_init (GalleyPageFrame *self,
                        GalleyLayout    *layout,
                        const char      *context)
{
  g_autoptr (JsonObject) object = NULL;
  JsonObject *pictures;

  g_return_if_fail (self != NULL && layout != NULL && context != NULL);

  object = galley_json_parse_object (context, strlen (context), GALLEY_CONTEXT_MAX_BYTES, NULL);
  pictures = galley_json_get_object (galley_site_get_view (galley_layout_get_site (layout)), "pictures");
  self->path = g_strdup (galley_json_get_string (object, "path"));
  self->renditions = galley_renditions_read (galley_json_get_object (object, "renditions"), NULL);
  self->sizes = g_strdup (galley_json_get_string (pictures, "sizes"));
}

void
galley_page_frame_clear (GalleyPageFrame *self)
{
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->renditions, galley_renditions_unref);
  g_clear_pointer (&self->sizes, g_free);
}
