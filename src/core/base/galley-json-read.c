/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader of foreign JSON: one pass over the bytes that judges them and notes down what they say, so that there is no
 * second reader to see something else in them. Recursion is bounded by GALLEY_JSON_MAX_DEPTH, and the search for
 * duplicate names by galley-json-names.c. */
#include "core/base/galley-json-value.h"

#include "core/base/galley-bytes.h"
#include "core/base/galley-error.h"
#include "core/base/galley-json-names.h"
#include "core/base/galley-sentences.h"
#include "core/base/galley-json.h"

#include <string.h>

typedef struct
{
  const guint8 *start;
  const guint8 *at;
  const guint8 *end;
  GalleyJsonNames names;
  GalleyJsonValue *values;
  guint n_values, size;
  char *text;         /* where the next string goes; without its escapes and quotes it is shorter than in the text */
  const char *reason; /* NULL while all is well */
  gsize position;     /* of what is wrong */
  gboolean is_canonical;
} Reader;

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
  [0 ... 0x1f] = REFUSED,       ['"'] = QUOTE,          ['\\'] = ESCAPE,
  [0x80 ... 0xc1] = REFUSED,    [0xc2 ... 0xdf] = LEAD_2, [0xe0 ... 0xef] = LEAD_3, [0xf0 ... 0xf4] = LEAD_4,
  [0xf5 ... 0xff] = REFUSED,
};

static gboolean read_value (Reader *self, guint depth, const char *name);

static gboolean
refuse (Reader       *self,
        const guint8 *where,
        const char   *reason)
{
  self->reason = reason;
  self->position = (gsize) (where - self->start);
  return FALSE;
}

static inline void
skip_blanks (Reader *self)
{
  const guint8 *first = self->at;

  if (self->at < self->end && *self->at > ' ')
    return;
  while (self->at < self->end
         && (*self->at == ' ' || *self->at == '\n' || *self->at == '\r' || *self->at == '\t'))
    self->at++;
  self->is_canonical = self->is_canonical && self->at == first;
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
step_over_sequence (Reader *self,
                    guint   length)
{
  const guint8 *p = self->at;
  gunichar c;

  if ((gsize) (self->end - p) < length)
    return refuse (self, p, N_ ("truncated UTF-8"));
  for (guint i = 1; i < length; i++)
    if (!is_continuation (p[i]))
      return refuse (self, p, N_ ("broken UTF-8"));

  if (length == 3)
    {
      c = (gunichar) (p[0] & 0x0f) << 12 | (gunichar) (p[1] & 0x3f) << 6 | (p[2] & 0x3f);
      if (c < 0x800)
        return refuse (self, p, N_ ("overlong UTF-8"));
      if (c >= 0xd800 && c <= 0xdfff)
        return refuse (self, p, N_ ("surrogate in UTF-8"));
      if (c >= 0xfdd0 && is_noncharacter (c))
        return refuse (self, p, N_ ("noncharacter"));
    }
  else if (length == 4)
    {
      c = (gunichar) (p[0] & 0x07) << 18 | (gunichar) (p[1] & 0x3f) << 12 | (gunichar) (p[2] & 0x3f) << 6
          | (p[3] & 0x3f);
      if (c < 0x10000)
        return refuse (self, p, N_ ("overlong UTF-8"));
      if (c > 0x10ffff)
        return refuse (self, p, N_ ("beyond Unicode"));
      if (is_noncharacter (c))
        return refuse (self, p, N_ ("noncharacter"));
    }
  self->at = p + length;
  return TRUE;
}

/* The value of the four hexadecimal digits at @p, or -1. */
static int
read_unit (const Reader *self,
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
read_escape (Reader   *self,
             gunichar *c)
{
  static const char meanings[256] = {
    ['"'] = '"', ['\\'] = '\\', ['/'] = '/', ['b'] = '\b', ['f'] = '\f', ['n'] = '\n', ['r'] = '\r', ['t'] = '\t',
  };
  const guint8 *p = self->at;
  int unit, low;

  if (self->end - p < 2)
    return refuse (self, p, N_ ("unfinished escape"));
  if (p[1] != 'u')
    {
      if (meanings[p[1]] == '\0')
        return refuse (self, p, N_ ("unknown escape"));
      *c = (gunichar) meanings[p[1]];
      self->at = p + 2;
      return TRUE;
    }

  unit = read_unit (self, p + 2);
  if (unit < 0)
    return refuse (self, p, N_ ("broken \\u escape"));
  if (unit == 0)
    return refuse (self, p, N_ ("NUL in a string"));
  *c = (gunichar) unit;
  self->at = p + 6;
  if (unit >= 0xd800 && unit <= 0xdfff)
    {
      low = self->end - p >= 12 && p[6] == '\\' && p[7] == 'u' ? read_unit (self, p + 8) : -1;
      if (unit > 0xdbff || low < 0xdc00 || low > 0xdfff)
        return refuse (self, p, N_ ("lone surrogate"));
      *c = 0x10000 + (((gunichar) unit - 0xd800) << 10) + ((gunichar) low - 0xdc00);
      self->at = p + 12;
    }
  if (is_noncharacter (*c))
    return refuse (self, p, N_ ("noncharacter"));
  return TRUE;
}

/* Copies @length bytes to the text. */
static inline void
take (Reader *self,
      guint   length)
{
  memcpy (self->text, self->at - length, length);
  self->text += length;
}

/* What the canonical text has for a character that may be escaped: two bytes for some, \u00xx for other control characters,
 * and the character itself for all else. */
static inline gboolean
is_canonical_escape (const guint8 *escape,
                     gunichar      c)
{
  if (escape[1] != 'u')
    return escape[1] != '/';
  return c < 0x20 && strchr ("\b\t\n\f\r", (char) c) == NULL && !g_ascii_isupper (escape[5]);
}

static gboolean
take_escape (Reader *self)
{
  const guint8 *escape = self->at;
  gunichar c;

  if (!read_escape (self, &c))
    return FALSE;
  self->is_canonical = self->is_canonical && is_canonical_escape (escape, c);
  if (c < 0x80)
    *self->text++ = (char) c;
  else
    self->text += g_unichar_to_utf8 (c, self->text);
  return TRUE;
}

/* Copies what needs no look: Han, what is plain, and the escapes that are met most, of the quotes of JSON and XHTML that
 * stand in a string. A step copies more bytes than it passes: where they can be read there is room for them. */
static inline void
take_plain (Reader *self)
{
  const guint8 *at = self->at;
  const guint8 *end = self->end;
  char *text = self->text;
  gboolean is_short = FALSE; /* Han that is not a whole line before something else comes */

  while (end - at >= 8)
    {
      if (*at < 0x80)
        {
          guint n = galley_bytes_count_plain (at);
          memcpy (text, at, 8);
          at += n;
          text += n;
          is_short = FALSE;
          if (n == 8 || *at >= 0x80)
            continue;
          if (*at != '\\' || end - at < 2 || (at[1] != '"' && at[1] != '\\'))
            break;
          *text++ = (char) at[1];
          at += 2;
          continue;
        }
      if (!is_short && end - at > GALLEY_BYTES_OF_LINE && galley_bytes_are_line ((const char *) at))
        {
          memcpy (text, at, GALLEY_BYTES_OF_LINE);
          at += GALLEY_BYTES_OF_LINE;
          text += GALLEY_BYTES_OF_LINE;
        }
      else if (galley_bytes_are_han ((const char *) at) || galley_bytes_are_full_width ((const char *) at))
        {
          memcpy (text, at, 4);
          at += 3;
          text += 3;
          is_short = TRUE;
        }
      else
        {
          break;
        }
    }
  while (at < end && classes[*at] == PLAIN)
    *text++ = (char) *at++;
  self->at = at;
  self->text = text;
}

static gboolean
take_sequence (Reader *self,
               guint   length)
{
  if (!step_over_sequence (self, length))
    return FALSE;
  take (self, length);
  return TRUE;
}

/* Reads the string at the opening quote. NULL: refused. */
static const char *
read_string (Reader *self)
{
  const guint8 *opening = self->at++;
  const char *string = self->text;

  while (self->at < self->end)
    {
      gboolean is_fine = TRUE;

      take_plain (self);
      if (self->at == self->end)
        break;
      switch (classes[*self->at])
        {
        case QUOTE:
          *self->text++ = '\0';
          self->at++;
          return string;
        case ESCAPE:
          is_fine = take_escape (self);
          break;
        case LEAD_2:
          is_fine = take_sequence (self, 2);
          break;
        case LEAD_3:
          is_fine = take_sequence (self, 3);
          break;
        case LEAD_4:
          is_fine = take_sequence (self, 4);
          break;
        default:
          refuse (self, self->at, *self->at < 0x20 ? N_ ("control character in a string") : N_ ("broken UTF-8"));
          return NULL;
        }
      if (!is_fine)
        return NULL;
    }
  refuse (self, opening, N_ ("unfinished string"));
  return NULL;
}

/* Reads a member's name and puts it on the stack; those from @first on belong to the same object, and @before (nullable) is
 * the last of them. Lent until the object is closed. */
static const char *
read_name (Reader     *self,
           guint       first,
           const char *before)
{
  const guint8 *opening = self->at;
  const char *name;
  guint length;

  if (self->at == self->end || *self->at != '"')
    {
      refuse (self, self->at, N_ ("a name was expected"));
      return NULL;
    }
  name = read_string (self);
  if (name == NULL)
    return NULL;
  length = (guint) (self->text - name) - 1;
  self->is_canonical = self->is_canonical && (before == NULL || strcmp (before, name) < 0);
  /* Where all is canonical so far, names are in order. */
  if (galley_json_names_push (&self->names, first, name, length, (guint) (opening - self->start), self->is_canonical))
    return name;
  refuse (self, opening, N_ ("duplicate name"));
  return NULL;
}

static gboolean
skip_byte (Reader     *self,
           char        byte,
           const char *otherwise)
{
  skip_blanks (self);
  if (self->at == self->end || *self->at != (guint8) byte)
    return otherwise != NULL ? refuse (self, self->at, otherwise) : FALSE;
  self->at++;
  return TRUE;
}

/* @before: the name before it, and then its own. */
static gboolean
read_member (Reader      *self,
             guint        depth,
             guint        first,
             const char **before)
{
  const char *name;

  skip_blanks (self);
  name = read_name (self, first, *before);
  if (name == NULL)
    return FALSE;
  *before = name;
  return skip_byte (self, ':', N_ ("a colon was expected")) && read_value (self, depth, name);
}

static gboolean
read_object (Reader *self,
             guint   depth)
{
  guint first = galley_json_names_get_length (&self->names);
  const char *before = NULL;
  guint position;

  self->at++;
  if (skip_byte (self, '}', NULL))
    return TRUE;
  do
    {
      if (!read_member (self, depth, first, &before))
        return FALSE;
      if (skip_byte (self, '}', NULL))
        return galley_json_names_pop (&self->names, first, &position)
               || refuse (self, self->start + position, N_ ("duplicate name"));
    }
  while (skip_byte (self, ',', N_ ("a comma or } was expected")));
  return FALSE;
}

static gboolean
read_array (Reader *self,
            guint   depth)
{
  self->at++;
  if (skip_byte (self, ']', NULL))
    return TRUE;
  do
    {
      if (!read_value (self, depth, NULL))
        return FALSE;
      if (skip_byte (self, ']', NULL))
        return TRUE;
    }
  while (skip_byte (self, ',', N_ ("a comma or ] was expected")));
  return FALSE;
}

static gboolean
read_number (Reader          *self,
             GalleyJsonValue *number)
{
  const guint8 *start = self->at;
  const guint8 *digits;
  const char *reason = NULL;
  gint64 value = 0;

  if (*self->at == '-')
    self->at++;
  digits = self->at;
  while (self->at < self->end && g_ascii_isdigit (*self->at) && value <= GALLEY_JSON_MAX_INTEGER)
    value = value * 10 + (*self->at++ - '0');
  if (value > GALLEY_JSON_MAX_INTEGER)
    reason = N_ ("number beyond 2^53 - 1");
  else if (self->at == digits)
    reason = N_ ("a digit was expected");
  else if (*digits == '0' && self->at - digits > 1)
    reason = N_ ("number with a leading zero");
  else if (self->at < self->end && (*self->at == '.' || *self->at == 'e' || *self->at == 'E'))
    reason = N_ ("number with a fraction or an exponent");
  if (reason != NULL)
    return refuse (self, start, reason);
  self->is_canonical = self->is_canonical && !(value == 0 && digits > start);
  number->kind = GALLEY_JSON_INTEGER;
  number->integer = digits > start ? -value : value;
  return TRUE;
}

static gboolean
read_word (Reader     *self,
           const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (self->end - self->at) < length || memcmp (self->at, word, length) != 0)
    return refuse (self, self->at, N_ ("a value was expected"));
  self->at += length;
  return TRUE;
}

static gboolean
read_boolean (Reader          *self,
              const char      *word,
              GalleyJsonValue *boolean)
{
  boolean->kind = GALLEY_JSON_BOOLEAN;
  boolean->integer = *word == 't';
  return read_word (self, word);
}

/* What holds no other value. */
static gboolean
read_scalar (Reader          *self,
             GalleyJsonValue *value)
{
  switch (*self->at)
    {
    case '"':
      value->kind = GALLEY_JSON_TEXT;
      value->text = read_string (self);
      return value->text != NULL;
    case 't':
      return read_boolean (self, "true", value);
    case 'f':
      return read_boolean (self, "false", value);
    case 'n':
      value->kind = GALLEY_JSON_NULL;
      return read_word (self, "null");
    case '-':
    case '0' ... '9':
      return read_number (self, value);
    default:
      return refuse (self, self->at, N_ ("a value was expected"));
    }
}

/* Where it stands among the others. */
static inline guint
append_value (Reader                *self,
              const GalleyJsonValue *value)
{
  if (self->n_values == self->size)
    {
      self->size *= 2;
      self->values = g_renew (GalleyJsonValue, self->values, self->size);
    }
  self->values[self->n_values] = *value;
  return self->n_values++;
}

/* @depth counts the arrays and objects that are open around the value, which is called @name as a member. */
static gboolean
read_value (Reader     *self,
            guint       depth,
            const char *name)
{
  GalleyJsonValue value = { .name = name };
  const guint8 *start;
  guint place;

  skip_blanks (self);
  start = self->at;
  value.start = (guint) (start - self->start);
  if (self->at == self->end)
    return refuse (self, self->at, N_ ("a value was expected"));
  if (*start != '{' && *start != '[')
    {
      if (!read_scalar (self, &value))
        return FALSE;
      value.n_bytes = (guint) (self->at - start);
      append_value (self, &value);
      return TRUE;
    }
  if (depth == GALLEY_JSON_MAX_DEPTH)
    return refuse (self, self->at, N_ ("nested deeper than 64 levels"));
  value.kind = *start == '{' ? GALLEY_JSON_OBJECT : GALLEY_JSON_ARRAY;
  place = append_value (self, &value);
  if (*start == '{' ? !read_object (self, depth + 1) : !read_array (self, depth + 1))
    return FALSE;
  self->values[place].n_inside = self->n_values - place - 1;
  self->values[place].n_bytes = (guint) (self->at - start);
  return TRUE;
}

GalleyJsonDocument *
galley_json_document_new (const char *text,
                          gsize       length,
                          gsize       limit,
                          GError    **error)
{
  const guint8 *bytes = (const guint8 *) (text != NULL ? text : "");
  Reader reader = { .start = bytes, .at = bytes, .end = bytes + length, .is_canonical = TRUE };
  g_autoptr (GalleyJsonDocument) self = NULL;

  g_return_val_if_fail (text != NULL || length == 0, NULL);
  g_return_val_if_fail (limit < G_MAXUINT, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (length > limit)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE,
                   "JSON of %" G_GSIZE_FORMAT " bytes is larger than %" G_GSIZE_FORMAT " bytes", length, limit);
      return NULL;
    }

  self = g_new0 (GalleyJsonDocument, 1);
  reader.size = 16 + (guint) (length / 64);
  reader.values = g_new (GalleyJsonValue, reader.size);
  self->texts = reader.text = g_malloc (length + 1);
  galley_json_names_init (&reader.names);
  if (read_value (&reader, 0, NULL))
    {
      skip_blanks (&reader);
      if (reader.at < reader.end)
        refuse (&reader, reader.at, N_ ("something behind the value"));
    }
  galley_json_names_clear (&reader.names);
  self->values = reader.values;

  self->is_canonical = reader.is_canonical;
  if (reader.reason == NULL)
    return g_steal_pointer (&self);
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "JSON at byte %" G_GSIZE_FORMAT ": %s", reader.position,
               reader.reason);
  return NULL;
}
