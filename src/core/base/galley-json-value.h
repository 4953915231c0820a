/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A JSON text that was read: its values in the order of the text, in one block of memory, each container before what is in
 * it. For what comes by the hundred and is read once, as articles are; galley_json_parse() makes json-glib's tree of it.
 *
 * Who reads it takes what he understands, and finds in the end what is left: a value that is taken is no longer there.
 *
 * All of it is lent by its document. Looking into what is NULL, or no container, finds nothing. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  GALLEY_JSON_NULL,
  GALLEY_JSON_BOOLEAN,
  GALLEY_JSON_INTEGER,
  GALLEY_JSON_TEXT,
  GALLEY_JSON_ARRAY,
  GALLEY_JSON_OBJECT,
} GalleyJsonKind;

typedef struct
{
  GalleyJsonKind kind : 8;
  guint is_taken : 1;
  guint n_inside; /* of a container: so many values behind it are in it, at whatever level */
  guint start, n_bytes; /* of the text that it was read from */
  const char *name; /* of a member, otherwise NULL */
  union
  {
    const char *text;
    gint64 integer; /* of a boolean: 0 or 1 */
  };
} GalleyJsonValue;

typedef struct
{
  GalleyJsonValue *values;
  char *texts;
  gboolean is_canonical; /* what galley-json.h writes of it is the text that it was read from */
} GalleyJsonDocument;

/* What galley_json_parse() takes, and its errors. (transfer full) */
GalleyJsonDocument *galley_json_document_new (const char *text,
                                              gsize       length,
                                              gsize       limit,
                                              GError    **error);
void galley_json_document_free (GalleyJsonDocument *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyJsonDocument, galley_json_document_free)
GalleyJsonValue *galley_json_document_get_root (GalleyJsonDocument *self);
/* The root where it is an object. INVALID otherwise. */
GalleyJsonValue *galley_json_document_get_object (GalleyJsonDocument *self,
                                                  GError            **error);

/* What is still there inside, one after the other: @child NULL begins, NULL ends. */
GalleyJsonValue *galley_json_value_next (GalleyJsonValue *self,
                                         GalleyJsonValue *child);
guint galley_json_value_count (GalleyJsonValue *self);
/* How many levels of containers it is, itself counted. */
guint galley_json_value_get_depth (GalleyJsonValue *self);

/* A member that is still there; of that kind, where one is asked for. */
GalleyJsonValue *galley_json_value_find (GalleyJsonValue *self,
                                         const char      *name);
GalleyJsonValue *galley_json_value_find_object (GalleyJsonValue *self,
                                                const char      *name);
GalleyJsonValue *galley_json_value_find_array (GalleyJsonValue *self,
                                               const char      *name);
const char *galley_json_value_find_text (GalleyJsonValue *self,
                                         const char      *name);
gint64 galley_json_value_find_integer (GalleyJsonValue *self,
                                       const char      *name);
gboolean galley_json_value_find_boolean (GalleyJsonValue *self,
                                         const char      *name);

/* json-glib's tree of what is still there. (transfer full) */
JsonNode *galley_json_value_to_node (GalleyJsonValue *self);

G_END_DECLS
