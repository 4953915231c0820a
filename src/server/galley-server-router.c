/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-server-router.h"

#include "core/model/galley-media-type.h"
#include "core/wire/galley-placements.h"
#include "core/wire/galley-protocol.h"
#include "core/wire/galley-wire.h"
#include "server/galley-api.h"
#include "server/galley-server-health.h"

#include <string.h>

#define SMALL (16 * 1024)
#define ACTION (64 * 1024)

const GalleyRoute galley_server_routes[] = {
  { "POST", GALLEY_API_TOKENS, galley_api_sign_in, SMALL, TRUE, FALSE },
  { "DELETE", GALLEY_API_TOKENS "/current", galley_api_sign_out, 0, FALSE, FALSE },
  { "PUT", GALLEY_API_PASSWORD, galley_api_put_password, SMALL, FALSE, FALSE },
  { "GET", GALLEY_API_SESSION, galley_api_get_session, 0, FALSE, FALSE },
  { "GET", GALLEY_API_LAYOUT, galley_api_get_layout, 0, FALSE, FALSE },
  { "GET", GALLEY_API_CHANGES, galley_api_get_changes, 0, FALSE, FALSE },
  { "GET", GALLEY_API_MANIFEST, galley_api_get_manifest, 0, FALSE, FALSE },
  { "GET", GALLEY_API_ARTICLES "/{id}", galley_api_get_article, 0, FALSE, FALSE },
  { "PUT", GALLEY_API_ARTICLES "/{id}", galley_api_put_article, GALLEY_WIRE_MAX_BYTES, FALSE, FALSE },
  { "DELETE", GALLEY_API_ARTICLES "/{id}", galley_api_delete_article, 0, FALSE, FALSE },
  { "GET", GALLEY_API_ARTICLES "/{id}/audit", galley_api_get_audit, 0, FALSE, FALSE },
  { "GET", GALLEY_API_ARTICLES "/{id}/revisions", galley_api_get_revisions, 0, FALSE, FALSE },
  { "GET", GALLEY_API_ARTICLES "/{id}/revisions/{number}", galley_api_get_revision, 0, FALSE, FALSE },
  { "PUT", GALLEY_API_ARTICLES "/{id}/actions/{uuid}", galley_api_put_action, ACTION, FALSE, FALSE },
  { "PUT", GALLEY_API_ARTICLES "/{id}/owner/{uuid}", galley_api_put_owner, SMALL, FALSE, FALSE },
  { "PUT", GALLEY_API_BATCHES "/{uuid}", galley_api_put_batch, GALLEY_BATCH_MAX_BYTES, FALSE, FALSE },
  { "GET", GALLEY_API_PEOPLE, galley_api_get_people, 0, FALSE, FALSE },
  { "PUT", GALLEY_API_PRESENCE "/{device}", galley_api_put_presence, SMALL, FALSE, FALSE },
  { "GET", GALLEY_API_MEDIA "/{sha256}", galley_api_get_media, 0, FALSE, FALSE },
  { "PUT", GALLEY_API_MEDIA "/{sha256}", galley_api_put_media, GALLEY_MEDIA_MAX_BYTES, FALSE, TRUE },
  { "GET", GALLEY_API_SLOTS "/{slot}", galley_api_get_slot, 0, FALSE, FALSE },
  { "PUT", GALLEY_API_SLOTS "/{slot}", galley_api_put_slot, GALLEY_PLACEMENTS_MAX_BYTES, FALSE, FALSE },
  { "GET", GALLEY_API_LISTS "/{list}", galley_api_get_list, 0, FALSE, FALSE },
  { "PUT", GALLEY_API_LISTS "/{list}/{id}", galley_api_put_list_entry, SMALL, FALSE, FALSE },
  { "DELETE", GALLEY_API_LISTS "/{list}/{id}", galley_api_delete_list_entry, 0, FALSE, FALSE },
};
const guint galley_server_n_routes = G_N_ELEMENTS (galley_server_routes);

static const char *
get_part_end (const char *part)
{
  const char *end = strchr (part, '/');

  return end != NULL ? end : part + strlen (part);
}

/* Both begin with "/". */
static gboolean
matches (const char *pattern,
         const char *path,
         char      **ids)
{
  guint n_ids = 0;

  while (*pattern == '/' && *path == '/')
    {
      const char *pattern_end = get_part_end (++pattern);
      const char *path_end = get_part_end (++path);

      if (*pattern == '{')
        {
          if (path_end == path)
            return FALSE;
          if (ids != NULL)
            {
              g_free (ids[n_ids]);
              ids[n_ids++] = g_strndup (path, path_end - path);
            }
        }
      else if (pattern_end - pattern != path_end - path || strncmp (pattern, path, path_end - path) != 0)
        return FALSE;
      pattern = pattern_end;
      path = path_end;
    }
  return *pattern == '\0' && *path == '\0';
}

static const char *
get_allowed (const char *path)
{
  g_autoptr (GString) methods = g_string_new (NULL);

  for (guint i = 0; i < galley_server_n_routes; i++)
    if (matches (galley_server_routes[i].pattern, path, NULL))
      {
        if (methods->len > 0)
          g_string_append (methods, ", ");
        g_string_append (methods, galley_server_routes[i].method);
        if (strcmp (galley_server_routes[i].method, "GET") == 0)
          g_string_append (methods, ", HEAD");
      }
  return methods->len > 0 ? g_intern_string (methods->str) : NULL;
}

const GalleyRoute *
galley_server_router_find (const char  *method,
                           const char  *path,
                           char       **ids,
                           const char **allow)
{
  g_return_val_if_fail (method != NULL && path != NULL, NULL);

  if (strcmp (method, "HEAD") == 0)
    method = "GET";
  for (guint i = 0; i < galley_server_n_routes; i++)
    if (strcmp (galley_server_routes[i].method, method) == 0 && matches (galley_server_routes[i].pattern, path, ids))
      return &galley_server_routes[i];
  if (allow != NULL)
    *allow = get_allowed (path);
  return NULL;
}

gboolean
galley_server_router_is_media (const char *method,
                               const char *path)
{
  const GalleyRoute *route = galley_server_router_find (method, path, NULL, NULL);

  return route != NULL && route->is_media;
}

gsize
galley_server_router_get_limit (const char *method,
                                const char *path)
{
  const GalleyRoute *route = galley_server_router_find (method, path, NULL, NULL);

  return route != NULL && route->body_limit > 0 ? route->body_limit : SMALL;
}

const char *
galley_server_router_get_label (const char *method,
                                const char *path)
{
  const GalleyRoute *route;
  g_autofree char *plain = NULL;

  g_return_val_if_fail (method != NULL && path != NULL, NULL);

  if (strcmp (path, GALLEY_HEALTH_PATH) == 0)
    return GALLEY_HEALTH_PATH;
  if (strcmp (path, GALLEY_METRICS_PATH) == 0)
    return GALLEY_METRICS_PATH;
  if (strchr (path, '%') != NULL)
    path = plain = g_uri_unescape_string (path, NULL);
  if (path == NULL || *path != '/')
    return "unknown";
  if (!g_str_has_prefix (path, "/api/"))
    return "page";
  route = galley_server_router_find (method, path, NULL, NULL);
  return route != NULL ? route->pattern : "unknown";
}
