/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/conflict/galley-conflict-words.h"

#include "app/history/galley-history-words.h"
#include "app/words/galley-words.h"

#include <glib/gi18n.h>

#define MAX_PLACES 3

/* Of either side, or of what stood before. */
static const GalleyBlock *
get_first_block (const GalleyConflict *conflict)
{
  for (guint side = GALLEY_SIDE_MINE; side <= GALLEY_SIDE_BASE; side++)
    {
      GPtrArray *blocks = galley_conflict_get_side_blocks (conflict, side);

      if (blocks != NULL && blocks->len > 0)
        return blocks->pdata[0];
    }
  return NULL;
}

char *
galley_conflict_words_for_place (const GalleyConflict *conflict)
{
  const GalleyBlock *block;
  guint number;

  g_return_val_if_fail (conflict != NULL, NULL);

  block = get_first_block (conflict);
  if (block == NULL)
    return g_strdup (galley_words_for_part (conflict->name));
  number = conflict->block + 1;
  if (conflict->mine_blocks->len > 1)
    /* Translators: where in the text of an article a conflict is, the first and the last paragraph of it. */
    return g_strdup_printf (_ ("Paragraphs %u to %u"), number, number + conflict->mine_blocks->len - 1);
  if (galley_block_get_kind (block) == GALLEY_BLOCK_PARAGRAPH)
    return g_strdup_printf (_ ("Paragraph %u"), number);
  /* Translators: "Picture, paragraph 4": what of an article's text is in conflict and where it stands. */
  return g_strdup_printf (_ ("%1$s, paragraph %2$u"), galley_history_words_for_block (block), number);
}

char *
galley_conflict_words_for_places (GPtrArray *conflicts)
{
  g_autoptr (GString) places = NULL;
  guint n_more;

  g_return_val_if_fail (conflicts != NULL, NULL);

  places = g_string_new (NULL);
  for (guint i = 0; i < MIN (conflicts->len, MAX_PLACES); i++)
    {
      g_autofree char *place = galley_conflict_words_for_place (conflicts->pdata[i]);

      if (i > 0)
        /* Translators: stands between the names of parts of an article in a row. */
        g_string_append (places, _ (", "));
      g_string_append (places, place);
    }
  if (conflicts->len <= MAX_PLACES)
    return g_string_free (g_steal_pointer (&places), FALSE);
  n_more = conflicts->len - MAX_PLACES;
  /* Translators: %1$s: some of the parts that are in conflict; %2$u: how many are not named. */
  return g_strdup_printf (ngettext ("%1$s and %2$u more place", "%1$s and %2$u more places", n_more), places->str, n_more);
}

char *
galley_conflict_words_for_side (GalleyConflictSide  side,
                                const GalleyState  *theirs)
{
  switch (side)
    {
    case GALLEY_SIDE_MINE:
      return g_strdup (_ ("Mine"));
    case GALLEY_SIDE_THEIRS:
      return g_strdup (theirs != NULL && *theirs->modified_by != '\0' ? theirs->modified_by : _ ("Theirs"));
    case GALLEY_SIDE_BASE:
    default:
      /* Translators: heads what stood in the article before two people changed it. */
      return g_strdup (_ ("Before Both"));
    }
}

char *
galley_conflict_words_for_origin (GalleyConflictSide  side,
                                  const GalleyState  *theirs,
                                  gint64              now)
{
  if (side == GALLEY_SIDE_MINE)
    return g_strdup (_ ("on this computer"));
  if (side == GALLEY_SIDE_THEIRS && theirs != NULL && theirs->modified != 0)
    return galley_history_words_for_time (theirs->modified, now);
  return g_strdup ("");
}

const char *
galley_conflict_words_for_looks (const GalleyConflict *conflict)
{
  const GalleyBlock *mine, *theirs;

  g_return_val_if_fail (conflict != NULL, NULL);

  if (conflict->mine_blocks == NULL || !g_str_equal (conflict->mine, conflict->theirs))
    return NULL;
  mine = conflict->mine_blocks->len > 0 ? conflict->mine_blocks->pdata[0] : NULL;
  theirs = conflict->theirs_blocks->len > 0 ? conflict->theirs_blocks->pdata[0] : NULL;
  if (mine == NULL || theirs == NULL)
    return NULL;
  if (galley_block_get_kind (mine) != galley_block_get_kind (theirs))
    return _ ("The words are the same, but of another kind of paragraph.");
  if (galley_block_get_figure (mine) != NULL)
    return _ ("The words are the same, but under another picture.");
  return _ ("The words are the same, but formatted differently.");
}
