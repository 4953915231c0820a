/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is marked in the two sides of a conflict, and what comes of decisions. */
#include "app/conflict/galley-conflict-text.h"
#include "app/conflict/galley-conflict-words.h"
#include "core/workspace/galley-settlement-text.h"

#include <string.h>

/* --- marking ----------------------------------------------------------------------------------------------------- */

/* The marked words of @text, in brackets. */
static char *
bracket (const char *text,
         const char *other)
{
  g_autoptr (GArray) spans = galley_conflict_text_compare (text, other);
  GString *marked = g_string_new (NULL);
  gsize place = 0;

  for (guint i = 0; i < spans->len; i++)
    {
      const GalleySpan *span = &g_array_index (spans, GalleySpan, i);

      g_string_append_len (marked, text + place, (gssize) (span->start - place));
      g_string_append_printf (marked, "[%.*s]", (int) (span->end - span->start), text + span->start);
      place = span->end;
    }
  g_string_append (marked, text + place);
  return g_string_free (marked, FALSE);
}

static void
test_words (void)
{
  static const struct
  {
    const char *text, *other, *marked;
  } cases[] = {
    { "湖边新建六处驿站", "湖边新建六处驿站", "湖边新建六处驿站" },
    { "下午三点半通车", "上午三点半通车", "[下午]三点半通车" },     /* a word, not half of one */
    { "price was 12.5 yuan", "price was 12.8 yuan", "price was [12.5] yuan" },
    { "第一段\n第二段改", "第一段", "第一段\n[第二][段][改]" },
    { "", "有", "" },
    { "有", "", "[有]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *marked = bracket (cases[i].text, cases[i].other);
      g_auto (GStrv) pieces = g_strsplit (marked, "][", -1); /* where ICU's dictionary ends a word is ICU's */
      g_auto (GStrv) wanted = g_strsplit (cases[i].marked, "][", -1);
      g_autofree char *joined = g_strjoinv ("", pieces), *joined_wanted = g_strjoinv ("", wanted);

      g_assert_cmpstr (joined, ==, joined_wanted);
    }
}

static void
test_shown (void)
{
  g_autofree char *same = g_strnfill (1000, 'a');
  g_autofree char *text = g_strconcat (same, " 这里 ", same, "\342\200\250末", NULL);
  g_autofree char *other = g_strconcat (same, " 那里 ", same, "\342\200\250末", NULL);
  g_autoptr (GArray) spans = galley_conflict_text_compare (text, other);
  PangoAttrList *attributes = NULL;
  g_autofree char *shown = galley_conflict_text_show (text, 0, strlen (text), spans, FALSE, NULL, 0, &attributes);
  GSList *list = pango_attr_list_get_attributes (attributes);
  guint n_underlines = 0;

  g_assert_true (g_str_has_prefix (shown, "…aaa"));
  g_assert_true (g_str_has_suffix (shown, "…"));
  g_assert_nonnull (strstr (shown, " 这里 "));
  g_assert_cmpint (g_utf8_strlen (shown, -1), <, 500);
  for (GSList *link = list; link != NULL; link = link->next)
    {
      PangoAttribute *attribute = link->data;
      g_autofree char *words = g_strndup (shown + attribute->start_index, attribute->end_index - attribute->start_index);

      g_assert_true (strstr (words, "这") != NULL);
      n_underlines += attribute->klass->type == PANGO_ATTR_UNDERLINE;
    }
  g_assert_cmpuint (n_underlines, ==, 1);
  g_slist_free_full (list, (GDestroyNotify) pango_attribute_destroy);
  pango_attr_list_unref (attributes);
}

/* --- deciding ---------------------------------------------------------------------------------------------------- */

static GPtrArray *
make_blocks (const char *lines)
{
  g_auto (GStrv) texts = g_strsplit (lines, "\n", -1);
  GPtrArray *blocks = galley_blocks_new ();

  for (guint i = 0; texts[i] != NULL; i++)
    g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_PARAGRAPH, texts[i], NULL, 0));
  return blocks;
}

static GalleyRevision *
make_revision (const char *headline,
               const char *body)
{
  g_autoptr (GPtrArray) blocks = make_blocks (body);
  GalleyContent content = { .blocks = blocks };

  content.fields[GALLEY_FIELD_HEADLINE] = headline;
  return galley_revision_new ("0190a000-0000-7000-8000-000000000001", &content, NULL);
}

static char *
dup_body (GalleyRevision *revision)
{
  GPtrArray *blocks = galley_revision_get_blocks (revision);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < blocks->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "|" : "", galley_block_get_text (blocks->pdata[i]));
  return g_string_free (text, FALSE);
}

/* A headline and the second of three paragraphs. */
typedef struct
{
  GPtrArray *conflicts;
  GalleyRevision *mine;
  GalleyRevision *theirs;
  GalleySettlement *settlement;
  guint n_decided;
  guint n_changed;
} Fixture;

static void
decided_cb (Fixture *fixture)
{
  fixture->n_decided++;
}

static void
changed_cb (Fixture *fixture)
{
  fixture->n_changed++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GPtrArray) base = make_blocks ("原来"), mine = make_blocks ("我的"), theirs = make_blocks ("别人的");

  fixture->conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_conflict_free);
  g_ptr_array_add (fixture->conflicts, galley_conflict_new ("headline", "题", "我的题", "别人的题"));
  g_ptr_array_add (fixture->conflicts, galley_conflict_new_of_blocks (1, base, mine, theirs));
  fixture->mine = make_revision ("我的题", "一\n我的\n三");
  fixture->theirs = make_revision ("别人的题", "一\n别人的\n三");
  fixture->settlement = galley_settlement_new ();
  galley_settlement_set_conflicts (fixture->settlement, fixture->conflicts);
  g_signal_connect_swapped (fixture->settlement, "decided", G_CALLBACK (decided_cb), fixture);
  g_signal_connect_swapped (fixture->settlement, "conflicts-changed", G_CALLBACK (changed_cb), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->settlement);
  galley_revision_unref (fixture->mine);
  galley_revision_unref (fixture->theirs);
  g_ptr_array_unref (fixture->conflicts);
}

static void
assert_resolves_to (Fixture    *fixture,
                    const char *headline,
                    const char *body)
{
  g_autoptr (GalleyRevision) resolved = galley_settlement_resolve (fixture->settlement, fixture->mine, fixture->theirs);
  g_autofree char *text = dup_body (resolved);

  g_assert_cmpstr (galley_revision_get_field (resolved, GALLEY_FIELD_HEADLINE), ==, headline);
  g_assert_cmpstr (text, ==, body);
}

static void
test_decisions (Fixture       *fixture,
                gconstpointer  data)
{
  GalleySettlement *settlement = fixture->settlement;

  g_assert_false (galley_settlement_covers (settlement, fixture->conflicts));
  assert_resolves_to (fixture, "我的题", "一|我的|三");
  galley_settlement_decide (settlement, 0, GALLEY_DECISION_THEIRS);
  galley_settlement_decide (settlement, 0, GALLEY_DECISION_THEIRS);
  g_assert_cmpuint (fixture->n_decided, ==, 1);
  g_assert_false (galley_settlement_covers (settlement, fixture->conflicts));
  assert_resolves_to (fixture, "别人的题", "一|我的|三");
  galley_settlement_decide (settlement, 1, GALLEY_DECISION_BOTH);
  g_assert_cmpuint (galley_settlement_get_n_decided (settlement), ==, 2);
  g_assert_true (galley_settlement_covers (settlement, fixture->conflicts));
  assert_resolves_to (fixture, "别人的题", "一|我的|别人的|三");
  galley_settlement_decide_all (settlement, GALLEY_DECISION_THEIRS);
  assert_resolves_to (fixture, "别人的题", "一|别人的|三");
  galley_settlement_decide (settlement, 1, GALLEY_DECISION_NONE);
  g_assert_cmpuint (galley_settlement_get_n_decided (settlement), ==, 1);
}

static void
test_edited (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GPtrArray) headline = make_blocks (" 两人的题 "), body = make_blocks ("两\n人"), nothing = make_blocks ("");
  g_autoptr (GPtrArray) first = galley_settlement_dup_draft (fixture->settlement, 1), second = NULL;

  g_assert_cmpstr (galley_block_get_text (first->pdata[0]), ==, "我的");
  galley_settlement_edit (fixture->settlement, 0, headline);
  galley_settlement_edit (fixture->settlement, 1, body);
  assert_resolves_to (fixture, "两人的题", "一|两|人|三");
  galley_settlement_decide (fixture->settlement, 1, GALLEY_DECISION_THEIRS);
  assert_resolves_to (fixture, "两人的题", "一|别人的|三");
  second = galley_settlement_dup_draft (fixture->settlement, 1);
  g_assert_cmpuint (second->len, ==, 2); /* a person's words are not lost by looking at a side */
  galley_settlement_edit (fixture->settlement, 1, nothing);
  assert_resolves_to (fixture, "两人的题", "一|三");
}

/* What was decided stays where a newer merge asks the same, wherever it stands now; what is new is open. */
static void
test_newer (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GPtrArray) newer = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_conflict_free);
  GalleyConflict *moved = galley_conflict_copy (fixture->conflicts->pdata[1]);

  galley_settlement_set_conflicts (fixture->settlement, fixture->conflicts);
  g_assert_cmpuint (fixture->n_changed, ==, 0);
  galley_settlement_decide_all (fixture->settlement, GALLEY_DECISION_THEIRS);
  moved->block = 2;
  g_ptr_array_add (newer, moved);
  g_ptr_array_add (newer, galley_conflict_new ("headline", "题", "我的题", "别人的新题"));
  g_assert_false (galley_settlement_covers (fixture->settlement, newer));
  galley_settlement_set_conflicts (fixture->settlement, newer);
  g_assert_cmpuint (fixture->n_changed, ==, 1);
  g_assert_cmpint (galley_settlement_get_decision (fixture->settlement, 0), ==, GALLEY_DECISION_THEIRS);
  g_assert_cmpint (galley_settlement_get_decision (fixture->settlement, 1), ==, GALLEY_DECISION_NONE);
  galley_settlement_set_conflicts (fixture->settlement, NULL);
  g_assert_cmpuint (galley_settlement_get_n_conflicts (fixture->settlement), ==, 0);
}

/* What is written is read again, by who has the same conflicts; and what is no such text does nothing. */
static void
test_kept (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GalleySettlement) again = galley_settlement_new ();
  g_autoptr (GPtrArray) edited = make_blocks ("两\n人"), draft = NULL;
  g_autofree char *none = galley_settlement_write (fixture->settlement), *text = NULL;

  g_assert_null (none);
  galley_settlement_decide (fixture->settlement, 0, GALLEY_DECISION_THEIRS);
  galley_settlement_edit (fixture->settlement, 1, edited);
  text = galley_settlement_write (fixture->settlement);
  galley_settlement_read (again, text);
  g_assert_cmpuint (galley_settlement_get_n_decided (again), ==, 0);
  galley_settlement_set_conflicts (again, fixture->conflicts);
  galley_settlement_decide (again, 0, GALLEY_DECISION_MINE);
  galley_settlement_read (again, text);
  g_assert_cmpint (galley_settlement_get_decision (again, 0), ==, GALLEY_DECISION_MINE); /* newer */
  g_assert_cmpint (galley_settlement_get_decision (again, 1), ==, GALLEY_DECISION_EDITED);
  draft = galley_settlement_dup_draft (again, 1);
  g_assert_true (galley_blocks_equal (draft, edited));

  galley_settlement_decide_all (again, GALLEY_DECISION_NONE);
  for (guint i = 0; i < strlen (text); i += 7)
    {
      g_autofree char *cut = g_strndup (text, i);

      galley_settlement_read (again, cut);
    }
  galley_settlement_read (again, "{}");
  galley_settlement_read (again, "[1,{},{\"name\":3},{\"decision\":\"both\",\"mine\":\"我的题\",\"name\":\"headline\","
                                 "\"theirs\":\"别人的题\"}]");
  g_assert_cmpuint (galley_settlement_get_n_decided (again), ==, 0);
}

static void
test_possible (void)
{
  g_autoptr (GalleySettlement) settlement = galley_settlement_new ();
  g_autoptr (GPtrArray) conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_conflict_free);
  g_autoptr (GPtrArray) some = make_blocks ("有"), none = galley_blocks_new ();
  g_autoptr (GPtrArray) draft = NULL;
  static const gboolean may_take_both[] = { FALSE, FALSE, TRUE, FALSE, FALSE };
  static const gboolean may_edit[] = { TRUE, FALSE, TRUE, TRUE, FALSE };

  g_ptr_array_add (conflicts, galley_conflict_new ("headline", "a", "b", "c"));
  g_ptr_array_add (conflicts, galley_conflict_new ("channel", "a", "b", "c"));
  g_ptr_array_add (conflicts, galley_conflict_new_of_blocks (0, none, some, some));
  g_ptr_array_add (conflicts, galley_conflict_new_of_blocks (3, some, none, some));
  g_ptr_array_add (conflicts, galley_conflict_new ("body", "a", "b", "c")); /* of an older Galley */
  galley_settlement_set_conflicts (settlement, conflicts);
  for (guint i = 0; i < conflicts->len; i++)
    {
      g_assert_cmpint (galley_settlement_may_take_both (settlement, i), ==, may_take_both[i]);
      g_assert_cmpint (galley_settlement_may_edit (settlement, i), ==, may_edit[i]);
    }
  draft = galley_settlement_dup_draft (settlement, 3);
  g_assert_cmpuint (draft->len, ==, 1);
}

static void
test_places (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *two = galley_conflict_words_for_places (fixture->conflicts), *five = NULL;

  g_assert_cmpstr (two, ==, "Headline, Paragraph 2");
  for (guint i = 0; i < 3; i++)
    g_ptr_array_add (fixture->conflicts, galley_conflict_new ("summary", "a", "b", "c"));
  five = galley_conflict_words_for_places (fixture->conflicts);
  g_assert_cmpstr (five, ==, "Headline, Paragraph 2, Summary and 2 more places");
}

/* Where no word differs, a sentence says what does. */
static void
test_looks (void)
{
  const GalleyMark bold = { GALLEY_MARK_BOLD, 0, 1, NULL };
  g_autoptr (GPtrArray) plain = make_blocks ("话"), marked = galley_blocks_new (), heading = galley_blocks_new ();
  g_autoptr (GPtrArray) other = make_blocks ("另一句话");
  g_autoptr (GalleyConflict) words = galley_conflict_new_of_blocks (0, plain, plain, other);
  g_autoptr (GalleyConflict) marks = NULL, kinds = NULL;

  g_ptr_array_add (marked, galley_block_new (GALLEY_BLOCK_PARAGRAPH, "话", &bold, 1));
  g_ptr_array_add (heading, galley_block_new (GALLEY_BLOCK_HEADING_1, "话", NULL, 0));
  marks = galley_conflict_new_of_blocks (0, plain, plain, marked);
  kinds = galley_conflict_new_of_blocks (0, plain, heading, marked);
  g_assert_null (galley_conflict_words_for_looks (words));
  g_assert_nonnull (strstr (galley_conflict_words_for_looks (marks), "formatted"));
  g_assert_nonnull (strstr (galley_conflict_words_for_looks (kinds), "kind of paragraph"));
}

static void
test_origin (void)
{
  const gint64 now = G_GINT64_CONSTANT (1795507200000000);
  g_autoptr (GalleyState) theirs = galley_state_new ();
  g_autofree char *nobody = galley_conflict_words_for_side (GALLEY_SIDE_THEIRS, theirs);
  g_autofree char *never = galley_conflict_words_for_origin (GALLEY_SIDE_THEIRS, theirs, now), *who = NULL, *when = NULL;

  g_assert_cmpstr (nobody, ==, "Theirs");
  g_assert_cmpstr (never, ==, "");
  galley_state_set_text (&theirs->modified_by, "王敏");
  theirs->modified = now - G_TIME_SPAN_MINUTE;
  who = galley_conflict_words_for_side (GALLEY_SIDE_THEIRS, theirs);
  when = galley_conflict_words_for_origin (GALLEY_SIDE_THEIRS, theirs, now);
  g_assert_cmpstr (who, ==, "王敏");
  g_assert_true (g_str_has_prefix (when, "Today, "));
}

#define ADD(name, function) \
  g_test_add ("/app/settlement/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/settlement/words", test_words);
  g_test_add_func ("/app/settlement/shown", test_shown);
  g_test_add_func ("/app/settlement/possible", test_possible);
  g_test_add_func ("/app/settlement/looks", test_looks);
  g_test_add_func ("/app/settlement/origin", test_origin);
  ADD ("decisions", test_decisions);
  ADD ("edited", test_edited);
  ADD ("newer", test_newer);
  ADD ("kept", test_kept);
  ADD ("places", test_places);
  return g_test_run ();
}
