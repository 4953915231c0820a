/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-punctuation.h"

#include "core/base/galley-bytes.h"

#include <string.h>

/* How many bytes begin here that are no mark and no tag, as far as the first one tells: most of what there is. */
static const guint8 plain[256] = {
  [0x01 ... '<' - 1] = 1,
  ['<' + 1 ... 0x7f] = 1,
  [0xe4 ... 0xe9] = 3, /* Han, U+4000-9FFF */
};

typedef enum
{
  SIDE_NONE,
  SIDE_OPENING, /* its blank half stands before it */
  SIDE_CLOSING, /* behind it */
} Side;

static Side
get_side (const char *p)
{
  const guchar first = *p;

  if (first != 0xe2 && first != 0xe3 && first != 0xef)
    return SIDE_NONE;
  switch (galley_bytes_get_character (p))
    {
    case 0x2018: case 0x201c: case 0x3008: case 0x300a: case 0x300c: case 0x300e:
    case 0x3010: case 0x3014: case 0x3016: case 0xff08: case 0xff3b: case 0xff5b:
      return SIDE_OPENING;
    case 0x2019: case 0x201d: case 0x3001: case 0x3002: case 0x3009: case 0x300b: case 0x300d:
    case 0x300f: case 0x3011: case 0x3015: case 0x3017: case 0xff01: case 0xff09: case 0xff0c:
    case 0xff0e: case 0xff1a: case 0xff1b: case 0xff1f: case 0xff3d: case 0xff5d:
      return SIDE_CLOSING;
    default:
      return SIDE_NONE;
    }
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
  return p[0] == '<' && p[1] == 'b' && p[2] == 'r';
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
galley_punctuation_squeeze (GString *xhtml,
                            gsize    start)
{
  g_autofree char *rest = NULL; /* from the first mark on that is squeezed: most short texts have none */
  const char *run = NULL;       /* what of it was not written yet */
  const char *p, *next;
  Side before = SIDE_NONE;
  gboolean is_open = FALSE;

  g_return_if_fail (xhtml != NULL);
  g_return_if_fail (start <= xhtml->len);

  for (p = xhtml->str + start; *p != '\0'; p = next)
    {
      gboolean is_tag, squeezes;
      Side side;

      if (!is_open && plain[(guchar) *p] > 0)
        {
          before = SIDE_NONE;
          for (next = p; plain[(guchar) *next] > 0;)
            next += plain[(guchar) *next];
          continue;
        }
      is_tag = *p == '<';
      next = is_tag ? skip_tag (p) : g_utf8_next_char (p);
      side = is_tag ? SIDE_NONE : get_side (p);
      squeezes = (side == SIDE_CLOSING && get_next_side (next) != SIDE_NONE)
                 || (side == SIDE_OPENING && before == SIDE_OPENING);
      if (squeezes && rest == NULL)
        {
          gsize length = (gsize) (next - p);

          rest = g_strdup (p);
          g_string_truncate (xhtml, (gsize) (p - xhtml->str));
          p = run = rest;
          next = p + length;
        }
      if (squeezes != is_open)
        {
          galley_bytes_append (xhtml, run, (gsize) (p - run));
          galley_bytes_append_text (xhtml, squeezes ? "<span class=\"hp\">" : "</span>");
          run = p;
          is_open = squeezes;
        }
      if (!is_tag)
        before = side;
      else if (is_break (p))
        before = SIDE_NONE;
    }
  if (run != NULL)
    galley_bytes_append (xhtml, run, (gsize) (p - run));
  if (is_open)
    galley_bytes_append_text (xhtml, "</span>");
}
