/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clean text in blocks, without reading all of it at each key.
 *
 * A character is *settled* when cleaning keeps it and nothing that stands before it can change it: printable Latin,
 * Han, kana, Hangul, full-width marks and nearly everything else but combining marks, the scripts whose vowel signs
 * compose backwards, and what cleaning drops. A settled character is a border for NFC (it has Boundary_Before), so
 * text can be normalised from one to the next without looking further. Text of settled characters only is clean. */

#include "core/model/galley-block.h"
#include "core/model/galley-block-private.h"

#include "core/base/galley-bytes.h"
#include "core/base/galley-text.h"

#include <string.h>

/* Characters [raw_start, raw_end) of what came became [start, end) of what was kept. */
typedef struct
{
  guint raw_start, raw_end;
  guint start, end;
  const char *raw;
} Change;

/* Scripts with starters that compose with what stands before them: Indic and Myanmar vowel signs, Hangul jamo, and
 * the planes where Unicode still adds such. */
static gboolean
may_compose_backwards (gunichar character)
{
  return (character >= 0x0900 && character <= 0x0dff) || (character >= 0x1000 && character <= 0x11ff)
         || (character >= 0x1b00 && character <= 0x1bff) || (character >= 0x11000 && character <= 0x16fff);
}

static gboolean
is_settled_elsewhere (gunichar character)
{
  gunichar first, second;

  if (character == 0x2029 || character == 0xfffc || character == 0xfeff || may_compose_backwards (character))
    return FALSE;
  return g_unichar_isdefined (character) && g_unichar_combining_class (character) == 0
         && !g_unichar_decompose (character, &first, &second);
}

static inline gboolean
is_settled (gunichar character)
{
  if (character < 0x300)
    return (character >= 0x20 && character < 0x7f) || character >= 0xa0 || character == '\t';
  if ((character >= 0x3400 && character <= 0x4dbf) || (character >= 0x4e00 && character <= 0x9fff)
      || (character >= 0x3001 && character <= 0x3029) || (character >= 0xff01 && character <= 0xff65)
      || (character >= 0x2010 && character <= 0x2028) || (character >= 0xac00 && character <= 0xd7a3))
    return TRUE;
  return is_settled_elsewhere (character);
}

/* Of a lead and what stands behind it. */
static inline gunichar
read_three (const char *text)
{
  return (gunichar) (text[0] & 0x0f) << 12 | (gunichar) (text[1] & 0x3f) << 6 | (gunichar) (text[2] & 0x3f);
}

gboolean
galley_text_is_settled (const char *text,
                        gsize       n_bytes,
                        guint      *n_characters)
{
  const char *end = text + n_bytes;
  guint count = 0;

  for (; text < end; count++)
    {
      guchar lead = *text;
      gunichar character;

      if (lead >= 0x20 && lead < 0x7f)
        {
          text++;
          continue;
        }
      /* Of most that is written any two continuation bytes behind the lead are a character. */
      if (end - text >= 4 && (galley_bytes_are_han (text) || galley_bytes_are_full_width (text)))
        {
          if ((lead < 0xe5 || lead > 0xe9) && !is_settled (read_three (text)))
            return FALSE;
          text += 3;
          continue;
        }
      character = g_utf8_get_char_validated (text, end - text);
      if ((gint32) character < 0 || !is_settled (character))
        return FALSE;
      text = g_utf8_next_char (text);
    }
  *n_characters = count;
  return TRUE;
}

/* Where a place in the raw text is now. @changes is in order. */
static guint
follow (GArray *changes,
        guint   place)
{
  guint low = 0, high = changes->len;

  place = MIN (place, (guint) G_MAXINT);
  while (low < high)
    {
      guint middle = (low + high) / 2;
      if (g_array_index (changes, Change, middle).raw_start < place)
        low = middle + 1;
      else
        high = middle;
    }
  if (low == 0)
    return place;

  const Change *change = &g_array_index (changes, Change, low - 1);
  if (place >= change->raw_end)
    return change->end + (place - change->raw_end);

  const char *stop = g_utf8_offset_to_pointer (change->raw, place - change->raw_start);
  g_autofree char *before = galley_text_clean (change->raw, stop - change->raw);
  return MIN (change->start + (guint) g_utf8_strlen (before, -1), change->end);
}

static void
marks_follow (GArray *marks,
              GArray *changes)
{
  for (guint i = 0; marks != NULL && i < marks->len; i++)
    {
      GalleyMark *mark = &g_array_index (marks, GalleyMark, i);
      mark->start = follow (changes, mark->start);
      mark->end = follow (changes, mark->end);
    }
}

char *
galley_text_clean_with_marks (const char *text,
                              GArray     *marks)
{
  if (marks == NULL || marks->len == 0)
    return galley_text_clean (text, -1);

  GString *out = g_string_sized_new (strlen (text));
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (Change));
  guint raw = 0, kept = 0;

  while (*text != '\0')
    {
      /* From one settled character to the next. */
      const char *stop = g_utf8_next_char (text);
      guint length = 1;
      for (; *stop != '\0' && !is_settled (g_utf8_get_char (stop)); length++)
        stop = g_utf8_next_char (stop);

      g_autofree char *cleaned = galley_text_clean (text, stop - text);
      guint cleaned_length = g_utf8_strlen (cleaned, -1);
      if (cleaned_length != length)
        {
          Change change = { raw, raw + length, kept, kept + cleaned_length, text };
          g_array_append_val (changes, change);
        }
      g_string_append (out, cleaned);
      raw += length;
      kept += cleaned_length;
      text = stop;
    }
  marks_follow (marks, changes);
  return g_string_free (out, FALSE);
}

GalleyTextPart
galley_text_part_of (const GalleyBlock *block,
                     guint              start,
                     guint              end)
{
  const char *first, *last;

  if (block->n_bytes == block->n_characters)
    {
      first = block->text + start;
      last = block->text + end;
    }
  else
    {
      first = g_utf8_offset_to_pointer (block->text, start);
      last = end == block->n_characters ? block->text + block->n_bytes : g_utf8_offset_to_pointer (first, end - start);
    }
  return (GalleyTextPart) { first, last - first, end - start };
}

/* The bytes around the places where parts meet that may have to be composed anew; FALSE when none has. */
static gboolean
find_seam (const GalleyTextPart *parts,
           guint                 n_parts,
           const char           *text,
           gsize                 n_bytes,
           gsize                *start,
           gsize                *end)
{
  gboolean is_found = FALSE;
  gsize place = 0;

  for (guint i = 0; i < n_parts; place += parts[i].n_bytes, i++)
    if (place > 0 && parts[i].n_bytes > 0 && !is_settled (g_utf8_get_char (parts[i].text)))
      {
        *start = is_found ? *start : place;
        *end = place;
        is_found = TRUE;
      }
  if (!is_found)
    return FALSE;

  const char *first = g_utf8_prev_char (text + *start);
  while (first > text && !is_settled (g_utf8_get_char (first)))
    first = g_utf8_prev_char (first);
  const char *last = text + *end;
  while (last < text + n_bytes && !is_settled (g_utf8_get_char (last)))
    last = g_utf8_next_char (last);
  *start = first - text;
  *end = last - text;
  return TRUE;
}

static gboolean
meets_cleanly (const GalleyTextPart *parts,
               guint                 n_parts)
{
  for (guint i = 1; i < n_parts; i++)
    if (parts[i].n_bytes > 0 && !is_settled (g_utf8_get_char (parts[i].text)))
      return FALSE;
  return TRUE;
}

/* The rare way: lay the parts end to end, normalise the seam, and move what counts characters. */
static GalleyBlock *
compose_anew (GalleyForm            form,
              const GalleyTextPart *parts,
              guint                 n_parts,
              GArray               *marks,
              guint                *place)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < n_parts; i++)
    g_string_append_len (text, parts[i].text, parts[i].n_bytes);

  gsize start = 0, end = 0;
  if (find_seam (parts, n_parts, text->str, text->len, &start, &end))
    {
      g_autofree char *raw = g_strndup (text->str + start, end - start);
      g_autofree char *composed = galley_text_normalize (raw, -1);
      if (strcmp (raw, composed) != 0)
        {
          g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (Change));
          guint first = g_utf8_strlen (text->str, start);
          Change change = { first, first + g_utf8_strlen (raw, -1), first, first + g_utf8_strlen (composed, -1), raw };
          g_array_append_val (changes, change);
          marks_follow (marks, changes);
          if (place != NULL)
            *place = follow (changes, *place);
          g_string_erase (text, start, end - start);
          g_string_insert (text, start, composed);
        }
    }

  guint n_characters = g_utf8_strlen (text->str, text->len);
  galley_marks_normalize (marks, n_characters);
  GalleyBlock *block = galley_block_allocate (form, text->len, n_characters, marks);
  memcpy (block->text, text->str, text->len);
  return block;
}

static gboolean
lacks_break (GalleyForm            form,
             const GalleyTextPart *parts,
             guint                 n_parts)
{
  for (guint i = 0; i < n_parts; i++)
    if (!galley_form_lacks_break (form, parts[i].text, parts[i].n_bytes))
      return FALSE;
  return TRUE;
}

GalleyBlock *
galley_block_compose (GalleyForm            form,
                      const GalleyTextPart *parts,
                      guint                 n_parts,
                      GArray               *marks,
                      guint                *place)
{
  g_autofree GalleyTextPart *completed = NULL;
  if (form.kind == GALLEY_BLOCK_TABLE)
    form = (GalleyForm) { .kind = GALLEY_BLOCK_PARAGRAPH };
  if (lacks_break (form, parts, n_parts))
    {
      completed = g_new (GalleyTextPart, n_parts + 1);
      if (n_parts > 0)
        memcpy (completed, parts, n_parts * sizeof *parts);
      completed[n_parts++] = (GalleyTextPart) { GALLEY_LINE_SEPARATOR, strlen (GALLEY_LINE_SEPARATOR), 1 };
      parts = completed;
    }
  if (!meets_cleanly (parts, n_parts))
    return compose_anew (form, parts, n_parts, marks, place);

  gsize n_bytes = 0;
  guint n_characters = 0;
  for (guint i = 0; i < n_parts; i++)
    {
      n_bytes += parts[i].n_bytes;
      n_characters += parts[i].n_characters;
    }
  galley_marks_normalize (marks, n_characters);
  GalleyBlock *block = galley_block_allocate (form, n_bytes, n_characters, marks);
  char *out = block->text;
  for (guint i = 0; i < n_parts; i++)
    {
      memcpy (out, parts[i].text, parts[i].n_bytes);
      out += parts[i].n_bytes;
    }
  return block;
}
