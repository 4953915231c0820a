/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands when conflicts are ended. */
#include "core/model/galley-merge.h"
#include "core/model/galley-resolution.h"

#include "model-support.h"

#define MINE GALLEY_CHOICE_MINE
#define THEIRS GALLEY_CHOICE_THEIRS
#define BOTH GALLEY_CHOICE_BOTH

static GalleyRevision *
make (const char *headline,
      const char *lines)
{
  g_autoptr (GPtrArray) blocks = model_support_lines (lines);
  GalleyContent content = { .blocks = blocks };

  content.fields[GALLEY_FIELD_HEADLINE] = headline;
  return galley_revision_new ("id", &content, NULL);
}

/* The body of what is chosen of a merge of words, each a paragraph. (transfer full) */
static char *
resolve (const char         *base_lines,
         const char         *mine_lines,
         const char         *their_lines,
         const GalleyChoice *choices,
         guint               n_choices)
{
  g_autoptr (GalleyRevision) base = make ("", base_lines);
  g_autoptr (GalleyRevision) mine = make ("", mine_lines);
  g_autoptr (GalleyRevision) theirs = make ("", their_lines);
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GalleyRevision) merged = galley_merge (base, mine, theirs, &conflicts);
  g_autoptr (GalleyRevision) resolved = NULL;

  g_assert_cmpuint (conflicts->len, ==, n_choices);
  resolved = galley_resolution_new (merged, theirs, conflicts, choices);
  return model_support_write_lines (galley_revision_get_blocks (resolved));
}

static void
test_choices (void)
{
  static const struct
  {
    const char *base, *mine, *theirs;
    GalleyChoice choices[2];
    guint n_choices;
    const char *expected;
  } cases[] = {
    { "a b c", "a x c", "a y c", { MINE }, 1, "a x c" },
    { "a b c", "a x c", "a y c", { THEIRS }, 1, "a y c" },
    { "a b c", "a x c", "a y c", { BOTH }, 1, "a x y c" },
    /* Removed here, changed there. */
    { "a b c", "a c", "a y c", { MINE }, 1, "a c" },
    { "a b c", "a c", "a y c", { BOTH }, 1, "a y c" },
    { "a b c", "a x c", "a c", { THEIRS }, 1, "a c" },
    { "a b c", "a x c", "a c", { BOTH }, 1, "a x c" },
    /* Put in at one place. */
    { "a b", "a m n b", "a t b", { BOTH }, 1, "a m n t b" },
    /* What is in no conflict stays, and runs of other lengths move no others. */
    { "a b c d e", "a x c d m", "a y z c d t", { THEIRS, BOTH }, 2, "a y z c d m t" },
    { "a b c d e", "a x w c d m", "a c d t", { BOTH, THEIRS }, 2, "a x w c d t" },
    { "a b c d e", "a x c d e f", "0 a y c d e", { BOTH }, 1, "0 a x y c d e f" },
    /* Items stay items. */
    { "*a *b", "*a **m", "*a #t", { BOTH }, 1, "*a **m #t" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = resolve (cases[i].base, cases[i].mine, cases[i].theirs, cases[i].choices,
                                       cases[i].n_choices);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

/* Two texts cannot stand in one line: there BOTH is mine. */
static void
test_fields (void)
{
  g_autoptr (GalleyRevision) base = make ("h", "a");
  g_autoptr (GalleyRevision) mine = make ("m", "a");
  g_autoptr (GalleyRevision) theirs = make ("t", "a");
  static const char *const expected[] = { [MINE] = "m", [THEIRS] = "t", [BOTH] = "m" };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      GalleyChoice choice = i;
      g_autoptr (GPtrArray) conflicts = NULL;
      g_autoptr (GalleyRevision) merged = galley_merge (base, mine, theirs, &conflicts);
      g_autoptr (GalleyRevision) resolved = NULL;

      g_assert_cmpuint (conflicts->len, ==, 1);
      resolved = galley_resolution_new (merged, theirs, conflicts, &choice);
      g_assert_cmpstr (galley_revision_get_field (resolved, GALLEY_FIELD_HEADLINE), ==, expected[i]);
    }
}

/* Somebody has typed on since the merge: neither what he typed nor what the other side has is lost by BOTH. */
static void
test_typed_on (void)
{
  static const struct
  {
    const char *now, *expected;
  } cases[] = {
    { "0 a xxx c", "0 a xxx yyy c" },
    { "a xxxz c", "a xxxz yyy c" },
    { "a c", "a yyy c" },
    { "", " yyy" },
  };
  g_autoptr (GalleyRevision) base = make ("", "a bbb c");
  g_autoptr (GalleyRevision) mine = make ("", "a xxx c");
  g_autoptr (GalleyRevision) theirs = make ("", "a yyy c");
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GalleyRevision) merged = galley_merge (base, mine, theirs, &conflicts);
  GalleyChoice choice = BOTH;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GalleyRevision) now = make ("", cases[i].now);
      g_autoptr (GalleyRevision) resolved = galley_resolution_new (now, theirs, conflicts, &choice);
      g_autofree char *text = model_support_write_lines (galley_revision_get_blocks (resolved));

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/resolution/choices", test_choices);
  g_test_add_func ("/model/resolution/fields", test_fields);
  g_test_add_func ("/model/resolution/typed-on", test_typed_on);
  return g_test_run ();
}
