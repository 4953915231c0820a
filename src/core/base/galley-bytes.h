/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps through text for readers and writers that pass most of it by: so many bytes at once, where nothing in them needs a
 * look. Loops of a fixed length without a way out, which the compiler makes a few instructions of. Inline, and private to
 * the core. */
#pragma once

#include <string.h>

#include <glib.h>

G_BEGIN_DECLS

/* How many bytes galley_bytes_lack() looks at. */
#define GALLEY_BYTES_AT_ONCE 16

/* Whether none of the next GALLEY_BYTES_AT_ONCE bytes is one of these. */
static inline gboolean
galley_bytes_lack (const char *bytes,
                   char        a,
                   char        b,
                   char        c,
                   char        d)
{
  guint8 found = 0;

  for (guint i = 0; i < GALLEY_BYTES_AT_ONCE; i++)
    found |= (bytes[i] == a) | (bytes[i] == b) | (bytes[i] == c) | (bytes[i] == d);
  return found == 0;
}

/* Whether the next bytes are a character of three, U+1000 to U+CFFF: Han and most else that is written. Any two
 * continuation bytes behind these leads are one. Four bytes must be there to be read. */
static inline gboolean
galley_bytes_are_han (const char *bytes)
{
  static const guint8 mask[4] = { 0xf0, 0xc0, 0xc0, 0 };
  static const guint8 shape[4] = { 0xe0, 0x80, 0x80, 0 };
  guint32 word, word_mask, word_shape;

  memcpy (&word, bytes, sizeof word);
  memcpy (&word_mask, mask, sizeof word);
  memcpy (&word_shape, shape, sizeof word);
  return (word & word_mask) == word_shape && (guint8) (bytes[0] - 0xe1) <= 0xec - 0xe1;
}

/* How many bytes galley_bytes_are_line() looks at, and one more. */
#define GALLEY_BYTES_OF_LINE 48

/* Whether the next GALLEY_BYTES_OF_LINE bytes are sixteen characters of three bytes each, as lines of Han and its marks are,
 * with no surrogate or noncharacter among them. It says no, too, where a mark's second byte alone looks like one's. */
static inline gboolean
galley_bytes_are_line (const char *bytes)
{
#define FOUR(lead, rest) lead, rest, rest, lead, rest, rest, lead, rest, rest, lead, rest, rest
#define SIXTEEN(lead, rest) FOUR (lead, rest), FOUR (lead, rest), FOUR (lead, rest), FOUR (lead, rest)
  static const guint8 lowest[GALLEY_BYTES_OF_LINE] = { SIXTEEN (0xe1, 0x80) };
  static const guint8 above[GALLEY_BYTES_OF_LINE] = { SIXTEEN (0xef - 0xe1, 0xbf - 0x80) };
#undef SIXTEEN
#undef FOUR
  const guint8 *at = (const guint8 *) bytes;
  guint8 found = 0;

  for (guint i = 0; i < GALLEY_BYTES_OF_LINE; i++)
    found |= ((guint8) (at[i] - lowest[i]) > above[i]) | (at[i] == 0xed)
             | ((at[i] == 0xef) & ((at[i + 1] == 0xb7) | (at[i + 1] == 0xbf)));
  return found == 0;
}

/* Whether the next bytes are a character of U+FF00-FF7F: the marks that stand between Han. Three must be there. */
static inline gboolean
galley_bytes_are_full_width (const char *bytes)
{
  return (guchar) bytes[0] == 0xef && ((guchar) bytes[1] == 0xbc || (guchar) bytes[1] == 0xbd)
         && ((guchar) bytes[2] & 0xc0) == 0x80;
}

/* Whether the next eight bytes are ASCII, and none of them NUL. */
static inline gboolean
galley_bytes_are_ascii (const char *bytes)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  guint64 word;

  memcpy (&word, bytes, sizeof word);
  return ((word | (word - ones)) & ones * 0x80) == 0;
}

/* How many of the next eight bytes are ASCII that stands for itself in a string of JSON, up to the first that does not. */
static inline guint
galley_bytes_count_plain (const guint8 *bytes)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  guint64 word, low, backslash, found;

  memcpy (&word, bytes, sizeof word);
  word = GUINT64_FROM_LE (word);
  /* Of ASCII these alone are below 0x21 when one bit is turned: control characters and the quote, 0x22. */
  low = (word ^ ones * 2) - ones * 0x21;
  backslash = (word ^ ones * '\\') - ones;
  /* The high bit of a byte that was less: what is borrowed reaches only bytes behind the first. */
  found = (low | backslash | word) & ones * 0x80;
  return found == 0 ? 8 : (guint) __builtin_ctzll (found) / 8;
}

/* As g_string_append_len(), which is a call and a look at each of its arguments: most of what a short text costs. */
static inline void
galley_bytes_append (GString    *out,
                     const char *bytes,
                     gsize       length)
{
  if (G_UNLIKELY (out->len + length >= out->allocated_len))
    {
      g_string_append_len (out, bytes, (gssize) length);
      return;
    }
  memcpy (out->str + out->len, bytes, length);
  out->len += length;
  out->str[out->len] = '\0';
}

/* The same as g_string_append(), of a text that is short. */
static inline void
galley_bytes_append_text (GString    *out,
                          const char *text)
{
  galley_bytes_append (out, text, strlen (text));
}

static inline void
galley_bytes_append_number (GString *out,
                            guint64  number)
{
  char digits[20]; /* as many as 2^64 has */
  guint first = sizeof digits;

  do
    digits[--first] = (char) ('0' + number % 10);
  while ((number /= 10) > 0);
  galley_bytes_append (out, digits + first, sizeof digits - first);
}

/* The character at @bytes, of valid text: g_utf8_get_char() without a call for what is written most. */
static inline gunichar
galley_bytes_get_character (const char *bytes)
{
  guchar lead = (guchar) bytes[0];

  if (lead < 0x80)
    return lead;
  if (lead >= 0xe0 && lead < 0xf0)
    return (gunichar) (lead & 0x0f) << 12 | (gunichar) (bytes[1] & 0x3f) << 6 | (gunichar) (bytes[2] & 0x3f);
  return g_utf8_get_char (bytes);
}

G_END_DECLS
