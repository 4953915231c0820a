/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-site-path.h"

#include "core/model/galley-block.h"

#include <string.h>

gboolean
galley_site_path_is_valid (const char *path)
{
  if (path == NULL || *path != '/' || strlen (path) > 512)
    return FALSE;
  for (const char *p = path; *p != '\0'; p++)
    {
      if (!g_ascii_isalnum (*p) && *p != '/' && *p != '-' && *p != '_' && *p != '.')
        return FALSE;
      if (p > path && p[-1] == '/' && (*p == '/' || *p == '.'))
        return FALSE;
    }
  return TRUE;
}

char *
galley_site_path_make_relative (const char *from,
                                const char *to)
{
  gsize common = 0; /* up to and with the last slash that both share */
  gsize n_up = 0, length;
  char *link, *end;

  g_return_val_if_fail (from != NULL && *from == '/', NULL);
  g_return_val_if_fail (to != NULL && *to == '/', NULL);

  for (gsize i = 0; from[i] == to[i] && from[i] != '\0'; i++)
    if (from[i] == '/')
      common = i + 1;
  for (const char *p = from + common; *p != '\0'; p++)
    if (*p == '/')
      n_up++;
  if (n_up == 0 && to[common] == '\0')
    return g_strdup ("./");
  length = strlen (to + common);
  end = link = g_malloc (n_up * strlen ("../") + length + 1);
  for (; n_up > 0; n_up--)
    end = (char *) memcpy (end, "../", 3) + 3;
  memcpy (end, to + common, length + 1);
  return link;
}

gboolean
galley_site_path_is_address (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);

  return g_str_has_prefix (text, "http") && galley_link_target_is_safe (text);
}

char *
galley_site_path_make_link (const char *from,
                            const char *address)
{
  g_autofree char *path = NULL;
  const char *fragment;

  if (address == NULL)
    return NULL;
  if (*address != '/')
    return galley_site_path_is_address (address) ? g_strdup (address) : NULL;
  fragment = strchr (address, '#');
  path = fragment != NULL ? g_strndup (address, fragment - address) : g_strdup (address);
  if (!galley_site_path_is_valid (path))
    return NULL;
  return galley_site_path_make_relative (from, address);
}
