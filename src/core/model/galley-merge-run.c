/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is doubled is found by counting pieces: characters, words that are not of Han characters, and eight characters in a
 * row; fewer meet by chance where two write about the same. First all that would stand in the runs is counted in an array,
 * at places that hashes say and two pieces may share; what seems to be there more than once is then counted by itself, there
 * and on all sides. */
#include "core/model/galley-merge-run-private.h"

#define N_IN_A_ROW 8
#define LEAST_BITS 12
#define MOST_BITS 22
#define MANY 2

/* Where a piece was counted, of which each has two bits. */
enum
{
  MERGED = 0,
  BASE = 2,
  MINE = 4,
  THEIRS = 6,
};

typedef struct
{
  guint n_bits;
  guint8 *counts; /* 0, 1, or MANY; of all pieces at a place */
  GHashTable *pieces; /* piece -> how often it is where, of each 0, 1, or MANY */
  guint where;
} Tally;

static void
run_clear (gpointer data)
{
  GalleyMergeRun *self = data;

  g_clear_pointer (&self->base, g_ptr_array_unref);
  g_clear_pointer (&self->mine, g_ptr_array_unref);
  g_clear_pointer (&self->theirs, g_ptr_array_unref);
  g_clear_pointer (&self->merged, g_ptr_array_unref);
}

GArray *
galley_merge_runs_new (void)
{
  GArray *runs = g_array_new (FALSE, FALSE, sizeof (GalleyMergeRun));

  g_array_set_clear_func (runs, run_clear);
  return runs;
}

static GalleyMergeRun *
run_at (GArray *runs,
        guint   index)
{
  return &g_array_index (runs, GalleyMergeRun, index);
}

/* --- pieces ------------------------------------------------------------------------------------------------------ */

static void
tally_init (Tally *self,
            guint  n_bits)
{
  *self = (Tally) { .n_bits = n_bits };
  self->counts = g_malloc0 ((gsize) 1 << n_bits);
  self->pieces = g_hash_table_new (NULL, NULL);
}

static void
tally_clear (Tally *self)
{
  g_free (self->counts);
  g_hash_table_unref (self->pieces);
}

/* Eight places a character. */
static guint
choose_bits (GArray *runs)
{
  gsize n_characters = 0;
  guint n_bits = LEAST_BITS;

  for (guint i = 0; i < runs->len; i++)
    for (guint j = 0; run_at (runs, i)->merged != NULL && j < run_at (runs, i)->merged->len; j++)
      n_characters += galley_block_get_n_characters (run_at (runs, i)->merged->pdata[j]);
  while (n_bits < MOST_BITS && ((gsize) 1 << n_bits) < 8 * n_characters)
    n_bits++;
  return n_bits;
}

typedef gboolean (*PieceFunc) (Tally  *self,
                               guint64 piece);

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

  for (glong i = 0; i <= n_characters; i++)
    {
      gunichar character = i < n_characters ? characters[i] : ' ';
      gboolean is_blank = g_unichar_isspace (character), is_in_word = !is_blank && !g_unichar_iswide (character);

      if (!is_in_word && n_word > 1)
        has_any |= function (self, word);
      word = is_in_word ? mix (word, character) : 0;
      n_word = is_in_word ? n_word + 1 : 0;
      if (!is_blank)
        has_any |= function (self, mix (0, character));
      if (i + N_IN_A_ROW <= n_characters)
        has_any |= function (self, hash_row (characters + i));
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

static guint8 *
count_of (Tally  *self,
          guint64 piece)
{
  return &self->counts[piece >> (64 - self->n_bits)];
}

static gboolean
add (Tally  *self,
     guint64 piece)
{
  guint8 *count = count_of (self, piece);

  *count = (guint8) MIN (*count + 1, MANY);
  return *count == MANY;
}

static guint
get_counts (Tally  *self,
            guint64 piece)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->pieces, GSIZE_TO_POINTER (piece)));
}

/* What is in the array once is nowhere twice. */
static gboolean
note (Tally  *self,
      guint64 piece)
{
  guint counts, here;

  if (*count_of (self, piece) < MANY)
    return FALSE;
  counts = get_counts (self, piece);
  here = (counts >> self->where) & 3;
  if (here < MANY && (self->where == MERGED || counts > 0))
    g_hash_table_replace (self->pieces, GSIZE_TO_POINTER (piece), GUINT_TO_POINTER (counts + (1u << self->where)));
  return here + 1 >= MANY;
}

static gboolean
is_piece_doubled (Tally  *self,
                  guint64 piece)
{
  return *count_of (self, piece) == MANY
         && get_counts (self, piece) == (MANY << MERGED | 1 << BASE | 1 << MINE | 1 << THEIRS);
}

/* Through all that would stand in the runs. */
static gboolean
walk_merged (Tally    *self,
             GArray   *runs,
             PieceFunc function)
{
  gboolean has_any = FALSE;

  for (guint i = 0; i < runs->len; i++)
    if (run_at (runs, i)->merged != NULL)
      has_any |= walk (self, run_at (runs, i)->merged, function);
  return has_any;
}

static void
note_side (Tally     *self,
           GPtrArray *blocks,
           guint      where)
{
  self->where = where;
  walk (self, blocks, note);
}

static void
note_runs (Tally  *self,
           GArray *runs)
{
  for (guint i = 0; i < runs->len; i++)
    {
      note_side (self, run_at (runs, i)->base, BASE);
      note_side (self, run_at (runs, i)->mine, MINE);
      note_side (self, run_at (runs, i)->theirs, THEIRS);
    }
}

/* Whether anything would stand in the runs more than once. */
static gboolean
begin_counting (Tally  *self,
                GArray *runs)
{
  tally_init (self, choose_bits (runs));
  return walk_merged (self, runs, add) && walk_merged (self, runs, note);
}

/* What is doubled is so in the runs by themselves, of which there are few. */
static gboolean
may_be_doubled (GArray *runs)
{
  gboolean may_be = FALSE;
  Tally tally;

  if (begin_counting (&tally, runs))
    {
      note_runs (&tally, runs);
      may_be = walk_merged (&tally, runs, is_piece_doubled);
    }
  tally_clear (&tally);
  return may_be;
}

/* The runs that bring a piece that is brought once more: all three have it once. */
static void
find_pieces (GArray    *runs,
             GPtrArray *base,
             GPtrArray *mine,
             GPtrArray *theirs,
             gboolean  *is_doubled)
{
  Tally tally;

  if (!may_be_doubled (runs))
    return;
  if (begin_counting (&tally, runs))
    {
      note_side (&tally, base, BASE);
      note_side (&tally, mine, MINE);
      note_side (&tally, theirs, THEIRS);
      for (guint i = 0; i < runs->len; i++)
        is_doubled[i] = run_at (runs, i)->merged != NULL && walk (&tally, run_at (runs, i)->merged, is_piece_doubled);
    }
  tally_clear (&tally);
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
find_paragraphs (GArray    *runs,
                 GPtrArray *base,
                 GPtrArray *mine,
                 GPtrArray *theirs,
                 gboolean  *is_doubled)
{
  g_autoptr (GHashTable) in_base = count_all (base), in_mine = count_all (mine), in_theirs = count_all (theirs);
  g_autoptr (GHashTable) in_merged = g_hash_table_new (hash_block, equal_blocks);

  for (guint i = 0; i < runs->len; i++)
    if (run_at (runs, i)->merged != NULL)
      count_blocks (in_merged, run_at (runs, i)->merged);
  for (guint i = 0; i < runs->len; i++)
    for (guint j = 0; run_at (runs, i)->merged != NULL && j < run_at (runs, i)->merged->len; j++)
      {
        const GalleyBlock *block = run_at (runs, i)->merged->pdata[j];

        if (count_of_block (in_merged, block) > 1 && count_of_block (in_base, block) == 0
            && count_of_block (in_mine, block) == 1 && count_of_block (in_theirs, block) == 1)
          is_doubled[i] = TRUE;
      }
}

void
galley_merge_runs_dispute_doubled (GArray    *runs,
                                   GPtrArray *base,
                                   GPtrArray *mine,
                                   GPtrArray *theirs)
{
  g_autofree gboolean *is_doubled = g_new0 (gboolean, runs->len + 1);

  find_pieces (runs, base, mine, theirs, is_doubled);
  find_paragraphs (runs, base, mine, theirs, is_doubled);
  for (guint i = 0; i < runs->len; i++)
    if (is_doubled[i])
      g_clear_pointer (&run_at (runs, i)->merged, g_ptr_array_unref);
}
