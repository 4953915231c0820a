/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-csv.h"

#include <string.h>

void
galley_csv_append (GString    *out,
                   const char *field)
{
  g_return_if_fail (out != NULL && field != NULL);

  if (strpbrk (field, ",\"\r\n") == NULL)
    {
      g_string_append (out, field);
      return;
    }
  g_string_append_c (out, '"');
  for (const char *p = field; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}
