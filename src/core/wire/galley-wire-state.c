/* SPDX-License-Identifier: GPL-3.0-or-later */
/* State as JSON: {created, department, etag, modified, modifiedBy, owner, ownerName, publication {context, hash, layout,
 * path, time}, returnReason, signatures [{hash, review, time, user, userName}], status}. Times are microseconds since
 * 1970. Empty members are left out, but for the status. What a newer server says besides is not kept: state is the
 * server's, and no client sends it back. */
#include "core/wire/galley-wire.h"

#include "core/base/galley-error.h"
#include "core/base/galley-json.h"

typedef struct
{
  const char *outer; /* (nullable) */
  const char *name;
  gsize offset;
} StateRow;

static const StateRow texts[] = {
  { NULL, "owner", G_STRUCT_OFFSET (GalleyState, owner) },
  { NULL, "ownerName", G_STRUCT_OFFSET (GalleyState, owner_name) },
  { NULL, "department", G_STRUCT_OFFSET (GalleyState, department) },
  { NULL, "etag", G_STRUCT_OFFSET (GalleyState, etag) },
  { NULL, "modifiedBy", G_STRUCT_OFFSET (GalleyState, modified_by) },
  { NULL, "returnReason", G_STRUCT_OFFSET (GalleyState, return_reason) },
  { "publication", "hash", G_STRUCT_OFFSET (GalleyState, published_hash) },
  { "publication", "path", G_STRUCT_OFFSET (GalleyState, published_path) },
  { "publication", "layout", G_STRUCT_OFFSET (GalleyState, layout_version) },
  { "publication", "context", G_STRUCT_OFFSET (GalleyState, context) },
};

static const StateRow times[] = {
  { NULL, "created", G_STRUCT_OFFSET (GalleyState, created) },
  { NULL, "modified", G_STRUCT_OFFSET (GalleyState, modified) },
  { "publication", "time", G_STRUCT_OFFSET (GalleyState, published_at) },
};

static JsonObject *
get_or_add_outer (JsonObject     *object,
                  const StateRow *row)
{
  JsonObject *outer;

  if (row->outer == NULL)
    return object;
  outer = galley_json_get_object (object, row->outer);
  if (outer == NULL)
    {
      outer = json_object_new ();
      json_object_set_object_member (object, row->outer, outer);
    }
  return outer;
}

static void
set_text (JsonObject *object,
          const char *name,
          const char *text)
{
  if (text != NULL && *text != '\0')
    json_object_set_string_member (object, name, text);
}

static JsonArray *
write_signatures (GPtrArray *signatures)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < signatures->len; i++)
    {
      const GalleySignature *signature = g_ptr_array_index (signatures, i);
      JsonObject *item = json_object_new ();

      json_object_set_string_member (item, "review", galley_status_get_name (signature->review));
      set_text (item, "user", signature->user);
      set_text (item, "userName", signature->user_name);
      set_text (item, "hash", signature->content_hash);
      if (signature->time != 0)
        json_object_set_int_member (item, "time", signature->time);
      json_array_add_object_element (array, item);
    }
  return array;
}

char *
galley_wire_write_state (const GalleyState *state)
{
  g_autoptr (JsonObject) object = NULL;

  g_return_val_if_fail (state != NULL, NULL);

  object = json_object_new ();
  json_object_set_string_member (object, "status", galley_status_get_name (state->status));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const char *text = G_STRUCT_MEMBER (char *, state, texts[i].offset);

      if (text != NULL && *text != '\0')
        set_text (get_or_add_outer (object, &texts[i]), texts[i].name, text);
    }
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      gint64 time = G_STRUCT_MEMBER (gint64, state, times[i].offset);

      if (time != 0)
        json_object_set_int_member (get_or_add_outer (object, &times[i]), times[i].name, time);
    }
  if (state->signatures != NULL && state->signatures->len > 0)
    json_object_set_array_member (object, "signatures", write_signatures (state->signatures));
  return galley_json_write_object (object);
}

static gboolean
fail (const char *where,
      const char *name,
      const char *reason,
      GError    **error)
{
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "galley.state.%s%s%s: %s",
               where != NULL ? where : "", where != NULL ? "." : "", name, reason);
  return FALSE;
}

/* A missing member is empty; one of another type is an error. */
static gboolean
get_text (JsonObject  *object,
          const char  *where,
          const char  *name,
          const char **text,
          GError     **error)
{
  *text = galley_json_get_string (object, name);
  if (*text == NULL && json_object_has_member (object, name))
    return fail (where, name, "not a text", error);
  if (*text == NULL)
    *text = "";
  return TRUE;
}

static gboolean
get_time (JsonObject *object,
          const char *where,
          const char *name,
          gint64     *time,
          GError    **error)
{
  JsonNode *node = json_object_get_member (object, name);

  *time = 0;
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return fail (where, name, "not an integer", error);
  *time = json_node_get_int (node);
  return TRUE;
}

static gboolean
get_status (JsonObject   *object,
            const char   *where,
            const char   *name,
            GalleyStatus *status,
            GError      **error)
{
  const char *text;

  if (!get_text (object, where, name, &text, error))
    return FALSE;
  if (*text != '\0' && !galley_status_from_name (text, status))
    return fail (where, name, "unknown status", error);
  return TRUE;
}

static gboolean
read_signature (GalleyState *state,
                JsonObject  *item,
                GError     **error)
{
  GalleyStatus review = GALLEY_STATUS_DRAFT;
  const char *user;
  const char *user_name;
  const char *hash;
  gint64 time;

  if (!get_status (item, "signatures", "review", &review, error) ||
      !get_text (item, "signatures", "user", &user, error) ||
      !get_text (item, "signatures", "userName", &user_name, error) ||
      !get_text (item, "signatures", "hash", &hash, error) ||
      !get_time (item, "signatures", "time", &time, error))
    return FALSE;
  if (review < GALLEY_STATUS_REVIEW_1 || review > GALLEY_STATUS_REVIEW_3)
    return fail ("signatures", "review", "not a review", error);
  g_ptr_array_add (state->signatures, galley_signature_new (review, user, user_name, hash, time));
  return TRUE;
}

static gboolean
read_signatures (GalleyState *state,
                 JsonObject  *object,
                 GError     **error)
{
  JsonArray *array = galley_json_get_array (object, "signatures");

  if (array == NULL)
    return !json_object_has_member (object, "signatures") || fail (NULL, "signatures", "not an array", error);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *item = galley_json_array_get_object (array, i);

      if (item == NULL)
        return fail (NULL, "signatures", "not an object", error);
      if (!read_signature (state, item, error))
        return FALSE;
    }
  return TRUE;
}

/* The object that holds @row's member; NULL in @place where it is missing. */
static gboolean
find_outer (JsonObject     *object,
            const StateRow *row,
            JsonObject    **place,
            GError        **error)
{
  *place = row->outer == NULL ? object : galley_json_get_object (object, row->outer);
  if (*place == NULL && json_object_has_member (object, row->outer))
    return fail (NULL, row->outer, "not an object", error);
  return TRUE;
}

GalleyState *
galley_wire_read_state (JsonObject *object,
                        GError    **error)
{
  g_autoptr (GalleyState) state = NULL;

  g_return_val_if_fail (object != NULL, NULL);

  state = galley_state_new ();
  if (!get_status (object, NULL, "status", &state->status, error) || !read_signatures (state, object, error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      JsonObject *place;
      const char *text;

      if (!find_outer (object, &texts[i], &place, error))
        return NULL;
      if (place == NULL)
        continue;
      if (!get_text (place, texts[i].outer, texts[i].name, &text, error))
        return NULL;
      galley_state_set_text (&G_STRUCT_MEMBER (char *, state, texts[i].offset), text);
    }
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      JsonObject *place;

      if (!find_outer (object, &times[i], &place, error))
        return NULL;
      if (place != NULL && !get_time (place, times[i].outer, times[i].name,
                                      &G_STRUCT_MEMBER (gint64, state, times[i].offset), error))
        return NULL;
    }
  return g_steal_pointer (&state);
}
