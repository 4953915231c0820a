/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-page-frame.h"

#include "core/base/galley-json.h"
#include "core/portal/galley-article-page.h"
#include "core/portal/galley-context.h"

#include <string.h>

void
galley_page_frame_place (GalleyPageFrame *self,
                         GalleyLayout    *layout,
                         const char      *path)
{
  const GalleyValue *site;

  g_return_if_fail (self != NULL && layout != NULL);

  site = galley_site_get_value (galley_layout_get_site (layout));
  self->path = g_strdup (path);
  self->sizes = g_strdup (galley_value_get_text (galley_value_get_object (site, "pictures"), "sizes"));
}

void
galley_page_frame_init (GalleyPageFrame *self,
                        GalleyLayout    *layout,
                        const char      *context,
                        guint            number)
{
  g_autoptr (JsonObject) object = NULL;
  g_autofree char *path = NULL;
  const char *first_path;

  g_return_if_fail (self != NULL && layout != NULL && context != NULL && number > 0);

  object = galley_json_parse_object (context, strlen (context), GALLEY_CONTEXT_MAX_BYTES, NULL);
  self->renditions = galley_renditions_read (galley_json_get_object (object, "renditions"), NULL);
  first_path = galley_json_get_string (object, "path");
  path = first_path != NULL ? galley_article_page_dup_path (first_path, number) : NULL;
  galley_page_frame_place (self, layout, path);
}

void
galley_page_frame_clear (GalleyPageFrame *self)
{
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->renditions, galley_renditions_free);
  g_clear_pointer (&self->sizes, g_free);
}
