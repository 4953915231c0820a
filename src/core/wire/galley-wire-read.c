/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Canonical or foreign JSON into a revision. Each step takes what it knows out of the object; what is left at the end is
 * what this Galley does not know, and is kept. Fields are cleaned as if they had been typed. The first error wins and
 * makes all later steps do nothing. */
#include "core/wire/galley-wire.h"

#include "core/base/galley-error.h"
#include "core/base/galley-id.h"
#include "core/base/galley-json.h"
#include "core/wire/galley-body.h"
#include "core/wire/galley-wire-names.h"

#include <string.h>

typedef struct
{
  char *id;
  char *fields[GALLEY_N_FIELDS];
  GPtrArray *sets[GALLEY_N_SETS];
  GHashTable *seen[GALLEY_N_SETS]; /* borrows from sets */
  GPtrArray *bylines;
  GPtrArray *blocks;
  GalleyState *state;
  GError *error;
} WireReader;

static void G_GNUC_PRINTF (2, 3)
fail (WireReader *self,
      const char *format,
      ...)
{
  va_list arguments;

  if (self->error != NULL)
    return;
  va_start (arguments, format);
  self->error = g_error_new_valist (GALLEY_ERROR, GALLEY_ERROR_INVALID, format, arguments);
  va_end (arguments);
}

/* The members below are named by where they stand: "galley." and "channel", "" and "uri". */
static char *
take_text (WireReader *self,
           JsonObject *object,
           const char *where,
           const char *name)
{
  char *text;

  if (self->error != NULL || !json_object_has_member (object, name))
    return NULL;
  text = g_strdup (galley_json_get_string (object, name));
  if (text == NULL)
    fail (self, "%s%s: not a text", where, name);
  else
    json_object_remove_member (object, name);
  return text;
}

static JsonObject *
take_object (WireReader *self,
             JsonObject *object,
             const char *where,
             const char *name)
{
  JsonObject *member;

  if (self->error != NULL || !json_object_has_member (object, name))
    return NULL;
  member = galley_json_get_object (object, name);
  if (member == NULL)
    {
      fail (self, "%s%s: not an object", where, name);
      return NULL;
    }
  json_object_ref (member);
  json_object_remove_member (object, name);
  return member;
}

static JsonArray *
take_array (WireReader *self,
            JsonObject *object,
            const char *where,
            const char *name)
{
  JsonArray *member;

  if (self->error != NULL || !json_object_has_member (object, name))
    return NULL;
  member = galley_json_get_array (object, name);
  if (member == NULL)
    {
      fail (self, "%s%s: not an array", where, name);
      return NULL;
    }
  json_array_ref (member);
  json_object_remove_member (object, name);
  return member;
}

/* Puts back what is left of an object that was taken. */
static void
keep_rest (JsonObject *object,
           const char *name,
           JsonObject *rest)
{
  if (rest != NULL && json_object_get_size (rest) > 0)
    json_object_set_object_member (object, name, json_object_ref (rest));
}

/* One item of a known array. FALSE: nothing of it is left to keep. */
typedef gboolean (*ReadItem) (WireReader *self,
                              const char *array,
                              JsonObject *item);

/* Hands the objects of an array to @read_item and puts back what they leave. */
static void
read_items (WireReader *self,
            JsonObject *object,
            const char *where,
            const char *name,
            ReadItem    read_item)
{
  g_autoptr (JsonArray) array = take_array (self, object, where, name);
  g_autoptr (JsonArray) rest = NULL;

  if (array == NULL)
    return;
  rest = json_array_new ();
  for (guint i = 0; i < json_array_get_length (array) && self->error == NULL; i++)
    {
      JsonObject *item = galley_json_array_get_object (array, i);

      if (item == NULL || read_item (self, name, item))
        json_array_add_element (rest, json_node_copy (json_array_get_element (array, i)));
    }
  if (json_array_get_length (rest) > 0)
    json_object_set_array_member (object, name, g_steal_pointer (&rest));
}

static void
set_field (WireReader *self,
           GalleyField field,
           const char *text)
{
  if (text != NULL)
    self->fields[field] = galley_field_clean (field, text);
}

static gboolean
read_role (WireReader *self,
           const char *array,
           JsonObject *item)
{
  const char *role = galley_json_get_string (item, "role");
  g_autofree char *where = g_strconcat (array, ".", NULL);

  if (role == NULL || !galley_wire_role_is_known (array, role))
    return TRUE;
  for (guint i = 0; i < GALLEY_N_WIRE_ROLES; i++)
    {
      const GalleyWireRole *row = &galley_wire_roles[i];
      g_autofree char *text = NULL;

      if (!g_str_equal (row->array, array) || !g_str_equal (row->role, role))
        continue;
      text = take_text (self, item, where, row->member);
      if (text != NULL && self->fields[row->field] != NULL)
        fail (self, "%s: two of role %s", array, role);
      else
        set_field (self, row->field, text);
    }
  return json_object_get_size (item) > 1;
}

/* Adds a cleaned entry to a set. FALSE when it is empty or there already. */
static gboolean
add_to_set (WireReader *self,
            GalleySet   set,
            const char *text)
{
  g_autofree char *entry = galley_field_clean (GALLEY_FIELD_HEADLINE, text);

  if (*entry == '\0' || g_hash_table_contains (self->seen[set], entry))
    return FALSE;
  g_hash_table_add (self->seen[set], entry);
  g_ptr_array_add (self->sets[set], g_steal_pointer (&entry));
  return TRUE;
}

static gboolean
read_subject (WireReader *self,
              const char *array,
              JsonObject *item)
{
  const char *literal = galley_json_get_string (item, "literal");
  GPtrArray *tags = self->sets[GALLEY_SET_TAGS];

  if (literal == NULL || g_strcmp0 (galley_json_get_string (item, "rel"), "tag") != 0)
    return TRUE;
  if (!add_to_set (self, GALLEY_SET_TAGS, literal) || json_object_get_size (item) <= 2)
    return FALSE;
  json_object_set_string_member (item, "literal", g_ptr_array_index (tags, tags->len - 1));
  return TRUE;
}

static char *
clean_part (WireReader *self,
            JsonObject *item,
            const char *name)
{
  g_autofree char *text = take_text (self, item, "galley.bylines.", name);

  return galley_field_clean (GALLEY_FIELD_HEADLINE, text != NULL ? text : "");
}

static void
set_part (JsonObject *item,
          const char *name,
          const char *text)
{
  if (*text != '\0')
    json_object_set_string_member (item, name, text);
}

static gboolean
read_byline (WireReader *self,
             const char *array,
             JsonObject *item)
{
  g_autofree char *name = clean_part (self, item, "name");
  g_autofree char *organisation = clean_part (self, item, "organisation");
  g_autofree char *role = clean_part (self, item, "role");

  if (self->error != NULL || (*name == '\0' && *organisation == '\0' && *role == '\0'))
    return FALSE;
  g_ptr_array_add (self->bylines, galley_byline_new (name, organisation, role));
  if (json_object_get_size (item) == 0)
    return FALSE;
  set_part (item, "name", name);
  set_part (item, "organisation", organisation);
  set_part (item, "role", role);
  return TRUE;
}

static gboolean
read_body (WireReader *self,
           const char *array,
           JsonObject *item)
{
  g_autofree char *type = NULL;
  const char *value;

  if (g_strcmp0 (galley_json_get_string (item, "role"), "main") != 0)
    return TRUE;
  if (self->blocks != NULL)
    fail (self, "bodies: two of role main");
  type = take_text (self, item, "bodies.", "contentType");
  value = galley_json_get_string (item, "value");
  if (g_strcmp0 (type, GALLEY_WIRE_BODY_TYPE) != 0)
    fail (self, "bodies.contentType: not %s", GALLEY_WIRE_BODY_TYPE);
  if (value == NULL)
    fail (self, "bodies.value: not a text");
  if (self->error != NULL)
    return FALSE;
  self->blocks = galley_body_read (value, strlen (value), &self->error);
  json_object_remove_member (item, "value");
  /* Counted by somebody else, and wrong after the first change. */
  json_object_remove_member (item, "charCount");
  json_object_remove_member (item, "wordCount");
  return json_object_get_size (item) > 1;
}

static void
read_member (WireReader             *self,
             JsonObject             *object,
             const GalleyWireMember *row)
{
  g_autofree char *where = g_strconcat (row->outer != NULL ? row->outer : "", row->outer != NULL ? "." : "",
                                        row->inner != NULL ? row->inner : "", row->inner != NULL ? "." : "", NULL);
  g_autofree char *text = take_text (self, object, where, row->member);

  set_field (self, row->field, text);
}

/* The fields that are members of @object, which stands at @outer and @inner. */
static void
read_members (WireReader *self,
              JsonObject *object,
              const char *outer,
              const char *inner)
{
  for (guint i = 0; i < GALLEY_N_WIRE_MEMBERS && object != NULL; i++)
    if (g_strcmp0 (galley_wire_members[i].outer, outer) == 0 &&
        g_strcmp0 (galley_wire_members[i].inner, inner) == 0)
      read_member (self, object, &galley_wire_members[i]);
}

static void
read_channels (WireReader *self,
               JsonObject *galley)
{
  g_autoptr (JsonArray) array = take_array (self, galley, "galley.", "channels");

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      const char *channel = galley_json_array_get_string (array, i);

      if (channel == NULL)
        fail (self, "galley.channels: not a text");
      else
        add_to_set (self, GALLEY_SET_CHANNELS, channel);
    }
}

static void
read_galley (WireReader *self,
             JsonObject *root)
{
  static const char *const inner[] = { "original", "corrects" };
  g_autoptr (JsonObject) galley = take_object (self, root, "", "galley");
  g_autoptr (JsonObject) state = NULL;

  if (galley == NULL)
    return;
  read_members (self, galley, "galley", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (inner); i++)
    {
      g_autoptr (JsonObject) member = take_object (self, galley, "galley.", inner[i]);

      read_members (self, member, "galley", inner[i]);
      keep_rest (galley, inner[i], member);
    }
  read_channels (self, galley);
  read_items (self, galley, "galley.", "bylines", read_byline);
  state = take_object (self, galley, "galley.", "state");
  if (state != NULL)
    self->state = galley_wire_read_state (state, &self->error);
  keep_rest (root, "galley", galley);
}

/* The printed line counts only where its parts are not told. */
static void
read_by (WireReader *self,
         JsonObject *root)
{
  g_autofree char *line = take_text (self, root, "", "by");

  if (line != NULL && self->bylines->len == 0)
    {
      g_autofree char *clean = galley_field_clean (GALLEY_FIELD_HEADLINE, line);

      g_ptr_array_unref (self->bylines);
      self->bylines = galley_bylines_parse (clean);
    }
}

static void
read_uri (WireReader *self,
          JsonObject *root)
{
  g_autofree char *uri = take_text (self, root, "", "uri");

  if (uri == NULL || !g_str_has_prefix (uri, GALLEY_WIRE_URI_PREFIX) ||
      !galley_id_is_valid (uri + strlen (GALLEY_WIRE_URI_PREFIX)))
    fail (self, "uri: not %s and a UUID of version 7", GALLEY_WIRE_URI_PREFIX);
  else
    self->id = g_strdup (uri + strlen (GALLEY_WIRE_URI_PREFIX));
}

static void
drop_constant (WireReader *self,
               JsonObject *root,
               const char *name,
               const char *value)
{
  const char *text = galley_json_get_string (root, name);

  if (text == NULL && json_object_has_member (root, name))
    fail (self, "%s: not a text", name);
  else if (g_strcmp0 (text, value) == 0)
    json_object_remove_member (root, name);
}

static void
read_constants (WireReader *self,
                JsonObject *root)
{
  JsonObject *standard = galley_json_get_object (root, "standard");

  drop_constant (self, root, "type", GALLEY_WIRE_TYPE);
  drop_constant (self, root, "language", GALLEY_WIRE_LANGUAGE);
  drop_constant (self, root, "representationType", GALLEY_WIRE_REPRESENTATION);
  /* Half an article, kept and sent back, would take the other half away. */
  if (json_object_has_member (root, "representationType"))
    fail (self, "representationType: not %s", GALLEY_WIRE_REPRESENTATION);
  if (standard == NULL && json_object_has_member (root, "standard"))
    fail (self, "standard: not an object");
  if (standard != NULL && json_object_get_size (standard) == 2 &&
      g_strcmp0 (galley_json_get_string (standard, "name"), GALLEY_WIRE_STANDARD) == 0 &&
      g_strcmp0 (galley_json_get_string (standard, "version"), GALLEY_WIRE_STANDARD_VERSION) == 0)
    json_object_remove_member (root, "standard");
}

static void
read_root (WireReader *self,
           JsonObject *root)
{
  read_uri (self, root);
  read_constants (self, root);
  read_members (self, root, NULL, NULL);
  read_items (self, root, "", "headlines", read_role);
  read_items (self, root, "", "descriptions", read_role);
  read_items (self, root, "", "infoSources", read_role);
  read_items (self, root, "", "subjects", read_subject);
  read_items (self, root, "", "bodies", read_body);
  read_galley (self, root);
  read_by (self, root);
}

static void
wire_reader_init (WireReader *self)
{
  for (guint set = 0; set < GALLEY_N_SETS; set++)
    {
      self->sets[set] = g_ptr_array_new_with_free_func (g_free);
      self->seen[set] = g_hash_table_new (g_str_hash, g_str_equal);
    }
  self->bylines = galley_bylines_new ();
}

static void
wire_reader_clear (WireReader *self)
{
  g_free (self->id);
  for (guint field = 0; field < GALLEY_N_FIELDS; field++)
    g_free (self->fields[field]);
  for (guint set = 0; set < GALLEY_N_SETS; set++)
    {
      g_hash_table_unref (self->seen[set]);
      g_ptr_array_unref (self->sets[set]);
    }
  g_ptr_array_unref (self->bylines);
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  g_clear_pointer (&self->state, galley_state_unref);
}

static GalleyRevision *
build_revision (WireReader *self,
                JsonObject *rest)
{
  GalleyContent content = { .bylines = self->bylines, .blocks = self->blocks };
  g_autofree char *extra = NULL;

  for (guint field = 0; field < GALLEY_N_FIELDS; field++)
    content.fields[field] = self->fields[field];
  for (guint set = 0; set < GALLEY_N_SETS; set++)
    {
      g_ptr_array_add (self->sets[set], NULL);
      content.sets[set] = (const char *const *) self->sets[set]->pdata;
    }
  if (json_object_get_size (rest) > 0)
    extra = galley_json_write_object (rest);
  content.extra = extra;
  return galley_revision_new (self->id, &content, self->state);
}

static GalleyRevision *
read_article (JsonObject *root,
              GError    **error)
{
  WireReader self = { NULL };
  GalleyRevision *revision = NULL;

  wire_reader_init (&self);
  read_root (&self, root);
  if (self.error == NULL)
    revision = build_revision (&self, root);
  else
    g_propagate_error (error, self.error);
  wire_reader_clear (&self);
  return revision;
}

/* A number, a bracket and a comma are shorter than this. */
#define PUNCTUATION_BYTES 32
/* "\\u0001" */
#define LONGEST_ESCAPE 6

static void
add_longest_member (JsonObject *object,
                    const char *name,
                    JsonNode   *node,
                    gpointer    data);

/* No text of @node is longer than this. */
static gsize
get_longest (JsonNode *node)
{
  gsize length = PUNCTUATION_BYTES;

  if (JSON_NODE_HOLDS_OBJECT (node))
    json_object_foreach_member (json_node_get_object (node), add_longest_member, &length);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      length += get_longest (json_array_get_element (json_node_get_array (node), i));
  else if (json_node_get_value_type (node) == G_TYPE_STRING)
    length += LONGEST_ESCAPE * strlen (json_node_get_string (node));
  return length;
}

static void
add_longest_member (JsonObject *object,
                    const char *name,
                    JsonNode   *node,
                    gpointer    data)
{
  gsize *length = data;

  *length += LONGEST_ESCAPE * strlen (name) + get_longest (node);
}

/* An article of its own is bounded; one inside a larger text is, too. Only a very long one is worth writing it out. */
static gboolean
is_bounded (JsonObject *object)
{
  g_autofree char *text = NULL;
  gsize longest = 0;

  json_object_foreach_member (object, add_longest_member, &longest);
  if (longest <= GALLEY_WIRE_MAX_BYTES)
    return TRUE;
  text = galley_json_write_object (object);
  return strlen (text) <= GALLEY_WIRE_MAX_BYTES;
}

GalleyRevision *
galley_wire_read (const char *text,
                  gsize       length,
                  GError    **error)
{
  g_autoptr (JsonObject) root = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  root = galley_json_parse_object (text, length, GALLEY_WIRE_MAX_BYTES, error);
  return root != NULL ? read_article (root, error) : NULL;
}

GalleyRevision *
galley_wire_read_object (JsonObject *object,
                         GError    **error)
{
  g_return_val_if_fail (object != NULL, NULL);

  if (is_bounded (object))
    return read_article (object, error);
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE, "an article longer than %d bytes", GALLEY_WIRE_MAX_BYTES);
  return NULL;
}
