/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/galley-pattern.h"

#include <string.h>

#define ACUTE "\xcc\x81"
#define FLAG_CN "\xf0\x9f\x87\xa8\xf0\x9f\x87\xb3"
#define LETTER_C "\xf0\x9f\x87\xa8"
#define CASE GALLEY_PATTERN_MATCH_CASE
#define REGEX GALLEY_PATTERN_REGEX

/* "0-2 5-7": where the matches are; " →word" behind one with a replacement. */
static char *
describe (GArray *matches)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < matches->len; i++)
    {
      GalleyTextMatch *match = &g_array_index (matches, GalleyTextMatch, i);

      g_string_append_printf (out, "%s%u-%u", i > 0 ? " " : "", match->start, match->end);
      if (match->replacement != NULL)
        g_string_append_printf (out, "=%s", match->replacement);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static const struct
{
  const char *pattern;
  GalleyPatternFlags flags;
  const char *text;
  const char *replacement;
  const char *expected;
} finds[] = {
  { "南湖", 0, "南湖区南湖，湖南", NULL, "0-2 3-5" },
  { "南湖", 0, "", NULL, "" },
  { "南湖区", 0, "南湖", NULL, "" },
  /* None overlaps another. */
  { "哈哈", 0, "哈哈哈哈哈", NULL, "0-2 2-4" },
  /* Case and width, both ways, unless they shall match. */
  { "abc", 0, "ABC ａｂｃ ＡｂＣ", NULL, "0-3 4-7 8-11" },
  { "ＡＢＣ", 0, "abc", NULL, "0-3" },
  { "abc", CASE, "ABC ａｂｃ abc", NULL, "8-11" },
  { ",", 0, "甲，乙,丙", NULL, "1-2 3-4" },
  { "，", CASE, "甲，乙,丙", NULL, "1-2" },
  { "a b", 0, "a　b", NULL, "0-3" },
  { "カナ", 0, "ｶﾅ", NULL, "0-2" },
  { "￥", 0, "¥5", NULL, "0-1" },
  { "ΣΑΣ", 0, "σας", NULL, "0-3" },
  /* Beyond the first plane a character is one. */
  { "𬭎", 0, "铜𬭎𬭎", NULL, "1-2 2-3" },
  /* Half a grapheme is not found, a whole one is. */
  { "x", 0, "x" ACUTE "x", NULL, "2-3" },
  { "x" ACUTE, 0, "x" ACUTE "x", NULL, "0-2" },
  { LETTER_C, 0, FLAG_CN, NULL, "" },
  { FLAG_CN, 0, "a" FLAG_CN, NULL, "1-3" },
  /* What is looked for is composed, as the text is. */
  { "e" ACUTE, 0, "café", NULL, "3-4" },
  { "é", 0, "cafe", NULL, "" },
  /* Without an expression nothing is special. */
  { "a.c", 0, "abc a.c", NULL, "4-7" },
  { "$1", 0, "$1", "\\$1", "0-2=\\$1" },

  { "\\d+", REGEX, "在2026年和１２月", NULL, "1-5 7-9" },
  { "a.c", REGEX, "abc A-C", NULL, "0-3 4-7" },
  { "a.c", REGEX | CASE, "abc A-C", NULL, "0-3" },
  { "[一二三]审", REGEX, "一审二审终审", NULL, "0-2 2-4" },
  { "\\p{Han}{2,3}", REGEX, "a南湖b湖c", NULL, "1-3" },
  { "^记者", REGEX, "记者\xe2\x80\xa8记者 记者", NULL, "0-2 3-5" },
  { "。.*", REGEX, "甲。乙\xe2\x80\xa8丙", NULL, "1-3" },
  { "(?<=第)\\d", REGEX, "第3 3", "三", "1-2=三" },
  /* What matches nothing is not found: neither here nor there, nor for ever. */
  { "x*", REGEX, "axxb", NULL, "1-3" },
  { "^", REGEX, "abc", NULL, "" },
  { "𬭎.", REGEX, "𬭎𬭎铜", NULL, "0-2" },
  { "x", REGEX, "x" ACUTE "x", NULL, "2-3" },
  { "(\\d+)年(\\d+)月", REGEX, "2026年11月", "$2月/$1", "0-8=11月/2026" },
  { "(a)|(b)", REGEX, "ab", "[$1$2$3]", "0-1=[a] 1-2=[b]" },
  { "a", REGEX, "a", "$0$0\\$0\\\\$x", "0-1=aa$0\\$x" },
  { "a", REGEX, "a", "", "0-1=" },
};

static void
test_find (void)
{
  g_autoptr (GalleyClock) clock = galley_test_clock_new (0);

  for (guint i = 0; i < G_N_ELEMENTS (finds); i++)
    {
      GalleyPatternFault fault = GALLEY_PATTERN_FAULT_OTHER;
      g_autoptr (GalleyPattern) pattern = galley_pattern_new (finds[i].pattern, finds[i].flags, &fault);
      g_autoptr (GArray) matches = NULL;
      g_autofree char *found = NULL;
      GalleyFindBudget budget;

      g_test_message ("%u: %s in %s", i, finds[i].pattern, finds[i].text);
      g_assert_nonnull (pattern);
      g_assert_cmpint (fault, ==, GALLEY_PATTERN_FAULT_NONE);
      galley_find_budget_init (&budget, clock);
      matches = galley_pattern_find (pattern, finds[i].text, finds[i].replacement, &budget);
      found = describe (matches);
      g_assert_cmpstr (found, ==, finds[i].expected);
      g_assert_false (budget.is_spent);
      g_assert_cmpuint (budget.n_matches, ==, GALLEY_FIND_MAX_MATCHES - matches->len);
    }
}

static const struct
{
  const char *pattern;
  GalleyPatternFault fault;
} faults[] = {
  { "", GALLEY_PATTERN_FAULT_NONE },
  { "(甲", GALLEY_PATTERN_FAULT_PARENTHESIS },
  { "甲)", GALLEY_PATTERN_FAULT_PARENTHESIS },
  { "[甲", GALLEY_PATTERN_FAULT_BRACKET },
  { "[b-a]", GALLEY_PATTERN_FAULT_BRACKET },
  { "*", GALLEY_PATTERN_FAULT_REPEAT },
  { "甲|+", GALLEY_PATTERN_FAULT_REPEAT },
  { "甲{5,2}", GALLEY_PATTERN_FAULT_REPEAT },
  { "甲{3", GALLEY_PATTERN_FAULT_REPEAT },
  { "\\", GALLEY_PATTERN_FAULT_ESCAPE },
  { "\\p{Nobody}", GALLEY_PATTERN_FAULT_ESCAPE },
  { "(?<=a*)b", GALLEY_PATTERN_FAULT_OTHER },
};

static void
test_faults (void)
{
  g_autofree char *longest = g_strnfill (GALLEY_PATTERN_MAX_CHARACTERS, 'a');
  g_autofree char *too_long = g_strnfill (GALLEY_PATTERN_MAX_CHARACTERS + 1, 'a');
  g_autoptr (GalleyPattern) pattern = NULL;
  GalleyPatternFault fault;

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      fault = GALLEY_PATTERN_FAULT_NONE;
      g_test_message ("%s", faults[i].pattern);
      g_assert_null (galley_pattern_new (faults[i].pattern, REGEX, &fault));
      g_assert_cmpint (fault, ==, faults[i].fault);
      /* As words they are right, but for none at all. */
      pattern = galley_pattern_new (faults[i].pattern, 0, &fault);
      g_assert_true ((pattern != NULL) == (*faults[i].pattern != '\0'));
      g_assert_cmpint (fault, ==, GALLEY_PATTERN_FAULT_NONE);
      g_clear_pointer (&pattern, galley_pattern_free);
    }
  pattern = galley_pattern_new (longest, 0, NULL);
  g_assert_nonnull (pattern);
  g_assert_null (galley_pattern_new (too_long, 0, &fault));
  g_assert_cmpint (fault, ==, GALLEY_PATTERN_FAULT_OTHER);
}

/* The clock stands still: what ends these are the steps, or the stack. */
static void
test_bad_patterns_end (void)
{
  static const char *const patterns[] = { "(a+)+$", "(a|aa)+$", "(.*a){20}b", "((a*)*)*c" };
  g_autoptr (GalleyClock) clock = galley_test_clock_new (0);
  g_autofree char *text = g_strnfill (20000, 'a');

  text[19999] = 'x';
  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autoptr (GalleyPattern) pattern = galley_pattern_new (patterns[i], REGEX, NULL);
      g_autoptr (GArray) matches = NULL;
      g_autoptr (GArray) none = NULL;
      g_autoptr (GArray) some = NULL;
      GalleyFindBudget budget;

      g_test_message ("%s", patterns[i]);
      galley_find_budget_init (&budget, clock);
      matches = galley_pattern_find (pattern, text, NULL, &budget);
      g_assert_true (budget.is_spent);
      /* What is spent is spent for the texts that follow, and the next search has it anew. */
      none = galley_pattern_find (pattern, "aac", NULL, &budget);
      g_assert_cmpuint (none->len, ==, 0);
      galley_find_budget_init (&budget, clock);
      some = galley_pattern_find (pattern, "aaaac", NULL, &budget);
      g_assert_false (budget.is_spent);
    }
}

static void
test_time_is_bounded (void)
{
  g_autoptr (GalleyClock) clock = galley_test_clock_new (0);
  g_autoptr (GalleyPattern) pattern = galley_pattern_new ("a", 0, NULL);
  g_autoptr (GArray) found = NULL;
  g_autoptr (GArray) late = NULL;
  GalleyFindBudget budget;

  galley_find_budget_init (&budget, clock);
  galley_test_clock_advance (GALLEY_TEST_CLOCK (clock), G_USEC_PER_SEC / 5 - 1);
  found = galley_pattern_find (pattern, "a", NULL, &budget);
  g_assert_cmpuint (found->len, ==, 1);
  galley_test_clock_advance (GALLEY_TEST_CLOCK (clock), 1);
  late = galley_pattern_find (pattern, "a", NULL, &budget);
  g_assert_cmpuint (late->len, ==, 0);
  g_assert_true (budget.is_spent);
}

static void
test_matches_are_bounded (void)
{
  g_autoptr (GalleyClock) clock = galley_test_clock_new (0);
  g_autofree char *text = g_strnfill (GALLEY_FIND_MAX_MATCHES + 1, 'a');

  for (GalleyPatternFlags flags = 0; flags <= REGEX; flags += REGEX)
    {
      g_autoptr (GalleyPattern) pattern = galley_pattern_new ("a", flags, NULL);
      g_autoptr (GArray) all = NULL;
      g_autoptr (GArray) cut = NULL;
      GalleyFindBudget budget;

      galley_find_budget_init (&budget, clock);
      all = galley_pattern_find (pattern, text + 1, NULL, &budget);
      g_assert_cmpuint (all->len, ==, GALLEY_FIND_MAX_MATCHES);
      g_assert_false (budget.is_spent);
      galley_find_budget_init (&budget, clock);
      cut = galley_pattern_find (pattern, text, NULL, &budget);
      g_assert_cmpuint (cut->len, ==, GALLEY_FIND_MAX_MATCHES);
      g_assert_true (budget.is_spent);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pattern/find", test_find);
  g_test_add_func ("/pattern/faults", test_faults);
  g_test_add_func ("/pattern/bad-patterns-end", test_bad_patterns_end);
  g_test_add_func ("/pattern/time-is-bounded", test_time_is_bounded);
  g_test_add_func ("/pattern/matches-are-bounded", test_matches_are_bounded);
  return g_test_run ();
}
