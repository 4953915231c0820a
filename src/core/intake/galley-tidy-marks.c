/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/intake/galley-tidy-marks.h"

#include "core/intake/galley-intake-rich.h"
#include "core/intake/galley-intake.h"

#include <string.h>

#define ELLIPSIS 0x2026
#define DASH 0x2014

static gunichar
get (GArray *rich,
     guint   index)
{
  return index < rich->len ? g_array_index (rich, GalleyIntakeCharacter, index).c : 0;
}

static void
set (GArray  *rich,
     guint    index,
     gunichar c)
{
  g_array_index (rich, GalleyIntakeCharacter, index).c = c;
}

static gboolean
is_han (gunichar c)
{
  return g_unichar_get_script (c) == G_UNICODE_SCRIPT_HAN;
}

static gboolean
is_chinese (gunichar c)
{
  return is_han (c) || (c >= 0x3001 && c <= 0x303f) || (c >= 0xff01 && c <= 0xff65) || c == 0x201c || c == 0x201d ||
         c == 0x2018 || c == 0x2019;
}

static gboolean
has_han (GArray *rich)
{
  for (guint i = 0; i < rich->len; i++)
    if (is_han (get (rich, i)))
      return TRUE;
  return FALSE;
}

/* How many characters equal to the one at @index stand there in a row. */
static guint
count_run (GArray *rich,
           guint   index)
{
  guint n = 1;

  while (index + n < rich->len && get (rich, index + n) == get (rich, index))
    n++;
  return n;
}

static gboolean
touches_chinese (GArray *rich,
                 guint   index,
                 guint   n)
{
  return (index > 0 && is_chinese (get (rich, index - 1))) || is_chinese (get (rich, index + n));
}

/* Makes the run of @n characters at @index @wanted times @c. */
static void
set_run (GArray  *rich,
         guint    index,
         guint    n,
         gunichar c,
         guint    wanted)
{
  GalleyIntakeCharacter character = g_array_index (rich, GalleyIntakeCharacter, index);

  character.c = c;
  if (n > wanted)
    g_array_remove_range (rich, index + wanted, n - wanted);
  for (guint i = n; i < wanted; i++)
    g_array_insert_val (rich, index, character);
  for (guint i = 0; i < wanted; i++)
    set (rich, index + i, c);
}

guint
galley_tidy_widths (GArray *rich)
{
  guint n_places = 0;
  gboolean was_wide = FALSE;

  for (guint i = 0; i < rich->len; i++)
    {
      gunichar c = get (rich, i);
      gboolean follows_digit = i > 0 && g_ascii_isdigit (MIN (get (rich, i - 1), 0x7f));
      gboolean is_wide = (c >= 0xff10 && c <= 0xff19) || (c >= 0xff21 && c <= 0xff3a) || (c >= 0xff41 && c <= 0xff5a) ||
                         (c == 0xff05 && follows_digit) ||
                         (c == 0xff0e && follows_digit && get (rich, i + 1) >= 0xff10 && get (rich, i + 1) <= 0xff19);

      if (is_wide)
        set (rich, i, c - 0xff00 + 0x20);
      n_places += is_wide && !was_wide;
      was_wide = is_wide;
    }
  return n_places;
}

/* Straight ones by turns; an odd one among them may be an inch, and nobody can say which. */
static guint
curl_straight (GArray *rich)
{
  guint n_straight = 0;
  guint n_seen = 0;

  for (guint i = 0; i < rich->len; i++)
    n_straight += get (rich, i) == '"';
  if (n_straight % 2 != 0)
    return 0;
  for (guint i = 0; i < rich->len; i++)
    if (get (rich, i) == '"')
      set (rich, i, n_seen++ % 2 == 0 ? 0x201c : 0x201d);
  return n_straight;
}

guint
galley_tidy_quotes (GArray *rich)
{
  static const struct
  {
    gunichar corner;
    gunichar curly;
  } pairs[] = { { 0x300c, 0x201c }, { 0x300d, 0x201d }, { 0x300e, 0x2018 }, { 0x300f, 0x2019 } };
  guint n_places = 0;

  if (!has_han (rich))
    return 0;
  for (guint i = 0; i < rich->len; i++)
    for (guint pair = 0; pair < G_N_ELEMENTS (pairs); pair++)
      if (get (rich, i) == pairs[pair].corner)
        {
          set (rich, i, pairs[pair].curly);
          n_places++;
        }
  return n_places + curl_straight (rich);
}

/* What galley_intake_restore_punctuation() says of the plain text, done to the styled one: it replaces marks one by one
 * and takes blanks away beside them. */
guint
galley_tidy_punctuation (GArray *rich)
{
  g_autofree char *before = galley_intake_rich_dup_text (rich);
  g_autofree char *after = galley_intake_restore_punctuation (before, NULL);
  const char *wanted = after;
  guint n_places = 0;
  guint at = 0;

  if (g_str_equal (before, after))
    return 0;
  while (at < rich->len)
    {
      gunichar c = get (rich, at) == '\n' ? 0x2028 : get (rich, at);
      gunichar next = g_utf8_get_char (wanted);

      if (c != next && galley_intake_is_blank (c))
        {
          g_array_remove_index (rich, at);
          continue;
        }
      if (c != next)
        {
          set (rich, at, next);
          n_places++;
        }
      wanted = g_utf8_next_char (wanted);
      at++;
    }
  return n_places;
}

/* A dot that ends a Chinese clause. */
static gboolean
is_full_stop (GArray *rich,
              guint   index)
{
  gunichar next = get (rich, index + 1);

  return index > 0 && is_han (get (rich, index - 1)) && g_array_index (rich, GalleyIntakeCharacter, index).target == NULL &&
         (next == 0 || next == '\n' || is_chinese (next));
}

guint
galley_tidy_dots (GArray *rich)
{
  guint n_places = 0;

  for (guint i = 0; i < rich->len; i++)
    {
      gunichar c = get (rich, i);
      guint n = count_run (rich, i);
      gboolean is_ellipsis = (c == '.' && n >= 3 && touches_chinese (rich, i, n)) || (c == 0x3002 && n >= 3) ||
                             (c == ELLIPSIS && n != 2 && touches_chinese (rich, i, n));
      gboolean is_dash = c == '-' && n >= 2 && touches_chinese (rich, i, n);

      if (is_ellipsis || is_dash)
        {
          set_run (rich, i, n, is_dash ? DASH : ELLIPSIS, 2);
          n_places++;
          n = 2;
        }
      else if (c == '.' && n == 1 && is_full_stop (rich, i))
        {
          set (rich, i, 0x3002);
          n_places++;
        }
      i += n - 1;
    }
  return n_places;
}

static gboolean
is_asking (gunichar c)
{
  return c == 0xff01 || c == 0xff1f;
}

/* ！！！ -> ！, ？！？！ -> ？！ */
static guint
calm_down (GArray *rich,
           guint   index)
{
  guint n = 0;
  gboolean is_mixed = FALSE;

  while (is_asking (get (rich, index + n)))
    {
      is_mixed = is_mixed || get (rich, index + n) != get (rich, index);
      n++;
    }
  if (n < 2 || (is_mixed && n == 2))
    return 0;
  g_array_remove_range (rich, index + (is_mixed ? 2 : 1), n - (is_mixed ? 2 : 1));
  if (is_mixed)
    {
      set (rich, index, 0xff1f);
      set (rich, index + 1, 0xff01);
    }
  return 1;
}

/* Of two marks that cannot stand together the stronger one stays. */
static gboolean
is_weaker (gunichar a,
           gunichar b)
{
  return (b == 0x3002 && (a == 0xff0c || a == 0x3001 || a == 0xff1b)) || (b == 0xff0c && a == 0x3001);
}

guint
galley_tidy_doubled (GArray *rich)
{
  guint n_places = 0;

  for (guint i = 0; i < rich->len; i++)
    {
      gunichar c = get (rich, i);

      if (c == 0xff0c || c == 0x3002 || c == 0x3001 || c == 0xff1b || c == 0xff1a)
        {
          guint n = 0;

          while (get (rich, i + 1) == c || is_weaker (get (rich, i), get (rich, i + 1)))
            {
              g_array_remove_index (rich, i);
              c = get (rich, i);
              n++;
            }
          n_places += n > 0;
        }
      else if (is_asking (c))
        {
          n_places += calm_down (rich, i);
          while (is_asking (get (rich, i + 1)))
            i++;
        }
    }
  return n_places;
}
