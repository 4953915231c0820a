/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/galley-id.h"

#include <string.h>

static void
test_new (void)
{
  g_autoptr (GalleyClock) clock = galley_test_clock_new (G_GINT64_CONSTANT (1645557742000000));
  g_autoptr (GalleyRandom) random = galley_random_new ();
  g_autofree char *id = galley_id_new (clock, random);

  /* The moment of RFC 9562's example in appendix A.6: 017F22E2-79B0-7… */
  g_assert_true (g_str_has_prefix (id, "017f22e2-79b0-7000-"));
  g_assert_true (galley_id_is_valid (id));
  g_assert_true (g_uuid_string_is_valid (id));
}

static void
test_order (void)
{
  g_autoptr (GalleyClock) clock = galley_test_clock_new (G_GINT64_CONSTANT (1795420800000000));
  g_autoptr (GalleyRandom) random = galley_random_new ();
  g_autofree char *last = g_strdup ("");

  for (int i = 0; i < 20000; i++)
    {
      char *id = galley_id_new (clock, random);

      g_assert_true (galley_id_is_valid (id));
      g_assert_cmpstr (id, >, last);
      g_free (last);
      last = id;
      /* The clock stands, creeps, and is set back by an hour. */
      if (i % 7 == 0)
        galley_test_clock_advance (GALLEY_TEST_CLOCK (clock), i % 900);
      if (i == 15000)
        galley_test_clock_set_real_time (GALLEY_TEST_CLOCK (clock), G_GINT64_CONSTANT (1795417200000000));
    }
}

static char *
make_seeded_id (guint64 seed)
{
  g_autoptr (GalleyClock) clock = galley_test_clock_new (G_GINT64_CONSTANT (1795420800000000));
  g_autoptr (GalleyRandom) random = galley_random_new_seeded (seed);

  return galley_id_new (clock, random);
}

static void
test_deterministic (void)
{
  g_autofree char *first = make_seeded_id (9);
  g_autofree char *second = make_seeded_id (9);
  g_autofree char *other = make_seeded_id (10);

  g_assert_cmpstr (first, ==, second);
  g_assert_cmpstr (first, !=, other);
}

static gpointer
make_ids (gpointer data)
{
  GalleyClock *clock = data;
  g_autoptr (GalleyRandom) random = galley_random_new ();
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < 2000; i++)
    g_ptr_array_add (ids, galley_id_new (clock, random));
  return ids;
}

static void
test_threads (void)
{
  g_autoptr (GalleyClock) clock = galley_clock_new ();
  g_autoptr (GHashTable) stamps = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GThread *threads[4];

  for (int i = 0; i < 4; i++)
    threads[i] = g_thread_new ("ids", make_ids, clock);
  for (int i = 0; i < 4; i++)
    {
      g_autoptr (GPtrArray) ids = g_thread_join (threads[i]);

      for (guint k = 0; k < ids->len; k++)
        {
          if (k > 0)
            g_assert_cmpstr (ids->pdata[k - 1], <, ids->pdata[k]);
          /* No two share even the sortable half. */
          g_assert_true (g_hash_table_add (stamps, g_strndup (ids->pdata[k], 18)));
        }
    }
}

static void
test_valid (void)
{
  static const char *const bad[] = {
    "",
    "017f22e2-79b0-7cc3-98c4-dc0c0c07398",
    "017f22e2-79b0-7cc3-98c4-dc0c0c07398ff",
    "017F22E2-79B0-7CC3-98C4-DC0C0C07398F",
    "017f22e2-79b0-4cc3-98c4-dc0c0c07398f",
    "017f22e2-79b0-7cc3-78c4-dc0c0c07398f",
    "017f22e2-79b0-7cc3-c8c4-dc0c0c07398f",
    "017f22e279b0-7cc3-98c4-dc0c0c07398f0",
    "017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
    "017f22e2-79b0-7cc3-98c4 dc0c0c07398f",
    "../../../../../../../../../../etc/pa",
  };

  g_assert_true (galley_id_is_valid ("017f22e2-79b0-7cc3-98c4-dc0c0c07398f"));
  g_assert_true (galley_id_is_valid ("ffffffff-ffff-7fff-bfff-ffffffffffff"));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (galley_id_is_valid (bad[i]));
  g_assert_false (galley_id_is_valid (NULL));
}

static void
test_hash (void)
{
  g_autofree char *nothing = galley_hash_bytes (NULL, 0);
  g_autofree char *abc = galley_hash_bytes ("abc", 3);

  /* FIPS 180-2, appendix B.1. */
  g_assert_cmpstr (abc, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  g_assert_cmpstr (nothing, ==, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  g_assert_true (galley_hash_is_valid (abc));

  abc[0] = 'B';
  g_assert_false (galley_hash_is_valid (abc));
  abc[0] = '.';
  g_assert_false (galley_hash_is_valid (abc));
  g_assert_false (galley_hash_is_valid (abc + 1));
  g_assert_false (galley_hash_is_valid (""));
  g_assert_false (galley_hash_is_valid (NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/id/new", test_new);
  g_test_add_func ("/base/id/order", test_order);
  g_test_add_func ("/base/id/deterministic", test_deterministic);
  g_test_add_func ("/base/id/threads", test_threads);
  g_test_add_func ("/base/id/valid", test_valid);
  g_test_add_func ("/base/id/hash", test_hash);
  return g_test_run ();
}
