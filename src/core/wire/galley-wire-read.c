/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Canonical or foreign JSON into a revision. Each step takes what it knows out of the value; what is left at the end is
 * what this Galley does not know, and is kept. Fields are cleaned as if they had been typed. The first error wins and
 * makes all later steps do nothing. */
#include "core/wire/galley-wire.h"

#include "core/base/galley-error.h"
#include "core/base/galley-id.h"
#include "core/base/galley-json.h"
#include "core/wire/galley-body.h"
#include "core/wire/galley-picture-text.h"
#include "core/wire/galley-wire-names.h"

#include <string.h>

typedef struct
{
  char *id;
  char *fields[GALLEY_N_FIELDS];
  GPtrArray *sets[GALLEY_N_SETS];
  GHashTable *seen[GALLEY_N_SETS]; /* borrows from sets, NULL: nothing yet */
  GPtrArray *bylines;
  GStringChunk *parts; /* of bylines, lent to the document */
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

/* The members below are named by where they stand: "galley" and "channel", "" and "uri". Each takes what it returns, which
 * stays lent by the document. */
static GalleyJsonValue *
take_kind (WireReader      *self,
           GalleyJsonValue *object,
           const char      *where,
           const char      *name,
           GalleyJsonKind   kind,
           const char      *what)
{
  GalleyJsonValue *member = self->error == NULL ? galley_json_value_find (object, name) : NULL;

  if (member == NULL)
    return NULL;
  if (member->kind != kind)
    {
      fail (self, "%s%s%s: not %s", where, *where != '\0' ? "." : "", name, what);
      return NULL;
    }
  member->is_taken = TRUE;
  return member;
}

static const char *
take_text (WireReader      *self,
           GalleyJsonValue *object,
           const char      *where,
           const char      *name)
{
  GalleyJsonValue *member = take_kind (self, object, where, name, GALLEY_JSON_TEXT, "a text");

  return member != NULL ? member->text : NULL;
}

static GalleyJsonValue *
take_object (WireReader      *self,
             GalleyJsonValue *object,
             const char      *where,
             const char      *name)
{
  return take_kind (self, object, where, name, GALLEY_JSON_OBJECT, "an object");
}

static GalleyJsonValue *
take_array (WireReader      *self,
            GalleyJsonValue *object,
            const char      *where,
            const char      *name)
{
  return take_kind (self, object, where, name, GALLEY_JSON_ARRAY, "an array");
}

/* Puts back what is left of a container that was taken. */
static void
keep_rest (GalleyJsonValue *container)
{
  if (container != NULL)
    container->is_taken = galley_json_value_next (container, NULL) == NULL;
}

/* One item of a known array. FALSE: nothing of it is left to keep. */
typedef gboolean (*ReadItem) (WireReader      *self,
                              const char      *array,
                              GalleyJsonValue *item);

/* Hands the objects of an array to @read_item and puts back what they leave. */
static void
read_items (WireReader      *self,
            GalleyJsonValue *object,
            const char      *where,
            const char      *name,
            ReadItem         read_item)
{
  GalleyJsonValue *array = take_array (self, object, where, name);
  GalleyJsonValue *item = NULL;

  while (self->error == NULL && (item = galley_json_value_next (array, item)) != NULL)
    item->is_taken = item->kind == GALLEY_JSON_OBJECT && !read_item (self, name, item);
  keep_rest (array);
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
read_role (WireReader      *self,
           const char      *array,
           GalleyJsonValue *item)
{
  const char *role = galley_json_value_find_text (item, "role");

  if (role == NULL || !galley_wire_role_is_known (array, role))
    return TRUE;
  for (guint i = 0; i < GALLEY_N_WIRE_ROLES; i++)
    {
      const GalleyWireRole *row = &galley_wire_roles[i];
      const char *text;

      if (!g_str_equal (row->array, array) || !g_str_equal (row->role, role))
        continue;
      text = take_text (self, item, array, row->member);
      if (text != NULL && self->fields[row->field] != NULL)
        fail (self, "%s: two of role %s", array, role);
      else
        set_field (self, row->field, text);
    }
  return galley_json_value_count (item) > 1;
}

/* Adds a cleaned entry to a set. FALSE when it is empty or there already. */
static gboolean
add_to_set (WireReader *self,
            GalleySet   set,
            const char *text)
{
  g_autofree char *entry = galley_field_clean (GALLEY_FIELD_HEADLINE, text);

  if (self->seen[set] == NULL)
    self->seen[set] = g_hash_table_new (g_str_hash, g_str_equal);
  if (*entry == '\0' || g_hash_table_contains (self->seen[set], entry))
    return FALSE;
  g_hash_table_add (self->seen[set], entry);
  g_ptr_array_add (self->sets[set], g_steal_pointer (&entry));
  return TRUE;
}

static gboolean
read_subject (WireReader      *self,
              const char      *array,
              GalleyJsonValue *item)
{
  GalleyJsonValue *literal = galley_json_value_find (item, "literal");
  GPtrArray *tags = self->sets[GALLEY_SET_TAGS];

  if (literal == NULL || literal->kind != GALLEY_JSON_TEXT
      || g_strcmp0 (galley_json_value_find_text (item, "rel"), "tag") != 0)
    return TRUE;
  if (!add_to_set (self, GALLEY_SET_TAGS, literal->text) || galley_json_value_count (item) <= 2)
    return FALSE;
  literal->text = g_ptr_array_index (tags, tags->len - 1);
  return TRUE;
}

/* A part of a byline, cleaned; "" where it is not told. */
static char *
clean_part (WireReader      *self,
            GalleyJsonValue *part)
{
  if (part != NULL && part->kind != GALLEY_JSON_TEXT)
    fail (self, "galley.bylines.%s: not a text", part->name);
  return galley_field_clean (GALLEY_FIELD_HEADLINE, part != NULL && self->error == NULL ? part->text : "");
}

/* The parts stay with what else is told: they say whose it is. */
static gboolean
read_byline (WireReader      *self,
             const char      *array,
             GalleyJsonValue *item)
{
  static const char *const names[] = { "name", "organisation", "role" };
  const char *texts[G_N_ELEMENTS (names)];
  GalleyJsonValue *parts[G_N_ELEMENTS (names)];
  guint n_parts = 0;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *text = NULL;

      parts[i] = galley_json_value_find (item, names[i]);
      text = clean_part (self, parts[i]);
      texts[i] = g_string_chunk_insert (self->parts, text);
      n_parts += parts[i] != NULL ? 1 : 0;
    }
  if (self->error != NULL || (*texts[0] == '\0' && *texts[1] == '\0' && *texts[2] == '\0'))
    return FALSE;
  g_ptr_array_add (self->bylines, galley_byline_new (texts[0], texts[1], texts[2]));
  if (galley_json_value_count (item) == n_parts)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (parts[i] != NULL)
      {
        parts[i]->text = texts[i];
        parts[i]->is_taken = *texts[i] == '\0';
      }
  return TRUE;
}

static void
take_if_there (GalleyJsonValue *object,
               const char      *name)
{
  GalleyJsonValue *member = galley_json_value_find (object, name);

  if (member != NULL)
    member->is_taken = TRUE;
}

static gboolean
read_body (WireReader      *self,
           const char      *array,
           GalleyJsonValue *item)
{
  const char *type;
  const char *value;

  if (g_strcmp0 (galley_json_value_find_text (item, "role"), "main") != 0)
    return TRUE;
  if (self->blocks != NULL)
    fail (self, "bodies: two of role main");
  type = take_text (self, item, "bodies", "contentType");
  value = galley_json_value_find_text (item, "value");
  if (g_strcmp0 (type, GALLEY_WIRE_BODY_TYPE) != 0)
    fail (self, "bodies.contentType: not %s", GALLEY_WIRE_BODY_TYPE);
  if (value == NULL)
    fail (self, "bodies.value: not a text");
  if (self->error != NULL)
    return FALSE;
  self->blocks = galley_body_read_text (value, &self->error);
  take_if_there (item, "value");
  /* Counted by somebody else, and wrong after the first change. */
  take_if_there (item, "charCount");
  take_if_there (item, "wordCount");
  return galley_json_value_count (item) > 1;
}

/* The fields that are members of @object, which stands at @outer and @inner, that is @where. */
static void
read_members (WireReader      *self,
              GalleyJsonValue *object,
              const char      *where,
              const char      *outer,
              const char      *inner)
{
  for (guint i = 0; i < GALLEY_N_WIRE_MEMBERS && object != NULL; i++)
    {
      const GalleyWireMember *row = &galley_wire_members[i];

      if (g_strcmp0 (row->outer, outer) == 0 && g_strcmp0 (row->inner, inner) == 0)
        set_field (self, row->field, take_text (self, object, where, row->member));
    }
}

/* A picture that this Galley cannot read is left where it stands. */
static void
read_pictures (WireReader      *self,
               GalleyJsonValue *galley)
{
  GalleyJsonValue *object = take_object (self, galley, "galley", "pictures");

  for (guint i = 0; i < GALLEY_N_WIRE_PICTURES && object != NULL; i++)
    {
      GalleyJsonValue *member = galley_json_value_find (object, galley_wire_pictures[i].member);
      g_autoptr (GalleyFigure) figure =
          member != NULL && member->kind == GALLEY_JSON_TEXT ? galley_picture_text_read (member->text) : NULL;

      if (figure == NULL)
        continue;
      member->is_taken = TRUE;
      self->fields[galley_wire_pictures[i].field] = g_strdup (member->text);
    }
  keep_rest (object);
}

static void
read_channels (WireReader      *self,
               GalleyJsonValue *galley)
{
  GalleyJsonValue *array = take_array (self, galley, "galley", "channels");
  GalleyJsonValue *channel = NULL;

  while ((channel = galley_json_value_next (array, channel)) != NULL)
    if (channel->kind == GALLEY_JSON_TEXT)
      add_to_set (self, GALLEY_SET_CHANNELS, channel->text);
    else
      fail (self, "galley.channels: not a text");
}

static void
read_galley (WireReader      *self,
             GalleyJsonValue *root)
{
  static const struct
  {
    const char *name;
    const char *where;
  } inner[] = { { "original", "galley.original" }, { "corrects", "galley.corrects" } };
  GalleyJsonValue *galley = take_object (self, root, "", "galley");
  GalleyJsonValue *state;

  if (galley == NULL)
    return;
  read_members (self, galley, "galley", "galley", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (inner); i++)
    {
      GalleyJsonValue *member = take_object (self, galley, "galley", inner[i].name);

      read_members (self, member, inner[i].where, "galley", inner[i].name);
      keep_rest (member);
    }
  read_pictures (self, galley);
  read_channels (self, galley);
  read_items (self, galley, "galley", "bylines", read_byline);
  state = take_object (self, galley, "galley", "state");
  if (state != NULL)
    self->state = galley_wire_read_state (state, &self->error);
  keep_rest (galley);
}

/* The printed line counts only where its parts are not told. */
static void
read_by (WireReader      *self,
         GalleyJsonValue *root)
{
  const char *line = take_text (self, root, "", "by");

  if (line != NULL && self->bylines->len == 0)
    {
      g_autofree char *clean = galley_field_clean (GALLEY_FIELD_HEADLINE, line);

      g_ptr_array_unref (self->bylines);
      self->bylines = galley_bylines_parse (clean);
    }
}

static void
read_uri (WireReader      *self,
          GalleyJsonValue *root)
{
  const char *uri = take_text (self, root, "", "uri");

  if (uri == NULL || !g_str_has_prefix (uri, GALLEY_WIRE_URI_PREFIX) ||
      !galley_id_is_valid (uri + strlen (GALLEY_WIRE_URI_PREFIX)))
    fail (self, "uri: not %s and a UUID of version 7", GALLEY_WIRE_URI_PREFIX);
  else
    self->id = g_strdup (uri + strlen (GALLEY_WIRE_URI_PREFIX));
}

static void
drop_constant (WireReader      *self,
               GalleyJsonValue *root,
               const char      *name,
               const char      *value)
{
  GalleyJsonValue *member = galley_json_value_find (root, name);

  if (member == NULL)
    return;
  if (member->kind != GALLEY_JSON_TEXT)
    fail (self, "%s: not a text", name);
  else
    member->is_taken = strcmp (member->text, value) == 0;
}

static void
read_constants (WireReader      *self,
                GalleyJsonValue *root)
{
  GalleyJsonValue *standard = galley_json_value_find (root, "standard");

  drop_constant (self, root, "type", galley_wire_get_type (self->fields[GALLEY_FIELD_KIND]));
  drop_constant (self, root, "language", GALLEY_WIRE_LANGUAGE);
  drop_constant (self, root, "representationType", GALLEY_WIRE_REPRESENTATION);
  /* Half an article, kept and sent back, would take the other half away. */
  if (galley_json_value_find (root, "representationType") != NULL)
    fail (self, "representationType: not %s", GALLEY_WIRE_REPRESENTATION);
  if (standard == NULL)
    return;
  if (standard->kind != GALLEY_JSON_OBJECT)
    fail (self, "standard: not an object");
  else
    standard->is_taken =
      galley_json_value_count (standard) == 2
      && g_strcmp0 (galley_json_value_find_text (standard, "name"), GALLEY_WIRE_STANDARD) == 0
      && g_strcmp0 (galley_json_value_find_text (standard, "version"), GALLEY_WIRE_STANDARD_VERSION) == 0;
}

static void
read_root (WireReader      *self,
           GalleyJsonValue *root)
{
  read_uri (self, root);
  read_members (self, root, "", NULL, NULL);
  read_items (self, root, "", "headlines", read_role);
  read_items (self, root, "", "descriptions", read_role);
  read_items (self, root, "", "infoSources", read_role);
  read_items (self, root, "", "subjects", read_subject);
  read_items (self, root, "", "bodies", read_body);
  read_galley (self, root);
  read_constants (self, root);
  read_by (self, root);
}

static void
wire_reader_init (WireReader *self)
{
  for (guint set = 0; set < GALLEY_N_SETS; set++)
    self->sets[set] = g_ptr_array_new_with_free_func (g_free);
  self->bylines = galley_bylines_new ();
  self->parts = g_string_chunk_new (64);
}

static void
wire_reader_clear (WireReader *self)
{
  g_free (self->id);
  for (guint field = 0; field < GALLEY_N_FIELDS; field++)
    g_free (self->fields[field]);
  for (guint set = 0; set < GALLEY_N_SETS; set++)
    {
      g_clear_pointer (&self->seen[set], g_hash_table_unref);
      g_ptr_array_unref (self->sets[set]);
    }
  g_ptr_array_unref (self->bylines);
  g_string_chunk_free (self->parts);
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  g_clear_pointer (&self->state, galley_state_unref);
}

static GalleyRevision *
build_revision (WireReader      *self,
                GalleyJsonValue *rest)
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
  if (galley_json_value_next (rest, NULL) != NULL)
    {
      g_autoptr (JsonNode) node = galley_json_value_to_node (rest);

      extra = galley_json_write (node);
    }
  content.extra = extra;
  return galley_revision_new (self->id, &content, self->state);
}

GalleyRevision *
galley_wire_read_value (GalleyJsonValue *value,
                        GError         **error)
{
  WireReader self = { NULL };
  GalleyRevision *revision = NULL;

  g_return_val_if_fail (value != NULL && value->kind == GALLEY_JSON_OBJECT, NULL);

  if (value->n_bytes > GALLEY_WIRE_MAX_BYTES)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE, "an article longer than %d bytes",
                   GALLEY_WIRE_MAX_BYTES);
      return NULL;
    }
  wire_reader_init (&self);
  read_root (&self, value);
  if (self.error == NULL)
    revision = build_revision (&self, value);
  else
    g_propagate_error (error, self.error);
  wire_reader_clear (&self);
  return revision;
}

GalleyRevision *
galley_wire_read (const char *text,
                  gsize       length,
                  GError    **error)
{
  g_autoptr (GalleyJsonDocument) document = NULL;
  GalleyJsonValue *root;

  /* What is empty elsewhere, a file or an answer, has no address. */
  g_return_val_if_fail (text != NULL || length == 0, NULL);

  document = galley_json_document_new (text, length, GALLEY_WIRE_MAX_BYTES, error);
  root = document != NULL ? galley_json_document_get_object (document, error) : NULL;
  return root != NULL ? galley_wire_read_value (root, error) : NULL;
}
