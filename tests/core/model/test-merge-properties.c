/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What holds for every three bodies, on made-up ones; and how often two people have to be asked, beside git merge-file with
 * a paragraph a line. GALLEY_ROUNDS says how many (default 100), and has git asked as well. */
#include "merge-overlap.h"
#include "merge-support.h"
#include "model-support.h"

#include "core/base/galley-text.h"
#include "core/model/galley-list.h"
#include "core/model/galley-merge.h"
#include "core/model/galley-resolution.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#define ROUNDS 100
#define MY_FIRST 0x3400
#define THEIR_FIRST 0x20000

static guint
get_rounds (void)
{
  const char *given = g_getenv ("GALLEY_ROUNDS");

  return given != NULL ? (guint) g_ascii_strtoull (given, NULL, 10) : ROUNDS;
}

static GPtrArray *
edit (MergeHand *hand,
      GPtrArray *base,
      guint      n_edits)
{
  g_autoptr (GPtrArray) blocks = galley_blocks_copy (base);

  for (guint i = 0; i < n_edits; i++)
    merge_support_edit (hand, blocks);
  return galley_list_settle (blocks);
}

/* --- what was written stays -------------------------------------------------------------------------------------- */

/* How often each is there. */
static void
note_graphemes (GHashTable *set,
                GPtrArray  *blocks)
{
  for (guint i = 0; i < blocks->len; i++)
    {
      const char *text = galley_block_get_text (blocks->pdata[i]);
      g_autoptr (GArray) ends = galley_text_list_grapheme_ends (text);

      for (gsize j = 0, start = 0; j < ends->len; j++)
        {
          gsize end = g_array_index (ends, gsize, j);

          char *grapheme = g_strndup (text + start, end - start);
          guint count = GPOINTER_TO_UINT (g_hash_table_lookup (set, grapheme));

          g_hash_table_replace (set, grapheme, GUINT_TO_POINTER (count + 1));
          start = end;
        }
    }
}

static GHashTable *
collect_graphemes (GPtrArray *blocks)
{
  GHashTable *set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  note_graphemes (set, blocks);
  return set;
}

static guint
count_characters (GPtrArray *blocks)
{
  guint n_characters = 0;

  for (guint i = 0; i < blocks->len; i++)
    n_characters += galley_block_get_n_characters (blocks->pdata[i]);
  return n_characters;
}

/* No character stands twice in the base, and each hand writes its own: so the result can be told character by character.
 * What a conflict holds may be missing, or still be there. Where one carried words into another paragraph, by splitting,
 * joining or moving, and the other deleted some of them, they may be there as well. */
static void
check_words (GPtrArray *base,
             GPtrArray *mine,
             GPtrArray *theirs,
             GPtrArray *merged,
             GPtrArray *conflicts,
             gboolean   is_carried)
{
  g_autoptr (GHashTable) in_base = collect_graphemes (base), in_mine = collect_graphemes (mine);
  g_autoptr (GHashTable) in_theirs = collect_graphemes (theirs), in_merged = collect_graphemes (merged);
  g_autoptr (GHashTable) disputed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTable *sides[] = { in_base, in_mine, in_theirs, in_merged };
  GHashTableIter iter;
  gpointer grapheme;

  for (guint i = 0; i < conflicts->len; i++)
    {
      const GalleyConflict *conflict = conflicts->pdata[i];

      note_graphemes (disputed, conflict->base_blocks);
      note_graphemes (disputed, conflict->mine_blocks);
      note_graphemes (disputed, conflict->theirs_blocks);
    }
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      g_hash_table_iter_init (&iter, sides[i]);
      while (g_hash_table_iter_next (&iter, &grapheme, NULL))
        {
          gboolean was_there = g_hash_table_contains (in_base, grapheme);
          gboolean is_mine = g_hash_table_contains (in_mine, grapheme);
          gboolean is_theirs = g_hash_table_contains (in_theirs, grapheme);
          gboolean is_wanted = was_there ? is_mine && is_theirs : is_mine || is_theirs;

          guint n_found = GPOINTER_TO_UINT (g_hash_table_lookup (in_merged, grapheme));

          if (g_hash_table_contains (disputed, grapheme))
            continue;
          g_assert_cmpuint (n_found, <=, is_wanted || (was_there && is_carried) ? 1 : 0);
          g_assert_cmpuint (n_found, >=, is_wanted ? 1 : 0);
        }
    }
}

static void
check_form (GPtrArray *merged,
            GPtrArray *conflicts)
{
  g_autoptr (GPtrArray) settled = galley_list_settle (merged);

  g_assert_true (settled == merged);
  for (guint i = 0; i < merged->len; i++)
    model_support_check_block (merged->pdata[i]);
  for (guint i = 0; i < conflicts->len; i++)
    {
      const GalleyConflict *conflict = conflicts->pdata[i];

      g_assert_false (galley_blocks_equal (conflict->mine_blocks, conflict->theirs_blocks));
      g_assert_cmpuint (conflict->block + conflict->mine_blocks->len, <=, merged->len);
      for (guint j = 0; j < conflict->mine_blocks->len; j++)
        g_assert_true (galley_block_equal (conflict->mine_blocks->pdata[j], merged->pdata[conflict->block + j]));
    }
}

/* Whether a block stands somewhere else on both sides: there the merge has mine's order. */
static gboolean
may_differ_in_order (GPtrArray *a,
                     GPtrArray *b)
{
  return a->len == b->len && count_characters (a) == count_characters (b);
}

static GalleyRevision *
make_revision (GPtrArray *blocks)
{
  GalleyContent content = { .blocks = blocks };

  return galley_revision_new ("id", &content, NULL);
}

/* Who takes theirs of everything has what stands with them. */
static void
check_taken (GPtrArray *merged,
             GPtrArray *theirs,
             GPtrArray *conflicts,
             GPtrArray *turned)
{
  g_autoptr (GalleyRevision) here = make_revision (merged), there = make_revision (theirs);
  g_autoptr (GalleyRevision) taken = galley_resolution_take_theirs (here, there, conflicts);

  g_assert_true (galley_blocks_equal (galley_revision_get_blocks (taken), turned));
}

static void
check_turned (GPtrArray *base,
              GPtrArray *mine,
              GPtrArray *theirs,
              GPtrArray *merged,
              GPtrArray *conflicts,
              gboolean   has_moves)
{
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) turned = galley_merge_blocks (base, theirs, mine, &found);

  if (has_moves)
    {
      g_assert_true (conflicts->len > 0 || found->len > 0 || may_differ_in_order (merged, turned));
      return;
    }
  g_assert_cmpuint (found->len, ==, conflicts->len);
  for (guint i = 0; i < found->len; i++)
    {
      const GalleyConflict *here = conflicts->pdata[i], *there = found->pdata[i];

      g_assert_true (galley_blocks_equal (here->base_blocks, there->base_blocks));
      g_assert_true (galley_blocks_equal (here->mine_blocks, there->theirs_blocks));
      g_assert_true (galley_blocks_equal (here->theirs_blocks, there->mine_blocks));
    }
  if (found->len == 0)
    g_assert_true (galley_blocks_equal (merged, turned));
  check_taken (merged, theirs, conflicts, turned);
}

static void
check_identities (GPtrArray *base,
                  GPtrArray *side)
{
  GPtrArray *triples[][3] = { { base, side, base }, { base, base, side }, { base, side, side } };

  for (guint i = 0; i < G_N_ELEMENTS (triples); i++)
    {
      g_autoptr (GPtrArray) conflicts = NULL;
      g_autoptr (GPtrArray) merged = galley_merge_blocks (triples[i][0], triples[i][1], triples[i][2], &conflicts);

      g_assert_true (galley_blocks_equal (merged, side));
      g_assert_cmpuint (conflicts->len, ==, 0);
    }
}

static void
test_kept (void)
{
  g_autoptr (GalleyRandom) random = model_support_random ();
  guint n_conflicts = 0;

  for (guint round = 0, n_rounds = get_rounds (); round < n_rounds; round++)
    {
      gboolean has_moves = round % 3 == 0, is_carried = round % 3 < 2;
      MergeHand mine = { random, NULL, MY_FIRST, has_moves, is_carried, 0, 0, 0 };
      MergeHand theirs = { random, NULL, THEIR_FIRST, has_moves, is_carried, 0, 0, 0 };
      g_autoptr (GPtrArray) base = merge_support_unique (random);
      g_autoptr (GPtrArray) x = edit (&mine, base, 1 + (guint) galley_random_below (random, 10));
      g_autoptr (GPtrArray) y = edit (&theirs, base, 1 + (guint) galley_random_below (random, 10));
      g_autoptr (GPtrArray) conflicts = NULL;
      g_autoptr (GPtrArray) merged = galley_merge_blocks (base, x, y, &conflicts);

      check_identities (base, x);
      check_words (base, x, y, merged, conflicts, is_carried);
      check_form (merged, conflicts);
      check_turned (base, x, y, merged, conflicts, has_moves);
      n_conflicts += conflicts->len > 0;
    }
  g_assert_cmpuint (n_conflicts, >, 0);
}

/* Each keeps to paragraphs of its own, with one between them. */
static void
test_apart (void)
{
  g_autoptr (GalleyRandom) random = model_support_random ();

  for (guint round = 0, n_rounds = get_rounds (); round < n_rounds; round++)
    {
      guint half = MERGE_SUPPORT_PARAGRAPHS / 2;
      MergeHand mine = { random, NULL, MY_FIRST, TRUE, FALSE, 0, half - 2, 0 };
      MergeHand theirs = { random, NULL, THEIR_FIRST, TRUE, FALSE, half + 2, 0, 0 };
      g_autoptr (GPtrArray) base = merge_support_unique (random);
      g_autoptr (GPtrArray) x = edit (&mine, base, 4);
      g_autoptr (GPtrArray) y = edit (&theirs, base, 4);
      g_autoptr (GPtrArray) conflicts = NULL;
      g_autoptr (GPtrArray) merged = galley_merge_blocks (base, x, y, &conflicts);

      g_assert_cmpuint (conflicts->len, ==, 0);
      check_words (base, x, y, merged, conflicts, FALSE);
    }
}

/* --- how often it has to ask ------------------------------------------------------------------------------------- */

static void
write_file (const char *folder,
            const char *name,
            GPtrArray  *blocks)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = model_support_read (blocks);
  g_autofree char *lines = g_strconcat (text, "\n", NULL);
  g_autoptr (GError) error = NULL;

  g_remove (path); /* what is written over an older one keeps the end of that */
  g_file_set_contents_full (path, lines, -1, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
}

static gboolean
git_has_conflict (const char *folder,
                  GPtrArray  *base,
                  GPtrArray  *mine,
                  GPtrArray  *theirs)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autoptr (GSubprocess) git = NULL;
  g_autoptr (GError) error = NULL;

  write_file (folder, "base", base);
  write_file (folder, "mine", mine);
  write_file (folder, "theirs", theirs);
  g_subprocess_launcher_set_cwd (launcher, folder);
  git = g_subprocess_launcher_spawn (launcher, &error, "git", "merge-file", "-q", "-p", "mine", "base", "theirs", NULL);
  g_assert_no_error (error);
  g_subprocess_wait (git, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_subprocess_get_exit_status (git), <, 128);
  return g_subprocess_get_exit_status (git) > 0;
}

static void
remove_folder (const char *folder)
{
  static const char *const names[] = { "base", "mine", "theirs" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_remove (path);
    }
  g_rmdir (folder);
}

/* What two have made of one article, and of its shadow, in which every character can be told. */
typedef struct
{
  GPtrArray *base, *mine, *theirs;
} Triple;

static void
triple_clear (Triple *self)
{
  g_clear_pointer (&self->base, g_ptr_array_unref);
  g_clear_pointer (&self->mine, g_ptr_array_unref);
  g_clear_pointer (&self->theirs, g_ptr_array_unref);
}

/* One side of both. */
static void
edit_both (GalleyRandom *random,
           GPtrArray    *base,
           GPtrArray    *shadow_base,
           gunichar      first,
           guint         n_edits,
           guint         longest,
           GPtrArray   **side,
           GPtrArray   **shadow)
{
  guint64 seed = galley_random_below (random, G_MAXUINT32);
  g_autoptr (GalleyRandom) here = galley_random_new_seeded (seed);
  g_autoptr (GalleyRandom) there = galley_random_new_seeded (seed);
  MergeHand hand = { here, random, 0, TRUE, FALSE, 0, 0, longest };
  MergeHand shadow_hand = { there, NULL, first, TRUE, FALSE, 0, 0, longest };

  *side = edit (&hand, base, n_edits);
  *shadow = edit (&shadow_hand, shadow_base, n_edits);
  g_assert_cmpuint (count_characters (*side), ==, count_characters (*shadow));
}

typedef struct
{
  guint n_rounds;
  guint n_asked;  /* a conflict */
  guint n_beyond; /* of them where nobody was in the other's way */
  guint n_met, n_touched;
  guint n_git;
} Rate;

static void
measure (Rate         *self,
         GalleyRandom *random,
         guint         n_edits,
         guint         longest,
         const char   *folder)
{
  Triple prose = { merge_support_prose (random) }, shadow = { merge_support_shadow (prose.base) };
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GPtrArray) merged = NULL;
  MergeOverlap overlap;

  edit_both (random, prose.base, shadow.base, MY_FIRST, n_edits, longest, &prose.mine, &shadow.mine);
  edit_both (random, prose.base, shadow.base, THEIR_FIRST, n_edits, longest, &prose.theirs, &shadow.theirs);
  merged = galley_merge_blocks (prose.base, prose.mine, prose.theirs, &conflicts);
  overlap = merge_overlap_find (shadow.base, shadow.mine, shadow.theirs);
  self->n_rounds++;
  self->n_asked += conflicts->len > 0;
  self->n_beyond += conflicts->len > 0 && overlap < MERGE_OVERLAP_MET;
  self->n_met += overlap == MERGE_OVERLAP_MET;
  self->n_touched += overlap == MERGE_OVERLAP_TOUCHED;
  self->n_git += folder != NULL && git_has_conflict (folder, prose.base, prose.mine, prose.theirs);
  triple_clear (&prose);
  triple_clear (&shadow);
}

static double
share (guint n,
       guint of)
{
  return 100.0 * n / of;
}

/* @longest: of an edit, in characters. @most: of a hundred merges where nobody was in the other's way, what chance makes
 * of so few. */
static void
check_rate (GalleyRandom *random,
            guint         n_edits,
            guint         longest,
            double        most,
            const char   *folder)
{
  guint n_rounds = folder != NULL ? MIN (get_rounds (), 2000) : 3 * ROUNDS;
  Rate rate = { 0 };

  for (guint round = 0; round < n_rounds; round++)
    measure (&rate, random, n_edits, longest, folder);
  g_test_message ("%u edits of 1 to %u characters a side: conflicts in %.2f %% of %u merges, in %.2f %% where nobody was in "
                  "the other's way; in the other's way %.2f %%, beside it %.2f %%; git merge-file %.2f %%",
                  n_edits, longest, share (rate.n_asked, n_rounds), n_rounds, share (rate.n_beyond, n_rounds),
                  share (rate.n_met, n_rounds), share (rate.n_touched, n_rounds), share (rate.n_git, n_rounds));
  g_assert_cmpfloat (share (rate.n_beyond, n_rounds), <=, most);
}

static void
test_rate (void)
{
  /* A clause, and a word: most Chinese words have one to four characters. */
  static const guint longest[] = { MERGE_SUPPORT_LONGEST, 4 };
  static const struct
  {
    guint n_edits;
    double most;
  } cases[] = { { 1, 1 }, { 3, 2 }, { 8, 4 } };
  g_autoptr (GalleyRandom) random = model_support_random ();
  g_autofree char *folder =
    g_getenv ("GALLEY_ROUNDS") != NULL ? g_dir_make_tmp ("galley-merge-XXXXXX", NULL) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (longest); i++)
    for (guint j = 0; j < G_N_ELEMENTS (cases); j++)
      check_rate (random, cases[j].n_edits, longest[i], cases[j].most, folder);
  if (folder != NULL)
    remove_folder (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/merge-properties/kept", test_kept);
  g_test_add_func ("/model/merge-properties/apart", test_apart);
  g_test_add_func ("/model/merge-properties/rate", test_rate);
  return g_test_run ();
}
