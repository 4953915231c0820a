/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-site-media.h"

#include "core/base/galley-json.h"
#include "core/model/galley-enclosure.h"
#include "core/model/galley-media-type.h"

gint64
galley_site_get_max_file_bytes (GalleySite *self)
{
  JsonObject *files = galley_json_get_object (galley_site_get_view (self), "files");

  return files != NULL && json_object_has_member (files, "bytes") ? galley_json_get_integer (files, "bytes")
                                                                  : GALLEY_SITE_FILE_BYTES;
}

const char *
galley_site_find_player (GalleySite *self,
                         const char *address)
{
  JsonArray *players = galley_json_get_array (galley_site_get_view (self), "players");

  if (!galley_enclosure_address_is_safe (address))
    return NULL;
  for (guint i = 0; players != NULL && i < json_array_get_length (players); i++)
    {
      JsonObject *player = galley_json_array_get_object (players, i);
      JsonArray *addresses = galley_json_get_array (player, "addresses");

      for (guint j = 0; j < json_array_get_length (addresses); j++)
        if (g_str_has_prefix (address, galley_json_array_get_string (addresses, j)))
          return galley_json_get_string (player, "name");
    }
  return NULL;
}

char **
galley_site_dup_player_names (GalleySite *self)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  JsonArray *players = galley_json_get_array (galley_site_get_view (self), "players");

  for (guint i = 0; players != NULL && i < json_array_get_length (players); i++)
    g_strv_builder_add (names, galley_json_get_string (galley_json_array_get_object (players, i), "name"));
  return g_strv_builder_end (names);
}
