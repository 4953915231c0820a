/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/model/galley-field.h"

#include "core/base/galley-text.h"

#include <string.h>

#define WIDE_BLANK "\343\200\200"

static const char *const field_names[] = {
  [GALLEY_FIELD_KICKER] = "kicker",
  [GALLEY_FIELD_HEADLINE] = "headline",
  [GALLEY_FIELD_SUBTITLE] = "subtitle",
  [GALLEY_FIELD_SHORT_HEADLINE] = "short-headline",
  [GALLEY_FIELD_SUMMARY] = "summary",
  [GALLEY_FIELD_SOURCE] = "source",
  [GALLEY_FIELD_SOURCE_URI] = "source-uri",
  [GALLEY_FIELD_EDITOR] = "editor",
  [GALLEY_FIELD_CHANNEL] = "channel",
  [GALLEY_FIELD_TOPIC] = "topic",
  [GALLEY_FIELD_ORIGIN] = "origin",
  [GALLEY_FIELD_ORIGINAL_HEADLINE] = "original-headline",
  [GALLEY_FIELD_ORIGINAL_AUTHOR] = "original-author",
  [GALLEY_FIELD_ORIGINAL_URI] = "original-uri",
  [GALLEY_FIELD_KIND] = "kind",
  [GALLEY_FIELD_LINK] = "link",
  [GALLEY_FIELD_LEAD_PICTURE] = "lead-picture",
  [GALLEY_FIELD_FOCUS_PICTURE] = "focus-picture",
  [GALLEY_FIELD_CONTENT_CREATED] = "content-created",
  [GALLEY_FIELD_CORRECTS] = "corrects",
  [GALLEY_FIELD_CORRECTS_HASH] = "corrects-hash",
};
G_STATIC_ASSERT (G_N_ELEMENTS (field_names) == GALLEY_N_FIELDS);

static const char *const set_names[] = {
  [GALLEY_SET_TAGS] = "tags",
  [GALLEY_SET_CHANNELS] = "channels",
};
G_STATIC_ASSERT (G_N_ELEMENTS (set_names) == GALLEY_N_SETS);

const char *
galley_field_get_name (GalleyField field)
{
  g_return_val_if_fail ((guint) field < GALLEY_N_FIELDS, NULL);
  return field_names[field];
}

const char *
galley_set_get_name (GalleySet set)
{
  g_return_val_if_fail ((guint) set < GALLEY_N_SETS, NULL);
  return set_names[set];
}

static gboolean
is_line_end (gunichar character)
{
  return (character >= '\n' && character <= '\r') || character == 0x85 || character == 0x2028 || character == 0x2029;
}

/* Words on two lines stay two words: line ends become blanks, in the summary line separators. */
static char *
replace_line_ends (const char *text,
                   const char *replacement,
                   gboolean    keeps_tabs)
{
  GString *out = g_string_sized_new (strlen (text));
  gboolean was_line_end = FALSE;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar character = g_utf8_get_char (text);
      gboolean ends_line = is_line_end (character);
      if (ends_line && !was_line_end)
        g_string_append (out, replacement);
      else if (!ends_line)
        g_string_append_unichar (out, character == '\t' && !keeps_tabs ? ' ' : character);
      was_line_end = ends_line;
    }
  return g_string_free (out, FALSE);
}

static char *
strip_blanks (const char *text)
{
  const char *end = text + strlen (text);

  while (*text != '\0' && g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  while (end > text && g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);
  return g_strndup (text, end - text);
}

/* Most are: what is read was cleaned before it was written. */
static gboolean
is_surely_clean (const char *text)
{
  gsize length = strlen (text);

  return *text != ' ' && text[length - 1] != ' ' && !g_str_has_prefix (text, WIDE_BLANK)
         && !g_str_has_suffix (text, WIDE_BLANK) && galley_text_is_surely_clean (text);
}

char *
galley_field_clean (GalleyField field,
                    const char *text)
{
  g_return_val_if_fail ((guint) field < GALLEY_N_FIELDS, NULL);

  if (text == NULL || *text == '\0')
    return g_strdup ("");
  if (is_surely_clean (text))
    return g_strdup (text);
  /* What a picture shows may be told with tabs, and its text has one form only. */
  gboolean is_picture = field == GALLEY_FIELD_LEAD_PICTURE || field == GALLEY_FIELD_FOCUS_PICTURE;
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *line =
      replace_line_ends (valid, field == GALLEY_FIELD_SUMMARY ? GALLEY_LINE_SEPARATOR : " ", is_picture);
  g_autofree char *cleaned = galley_text_clean (line, -1);
  return strip_blanks (cleaned);
}
