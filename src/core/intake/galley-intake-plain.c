/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plain text as somebody pastes it. */
#include "core/intake/galley-intake-html.h"

#include "core/intake/galley-intake-rich.h"

#include <string.h>

/* Lines between two looks at whether anybody still cares. */
#define LOOK_EVERY 1024

static gboolean
is_line_end (gunichar c)
{
  return c == '\n' || c == '\r' || c == '\v' || c == '\f' || c == 0x85 || c == 0x2029;
}

static const char *
find_line_end (const char *text)
{
  while (*text != '\0' && !is_line_end (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  return text;
}

/* What stands in the middle of a line belongs there with its blanks. */
static GalleyBlock *
read_single_line (const char *text)
{
  g_autoptr (GArray) rich = galley_intake_rich_new ();
  guint n_kept = 0;

  galley_intake_rich_append (rich, text, -1, 0, NULL);
  for (guint i = 0; i < rich->len; i++)
    {
      GalleyIntakeCharacter character = g_array_index (rich, GalleyIntakeCharacter, i);

      if (galley_intake_is_rubbish (character.c))
        continue;
      character.c = character.c == 0xa0 ? ' ' : character.c;
      g_array_index (rich, GalleyIntakeCharacter, n_kept++) = character;
    }
  return galley_intake_rich_to_block (rich, 0, n_kept, GALLEY_BLOCK_PARAGRAPH);
}

static gboolean
read_lines (const char   *text,
            GPtrArray    *blocks,
            GCancellable *cancellable,
            GError      **error)
{
  g_autoptr (GArray) rich = galley_intake_rich_new ();

  for (guint n = 1; *text != '\0'; n++)
    {
      const char *end = find_line_end (text);

      if (n % LOOK_EVERY == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      g_array_set_size (rich, 0);
      galley_intake_rich_append (rich, text, end - text, 0, NULL);
      galley_intake_rich_append_blocks (rich, GALLEY_BLOCK_PARAGRAPH, blocks);
      text = *end != '\0' ? g_utf8_next_char (end) : end;
    }
  return TRUE;
}

GalleyIntakeFragment *
galley_intake_read_plain (GBytes       *bytes,
                          GCancellable *cancellable,
                          GError      **error)
{
  g_autoptr (GalleyIntakeFragment) fragment = g_new0 (GalleyIntakeFragment, 1);
  g_autofree char *text = NULL;

  g_return_val_if_fail (bytes != NULL, NULL);

  text = galley_intake_decode (bytes, NULL, error);
  if (text == NULL)
    return NULL;
  fragment->blocks = galley_blocks_new ();
  if (*find_line_end (text) == '\0')
    {
      g_autoptr (GalleyBlock) block = read_single_line (text);

      if (galley_block_get_n_characters (block) > 0)
        g_ptr_array_add (fragment->blocks, g_steal_pointer (&block));
    }
  else if (!read_lines (text, fragment->blocks, cancellable, error))
    {
      return NULL;
    }
  return g_steal_pointer (&fragment);
}
