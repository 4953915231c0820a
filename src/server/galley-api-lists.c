/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The newsroom's shared lists; of tags for now. */
#include "server/galley-api.h"

#include "core/base/galley-json.h"
#include "core/base/galley-text.h"
#include "core/wire/galley-protocol.h"
#include "server/galley-cursor.h"
#include "server/galley-server-lists.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_ENTRY_BYTES (16 * 1024)
#define MAX_VALUE_BYTES 512
#define MAX_ID_LENGTH 64

static gboolean
list_is_known (const char *list)
{
  return strcmp (list, GALLEY_LIST_TAGS) == 0;
}

static gboolean
id_is_valid (const char *id)
{
  for (const char *p = id; *p != '\0'; p++)
    if (!g_ascii_islower (*p) && !g_ascii_isdigit (*p) && *p != '-')
      return FALSE;
  return *id != '\0' && strlen (id) <= MAX_ID_LENGTH;
}

static GalleyResponse *
refuse_list (void)
{
  return galley_response_new_problem (404, GALLEY_PROBLEM_NOT_FOUND, "There is no such list");
}

static JsonObject *
make_entry (const char *id,
            const char *value)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "value", value);
  return object;
}

GalleyResponse *
galley_api_get_list (GalleyCall *call)
{
  GalleyServer *server = call->server;
  GalleyCursor last = { .sequence = server->sequence };
  g_autofree char *cursor = galley_cursor_format (&last, server->epoch);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *answer;
  JsonArray *array;

  if (!list_is_known (call->ids[0]))
    return refuse_list ();
  entries = galley_server_lists_list (server->database, call->ids[0], &error);
  if (entries == NULL)
    return galley_server_fail (server, g_steal_pointer (&error));
  array = json_array_new ();
  for (guint i = 0; i < entries->len; i++)
    {
      GalleyListEntry *entry = entries->pdata[i];

      json_array_add_object_element (array, make_entry (entry->id, entry->value));
    }
  answer = json_object_new ();
  json_object_set_string_member (answer, "cursor", cursor);
  json_object_set_array_member (answer, "entries", array);
  return galley_response_new_json (200, answer);
}

/* NULL: the call may write this entry. */
static GalleyResponse *
judge (GalleyCall *call)
{
  static const char *const writers[] = { "editor", "head", "chief" };

  if (!list_is_known (call->ids[0]))
    return refuse_list ();
  if (!id_is_valid (call->ids[1]))
    return galley_response_new_problem (400, GALLEY_PROBLEM_INVALID, "An entry's name is 1 to %d of a-z, 0-9 and \"-\"",
                                        MAX_ID_LENGTH);
  for (guint i = 0; i < G_N_ELEMENTS (writers); i++)
    if (galley_user_has_role (call->user, writers[i]))
      return NULL;
  return galley_response_new_problem (403, GALLEY_PROBLEM_FORBIDDEN, N_ ("Editors and their heads keep this list"));
}

/* @value NULL deletes. What is so already is no change. */
static gboolean
save (GalleyCall *call,
      const char *value,
      GError    **error)
{
  GalleyServer *server = call->server;
  g_autoptr (GError) load_error = NULL;
  g_autoptr (GalleyListEntry) entry =
    galley_server_lists_load (server->database, call->ids[0], call->ids[1], &load_error);

  if (load_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&load_error));
      return FALSE;
    }
  if (g_strcmp0 (entry != NULL ? entry->value : NULL, value) == 0)
    return TRUE;
  return galley_database_begin (server->database, error)
         && galley_server_lists_save (server->database, call->ids[0], call->ids[1], value, error)
         && galley_server_commit (server, error);
}

GalleyResponse *
galley_api_put_list_entry (GalleyCall *call)
{
  GalleyResponse *refusal = judge (call);
  g_autoptr (JsonObject) body = NULL;
  g_autofree char *value = NULL;
  g_autoptr (GError) error = NULL;

  if (refusal != NULL)
    return refusal;
  body = galley_call_parse_body (call, MAX_ENTRY_BYTES, &refusal);
  if (body == NULL)
    return refusal;
  if (galley_json_get_string (body, "value") != NULL)
    value = g_strstrip (galley_text_clean (galley_json_get_string (body, "value"), -1));
  if (value == NULL || *value == '\0' || strlen (value) > MAX_VALUE_BYTES)
    return galley_response_new_problem (422, GALLEY_PROBLEM_INVALID, "value is a text of 1 to %d bytes",
                                        MAX_VALUE_BYTES);
  if (!save (call, value, &error))
    return galley_server_fail (call->server, g_steal_pointer (&error));
  return galley_response_new_json (200, make_entry (call->ids[1], value));
}

GalleyResponse *
galley_api_delete_list_entry (GalleyCall *call)
{
  GalleyResponse *refusal = judge (call);
  g_autoptr (GError) error = NULL;

  if (refusal != NULL)
    return refusal;
  if (!save (call, NULL, &error))
    return galley_server_fail (call->server, g_steal_pointer (&error));
  return galley_response_new (204);
}
