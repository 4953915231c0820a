/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-value.h"

#include "core/base/galley-bytes.h"
#include "core/base/galley-json.h"

#include <string.h>

#define SAFE "$xhtml"
#define FEW 32
/* Of more members than that one is not looked for from the first on. */
#define MAX_WALKED 8
#define N_SLOTS 64

static GalleyValue *
value_new (GalleyArena    *arena,
           GalleyValueKind kind)
{
  GalleyValue *self = galley_arena_take (arena, G_STRUCT_OFFSET (GalleyValue, last));

  self->kind = kind;
  self->length = 0;
  self->integer = 0;
  return self;
}

static GalleyValue *
container_new (GalleyArena    *arena,
               GalleyValueKind kind)
{
  GalleyValue *self = galley_arena_take (arena, sizeof *self);

  *self = (GalleyValue){ .kind = kind, .arena = arena };
  return self;
}

GalleyValue *
galley_value_new_object (GalleyArena *arena)
{
  return container_new (arena, GALLEY_VALUE_OBJECT);
}

GalleyValue *
galley_value_new_array (GalleyArena *arena)
{
  return container_new (arena, GALLEY_VALUE_ARRAY);
}

GalleyValue *
galley_value_lend_text (GalleyArena *arena,
                        const char  *text,
                        gsize        length)
{
  GalleyValue *self = value_new (arena, GALLEY_VALUE_TEXT);

  self->text = text;
  self->length = (guint) length;
  return self;
}

GalleyValue *
galley_value_new_text (GalleyArena *arena,
                       const char  *text,
                       gsize        length)
{
  return galley_value_lend_text (arena, galley_arena_copy (arena, text, length), length);
}

GalleyValue *
galley_value_new_safe (GalleyArena *arena,
                       const char  *text,
                       gsize        length)
{
  GalleyValue *self = galley_value_new_text (arena, text, length);

  self->kind = GALLEY_VALUE_SAFE;
  return self;
}

GalleyValue *
galley_value_new_integer (GalleyArena *arena,
                          gint64       integer)
{
  GalleyValue *self = value_new (arena, GALLEY_VALUE_INTEGER);

  self->integer = integer;
  return self;
}

GalleyValue *
galley_value_new_boolean (GalleyArena *arena,
                          gboolean     is_true)
{
  GalleyValue *self = value_new (arena, GALLEY_VALUE_BOOLEAN);

  self->integer = is_true ? 1 : 0;
  return self;
}

static inline GalleyValueMember *
find_member (const GalleyValue *self,
             const char        *name,
             guint64            key)
{
  GalleyValueMember *member = self->slots != NULL ? self->slots[galley_value_get_slot (key)] : self->first;

  while (member != NULL && (member->key != key || !galley_value_are_same (key, name, member->name)))
    member = member->next;
  return member;
}

static GalleyValueMember *
append (GalleyValue       *self,
        const GalleyValue *value)
{
  GalleyValueMember *member = galley_arena_take (self->arena, sizeof *member);

  *member = (GalleyValueMember){ .value = value };
  if (self->last != NULL)
    self->last->next = member;
  else
    self->first = member;
  self->last = member;
  self->length++;
  return member;
}

/* Those that share a bit come one after the other, with others in between. */
static void
note_slot (GalleyValue       *self,
           GalleyValueMember *member)
{
  GalleyValueMember **slot = &self->slots[galley_value_get_slot (member->key)];

  if (*slot == NULL)
    *slot = member;
}

static void
make_slots (GalleyValue *self)
{
  self->slots = galley_arena_take (self->arena, N_SLOTS * sizeof *self->slots);
  memset (self->slots, 0, N_SLOTS * sizeof *self->slots);
  for (GalleyValueMember *member = self->first; member != NULL; member = member->next)
    note_slot (self, member);
}

static void
append_named (GalleyValue       *self,
              const char        *name,
              guint64            key,
              const GalleyValue *value)
{
  GalleyValueMember *member = append (self, value);

  member->name = name;
  member->key = key;
  self->names |= galley_value_get_bit (key);
  if (self->slots != NULL)
    note_slot (self, member);
  else if (self->length > MAX_WALKED)
    make_slots (self);
}

/* What was read has no name twice: it need not be looked for, which in a large object would be quadratic. @name is lent. */
static void
append_read (GalleyValue       *self,
             const char        *name,
             const GalleyValue *value)
{
  append_named (self, name, galley_value_make_key (name), value);
}

void
galley_value_put (GalleyValue       *self,
                  const char        *name,
                  guint64            key,
                  const GalleyValue *value)
{
  GalleyValueMember *member = NULL;

  g_return_if_fail (self != NULL && self->kind == GALLEY_VALUE_OBJECT && value != NULL);

  if ((self->names & galley_value_get_bit (key)) != 0)
    member = find_member (self, name, key);
  if (member != NULL)
    member->value = value;
  else
    append_named (self, name, key, value);
}

/* @before: NULL where @member is the first. */
static void
take_out (GalleyValue       *self,
          GalleyValueMember *before,
          GalleyValueMember *member)
{
  if (before != NULL)
    before->next = member->next;
  else
    self->first = member->next;
  if (self->last == member)
    self->last = before;
  self->length--;
  self->slots = NULL;
}

void
galley_value_remove (GalleyValue *self,
                     const char  *name)
{
  GalleyValueMember *before = NULL;

  g_return_if_fail (self != NULL && self->kind == GALLEY_VALUE_OBJECT);

  for (GalleyValueMember *member = self->first; member != NULL; before = member, member = member->next)
    if (strcmp (member->name, name) == 0)
      {
        take_out (self, before, member);
        return;
      }
}

void
galley_value_add (GalleyValue       *self,
                  const GalleyValue *value)
{
  g_return_if_fail (self != NULL && self->kind == GALLEY_VALUE_ARRAY && value != NULL);

  append (self, value);
}

const GalleyValue *
galley_value_take_first (GalleyValue *self)
{
  GalleyValueMember *member;

  g_return_val_if_fail (self != NULL && self->kind == GALLEY_VALUE_ARRAY, NULL);

  member = self->first;
  if (member == NULL)
    return NULL;
  take_out (self, NULL, member);
  return member->value;
}

const GalleyValue *
galley_value_find_member (const GalleyValue *self,
                          const char        *name,
                          guint64            key)
{
  GalleyValueMember *member = find_member (self, name, key);

  return member != NULL ? member->value : NULL;
}

const GalleyValueMember *
galley_value_get_members (const GalleyValue *self)
{
  return self != NULL && self->kind >= GALLEY_VALUE_ARRAY ? self->first : NULL;
}

static GalleyValue *
new_from_object (GalleyArena *arena,
                 JsonObject  *object)
{
  const char *safe = galley_json_get_string (object, SAFE);
  GalleyValue *self;
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (safe != NULL)
    return galley_value_new_safe (arena, safe, strlen (safe));
  self = galley_value_new_object (arena);
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &member))
    append_read (self, galley_arena_copy (arena, name, strlen (name)), galley_value_new_from_json (arena, member));
  return self;
}

static GalleyValue *
new_from_array (GalleyArena *arena,
                JsonArray   *array)
{
  GalleyValue *self = galley_value_new_array (arena);

  for (guint i = 0; i < json_array_get_length (array); i++)
    galley_value_add (self, galley_value_new_from_json (arena, json_array_get_element (array, i)));
  return self;
}

GalleyValue *
galley_value_new_from_json (GalleyArena *arena,
                            JsonNode    *node)
{
  GalleyValue *self;

  g_return_val_if_fail (arena != NULL && node != NULL, NULL);

  if (JSON_NODE_HOLDS_OBJECT (node))
    return new_from_object (arena, json_node_get_object (node));
  if (JSON_NODE_HOLDS_ARRAY (node))
    return new_from_array (arena, json_node_get_array (node));
  self = value_new (arena, GALLEY_VALUE_NULL);
  if (!JSON_NODE_HOLDS_VALUE (node))
    return self;
  switch (json_node_get_value_type (node))
    {
    case G_TYPE_STRING:
      return galley_value_new_text (arena, json_node_get_string (node), strlen (json_node_get_string (node)));
    case G_TYPE_INT64:
      self->kind = GALLEY_VALUE_INTEGER;
      self->integer = json_node_get_int (node);
      return self;
    case G_TYPE_BOOLEAN:
      self->kind = GALLEY_VALUE_BOOLEAN;
      self->integer = json_node_get_boolean (node) ? 1 : 0;
      return self;
    default:
      self->kind = GALLEY_VALUE_DOUBLE;
      self->number = json_node_get_double (node);
      return self;
    }
}

GalleyValue *
galley_value_new_from_document (GalleyArena     *arena,
                                GalleyJsonValue *read)
{
  GalleyValue *self;

  g_return_val_if_fail (arena != NULL && read != NULL, NULL);

  if (read->kind == GALLEY_JSON_TEXT)
    return galley_value_lend_text (arena, read->text, strlen (read->text));
  if (read->kind != GALLEY_JSON_OBJECT && read->kind != GALLEY_JSON_ARRAY)
    {
      self = value_new (arena, read->kind == GALLEY_JSON_INTEGER   ? GALLEY_VALUE_INTEGER
                               : read->kind == GALLEY_JSON_BOOLEAN ? GALLEY_VALUE_BOOLEAN
                                                                   : GALLEY_VALUE_NULL);
      if (self->kind != GALLEY_VALUE_NULL)
        self->integer = read->integer;
      return self;
    }
  self = container_new (arena, read->kind == GALLEY_JSON_OBJECT ? GALLEY_VALUE_OBJECT : GALLEY_VALUE_ARRAY);
  for (GalleyJsonValue *child = galley_json_value_next (read, NULL); child != NULL;
       child = galley_json_value_next (read, child))
    {
      GalleyValue *value = galley_value_new_from_document (arena, child);

      if (read->kind == GALLEY_JSON_OBJECT)
        append_read (self, child->name, value);
      else
        galley_value_add (self, value);
    }
  return self;
}

/* By the bytes of their names. */
static int
compare_members (gconstpointer a,
                 gconstpointer b)
{
  const GalleyValueMember *one = *(const GalleyValueMember *const *) a;
  const GalleyValueMember *other = *(const GalleyValueMember *const *) b;

  if (one->key != other->key)
    return GUINT64_FROM_BE (one->key) < GUINT64_FROM_BE (other->key) ? -1 : 1;
  return strcmp (one->name, other->name);
}

/* Puts it behind those of the @n_sorted that come before it. */
static void
insert (const GalleyValueMember **sorted,
        guint                     n_sorted,
        const GalleyValueMember  *member)
{
  guint place = n_sorted;

  for (; place > 0 && compare_members (&member, &sorted[place - 1]) < 0; place--)
    sorted[place] = sorted[place - 1];
  sorted[place] = member;
}

static void
write_object (const GalleyValue *self,
              GString           *out)
{
  const GalleyValueMember *few[FEW];
  g_autofree const GalleyValueMember **many = self->length > FEW ? g_new (const GalleyValueMember *, self->length) : NULL;
  const GalleyValueMember **members = many != NULL ? many : few;
  guint n = 0;

  for (const GalleyValueMember *member = self->first; member != NULL; member = member->next, n++)
    if (many == NULL)
      insert (few, n, member);
    else
      many[n] = member;
  if (many != NULL)
    qsort (many, n, sizeof *many, compare_members);
  g_string_append_c (out, '{');
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      galley_json_append_string (out, members[i]->name);
      g_string_append_c (out, ':');
      galley_value_write_json (members[i]->value, out);
    }
  g_string_append_c (out, '}');
}

static void
write_array (const GalleyValue *self,
             GString           *out)
{
  g_string_append_c (out, '[');
  for (const GalleyValueMember *member = self->first; member != NULL; member = member->next)
    {
      if (member != self->first)
        g_string_append_c (out, ',');
      galley_value_write_json (member->value, out);
    }
  g_string_append_c (out, ']');
}

void
galley_value_write_json (const GalleyValue *self,
                         GString           *out)
{
  g_return_if_fail (self != NULL && out != NULL);

  switch (self->kind)
    {
    case GALLEY_VALUE_BOOLEAN:
      g_string_append (out, self->integer != 0 ? "true" : "false");
      return;
    case GALLEY_VALUE_INTEGER:
      if (self->integer < 0)
        g_string_append_c (out, '-');
      galley_bytes_append_number (out, self->integer < 0 ? -(guint64) self->integer : (guint64) self->integer);
      return;
    case GALLEY_VALUE_TEXT:
      galley_json_append_string (out, self->text);
      return;
    case GALLEY_VALUE_SAFE:
      g_string_append (out, "{\"" SAFE "\":");
      galley_json_append_string (out, self->text);
      g_string_append_c (out, '}');
      return;
    case GALLEY_VALUE_ARRAY:
      write_array (self, out);
      return;
    case GALLEY_VALUE_OBJECT:
      write_object (self, out);
      return;
    case GALLEY_VALUE_NULL:
      g_string_append (out, "null");
      return;
    case GALLEY_VALUE_DOUBLE:
    default:
      g_return_if_reached ();
    }
}
