/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A portal's address as people type it, and as it is kept: scheme, host and port, nothing else. */
#include "core/sync/galley-portal-transport.h"

#include "core/base/galley-error.h"

#include <string.h>

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);
  return g_strcmp0 (host, "localhost") == 0 || g_str_has_suffix (host, ".localhost");
}

static GUri *
parse (const char *address,
       GError    **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (address));
  g_autofree char *full = NULL;
  g_autoptr (GUri) uri = NULL;

  /* "localhost:8080" alone would be read as a scheme. */
  if (strstr (stripped, "://") == NULL)
    full = g_strconcat ("https://", stripped, NULL);
  else
    full = g_steal_pointer (&stripped);
  uri = g_uri_parse (full, G_URI_FLAGS_NONE, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0'
      || g_uri_get_userinfo (uri) != NULL || strpbrk (g_uri_get_host (uri), " \t\r\n") != NULL)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "Not the address of a portal: %s", address);
      return NULL;
    }
  return g_steal_pointer (&uri);
}

static char *
clean (const char *address,
       gboolean    may_be_plain,
       GError    **error)
{
  g_autoptr (GUri) uri = NULL;
  g_autofree char *ascii = NULL;
  g_autofree char *host = NULL;
  const char *scheme;

  uri = parse (address, error);
  if (uri == NULL)
    return NULL;
  scheme = g_uri_get_scheme (uri);
  ascii = g_hostname_to_ascii (g_uri_get_host (uri));
  if (ascii == NULL || (strcmp (scheme, "https") != 0 && strcmp (scheme, "http") != 0))
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "Not the address of a portal: %s", address);
      return NULL;
    }
  host = g_ascii_strdown (ascii, -1);
  if (strcmp (scheme, "http") == 0 && !may_be_plain && !is_loopback (host))
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID,
                   "Plain http is taken for this computer alone, not for %s", host);
      return NULL;
    }

  return g_uri_join (G_URI_FLAGS_NONE, scheme, NULL, host, g_uri_get_port (uri), "", NULL, NULL);
}

char *
galley_portal_address_clean (const char *address,
                             GError    **error)
{
  g_return_val_if_fail (address != NULL, NULL);

  return clean (address, FALSE, error);
}

char *
galley_portal_address_clean_plain (const char *address,
                                   GError    **error)
{
  g_return_val_if_fail (address != NULL, NULL);

  return clean (address, TRUE, error);
}
