/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the attributes of an element say, and what of a page's look is no part of its text. */
#include "core/intake/galley-intake-html-private.h"

const char *
galley_intake_html_find_attribute (const guchar **attributes,
                                   const char    *name)
{
  for (guint i = 0; attributes != NULL && attributes[i] != NULL; i += 2)
    if (g_ascii_strcasecmp ((const char *) attributes[i], name) == 0)
      return attributes[i + 1] != NULL ? (const char *) attributes[i + 1] : "";
  return NULL;
}

guint
galley_intake_html_get_number (const guchar **attributes,
                               const char    *name,
                               guint          otherwise)
{
  const char *value = galley_intake_html_find_attribute (attributes, name);

  return value != NULL && g_ascii_isdigit (*value) ? (guint) MIN (g_ascii_strtoull (value, NULL, 10), 9999) : otherwise;
}

gboolean
galley_intake_html_is_base (const char *address)
{
  const char *scheme = address != NULL && g_utf8_validate (address, -1, NULL) ? g_uri_peek_scheme (address) : NULL;

  return scheme != NULL && g_str_has_prefix (scheme, "http");
}

/* GLib resolves some addresses to what it then cannot write down: a host with a path that does not begin with a slash.
 * (nullable) */
static char *
resolve (const char *base,
         const char *address)
{
  const GUriFlags flags = G_URI_FLAGS_PARSE_RELAXED | G_URI_FLAGS_ENCODED;
  g_autoptr (GUri) from = g_uri_parse (base, flags, NULL);
  g_autoptr (GUri) whole = from != NULL ? g_uri_parse_relative (from, address, flags, NULL) : NULL;
  const char *path = whole != NULL ? g_uri_get_path (whole) : NULL;

  if (path == NULL || (g_uri_get_host (whole) != NULL && *path != '\0' && *path != '/'))
    return NULL;
  return g_uri_to_string (whole);
}

char *
galley_intake_html_dup_target (const guchar **attributes,
                               const char    *base)
{
  const char *address = galley_intake_html_find_attribute (attributes, "href");
  g_autofree char *stripped = address != NULL ? g_strstrip (g_strdup (address)) : NULL;
  g_autofree char *whole = NULL;

  if (stripped == NULL || *stripped == '\0' || *stripped == '#' || !g_utf8_validate (stripped, -1, NULL))
    return NULL;
  if (base != NULL && g_uri_peek_scheme (stripped) == NULL)
    whole = resolve (base, stripped);
  if (whole == NULL)
    whole = g_steal_pointer (&stripped);
  return galley_link_target_is_safe (whole) ? g_steal_pointer (&whole) : NULL;
}

GalleyBlock *
galley_intake_drop_looks (GalleyBlock *block)
{
  GalleyBlockKind kind = galley_block_get_kind (block);
  guint n_characters = galley_block_get_n_characters (block);
  guint n_marks;
  const GalleyMark *marks = galley_block_get_marks (block, &n_marks);
  GalleyBlock *plain = galley_block_ref (block);

  for (guint i = 0; i < n_marks; i++)
    {
      gboolean is_link = marks[i].kind == GALLEY_MARK_LINK;
      gboolean is_look = (kind == GALLEY_BLOCK_HEADING_1 || kind == GALLEY_BLOCK_HEADING_2) && marks[i].start == 0 &&
                         marks[i].end == n_characters;
      g_autoptr (GalleyBlock) before = plain;

      plain = is_link || is_look ? galley_block_with_mark (before, marks[i].start, marks[i].end,
                                                           is_link ? GALLEY_MARK_UNDERLINE : marks[i].kind, NULL, FALSE)
                                 : galley_block_ref (before);
    }
  galley_block_unref (block);
  return plain;
}
