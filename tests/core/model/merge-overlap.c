/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The base as a row of places: its characters, and behind each paragraph one more. What a side did is a list of changes of
 * it: [start, end) went, and something or nothing came. */
#include "merge-overlap.h"

#define N_CHARACTERS 0x110000
#define NOWHERE 0

typedef struct
{
  guint start, end;
  gboolean has_words; /* that came */
} Change;

typedef struct
{
  guint *places; /* by character, from 1; NOWHERE: it is not of the base */
  guint *ends;   /* by place: that behind its paragraph */
  guint n_places;
} Map;

static void
map_init (Map       *self,
          GPtrArray *base)
{
  guint n_places = 1;

  for (guint i = 0; i < base->len; i++)
    n_places += galley_block_get_n_characters (base->pdata[i]) + 1;
  self->places = g_new0 (guint, N_CHARACTERS);
  self->ends = g_new0 (guint, n_places);
  self->n_places = 1;
  for (guint i = 0; i < base->len; i++)
    {
      guint end = self->n_places + galley_block_get_n_characters (base->pdata[i]);

      for (const char *p = galley_block_get_text (base->pdata[i]); *p != '\0'; p = g_utf8_next_char (p))
        {
          self->ends[self->n_places] = end;
          self->places[g_utf8_get_char (p)] = self->n_places++;
        }
      self->ends[self->n_places++] = end;
    }
}

/* What stays, and in front of which place something came. A paragraph that is new is no change of a place. */
static void
note_block (const Map   *map,
            GalleyBlock *block,
            gboolean    *is_kept,
            gboolean    *has_words)
{
  guint last = NOWHERE;
  gboolean is_writing = FALSE;

  for (const char *p = galley_block_get_text (block); *p != '\0'; p = g_utf8_next_char (p))
    {
      guint place = map->places[g_utf8_get_char (p)];

      is_writing = is_writing || place == NOWHERE;
      if (place == NOWHERE)
        continue;
      is_kept[place] = TRUE;
      if (is_writing && last != NOWHERE)
        has_words[last + 1] = TRUE;
      for (guint first = place; is_writing && last == NOWHERE; first--)
        if (first == 1 || map->ends[first - 1] != map->ends[place])
          {
            has_words[first] = TRUE;
            break;
          }
      is_writing = FALSE;
      last = place;
    }
  if (is_writing && last != NOWHERE)
    has_words[last + 1] = TRUE;
}

/* (transfer full) (element-type Change) */
static GArray *
find_changes (const Map *map,
              GPtrArray *side)
{
  g_autofree gboolean *is_kept = g_new0 (gboolean, map->n_places + 1);
  g_autofree gboolean *has_words = g_new0 (gboolean, map->n_places + 1);
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (Change));

  for (guint i = 0; i < side->len; i++)
    note_block (map, side->pdata[i], is_kept, has_words);
  for (guint place = 1; place < map->n_places;)
    {
      Change change = { place, place, has_words[place] };

      while (change.end < map->ends[place] && !is_kept[change.end])
        change.end++;
      if (change.end > change.start || change.has_words)
        g_array_append_val (changes, change);
      place = MAX (change.end, place + 1);
    }
  return changes;
}

static MergeOverlap
compare (const Change *a,
         const Change *b)
{
  gboolean is_within = a->start == a->end ? b->start < a->start && a->start < b->end
                                          : a->start < b->start && b->start < a->end && b->start == b->end;
  gboolean is_one_place = a->start == a->end && b->start == b->end && a->start == b->start;

  if (is_within || is_one_place)
    return MERGE_OVERLAP_MET;
  if (MAX (a->start, b->start) < MIN (a->end, b->end))
    return a->has_words || b->has_words ? MERGE_OVERLAP_MET : MERGE_OVERLAP_DELETED;
  return a->has_words && b->has_words && (a->end == b->start || b->end == a->start) ? MERGE_OVERLAP_TOUCHED
                                                                                    : MERGE_OVERLAP_NONE;
}

MergeOverlap
merge_overlap_find (GPtrArray *base,
                    GPtrArray *mine,
                    GPtrArray *theirs)
{
  g_autoptr (GArray) my_changes = NULL;
  g_autoptr (GArray) their_changes = NULL;
  MergeOverlap worst = MERGE_OVERLAP_NONE;
  Map map;

  map_init (&map, base);
  my_changes = find_changes (&map, mine);
  their_changes = find_changes (&map, theirs);
  for (guint i = 0; i < my_changes->len; i++)
    for (guint j = 0; j < their_changes->len; j++)
      {
        MergeOverlap here = compare (&g_array_index (my_changes, Change, i), &g_array_index (their_changes, Change, j));

        worst = MAX (worst, here);
      }
  g_free (map.places);
  g_free (map.ends);
  return worst;
}
