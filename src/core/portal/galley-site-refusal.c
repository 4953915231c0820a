/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-site-refusal.h"

#include "core/base/galley-error.h"
#include "core/base/galley-sentences.h"
#include "core/portal/galley-site-line.h"

#include <string.h>

#define FILE_NAME "site.json"
#define JSON_AT_BYTE "JSON at byte "

/* Takes @place, which is (nullable). */
G_GNUC_PRINTF (3, 0)
static void
refuse (GError    **error,
        char       *place,
        const char *format,
        va_list     arguments)
{
  g_autofree char *taken = place;
  g_autofree char *wrong = g_strdup_vprintf (galley_sentence (format), arguments);

  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, FILE_NAME ": %s%s%s", taken != NULL ? taken : "",
               taken != NULL ? ": " : "", wrong);
}

gboolean
galley_site_refuse (GError    **error,
                    const char *place,
                    const char *format,
                    ...)
{
  va_list arguments;

  g_return_val_if_fail (format != NULL, FALSE);

  va_start (arguments, format);
  refuse (error, g_strdup (place), format, arguments);
  va_end (arguments);
  return FALSE;
}

gboolean
galley_site_refuse_element (GError    **error,
                            const char *place,
                            guint       index,
                            const char *format,
                            ...)
{
  va_list arguments;

  g_return_val_if_fail (place != NULL && format != NULL, FALSE);

  va_start (arguments, format);
  refuse (error, g_strdup_printf ("%s[%u]", place, index), format, arguments);
  va_end (arguments);
  return FALSE;
}

/* The place that a refusal begins with; NULL: it is of all. (transfer full) (nullable) */
static char *
dup_place (const char *refusal)
{
  gsize length = strspn (refusal, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "_-.[]");

  return length > 0 && refusal[length] == ':' ? g_strndup (refusal, length) : NULL;
}

void
galley_site_locate_refusal (GError    **error,
                            const char *text,
                            gsize       length)
{
  const char *refusal;
  g_autofree char *place = NULL;
  g_autofree char *located = NULL;
  char *reason;
  guint line = 1;

  g_return_if_fail (text != NULL);

  if (error == NULL || *error == NULL)
    return;
  refusal = (*error)->message;
  if (g_str_has_prefix (refusal, JSON_AT_BYTE))
    {
      line = galley_site_count_lines (text, MIN (length, g_ascii_strtoull (refusal + strlen (JSON_AT_BYTE), &reason, 10)));
      refusal = galley_sentence (g_str_has_prefix (reason, ": ") ? reason + 2 : reason);
    }
  else if (g_str_has_prefix (refusal, FILE_NAME ": "))
    {
      refusal += strlen (FILE_NAME ": ");
      place = dup_place (refusal);
      line = place != NULL ? galley_site_find_line (text, length, place) : 1;
    }
  located = g_strdup_printf (FILE_NAME ":%u: %s", line, refusal);
  g_free ((*error)->message);
  (*error)->message = g_steal_pointer (&located);
}
