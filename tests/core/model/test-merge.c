/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/model/galley-list.h"
#include "core/model/galley-merge.h"
#include "core/model/galley-resolution.h"

#include "model-support.h"

#include <string.h>

static GalleyRevision *
revision_of (const char        *headline,
             const char *const *tags,
             GPtrArray         *blocks)
{
  GalleyContent content = { .blocks = blocks };
  content.fields[GALLEY_FIELD_HEADLINE] = headline;
  content.sets[GALLEY_SET_TAGS] = tags;
  return galley_revision_new ("id", &content, NULL);
}

static void
assert_conflict (GPtrArray  *conflicts,
                 guint       index,
                 const char *name,
                 guint       block,
                 const char *base,
                 const char *mine,
                 const char *theirs)
{
  g_assert_cmpuint (index, <, conflicts->len);
  const GalleyConflict *conflict = conflicts->pdata[index];
  g_assert_cmpstr (conflict->name, ==, name);
  g_assert_cmpuint (conflict->block, ==, block);
  g_assert_cmpstr (conflict->base, ==, base);
  g_assert_cmpstr (conflict->mine, ==, mine);
  g_assert_cmpstr (conflict->theirs, ==, theirs);
}

static void
test_fields (void)
{
  g_autoptr (GalleyState) published = galley_state_new ();
  published->status = GALLEY_STATUS_PUBLISHED;
  GalleyContent a = { 0 }, b = { 0 }, c = { 0 };
  a.fields[GALLEY_FIELD_HEADLINE] = "h";
  b.fields[GALLEY_FIELD_HEADLINE] = "mine";
  c.fields[GALLEY_FIELD_HEADLINE] = "theirs";
  b.fields[GALLEY_FIELD_KICKER] = "k";
  c.fields[GALLEY_FIELD_SOURCE] = "s";
  a.fields[GALLEY_FIELD_LEAD_PICTURE] = b.fields[GALLEY_FIELD_LEAD_PICTURE] = "old";
  c.fields[GALLEY_FIELD_LEAD_PICTURE] = "new";
  b.fields[GALLEY_FIELD_KIND] = "pictures";
  b.fields[GALLEY_FIELD_FOCUS_PICTURE] = "one";
  c.fields[GALLEY_FIELD_FOCUS_PICTURE] = "other";
  b.fields[GALLEY_FIELD_EDITOR] = c.fields[GALLEY_FIELD_EDITOR] = "徐卉";
  static const char *const tags_a[] = { "1", "2", "3", NULL };
  static const char *const tags_b[] = { "3", "1", "4", NULL };
  static const char *const tags_c[] = { "5", "2", "3", "4", NULL };
  a.sets[GALLEY_SET_TAGS] = tags_a;
  b.sets[GALLEY_SET_TAGS] = tags_b;
  c.sets[GALLEY_SET_TAGS] = tags_c;
  g_autoptr (GPtrArray) bylines_b = galley_bylines_parse ("甲");
  g_autoptr (GPtrArray) bylines_c = galley_bylines_parse ("乙 甲");
  b.bylines = bylines_b;
  c.bylines = bylines_c;
  a.extra = "{\"x\":1,\"y\":1}";
  b.extra = "{\"x\":2,\"y\":1}";
  c.extra = "{\"x\":1,\"z\":[3]}";

  g_autoptr (GalleyRevision) base = galley_revision_new ("id", &a, NULL);
  g_autoptr (GalleyRevision) mine = galley_revision_new ("id", &b, NULL);
  g_autoptr (GalleyRevision) theirs = galley_revision_new ("id", &c, published);
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GalleyRevision) merged = galley_merge (base, mine, theirs, &conflicts);

  g_assert_cmpuint (conflicts->len, ==, 2);
  assert_conflict (conflicts, 0, "headline", 0, "h", "mine", "theirs");
  assert_conflict (conflicts, 1, "focus-picture", 0, "", "one", "other");
  g_assert_cmpstr (galley_revision_get_field (merged, GALLEY_FIELD_KIND), ==, "pictures");
  g_assert_cmpstr (galley_revision_get_field (merged, GALLEY_FIELD_LEAD_PICTURE), ==, "new");
  g_assert_cmpstr (galley_revision_get_field (merged, GALLEY_FIELD_FOCUS_PICTURE), ==, "one");
  g_assert_cmpstr (galley_revision_get_field (merged, GALLEY_FIELD_HEADLINE), ==, "mine");
  g_assert_cmpstr (galley_revision_get_field (merged, GALLEY_FIELD_KICKER), ==, "k");
  g_assert_cmpstr (galley_revision_get_field (merged, GALLEY_FIELD_SOURCE), ==, "s");
  g_assert_cmpstr (galley_revision_get_field (merged, GALLEY_FIELD_EDITOR), ==, "徐卉");
  g_autofree char *tags = g_strjoinv (" ", (char **) galley_revision_get_set (merged, GALLEY_SET_TAGS));
  g_assert_cmpstr (tags, ==, "3 4 5");
  g_autofree char *line = galley_bylines_format (galley_revision_get_bylines (merged));
  g_assert_cmpstr (line, ==, "甲 乙");
  g_assert_cmpstr (galley_revision_get_extra (merged), ==, "{\"x\":2,\"z\":[3]}");
  g_assert_cmpint (galley_revision_get_state (merged)->status, ==, GALLEY_STATUS_PUBLISHED);
}

static void
test_body (void)
{
  static const struct
  {
    const char *base, *mine, *theirs, *merged;
    guint n_conflicts;
  } examples[] = {
    { "a b c", "a x c", "a b c d", "a x c d", 0 },
    { "a b c", "a x c", "a b y", "a x y", 0 },      /* changes that touch */
    { "a b c", "a x c", "a y c", "a x c", 1 },
    { "a b c", "a x c", "a x c", "a x c", 0 },
    { "a b c", "a c", "a c", "a c", 0 },
    { "a b c", "b c", "a b", "b", 0 },
    { "a b c", "a m b c", "a t b c", "a m b c", 1 }, /* two insertions at one place */
    { "a b c", "a m b c", "a t c", "a m t c", 0 },
    { "a b c", "a b m c", "a t c", "a t m c", 0 },
    { "a b c", "a c", "a t c", "a c", 1 },           /* removed here, changed there */
    { "a b c d e", "a 1 2 d e", "a b 3 4 e", "a 1 2 d e", 1 },
    { "a", "b", "c", "b", 1 },
    { "a b c", "a x b c", "a b x c", "a x b c", 2 },  /* the same at two places */
    { "a b c", "a x y b c", "a b y c", "a x y b c", 2 },
    { "a b b c", "a x b b c x", "a b x b c", "a x b x b c x", 0 }, /* who wants it twice */
    { "a bcd e", "a e", "a bd e", "a e", 0 },        /* removed here, and there a part of it */
    { "a bcd f e", "a e", "a bd f e", "a e", 0 },
    { "a bcd e", "a e", "a bxd e", "a e", 1 },
    { "a bright.idea e", "a e", "a big e", "a e", 1 }, /* and there something else with some of its letters */
    { "a w6.，w7.，w10. e", "a e", "a w60. e", "a e", 1 },
    { "a 已经连夜清点了沙袋 e", "a e", "a 已点 e", "a e", 1 },
    { "a 已经连夜清点了沙袋 e", "a e", "a 连夜清点了 e", "a e", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      GPtrArray *sides[3];
      const char *lines[] = { examples[i].base, examples[i].mine, examples[i].theirs };
      for (guint j = 0; j < 3; j++)
        {
          g_auto (GStrv) words = g_strsplit (lines[j], " ", -1);
          sides[j] = galley_blocks_new ();
          for (guint k = 0; words[k] != NULL; k++)
            g_ptr_array_add (sides[j], galley_block_new (GALLEY_BLOCK_PARAGRAPH, words[k], NULL, 0));
        }
      g_autoptr (GPtrArray) conflicts = NULL;
      g_autoptr (GPtrArray) merged = galley_merge_blocks (sides[0], sides[1], sides[2], &conflicts);
      g_autofree char *text = model_support_read (merged);
      g_strdelimit (text, "\n", ' ');
      g_assert_cmpstr (text, ==, examples[i].merged);
      g_assert_cmpuint (conflicts->len, ==, examples[i].n_conflicts);
      if (i == 2)
        assert_conflict (conflicts, 0, "body", 1, "b", "x", "y");
      if (i == 10)
        assert_conflict (conflicts, 0, "body", 1, "b\nc\nd", "1\n2\nd", "b\n3\n4");
      for (guint j = 0; j < 3; j++)
        g_ptr_array_unref (sides[j]);
    }
}

/* Items merge as other blocks do; what then hangs on nothing comes up. */
static void
test_lists (void)
{
  static const struct
  {
    const char *base, *mine, *theirs, *merged;
    guint n_conflicts;
  } examples[] = {
    { "*a *b *c", "*a **b *c", "*a *b *c *d", "*a **b *c *d", 0 },
    { "*a *b *c", "*a **b *c", "*a **b *c", "*a **b *c", 0 },        /* both moved it alike */
    { "*a **b *c", "*a *b *c", "*a **b **c", "*a *b **c", 0 },       /* each another item */
    { "*a *b **c *d", "*a **b **c *d", "*a *b ***c *d", "*a **b **c *d", 0 },
    { "*a **b *c", "*a *b *c", "*a b *c", "*a *b *c", 1 },           /* the same item, each otherwise */
    { "*a *b", "*a *x *b", "*a *b *y", "*a *x *b *y", 0 },
    { "*a *b", "*a *x *b", "*a *y *b", "*a *x *b", 1 },
    { "*a *b *c", "#a #b #c", "*a *b *c *d", "#a #b #c *d", 0 },     /* the kind changed here, an item added there */
    { "*a *b *c", "#a #b #c", "*a *bb *c", "#a #bb #c", 0 },   /* the kind here, a word there */
    { "*a **b ***c", "**b ***c", "*a **b ***c ***d", "*b **c ***d", 0 },
    { "*a **b ***c", "*a x **b ***c", "*a **b ***c **d", "*a x *b **c **d", 0 },
    { "a --- b", "a --- b c", "a b", "a b c", 0 },
    { "a b", "a --- b", "a --- b", "a --- b", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      const char *lines[] = { examples[i].base, examples[i].mine, examples[i].theirs };
      g_autoptr (GPtrArray) conflicts = NULL;
      GPtrArray *sides[3];
      for (guint j = 0; j < 3; j++)
        {
          g_autoptr (GPtrArray) raw = model_support_lines (lines[j]);
          sides[j] = galley_list_settle (raw);
        }
      g_autoptr (GPtrArray) merged = galley_merge_blocks (sides[0], sides[1], sides[2], &conflicts);
      g_autofree char *text = model_support_write_lines (merged);
      g_assert_cmpstr (text, ==, examples[i].merged);
      g_assert_cmpuint (conflicts->len, ==, examples[i].n_conflicts);
      for (guint j = 0; j < 3; j++)
        g_ptr_array_unref (sides[j]);
    }
}

/* Sides that differ in more than their text do not read alike. */
static void
test_readable (void)
{
  g_autoptr (GPtrArray) base = model_support_lines ("*a *b");
  g_autoptr (GPtrArray) mine = model_support_lines ("*a **b ---");
  g_autoptr (GPtrArray) theirs = model_support_lines ("*a #b x");
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GPtrArray) merged = galley_merge_blocks (base, mine, theirs, &conflicts);

  g_assert_true (galley_blocks_equal (merged, mine));
  g_assert_cmpuint (conflicts->len, ==, 2);
  assert_conflict (conflicts, 0, "body", 1, "• b", "◦ b", "1. b");
  assert_conflict (conflicts, 1, "body", 2, "", "—", "x");
}

/* (transfer full) */
static GPtrArray *
read_body (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "|", -1);
  GPtrArray *blocks = galley_blocks_new ();

  for (guint i = 0; lines[i] != NULL; i++)
    g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_PARAGRAPH, lines[i], NULL, 0));
  return blocks;
}

static void
assert_stands_once (GalleyRevision *revision,
                    const char     *word)
{
  g_autofree char *text = model_support_read (galley_revision_get_blocks (revision));
  const char *first = strstr (text, word);

  g_assert_nonnull (first);
  g_assert_null (strstr (first + 1, word));
}

/* What each has once stands once, whoever is followed in what they are asked. */
static void
check_once (GalleyRevision *base,
            GalleyRevision *mine,
            GalleyRevision *theirs,
            const char     *word,
            gboolean        is_asked)
{
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GalleyRevision) merged = galley_merge (base, mine, theirs, &conflicts);
  g_autoptr (GalleyRevision) taken = galley_resolution_take_theirs (merged, theirs, conflicts);

  g_assert_cmpint (conflicts->len > 0, ==, is_asked);
  if (word == NULL)
    return;
  assert_stands_once (merged, word);
  assert_stands_once (taken, word);
}

static void
test_once (void)
{
  static const struct
  {
    const char *base, *mine, *theirs, *word;
    gboolean is_asked;
  } examples[] = {
    /* One has written on in a paragraph, the other has carried its words into another one and taken it away. */
    { "w48. w49. w50.|w12. w13.|w21.|w18. w19.", "w49. w50.|w21. w70.|w18. w19.",
      "w51. w21.|w18. w19.|w48. w49. w50.|w12. w13.", "w21.", TRUE },
    /* The same to different paragraphs: one place comes into dispute, and so has to the other. */
    { "alef.|bet.|gimel.", "bet. alef.|gimel.", "bet.|gimel. alef.", "alef.", TRUE },
    { "渡口停航。|沙袋已清点。|夜里水位回落。", "沙袋已清点。渡口停航。|夜里水位回落。", "沙袋已清点。|夜里水位回落。渡口停航。",
      "渡口停航。", TRUE },
    /* Neither side of a dispute has it twice. */
    { "w2. w3.|w4. w5. w6.|w7. w8. w10. w9.", "w2. w3. w4. w5. w6.|w7. w8. w10. w9.",
      "w2. w3.|w7. w8. w10. w9. w4. w5. w6.", "w4.", TRUE },
    /* Both have the same new words in a paragraph that one of them has written anew. */
    { "w2.|w3. w4. w5. w6.", "w18. w2.|w3. w4. w5. w6.", "w36. w18. w55. w42. w2.", "w18.", TRUE },
    { "It rained all day. The ferry did not run.", "It rained all day. The ferry, they say, did not run.",
      "It rained, as they say, all day. The ferry did not run.", NULL, TRUE },
    { "It rained.|The ferry did not run.", "It rained on Tuesday.|The ferry did not run.",
      "It rained.|The ferry did not run on Tuesday.", NULL, FALSE },
    { "It rained all day. The ferry did not run.", "It rained all day of it. The ferry did not run.",
      "It rained all day. The ferry of ours did not run.", NULL, FALSE },
    /* What stood twice, of which each has taken away another one. */
    { "w17. w36. w18.|w15.|w17. w36. w19.|w20.", "w17. w36. w18.|w15.|w20.", "w15.|w17. w36. w19.|w20.", "w36.", TRUE },
    { "县水利站昨天清早清点了堤上的沙袋，夜里的水位已回落。甲|乙|县水利站昨天清早清点了堤上的沙袋，夜里的水位已回落。丙|丁",
      "县水利站昨天清早清点了堤上的沙袋，夜里的水位已回落。甲|乙|丁", "乙|县水利站昨天清早清点了堤上的沙袋，夜里的水位已回落。丙|丁",
      "堤上的沙袋", TRUE },
    { "县水利站昨天清早清点了沙袋。|乙|县水利站昨天清早清点了账目。", "县水利站今天清早清点了沙袋。|乙|县水利站昨天清早清点了账目。",
      "县水利站昨天清早清点了沙袋。|乙|县水利站前天清早清点了账目。", NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autoptr (GPtrArray) before = read_body (examples[i].base);
      g_autoptr (GPtrArray) here = read_body (examples[i].mine);
      g_autoptr (GPtrArray) there = read_body (examples[i].theirs);
      g_autoptr (GalleyRevision) base = revision_of ("h", NULL, before);
      g_autoptr (GalleyRevision) mine = revision_of ("h", NULL, here);
      g_autoptr (GalleyRevision) theirs = revision_of ("h", NULL, there);

      check_once (base, mine, theirs, examples[i].word, examples[i].is_asked);
      check_once (base, theirs, mine, examples[i].word, examples[i].is_asked);
    }
}

static void
test_without_base (void)
{
  g_autoptr (GPtrArray) a = model_support_paragraphs ("x", "m", "y", NULL);
  g_autoptr (GPtrArray) b = model_support_paragraphs ("x", "t", "y", NULL);
  static const char *const tags_a[] = { "1", NULL };
  static const char *const tags_b[] = { "2", NULL };
  g_autoptr (GalleyRevision) mine = revision_of ("同", tags_a, a);
  g_autoptr (GalleyRevision) theirs = revision_of ("", tags_b, b);
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GalleyRevision) merged = galley_merge (NULL, mine, theirs, &conflicts);

  g_assert_cmpuint (conflicts->len, ==, 2);
  assert_conflict (conflicts, 0, "headline", 0, "", "同", "");
  assert_conflict (conflicts, 1, "body", 1, "", "m", "t");
  g_assert_true (galley_blocks_equal (galley_revision_get_blocks (merged), a));
  g_assert_cmpuint (g_strv_length ((char **) galley_revision_get_set (merged, GALLEY_SET_TAGS)), ==, 2);
}

/* What mine has in a place in dispute is no change of theirs, although all its letters are in theirs: it stays when theirs
 * goes. */
static void
test_in_dispute (void)
{
  g_autoptr (GPtrArray) a = model_support_paragraphs ("x", NULL);
  g_autoptr (GPtrArray) b = model_support_paragraphs ("w56.", "x", NULL);
  g_autoptr (GPtrArray) c = model_support_paragraphs ("w64. w65. w66.", "x", NULL);
  g_autoptr (GPtrArray) d = model_support_paragraphs ("x", "y", NULL);
  g_autoptr (GPtrArray) both = model_support_paragraphs ("w56.", "x", "y", NULL);
  g_autoptr (GalleyRevision) before = revision_of ("h", NULL, a);
  g_autoptr (GalleyRevision) mine = revision_of ("h", NULL, b);
  g_autoptr (GalleyRevision) theirs = revision_of ("h", NULL, c);
  g_autoptr (GalleyRevision) later = revision_of ("h", NULL, d);
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GPtrArray) more = NULL;
  g_autoptr (GPtrArray) blind = NULL;
  g_autoptr (GalleyRevision) disputed = galley_merge (before, mine, theirs, &conflicts);
  g_autoptr (GalleyRevision) base = galley_merge_dup_base (theirs, conflicts, later);
  g_autoptr (GalleyRevision) merged = galley_merge (base, disputed, later, &more);
  g_autoptr (GalleyRevision) asked = galley_merge (theirs, disputed, later, &blind);

  g_assert_cmpuint (conflicts->len, ==, 1);
  g_assert_cmpuint (more->len, ==, 0);
  g_assert_true (galley_blocks_equal (galley_revision_get_blocks (merged), both));
  /* Without knowing of the dispute it is taken for a change of theirs, and asked about. */
  g_assert_cmpuint (blind->len, ==, 1);
  g_assert_true (galley_blocks_equal (galley_revision_get_blocks (asked), both));
  /* What stands there still, stays in the base. */
  g_clear_pointer (&base, galley_revision_unref);
  base = galley_merge_dup_base (theirs, conflicts, theirs);
  g_assert_true (galley_revision_has_same_content (base, theirs));
}

/* A side that wins as a whole keeps its content hash. */
static void
test_hash (void)
{
  g_autoptr (GalleyRevision) base = revision_of ("a", NULL, NULL);
  g_autoptr (GalleyRevision) other = revision_of ("b", NULL, NULL);
  galley_revision_set_content_hash (other, "hash");
  g_autoptr (GalleyRevision) mine = galley_merge (base, other, base, NULL);
  g_autoptr (GalleyRevision) theirs = galley_merge (base, base, other, NULL);
  g_assert_cmpstr (galley_revision_get_content_hash (mine), ==, "hash");
  g_assert_true (theirs == other);
}

static GPtrArray *
vary (GalleyRandom *random,
      GPtrArray    *base,
      const char   *word,
      guint        *n_words)
{
  GPtrArray *blocks = galley_blocks_copy (base);
  for (guint i = galley_random_below (random, 5); i > 0; i--)
    {
      guint place = galley_random_below (random, blocks->len + 1);
      g_autofree char *text = g_strdup_printf ("%s%u.", word, *n_words);
      switch (galley_random_below (random, 6))
        {
        case 3:
          g_ptr_array_insert (blocks, place, galley_block_new_item (GALLEY_BLOCK_BULLETED, i % 3, text, NULL, 0));
          *n_words += 1;
          break;
        case 4:
          if (place < blocks->len)
            {
              GalleyBlock *old = blocks->pdata[place];
              guint level = (galley_block_get_level (old) + 1) % 3;
              blocks->pdata[place] = galley_block_is_item (old) ? galley_block_with_level (old, level)
                                                                : galley_block_with_kind (old, GALLEY_BLOCK_NUMBERED);
              galley_block_unref (old);
            }
          break;
        case 0:
          if (place < blocks->len)
            g_ptr_array_remove_index (blocks, place);
          break;
        case 1:
          if (place < blocks->len)
            {
              GalleyBlock *old = blocks->pdata[place];
              blocks->pdata[place] = galley_block_replace (old, 1, 1, text, (GalleyStyle) { 0 });
              galley_block_unref (old);
              *n_words += 1;
            }
          break;
        case 2:
          /* The same on both sides, now and then. */
          g_ptr_array_insert (blocks, place, galley_block_new (GALLEY_BLOCK_QUOTE, "同", NULL, 0));
          break;
        default:
          g_ptr_array_insert (blocks, place, galley_block_new (GALLEY_BLOCK_PARAGRAPH, text, NULL, 0));
          *n_words += 1;
          break;
        }
    }
  g_autoptr (GPtrArray) raw = blocks;
  return galley_list_settle (raw);
}

static void
assert_kept (GPtrArray  *side,
             GPtrArray  *merged,
             GPtrArray  *conflicts,
             const char *word,
             guint       n_words)
{
  g_autofree char *text = model_support_read (side);
  g_autofree char *result = model_support_read (merged);
  for (guint i = 0; i < n_words; i++)
    {
      g_autofree char *wanted = g_strdup_printf ("%s%u.", word, i);
      gboolean is_kept = strstr (text, wanted) == NULL || strstr (result, wanted) != NULL;
      for (guint j = 0; j < conflicts->len && !is_kept; j++)
        {
          const GalleyConflict *conflict = conflicts->pdata[j];
          is_kept = strstr (conflict->mine, wanted) != NULL || strstr (conflict->theirs, wanted) != NULL;
        }
      g_assert_true (is_kept);
    }
}

/* P1 m(b,x,b)=x, m(b,b,y)=y; P2 m(b,x,x)=x; P3 changing sides changes but the names; P4 nothing written is lost. */
static void
test_properties (void)
{
  g_autoptr (GalleyRandom) random = model_support_random ();
  for (guint round = 0; round < 4000; round++)
    {
      guint n_mine = 0, n_theirs = 0;
      g_autoptr (GPtrArray) b = model_support_blocks (random, 6);
      g_autoptr (GPtrArray) x = vary (random, b, "MINE", &n_mine);
      g_autoptr (GPtrArray) y = vary (random, b, "THEIRS", &n_theirs);
      g_autoptr (GPtrArray) none = NULL, none_2 = NULL, none_3 = NULL, found = NULL, turned = NULL;

      g_autoptr (GPtrArray) p1 = galley_merge_blocks (b, x, b, &none);
      g_assert_true (galley_blocks_equal (p1, x));
      g_autoptr (GPtrArray) p1_2 = galley_merge_blocks (b, b, y, &none_2);
      g_assert_true (galley_blocks_equal (p1_2, y));
      g_autoptr (GPtrArray) p2 = galley_merge_blocks (b, x, x, &none_3);
      g_assert_true (galley_blocks_equal (p2, x));
      g_assert_cmpuint (none->len + none_2->len + none_3->len, ==, 0);

      g_autoptr (GPtrArray) merged = galley_merge_blocks (b, x, y, &found);
      g_autoptr (GPtrArray) settled = galley_list_settle (merged);
      g_assert_true (settled == merged);
      g_autoptr (GPtrArray) other = galley_merge_blocks (b, y, x, &turned);
      g_assert_cmpuint (found->len, ==, turned->len);
      for (guint i = 0; i < found->len; i++)
        {
          const GalleyConflict *here = found->pdata[i], *there = turned->pdata[i];
          g_assert_cmpstr (here->base, ==, there->base);
          g_assert_cmpstr (here->mine, ==, there->theirs);
          g_assert_cmpstr (here->theirs, ==, there->mine);
        }
      if (found->len == 0)
        g_assert_true (galley_blocks_equal (merged, other));
      assert_kept (x, merged, found, "MINE", n_mine);
      assert_kept (y, merged, found, "THEIRS", n_theirs);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/merge/fields", test_fields);
  g_test_add_func ("/model/merge/body", test_body);
  g_test_add_func ("/model/merge/lists", test_lists);
  g_test_add_func ("/model/merge/readable", test_readable);
  g_test_add_func ("/model/merge/once", test_once);
  g_test_add_func ("/model/merge/without-base", test_without_base);
  g_test_add_func ("/model/merge/in-dispute", test_in_dispute);
  g_test_add_func ("/model/merge/hash", test_hash);
  g_test_add_func ("/model/merge/properties", test_properties);
  return g_test_run ();
}
