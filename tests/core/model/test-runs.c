/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/model/galley-runs.h"

#include "core/base/galley-text.h"
#include "model-support.h"

#include <string.h>

/* "=same -gone +come" */
static char *
describe (const char *a,
          const char *b)
{
  g_autoptr (GArray) runs = galley_runs_compare (a, b);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < runs->len; i++)
    {
      const GalleyRun *run = &g_array_index (runs, GalleyRun, i);
      const char *side = run->kind == GALLEY_RUN_INSERTED ? b : a;

      g_string_append_printf (text, "%s%c", i > 0 ? " " : "", "=-+"[run->kind]);
      g_string_append_len (text, side + run->start, run->end - run->start);
    }
  return g_string_free (text, FALSE);
}

static void
test_told (void)
{
  static const struct
  {
    const char *a, *b, *runs;
  } table[] = {
    { "", "", "" },
    { "南湖", "南湖", "=南湖" },
    { "", "南湖", "+南湖" },
    { "南湖", "", "-南湖" },
    { "今年全市", "今年以来全市", "=今年 +以来 =全市" },
    { "共12项", "共15项", "=共1 -2 +5 =项" },
    /* One grapheme is never cut: a family, a flag, a letter with its accent. */
    { "a👨‍👩‍👧b", "a👨‍👩‍👦b", "=a -👨‍👩‍👧 +👨‍👩‍👦 =b" },
    { "🇨🇳", "🇨🇭", "-🇨🇳 +🇨🇭" },
    { "e\314\243x", "e\314\244x", "-e\314\243 +e\314\244 =x" },
    /* A word that is left by chance between two larger changes is not picked out. */
    { "甲乙丙丁的戊己庚辛", "一二三四的五六七八", "-甲乙丙丁的戊己庚辛 +一二三四的五六七八" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *runs = describe (table[i].a, table[i].b);

      g_assert_cmpstr (runs, ==, table[i].runs);
    }
}

static void
check (const char *a,
       const char *b)
{
  g_autoptr (GArray) runs = galley_runs_compare (a, b);
  gsize a_place = 0, b_place = 0;

  for (guint i = 0; i < runs->len; i++)
    {
      const GalleyRun *run = &g_array_index (runs, GalleyRun, i);
      gsize length = run->end - run->start;

      g_assert_cmpuint (run->start, <, run->end);
      g_assert_cmpuint (run->start, ==, run->kind == GALLEY_RUN_INSERTED ? b_place : a_place);
      if (i > 0)
        {
          GalleyRunKind before = g_array_index (runs, GalleyRun, i - 1).kind;

          g_assert_true (before != run->kind);
          g_assert_false (before == GALLEY_RUN_INSERTED && run->kind == GALLEY_RUN_DELETED);
        }
      if (run->kind == GALLEY_RUN_EQUAL)
        g_assert_cmpmem (a + a_place, length, b + b_place, length);
      a_place += run->kind != GALLEY_RUN_INSERTED ? length : 0;
      b_place += run->kind != GALLEY_RUN_DELETED ? length : 0;
    }
  g_assert_cmpuint (a_place, ==, strlen (a));
  g_assert_cmpuint (b_place, ==, strlen (b));
}

static void
test_random (void)
{
  static const char *const pieces[] = { "a", "b", " ", "南", "湖", "，", "👨‍👩‍👧", "🇨🇳", "e\314\243", "\314\201", "‍", "👩" };
  g_autoptr (GalleyRandom) random = model_support_random ();

  for (guint round = 0; round < 20000; round++)
    {
      GString *texts[2] = { g_string_new (NULL), g_string_new (NULL) };
      guint n_pieces = 2 + galley_random_below (random, G_N_ELEMENTS (pieces) - 1);

      for (guint side = 0; side < 2; side++)
        for (guint i = galley_random_below (random, 30); i > 0; i--)
          g_string_append (texts[side], pieces[galley_random_below (random, n_pieces)]);
      check (texts[0]->str, texts[1]->str);
      g_string_free (texts[0], TRUE);
      g_string_free (texts[1], TRUE);
    }
}

/* A book in one paragraph, and one that has nothing in common with it: bounded work, and still right. */
static void
test_large (void)
{
  g_autoptr (GString) a = g_string_new (NULL);
  g_autoptr (GString) b = g_string_new (NULL);
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < 350000; i++)
    {
      g_string_append_unichar (a, 0x4e00 + i * 7919 % 5000);
      g_string_append_unichar (b, 0x4e00 + i * 104729 % 4999);
    }
  check (a->str, b->str);
  g_test_message ("two texts of 1 MB in %" G_GINT64_FORMAT " ms", (g_get_monotonic_time () - start) / 1000);
  g_string_insert (a, 300000, "插");
  check (a->str, a->str + 3);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/runs/told", test_told);
  g_test_add_func ("/model/runs/random", test_random);
  g_test_add_func ("/model/runs/large", test_large);
  return g_test_run ();
}
