/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A revision as canonical JSON, and the content hash of it. The text is written straight away, member by member in the
 * order of their names; only what this Galley does not know (galley-wire-extra.h) takes the way over a tree. */
#include "core/wire/galley-wire.h"

#include "core/base/galley-id.h"
#include "core/base/galley-json.h"
#include "core/wire/galley-body.h"
#include "core/wire/galley-wire-extra.h"
#include "core/wire/galley-wire-members.h"
#include "core/wire/galley-wire-names.h"
#include "core/wire/galley-wire-text.h"

#include <string.h>

static void
write_field (GString        *out,
             const char     *name,
             GalleyRevision *revision,
             GalleyField     field)
{
  galley_wire_write_text (out, name, galley_revision_get_field (revision, field));
}

static const char *
get_type (GalleyRevision *revision)
{
  return galley_wire_get_type (galley_revision_get_field (revision, GALLEY_FIELD_KIND));
}

static void
write_body (GString        *out,
            GalleyRevision *revision)
{
  g_autofree char *body = galley_body_write (galley_revision_get_blocks (revision));

  galley_wire_begin_member (out, "bodies");
  g_string_append (out, "[{\"contentType\":\"" GALLEY_WIRE_BODY_TYPE "\",\"role\":\"main\",\"value\":");
  galley_json_append_string (out, body);
  g_string_append (out, "}]");
}

/* The rows of one role stand together in the table, those before "role" by name first. */
static void
write_role (GString              *out,
            const GalleyWireRole *row,
            guint                 n_rows,
            GalleyRevision       *revision)
{
  gsize start = galley_wire_begin_container (out, NULL, '{');
  gboolean is_told = FALSE;
  guint i = 0;

  for (; i < n_rows && strcmp (row[i].member, "role") < 0; i++)
    write_field (out, row[i].member, revision, row[i].field);
  for (guint k = 0; k < n_rows; k++)
    is_told = is_told || *galley_revision_get_field (revision, row[k].field) != '\0';
  if (is_told)
    galley_wire_write_text (out, "role", row->role);
  for (; i < n_rows; i++)
    write_field (out, row[i].member, revision, row[i].field);
  galley_wire_end_container (out, start, '}');
}

static void
write_roles (GString        *out,
             const char     *array,
             GalleyRevision *revision)
{
  gsize start = galley_wire_begin_container (out, array, '[');
  guint n_rows;

  for (guint i = 0; i < GALLEY_N_WIRE_ROLES; i += n_rows)
    {
      const GalleyWireRole *row = &galley_wire_roles[i];

      for (n_rows = 1; i + n_rows < GALLEY_N_WIRE_ROLES && strcmp (row[n_rows].array, row->array) == 0
                       && strcmp (row[n_rows].role, row->role) == 0;)
        n_rows++;
      if (strcmp (row->array, array) == 0)
        write_role (out, row, n_rows, revision);
    }
  galley_wire_end_container (out, start, ']');
}

static void
write_bylines (GString   *out,
               GPtrArray *bylines)
{
  gsize start = galley_wire_begin_container (out, "bylines", '[');

  for (guint i = 0; bylines != NULL && i < bylines->len; i++)
    {
      const GalleyByline *byline = g_ptr_array_index (bylines, i);
      gsize item = galley_wire_begin_container (out, NULL, '{');

      galley_wire_write_text (out, "name", byline->name);
      galley_wire_write_text (out, "organisation", byline->organisation);
      galley_wire_write_text (out, "role", byline->role);
      galley_wire_end_container (out, item, '}');
    }
  galley_wire_end_container (out, start, ']');
}

static void
write_by (GString   *out,
          GPtrArray *bylines)
{
  g_autofree char *line = NULL;

  if (bylines == NULL || bylines->len == 0)
    return;
  line = galley_bylines_format (bylines);
  galley_wire_write_text (out, "by", line);
}

static void
write_channels (GString           *out,
                const char *const *channels)
{
  gsize start = galley_wire_begin_container (out, "channels", '[');

  for (guint i = 0; channels[i] != NULL; i++)
    galley_wire_write_text (out, NULL, channels[i]);
  galley_wire_end_container (out, start, ']');
}

static void
write_galley (GString        *out,
              GalleyRevision *revision)
{
  gsize start = galley_wire_begin_container (out, "galley", '{');
  gsize inner;

  write_bylines (out, galley_revision_get_bylines (revision));
  write_field (out, "channel", revision, GALLEY_FIELD_CHANNEL);
  write_channels (out, galley_revision_get_set (revision, GALLEY_SET_CHANNELS));
  inner = galley_wire_begin_container (out, "corrects", '{');
  write_field (out, "hash", revision, GALLEY_FIELD_CORRECTS_HASH);
  write_field (out, "id", revision, GALLEY_FIELD_CORRECTS);
  galley_wire_end_container (out, inner, '}');
  write_field (out, "kind", revision, GALLEY_FIELD_KIND);
  write_field (out, "link", revision, GALLEY_FIELD_LINK);
  write_field (out, "origin", revision, GALLEY_FIELD_ORIGIN);
  inner = galley_wire_begin_container (out, "original", '{');
  write_field (out, "author", revision, GALLEY_FIELD_ORIGINAL_AUTHOR);
  write_field (out, "headline", revision, GALLEY_FIELD_ORIGINAL_HEADLINE);
  write_field (out, "uri", revision, GALLEY_FIELD_ORIGINAL_URI);
  galley_wire_end_container (out, inner, '}');
  inner = galley_wire_begin_container (out, "pictures", '{');
  for (guint i = 0; i < GALLEY_N_WIRE_PICTURES; i++)
    write_field (out, galley_wire_pictures[i].member, revision, galley_wire_pictures[i].field);
  galley_wire_end_container (out, inner, '}');
  write_field (out, "topic", revision, GALLEY_FIELD_TOPIC);
  galley_wire_end_container (out, start, '}');
}

static void
write_tags (GString           *out,
            const char *const *tags)
{
  gsize start = galley_wire_begin_container (out, "subjects", '[');

  for (guint i = 0; tags[i] != NULL; i++)
    {
      gsize item = galley_wire_begin_container (out, NULL, '{');

      galley_wire_write_text (out, "literal", tags[i]);
      galley_wire_write_text (out, "rel", "tag");
      galley_wire_end_container (out, item, '}');
    }
  galley_wire_end_container (out, start, ']');
}

/* All that is known of @revision; with what is the same in all articles, unless it may have come with something else. */
static char *
write_known (GalleyRevision *revision,
             gboolean        has_constants)
{
  GString *out = g_string_sized_new (1024);
  g_autofree char *uri = g_strconcat (GALLEY_WIRE_URI_PREFIX, galley_revision_get_id (revision), NULL);

  g_string_append_c (out, '{');
  write_body (out, revision);
  write_by (out, galley_revision_get_bylines (revision));
  write_field (out, "contentCreated", revision, GALLEY_FIELD_CONTENT_CREATED);
  write_roles (out, "descriptions", revision);
  write_galley (out, revision);
  write_roles (out, "headlines", revision);
  write_roles (out, "infoSources", revision);
  if (has_constants)
    {
      galley_wire_write_text (out, "language", GALLEY_WIRE_LANGUAGE);
      galley_wire_write_text (out, "representationType", GALLEY_WIRE_REPRESENTATION);
      galley_wire_begin_member (out, "standard");
      g_string_append (out, "{\"name\":\"" GALLEY_WIRE_STANDARD "\",\"version\":\"" GALLEY_WIRE_STANDARD_VERSION "\"}");
    }
  write_tags (out, galley_revision_get_set (revision, GALLEY_SET_TAGS));
  if (has_constants)
    galley_wire_write_text (out, "type", get_type (revision));
  galley_wire_write_text (out, "uri", uri);
  g_string_append_c (out, '}');
  return g_string_free (out, FALSE);
}

static void
add_constant (JsonObject *object,
              const char *name,
              const char *value)
{
  if (!json_object_has_member (object, name))
    json_object_set_string_member (object, name, value);
}

static void
add_constants (JsonObject *object,
               const char *type)
{
  add_constant (object, "type", type);
  add_constant (object, "representationType", GALLEY_WIRE_REPRESENTATION);
  add_constant (object, "language", GALLEY_WIRE_LANGUAGE);
  if (!json_object_has_member (object, "standard"))
    {
      JsonObject *standard = json_object_new ();

      json_object_set_string_member (standard, "name", GALLEY_WIRE_STANDARD);
      json_object_set_string_member (standard, "version", GALLEY_WIRE_STANDARD_VERSION);
      json_object_set_object_member (object, "standard", standard);
    }
}

static char *
write_with_extra (GalleyRevision *revision,
                  const char     *extra)
{
  g_autofree char *known = write_known (revision, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object = galley_json_parse_object (known, strlen (known), G_MAXUINT - 1, &error);

  if (object == NULL)
    g_error ("What was written cannot be read: %s", error->message);
  galley_wire_extra_merge (object, extra);
  add_constants (object, get_type (revision));
  return galley_json_write_object (object);
}

char *
galley_wire_write_content (GalleyRevision *revision)
{
  const char *extra;
  char *text;

  g_return_val_if_fail (revision != NULL, NULL);

  extra = galley_revision_get_extra (revision);
  text = extra != NULL ? write_with_extra (revision, extra) : write_known (revision, TRUE);
  /* Who writes an article wants its hash, too, and what is hashed stands here already. */
  if (galley_revision_get_content_hash (revision) == NULL)
    {
      g_autofree char *hash = galley_hash_bytes (text, strlen (text));

      galley_revision_set_content_hash (revision, hash);
    }
  return text;
}

char *
galley_wire_write (GalleyRevision *revision)
{
  g_autofree char *content = NULL;
  g_autofree char *state = NULL;

  g_return_val_if_fail (revision != NULL, NULL);

  content = galley_wire_write_content (revision);
  state = galley_wire_write_state (galley_revision_get_state (revision));
  return galley_wire_text_with_state (content, state);
}

const char *
galley_wire_get_content_hash (GalleyRevision *revision)
{
  g_return_val_if_fail (revision != NULL, NULL);

  if (galley_revision_get_content_hash (revision) == NULL)
    g_free (galley_wire_write_content (revision));
  return galley_revision_get_content_hash (revision);
}
