/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/galley-stretch-private.h"

/* Beyond the ends of a stretch. */
#define NONE 0x2029

static gboolean
is_han_numeral (gunichar character)
{
  return g_utf8_strchr ("〇零一二三四五六七八九十百千万亿两", -1, character) != NULL;
}

static gboolean
is_numeral (gunichar character)
{
  return g_unichar_isdigit (character) || is_han_numeral (character);
}

static gboolean
is_unit (gunichar character)
{
  return g_utf8_strchr ("年月日号时点分秒", -1, character) != NULL;
}

gboolean
galley_stretch_ends_word (gunichar before,
                          gunichar character,
                          gunichar behind)
{
  static const char *const narrow_marks = "—‘“”…";

  if (character == 0x2028 || character == 0x2029 || g_unichar_isspace (character))
    return TRUE;
  if (is_han_numeral (character))
    return !is_numeral (before) && !is_numeral (behind) && !is_unit (behind);
  if (g_unichar_isdigit (character) || (character >= 0xff21 && character <= 0xff5a && g_unichar_isalpha (character)))
    return FALSE;
  if (is_unit (character))
    return !is_numeral (before);
  return g_unichar_iswide (character) || g_utf8_strchr (narrow_marks, -1, character) != NULL;
}

static gunichar
get_character (const GalleyStretch *self,
               gint64               token)
{
  return token >= 0 && token < self->n_tokens ? galley_stretch_get_character (self, (guint) token) : NONE;
}

/* Whether 一一 ends there, which is no figure where it stands alone. */
static gboolean
ends_one_by_one (const GalleyStretch *self,
                 gint64               token)
{
  gunichar behind = get_character (self, token + 1);

  return get_character (self, token) == 0x4e00 && get_character (self, token - 1) == 0x4e00
         && !is_numeral (get_character (self, token - 2)) && !is_numeral (behind) && !is_unit (behind);
}

gboolean
galley_stretch_is_end_of_word (const GalleyStretch *self,
                               guint                token)
{
  return galley_stretch_ends_word (get_character (self, (gint64) token - 1), get_character (self, token),
                                   get_character (self, (gint64) token + 1))
         || ends_one_by_one (self, token);
}

gboolean
galley_stretch_has_end_of_word (const GalleyStretch *self,
                                guint                start,
                                guint                end)
{
  while (start < end && !galley_stretch_is_end_of_word (self, start))
    start++;
  return start < end;
}
