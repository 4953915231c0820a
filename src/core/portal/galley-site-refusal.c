/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-site-refusal.h"

#include "core/base/galley-error.h"
#include "core/portal/galley-site-line.h"

/* @line: 0: of no line. */
G_GNUC_PRINTF (3, 0)
static void
refuse (GError    **error,
        guint       line,
        const char *format,
        va_list     arguments)
{
  g_autofree char *wrong = g_strdup_vprintf (format, arguments);
  g_autofree char *place = line > 0 ? g_strdup_printf (":%u", line) : g_strdup ("");

  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "site.json%s: %s", place, wrong);
}

gboolean
galley_site_refuse (GError    **error,
                    const char *format,
                    ...)
{
  va_list arguments;

  g_return_val_if_fail (format != NULL, FALSE);

  va_start (arguments, format);
  refuse (error, 0, format, arguments);
  va_end (arguments);
  return FALSE;
}

gboolean
galley_site_refuse_element (GError    **error,
                            const char *text,
                            gsize       length,
                            const char *member,
                            guint       index,
                            const char *format,
                            ...)
{
  va_list arguments;

  g_return_val_if_fail (text != NULL && member != NULL && format != NULL, FALSE);

  va_start (arguments, format);
  refuse (error, galley_site_find_line (text, length, member, index), format, arguments);
  va_end (arguments);
  return FALSE;
}
