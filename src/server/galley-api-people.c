/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who works here: whom an article can be handed to. Names and departments are known to everybody in the house; roles and
 * passwords are not told. */
#include "server/galley-api.h"

#include "server/galley-server-users.h"

static void
add_person (const GalleyUser *user,
            gboolean          is_disabled,
            gpointer          data)
{
  JsonObject *object;

  if (is_disabled)
    return;
  object = json_object_new ();
  json_object_set_string_member (object, "id", user->id);
  json_object_set_string_member (object, "name", user->name);
  json_object_set_string_member (object, "department", user->department);
  json_array_add_object_element (data, object);
}

GalleyResponse *
galley_api_get_people (GalleyCall *call)
{
  JsonArray *people = json_array_new ();
  JsonObject *answer = json_object_new ();
  GError *error = NULL;

  json_object_set_array_member (answer, "people", people);
  if (galley_server_users_foreach (call->server->database, add_person, people, &error))
    return galley_response_new_json (200, answer);
  json_object_unref (answer);
  return galley_server_fail (call->server, error);
}
