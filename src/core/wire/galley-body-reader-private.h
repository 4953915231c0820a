/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the reader of the canonical body is, and the small steps that the files that make it up share. Each leaves the
 * cursor behind what it took. Private to this folder. */
#pragma once

#include "core/base/galley-bytes.h"
#include "core/base/galley-error.h"
#include "core/base/galley-id.h"
#include "core/model/galley-block.h"
#include "core/model/galley-media-type.h"

#include <string.h>

G_BEGIN_DECLS

#define FOLDER_LENGTH 3 /* "3f/" */
#define HASH_LENGTH 64

typedef struct
{
  const char *text;
  const char *cursor;
  const char *end;

  /* The block that is being read. */
  GString *plain;
  gsize n_counted_bytes; /* of plain, whose characters are counted */
  guint n_characters;    /* of those */
  GArray *marks;                  /* (element-type GalleyMark) */
  int open[GALLEY_N_MARK_KINDS];  /* index in marks, -1 when not open */
  GStringChunk *targets;

  guint last_kind; /* of the element before */
  GString *written;
} BodyReader;

static inline gboolean
fail (BodyReader *self,
      const char *place,
      const char *reason,
      GError    **error)
{
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "body: byte %" G_GSIZE_FORMAT ": %s",
               (gsize) (place - self->text), reason);
  return FALSE;
}

/* What stands behind @literal, or NULL where something else is here: most often that shows at its second byte. */
static inline const char *
look_behind (BodyReader *self,
             const char *literal)
{
  const char *p = self->cursor;

  for (; *literal != '\0'; p++, literal++)
    if (p == self->end || *p != *literal)
      return NULL;
  return p;
}

static inline gboolean
is_at (BodyReader *self,
       const char *literal)
{
  return look_behind (self, literal) != NULL;
}

static inline gboolean
skip (BodyReader *self,
      const char *literal)
{
  const char *behind = look_behind (self, literal);

  if (behind == NULL)
    return FALSE;
  self->cursor = behind;
  return TRUE;
}

/* One of the named references, as the character it stands for, or 0. */
static inline char
skip_reference (BodyReader *self,
                gboolean    in_attribute)
{
  if (skip (self, "&amp;"))
    return '&';
  if (skip (self, "&lt;"))
    return '<';
  if (skip (self, "&gt;"))
    return '>';
  if (in_attribute && skip (self, "&quot;"))
    return '"';
  return 0;
}

/* What stands in an attribute, up to its quotation mark. (transfer full) (nullable) */
static inline GString *
read_attribute (BodyReader *self,
                GError    **error)
{
  static const guint8 ends_run[256] = { ['"'] = 1, ['<'] = 1, ['>'] = 1, ['&'] = 1 };
  g_autoptr (GString) value = g_string_new (NULL);

  while (self->cursor < self->end && *self->cursor != '"')
    {
      gsize length = 0;
      char c;

      while (self->cursor + length < self->end && !ends_run[(guint8) self->cursor[length]])
        length++;
      galley_bytes_append (value, self->cursor, length);
      self->cursor += length;
      if (self->cursor == self->end || *self->cursor == '"')
        break;
      if (*self->cursor != '&')
        {
          fail (self, self->cursor, "a bracket in an attribute", error);
          return NULL;
        }
      c = skip_reference (self, TRUE);
      if (c == 0)
        {
          fail (self, self->cursor, "unknown reference", error);
          return NULL;
        }
      g_string_append_c (value, c);
    }
  return g_steal_pointer (&value);
}

/* The hash and the kind of file in "3f/3f9a….jpg", up to the quotation mark. */
static inline gboolean
read_media_name (BodyReader  *self,
                 char         hash[HASH_LENGTH + 1],
                 const char **media_type)
{
  *media_type = NULL;
  if (self->end - self->cursor <= FOLDER_LENGTH + HASH_LENGTH)
    return FALSE;
  memcpy (hash, self->cursor + FOLDER_LENGTH, HASH_LENGTH);
  hash[HASH_LENGTH] = '\0';
  self->cursor += FOLDER_LENGTH + HASH_LENGTH;
  *media_type = galley_media_type_find_by_suffix (self->cursor, (gsize) (self->end - self->cursor));
  if (*media_type == NULL || !galley_hash_is_valid (hash))
    return FALSE;
  self->cursor += strlen (galley_media_type_get_suffix (*media_type));
  return TRUE;
}

/* A decimal number of at most @limit; 0 where there is none. */
static inline gint64
read_number (BodyReader *self,
             gint64      limit)
{
  gint64 number = 0;

  for (; self->cursor < self->end && g_ascii_isdigit (*self->cursor) && number <= limit; self->cursor++)
    number = number * 10 + g_ascii_digit_value (*self->cursor);
  return number <= limit ? number : 0;
}

G_END_DECLS
