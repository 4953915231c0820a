/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a moved block goes is told by its anchor: the block in front of it, on the side that moved it, which everybody has
 * and nobody has moved. */
#include "core/model/galley-merge-hunks-private.h"

#include "core/model/galley-block-changes.h"
#include "core/model/galley-likeness.h"

#define NONE G_MAXUINT
/* Anchors count from 1; 0 is the beginning. */
#define BEGINNING 0
/* Of a hundred characters, so many in common make a block that went and one that came the same, moved and changed. */
#define SAME_MOVED 65
/* Blocks with fewer characters say too little for that. */
#define LEAST_CHARACTERS 10
/* Pairs that are looked at for it. */
#define MAX_PAIRS 10000

enum
{
  MINE,
  THEIRS,
  BASE,
  N_SIDES
};

/* What became of each block of the base. */
typedef struct
{
  GPtrArray *blocks;
  guint *places;     /* here, or NONE */
  gboolean *is_moved;
} Side;

typedef struct
{
  guint block; /* of the base */
  guint anchor;
  guint mover;
} Move;

static guint
hash_block (gconstpointer block)
{
  guint64 hash = galley_block_hash (block);

  return (guint) (hash ^ (hash >> 32));
}

static gboolean
equal_blocks (gconstpointer a,
              gconstpointer b)
{
  return galley_block_equal (a, b);
}

/* block -> how often it is there. */
static GHashTable *
count_blocks (GPtrArray *blocks)
{
  GHashTable *counts = g_hash_table_new (hash_block, equal_blocks);

  for (guint i = 0; i < blocks->len; i++)
    {
      guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, blocks->pdata[i]));

      g_hash_table_replace (counts, blocks->pdata[i], GUINT_TO_POINTER (count + 1));
    }
  return counts;
}

static gboolean
stands_once (GHashTable        *counts,
             const GalleyBlock *block)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (counts, block)) == 1;
}

/* Where the blocks of the rows stand, in front of each row. */
typedef struct
{
  GArray *rows;
  guint *earlier;
  guint *later;
} Rows;

static void
note_move (Side       *side,
           const Rows *rows,
           guint       from,
           guint       to)
{
  side->places[rows->earlier[from]] = rows->later[to];
  side->is_moved[rows->earlier[from]] = TRUE;
}

/* Whether anything was moved as it is. */
static gboolean
find_moved (Side       *side,
            const Rows *rows,
            GPtrArray  *base)
{
  g_autoptr (GHashTable) in_base = NULL;
  g_autoptr (GHashTable) in_side = NULL;
  gboolean has_moved = FALSE;

  for (guint i = 0; i < rows->rows->len; i++)
    {
      const GalleyBlockChange *row = &g_array_index (rows->rows, GalleyBlockChange, i);

      if (row->kind != GALLEY_BLOCK_MOVED_AWAY)
        continue;
      in_base = in_base != NULL ? in_base : count_blocks (base);
      in_side = in_side != NULL ? in_side : count_blocks (side->blocks);
      if (!stands_once (in_base, row->earlier) || !stands_once (in_side, row->earlier))
        continue;
      note_move (side, rows, i, row->other);
      has_moved = TRUE;
    }
  return has_moved;
}

/* Rows of a kind whose blocks say enough. (transfer full) (element-type guint) */
static GArray *
list_rows (const Rows           *rows,
           GalleyBlockChangeKind kind)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < rows->rows->len; i++)
    {
      const GalleyBlockChange *row = &g_array_index (rows->rows, GalleyBlockChange, i);
      const GalleyBlock *block = row->earlier != NULL ? row->earlier : row->later;

      if (row->kind == kind && galley_block_get_n_characters (block) >= LEAST_CHARACTERS)
        g_array_append_val (found, i);
    }
  return found;
}

/* Whether anything was moved and changed; each block finds the one that is most like it. */
static gboolean
find_changed (Side       *side,
              const Rows *rows)
{
  g_autoptr (GArray) gone = list_rows (rows, GALLEY_BLOCK_DELETED);
  g_autoptr (GArray) come = list_rows (rows, GALLEY_BLOCK_INSERTED);
  g_autofree GalleyProfile *profiles = g_new (GalleyProfile, come->len + 1);
  g_autofree gboolean *is_taken = g_new0 (gboolean, come->len + 1);
  gboolean has_moved = FALSE;

  if ((guint64) gone->len * come->len > MAX_PAIRS)
    return FALSE;
  for (guint i = 0; i < come->len && gone->len > 0; i++)
    galley_profile_init (&profiles[i],
                         g_array_index (rows->rows, GalleyBlockChange, g_array_index (come, guint, i)).later);
  for (guint i = 0; i < gone->len; i++)
    {
      guint row = g_array_index (gone, guint, i), best = 0, most = SAME_MOVED - 1;
      GalleyProfile profile;

      galley_profile_init (&profile, g_array_index (rows->rows, GalleyBlockChange, row).earlier);
      for (guint j = 0; j < come->len; j++)
        {
          guint likeness = is_taken[j] ? 0 : galley_profile_compare (&profile, &profiles[j]);

          best = likeness > most ? j : best;
          most = MAX (likeness, most);
        }
      if (most < SAME_MOVED)
        continue;
      is_taken[best] = TRUE;
      note_move (side, rows, row, g_array_index (come, guint, best));
      has_moved = TRUE;
    }
  return has_moved;
}

/* Whether anything was moved. */
static gboolean
find_places (Side      *side,
             GPtrArray *base,
             GPtrArray *blocks,
             GArray    *changes)
{
  g_autofree guint *earlier = g_new (guint, changes->len + 1);
  g_autofree guint *later = g_new (guint, changes->len + 1);
  Rows rows = { changes, earlier, later };
  gboolean has_moved;
  guint a = 0, b = 0;

  side->blocks = blocks;
  side->places = g_new (guint, base->len + 1);
  side->is_moved = g_new0 (gboolean, base->len + 1);
  for (guint i = 0; i < base->len; i++)
    side->places[i] = NONE;
  for (guint i = 0; i < changes->len; i++)
    {
      const GalleyBlockChange *row = &g_array_index (changes, GalleyBlockChange, i);

      earlier[i] = a;
      later[i] = b;
      if (row->earlier != NULL && row->later != NULL)
        side->places[a] = b;
      a += row->earlier != NULL;
      b += row->later != NULL;
    }
  has_moved = find_moved (side, &rows, base);
  return find_changed (side, &rows) || has_moved;
}

static void
side_clear (Side *side)
{
  g_free (side->places);
  g_free (side->is_moved);
}

/* By the side's place: the base's block, or NONE. (transfer full) */
static guint *
turn_places (const Side *side,
             guint       n_base)
{
  guint *blocks = g_new (guint, side->blocks->len + 1);

  for (guint i = 0; i < side->blocks->len; i++)
    blocks[i] = NONE;
  for (guint i = 0; i < n_base; i++)
    if (side->places[i] != NONE)
      blocks[side->places[i]] = i;
  return blocks;
}

/* In front of each block of the base, as the side has it. (transfer full) */
static guint *
find_anchors (const Side sides[2],
              guint      which,
              guint      n_base)
{
  g_autofree guint *blocks = turn_places (&sides[which], n_base);
  guint *anchors = g_new0 (guint, n_base + 1);
  guint anchor = BEGINNING;

  for (guint i = 0; i < sides[which].blocks->len; i++)
    {
      guint block = blocks[i];

      if (block == NONE)
        continue;
      anchors[block] = anchor;
      if (sides[0].places[block] != NONE && sides[1].places[block] != NONE && !sides[0].is_moved[block]
          && !sides[1].is_moved[block])
        anchor = block + 1;
    }
  return anchors;
}

/* In the order in which their mover has them. (transfer full) (element-type Move) */
static GArray *
find_moves (const Side   sides[2],
            guint        which,
            guint *const anchors[2],
            guint        n_base)
{
  g_autofree guint *blocks = turn_places (&sides[which], n_base);
  const Side *side = &sides[which], *other = &sides[1 - which];
  GArray *moves = g_array_new (FALSE, FALSE, sizeof (Move));

  for (guint i = 0; i < side->blocks->len; i++)
    {
      guint block = blocks[i];

      if (block == NONE || !side->is_moved[block])
        continue;
      /* Both have moved it: to the same place, or mine is where it goes. */
      if (other->is_moved[block] && (which == THEIRS || anchors[0][block] == anchors[1][block]))
        continue;
      Move move = { block, anchors[which][block], which };
      g_array_append_val (moves, move);
    }
  return moves;
}

/* --- the new arrays ---------------------------------------------------------------------------------------------- */

/* Where two have moved something to one place, those come first of which the first stood further up. */
static int
compare_moves (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  const Move *x = a, *y = b;
  guint *const *first = user_data;

  if (x->anchor != y->anchor)
    return x->anchor < y->anchor ? -1 : 1;
  if (x->mover == y->mover)
    return 0;
  return first[x->mover][x->anchor] < first[y->mover][y->anchor] ? -1 : 1;
}

/* Both movers' in one order, each one's own order kept. (transfer full) */
static GArray *
join_moves (GArray *mine,
            GArray *theirs,
            guint   n_base)
{
  GArray *moves = g_array_new (FALSE, FALSE, sizeof (Move));
  g_autofree guint *first_mine = g_new (guint, n_base + 1);
  g_autofree guint *first_theirs = g_new (guint, n_base + 1);
  guint *first[] = { first_mine, first_theirs };

  g_array_append_vals (moves, mine->data, mine->len);
  g_array_append_vals (moves, theirs->data, theirs->len);
  for (guint i = moves->len; i > 0; i--)
    {
      const Move *move = &g_array_index (moves, Move, i - 1);

      first[move->mover][move->anchor] = move->block;
    }
  g_array_sort_with_data (moves, compare_moves, first);
  return moves;
}

/* The side's blocks with those that others have moved where they belong. (transfer full) */
static GPtrArray *
reorder (const Side *side,
         guint       which,
         GArray     *moves)
{
  GPtrArray *out = galley_blocks_new ();
  guint length = side->blocks->len;
  g_autofree gboolean *is_gone = g_new0 (gboolean, length + 1);
  g_autofree GQueue *behind = g_new0 (GQueue, length + 1); /* of blocks; 0 is in front of all */
  guint anchor = BEGINNING, place = 0;

  for (guint i = 0; i < moves->len; i++)
    {
      const Move *move = &g_array_index (moves, Move, i);
      guint own = side->places[move->block];

      if (i == 0 || move->anchor != anchor)
        {
          anchor = move->anchor;
          place = anchor == BEGINNING ? 0 : side->places[anchor - 1] + 1;
        }
      if (move->mover == which)
        {
          place = own + 1;
          continue;
        }
      if (own == NONE)
        continue;
      is_gone[own] = TRUE;
      g_queue_push_tail (&behind[place], side->blocks->pdata[own]);
    }
  for (guint i = 0; i <= length; i++)
    {
      GalleyBlock *block;

      if (i > 0 && !is_gone[i - 1])
        g_ptr_array_add (out, galley_block_ref (side->blocks->pdata[i - 1]));
      while ((block = g_queue_pop_head (&behind[i])) != NULL)
        g_ptr_array_add (out, galley_block_ref (block));
    }
  return out;
}

static void
exchange (GPtrArray **blocks,
          GPtrArray  *others)
{
  g_ptr_array_unref (*blocks);
  *blocks = others;
}

gboolean
galley_merge_follow_moves (GPtrArray **base,
                           GPtrArray **mine,
                           GArray     *my_rows,
                           GPtrArray **theirs,
                           GArray     *their_rows)
{
  guint n_base = (*base)->len;
  Side sides[N_SIDES] = { 0 };
  gboolean has_moved = find_places (&sides[MINE], *base, *mine, my_rows);

  has_moved |= find_places (&sides[THEIRS], *base, *theirs, their_rows);
  if (has_moved)
    {
      g_autofree guint *my_anchors = find_anchors (sides, MINE, n_base);
      g_autofree guint *their_anchors = find_anchors (sides, THEIRS, n_base);
      guint *anchors[] = { my_anchors, their_anchors };
      g_autoptr (GArray) my_moves = find_moves (sides, MINE, anchors, n_base);
      g_autoptr (GArray) their_moves = find_moves (sides, THEIRS, anchors, n_base);
      g_autoptr (GArray) moves = join_moves (my_moves, their_moves, n_base);

      sides[BASE].blocks = *base;
      sides[BASE].places = g_new (guint, n_base + 1);
      for (guint i = 0; i < n_base; i++)
        sides[BASE].places[i] = i;
      GPtrArray *reordered[N_SIDES];
      for (guint i = 0; i < N_SIDES; i++)
        reordered[i] = reorder (&sides[i], i, moves);
      exchange (mine, reordered[MINE]);
      exchange (theirs, reordered[THEIRS]);
      exchange (base, reordered[BASE]);
    }
  for (guint i = 0; i < N_SIDES; i++)
    side_clear (&sides[i]);
  return has_moved;
}
