/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is signed in, as GET session says it; read from the wire and, for an offline start, from the store. */
#include "core/sync/galley-transport.h"

#include "core/base/galley-error.h"
#include "core/base/galley-json.h"
#include "galley-config.h"

#include <stdlib.h>
#include <string.h>

#define MAX_SESSION_BYTES (256 * 1024)

void
galley_session_free (GalleySession *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->user, galley_user_free);
  g_free (self->epoch);
  g_free (self->min_client);
  g_strfreev (self->features);
  g_free (self->json);
  g_free (self);
}

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

static GalleyUser *
read_user (JsonObject *object,
           GError    **error)
{
  const char *id = galley_json_get_string (object, "id");
  JsonArray *array = galley_json_get_array (object, "roles");
  g_autoptr (GPtrArray) roles = g_ptr_array_new ();

  if (id == NULL || *id == '\0')
    {
      g_set_error_literal (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "Session: no user.id");
      return NULL;
    }
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (galley_json_array_get_string (array, i) != NULL)
      g_ptr_array_add (roles, (gpointer) galley_json_array_get_string (array, i));
  g_ptr_array_add (roles, NULL);

  return galley_user_new (id,
                          or_empty (galley_json_get_string (object, "name")),
                          or_empty (galley_json_get_string (object, "department")),
                          (const char *const *) roles->pdata);
}

static char **
read_features (JsonObject *object)
{
  JsonArray *array = galley_json_get_array (object, "features");
  g_autoptr (GStrvBuilder) features = g_strv_builder_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (galley_json_array_get_string (array, i) != NULL)
      g_strv_builder_add (features, galley_json_array_get_string (array, i));
  return g_strv_builder_end (features);
}

GalleySession *
galley_session_parse (const char *json,
                      GError    **error)
{
  g_autoptr (GalleySession) self = g_new0 (GalleySession, 1);
  g_autoptr (JsonObject) object = NULL;

  g_return_val_if_fail (json != NULL, NULL);

  object = galley_json_parse_object (json, strlen (json), MAX_SESSION_BYTES, error);
  if (object == NULL)
    return NULL;
  self->user = read_user (galley_json_get_object (object, "user"), error);
  if (self->user == NULL)
    return NULL;
  if (galley_json_get_string (object, "epoch") == NULL)
    {
      g_set_error_literal (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "Session: no epoch");
      return NULL;
    }
  self->epoch = g_strdup (galley_json_get_string (object, "epoch"));
  self->min_client = g_strdup (galley_json_get_string (object, "min_client"));
  self->features = read_features (object);
  self->json = galley_json_write_object (object);

  return g_steal_pointer (&self);
}

gboolean
galley_session_has_feature (const GalleySession *self,
                            const char          *feature)
{
  g_return_val_if_fail (self != NULL && feature != NULL, FALSE);

  return g_strv_contains ((const char *const *) self->features, feature);
}

/* "0.2.0" is older than "0.10.0". */
static gboolean
is_older (const char *version,
          const char *other)
{
  g_auto (GStrv) mine = g_strsplit (version, ".", -1);
  g_auto (GStrv) theirs = g_strsplit (other, ".", -1);

  for (guint i = 0; theirs[i] != NULL; i++)
    {
      long a = mine[i] != NULL ? strtol (mine[i], NULL, 10) : 0;
      long b = strtol (theirs[i], NULL, 10);

      if (a != b)
        return a < b;
      if (mine[i] == NULL)
        return FALSE;
    }
  return FALSE;
}

gboolean
galley_session_check_client (const GalleySession *self,
                             GError             **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->min_client == NULL || !is_older (GALLEY_VERSION, self->min_client))
    return TRUE;
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_NEW, "The portal asks for Galley %s or newer, this is %s",
               self->min_client, GALLEY_VERSION);
  return FALSE;
}
