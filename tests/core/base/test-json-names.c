/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/galley-json-names.h"

#include <string.h>

static gboolean
push (GalleyJsonNames *names,
      guint            first,
      const char      *name,
      guint            position)
{
  return galley_json_names_push (names, first, name, (guint) strlen (name), position, FALSE);
}

static void
test_few (void)
{
  GalleyJsonNames names;
  guint position = 0;

  galley_json_names_init (&names);
  g_assert_true (push (&names, 0, "a", 1));
  g_assert_true (push (&names, 0, "b", 2));
  /* Another object inside has names of its own. */
  g_assert_true (push (&names, 2, "a", 3));
  g_assert_false (push (&names, 2, "a", 4));
  g_assert_true (galley_json_names_pop (&names, 2, &position));
  g_assert_cmpuint (galley_json_names_get_length (&names), ==, 2);
  g_assert_false (push (&names, 0, "b", 5));
  galley_json_names_clear (&names);
}

/* What comes behind all others is not looked for, until another has come before one. */
static void
test_in_order (void)
{
  GalleyJsonNames names;
  guint position = 0;

  galley_json_names_init (&names);
  g_assert_true (galley_json_names_push (&names, 0, "a", 1, 1, TRUE));
  g_assert_true (galley_json_names_push (&names, 0, "ab", 2, 2, TRUE));
  g_assert_true (galley_json_names_push (&names, 0, "b", 1, 3, TRUE));
  g_assert_false (galley_json_names_push (&names, 0, "ab", 2, 4, FALSE));
  g_assert_true (galley_json_names_pop (&names, 0, &position));
  g_assert_cmpuint (galley_json_names_get_length (&names), ==, 0);
  galley_json_names_clear (&names);
}

/* @n_names that differ, and one more that equals number @equals, or not if that is -1. */
static gboolean
push_many (GalleyJsonNames *names,
           guint            n_names,
           int              equals)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  guint position = 0;
  gboolean is_fine;

  for (guint i = 0; i < n_names; i++)
    {
      g_ptr_array_add (texts, g_strdup_printf ("name %u", i));
      g_assert_true (push (names, 0, texts->pdata[i], i));
    }
  if (equals >= 0)
    {
      g_ptr_array_add (texts, g_strdup_printf ("name %d", equals));
      g_assert_true (push (names, 0, texts->pdata[n_names], n_names));
    }
  is_fine = galley_json_names_pop (names, 0, &position);
  if (!is_fine)
    g_assert_cmpuint (position, ==, n_names);
  g_assert_cmpuint (galley_json_names_get_length (names), ==, 0);
  return is_fine;
}

static void
test_many (void)
{
  GalleyJsonNames names;

  galley_json_names_init (&names);
  for (guint n = 17; n < 3000; n = n * 3 / 2)
    {
      g_assert_true (push_many (&names, n, -1));
      g_assert_false (push_many (&names, n, 0));
      g_assert_false (push_many (&names, n, (int) n / 2));
      g_assert_false (push_many (&names, n, (int) n - 1));
    }
  galley_json_names_clear (&names);
}

/* Names chosen so that their hashes fall into one corner of any table, as somebody would who means harm. */
static void
test_crowded (void)
{
  GalleyJsonNames names;
  g_autoptr (GPtrArray) crowd = g_ptr_array_new_with_free_func (g_free);
  guint position = 0;

  for (guint i = 0; crowd->len < 1000; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i);
      guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);

      for (const char *p = text; *p != '\0'; p++)
        hash = (hash ^ (guint8) *p) * G_GUINT64_CONSTANT (0x100000001b3);
      if ((hash * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)) >> 53 == 0)
        g_ptr_array_add (crowd, g_steal_pointer (&text));
    }

  galley_json_names_init (&names);
  for (guint i = 0; i < crowd->len; i++)
    g_assert_true (push (&names, 0, crowd->pdata[i], i));
  g_assert_true (galley_json_names_pop (&names, 0, &position));
  for (guint i = 0; i < crowd->len; i++)
    g_assert_true (push (&names, 0, crowd->pdata[i], i));
  g_assert_true (push (&names, 0, crowd->pdata[990], 1000));
  g_assert_false (galley_json_names_pop (&names, 0, &position));
  g_assert_cmpuint (position, ==, 1000);
  galley_json_names_clear (&names);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/json-names/few", test_few);
  g_test_add_func ("/base/json-names/in-order", test_in_order);
  g_test_add_func ("/base/json-names/many", test_many);
  g_test_add_func ("/base/json-names/crowded", test_crowded);
  return g_test_run ();
}
