/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/galley-order-words.h"

static void
test_words (void)
{
  static const struct
  {
    const char *comment, *note, *joined;
  } cases[] = {
    { "", NULL, "" },
    { "社内", "", "社内" },
    { "", "人数有误", "\x1e" "人数有误" },
    { "社内\n二", "人数有误", "社内\n二\x1e" "人数有误" },
  };
  g_autofree char *odd = galley_order_words_join ("a\x1e" "b", "c\x1e" "d");
  g_autofree char *note = NULL;
  g_autofree char *comment = galley_order_words_split (odd, &note);

  g_assert_cmpstr (comment, ==, "a b");
  g_assert_cmpstr (note, ==, "c d");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *joined = galley_order_words_join (cases[i].comment, cases[i].note);
      g_autofree char *read_note = NULL;
      g_autofree char *read = galley_order_words_split (joined, &read_note);

      g_assert_cmpstr (joined, ==, cases[i].joined);
      g_assert_cmpstr (read, ==, cases[i].comment);
      g_assert_cmpstr (read_note, ==, cases[i].note != NULL ? cases[i].note : "");
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/order-words", test_words);
  return g_test_run ();
}
