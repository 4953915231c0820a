/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/galley-xhtml.h"

#include "core/base/galley-bytes.h"

static const char *
get_reference (char c)
{
  switch (c)
    {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    default:
      return NULL;
    }
}

void
galley_xhtml_append_escaped (GString    *out,
                             const char *text)
{
  const char *run;

  g_return_if_fail (out != NULL);
  g_return_if_fail (text != NULL);

  for (run = text; *text != '\0'; text++)
    {
      const char *reference = *text <= '>' ? get_reference (*text) : NULL;

      if (reference == NULL)
        continue;
      galley_bytes_append (out, run, (gsize) (text - run));
      g_string_append (out, reference);
      run = text + 1;
    }
  galley_bytes_append (out, run, (gsize) (text - run));
}
