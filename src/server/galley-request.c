/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-request.h"

#include <string.h>

GalleyRequest *
galley_request_new (const char *method,
                    const char *target,
                    GBytes     *body)
{
  GalleyRequest *self;
  const char *query;

  g_return_val_if_fail (method != NULL, NULL);
  g_return_val_if_fail (target != NULL, NULL);

  query = strchr (target, '?');
  self = g_new0 (GalleyRequest, 1);
  self->method = g_strdup (method);
  self->path = query != NULL ? g_strndup (target, query - target) : g_strdup (target);
  self->query = query != NULL ? g_strdup (query + 1) : NULL;
  self->body = body != NULL ? g_bytes_ref (body) : g_bytes_new (NULL, 0);
  return self;
}

void
galley_request_free (GalleyRequest *self)
{
  if (self == NULL)
    return;
  g_free (self->method);
  g_free (self->path);
  g_free (self->query);
  g_free (self->token);
  g_free (self->content_type);
  g_free (self->if_match);
  g_free (self->if_none_match);
  g_free (self->not_after);
  g_free (self->accept_language);
  g_bytes_unref (self->body);
  galley_media_arrival_free (self->arrival);
  g_clear_error (&self->arrival_error);
  galley_batch_free (self->batch);
  g_free (self);
}

void
galley_request_set_authorization (GalleyRequest *self,
                                  const char    *header)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->token, g_free);
  if (header != NULL && g_ascii_strncasecmp (header, "Bearer ", 7) == 0)
    self->token = g_strstrip (g_strdup (header + 7));
}

gboolean
galley_request_dup_parameter (const GalleyRequest *self,
                              const char          *name,
                              char               **value)
{
  g_autoptr (GHashTable) parameters = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  *value = NULL;
  if (self->query == NULL || *self->query == '\0')
    return TRUE;
  parameters = g_uri_parse_params (self->query, -1, "&", G_URI_PARAMS_NONE, NULL);
  if (parameters == NULL)
    return FALSE;
  *value = g_strdup (g_hash_table_lookup (parameters, name));
  return TRUE;
}

gboolean
galley_request_get_number (const GalleyRequest *self,
                           const char          *name,
                           guint                otherwise,
                           guint                maximum,
                           guint               *number)
{
  g_autofree char *text = NULL;
  guint64 value;

  g_return_val_if_fail (number != NULL, FALSE);

  if (!galley_request_dup_parameter (self, name, &text))
    return FALSE;
  *number = otherwise;
  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT32, &value, NULL))
    return FALSE;
  *number = (guint) MIN (value, maximum);
  return TRUE;
}

gboolean
galley_etag_matches (const char *header,
                     const char *etag)
{
  g_auto (GStrv) tags = NULL;

  if (header == NULL || etag == NULL)
    return FALSE;
  tags = g_strsplit (header, ",", -1);
  for (char **tag = tags; *tag != NULL; tag++)
    {
      g_strstrip (*tag);
      if (strcmp (*tag, "*") == 0 || strcmp (*tag, etag) == 0)
        return TRUE;
    }
  return FALSE;
}
