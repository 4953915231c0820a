/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-xml-text.h"

#include "core/wire/galley-xhtml.h"

/* XML 1.0, production 2. */
static gboolean
is_xml (gunichar c)
{
  return c >= 0x20 ? c != 0xfffe && c != 0xffff : c == '\t' || c == '\n' || c == '\r';
}

void
galley_xml_append_text (GString    *out,
                        const char *text)
{
  g_autoptr (GString) kept = g_string_new (NULL);

  g_return_if_fail (out != NULL);
  g_return_if_fail (text != NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (is_xml (g_utf8_get_char (p)))
      g_string_append_len (kept, p, g_utf8_next_char (p) - p);
  galley_xhtml_append_escaped (out, kept->str);
}

void
galley_xml_append_element (GString    *out,
                           const char *name,
                           const char *text)
{
  g_return_if_fail (out != NULL);
  g_return_if_fail (name != NULL);

  if (text == NULL || *text == '\0')
    return;
  g_string_append_printf (out, "<%s>", name);
  galley_xml_append_text (out, text);
  g_string_append_printf (out, "</%s>\n", name);
}
