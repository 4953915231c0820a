/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Full-width punctuation that some program on the way folded to ASCII is put back. Parentheses first, by pairs, where
 * what they hold is Chinese; then the marks, each by its neighbours. A mark that stays has a neighbour that no later mark
 * changes, so a second pass finds nothing to do. */
#include "core/intake/galley-intake.h"

#include <string.h>

static const struct
{
  char ascii;
  const char *full;
} marks[] = {
  { ',', "，" }, { ':', "：" }, { ';', "；" }, { '?', "？" }, { '!', "！" },
};

static const char *
find_full (gunichar c)
{
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (c == (gunichar) marks[i].ascii)
      return marks[i].full;
  return NULL;
}

static gboolean
is_han (gunichar c)
{
  return g_unichar_get_script (c) == G_UNICODE_SCRIPT_HAN;
}

/* Han, and the marks that stand between Han. */
static gboolean
is_chinese (gunichar c)
{
  return is_han (c) || (c >= 0x3001 && c <= 0x303f) || (c >= 0xff01 && c <= 0xff65) || c == 0x201c || c == 0x201d ||
         c == 0x2018 || c == 0x2019 || c == 0x2026 || c == 0x2014;
}

/* The last character before what may come behind it in Latin text: a letter, a digit, a closing mark. */
static gboolean
is_latin_end (gunichar c)
{
  return c > 0 && c < 0x80 && (g_ascii_isalnum ((char) c) || strchr ("%)]/\"", (char) c) != NULL);
}

static gboolean
is_blank (gunichar c)
{
  return c == ' ' || c == '\t' || c == 0xa0;
}

static gboolean
is_line_end (gunichar c)
{
  return c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029;
}

/* The end of the address that begins at @text, or @text: a scheme and ASCII without blanks; a comma, semicolon,
 * exclamation mark or parenthesis at its end is not its own. */
static const char *
skip_address (const char *text)
{
  static const char *const schemes[] = { "http://", "https://", "ftp://", "mailto:", "www." };

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      const char *end = text + strlen (schemes[i]);

      if (g_ascii_strncasecmp (text, schemes[i], strlen (schemes[i])) != 0)
        continue;
      while (g_ascii_isgraph (*end))
        end++;
      while (strchr (",;!)", end[-1]) != NULL)
        end--;
      return end;
    }
  return text;
}

typedef struct
{
  gsize offset;
  gboolean has_han;
} OpenParenthesis;

/* Where the parentheses stand that become full-width: a byte for each byte of @text. */
static GByteArray *
find_pairs (const char *text)
{
  GByteArray *found = g_byte_array_new ();
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (OpenParenthesis));
  const char *protected_end = text;

  g_byte_array_set_size (found, strlen (text) + 1);
  memset (found->data, 0, found->len);
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      OpenParenthesis *last = open->len > 0 ? &g_array_index (open, OpenParenthesis, open->len - 1) : NULL;

      if (at >= protected_end)
        protected_end = skip_address (at);
      if (is_line_end (c))
        g_array_set_size (open, 0);
      else if (at < protected_end)
        continue;
      else if (c == '(')
        g_array_append_vals (open, &(OpenParenthesis) { at - text, FALSE }, 1);
      else if (is_han (c) && last != NULL)
        last->has_han = TRUE;
      else if (c == ')' && last != NULL)
        {
          OpenParenthesis pair = *last;

          found->data[pair.offset] = found->data[at - text] = pair.has_han;
          g_array_set_size (open, open->len - 1);
          if (pair.has_han && open->len > 0)
            g_array_index (open, OpenParenthesis, open->len - 1).has_han = TRUE;
        }
    }
  return found;
}

static char *
restore_parentheses (const char *text)
{
  g_autoptr (GByteArray) found = NULL;
  GString *out;

  if (strchr (text, '(') == NULL)
    return g_strdup (text);
  found = find_pairs (text);
  out = g_string_sized_new (found->len);
  for (const char *at = text; *at != '\0'; at++)
    if (found->data[at - text])
      g_string_append (out, *at == '(' ? "（" : "）");
    else
      g_string_append_c (out, *at);
  return g_string_free (out, FALSE);
}

static const char *
skip_blanks (const char *text)
{
  while (is_blank (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  return text;
}

/* Whether the mark behind @out and before @next was a full-width one. @has_gap: blanks stand before it. */
static gboolean
is_folded (gunichar    before,
           gboolean    has_gap,
           const char *next)
{
  if (is_chinese (before))
    return !has_gap || is_chinese (g_utf8_get_char (skip_blanks (next)));
  return !has_gap && is_latin_end (before) && is_chinese (g_utf8_get_char (next));
}

static void
drop_blanks (GString *out)
{
  const char *last;

  while ((last = g_utf8_find_prev_char (out->str, out->str + out->len)) != NULL && is_blank (g_utf8_get_char (last)))
    g_string_truncate (out, last - out->str);
}

/* The last character of @out that is no blank, and whether blanks follow it. */
static gunichar
look_back (GString  *out,
           gboolean *has_gap)
{
  const char *at = out->str + out->len;

  *has_gap = FALSE;
  while ((at = g_utf8_find_prev_char (out->str, at)) != NULL)
    {
      gunichar c = g_utf8_get_char (at);

      if (!is_blank (c))
        return c;
      *has_gap = TRUE;
    }
  return 0;
}

static char *
restore_marks (const char *text,
               guint      *n_commas)
{
  GString *out = g_string_sized_new (strlen (text) + 16);
  const char *at = text;

  while (*at != '\0')
    {
      const char *address = skip_address (at);
      const char *full = find_full ((guint8) *at);
      const char *next;
      gboolean has_gap = FALSE;
      gunichar before;

      if (address > at)
        {
          g_string_append_len (out, at, address - at);
          at = address;
          continue;
        }
      next = g_utf8_next_char (at);
      before = full != NULL ? look_back (out, &has_gap) : 0;
      if (full != NULL && is_folded (before, has_gap, next))
        {
          drop_blanks (out);
          g_string_append (out, full);
          if (*at == ',')
            (*n_commas)++;
          at = skip_blanks (next);
        }
      else
        {
          g_string_append_len (out, at, next - at);
          at = next;
        }
    }
  return g_string_free (out, FALSE);
}

char *
galley_intake_restore_punctuation (const char *text,
                                   guint      *n_commas)
{
  g_autofree char *with_pairs = NULL;
  guint n = 0;
  char *restored;

  g_return_val_if_fail (text != NULL, NULL);

  with_pairs = restore_parentheses (text);
  restored = restore_marks (with_pairs, &n);
  if (n_commas != NULL)
    *n_commas = n;
  return restored;
}
