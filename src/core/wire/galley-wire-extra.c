/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Unknown members find their places again: objects by name, objects in arrays by the members that name them. */
#include "core/wire/galley-wire-extra.h"

#include "core/base/galley-json.h"
#include "core/wire/galley-wire-names.h"
#include "core/wire/galley-wire.h"

#include <string.h>

/* The members by which an object in an array is told from the others. */
static const struct
{
  const char *array;
  const char *keys[3];
} identities[] = {
  { "headlines", { "role" } },
  { "descriptions", { "role" } },
  { "infoSources", { "role" } },
  { "bodies", { "role" } },
  { "subjects", { "rel", "literal" } },
  { "bylines", { "name", "organisation", "role" } },
};

static const char *const *
find_keys (const char *array)
{
  for (guint i = 0; i < G_N_ELEMENTS (identities); i++)
    if (g_str_equal (identities[i].array, array))
      return identities[i].keys;
  return NULL;
}

/* What @item is called among the others: the values of its keys. */
static char *
dup_identity (JsonObject        *item,
              const char *const *keys)
{
  GString *identity = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (identities[0].keys) && keys[i] != NULL; i++)
    {
      const char *value = galley_json_get_string (item, keys[i]);

      g_string_append_printf (identity, "%s%c", value != NULL ? value : "", value != NULL ? '\002' : '\001');
    }
  return g_string_free (identity, FALSE);
}

/* (transfer full): identities to the objects of @array. */
static GHashTable *
index_items (JsonArray         *array,
             const char *const *keys)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *item = galley_json_array_get_object (array, i);

      if (item != NULL)
        g_hash_table_insert (index, dup_identity (item, keys), item);
    }
  return index;
}

/* Whether @item only said more about something that is no longer there: an emptied headline, a removed tag. */
static gboolean
is_left_over (const char *array,
              JsonObject *item)
{
  if (g_str_equal (array, "headlines") || g_str_equal (array, "descriptions"))
    return galley_wire_role_is_known (array, galley_json_get_string (item, "role"));
  if (g_str_equal (array, "subjects"))
    return g_strcmp0 (galley_json_get_string (item, "rel"), "tag") == 0 &&
           galley_json_get_string (item, "literal") != NULL;
  return g_str_equal (array, "bylines");
}

static void merge_object (JsonObject *object,
                          JsonObject *extra);

static void
merge_item (const char        *name,
            JsonArray         *array,
            GHashTable        *index,
            JsonNode          *node,
            const char *const *keys)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *item = json_node_get_object (node);
      g_autofree char *identity = dup_identity (item, keys);
      JsonObject *own = g_hash_table_lookup (index, identity);

      if (own != NULL)
        {
          merge_object (own, item);
          return;
        }
      if (is_left_over (name, item))
        return;
    }
  json_array_add_element (array, json_node_copy (node));
}

static void
merge_array (JsonObject *object,
             const char *name,
             JsonArray  *extra)
{
  const char *const *keys = find_keys (name);
  JsonArray *array = galley_json_get_array (object, name);
  g_autoptr (GHashTable) index = NULL;

  g_assert (keys != NULL);

  if (array == NULL)
    {
      array = json_array_new ();
      json_object_set_array_member (object, name, array);
    }
  index = index_items (array, keys);
  for (guint i = 0; i < json_array_get_length (extra); i++)
    merge_item (name, array, index, json_array_get_element (extra, i), keys);
  if (json_array_get_length (array) == 0)
    json_object_remove_member (object, name);
}

static void
merge_object (JsonObject *object,
              JsonObject *extra)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, extra);
  while (json_object_iter_next (&iter, &name, &node))
    {
      JsonNode *own = json_object_get_member (object, name);

      if (JSON_NODE_HOLDS_ARRAY (node) && find_keys (name) != NULL && (own == NULL || JSON_NODE_HOLDS_ARRAY (own)))
        merge_array (object, name, json_node_get_array (node));
      else if (own == NULL)
        json_object_set_member (object, name, json_node_copy (node));
      else if (JSON_NODE_HOLDS_OBJECT (own) && JSON_NODE_HOLDS_OBJECT (node))
        merge_object (json_node_get_object (own), json_node_get_object (node));
    }
}

void
galley_wire_extra_merge (JsonObject *object,
                         const char *extra)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) members = NULL;

  g_return_if_fail (object != NULL);

  if (extra == NULL || *extra == '\0')
    return;
  members = galley_json_parse_object (extra, strlen (extra), GALLEY_WIRE_MAX_BYTES, &error);
  if (members == NULL)
    {
      /* Extra comes from galley_wire_read() alone; the fields are worth more than what nobody here understands. */
      g_warning ("Unknown members of an article are not JSON: %s", error->message);
      return;
    }
  merge_object (object, members);
}
