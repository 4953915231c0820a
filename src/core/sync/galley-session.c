/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is signed in, as GET session says it; read from the wire and, for an offline start, from the store. */
#include "core/sync/galley-transport.h"

#include "core/base/galley-error.h"
#include "core/base/galley-json.h"

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
  self->json = galley_json_write_object (object);

  return g_steal_pointer (&self);
}
