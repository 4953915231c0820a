/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/intake/galley-intake-style.h"

#include <string.h>

#define BOLD (1u << GALLEY_MARK_BOLD)
#define ITALIC (1u << GALLEY_MARK_ITALIC)
#define UNDERLINE (1u << GALLEY_MARK_UNDERLINE)
/* From here on browsers show it bold. */
#define BOLD_WEIGHT 600

static gboolean
begins_with (const char *value,
             const char *word)
{
  return g_ascii_strncasecmp (value, word, strlen (word)) == 0;
}

static void
set_mark (GalleyIntakeStyle *style,
          guint              mark,
          gboolean           is_set)
{
  style->set = is_set ? style->set | mark : style->set & ~mark;
  style->unset = is_set ? style->unset & ~mark : style->unset | mark;
}

/* "l0 level2 lfo1", or "Ignore" at the marker. */
static void
read_list (GalleyIntakeStyle *style,
           const char        *value)
{
  const char *level = strstr (value, "level");

  if (begins_with (value, "ignore"))
    style->is_list_marker = TRUE;
  else if (level != NULL)
    style->list_level = (guint) CLAMP (g_ascii_strtoull (level + strlen ("level"), NULL, 10), 1, 9);
}

static void
read_declaration (GalleyIntakeStyle *style,
                  const char        *name,
                  const char        *value)
{
  if (g_ascii_strcasecmp (name, "font-weight") == 0)
    set_mark (style, BOLD, begins_with (value, "bold") || g_ascii_strtoull (value, NULL, 10) >= BOLD_WEIGHT);
  else if (g_ascii_strcasecmp (name, "font-style") == 0)
    set_mark (style, ITALIC, begins_with (value, "italic") || begins_with (value, "oblique"));
  else if (g_ascii_strcasecmp (name, "text-decoration") == 0 ||
           g_ascii_strcasecmp (name, "text-decoration-line") == 0 || g_ascii_strcasecmp (name, "text-underline") == 0)
    /* Off is not said: a line drawn by an element around goes on below this one. */
    style->set |= strstr (value, "underline") != NULL || begins_with (value, "single") ? UNDERLINE : 0;
  else if (g_ascii_strcasecmp (name, "display") == 0)
    {
      style->is_hidden = style->is_hidden || begins_with (value, "none");
      style->is_block = begins_with (value, "block") || begins_with (value, "flex") || begins_with (value, "grid") ||
                        begins_with (value, "list-item");
    }
  else if (g_ascii_strcasecmp (name, "visibility") == 0)
    style->is_hidden = style->is_hidden || begins_with (value, "hidden");
  else if (g_ascii_strcasecmp (name, "mso-hide") == 0)
    style->is_hidden = style->is_hidden || begins_with (value, "all");
  else if (g_ascii_strcasecmp (name, "white-space") == 0)
    style->keeps_blanks = begins_with (value, "pre") || begins_with (value, "break-spaces");
  else if (g_ascii_strcasecmp (name, "mso-list") == 0)
    read_list (style, value);
  else if (g_ascii_strcasecmp (name, "mso-outline-level") == 0)
    style->outline_level = (guint) MIN (g_ascii_strtoull (value, NULL, 10), 9);
}

GalleyIntakeStyle
galley_intake_style_read (const char *css)
{
  g_autofree char *declarations = g_strdup (css);
  GalleyIntakeStyle style = { 0 };
  char *next = NULL;

  /* One behind the other in a single copy: there may be millions of them. */
  for (char *name = declarations; name != NULL; name = next)
    {
      char *value;

      if ((next = strchr (name, ';')) != NULL)
        *next++ = '\0';
      if ((value = strchr (name, ':')) == NULL)
        continue;
      *value++ = '\0';
      read_declaration (&style, g_strstrip (name), g_strstrip (value));
    }
  return style;
}
