/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/galley-stretch-private.h"

#include "core/base/galley-text.h"

/* Numbers: a grapheme of one character is that character; behind the last of Unicode stand borders, then other graphemes. */
#define FIRST_BORDER 0x110000
#define FIRST_CLUSTER 0x111000

GHashTable *
galley_stretch_numbers_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static guint
number_grapheme (GHashTable *numbers,
                 const char *start,
                 gsize       length)
{
  gunichar first = g_utf8_get_char (start);
  g_autofree char *cluster = NULL;
  guint number;

  if ((gsize) g_unichar_to_utf8 (first, NULL) == length)
    return first;
  cluster = g_strndup (start, length);
  number = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, cluster));
  if (number == 0)
    {
      number = FIRST_CLUSTER + g_hash_table_size (numbers);
      g_hash_table_insert (numbers, g_steal_pointer (&cluster), GUINT_TO_POINTER (number));
    }
  return number;
}

/* For each character a number that is equal where the marks are. (transfer full) */
static guint *
paint_marks (const GalleyBlock *block)
{
  guint *looks = g_new0 (guint, block->n_characters + 1);

  for (guint i = 0; i < block->n_marks; i++)
    {
      const GalleyMark *mark = &block->marks[i];
      guint look = 1u << mark->kind;

      if (mark->target != NULL)
        look |= g_str_hash (mark->target) << GALLEY_N_MARK_KINDS;
      for (guint j = mark->start; j < mark->end; j++)
        looks[j] |= look;
    }
  return looks;
}

static void
append_border (GArray            *tokens,
               guint              index,
               const GalleyBlock *block)
{
  GalleyToken token = { FIRST_BORDER + block->form.kind * (GALLEY_MAX_LEVEL + 1) + block->form.level, 0, index, 0, 0 };

  g_array_append_val (tokens, token);
}

static void
append_graphemes (GArray            *tokens,
                  guint              index,
                  const GalleyBlock *block,
                  GHashTable        *numbers)
{
  g_autoptr (GArray) ends = galley_text_list_grapheme_ends (block->text);
  g_autofree guint *looks = block->n_marks > 0 ? paint_marks (block) : NULL;
  guint character = 0;
  gsize start = 0;

  for (guint i = 0; i < ends->len; i++)
    {
      gsize end = g_array_index (ends, gsize, i);
      GalleyToken token = { number_grapheme (numbers, block->text + start, end - start), 0, index, character, 0 };

      character += token.number < FIRST_CLUSTER ? 1 : g_utf8_strlen (block->text + start, end - start);
      token.end = character;
      for (guint j = token.start; looks != NULL && j < token.end; j++)
        token.look = token.look * 31 + looks[j];
      g_array_append_val (tokens, token);
      start = end;
    }
}

void
galley_stretch_init (GalleyStretch      *self,
                     GalleyBlock *const *blocks,
                     guint               n_blocks,
                     GHashTable         *numbers)
{
  g_autoptr (GArray) tokens = g_array_new (FALSE, FALSE, sizeof (GalleyToken));

  g_assert (n_blocks > 0);

  for (guint i = 0; i < n_blocks; i++)
    {
      if (i > 0)
        append_border (tokens, i, blocks[i]);
      append_graphemes (tokens, i, blocks[i], numbers);
    }
  *self = (GalleyStretch) { .blocks = blocks, .n_blocks = n_blocks, .n_tokens = tokens->len };
  self->numbers = g_new (guint, tokens->len + 1);
  for (guint i = 0; i < tokens->len; i++)
    self->numbers[i] = g_array_index (tokens, GalleyToken, i).number;
  self->tokens = (GalleyToken *) g_array_free (g_steal_pointer (&tokens), FALSE);
}

void
galley_stretch_clear (GalleyStretch *self)
{
  g_free (self->tokens);
  g_free (self->numbers);
}

gboolean
galley_stretch_is_border (const GalleyStretch *self,
                          guint                token)
{
  return self->numbers[token] >= FIRST_BORDER && self->numbers[token] < FIRST_CLUSTER;
}

gunichar
galley_stretch_get_character (const GalleyStretch *self,
                              guint                token)
{
  const GalleyToken *at = &self->tokens[token];

  if (at->number < FIRST_BORDER)
    return at->number;
  if (galley_stretch_is_border (self, token))
    return 0x2029;
  return g_utf8_get_char (g_utf8_offset_to_pointer (self->blocks[at->block]->text, at->start));
}

GalleyStyle
galley_stretch_get_style (const GalleyStretch *self,
                          guint                token)
{
  const GalleyToken *at = &self->tokens[token];
  const GalleyBlock *block = self->blocks[at->block];
  GalleyStyle style = { 0 };

  for (guint i = 0; i < block->n_marks; i++)
    {
      const GalleyMark *mark = &block->marks[i];

      if (mark->start > at->start || mark->end <= at->start)
        continue;
      style.marks |= 1u << mark->kind;
      if (mark->kind == GALLEY_MARK_LINK)
        style.target = mark->target;
    }
  return style;
}

/* --- writing ----------------------------------------------------------------------------------------------------- */

void
galley_stretch_writer_init (GalleyStretchWriter *self,
                            GalleyForm           form)
{
  *self = (GalleyStretchWriter) { .form = form };
  self->blocks = galley_blocks_new ();
  self->parts = g_array_new (FALSE, FALSE, sizeof (GalleyTextPart));
  self->marks = galley_marks_new ();
}

/* Whether the graphemes of @block are not those that were put in: then there are fewer, or one goes over the end of a part
 * (of two flags that meet there are still two, but others). */
static gboolean
is_fused (const GalleyStretchWriter *self,
          const GalleyBlock         *block)
{
  g_autoptr (GArray) ends = galley_text_list_grapheme_ends (block->text);
  gsize end = 0;

  if (ends->len != self->n_graphemes)
    return TRUE;
  for (guint i = 0, j = 0; i < self->parts->len; i++)
    {
      end += g_array_index (self->parts, GalleyTextPart, i).n_bytes;
      while (j < ends->len && g_array_index (ends, gsize, j) < end)
        j++;
      if (end > 0 && (j == ends->len || g_array_index (ends, gsize, j) != end))
        return TRUE;
    }
  return FALSE;
}

static void
end_block (GalleyStretchWriter *self)
{
  GalleyBlock *block = galley_block_compose (self->form, (const GalleyTextPart *) self->parts->data, self->parts->len,
                                             self->marks, NULL);

  self->has_fused |= is_fused (self, block);
  g_ptr_array_add (self->blocks, block);
  g_array_set_size (self->parts, 0);
  g_array_set_size (self->marks, 0);
  self->n_characters = self->n_graphemes = 0;
}

/* Graphemes of one block. */
static void
add_part (GalleyStretchWriter *self,
          const GalleyStretch *source,
          guint                first,
          guint                last)
{
  guint start = source->tokens[first].start, end = source->tokens[last - 1].end;
  const GalleyBlock *block = source->blocks[source->tokens[first].block];
  GalleyTextPart part = galley_text_part_of (block, start, end);

  g_array_append_val (self->parts, part);
  self->n_characters += end - start;
  self->n_graphemes += last - first;
}

void
galley_stretch_writer_add (GalleyStretchWriter *self,
                           const GalleyStretch *source,
                           guint                first,
                           guint                last)
{
  while (first < last)
    {
      const GalleyToken *token = &source->tokens[first];
      guint end = first;

      if (galley_stretch_is_border (source, first))
        {
          end_block (self);
          self->form = source->blocks[token->block]->form;
          first++;
          continue;
        }
      while (end < last && !galley_stretch_is_border (source, end))
        end++;
      galley_marks_append_part (self->marks, source->blocks[token->block], token->start, source->tokens[end - 1].end,
                                self->n_characters);
      add_part (self, source, first, end);
      first = end;
    }
}

void
galley_stretch_writer_add_styled (GalleyStretchWriter *self,
                                  const GalleyStretch *source,
                                  guint                token,
                                  GalleyStyle          style)
{
  guint start = self->n_characters;

  add_part (self, source, token, token + 1);
  galley_marks_append_style (self->marks, style, start, self->n_characters);
}

GPtrArray *
galley_stretch_writer_end (GalleyStretchWriter *self)
{
  GPtrArray *blocks;

  end_block (self);
  blocks = self->blocks;
  g_array_unref (self->parts);
  g_array_unref (self->marks);
  if (self->has_fused)
    g_clear_pointer (&blocks, g_ptr_array_unref);
  return blocks;
}
