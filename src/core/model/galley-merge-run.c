/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is doubled is found by counting pieces: characters, words that are not of Han characters, and eight characters in a
 * row; fewer meet by chance where two write about the same. The counts stand in arrays: those of characters at their own
 * place, those of longer pieces behind them, at a place that their hash says. Two may share a place: what seems to be doubled
 * is counted once more by itself. */
#include "core/model/galley-merge-run-private.h"

#define N_CHARACTERS 0x110000
#define N_IN_A_ROW 8
#define LEAST_BITS 12
#define MOST_BITS 22
#define MANY 2

typedef struct
{
  guint n_bits; /* of the places for longer pieces */
  gsize n_counts;
  guint8 *counts; /* 0, 1, or MANY */
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
  self->n_bits = n_bits;
  self->n_counts = N_CHARACTERS + ((gsize) 1 << n_bits);
  self->counts = g_malloc0 (self->n_counts);
}

/* Eight places a character. */
static guint
choose_bits (GPtrArray *blocks)
{
  gsize n_characters = 0;
  guint n_bits = LEAST_BITS;

  for (guint i = 0; i < blocks->len; i++)
    n_characters += galley_block_get_n_characters (blocks->pdata[i]);
  while (n_bits < MOST_BITS && ((gsize) 1 << n_bits) < 8 * n_characters)
    n_bits++;
  return n_bits;
}

/* @count: of all pieces at that place. */
typedef gboolean (*PieceFunc) (guint8     *count,
                               guint64     piece,
                               GHashTable *doubled);

static guint64
mix (guint64  hash,
     gunichar character)
{
  return (hash ^ character) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
}

static guint8 *
count_of (const Tally *self,
          guint64      hash)
{
  return &self->counts[N_CHARACTERS + (gsize) (hash >> (64 - self->n_bits))];
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
walk_characters (const Tally    *self,
                 const gunichar *characters,
                 glong           n_characters,
                 PieceFunc       function,
                 GHashTable     *doubled)
{
  gboolean has_any = FALSE;
  guint64 word = 0;
  guint n_word = 0;

  for (glong i = 0; i <= n_characters; i++)
    {
      gunichar character = i < n_characters ? characters[i] : ' ';
      gboolean is_blank = g_unichar_isspace (character), is_in_word = !is_blank && !g_unichar_iswide (character);

      if (!is_in_word && n_word > 1)
        has_any |= function (count_of (self, word), word, doubled);
      word = is_in_word ? mix (word, character) : 0;
      n_word = is_in_word ? n_word + 1 : 0;
      if (!is_blank)
        has_any |= function (&self->counts[character], character, doubled);
      if (i + N_IN_A_ROW <= n_characters)
        {
          guint64 row = hash_row (characters + i);

          has_any |= function (count_of (self, row), row, doubled);
        }
    }
  return has_any;
}

/* Whether @function is true of any piece in @blocks. It is asked about all. */
static gboolean
walk (const Tally *self,
      GPtrArray   *blocks,
      PieceFunc    function,
      GHashTable  *doubled)
{
  gboolean has_any = FALSE;

  for (guint i = 0; i < blocks->len; i++)
    {
      glong n_characters;
      g_autofree gunichar *characters =
        g_utf8_to_ucs4_fast (galley_block_get_text (blocks->pdata[i]), -1, &n_characters);

      has_any |= walk_characters (self, characters, n_characters, function, doubled);
    }
  return has_any;
}

static gboolean
add (guint8     *count,
     guint64     piece,
     GHashTable *doubled)
{
  *count = (guint8) MIN (*count + 1, MANY);
  return *count == MANY;
}

/* Of what is there many times that stays which stands once in all three. */
static gboolean
keep_single (Tally     *self,
             GPtrArray *sides[3])
{
  Tally in_side[3];
  gboolean has_any = FALSE;

  for (guint i = 0; i < 3; i++)
    {
      tally_init (&in_side[i], self->n_bits);
      walk (&in_side[i], sides[i], add, NULL);
    }
  for (gsize i = 0; i < self->n_counts; i++)
    {
      self->counts[i] = self->counts[i] == MANY && in_side[0].counts[i] == 1 && in_side[1].counts[i] == 1
                        && in_side[2].counts[i] == 1;
      has_any = has_any || self->counts[i];
    }
  for (guint i = 0; i < 3; i++)
    g_free (in_side[i].counts);
  return has_any;
}

/* How often each that is still counted is there. */
static gboolean
note (guint8     *count,
      guint64     piece,
      GHashTable *doubled)
{
  guint n_found;

  if (*count == 0)
    return FALSE;
  n_found = GPOINTER_TO_UINT (g_hash_table_lookup (doubled, GSIZE_TO_POINTER (piece))) + 1;
  g_hash_table_replace (doubled, GSIZE_TO_POINTER (piece), GUINT_TO_POINTER (n_found));
  return n_found == MANY;
}

static gboolean
is_piece_doubled (guint8     *count,
                  guint64     piece,
                  GHashTable *doubled)
{
  return *count > 0 && GPOINTER_TO_UINT (g_hash_table_lookup (doubled, GSIZE_TO_POINTER (piece))) >= MANY;
}

/* Through all that would stand. */
static gboolean
walk_merged (const Tally *self,
             GArray      *runs,
             PieceFunc    function,
             GHashTable  *doubled)
{
  gboolean has_any = FALSE;

  for (guint i = 0; i < runs->len; i++)
    if (run_at (runs, i)->merged != NULL)
      has_any |= walk (self, run_at (runs, i)->merged, function, doubled);
  return has_any;
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

/* The runs that bring a piece that is brought once more: all three have it once. */
static void
find_pieces (GArray    *runs,
             GPtrArray *base,
             GPtrArray *mine,
             GPtrArray *theirs,
             gboolean  *is_doubled)
{
  g_autoptr (GHashTable) doubled = g_hash_table_new (NULL, NULL);
  Tally tally;

  tally_init (&tally, choose_bits (base));
  if (walk_merged (&tally, runs, add, NULL) && keep_single (&tally, (GPtrArray *[]) { base, mine, theirs })
      && walk_merged (&tally, runs, note, doubled))
    for (guint i = 0; i < runs->len; i++)
      if (run_at (runs, i)->merged != NULL && walk (&tally, run_at (runs, i)->merged, is_piece_doubled, doubled))
        is_doubled[i] = TRUE;
  g_free (tally.counts);
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
