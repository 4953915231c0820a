/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is doubled or gone is found by counting pieces: characters, words that are not of Han characters, and eight
 * characters in a row; fewer meet by chance where two write about the same. First all in the runs that may be of interest
 * is counted in an array, at places that hashes say and two pieces may share; what seems to be there more than once is then
 * counted by itself, there and on all sides. In a place in dispute stands the side that is chosen, in all of them the same:
 * both choices are looked at. */
#include "core/model/galley-merge-run-private.h"

#include <string.h>

#define N_IN_A_ROW 8
/* So many rows of eight behind each other that are gone are a passage of 24 characters of which nothing is left. */
#define N_GONE_ROWS 17
/* Words with fewer characters are written by two of themselves. */
#define LONG_WORD 4
#define LEAST_BITS 12
#define MOST_BITS 22
#define MANY 2

typedef enum
{
  PIECE_CHARACTER,
  PIECE_WORD,
  PIECE_LONG_WORD,
  PIECE_ROW,
} PieceKind;

/* Where a piece was counted, of which each has two bits. */
typedef enum
{
  STANDING = 0,
  BASE = 2,
  MINE = 4,
  THEIRS = 6,
} Place;

typedef struct
{
  GPtrArray *base;
  GPtrArray *mine;
  GPtrArray *theirs;
} Bodies;

typedef struct
{
  GalleyMergeRun *runs;
  guint n_runs;
  Place choice; /* MINE or THEIRS: what stands where there is a dispute */
  Place first;  /* where pieces are counted in the array */
  guint n_bits;
  guint8 *counts; /* 0, 1, or MANY; of all pieces at a place */
  GHashTable *pieces; /* piece -> how often it is where, of each 0, 1, or MANY */
  Place where;
  guint n_gone; /* rows behind each other */
} Tally;

static void
run_clear (gpointer data)
{
  GalleyMergeRun *self = data;

  g_clear_pointer (&self->base, g_ptr_array_unref);
  g_clear_pointer (&self->mine, g_ptr_array_unref);
  g_clear_pointer (&self->theirs, g_ptr_array_unref);
  g_clear_pointer (&self->merged, g_ptr_array_unref);
  g_clear_pointer (&self->with_mine, g_ptr_array_unref);
  g_clear_pointer (&self->with_theirs, g_ptr_array_unref);
}

GArray *
galley_merge_runs_new (void)
{
  GArray *runs = g_array_new (FALSE, FALSE, sizeof (GalleyMergeRun));

  g_array_set_clear_func (runs, run_clear);
  return runs;
}

GPtrArray *
galley_merge_run_get_standing (const GalleyMergeRun *self,
                               gboolean              is_mine)
{
  if (self->merged != NULL)
    return self->merged;
  if (is_mine)
    return self->with_mine != NULL ? self->with_mine : self->mine;
  return self->with_theirs != NULL ? self->with_theirs : self->theirs;
}

/* --- pieces ------------------------------------------------------------------------------------------------------ */

static GalleyMergeRun *
run_at (GArray *runs,
        guint   index)
{
  return &g_array_index (runs, GalleyMergeRun, index);
}

static GPtrArray *
get_blocks (const Tally *self,
            guint        run,
            Place        place)
{
  switch (place)
    {
    case BASE:
      return self->runs[run].base;
    case MINE:
      return self->runs[run].mine;
    case THEIRS:
      return self->runs[run].theirs;
    case STANDING:
    default:
      return galley_merge_run_get_standing (&self->runs[run], self->choice == MINE);
    }
}

/* Eight places a character. */
static guint
choose_bits (const Tally *self)
{
  gsize n_characters = 0;
  guint n_bits = LEAST_BITS;

  for (guint i = 0; i < self->n_runs; i++)
    {
      GPtrArray *blocks = get_blocks (self, i, self->first);

      for (guint j = 0; j < blocks->len; j++)
        n_characters += galley_block_get_n_characters (blocks->pdata[j]);
    }
  while (n_bits < MOST_BITS && ((gsize) 1 << n_bits) < 8 * n_characters)
    n_bits++;
  return n_bits;
}

typedef gboolean (*PieceFunc) (Tally    *self,
                               PieceKind kind,
                               guint64   piece);

static guint64
mix (guint64  hash,
     gunichar character)
{
  return (hash ^ character) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
}

static guint64
hash_row (const gunichar *row)
{
  guint64 hash = N_IN_A_ROW;

  for (guint i = 0; i < N_IN_A_ROW; i++)
    hash = mix (hash, row[i]);
  return hash;
}

static gboolean
walk_characters (Tally          *self,
                 const gunichar *characters,
                 glong           n_characters,
                 PieceFunc       function)
{
  gboolean has_any = FALSE;
  guint64 word = 0;
  guint n_word = 0;

  self->n_gone = 0;
  for (glong i = 0; i <= n_characters; i++)
    {
      gunichar character = i < n_characters ? characters[i] : ' ';
      gboolean is_blank = g_unichar_isspace (character), is_in_word = !is_blank && !g_unichar_iswide (character);

      if (!is_in_word && n_word > 1)
        has_any |= function (self, n_word < LONG_WORD ? PIECE_WORD : PIECE_LONG_WORD, word);
      word = is_in_word ? mix (word, character) : 0;
      n_word = is_in_word ? n_word + 1 : 0;
      if (!is_blank)
        has_any |= function (self, PIECE_CHARACTER, mix (0, character));
      if (i + N_IN_A_ROW <= n_characters)
        has_any |= function (self, PIECE_ROW, hash_row (characters + i));
    }
  return has_any;
}

/* Whether @function is true of any piece in @blocks. It is asked about all. */
static gboolean
walk (Tally     *self,
      GPtrArray *blocks,
      PieceFunc  function)
{
  gboolean has_any = FALSE;

  for (guint i = 0; i < blocks->len; i++)
    {
      glong n_characters;
      g_autofree gunichar *characters =
        g_utf8_to_ucs4_fast (galley_block_get_text (blocks->pdata[i]), -1, &n_characters);

      has_any |= walk_characters (self, characters, n_characters, function);
    }
  return has_any;
}

static gboolean
walk_runs (Tally    *self,
           Place     place,
           PieceFunc function)
{
  gboolean has_any = FALSE;

  for (guint i = 0; i < self->n_runs; i++)
    has_any |= walk (self, get_blocks (self, i, place), function);
  return has_any;
}

static guint8 *
count_of (Tally  *self,
          guint64 piece)
{
  return &self->counts[piece >> (64 - self->n_bits)];
}

static gboolean
add (Tally    *self,
     PieceKind kind,
     guint64   piece)
{
  guint8 *count = count_of (self, piece);

  /* Nobody misses a character. */
  if (kind == PIECE_CHARACTER && self->first == BASE)
    return FALSE;
  *count = (guint8) MIN (*count + 1, MANY);
  return *count == MANY;
}

static guint
get_counts (Tally  *self,
            guint64 piece)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->pieces, GSIZE_TO_POINTER (piece)));
}

static guint
get_count (Tally  *self,
           guint64 piece,
           Place   place)
{
  return (get_counts (self, piece) >> place) & 3;
}

/* What is in the array once is nowhere twice. */
static gboolean
note (Tally    *self,
      PieceKind kind,
      guint64   piece)
{
  guint counts, here;

  if (*count_of (self, piece) < MANY || (kind == PIECE_CHARACTER && self->first == BASE))
    return FALSE;
  counts = get_counts (self, piece);
  here = (counts >> self->where) & 3;
  if (here < MANY && (self->where == self->first || counts > 0))
    g_hash_table_replace (self->pieces, GSIZE_TO_POINTER (piece), GUINT_TO_POINTER (counts + (1u << self->where)));
  return here + 1 >= MANY;
}

static gboolean
note_runs (Tally *self,
           Place  place)
{
  self->where = place;
  return walk_runs (self, place, note);
}

static void
note_side (Tally     *self,
           GPtrArray *blocks,
           Place      place)
{
  self->where = place;
  walk (self, blocks, note);
}

/* Whether anything is more than once in the runs' @first. */
static gboolean
begin_counting (Tally          *self,
                GalleyMergeRun *runs,
                guint           n_runs,
                Place           choice,
                Place           first)
{
  *self = (Tally) { .runs = runs, .n_runs = n_runs, .choice = choice, .first = first };
  self->n_bits = choose_bits (self);
  self->counts = g_malloc0 ((gsize) 1 << self->n_bits);
  self->pieces = g_hash_table_new (NULL, NULL);
  return walk_runs (self, first, add) && note_runs (self, first);
}

static void
end_counting (Tally *self)
{
  g_free (self->counts);
  g_hash_table_unref (self->pieces);
}

/* --- what stands twice ------------------------------------------------------------------------------------------- */

/* All three have it once. */
static gboolean
is_doubled (Tally    *self,
            PieceKind kind,
            guint64   piece)
{
  return *count_of (self, piece) == MANY
         && get_counts (self, piece) == (MANY << STANDING | 1 << BASE | 1 << MINE | 1 << THEIRS);
}

/* What is doubled is so in the runs by themselves, of which there are few. */
static gboolean
may_be_doubled (GArray *runs,
                Place   choice)
{
  gboolean may_be = FALSE;
  Tally tally;

  if (begin_counting (&tally, run_at (runs, 0), runs->len, choice, STANDING))
    {
      note_runs (&tally, BASE);
      note_runs (&tally, MINE);
      note_runs (&tally, THEIRS);
      may_be = walk_runs (&tally, STANDING, is_doubled);
    }
  end_counting (&tally);
  return may_be;
}

/* The runs that bring a piece that is brought once more. */
static void
find_doubled (GArray       *runs,
              const Bodies *bodies,
              Place         choice,
              gboolean     *is_found)
{
  Tally tally;

  if (!may_be_doubled (runs, choice))
    return;
  if (begin_counting (&tally, run_at (runs, 0), runs->len, choice, STANDING))
    {
      note_side (&tally, bodies->base, BASE);
      note_side (&tally, bodies->mine, MINE);
      note_side (&tally, bodies->theirs, THEIRS);
      for (guint i = 0; i < tally.n_runs; i++)
        is_found[i] |= walk (&tally, get_blocks (&tally, i, STANDING), is_doubled);
    }
  end_counting (&tally);
}

/* Both have brought it. */
static gboolean
is_told_twice (Tally    *self,
               PieceKind kind,
               guint64   piece)
{
  return kind >= PIECE_LONG_WORD && *count_of (self, piece) == MANY
         && get_counts (self, piece) == (MANY << STANDING | 1 << MINE | 1 << THEIRS);
}

/* The runs in which both say the same that is new there. */
static void
find_told_twice (GArray   *runs,
                 Place     choice,
                 gboolean *is_found)
{
  for (guint i = 0; i < runs->len; i++)
    {
      GalleyMergeRun *run = run_at (runs, i);
      GPtrArray *standing = galley_merge_run_get_standing (run, choice == MINE);
      Tally tally;

      if (standing == run->mine || standing == run->theirs)
        continue;
      if (begin_counting (&tally, run, 1, choice, STANDING))
        {
          note_runs (&tally, BASE);
          note_runs (&tally, MINE);
          note_runs (&tally, THEIRS);
          is_found[i] |= walk (&tally, standing, is_told_twice);
        }
      end_counting (&tally);
    }
}

/* --- what is gone ------------------------------------------------------------------------------------------------ */

/* It stood twice, and each has it still. Of Han characters a passage is, and a word has to be of others: where each has
 * changed another of two equal phrases, neither is missed. */
static gboolean
is_gone (Tally    *self,
         PieceKind kind,
         guint64   piece)
{
  gboolean is_missed = kind != PIECE_CHARACTER && *count_of (self, piece) == MANY
                       && get_count (self, piece, BASE) == MANY && get_count (self, piece, MINE) > 0
                       && get_count (self, piece, THEIRS) > 0 && get_count (self, piece, STANDING) == 0;

  if (kind != PIECE_ROW)
    return is_missed;
  self->n_gone = is_missed ? self->n_gone + 1 : 0;
  return self->n_gone >= N_GONE_ROWS;
}

/* What stands in no run. */
static void
note_kept (Tally     *self,
           GPtrArray *base)
{
  guint place = 0;

  for (guint i = 0; i <= self->n_runs; i++)
    {
      guint end = i < self->n_runs ? self->runs[i].start : base->len;
      g_autoptr (GPtrArray) kept = g_ptr_array_new ();

      for (; place < end; place++)
        g_ptr_array_add (kept, base->pdata[place]);
      note_side (self, kept, STANDING);
      place = i < self->n_runs ? self->runs[i].end : place;
    }
}

/* The runs that lack a piece which all lack. */
static void
find_gone (GArray    *runs,
           GPtrArray *base,
           Place      choice,
           gboolean  *is_found)
{
  Tally tally;

  if (begin_counting (&tally, run_at (runs, 0), runs->len, choice, BASE))
    {
      note_runs (&tally, MINE);
      note_runs (&tally, THEIRS);
      note_runs (&tally, STANDING);
      if (walk_runs (&tally, BASE, is_gone))
        {
          note_kept (&tally, base);
          for (guint i = 0; i < tally.n_runs; i++)
            is_found[i] |= walk (&tally, tally.runs[i].base, is_gone);
        }
    }
  end_counting (&tally);
}

/* --- whole paragraphs -------------------------------------------------------------------------------------------- */

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

static void
count_blocks (GHashTable *counts,
              GPtrArray  *blocks)
{
  for (guint i = 0; i < blocks->len; i++)
    {
      guint n_found = GPOINTER_TO_UINT (g_hash_table_lookup (counts, blocks->pdata[i])) + 1;

      if (galley_block_get_n_bytes (blocks->pdata[i]) > 0)
        g_hash_table_replace (counts, blocks->pdata[i], GUINT_TO_POINTER (n_found));
    }
}

static guint
count_of_block (GHashTable        *counts,
                const GalleyBlock *block)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (counts, block));
}

static GHashTable *
count_all (GPtrArray *blocks)
{
  GHashTable *counts = g_hash_table_new (hash_block, equal_blocks);

  count_blocks (counts, blocks);
  return counts;
}

/* The runs that bring a paragraph that is brought once more: new to the base, and each side has it once. */
static void
find_paragraphs (GArray       *runs,
                 const Bodies *bodies,
                 Place         choice,
                 gboolean     *is_found)
{
  g_autoptr (GHashTable) in_base = count_all (bodies->base), in_mine = count_all (bodies->mine);
  g_autoptr (GHashTable) in_theirs = count_all (bodies->theirs);
  g_autoptr (GHashTable) in_merged = g_hash_table_new (hash_block, equal_blocks);

  for (guint i = 0; i < runs->len; i++)
    count_blocks (in_merged, galley_merge_run_get_standing (run_at (runs, i), choice == MINE));
  for (guint i = 0; i < runs->len; i++)
    {
      GPtrArray *merged = run_at (runs, i)->merged;

      for (guint j = 0; merged != NULL && j < merged->len; j++)
        {
          const GalleyBlock *block = merged->pdata[j];

          if (count_of_block (in_merged, block) > 1 && count_of_block (in_base, block) == 0
              && count_of_block (in_mine, block) == 1 && count_of_block (in_theirs, block) == 1)
            is_found[i] = TRUE;
        }
    }
}

/* --- disputes ---------------------------------------------------------------------------------------------------- */

static gboolean
has_dispute (GArray *runs)
{
  for (guint i = 0; i < runs->len; i++)
    if (run_at (runs, i)->merged == NULL)
      return TRUE;
  return FALSE;
}

static gboolean
clear (GPtrArray **blocks)
{
  gboolean has_any = *blocks != NULL;

  g_clear_pointer (blocks, g_ptr_array_unref);
  return has_any;
}

/* Whether there was anything. The sides of a conflict stay as good as they are while others may come to be ones. */
static gboolean
dispute (GArray   *runs,
         gboolean *is_found)
{
  gboolean has_any = FALSE, has_side = FALSE;

  for (guint i = 0; i < runs->len; i++)
    has_any |= is_found[i] && clear (&run_at (runs, i)->merged);
  for (guint i = 0; i < runs->len && !has_any; i++)
    if (is_found[i])
      has_side |= clear (&run_at (runs, i)->with_mine) | clear (&run_at (runs, i)->with_theirs);
  memset (is_found, 0, runs->len * sizeof *is_found);
  return has_any || has_side;
}

void
galley_merge_runs_dispute (GArray    *runs,
                           GPtrArray *base,
                           GPtrArray *mine,
                           GPtrArray *theirs)
{
  const Bodies bodies = { base, mine, theirs };
  g_autofree gboolean *is_found = g_new0 (gboolean, runs->len + 1);

  /* Where a place has come to be in dispute another one may stand beside it. */
  do
    {
      guint n_choices = has_dispute (runs) ? 2 : 1;

      for (guint i = 0; i < n_choices; i++)
        {
          Place choice = i == 0 ? MINE : THEIRS;

          find_doubled (runs, &bodies, choice, is_found);
          find_told_twice (runs, choice, is_found);
          find_gone (runs, base, choice, is_found);
          find_paragraphs (runs, &bodies, choice, is_found);
        }
    }
  while (dispute (runs, is_found));
}
