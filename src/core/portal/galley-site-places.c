/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-site-places.h"

gboolean
galley_site_channel_is_below (GalleySite *self,
                              const char *channel,
                              const char *ancestor)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (ancestor != NULL, FALSE);

  if (*ancestor == '\0')
    return TRUE;
  while (channel != NULL && *channel != '\0')
    {
      const GalleyChannel *found;

      if (g_str_equal (channel, ancestor))
        return TRUE;
      found = galley_site_get_channel (self, channel);
      channel = found != NULL ? found->parent : NULL;
    }
  return FALSE;
}

char *
galley_site_make_absolute (GalleySite *self,
                           const char *path)
{
  const char *base;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (path != NULL, NULL);

  base = galley_site_get_base_address (self);
  return *base != '\0' ? g_strconcat (base, path, NULL) : g_strdup ("");
}
