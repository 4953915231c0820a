/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/galley-placements.h"

#include "core/base/galley-error.h"

#include <string.h>

#define A "0192d4c8-1111-7abc-8def-00000000000a"
#define B "0192d4c8-1111-7abc-8def-00000000000b"
#define C "0192d4c8-1111-7abc-8def-00000000000c"
#define TEXT \
  "{\"placements\":[{\"article\":\"" A "\"},{\"article\":\"" B "\",\"headline\":\"秋\",\"until\":1795392000000000}]}"

static GalleyPlacements *
read_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  GalleyPlacements *placements = galley_placements_read (text, strlen (text), &error);

  g_assert_no_error (error);
  return placements;
}

static void
assert_order (GalleyPlacements *placements,
              const char       *articles)
{
  g_autoptr (GString) order = g_string_new (NULL);

  for (guint i = 0; i < galley_placements_get_length (placements); i++)
    g_string_append_c (order, galley_placements_get (placements, i)->article[strlen (A) - 1]);
  g_assert_cmpstr (order->str, ==, articles);
}

static void
test_text (void)
{
  g_autoptr (GalleyPlacements) placements = read_text (TEXT);
  g_autoptr (GalleyPlacements) again = NULL;
  g_autoptr (GalleyPlacements) empty = galley_placements_new ();
  g_autofree char *text = galley_placements_write (placements);
  g_autofree char *nothing = galley_placements_write (empty);
  g_autofree char *hash = galley_placements_dup_hash (placements);
  g_autofree char *same = NULL;
  g_autofree char *other = galley_placements_dup_hash (empty);

  g_assert_cmpstr (text, ==, TEXT);
  g_assert_cmpstr (nothing, ==, "{\"placements\":[]}");
  again = read_text ("{\"placements\": [{\"article\":\"" A "\"}, {\"until\":1795392000000000, \"headline\":\"秋\","
                     " \"article\":\"" B "\"}], \"later\": 1}");
  same = galley_placements_dup_hash (again);
  g_assert_cmpstr (hash, ==, same);
  g_assert_cmpstr (hash, !=, other);
  g_assert_cmpstr (galley_placements_get (placements, 0)->headline, ==, "");
  g_assert_cmpint (galley_placements_get (placements, 0)->until, ==, 0);
  g_assert_cmpstr (galley_placements_get (placements, 1)->headline, ==, "秋");
}

static void
test_bad (void)
{
  static const char *const bad[] = {
    "",
    "[]",
    "{}",
    "{\"placements\":{}}",
    "{\"placements\":[1]}",
    "{\"placements\":[{}]}",
    "{\"placements\":[{\"article\":\"../x\"}]}",
    "{\"placements\":[{\"article\":\"" A "\"},{\"article\":\"" A "\"}]}",
    "{\"placements\":[{\"article\":\"" A "\",\"headline\":\"\"}]}",
    "{\"placements\":[{\"article\":\"" A "\",\"headline\":\"a\\nb\"}]}",
    "{\"placements\":[{\"article\":\"" A "\",\"headline\":1}]}",
    "{\"placements\":[{\"article\":\"" A "\",\"until\":0}]}",
    "{\"placements\":[{\"article\":\"" A "\",\"until\":\"tomorrow\"}]}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", bad[i]);
      g_assert_null (galley_placements_read (bad[i], strlen (bad[i]), &error));
      g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID);
    }
}

static void
test_changes (void)
{
  const GalleyPlacement c = { C, "丙", 0 }, a = { A, NULL, 5 };
  g_autoptr (GalleyPlacements) placements = read_text (TEXT);
  g_autoptr (GalleyPlacements) first = galley_placements_with (placements, &c, 0, NULL);
  g_autoptr (GalleyPlacements) last = galley_placements_with (placements, &c, 99, NULL);
  g_autoptr (GalleyPlacements) moved = galley_placements_with (placements, &a, 1, NULL);
  g_autoptr (GalleyPlacements) less = galley_placements_without (placements, A);

  assert_order (placements, "ab");
  assert_order (first, "cab");
  assert_order (last, "abc");
  assert_order (moved, "ba");
  assert_order (less, "b");
  g_assert_cmpint (galley_placements_get (moved, 1)->until, ==, 5);
  g_assert_cmpint (galley_placements_find (first, B), ==, 2);
  g_assert_cmpint (galley_placements_find (placements, C), ==, -1);
}

static void
test_ends (void)
{
  const GalleyPlacement a = { A, "", 20 }, b = { B, "", 10 }, c = { C, "", 0 };
  g_autoptr (GalleyPlacements) empty = galley_placements_new ();
  g_autoptr (GalleyPlacements) one = galley_placements_with (empty, &a, 0, NULL);
  g_autoptr (GalleyPlacements) two = galley_placements_with (one, &b, 1, NULL);
  g_autoptr (GalleyPlacements) all = galley_placements_with (two, &c, 2, NULL);
  g_autoptr (GalleyPlacements) before = galley_placements_at (all, 9);
  g_autoptr (GalleyPlacements) between = galley_placements_at (all, 10);
  g_autoptr (GalleyPlacements) behind = galley_placements_at (all, 21);

  assert_order (before, "abc");
  assert_order (between, "ac");
  assert_order (behind, "c");
  g_assert_cmpint (galley_placements_get_next_end (all), ==, 10);
  g_assert_cmpint (galley_placements_get_next_end (between), ==, 20);
  g_assert_cmpint (galley_placements_get_next_end (behind), ==, 0);
}

static void
test_full (void)
{
  g_autoptr (GalleyPlacements) placements = galley_placements_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < GALLEY_PLACEMENTS_MAX; i++)
    {
      g_autoptr (GalleyPlacements) before = placements;
      g_autofree char *id = g_strdup_printf ("0192d4c8-1111-7abc-8def-0000000001%02u", i);

      placements = galley_placements_with (before, &(GalleyPlacement) { id, "", 0 }, 0, NULL);
    }
  g_assert_null (galley_placements_with (placements, &(GalleyPlacement) { A, "", 0 }, 0, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_FULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/placements/text", test_text);
  g_test_add_func ("/wire/placements/bad", test_bad);
  g_test_add_func ("/wire/placements/changes", test_changes);
  g_test_add_func ("/wire/placements/ends", test_ends);
  g_test_add_func ("/wire/placements/full", test_full);
  return g_test_run ();
}
