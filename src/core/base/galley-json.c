/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of foreign JSON: the getters never complain about what a stranger left out or gave another type. */
#include "core/base/galley-json.h"

#include "core/base/galley-error.h"
#include "core/base/galley-json-value.h"

JsonNode *
galley_json_parse (const char *text,
                   gsize       length,
                   gsize       limit,
                   GError    **error)
{
  g_autoptr (GalleyJsonDocument) document = galley_json_document_new (text, length, limit, error);

  return document != NULL ? galley_json_value_to_node (galley_json_document_get_root (document)) : NULL;
}

JsonObject *
galley_json_parse_object (const char *text,
                          gsize       length,
                          gsize       limit,
                          GError    **error)
{
  g_autoptr (JsonNode) node = galley_json_parse (text, length, limit, error);

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "JSON at byte 0: an object was expected");
      return NULL;
    }
  return json_node_dup_object (node);
}

static JsonNode *
find_member (JsonObject *object,
             const char *name)
{
  return object != NULL ? json_object_get_member (object, name) : NULL;
}

static JsonNode *
find_element (JsonArray *array,
              guint      index)
{
  return array != NULL && index < json_array_get_length (array) ? json_array_get_element (array, index) : NULL;
}

/* The scalar @node when it is one of @type. */
static JsonNode *
of_type (JsonNode *node,
         GType     type)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type ? node : NULL;
}

const char *
galley_json_get_string (JsonObject *object,
                        const char *name)
{
  JsonNode *node = of_type (find_member (object, name), G_TYPE_STRING);

  return node != NULL ? json_node_get_string (node) : NULL;
}

gint64
galley_json_get_integer (JsonObject *object,
                         const char *name)
{
  JsonNode *node = of_type (find_member (object, name), G_TYPE_INT64);

  return node != NULL ? json_node_get_int (node) : 0;
}

gboolean
galley_json_get_boolean (JsonObject *object,
                         const char *name)
{
  JsonNode *node = of_type (find_member (object, name), G_TYPE_BOOLEAN);

  return node != NULL && json_node_get_boolean (node);
}

JsonObject *
galley_json_get_object (JsonObject *object,
                        const char *name)
{
  JsonNode *node = find_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
galley_json_get_array (JsonObject *object,
                       const char *name)
{
  JsonNode *node = find_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

JsonObject *
galley_json_array_get_object (JsonArray *array,
                              guint      index)
{
  JsonNode *node = find_element (array, index);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

const char *
galley_json_array_get_string (JsonArray *array,
                              guint      index)
{
  JsonNode *node = of_type (find_element (array, index), G_TYPE_STRING);

  return node != NULL ? json_node_get_string (node) : NULL;
}
