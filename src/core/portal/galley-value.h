/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a template sees: texts, numbers, arrays and objects, in one arena. A page's view is some hundred of them, made,
 * walked through once and given back together.
 *
 * A value may stand in several places, and in views of other arenas that end before its own; from then on it is not
 * changed any more. So threads share what is the same on all pages. */
#pragma once

#include "core/base/galley-arena.h"
#include "core/base/galley-json-value.h"

#include <json-glib/json-glib.h>

#include <string.h>

G_BEGIN_DECLS

typedef enum
{
  GALLEY_VALUE_NULL,
  GALLEY_VALUE_BOOLEAN,
  GALLEY_VALUE_INTEGER,
  GALLEY_VALUE_DOUBLE,
  GALLEY_VALUE_TEXT,
  GALLEY_VALUE_SAFE, /* a text that a template may write as it is; in JSON {"$xhtml": text} */
  GALLEY_VALUE_ARRAY,
  GALLEY_VALUE_OBJECT,
} GalleyValueKind;

typedef struct _GalleyValue GalleyValue;
typedef struct _GalleyValueMember GalleyValueMember;

struct _GalleyValue
{
  GalleyValueKind kind;
  guint length; /* bytes of a text, members of a container */
  union
  {
    const char *text;
    gint64 integer; /* of a boolean: 0 or 1 */
    double number;
    GalleyValueMember *first;
  };

  /* Of containers alone: others end before here. */
  GalleyValueMember *last;
  GalleyArena *arena; /* lent */
  guint64 names;      /* a bit for each that an object may have: most that are looked for it has not */
  GalleyValueMember **slots; /* by bit, the first that has it; NULL where there are few members */
};

/* One of an array, or of an object, and then with its name. */
struct _GalleyValueMember
{
  GalleyValueMember *next;
  const char *name;
  guint64 key; /* of the name */
  const GalleyValue *value;
};

/* Containers, lent by @arena. */
GalleyValue *galley_value_new_object (GalleyArena *arena);
GalleyValue *galley_value_new_array (GalleyArena *arena);
GalleyValue *galley_value_new_text (GalleyArena *arena,
                                    const char  *text,
                                    gsize        length);
/* The same, not copied: @text stays as long as @arena does, and a NUL ends it. */
GalleyValue *galley_value_lend_text (GalleyArena *arena,
                                     const char  *text,
                                     gsize        length);
GalleyValue *galley_value_new_integer (GalleyArena *arena,
                                       gint64       integer);
GalleyValue *galley_value_new_boolean (GalleyArena *arena,
                                       gboolean     is_true);
/* {"$xhtml": @text}. */
GalleyValue *galley_value_new_safe (GalleyArena *arena,
                                    const char  *text,
                                    gsize        length);
/* All of @node, copied. */
GalleyValue *galley_value_new_from_json (GalleyArena *arena,
                                         JsonNode    *node);
/* All of @read that is still there; nothing in it is safe. Texts and names are lent by its document, which stays as long as
 * @arena does (galley_arena_keep()). */
GalleyValue *galley_value_new_from_document (GalleyArena     *arena,
                                             GalleyJsonValue *read);

/* The name's first bytes: all of it where it is shorter than eight, as most are, so that nothing else is to be compared.
 * Here, so that of a name that stands in the code nothing is left to be done. */
static inline guint64
galley_value_make_key (const char *name)
{
  gsize length = strlen (name);
  guint64 key = 0;

  memcpy (&key, name, MIN (length, sizeof key));
  return key;
}

/* Whether two names of the same key are the same. */
static inline gboolean
galley_value_are_same (guint64     key,
                       const char *name,
                       const char *other)
{
  /* The eighth byte, which the end of a shorter one leaves empty. */
  return (GUINT64_TO_LE (key) >> 56) == 0 || name == other || strcmp (name + sizeof key, other + sizeof key) == 0;
}

/* Which bit stands for it in the names of an object. */
static inline guint
galley_value_get_slot (guint64 key)
{
  return (guint) (key * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) >> 58);
}
static inline guint64
galley_value_get_bit (guint64 key)
{
  return G_GUINT64_CONSTANT (1) << galley_value_get_slot (key);
}

/* Of objects. @name is lent: it stays as long as the object does. What was there under it goes. Texts are copied. */
void galley_value_put (GalleyValue       *self,
                       const char        *name,
                       guint64            key,
                       const GalleyValue *value);
static inline void
galley_value_set (GalleyValue       *self,
                  const char        *name,
                  const GalleyValue *value)
{
  galley_value_put (self, name, galley_value_make_key (name), value);
}
static inline void
galley_value_set_text (GalleyValue *self,
                       const char  *name,
                       const char  *text)
{
  galley_value_set (self, name, galley_value_new_text (self->arena, text, strlen (text)));
}
static inline void
galley_value_set_integer (GalleyValue *self,
                          const char  *name,
                          gint64       integer)
{
  galley_value_set (self, name, galley_value_new_integer (self->arena, integer));
}
static inline void
galley_value_set_boolean (GalleyValue *self,
                          const char  *name,
                          gboolean     is_true)
{
  galley_value_set (self, name, galley_value_new_boolean (self->arena, is_true));
}
void galley_value_remove (GalleyValue *self,
                          const char  *name);

/* Of arrays. */
void galley_value_add (GalleyValue       *self,
                       const GalleyValue *value);
/* NULL: there is none. */
const GalleyValue *galley_value_take_first (GalleyValue *self);

/* For galley_value_find(): walks through an object. */
const GalleyValue *galley_value_find_member (const GalleyValue *self,
                                             const char        *name,
                                             guint64            key);
/* A member by a name whose key is known. @self: (nullable), of any kind. */
static inline const GalleyValue *
galley_value_find (const GalleyValue *self,
                   const char        *name,
                   guint64            key)
{
  if (self == NULL || self->kind != GALLEY_VALUE_OBJECT || (self->names & galley_value_get_bit (key)) == 0)
    return NULL;
  return galley_value_find_member (self, name, key);
}
/* The member, or NULL; of that kind, where one is asked for. @self: (nullable), of any kind. */
static inline const GalleyValue *
galley_value_get (const GalleyValue *self,
                  const char        *name)
{
  return galley_value_find (self, name, galley_value_make_key (name));
}
static inline const GalleyValue *
galley_value_get_kind (const GalleyValue *self,
                       const char        *name,
                       GalleyValueKind    kind)
{
  const GalleyValue *found = galley_value_get (self, name);

  return found != NULL && found->kind == kind ? found : NULL;
}
static inline const GalleyValue *
galley_value_get_object (const GalleyValue *self,
                         const char        *name)
{
  return galley_value_get_kind (self, name, GALLEY_VALUE_OBJECT);
}
static inline const GalleyValue *
galley_value_get_array (const GalleyValue *self,
                        const char        *name)
{
  return galley_value_get_kind (self, name, GALLEY_VALUE_ARRAY);
}
static inline const char *
galley_value_get_text (const GalleyValue *self,
                       const char        *name)
{
  const GalleyValue *found = galley_value_get_kind (self, name, GALLEY_VALUE_TEXT);

  return found != NULL ? found->text : NULL;
}
static inline gint64
galley_value_get_integer (const GalleyValue *self,
                          const char        *name)
{
  const GalleyValue *found = galley_value_get_kind (self, name, GALLEY_VALUE_INTEGER);

  return found != NULL ? found->integer : 0;
}
/* Where a walk through what is in it begins; NULL: there is nothing. */
const GalleyValueMember *galley_value_get_members (const GalleyValue *self);

/* The canonical text (galley-json.h). No doubles. */
void galley_value_write_json (const GalleyValue *self,
                              GString           *out);

G_END_DECLS
