/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The judge of foreign JSON: one pass over the bytes, no tree. Recursion is bounded by GALLEY_JSON_MAX_DEPTH, and the
 * search for duplicate names by galley-json-names.c. */
#include "core/base/galley-json.h"

#include "core/base/galley-error.h"
#include "core/base/galley-json-names.h"

#include <string.h>

typedef struct
{
  const guint8 *start;
  const guint8 *at;
  const guint8 *end;
  GalleyJsonNames names;
  const char *reason; /* NULL while all is well */
  gsize position;     /* of what is wrong */
} Scan;

/* What a byte inside a string means. */
enum
{
  PLAIN = 0,
  QUOTE,
  ESCAPE,
  REFUSED,
  LEAD_2,
  LEAD_3,
  LEAD_4,
};

static const guint8 classes[256] = {
  [0 ... 0x1f] = REFUSED, ['"'] = QUOTE,          ['\\'] = ESCAPE,         [0x80 ... 0xc1] = REFUSED,
  [0xc2 ... 0xdf] = LEAD_2, [0xe0 ... 0xef] = LEAD_3, [0xf0 ... 0xf4] = LEAD_4, [0xf5 ... 0xff] = REFUSED,
};

static gboolean scan_value (Scan *self, guint depth);

static gboolean
refuse (Scan         *self,
        const guint8 *where,
        const char   *reason)
{
  self->reason = reason;
  self->position = (gsize) (where - self->start);
  return FALSE;
}

static inline void
skip_blanks (Scan *self)
{
  while (self->at < self->end
         && (*self->at == ' ' || *self->at == '\n' || *self->at == '\r' || *self->at == '\t'))
    self->at++;
}

/* Whether code point @c is one of the 66 that are never characters: I-JSON keeps them out. */
static gboolean
is_noncharacter (gunichar c)
{
  return (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
}

static inline gboolean
is_continuation (guint8 byte)
{
  return (byte & 0xc0) == 0x80;
}

/* Steps over one UTF-8 sequence of @length bytes whose lead byte is known to be possible. */
static inline gboolean
scan_sequence (Scan *self,
               guint length)
{
  const guint8 *p = self->at;
  gunichar c;

  if ((gsize) (self->end - p) < length)
    return refuse (self, p, "truncated UTF-8");
  for (guint i = 1; i < length; i++)
    if (!is_continuation (p[i]))
      return refuse (self, p, "broken UTF-8");

  if (length == 3)
    {
      c = (gunichar) (p[0] & 0x0f) << 12 | (gunichar) (p[1] & 0x3f) << 6 | (p[2] & 0x3f);
      if (c < 0x800)
        return refuse (self, p, "overlong UTF-8");
      if (c >= 0xd800 && c <= 0xdfff)
        return refuse (self, p, "surrogate in UTF-8");
      if (c >= 0xfdd0 && is_noncharacter (c))
        return refuse (self, p, "noncharacter");
    }
  else if (length == 4)
    {
      c = (gunichar) (p[0] & 0x07) << 18 | (gunichar) (p[1] & 0x3f) << 12 | (gunichar) (p[2] & 0x3f) << 6
          | (p[3] & 0x3f);
      if (c < 0x10000)
        return refuse (self, p, "overlong UTF-8");
      if (c > 0x10ffff)
        return refuse (self, p, "beyond Unicode");
      if (is_noncharacter (c))
        return refuse (self, p, "noncharacter");
    }
  self->at = p + length;
  return TRUE;
}

/* The value of the four hexadecimal digits at @p, or -1. */
static int
read_unit (const Scan   *self,
           const guint8 *p)
{
  int value = 0;

  if (self->end - p < 4)
    return -1;
  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value ((char) p[i]);

      if (digit < 0)
        return -1;
      value = value << 4 | digit;
    }
  return value;
}

/* Steps over the escape at the backslash. *@c is the character that it stands for. */
static gboolean
scan_escape (Scan     *self,
             gunichar *c)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char meanings[] = "\"\\/\b\f\n\r\t";
  const guint8 *p = self->at;
  const char *letter;
  int unit, low;

  if (self->end - p < 2)
    return refuse (self, p, "unfinished escape");
  if (p[1] != 'u')
    {
      letter = p[1] != '\0' ? strchr (letters, p[1]) : NULL;
      if (letter == NULL)
        return refuse (self, p, "unknown escape");
      *c = (gunichar) meanings[letter - letters];
      self->at = p + 2;
      return TRUE;
    }

  unit = read_unit (self, p + 2);
  if (unit < 0)
    return refuse (self, p, "broken \\u escape");
  if (unit == 0)
    return refuse (self, p, "NUL in a string");
  *c = (gunichar) unit;
  self->at = p + 6;
  if (unit >= 0xd800 && unit <= 0xdfff)
    {
      low = self->end - p >= 12 && p[6] == '\\' && p[7] == 'u' ? read_unit (self, p + 8) : -1;
      if (unit > 0xdbff || low < 0xdc00 || low > 0xdfff)
        return refuse (self, p, "lone surrogate");
      *c = 0x10000 + (((gunichar) unit - 0xd800) << 10) + ((gunichar) low - 0xdc00);
      self->at = p + 12;
    }
  if (is_noncharacter (*c))
    return refuse (self, p, "noncharacter");
  return TRUE;
}

/* Steps over the string at the opening quote; counts its escapes. */
static gboolean
scan_string (Scan  *self,
             guint *n_escapes)
{
  const guint8 *opening = self->at++;
  gunichar ignored;

  *n_escapes = 0;
  while (self->at < self->end)
    {
      gboolean is_fine = TRUE;

      switch (classes[*self->at])
        {
        case PLAIN:
          self->at++;
          break;
        case QUOTE:
          self->at++;
          return TRUE;
        case ESCAPE:
          (*n_escapes)++;
          is_fine = scan_escape (self, &ignored);
          break;
        case LEAD_2:
          is_fine = scan_sequence (self, 2);
          break;
        case LEAD_3:
          is_fine = scan_sequence (self, 3);
          break;
        case LEAD_4:
          is_fine = scan_sequence (self, 4);
          break;
        default:
          return refuse (self, self->at, *self->at < 0x20 ? "control character in a string" : "broken UTF-8");
        }
      if (!is_fine)
        return FALSE;
    }
  return refuse (self, opening, "unfinished string");
}

/* The name between two quotes that scan_string() has passed, without its escapes. */
static char *
unescape (const guint8 *start,
          const guint8 *end,
          guint        *length)
{
  GString *name = g_string_sized_new ((gsize) (end - start));
  Scan inner = { .start = start, .at = start, .end = end };
  gunichar c;

  while (inner.at < end)
    {
      if (*inner.at != '\\')
        g_string_append_c (name, (char) *inner.at++);
      else if (scan_escape (&inner, &c))
        g_string_append_unichar (name, c);
    }
  *length = (guint) name->len;
  return g_string_free (name, FALSE);
}

/* Scans a member's name and puts it on the stack; those from @first on belong to the same object. */
static gboolean
scan_name (Scan *self,
           guint first)
{
  const guint8 *opening = self->at;
  const char *bytes = (const char *) opening + 1;
  char *owned = NULL;
  guint n_escapes, length;

  if (self->at == self->end || *self->at != '"')
    return refuse (self, self->at, "a name was expected");
  if (!scan_string (self, &n_escapes))
    return FALSE;

  length = (guint) (self->at - opening - 2);
  if (n_escapes > 0)
    bytes = owned = unescape (opening + 1, self->at - 1, &length);
  if (!galley_json_names_push (&self->names, first, bytes, length, owned, (guint) (opening - self->start)))
    return refuse (self, opening, "duplicate name");
  return TRUE;
}

/* Takes the names of a finished object off the stack. */
static gboolean
close_object (Scan *self,
              guint first)
{
  guint position;

  if (!galley_json_names_pop (&self->names, first, &position))
    return refuse (self, self->start + position, "duplicate name");
  return TRUE;
}

static gboolean
scan_object (Scan *self,
             guint depth)
{
  guint first = galley_json_names_get_length (&self->names);

  self->at++;
  skip_blanks (self);
  if (self->at < self->end && *self->at == '}')
    {
      self->at++;
      return TRUE;
    }
  while (TRUE)
    {
      skip_blanks (self);
      if (!scan_name (self, first))
        return FALSE;
      skip_blanks (self);
      if (self->at == self->end || *self->at != ':')
        return refuse (self, self->at, "a colon was expected");
      self->at++;
      if (!scan_value (self, depth))
        return FALSE;
      skip_blanks (self);
      if (self->at < self->end && *self->at == '}')
        break;
      if (self->at == self->end || *self->at != ',')
        return refuse (self, self->at, "a comma or } was expected");
      self->at++;
    }
  self->at++;
  return close_object (self, first);
}

static gboolean
scan_array (Scan *self,
            guint depth)
{
  self->at++;
  skip_blanks (self);
  if (self->at < self->end && *self->at == ']')
    {
      self->at++;
      return TRUE;
    }
  while (TRUE)
    {
      if (!scan_value (self, depth))
        return FALSE;
      skip_blanks (self);
      if (self->at < self->end && *self->at == ']')
        break;
      if (self->at == self->end || *self->at != ',')
        return refuse (self, self->at, "a comma or ] was expected");
      self->at++;
    }
  self->at++;
  return TRUE;
}

static gboolean
scan_number (Scan *self)
{
  const guint8 *start = self->at;
  const guint8 *digits;
  gint64 value = 0;

  if (*self->at == '-')
    self->at++;
  digits = self->at;
  while (self->at < self->end && g_ascii_isdigit (*self->at))
    {
      value = value * 10 + (*self->at++ - '0');
      if (value > GALLEY_JSON_MAX_INTEGER)
        return refuse (self, start, "number beyond 2^53 - 1");
    }
  if (self->at == digits)
    return refuse (self, start, "a digit was expected");
  if (*digits == '0' && self->at - digits > 1)
    return refuse (self, start, "number with a leading zero");
  if (self->at < self->end && (*self->at == '.' || *self->at == 'e' || *self->at == 'E'))
    return refuse (self, start, "number with a fraction or an exponent");
  return TRUE;
}

static gboolean
scan_word (Scan       *self,
           const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (self->end - self->at) < length || memcmp (self->at, word, length) != 0)
    return refuse (self, self->at, "a value was expected");
  self->at += length;
  return TRUE;
}

/* @depth counts the arrays and objects that are open around the value. */
static gboolean
scan_value (Scan *self,
            guint depth)
{
  guint ignored;

  skip_blanks (self);
  if (self->at == self->end)
    return refuse (self, self->at, "a value was expected");
  switch (*self->at)
    {
    case '{':
    case '[':
      if (depth == GALLEY_JSON_MAX_DEPTH)
        return refuse (self, self->at, "nested deeper than 64 levels");
      return *self->at == '{' ? scan_object (self, depth + 1) : scan_array (self, depth + 1);
    case '"':
      return scan_string (self, &ignored);
    case 't':
      return scan_word (self, "true");
    case 'f':
      return scan_word (self, "false");
    case 'n':
      return scan_word (self, "null");
    case '-':
    case '0' ... '9':
      return scan_number (self);
    default:
      return refuse (self, self->at, "a value was expected");
    }
}

gboolean
galley_json_scan (const char *text,
                  gsize       length,
                  gsize       limit,
                  GError    **error)
{
  const guint8 *bytes = (const guint8 *) (text != NULL ? text : "");
  Scan scan = { .start = bytes, .at = bytes, .end = bytes + length };

  g_return_val_if_fail (text != NULL || length == 0, FALSE);
  g_return_val_if_fail (limit < G_MAXUINT, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (length > limit)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE,
                   "JSON of %" G_GSIZE_FORMAT " bytes is larger than %" G_GSIZE_FORMAT " bytes", length, limit);
      return FALSE;
    }

  galley_json_names_init (&scan.names);
  if (scan_value (&scan, 0))
    {
      skip_blanks (&scan);
      if (scan.at < scan.end)
        refuse (&scan, scan.at, "something behind the value");
    }
  galley_json_names_clear (&scan.names);

  if (scan.reason == NULL)
    return TRUE;
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "JSON at byte %" G_GSIZE_FORMAT ": %s", scan.position,
               scan.reason);
  return FALSE;
}
