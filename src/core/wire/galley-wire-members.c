/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/galley-wire-members.h"

#include "core/base/galley-json.h"

void
galley_wire_begin_member (GString    *out,
                          const char *name)
{
  char last = out->str[out->len - 1];

  if (last != '{' && last != '[')
    g_string_append_c (out, ',');
  if (name == NULL)
    return;
  g_string_append_c (out, '"');
  g_string_append (out, name);
  g_string_append_len (out, "\":", 2);
}

void
galley_wire_write_text (GString    *out,
            const char *name,
            const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  galley_wire_begin_member (out, name);
  galley_json_append_string (out, text);
}

void
galley_wire_write_integer (GString    *out,
                           const char *name,
                           gint64      integer)
{
  if (integer == 0)
    return;
  galley_wire_begin_member (out, name);
  galley_json_append_integer (out, integer);
}

gsize
galley_wire_begin_container (GString    *out,
                             const char *name,
                             char        bracket)
{
  gsize start = out->len;

  galley_wire_begin_member (out, name);
  g_string_append_c (out, bracket);
  return start;
}

void
galley_wire_end_container (GString *out,
                           gsize    start,
                           char     bracket)
{
  char last = out->str[out->len - 1];

  if (last == '{' || last == '[')
    g_string_truncate (out, start);
  else
    g_string_append_c (out, bracket);
}
