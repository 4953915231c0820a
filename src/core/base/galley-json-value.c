/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/galley-json-value.h"

#include "core/base/galley-error.h"

#include <string.h>

void
galley_json_document_free (GalleyJsonDocument *self)
{
  if (self == NULL)
    return;
  g_free (self->values);
  g_free (self->texts);
  g_free (self);
}

GalleyJsonValue *
galley_json_document_get_root (GalleyJsonDocument *self)
{
  return self->values;
}

GalleyJsonValue *
galley_json_document_get_object (GalleyJsonDocument *self,
                                 GError            **error)
{
  GalleyJsonValue *root = galley_json_document_get_root (self);

  if (root->kind == GALLEY_JSON_OBJECT)
    return root;
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "JSON at byte 0: an object was expected");
  return NULL;
}

GalleyJsonValue *
galley_json_value_next (GalleyJsonValue *self,
                        GalleyJsonValue *child)
{
  GalleyJsonValue *end;

  if (self == NULL || self->n_inside == 0)
    return NULL;
  end = self + 1 + self->n_inside;
  child = child == NULL ? self + 1 : child + 1 + child->n_inside;
  while (child < end && child->is_taken)
    child += 1 + child->n_inside;
  return child < end ? child : NULL;
}

guint
galley_json_value_count (GalleyJsonValue *self)
{
  guint count = 0;

  for (GalleyJsonValue *child = galley_json_value_next (self, NULL); child != NULL;
       child = galley_json_value_next (self, child))
    count++;
  return count;
}

guint
galley_json_value_get_depth (GalleyJsonValue *self)
{
  guint deepest = 0;

  if (self->kind != GALLEY_JSON_ARRAY && self->kind != GALLEY_JSON_OBJECT)
    return 0;
  for (GalleyJsonValue *child = galley_json_value_next (self, NULL); child != NULL;
       child = galley_json_value_next (self, child))
    {
      guint depth = galley_json_value_get_depth (child);

      deepest = MAX (deepest, depth);
    }
  return deepest + 1;
}

GalleyJsonValue *
galley_json_value_find (GalleyJsonValue *self,
                        const char      *name)
{
  GalleyJsonValue *end;

  if (self == NULL || self->kind != GALLEY_JSON_OBJECT)
    return NULL;
  end = self + 1 + self->n_inside;
  for (GalleyJsonValue *child = self + 1; child < end; child += 1 + child->n_inside)
    if (!child->is_taken && *child->name == *name && strcmp (child->name, name) == 0)
      return child;
  return NULL;
}

static GalleyJsonValue *
find_kind (GalleyJsonValue *self,
           const char      *name,
           GalleyJsonKind   kind)
{
  GalleyJsonValue *member = galley_json_value_find (self, name);

  return member != NULL && member->kind == kind ? member : NULL;
}

GalleyJsonValue *
galley_json_value_find_object (GalleyJsonValue *self,
                               const char      *name)
{
  return find_kind (self, name, GALLEY_JSON_OBJECT);
}

GalleyJsonValue *
galley_json_value_find_array (GalleyJsonValue *self,
                              const char      *name)
{
  return find_kind (self, name, GALLEY_JSON_ARRAY);
}

const char *
galley_json_value_find_text (GalleyJsonValue *self,
                             const char      *name)
{
  GalleyJsonValue *member = find_kind (self, name, GALLEY_JSON_TEXT);

  return member != NULL ? member->text : NULL;
}

gint64
galley_json_value_find_integer (GalleyJsonValue *self,
                                const char      *name)
{
  GalleyJsonValue *member = find_kind (self, name, GALLEY_JSON_INTEGER);

  return member != NULL ? member->integer : 0;
}

gboolean
galley_json_value_find_boolean (GalleyJsonValue *self,
                                const char      *name)
{
  GalleyJsonValue *member = find_kind (self, name, GALLEY_JSON_BOOLEAN);

  return member != NULL && member->integer != 0;
}

static JsonNode *
object_to_node (GalleyJsonValue *self)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  for (GalleyJsonValue *child = galley_json_value_next (self, NULL); child != NULL;
       child = galley_json_value_next (self, child))
    json_object_set_member (object, child->name, galley_json_value_to_node (child));
  json_node_take_object (node, object);
  return node;
}

static JsonNode *
array_to_node (GalleyJsonValue *self)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  for (GalleyJsonValue *child = galley_json_value_next (self, NULL); child != NULL;
       child = galley_json_value_next (self, child))
    json_array_add_element (array, galley_json_value_to_node (child));
  json_node_take_array (node, array);
  return node;
}

JsonNode *
galley_json_value_to_node (GalleyJsonValue *self)
{
  switch (self->kind)
    {
    case GALLEY_JSON_OBJECT:
      return object_to_node (self);
    case GALLEY_JSON_ARRAY:
      return array_to_node (self);
    case GALLEY_JSON_TEXT:
      return json_node_init_string (json_node_alloc (), self->text);
    case GALLEY_JSON_INTEGER:
      return json_node_init_int (json_node_alloc (), self->integer);
    case GALLEY_JSON_BOOLEAN:
      return json_node_init_boolean (json_node_alloc (), self->integer != 0);
    case GALLEY_JSON_NULL:
    default:
      return json_node_init_null (json_node_alloc ());
    }
}
