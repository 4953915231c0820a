/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Normalising, cleaning and cutting of text; what counts it is in galley-text-count.c. */
#include "core/base/galley-text.h"

#include "core/base/galley-bytes.h"
#include "core/base/galley-graphemes.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uset.h>
#include <unicode/ustring.h>

#define REPLACEMENT "\357\277\275"

/* U+E000-FFFF, full-width marks among them: any two continuation bytes behind these leads are a character. */
static inline gboolean
is_mark (const char *p)
{
  return ((guchar) p[0] & 0xfe) == 0xee && ((guchar) p[1] & 0xc0) == 0x80 && ((guchar) p[2] & 0xc0) == 0x80;
}

gboolean
galley_text_is_valid (const char  *text,
                      gsize        length,
                      const char **end)
{
  const char *p = text;
  const char *stop = text + length;

  g_return_val_if_fail (text != NULL, FALSE);

  while (p < stop)
    {
      guchar byte = (guchar) *p;
      gboolean has_room = stop - p >= 4;

      if (byte >= 0xe1 && stop - p > GALLEY_BYTES_OF_LINE && galley_bytes_are_line (p))
        p += GALLEY_BYTES_OF_LINE;
      else if (has_room && galley_bytes_are_han (p))
        p += 3;
      else if (byte < 0x80 && stop - p >= 8 && galley_bytes_are_ascii (p))
        p += 8;
      else if (byte > 0 && byte < 0x80)
        p++;
      else if (has_room && is_mark (p))
        p += 3;
      else if (byte != 0 && (gint32) g_utf8_get_char_validated (p, stop - p) >= 0)
        p = g_utf8_next_char (p);
      else
        break;
    }
  if (end != NULL)
    *end = p;
  return p == stop;
}

static gboolean
is_compatibility_ideograph (gunichar c)
{
  return (c >= 0xf900 && c <= 0xfaff) || (c >= 0x2f800 && c <= 0x2fa1f);
}

/* NFC on everything but the compatibility ideographs, which it copies. Made once, shared by all threads. */
static const UNormalizer2 *
get_normalizer (void)
{
  static const UNormalizer2 *normalizer;

  if (g_once_init_enter (&normalizer))
    {
      UErrorCode status = U_ZERO_ERROR;
      USet *others = uset_open (0, 0x10ffff);
      const UNormalizer2 *made;

      uset_removeRange (others, 0xf900, 0xfaff);
      uset_removeRange (others, 0x2f800, 0x2fa1f);
      uset_freeze (others);
      made = unorm2_openFiltered (unorm2_getNFCInstance (&status), others, &status);
      if (U_FAILURE (status))
        g_error ("ICU's data is missing: %s", u_errorName (status));
      g_once_init_leave (&normalizer, made);
    }
  return normalizer;
}

/* Whether NFC leaves @text as it is, by a test of each character alone: it may say no to a text that is normal. */
static gboolean
is_surely_normal (const char *text,
                  gsize       length)
{
  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      gunichar c;

      /* U+0300 is the first combining mark, and all before it are composed. */
      if ((guchar) *p < 0xcc)
        continue;
      c = galley_bytes_get_character (p);
      /* Han, quotation marks and dashes, East Asian marks, full-width forms. */
      if ((c >= 0x3400 && c <= 0x9fff) || (c >= 0x2010 && c <= 0x2027) || (c >= 0x3000 && c <= 0x3029)
          || (c >= 0xff01 && c <= 0xff60) || is_compatibility_ideograph (c))
        continue;
      if (u_getIntPropertyValue ((UChar32) c, UCHAR_NFC_QUICK_CHECK) != UNORM_YES
          || u_getCombiningClass ((UChar32) c) != 0)
        return FALSE;
    }
  return TRUE;
}

/* UTF-16 of what @normalizer makes of @text. */
static UChar *
normalize_utf16 (const UNormalizer2 *normalizer,
                 const char         *text,
                 gsize               length,
                 int32_t            *normal_length)
{
  /* UTF-16 has at most as many units as UTF-8 has bytes. */
  g_autofree UChar *units = g_new (UChar, length + 1);
  UChar *normal;
  UErrorCode status = U_ZERO_ERROR;
  int32_t n_units;

  u_strFromUTF8 (units, (int32_t) length + 1, &n_units, text, (int32_t) length, &status);
  normal = g_new (UChar, n_units + 1);
  *normal_length = unorm2_normalize (normalizer, units, n_units, normal, n_units + 1, &status);
  if (status == U_BUFFER_OVERFLOW_ERROR)
    {
      status = U_ZERO_ERROR;
      g_free (normal);
      normal = g_new (UChar, *normal_length + 1);
      *normal_length = unorm2_normalize (normalizer, units, n_units, normal, *normal_length + 1, &status);
    }
  if (U_FAILURE (status))
    g_error ("ICU cannot normalize a text: %s", u_errorName (status));
  return normal;
}

static char *
normalize (const UNormalizer2 *normalizer,
           const char         *text,
           gsize               length)
{
  UErrorCode status = U_ZERO_ERROR;
  int32_t normal_length, n_bytes;
  g_autofree UChar *normal = normalize_utf16 (normalizer, text, length, &normal_length);
  char *result = g_malloc ((gsize) normal_length * 3 + 1);

  u_strToUTF8 (result, normal_length * 3 + 1, &n_bytes, normal, normal_length, &status);
  if (U_FAILURE (status))
    g_error ("ICU cannot convert a text: %s", u_errorName (status));
  return result;
}

char *
galley_text_normalize (const char *text,
                       gssize      length)
{
  gsize n;

  g_return_val_if_fail (text != NULL, NULL);

  n = length < 0 ? strlen (text) : (gsize) length;
  g_return_val_if_fail (n < G_MAXINT32 / 4, NULL);
  if (is_surely_normal (text, n))
    return g_strndup (text, n);
  return normalize (get_normalizer (), text, n);
}

char *
galley_text_fold (const char *text)
{
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *normalizer = unorm2_getNFKCCasefoldInstance (&status);
  gsize length;

  g_return_val_if_fail (text != NULL, NULL);

  length = strlen (text);
  g_return_val_if_fail (length < G_MAXINT32 / 4, NULL);
  if (U_FAILURE (status))
    g_error ("ICU's data is missing: %s", u_errorName (status));
  return normalize (normalizer, text, length);
}

static gboolean
is_dropped (gunichar c)
{
  return (c < 0x20 && c != '\t') || (c >= 0x7f && c < 0xa0) /* C0, DEL, C1 */
         || c == 0x2029                                     /* PARAGRAPH SEPARATOR: blocks are paragraphs */
         || c == 0xfffc || c == 0xfeff                      /* what GTK puts for an object; byte order mark */
         || (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
}

/* ASCII that is printed, and U+3000-9FFF. */
static gboolean
is_surely_kept (const char *p,
                const char *end)
{
  guchar lead = (guchar) *p;

  if (lead < 0x80)
    return lead >= 0x20 && lead < 0x7f;
  return lead >= 0xe3 && lead <= 0xe9 && end - p >= 4 && galley_bytes_are_han (p);
}

/* U+3400-9FFF, U+3000-3029, U+2010-2027 and U+FF01-FF60: of three bytes, which NFC leaves alone. */
static gboolean
is_surely_clean_mark (const guchar *p)
{
  if ((p[1] & 0xc0) != 0x80 || (p[2] & 0xc0) != 0x80)
    return FALSE;
  switch (p[0])
    {
    case 0xe2:
      return p[1] == 0x80 && p[2] >= 0x90 && p[2] <= 0xa7;
    case 0xe3:
      return p[1] >= 0x90 || (p[1] == 0x80 && p[2] <= 0xa9);
    case 0xe4 ... 0xe9:
      return TRUE;
    case 0xef:
      return (p[1] == 0xbc && p[2] >= 0x81) || (p[1] == 0xbd && p[2] <= 0xa0);
    default:
      return FALSE;
    }
}

gboolean
galley_text_is_surely_clean (const char *text)
{
  const guchar *p = (const guchar *) text;

  g_return_val_if_fail (text != NULL, FALSE);

  while (*p != '\0')
    if (*p >= 0x20 && *p < 0x7f)
      p++;
    else if (*p >= 0xe2 && is_surely_clean_mark (p))
      p += 3;
    else
      return FALSE;
  return TRUE;
}

char *
galley_text_clean (const char *text,
                   gssize      length)
{
  g_autoptr (GString) clean = NULL;
  const char *run = text; /* what is kept and was not copied yet */
  const char *p = text;
  const char *end;

  g_return_val_if_fail (text != NULL, NULL);

  end = text + (length < 0 ? strlen (text) : (gsize) length);
  clean = g_string_sized_new ((gsize) (end - text));
  while (p < end)
    {
      gunichar c;

      if (is_surely_kept (p, end))
        {
          p += (guchar) *p < 0x80 ? 1 : 3;
          continue;
        }
      c = *p == '\0' ? 0 : g_utf8_get_char_validated (p, end - p);
      if (c == (gunichar) -1 || c == (gunichar) -2)
        {
          g_string_append_len (clean, run, p - run);
          g_string_append (clean, REPLACEMENT);
          run = ++p;
          continue;
        }
      if (is_dropped (c))
        {
          g_string_append_len (clean, run, p - run);
          run = g_utf8_next_char (p);
        }
      p = g_utf8_next_char (p);
    }
  g_string_append_len (clean, run, end - run);
  return galley_text_normalize (clean->str, (gssize) clean->len);
}

/* Finds the graphemes around @offset, looking no further to either side than the nearest border that is certain.
 * *before and *after are equal when @offset is a border itself. */
static void
find_borders (const char *text,
              glong       offset,
              glong      *before,
              glong      *after)
{
  const char *at = g_utf8_offset_to_pointer (text, offset);
  const char *first = at;
  const char *last = at;
  const char *start, *end;
  GalleyGraphemes graphemes;
  gboolean was_plain = FALSE;

  *before = *after = offset;
  if (at == text || *at == '\0')
    return;

  /* Back to a plain character behind another one, or to the start. */
  while (first > text)
    {
      const char *previous = g_utf8_prev_char (first);
      gboolean is_plain = galley_graphemes_is_plain (g_utf8_get_char (previous));

      if (is_plain && galley_graphemes_is_plain (g_utf8_get_char (first)))
        break;
      first = previous;
    }
  while (*last != '\0')
    {
      gboolean is_plain = galley_graphemes_is_plain (g_utf8_get_char (last));

      if (was_plain && is_plain)
        break;
      was_plain = is_plain;
      last = g_utf8_next_char (last);
    }

  galley_graphemes_init (&graphemes, first, (gsize) (last - first));
  while (galley_graphemes_next (&graphemes, &start, &end) && start < at)
    {
      if (end <= at)
        continue;
      *before = offset - g_utf8_pointer_to_offset (start, at);
      *after = offset + g_utf8_pointer_to_offset (at, end);
    }
}

glong
galley_text_grapheme_before (const char *text,
                             glong       offset)
{
  glong before, after;

  g_return_val_if_fail (text != NULL, 0);
  g_return_val_if_fail (offset >= 0, 0);

  find_borders (text, offset, &before, &after);
  return before;
}

glong
galley_text_grapheme_after (const char *text,
                            glong       offset)
{
  glong before, after;

  g_return_val_if_fail (text != NULL, 0);
  g_return_val_if_fail (offset >= 0, 0);

  find_borders (text, offset, &before, &after);
  return after;
}
