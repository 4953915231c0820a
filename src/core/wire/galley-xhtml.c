/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/galley-xhtml.h"

#include "core/base/galley-bytes.h"

#include <string.h>

static const char *const references[256] = {
  ['&'] = "&amp;",
  ['<'] = "&lt;",
  ['>'] = "&gt;",
  ['"'] = "&quot;",
};

void
galley_xhtml_append_escaped (GString    *out,
                             const char *text)
{
  const char *run = text;
  const char *end;

  g_return_if_fail (out != NULL);
  g_return_if_fail (text != NULL);

  end = text + strlen (text);
  while (text < end)
    {
      if (end - text >= GALLEY_BYTES_AT_ONCE && galley_bytes_lack (text, '&', '<', '>', '"'))
        {
          text += GALLEY_BYTES_AT_ONCE;
          continue;
        }
      while (text < end && references[(guchar) *text] == NULL)
        text++;
      if (text == end)
        break;
      galley_bytes_append (out, run, (gsize) (text - run));
      galley_bytes_append_text (out, references[(guchar) *text]);
      run = ++text;
    }
  galley_bytes_append (out, run, (gsize) (text - run));
}
