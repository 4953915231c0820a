/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The call of the Portal API that tells what is in hand here, and what others have. */
#include "core/sync/galley-portal-transport.h"

#include "core/base/galley-id.h"
#include "core/base/galley-json.h"
#include "core/sync/galley-portal-private.h"
#include "core/wire/galley-protocol.h"

#include <string.h>

/* An answer of as many others as there may be, each with a long name. */
#define MAX_ANSWER (GALLEY_PRESENCE_MAX_OTHERS * 1024)

static void
add_offline (JsonArray        *array,
             const GalleyHeld *held)
{
  g_autofree char *time = galley_time_format (held->until);
  JsonObject *item = json_object_new ();

  json_object_set_string_member (item, "article", held->article);
  json_object_set_string_member (item, "until", time);
  json_array_add_object_element (array, item);
}

static GBytes *
write_held (GPtrArray *held)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *open = json_array_new ();
  JsonArray *offline = json_array_new ();
  char *text;

  for (guint i = 0; i < held->len; i++)
    {
      const GalleyHeld *one = g_ptr_array_index (held, i);

      if (one->until == 0 && json_array_get_length (open) < GALLEY_PRESENCE_MAX_OPEN)
        json_array_add_string_element (open, one->article);
      else if (one->until != 0 && json_array_get_length (offline) < GALLEY_PRESENCE_MAX_OFFLINE)
        add_offline (offline, one);
    }
  json_object_set_array_member (object, "open", open);
  json_object_set_array_member (object, "offline", offline);
  text = galley_json_write_object (object);
  return g_bytes_new_take (text, strlen (text));
}

/* NULL: it breaks the contract. */
static GalleyHeld *
read_one (GalleyJsonValue *item)
{
  const char *article = galley_json_value_find_text (item, "article");
  const char *user = galley_json_value_find_text (item, "user");
  const char *name = galley_json_value_find_text (item, "name");
  const char *time = galley_json_value_find_text (item, "until");
  gint64 until = 0;

  if (article == NULL || !galley_id_is_valid (article) || user == NULL || name == NULL || *name == '\0'
      || (time != NULL && !galley_time_parse (time, &until)))
    return NULL;
  return galley_held_new (article, user, name, until);
}

static GPtrArray *
read_others (GalleyJsonValue *object,
             GError         **error)
{
  g_autoptr (GPtrArray) others = galley_held_new_list ();
  GalleyJsonValue *array = galley_json_value_find_array (object, "others");
  GalleyJsonValue *item = NULL;

  while (array != NULL && (item = galley_json_value_next (array, item)) != NULL)
    {
      GalleyHeld *one = read_one (item);

      if (one == NULL)
        array = NULL;
      else
        g_ptr_array_add (others, one);
    }
  if (array != NULL)
    return g_steal_pointer (&others);
  g_set_error_literal (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "The portal's answer tells nobody's presence");
  return NULL;
}

GPtrArray *
galley_portal_tell_held (GalleyTransport *transport,
                         const char      *device,
                         GPtrArray       *held,
                         GCancellable    *cancellable,
                         GError         **error)
{
  GalleyPortalTransport *self = GALLEY_PORTAL_TRANSPORT (transport);
  g_autofree char *path = g_strconcat (GALLEY_API_PRESENCE "/", device, NULL);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GalleyJsonDocument) document = NULL;
  g_auto (GalleyPortalAnswer) answer = { 0 };
  GalleyPortalRequest request = {
    .method = "PUT", .path = path, .content_type = "application/json", .limit = MAX_ANSWER,
  };

  if (!self->has_presence)
    return galley_held_new_list ();
  body = write_held (held);
  request.body = body;
  if (!galley_portal_line_call (self->line, &request, &answer, cancellable, error))
    return NULL;
  document = galley_portal_read_document (&answer, error);
  return document != NULL ? read_others (galley_json_document_get_root (document), error) : NULL;
}
