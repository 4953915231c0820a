/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/intake/galley-intake-list.h"

#include "core/intake/galley-intake-page.h"

/* More than this is a year, a house or a sum. */
#define MAX_NUMBER 99
#define MIN_RULE_CHARACTERS 3

/* What an item begins with: a bullet, or a number with what stands around it. */
typedef struct
{
  gunichar form; /* the bullet, or what follows the number; 0: no item */
  gboolean has_opening;
  guint number; /* 0 for a bullet */
  const char *text;
} Marker;

static const char *
skip_blanks (const char *text)
{
  while (*text != '\0' && g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  return text;
}

/* The last two are what Word's bullets are as text. */
static gboolean
is_bullet (gunichar c)
{
  static const gunichar bullets[] = { 0x2022, 0x25cf, 0x25cb, 0x25e6, 0x25aa, 0x25a0, 0x25a1, 0x25c6,
                                      0x25c7, 0x00b7, 0x25b6, 0x27a2, 0xf0b7, 0xf06c };

  for (gsize i = 0; i < G_N_ELEMENTS (bullets); i++)
    if (c == bullets[i])
      return TRUE;
  return FALSE;
}

static guint
get_circled (gunichar c)
{
  return c >= 0x2460 && c <= 0x2473 ? c - 0x2460 + 1 : 0;
}

/* A number in digits and what closes it, with or without a bracket before: 1. 1、 1． 1) （1）. */
static Marker
read_number (const char *line)
{
  gunichar first = g_utf8_get_char (line);
  Marker marker = { .has_opening = first == '(' || first == 0xff08 };
  const char *at = marker.has_opening ? g_utf8_next_char (line) : line;
  gunichar closing;

  while (g_ascii_isdigit (*at) && marker.number <= MAX_NUMBER)
    marker.number = marker.number * 10 + g_ascii_digit_value (*at++);
  closing = g_utf8_get_char (at);
  if (marker.number == 0 || marker.number > MAX_NUMBER || *at == '\0')
    return (Marker) { 0 };
  marker.text = g_utf8_next_char (at);
  if (closing == ')' || closing == 0xff09)
    marker.form = ')';
  /* 1.5 is no item. */
  else if (!marker.has_opening && (closing == 0x3001 || closing == 0xff0e
                                   || (closing == '.' && !g_ascii_isdigit (*marker.text))))
    marker.form = closing;
  return marker;
}

static Marker
read_marker (const char *line)
{
  gunichar first = g_utf8_get_char (line);
  const char *behind = *line != '\0' ? g_utf8_next_char (line) : line;
  Marker marker = { 0 };

  if (is_bullet (first) || ((first == '-' || first == '*' || first == 0x2013) && *behind == ' '))
    marker = (Marker) { .form = first, .text = behind };
  else if (get_circled (first) > 0)
    marker = (Marker) { .form = 0x2460, .number = get_circled (first), .text = behind };
  else
    marker = read_number (line);
  if (marker.form == 0)
    return (Marker) { 0 };
  marker.text = skip_blanks (marker.text);
  return *marker.text != '\0' ? marker : (Marker) { 0 };
}

static const char *
get_line (GArray *lines,
          guint   index)
{
  return g_array_index (lines, GalleyIntakeTextLine, index).text;
}

guint
galley_intake_list_find_end (GArray          *lines,
                             guint            first,
                             guint            end,
                             GalleyBlockKind *kind)
{
  Marker marker = read_marker (get_line (lines, first));
  guint last = first + 1;

  *kind = marker.number > 0 ? GALLEY_BLOCK_NUMBERED : GALLEY_BLOCK_BULLETED;
  if (marker.form == 0 || marker.number > 1)
    return first;
  for (; last < end; last++)
    {
      Marker next = read_marker (get_line (lines, last));

      if (next.form != marker.form || next.has_opening != marker.has_opening
          || next.number != (marker.number > 0 ? last - first + 1 : 0))
        break;
    }
  return last > first + 1 ? last : first;
}

const char *
galley_intake_list_get_text (const char *line)
{
  Marker marker = read_marker (line);

  return marker.form != 0 ? marker.text : line;
}

gboolean
galley_intake_list_is_rule (const char *line)
{
  static const gunichar strokes[] = { '-', '*', '=', '_', 0x2014, 0x2500, 0x2501, 0xff0d, 0xff0a };
  gunichar first = g_utf8_get_char (line);
  glong n_characters = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (strokes); i++)
    if (first == strokes[i])
      {
        for (; g_utf8_get_char (line) == first && *line != '\0'; n_characters++)
          line = g_utf8_next_char (line);
        return *line == '\0' && n_characters >= MIN_RULE_CHARACTERS;
      }
  return FALSE;
}
