/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/model/galley-difference.h"

#include "core/model/galley-runs.h"
#include "model-support.h"

#include <string.h>

#define ID "0193a000-0000-7000-8000-000000000001"

static GalleyRevision *
revision_of (GPtrArray *blocks)
{
  GalleyContent content = { .blocks = blocks };

  return galley_revision_new (ID, &content, NULL);
}

/* One letter a row: Same, Changed, Deleted, Inserted, moved Away, moved Here. */
static char *
describe (GalleyDifference *difference)
{
  GString *letters = g_string_new (NULL);

  for (guint i = 0; i < difference->rows->len; i++)
    g_string_append_c (letters, "SCDIAH"[g_array_index (difference->rows, GalleyBlockChange, i).kind]);
  return g_string_free (letters, FALSE);
}

static void
test_rows (void)
{
  static const struct
  {
    const char *earlier[6], *later[6], *rows;
  } table[] = {
    { { "一" }, { "一" }, "S" },
    { { "第一段的文字", "二" }, { "第一段的新文字", "二" }, "CS" },
    { { "一", "二", "三" }, { "一", "三" }, "SDS" },
    { { "一", "三" }, { "一", "二", "三" }, "SIS" },
    { { "甲乙丙丁" }, { "一二三四" }, "DI" },
    /* Written on, and cut short. */
    { { "他说" }, { "他说，这个比赛明年还会再办，规模更大" }, "C" },
    { { "他说，这个比赛明年还会再办，规模更大", "二" }, { "他说", "二" }, "CS" },
    { { "一段话", "二", "三", "四" }, { "二", "三", "四", "一段话" }, "ASSSH" },
    /* The one that is alike stands beside its own, not beside the first that came. */
    { { "南湖边的比赛" }, { "全新的一段话", "南湖边的大比赛" }, "IC" },
    { { "南湖边的比赛", "另外的一件事" }, { "另外的两件事" }, "DC" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GPtrArray) a = galley_blocks_new ();
      g_autoptr (GPtrArray) b = galley_blocks_new ();

      for (guint j = 0; table[i].earlier[j] != NULL; j++)
        g_ptr_array_add (a, galley_block_new (0, table[i].earlier[j], NULL, 0));
      for (guint j = 0; table[i].later[j] != NULL; j++)
        g_ptr_array_add (b, galley_block_new (0, table[i].later[j], NULL, 0));
      g_autoptr (GalleyRevision) earlier = revision_of (a);
      g_autoptr (GalleyRevision) later = revision_of (b);
      g_autoptr (GalleyDifference) difference = galley_difference_new (earlier, later);
      g_autofree char *rows = describe (difference);

      g_assert_cmpstr (rows, ==, table[i].rows);
    }
}

/* A kind or a mark is a change too, and the text beside it is said to be the same. */
static void
test_looks (void)
{
  GalleyMark bold = { GALLEY_MARK_BOLD, 0, 1, NULL };
  g_autoptr (GPtrArray) a = galley_blocks_new ();
  g_autoptr (GPtrArray) b = galley_blocks_new ();

  g_ptr_array_add (a, galley_block_new (GALLEY_BLOCK_PARAGRAPH, "标题", NULL, 0));
  g_ptr_array_add (a, galley_block_new (GALLEY_BLOCK_PARAGRAPH, "正文", NULL, 0));
  g_ptr_array_add (a, galley_block_new (GALLEY_BLOCK_PARAGRAPH, "", NULL, 0));
  g_ptr_array_add (b, galley_block_new (GALLEY_BLOCK_HEADING_1, "标题", NULL, 0));
  g_ptr_array_add (b, galley_block_new (GALLEY_BLOCK_PARAGRAPH, "正文", &bold, 1));
  g_ptr_array_add (b, galley_block_new (GALLEY_BLOCK_QUOTE, "", NULL, 0));
  g_autoptr (GalleyRevision) earlier = revision_of (a);
  g_autoptr (GalleyRevision) later = revision_of (b);
  g_autoptr (GalleyDifference) difference = galley_difference_new (earlier, later);
  g_autofree char *rows = describe (difference);

  g_assert_cmpstr (rows, ==, "CCC");
  g_assert_false (galley_difference_is_empty (difference));
  for (guint i = 0; i < 2; i++)
    {
      GArray *runs = g_array_index (difference->rows, GalleyBlockChange, i).runs;

      g_assert_cmpuint (runs->len, ==, 1);
      g_assert_cmpint (g_array_index (runs, GalleyRun, 0).kind, ==, GALLEY_RUN_EQUAL);
    }
}

static GalleyRevision *
make_revision (const char *headline,
               const char *tag,
               const char *byline,
               const char *corrects,
               const char *extra)
{
  const char *const tags[] = { tag, NULL };
  g_autoptr (GPtrArray) bylines = galley_bylines_parse (byline);
  GalleyContent content = { .bylines = bylines, .extra = extra };

  content.sets[GALLEY_SET_TAGS] = tags;
  content.fields[GALLEY_FIELD_HEADLINE] = headline;
  content.fields[GALLEY_FIELD_CORRECTS] = corrects;
  return galley_revision_new (ID, &content, NULL);
}

static void
test_parts (void)
{
  g_autoptr (GalleyRevision) earlier = make_revision ("旧题", "赛事", "张三", "a", "{\"x\":1}");
  g_autoptr (GalleyRevision) later = make_revision ("新题", "体育", "南湖报社 李四", "b", "{\"x\":2}");
  g_autoptr (GalleyDifference) difference = galley_difference_new (earlier, later);
  static const char *const expected[][3] = {
    { "headline", "旧题", "新题" },
    { "tags", "赛事", "体育" },
    { "bylines", "张三", "南湖报社 李四" },
    { "extra", "", "" },
  };

  g_assert_cmpuint (difference->parts->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < difference->parts->len; i++)
    {
      const GalleyPartChange *change = &g_array_index (difference->parts, GalleyPartChange, i);
      g_autoptr (GalleyRevision) taken = galley_difference_take_part (difference, change->part);
      g_autoptr (GalleyDifference) rest = galley_difference_new (earlier, taken);

      g_assert_cmpstr (change->name, ==, expected[i][0]);
      g_assert_cmpstr (change->earlier, ==, expected[i][1]);
      g_assert_cmpstr (change->later, ==, expected[i][2]);
      g_assert_cmpuint (rest->parts->len, ==, G_N_ELEMENTS (expected) - 1);
      g_assert_cmpstr (galley_revision_get_field (taken, GALLEY_FIELD_CORRECTS), ==, "b");
    }

  g_autoptr (GalleyRevision) all = galley_difference_take_all (difference);
  g_autoptr (GalleyDifference) nothing = galley_difference_new (earlier, all);
  g_assert_true (galley_difference_is_empty (nothing));
  g_assert_cmpstr (galley_revision_get_field (all, GALLEY_FIELD_CORRECTS), ==, "b");
}

static void
check_rows (GalleyDifference *difference)
{
  GPtrArray *earlier = galley_revision_get_blocks (difference->earlier);
  GPtrArray *later = galley_revision_get_blocks (difference->later);
  guint a = 0, b = 0;

  for (guint i = 0; i < difference->rows->len; i++)
    {
      const GalleyBlockChange *row = &g_array_index (difference->rows, GalleyBlockChange, i);

      if (row->earlier != NULL)
        g_assert_true (row->earlier == earlier->pdata[a++]);
      if (row->later != NULL)
        g_assert_true (row->later == later->pdata[b++]);
      g_assert_true ((row->kind == GALLEY_BLOCK_CHANGED) == (row->runs != NULL));
      switch (row->kind)
        {
        case GALLEY_BLOCK_SAME:
          g_assert_true (galley_block_equal (row->earlier, row->later));
          break;
        case GALLEY_BLOCK_CHANGED:
          g_assert_false (galley_block_equal (row->earlier, row->later));
          break;
        case GALLEY_BLOCK_DELETED:
          g_assert_true (row->earlier != NULL && row->later == NULL);
          break;
        case GALLEY_BLOCK_INSERTED:
          g_assert_true (row->earlier == NULL && row->later != NULL);
          break;
        case GALLEY_BLOCK_MOVED_AWAY:
        case GALLEY_BLOCK_MOVED_HERE:
        default:
          {
            const GalleyBlockChange *other = &g_array_index (difference->rows, GalleyBlockChange, row->other);

            g_assert_cmpuint (other->other, ==, i);
            g_assert_true (galley_block_equal (row->earlier != NULL ? row->earlier : row->later,
                                               other->earlier != NULL ? other->earlier : other->later));
            g_assert_true ((row->earlier == NULL) != (other->earlier == NULL));
          }
        }
    }
  g_assert_cmpuint (a, ==, earlier->len);
  g_assert_cmpuint (b, ==, later->len);
}

/* Row by row taken back, the later one becomes the earlier one, and each step makes the difference smaller. */
static void
test_random (void)
{
  g_autoptr (GalleyRandom) random = model_support_random ();

  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr (GalleyDocument) document = NULL;
      g_autoptr (GPtrArray) a = model_support_blocks (random, 12);
      g_autoptr (GPtrArray) b = NULL;
      g_autoptr (GalleyRevision) earlier = revision_of (a);
      g_autoptr (GalleyRevision) later = NULL;

      document = galley_document_new_from_blocks (a);
      if (galley_random_below (random, 4) == 0)
        b = model_support_blocks (random, 12);
      else
        {
          for (guint i = galley_random_below (random, 6); i > 0; i--)
            model_support_edit (random, document);
          b = galley_document_dup_blocks (document);
          if (b->len > 2)
            g_ptr_array_insert (b, 0, g_ptr_array_steal_index (b, galley_random_below (random, b->len)));
        }
      later = revision_of (b);

      g_autoptr (GalleyDifference) first = galley_difference_new (earlier, later);
      g_autoptr (GalleyRevision) all = galley_difference_take_all (first);
      check_rows (first);
      g_assert_true (galley_revision_has_same_content (all, earlier));

      for (guint steps = 0;; steps++)
        {
          g_autoptr (GalleyDifference) difference = galley_difference_new (earlier, later);
          guint row = 0;
          GalleyRevision *taken;

          if (galley_difference_is_empty (difference))
            break;
          g_assert_cmpuint (steps, <, 200);
          while (g_array_index (difference->rows, GalleyBlockChange, row).kind == GALLEY_BLOCK_SAME)
            row++;
          taken = galley_difference_take_row (difference, row);
          galley_revision_unref (later);
          later = taken;
        }
      g_assert_true (galley_revision_has_same_content (later, earlier));
    }
}

/* 1 MB of which every paragraph was touched, and 1 MB of which all is new: for a person to wait for. */
static void
test_large (void)
{
  g_autoptr (GalleyRandom) random = model_support_random ();
  g_autoptr (GPtrArray) a = galley_blocks_new ();
  g_autoptr (GPtrArray) b = galley_blocks_new ();
  g_autoptr (GPtrArray) c = galley_blocks_new ();

  for (guint i = 0; i < 3500; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GString) other = g_string_new (NULL);

      for (guint j = 0; j < 100; j++)
        {
          g_string_append_unichar (text, 0x4e00 + galley_random_below (random, 3000));
          g_string_append_unichar (other, 0x4e00 + galley_random_below (random, 3000));
        }
      g_ptr_array_add (a, galley_block_new (0, text->str, NULL, 0));
      g_string_insert (text, 30, "新");
      g_ptr_array_add (b, galley_block_new (0, text->str, NULL, 0));
      g_ptr_array_add (c, galley_block_new (0, other->str, NULL, 0));
    }
  g_autoptr (GalleyRevision) earlier = revision_of (a);
  g_autoptr (GalleyRevision) touched = revision_of (b);
  g_autoptr (GalleyRevision) strange = revision_of (c);

  for (guint i = 0; i < 2; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (GalleyDifference) difference = galley_difference_new (earlier, i == 0 ? touched : strange);

      g_test_message ("1 MB, %s: %" G_GINT64_FORMAT " ms", i == 0 ? "every paragraph touched" : "all new",
                      (g_get_monotonic_time () - start) / 1000);
      check_rows (difference);
      if (i == 0)
        g_assert_cmpuint (difference->rows->len, ==, 3500);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/difference/rows", test_rows);
  g_test_add_func ("/model/difference/looks", test_looks);
  g_test_add_func ("/model/difference/parts", test_parts);
  g_test_add_func ("/model/difference/random", test_random);
  g_test_add_func ("/model/difference/large", test_large);
  return g_test_run ();
}
