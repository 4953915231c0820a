/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-search-words.h"

#include <string.h>

typedef struct
{
  char *plain;
  char *folded;
  gboolean is_simple; /* but for ASCII its letters have no case */
} Word;

struct _GalleySearchWords
{
  Word words[GALLEY_SEARCH_MAX_WORDS];
  guint n_words;
};

static void
add_word (GalleySearchWords *self,
          const char        *text,
          gsize              length)
{
  Word *word = &self->words[self->n_words];

  if (length == 0 || self->n_words == GALLEY_SEARCH_MAX_WORDS)
    return;
  word->plain = g_strndup (text, length);
  word->folded = g_utf8_casefold (word->plain, -1);
  word->is_simple = TRUE;
  for (const char *p = word->plain; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      word->is_simple = word->is_simple && (c < 0x80 || g_unichar_tolower (c) == g_unichar_toupper (c));
    }
  self->n_words++;
}

GalleySearchWords *
galley_search_words_new (const char *query)
{
  g_autoptr (GalleySearchWords) self = g_new0 (GalleySearchWords, 1);
  g_autofree char *normal = NULL;
  const char *start, *p;
  guint n_characters = 0, n_counted = 0;

  g_return_val_if_fail (query != NULL, NULL);

  normal = g_utf8_normalize (query, -1, G_NORMALIZE_NFC);
  if (normal == NULL)
    return NULL;
  for (start = p = normal; *p != '\0' && n_characters < GALLEY_SEARCH_MAX_CHARACTERS; n_characters++)
    {
      const char *next = g_utf8_next_char (p);

      if (g_unichar_isalnum (g_utf8_get_char (p)))
        n_counted++;
      else
        {
          add_word (self, start, p - start);
          start = next;
        }
      p = next;
    }
  add_word (self, start, p - start);
  return n_counted >= GALLEY_SEARCH_MIN_CHARACTERS ? g_steal_pointer (&self) : NULL;
}

void
galley_search_words_free (GalleySearchWords *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n_words; i++)
    {
      g_free (self->words[i].plain);
      g_free (self->words[i].folded);
    }
  g_free (self);
}

gboolean
galley_search_words_may_be_in (const GalleySearchWords *self,
                               const char              *article)
{
  g_return_val_if_fail (self != NULL && article != NULL, FALSE);

  for (guint i = 0; i < self->n_words; i++)
    if (self->words[i].is_simple && strcasestr (article, self->words[i].plain) == NULL)
      return FALSE;
  return TRUE;
}

/* All that readers see, a part a line. */
static char *
dup_seen (GalleyRevision *revision)
{
  static const GalleyField fields[] = {
    GALLEY_FIELD_KICKER,  GALLEY_FIELD_HEADLINE, GALLEY_FIELD_SUBTITLE, GALLEY_FIELD_SHORT_HEADLINE,
    GALLEY_FIELD_SUMMARY, GALLEY_FIELD_SOURCE,   GALLEY_FIELD_EDITOR,   GALLEY_FIELD_ORIGINAL_HEADLINE,
  };
  GString *seen = g_string_new (NULL);
  g_autofree char *bylines = galley_bylines_format (galley_revision_get_bylines (revision));
  const char *const *tags = galley_revision_get_set (revision, GALLEY_SET_TAGS);
  GPtrArray *blocks = galley_revision_get_blocks (revision);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    g_string_append_printf (seen, "%s\n", galley_revision_get_field (revision, fields[i]));
  g_string_append_printf (seen, "%s\n", bylines);
  for (; *tags != NULL; tags++)
    g_string_append_printf (seen, "%s\n", *tags);
  for (guint i = 0; i < blocks->len; i++)
    {
      GalleyTable *table = galley_block_get_table (blocks->pdata[i]);
      guint n_cells = 0;
      GalleyBlock *const *cells = table != NULL ? galley_table_get_cells (table, &n_cells) : NULL;

      g_string_append_printf (seen, "%s\n", galley_block_get_text (blocks->pdata[i]));
      for (guint cell = 0; cell < n_cells; cell++)
        g_string_append_printf (seen, "%s\n", galley_block_get_text (cells[cell]));
    }
  return g_string_free (seen, FALSE);
}

gboolean
galley_search_words_are_in (const GalleySearchWords *self,
                            GalleyRevision          *revision)
{
  g_autofree char *seen = NULL;
  g_autofree char *folded = NULL;

  g_return_val_if_fail (self != NULL && revision != NULL, FALSE);

  seen = dup_seen (revision);
  folded = g_utf8_casefold (seen, -1);
  for (guint i = 0; i < self->n_words; i++)
    if (strstr (folded, self->words[i].folded) == NULL)
      return FALSE;
  return TRUE;
}
