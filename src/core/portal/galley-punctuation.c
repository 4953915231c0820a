/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-punctuation.h"

#include "core/base/galley-bytes.h"

#include <string.h>

typedef enum
{
  SIDE_NONE,
  SIDE_OPENING, /* its blank half stands before it */
  SIDE_CLOSING, /* behind it */
} Side;

static Side
get_side (const char *p)
{
  static const gunichar opening[] = { 0x2018, 0x201c, 0x3008, 0x300a, 0x300c, 0x300e,
                                      0x3010, 0x3014, 0x3016, 0xff08, 0xff3b, 0xff5b };
  static const gunichar closing[] = { 0x2019, 0x201d, 0x3001, 0x3002, 0x3009, 0x300b, 0x300d, 0x300f, 0x3011, 0x3015,
                                      0x3017, 0xff01, 0xff09, 0xff0c, 0xff0e, 0xff1a, 0xff1b, 0xff1f, 0xff3d, 0xff5d };
  const guchar first = *p;
  gunichar c;

  if (first != 0xe2 && first != 0xe3 && first != 0xef)
    return SIDE_NONE;
  c = galley_bytes_get_character (p);
  for (gsize i = 0; i < G_N_ELEMENTS (opening); i++)
    if (c == opening[i])
      return SIDE_OPENING;
  for (gsize i = 0; i < G_N_ELEMENTS (closing); i++)
    if (c == closing[i])
      return SIDE_CLOSING;
  return SIDE_NONE;
}

static const char *
skip_tag (const char *p)
{
  const char *end = strchr (p, '>');

  return end != NULL ? end + 1 : p + strlen (p);
}

static gboolean
is_break (const char *p)
{
  return g_str_has_prefix (p, "<br");
}

/* The side of the character at or behind @p, tags passed by. A line break parts. */
static Side
get_next_side (const char *p)
{
  while (*p == '<' && !is_break (p))
    p = skip_tag (p);
  return *p == '<' ? SIDE_NONE : get_side (p);
}

void
galley_punctuation_append_squeezed (GString    *out,
                                    const char *xhtml)
{
  const char *run = xhtml; /* what was not written yet */
  const char *p = xhtml;
  Side before = SIDE_NONE;
  gboolean is_open = FALSE;

  g_return_if_fail (out != NULL);
  g_return_if_fail (xhtml != NULL);

  while (*p != '\0')
    {
      /* Han, U+4000-9FFF: most of what there is, and no mark. */
      if (!is_open && (guchar) *p >= 0xe4 && (guchar) *p <= 0xe9)
        {
          before = SIDE_NONE;
          p = g_utf8_next_char (p);
          continue;
        }

      gboolean is_tag = *p == '<';
      const char *next = is_tag ? skip_tag (p) : g_utf8_next_char (p);
      Side side = is_tag ? SIDE_NONE : get_side (p);
      gboolean squeezes = (side == SIDE_CLOSING && get_next_side (next) != SIDE_NONE) ||
                          (side == SIDE_OPENING && before == SIDE_OPENING);

      if (squeezes != is_open)
        {
          galley_bytes_append (out, run, (gsize) (p - run));
          g_string_append (out, squeezes ? "<span class=\"hp\">" : "</span>");
          run = p;
          is_open = squeezes;
        }
      if (!is_tag)
        before = side;
      else if (is_break (p))
        before = SIDE_NONE;
      p = next;
    }
  galley_bytes_append (out, run, (gsize) (p - run));
  if (is_open)
    g_string_append (out, "</span>");
}
