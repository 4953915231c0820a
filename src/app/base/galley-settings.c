/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/base/galley-settings.h"

#include "galley-config.h"

GSettings *
galley_settings_new (void)
{
  /* g_settings_new() would end the program where the schema is missing. */
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema =
      source != NULL ? g_settings_schema_source_lookup (source, GALLEY_APPLICATION_ID, TRUE) : NULL;

  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}
