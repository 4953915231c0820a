/* SPDX-License-Identifier: GPL-3.0-or-later */
/* State as JSON: {created, department, etag, modified, modifiedBy, owner, ownerName, publication {context, hash, layout,
 * path, time}, returnReason, signatures [{hash, review, time, user, userName}], status}. Times are microseconds since
 * 1970. Empty members are left out, but for the status. What a newer server says besides is not kept: state is the
 * server's, and no client sends it back. */
#include "core/wire/galley-wire.h"

#include "core/base/galley-error.h"
#include "core/wire/galley-wire-members.h"

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

static void
write_signatures (GString   *out,
                  GPtrArray *signatures)
{
  gsize start = galley_wire_begin_container (out, "signatures", '[');

  for (guint i = 0; signatures != NULL && i < signatures->len; i++)
    {
      const GalleySignature *signature = g_ptr_array_index (signatures, i);
      gsize item = galley_wire_begin_container (out, NULL, '{');

      galley_wire_write_text (out, "hash", signature->content_hash);
      galley_wire_write_text (out, "review", galley_status_get_name (signature->review));
      galley_wire_write_integer (out, "time", signature->time);
      galley_wire_write_text (out, "user", signature->user);
      galley_wire_write_text (out, "userName", signature->user_name);
      galley_wire_end_container (out, item, '}');
    }
  galley_wire_end_container (out, start, ']');
}

static void
write_publication (GString           *out,
                   const GalleyState *state)
{
  gsize start = galley_wire_begin_container (out, "publication", '{');

  galley_wire_write_text (out, "context", state->context);
  galley_wire_write_text (out, "hash", state->published_hash);
  galley_wire_write_text (out, "layout", state->layout_version);
  galley_wire_write_text (out, "path", state->published_path);
  galley_wire_write_integer (out, "time", state->published_at);
  galley_wire_end_container (out, start, '}');
}

char *
galley_wire_write_state (const GalleyState *state)
{
  GString *out;

  g_return_val_if_fail (state != NULL, NULL);

  out = g_string_sized_new (256);
  g_string_append_c (out, '{');
  galley_wire_write_integer (out, "created", state->created);
  galley_wire_write_text (out, "department", state->department);
  galley_wire_write_text (out, "etag", state->etag);
  galley_wire_write_integer (out, "modified", state->modified);
  galley_wire_write_text (out, "modifiedBy", state->modified_by);
  galley_wire_write_text (out, "owner", state->owner);
  galley_wire_write_text (out, "ownerName", state->owner_name);
  write_publication (out, state);
  galley_wire_write_text (out, "returnReason", state->return_reason);
  write_signatures (out, state->signatures);
  galley_wire_write_text (out, "status", galley_status_get_name (state->status));
  g_string_append_c (out, '}');
  return g_string_free (out, FALSE);
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
get_text (GalleyJsonValue *object,
          const char  *where,
          const char  *name,
          const char **text,
          GError     **error)
{
  GalleyJsonValue *member = galley_json_value_find (object, name);

  if (member != NULL && member->kind != GALLEY_JSON_TEXT)
    return fail (where, name, "not a text", error);
  *text = member != NULL ? member->text : "";
  return TRUE;
}

static gboolean
get_time (GalleyJsonValue *object,
          const char *where,
          const char *name,
          gint64     *time,
          GError    **error)
{
  GalleyJsonValue *member = galley_json_value_find (object, name);

  if (member != NULL && member->kind != GALLEY_JSON_INTEGER)
    return fail (where, name, "not an integer", error);
  *time = member != NULL ? member->integer : 0;
  return TRUE;
}

static gboolean
get_status (GalleyJsonValue *object,
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
                GalleyJsonValue *item,
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
read_signatures (GalleyState     *state,
                 GalleyJsonValue *object,
                 GError         **error)
{
  GalleyJsonValue *array = galley_json_value_find (object, "signatures");
  GalleyJsonValue *item = NULL;

  if (array != NULL && array->kind != GALLEY_JSON_ARRAY)
    return fail (NULL, "signatures", "not an array", error);
  while ((item = galley_json_value_next (array, item)) != NULL)
    {
      if (item->kind != GALLEY_JSON_OBJECT)
        return fail (NULL, "signatures", "not an object", error);
      if (!read_signature (state, item, error))
        return FALSE;
    }
  return TRUE;
}

/* The object that holds @row's member; NULL in @place where it is missing. */
static gboolean
find_outer (GalleyJsonValue *object,
            const StateRow *row,
            GalleyJsonValue **place,
            GError        **error)
{
  *place = row->outer == NULL ? object : galley_json_value_find (object, row->outer);
  if (*place != NULL && (*place)->kind != GALLEY_JSON_OBJECT)
    return fail (NULL, row->outer, "not an object", error);
  return TRUE;
}

GalleyState *
galley_wire_read_state (GalleyJsonValue *object,
                        GError    **error)
{
  g_autoptr (GalleyState) state = NULL;

  g_return_val_if_fail (object != NULL, NULL);

  state = galley_state_new ();
  if (!get_status (object, NULL, "status", &state->status, error) || !read_signatures (state, object, error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      GalleyJsonValue *place;
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
      GalleyJsonValue *place;

      if (!find_outer (object, &times[i], &place, error))
        return NULL;
      if (place != NULL && !get_time (place, times[i].outer, times[i].name,
                                      &G_STRUCT_MEMBER (gint64, state, times[i].offset), error))
        return NULL;
    }
  return g_steal_pointer (&state);
}
