/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A revision as canonical JSON, and the content hash of it. */
#include "core/wire/galley-wire.h"

#include "core/base/galley-id.h"
#include "core/base/galley-json.h"
#include "core/wire/galley-body.h"
#include "core/wire/galley-wire-extra.h"
#include "core/wire/galley-wire-names.h"

#include <string.h>

G_STATIC_ASSERT (GALLEY_N_WIRE_ROLES + GALLEY_N_WIRE_MEMBERS == GALLEY_N_FIELDS);

static JsonObject *
get_or_add_object (JsonObject *object,
                   const char *name)
{
  JsonObject *member = galley_json_get_object (object, name);

  if (member == NULL)
    {
      member = json_object_new ();
      json_object_set_object_member (object, name, member);
    }
  return member;
}

static JsonArray *
get_or_add_array (JsonObject *object,
                  const char *name)
{
  JsonArray *member = galley_json_get_array (object, name);

  if (member == NULL)
    {
      member = json_array_new ();
      json_object_set_array_member (object, name, member);
    }
  return member;
}

static void
write_members (JsonObject     *object,
               GalleyRevision *revision)
{
  for (guint i = 0; i < GALLEY_N_WIRE_MEMBERS; i++)
    {
      const GalleyWireMember *row = &galley_wire_members[i];
      const char *text = galley_revision_get_field (revision, row->field);
      JsonObject *place = object;

      if (*text == '\0')
        continue;
      if (row->outer != NULL)
        place = get_or_add_object (place, row->outer);
      if (row->inner != NULL)
        place = get_or_add_object (place, row->inner);
      json_object_set_string_member (place, row->member, text);
    }
}

/* The object of @role, which is the last one when it is there at all: rows of one role stand together. */
static JsonObject *
get_or_add_role (JsonObject *object,
                 const char *name,
                 const char *role)
{
  JsonArray *array = get_or_add_array (object, name);
  guint n = json_array_get_length (array);
  JsonObject *item = n > 0 ? galley_json_array_get_object (array, n - 1) : NULL;

  if (item == NULL || g_strcmp0 (galley_json_get_string (item, "role"), role) != 0)
    {
      item = json_object_new ();
      json_object_set_string_member (item, "role", role);
      json_array_add_object_element (array, item);
    }
  return item;
}

static void
write_roles (JsonObject     *object,
             GalleyRevision *revision)
{
  for (guint i = 0; i < GALLEY_N_WIRE_ROLES; i++)
    {
      const GalleyWireRole *row = &galley_wire_roles[i];
      const char *text = galley_revision_get_field (revision, row->field);

      if (*text != '\0')
        json_object_set_string_member (get_or_add_role (object, row->array, row->role), row->member, text);
    }
}

static void
write_sets (JsonObject     *object,
            GalleyRevision *revision)
{
  const char *const *tags = galley_revision_get_set (revision, GALLEY_SET_TAGS);
  const char *const *channels = galley_revision_get_set (revision, GALLEY_SET_CHANNELS);

  for (guint i = 0; tags[i] != NULL; i++)
    {
      JsonObject *subject = json_object_new ();

      json_object_set_string_member (subject, "rel", "tag");
      json_object_set_string_member (subject, "literal", tags[i]);
      json_array_add_object_element (get_or_add_array (object, "subjects"), subject);
    }
  for (guint i = 0; channels[i] != NULL; i++)
    json_array_add_string_element (get_or_add_array (get_or_add_object (object, "galley"), "channels"),
                                   channels[i]);
}

static void
set_text (JsonObject *object,
          const char *name,
          const char *text)
{
  if (text != NULL && *text != '\0')
    json_object_set_string_member (object, name, text);
}

static void
write_bylines (JsonObject     *object,
               GalleyRevision *revision)
{
  GPtrArray *bylines = galley_revision_get_bylines (revision);
  g_autofree char *line = NULL;

  if (bylines == NULL || bylines->len == 0)
    return;
  line = galley_bylines_format (bylines);
  set_text (object, "by", line);
  for (guint i = 0; i < bylines->len; i++)
    {
      const GalleyByline *byline = g_ptr_array_index (bylines, i);
      JsonObject *item = json_object_new ();

      set_text (item, "name", byline->name);
      set_text (item, "organisation", byline->organisation);
      set_text (item, "role", byline->role);
      json_array_add_object_element (get_or_add_array (get_or_add_object (object, "galley"), "bylines"), item);
    }
}

static void
write_body (JsonObject     *object,
            GalleyRevision *revision)
{
  g_autofree char *text = galley_body_write (galley_revision_get_blocks (revision));
  JsonObject *body = json_object_new ();

  json_object_set_string_member (body, "role", "main");
  json_object_set_string_member (body, "contentType", GALLEY_WIRE_BODY_TYPE);
  json_object_set_string_member (body, "value", text);
  json_array_add_object_element (get_or_add_array (object, "bodies"), body);
}

/* What is the same in all articles, unless the article came with something else. */
static void
write_constants (JsonObject *object)
{
  if (!json_object_has_member (object, "type"))
    json_object_set_string_member (object, "type", GALLEY_WIRE_TYPE);
  if (!json_object_has_member (object, "representationType"))
    json_object_set_string_member (object, "representationType", GALLEY_WIRE_REPRESENTATION);
  if (!json_object_has_member (object, "language"))
    json_object_set_string_member (object, "language", GALLEY_WIRE_LANGUAGE);
  if (!json_object_has_member (object, "standard"))
    {
      JsonObject *standard = get_or_add_object (object, "standard");

      json_object_set_string_member (standard, "name", GALLEY_WIRE_STANDARD);
      json_object_set_string_member (standard, "version", GALLEY_WIRE_STANDARD_VERSION);
    }
}

static JsonObject *
build_content (GalleyRevision *revision)
{
  JsonObject *object = json_object_new ();
  g_autofree char *uri = g_strconcat (GALLEY_WIRE_URI_PREFIX, galley_revision_get_id (revision), NULL);

  json_object_set_string_member (object, "uri", uri);
  write_members (object, revision);
  write_roles (object, revision);
  write_sets (object, revision);
  write_bylines (object, revision);
  write_body (object, revision);
  galley_wire_extra_merge (object, galley_revision_get_extra (revision));
  write_constants (object);
  return object;
}

/* Who writes an article wants its hash, too, and what is hashed stands here already. */
static void
note_content_hash (GalleyRevision *revision,
                   JsonObject     *content)
{
  g_autofree char *text = NULL;
  g_autofree char *hash = NULL;

  if (galley_revision_get_content_hash (revision) != NULL)
    return;
  text = galley_json_write_object (content);
  hash = galley_hash_bytes (text, strlen (text));
  galley_revision_set_content_hash (revision, hash);
}

char *
galley_wire_write_content (GalleyRevision *revision)
{
  g_autoptr (JsonObject) object = NULL;

  g_return_val_if_fail (revision != NULL, NULL);

  object = build_content (revision);
  return galley_json_write_object (object);
}

char *
galley_wire_write (GalleyRevision *revision)
{
  g_autoptr (JsonObject) object = NULL;

  g_return_val_if_fail (revision != NULL, NULL);

  object = build_content (revision);
  note_content_hash (revision, object);
  json_object_set_object_member (get_or_add_object (object, "galley"), "state",
                                 galley_wire_write_state (galley_revision_get_state (revision)));
  return galley_json_write_object (object);
}

const char *
galley_wire_get_content_hash (GalleyRevision *revision)
{
  g_return_val_if_fail (revision != NULL, NULL);

  if (galley_revision_get_content_hash (revision) == NULL)
    {
      g_autoptr (JsonObject) object = build_content (revision);

      note_content_hash (revision, object);
    }
  return galley_revision_get_content_hash (revision);
}
