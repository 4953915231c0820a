/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-site-line.h"

#include <string.h>

/* Behind the string that begins at @p. */
static const char *
skip_string (const char *p,
             const char *end)
{
  for (p++; p < end && *p != '"'; p++)
    if (*p == '\\')
      p++;
  return MIN (p + 1, end);
}

/* Whether the string from @p to @behind is @member, and a colon follows. */
static gboolean
is_member (const char *p,
           const char *behind,
           const char *end,
           const char *member)
{
  gsize length = strlen (member);

  if ((gsize) (behind - p) != length + 2 || memcmp (p + 1, member, length) != 0)
    return FALSE;
  while (behind < end && g_ascii_isspace (*behind))
    behind++;
  return behind < end && *behind == ':';
}

guint
galley_site_find_line (const char *text,
                       gsize       length,
                       const char *member,
                       guint       index)
{
  const char *end = text + length;
  guint line = 1, depth = 0, n_begun = 0;
  gboolean is_inside = FALSE;

  g_return_val_if_fail (text != NULL && member != NULL, 1);

  for (const char *p = text; p < end; p++)
    if (*p == '"')
      {
        const char *behind = skip_string (p, end);

        if (depth == 1)
          is_inside = is_member (p, behind, end, member);
        p = behind - 1;
      }
    else if (*p == '\n')
      line++;
    else if (*p == '{' || *p == '[')
      {
        depth++;
        if (is_inside && depth == 3 && n_begun++ == index)
          return line;
      }
    else if (*p == '}' || *p == ']')
      {
        depth--;
        is_inside = is_inside && depth > 1;
      }
  return 1;
}
