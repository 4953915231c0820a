/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-site-line.h"

#include <stdlib.h>
#include <string.h>

static const char *
skip_blanks (const char *p,
             const char *end)
{
  while (p < end && g_ascii_isspace (*p))
    p++;
  return p;
}

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

/* Behind the value that begins at @p: at the comma or the bracket that ends it. */
static const char *
skip_value (const char *p,
            const char *end)
{
  guint depth = 0;

  while (p < end)
    {
      if (*p == '"')
        {
          p = skip_string (p, end);
          continue;
        }
      if (depth == 0 && strchr (",}]", *p) != NULL)
        break;
      if (*p == '{' || *p == '[')
        depth++;
      else if (*p == '}' || *p == ']')
        depth--;
      p++;
    }
  return p;
}

/* The value of the member of the object at @p whose name is that of @length bytes; *@key is where that stands. NULL: there
 * is none. */
static const char *
find_member (const char  *p,
             const char  *end,
             const char  *name,
             gsize        length,
             const char **key)
{
  for (p = skip_blanks (p + 1, end); p < end && *p == '"'; p = skip_blanks (p + 1, end))
    {
      const char *behind = skip_string (p, end);
      gboolean is_it = (gsize) (behind - p) == length + 2 && memcmp (p + 1, name, length) == 0;

      *key = p;
      p = skip_blanks (skip_blanks (behind, end) + 1, end);
      if (is_it)
        return p;
      p = skip_value (p, end);
      if (p >= end || *p != ',')
        return NULL;
    }
  return NULL;
}

/* NULL: there are not so many. */
static const char *
find_element (const char *p,
              const char *end,
              gulong      index)
{
  for (p = skip_blanks (p + 1, end); p < end && *p != ']'; p = skip_blanks (p + 1, end))
    {
      if (index-- == 0)
        return p;
      p = skip_value (p, end);
      if (p >= end || *p != ',')
        return NULL;
    }
  return NULL;
}

guint
galley_site_count_lines (const char *text,
                         gsize       offset)
{
  guint line = 1;

  for (gsize i = 0; i < offset; i++)
    line += text[i] == '\n';
  return line;
}

guint
galley_site_find_line (const char *text,
                       gsize       length,
                       const char *place)
{
  const char *end = text + length;
  const char *value = skip_blanks (text, end);
  const char *found = text;

  g_return_val_if_fail (text != NULL && place != NULL, 1);

  while (value != NULL && value < end && *place != '\0')
    if (*place == '[')
      {
        char *behind;
        gulong index = strtoul (place + 1, &behind, 10);

        value = *value == '[' ? find_element (value, end, index) : NULL;
        if (value != NULL)
          found = value;
        place = behind + (*behind == ']');
      }
    else
      {
        gsize n;
        const char *key = NULL;

        place += *place == '.';
        n = strcspn (place, ".[");
        value = *value == '{' ? find_member (value, end, place, n, &key) : NULL;
        if (value != NULL)
          found = key;
        place += n;
      }
  return galley_site_count_lines (text, (gsize) (found - text));
}
