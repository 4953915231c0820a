/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/galley-find.h"

#include <string.h>

static const GalleyField fields_above[] = { GALLEY_FIELD_KICKER, GALLEY_FIELD_HEADLINE, GALLEY_FIELD_SUBTITLE };
static const GalleyField fields_below[] = { GALLEY_FIELD_SHORT_HEADLINE, GALLEY_FIELD_SUMMARY };

/* --- finding ----------------------------------------------------------------------------------------------------- */

typedef struct
{
  GalleyPattern *pattern;
  const char *replacement;
  GalleyFindBudget *budget;
  GArray *matches;
} Search;

static void
clear_match (gpointer data)
{
  g_clear_pointer (&((GalleyMatch *) data)->replacement, g_free);
}

static void
search_text (Search           *search,
             guint             place,
             guint             block,
             const GalleyCell *cell, /* (nullable) */
             const char       *text)
{
  g_autoptr (GArray) found = galley_pattern_find (search->pattern, text, search->replacement, search->budget);

  for (guint i = 0; i < found->len; i++)
    {
      GalleyTextMatch *in_text = &g_array_index (found, GalleyTextMatch, i);
      GalleyMatch match = { .place = place, .block = block, .is_in_cell = cell != NULL, .start = in_text->start,
                            .end = in_text->end, .replacement = g_steal_pointer (&in_text->replacement) };

      if (cell != NULL)
        match.cell = *cell;

      g_array_append_val (search->matches, match);
    }
}

static void
search_field (Search         *search,
              GalleyRevision *revision,
              GalleyField     field)
{
  search_text (search, field, 0, NULL, galley_revision_get_field (revision, field));
}

static void
search_block (Search      *search,
              guint        index,
              GalleyBlock *block)
{
  GalleyTable *table = galley_block_get_table (block);
  GalleyBlock *const *cells;
  guint n_cells;

  if (table == NULL)
    {
      search_text (search, GALLEY_MATCH_IN_BODY, index, NULL, galley_block_get_text (block));
      return;
    }
  cells = galley_table_get_cells (table, &n_cells);
  for (guint i = 0; i < n_cells && !search->budget->is_spent; i++)
    {
      GalleyCell cell = { i / galley_table_get_n_columns (table), i % galley_table_get_n_columns (table) };

      search_text (search, GALLEY_MATCH_IN_BODY, index, &cell, galley_block_get_text (cells[i]));
    }
}

GArray *
galley_find_in_revision (GalleyRevision   *revision,
                         GalleyPattern    *pattern,
                         gboolean          is_body_only,
                         const char       *replacement,
                         GalleyFindBudget *budget)
{
  Search search = { pattern, replacement, budget, g_array_new (FALSE, FALSE, sizeof (GalleyMatch)) };
  GPtrArray *blocks;

  g_array_set_clear_func (search.matches, clear_match);
  g_return_val_if_fail (revision != NULL && pattern != NULL && budget != NULL, search.matches);

  for (guint i = 0; i < G_N_ELEMENTS (fields_above) && !is_body_only; i++)
    search_field (&search, revision, fields_above[i]);
  blocks = galley_revision_get_blocks (revision);
  for (guint i = 0; i < blocks->len && !budget->is_spent; i++)
    search_block (&search, i, g_ptr_array_index (blocks, i));
  for (guint i = 0; i < G_N_ELEMENTS (fields_below) && !is_body_only; i++)
    search_field (&search, revision, fields_below[i]);
  return search.matches;
}

/* --- replacing --------------------------------------------------------------------------------------------------- */

static gboolean
reads_already (const char        *text,
               const GalleyMatch *match)
{
  const char *start = g_utf8_offset_to_pointer (text, match->start);
  const char *end = g_utf8_offset_to_pointer (start, match->end - match->start);

  return strlen (match->replacement) == (gsize) (end - start) &&
         strncmp (match->replacement, start, (gsize) (end - start)) == 0;
}

/* How what replaces a match shall look. */
static GalleyStyle
get_style (GalleyBlock       *block,
           const GalleyMatch *match)
{
  GalleyStyle style = { 0 };
  guint n_marks;
  const GalleyMark *marks = galley_block_get_marks (block, &n_marks);

  for (guint i = 0; i < n_marks; i++)
    {
      guint least_end = marks[i].kind == GALLEY_MARK_LINK ? match->end : match->start + 1;

      if (marks[i].start > match->start || marks[i].end < least_end)
        continue;
      style.marks |= 1u << marks[i].kind;
      if (marks[i].kind == GALLEY_MARK_LINK)
        style.target = marks[i].target;
    }
  return style;
}

/* One block with the matches @first up to @last replaced, from behind so that the places in front stay right.
 * (transfer full) */
static GalleyBlock *
replace_in_text (GalleyBlock *block,
                 GArray      *matches,
                 guint        first,
                 guint        last,
                 guint       *n_replaced)
{
  GalleyBlock *current = galley_block_ref (block);

  for (guint i = last + 1; i-- > first;)
    {
      const GalleyMatch *match = &g_array_index (matches, GalleyMatch, i);
      GalleyBlock *next;

      if (reads_already (galley_block_get_text (block), match))
        continue;
      next = galley_block_replace (current, match->start, match->end, match->replacement, get_style (block, match));
      galley_block_unref (current);
      current = next;
      (*n_replaced)++;
    }
  return current;
}

/* The same of a table, cell by cell. (transfer full) */
static GalleyBlock *
replace_in_block (GalleyBlock *block,
                  GArray      *matches,
                  guint        first,
                  guint        last,
                  guint       *n_replaced)
{
  g_autoptr (GalleyTable) table = NULL;

  if (galley_block_get_table (block) == NULL)
    return replace_in_text (block, matches, first, last, n_replaced);
  table = galley_table_ref (galley_block_get_table (block));
  for (guint i = first, next; i <= last; i = next)
    {
      GalleyCell cell = g_array_index (matches, GalleyMatch, i).cell;
      g_autoptr (GalleyTable) before = g_steal_pointer (&table);
      g_autoptr (GalleyBlock) content = NULL;

      for (next = i + 1; next <= last; next++)
        if (g_array_index (matches, GalleyMatch, next).cell.row != cell.row
            || g_array_index (matches, GalleyMatch, next).cell.column != cell.column)
          break;
      content = replace_in_text (galley_table_get_cell (before, cell), matches, i, next - 1, n_replaced);
      table = galley_table_with_cell (before, cell, content);
    }
  return galley_block_new_table (table);
}

/* Where the run of matches in the same text or table as match @first ends. */
static guint
find_last_in_text (GArray *matches,
                   guint   first)
{
  const GalleyMatch *match = &g_array_index (matches, GalleyMatch, first);
  guint last = first;

  while (last + 1 < matches->len && g_array_index (matches, GalleyMatch, last + 1).place == match->place &&
         g_array_index (matches, GalleyMatch, last + 1).block == match->block)
    last++;
  return last;
}

static guint
replace_in_field (GalleyArticle *article,
                  GArray        *matches,
                  guint          first,
                  guint          last)
{
  GalleyField field = g_array_index (matches, GalleyMatch, first).place;
  const char *text = galley_article_get_field (article, field);
  g_autoptr (GString) out = g_string_new (NULL);
  const char *copied = text;
  guint n_replaced = 0;

  for (guint i = first; i <= last; i++)
    {
      const GalleyMatch *match = &g_array_index (matches, GalleyMatch, i);
      const char *start = g_utf8_offset_to_pointer (text, match->start);

      if (reads_already (text, match))
        continue;
      g_string_append_len (out, copied, start - copied);
      g_string_append (out, match->replacement);
      copied = g_utf8_offset_to_pointer (text, match->end);
      n_replaced++;
    }
  g_string_append (out, copied);
  if (n_replaced > 0)
    galley_article_set_field (article, field, out->str);
  return n_replaced;
}

/* Matches @first up to @last are those in the body: one splice from the first block that has one to the last. */
static guint
replace_in_body (GalleyDocument *document,
                 GArray         *matches,
                 guint           first,
                 guint           last)
{
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();
  guint first_block = g_array_index (matches, GalleyMatch, first).block;
  guint last_block = g_array_index (matches, GalleyMatch, last).block;
  guint n_replaced = 0;

  for (guint block = first_block, i = first; block <= last_block; block++)
    {
      GalleyBlock *old = galley_document_get_block (document, block);
      guint last_here;

      if (g_array_index (matches, GalleyMatch, i).block != block)
        {
          g_ptr_array_add (blocks, galley_block_ref (old));
          continue;
        }
      last_here = find_last_in_text (matches, i);
      g_ptr_array_add (blocks, replace_in_block (old, matches, i, last_here, &n_replaced));
      i = MIN (last_here + 1, last);
    }
  if (n_replaced > 0)
    galley_document_splice (document, GALLEY_SPLICE_TYPED, first_block, blocks->len,
                            (GalleyBlock *const *) blocks->pdata, blocks->len);
  return n_replaced;
}

static guint
find_last_in_place (GArray *matches,
                    guint   first)
{
  guint place = g_array_index (matches, GalleyMatch, first).place;
  guint last = first;

  while (last + 1 < matches->len && g_array_index (matches, GalleyMatch, last + 1).place == place)
    last++;
  return last;
}

guint
galley_find_replace (GalleyArticle *article,
                     GArray        *matches)
{
  guint n_replaced = 0;

  g_return_val_if_fail (GALLEY_IS_ARTICLE (article), 0);
  g_return_val_if_fail (matches != NULL, 0);

  for (guint first = 0, last; first < matches->len; first = last + 1)
    {
      last = find_last_in_place (matches, first);
      if (g_array_index (matches, GalleyMatch, first).place == GALLEY_MATCH_IN_BODY)
        n_replaced += replace_in_body (galley_article_get_document (article), matches, first, last);
      else
        n_replaced += replace_in_field (article, matches, first, last);
    }
  return n_replaced;
}
