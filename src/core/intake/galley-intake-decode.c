/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes of unknown origin into UTF-8: UTF-8, else GB18030, else a sentence with the place. GB18030 takes nearly any pair
 * of bytes, so a UTF-8 text with one broken byte would pass as GB18030 nonsense: what is nearly all UTF-8 is broken
 * UTF-8 and refused. */
#include "core/intake/galley-intake.h"

#include <string.h>

/* So many whole sequences for each broken place make a text broken UTF-8. GB18030 text read as UTF-8 breaks again and
 * again. */
#define NEARLY 8

static gboolean
refuse (GError    **error,
        const char *format,
        gsize       position)
{
  g_autofree char *place = g_strdup_printf ("%" G_GSIZE_FORMAT, position);
  g_auto (GStrv) parts = g_strsplit (format, "@", 2);
  g_autofree char *message = g_strjoinv (place, parts);

  g_set_error_literal (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
check_size (gconstpointer data,
            gsize         size,
            GError      **error)
{
  const char *nul;

  if (size == 0)
    {
      g_set_error_literal (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "the file is empty");
      return FALSE;
    }
  if (size > GALLEY_INTAKE_MAX_BYTES)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE,
                   "%" G_GSIZE_FORMAT " bytes, at most %d are taken", size, GALLEY_INTAKE_MAX_BYTES);
      return FALSE;
    }
  nul = memchr (data, 0, size);
  if (nul != NULL)
    return refuse (error, "byte @: a NUL, this is no text", nul - (const char *) data);
  return TRUE;
}

/* Whether most of what is not ASCII is whole UTF-8 sequences. */
static gboolean
is_broken_utf8 (const char *text,
                gsize       size)
{
  const char *end = text + size;
  gsize n_whole = 0;
  gsize n_broken = 0;
  gboolean was_whole = TRUE;

  while (text < end)
    {
      gunichar c = (guint8) *text < 0x80 ? (gunichar) *text : g_utf8_get_char_validated (text, end - text);

      if (c == (gunichar) -1 || c == (gunichar) -2)
        {
          n_broken += was_whole;
          was_whole = FALSE;
          text++;
        }
      else
        {
          n_whole += c >= 0x80;
          was_whole = TRUE;
          text = g_utf8_next_char (text);
        }
    }
  return n_whole / NEARLY >= n_broken;
}

static char *
convert_gb18030 (const char *text,
                 gsize       size,
                 gsize      *position)
{
  gsize n_read = 0;
  gsize n_written = 0;
  g_autoptr (GError) failure = NULL;
  g_autofree char *converted = g_convert (text, size, "UTF-8", "GB18030", &n_read, &n_written, &failure);

  /* The reason is always the same, the place is told by the caller. A character cut off at the end is no failure to
   * g_convert(). */
  *position = n_read;
  return n_read == size ? g_steal_pointer (&converted) : NULL;
}

char *
galley_intake_decode (GBytes      *bytes,
                      const char **encoding,
                      GError     **error)
{
  const char *text;
  const char *broken;
  gsize size;
  gsize position = 0;
  char *converted;

  g_return_val_if_fail (bytes != NULL, NULL);

  text = g_bytes_get_data (bytes, &size);
  if (!check_size (text, size, error))
    return NULL;
  if (g_utf8_validate_len (text, size, &broken))
    {
      gsize mark = size >= 3 && memcmp (text, "\357\273\277", 3) == 0 ? 3 : 0;

      if (encoding != NULL)
        *encoding = "UTF-8";
      return g_strndup (text + mark, size - mark);
    }
  if (is_broken_utf8 (text, size))
    {
      refuse (error, "byte @: not UTF-8, though the text around it is", broken - text);
      return NULL;
    }
  converted = convert_gb18030 (text, size, &position);
  if (converted == NULL)
    {
      refuse (error, "byte @: neither UTF-8 nor GB18030", position);
      return NULL;
    }
  if (encoding != NULL)
    *encoding = "GB18030";
  return converted;
}
