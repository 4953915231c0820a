/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-context-renditions.h"

#include "core/base/galley-json.h"

#include <string.h>

void
galley_context_set_renditions (JsonObject       *context,
                               GalleyRenditions *renditions)
{
  g_autoptr (JsonObject) object = renditions != NULL ? galley_renditions_write (renditions) : NULL;

  json_object_remove_member (context, "renditions");
  if (object != NULL && json_object_get_size (object) > 0)
    json_object_set_object_member (context, "renditions", g_steal_pointer (&object));
}

/* (transfer full) (nullable) */
static JsonObject *
parse (const char *context)
{
  return galley_json_parse_object (context, strlen (context), GALLEY_CONTEXT_MAX_BYTES, NULL);
}

char *
galley_context_with_renditions (const char       *context,
                                GalleyRenditions *renditions)
{
  g_autoptr (JsonObject) object = NULL;

  g_return_val_if_fail (context != NULL, NULL);

  object = parse (context);
  if (object == NULL)
    return g_strdup (context);
  galley_context_set_renditions (object, renditions);
  return galley_json_write_object (object);
}

GalleyRenditions *
galley_context_read_renditions (const char *context)
{
  g_autoptr (JsonObject) object = NULL;
  GalleyRenditions *renditions;

  g_return_val_if_fail (context != NULL, NULL);

  object = parse (context);
  renditions = galley_renditions_read (galley_json_get_object (object, "renditions"), NULL);
  return renditions != NULL ? renditions : galley_renditions_new ();
}
