/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-site-media-check.h"

#include "core/base/galley-json.h"
#include "core/base/galley-sentences.h"
#include "core/model/galley-enclosure.h"
#include "core/model/galley-media-type.h"
#include "core/portal/galley-site-refusal.h"

#define MAX_PLAYERS 50

/* What an address begins with: https, a host and a slash. */
static gboolean
is_beginning (const char *address)
{
  g_autofree char *example = address != NULL ? g_strconcat (address, "x", NULL) : NULL;

  return galley_enclosure_address_is_safe (example);
}

static gboolean
check_player (JsonObject *player,
              guint       index,
              GError    **error)
{
  JsonArray *addresses = galley_json_get_array (player, "addresses");
  const char *name = galley_json_get_string (player, "name");

  if (name == NULL || *name == '\0')
    return galley_site_refuse_element (error, "players", index, N_ ("name is missing"));
  if (addresses == NULL || json_array_get_length (addresses) == 0)
    return galley_site_refuse_element (error, "players", index, N_ ("addresses are missing"));
  for (guint i = 0; i < json_array_get_length (addresses); i++)
    if (!is_beginning (galley_json_array_get_string (addresses, i)))
      return galley_site_refuse_element (error, "players", index,
                                         N_ ("an address does not begin with https, a host and a slash"));
  return TRUE;
}

gboolean
galley_site_media_check (JsonObject *root,
                         GError    **error)
{
  JsonObject *files = galley_json_get_object (root, "files");
  JsonArray *players = galley_json_get_array (root, "players");
  gint64 n_bytes;

  g_return_val_if_fail (root != NULL, FALSE);

  if (files != NULL && json_object_has_member (files, "bytes"))
    {
      n_bytes = galley_json_get_integer (files, "bytes");
      if (n_bytes < 1 || n_bytes > GALLEY_MEDIA_MAX_BYTES)
        return galley_site_refuse (error, "files.bytes", N_ ("is not between %d and %d"), 1, GALLEY_MEDIA_MAX_BYTES);
    }
  if (players != NULL && json_array_get_length (players) > MAX_PLAYERS)
    return galley_site_refuse (error, "players", N_ ("has more than %d entries"), MAX_PLAYERS);
  for (guint i = 0; players != NULL && i < json_array_get_length (players); i++)
    if (!check_player (galley_json_array_get_object (players, i), i, error))
      return FALSE;
  return TRUE;
}
