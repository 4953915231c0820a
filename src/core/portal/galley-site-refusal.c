/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-site-refusal.h"

#include "core/base/galley-error.h"
#include "core/portal/galley-site-line.h"

gboolean
galley_site_refuse (GError    **error,
                    const char *format,
                    ...)
{
  g_autofree char *wrong = NULL;
  va_list arguments;

  g_return_val_if_fail (format != NULL, FALSE);

  va_start (arguments, format);
  wrong = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "site.json: %s", wrong);
  return FALSE;
}

gboolean
galley_site_refuse_element (const char *text,
                            gsize       length,
                            const char *member,
                            guint       index,
                            const char *wrong,
                            GError    **error)
{
  g_return_val_if_fail (text != NULL && member != NULL && wrong != NULL, FALSE);

  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "site.json:%u: %s[%u]: %s",
               galley_site_find_line (text, length, member, index), member, index, wrong);
  return FALSE;
}
