/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page that is patched is the page that would be rendered, whatever was done to its body. */
#include "core/portal/galley-page-patch.h"

#include "core/base/galley-random.h"
#include "core/model/galley-list.h"
#include "core/portal/galley-page.h"

#include <string.h>

#define PATH "/2026/11/23/a.html"

static const GalleyPageFrame frame = { .path = PATH };

static GPtrArray *
render_all (GPtrArray *blocks)
{
  GPtrArray *elements = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < blocks->len; i = galley_list_get_element_end (blocks, i))
    g_ptr_array_add (elements, galley_page_render_element (&frame, blocks, i));
  return elements;
}

/* As the page's script does it. */
static void
apply (GPtrArray *children,
       GArray    *patches)
{
  for (guint i = patches->len; i > 0; i--)
    {
      const GalleyPagePatch *patch = &g_array_index (patches, GalleyPagePatch, i - 1);

      g_assert_cmpuint (patch->start + patch->n_removed, <=, children->len);
      if (patch->n_removed > 0)
        g_ptr_array_remove_range (children, patch->start, patch->n_removed);
      for (guint n = 0; patch->elements[n] != NULL; n++)
        g_ptr_array_insert (children, patch->start + n, g_strdup (patch->elements[n]));
    }
}

static void
assert_patched (GPtrArray *from,
                GPtrArray *to,
                guint      n_elements)
{
  g_autoptr (GPtrArray) children = render_all (from);
  g_autoptr (GPtrArray) wanted = render_all (to);
  g_autoptr (GArray) patches = galley_page_patch_new (&frame, from, to);
  guint n = 0;

  for (guint i = 0; i < patches->len; i++)
    n += g_strv_length (g_array_index (patches, GalleyPagePatch, i).elements);
  if (n_elements != G_MAXUINT)
    g_assert_cmpuint (n, ==, n_elements);
  apply (children, patches);
  g_assert_cmpuint (children->len, ==, wanted->len);
  for (guint i = 0; i < wanted->len; i++)
    g_assert_cmpstr (children->pdata[i], ==, wanted->pdata[i]);
}

/* "p1 b0a n1x r": kind, level of items, text. */
static GPtrArray *
make (const char *words)
{
  static const char kinds[] = "phHqbnr";
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();
  g_auto (GStrv) all = g_strsplit (words, " ", -1);

  for (guint i = 0; all[i] != NULL; i++)
    {
      GalleyBlockKind kind = strchr (kinds, *all[i]) - kinds;

      if (kind == GALLEY_BLOCK_BULLETED || kind == GALLEY_BLOCK_NUMBERED)
        g_ptr_array_add (blocks, galley_block_new_item (kind, all[i][1] - '0', all[i] + 2, NULL, 0));
      else
        g_ptr_array_add (blocks, galley_block_new (kind, all[i] + 1, NULL, 0));
    }
  return galley_list_settle (blocks);
}

static void
test_cases (void)
{
  static const struct
  {
    const char *from, *to;
    guint n_elements; /* that are rendered anew */
  } cases[] = {
    { "pa pb pc", "pa px pc", 1 },
    { "pa b0x b0y pc", "pa b0x b0z pc", 1 },
    { "b0x pb b0y", "b0x b0y", 1 },           /* two lists become one */
    { "b0x b0y", "b0x pb b0y", 3 },           /* and are parted again */
    { "b0x n1y b0z pc", "n0x n1y b0z pc", 2 }, /* what was in a list begins another */
    { "b0x b0y pc b0z b0v", "b0x b0w pc b0z b0u", 2 },
    { "b0a b0b b0c b0d", "b0a b0x b0c b0y", 1 }, /* two hunks in one list */
    { "pa", "b0a", 1 },
    { "pa r pb", "pa pb", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) from = make (cases[i].from);
      g_autoptr (GPtrArray) to = make (cases[i].to);

      assert_patched (from, to, cases[i].n_elements);
    }
}

static GalleyBlock *
random_block (GalleyRandom *random)
{
  char text[] = { (char) ('a' + galley_random_below (random, 4)), '\0' };
  guint kind = galley_random_below (random, 3);

  if (kind == 0)
    return galley_block_new (GALLEY_BLOCK_PARAGRAPH, text, NULL, 0);
  return galley_block_new_item (kind == 1 ? GALLEY_BLOCK_BULLETED : GALLEY_BLOCK_NUMBERED,
                                galley_random_below (random, 3), text, NULL, 0);
}

static void
test_random (void)
{
  const char *given = g_getenv ("GALLEY_TEST_SEED");
  guint64 seed = given != NULL ? g_ascii_strtoull (given, NULL, 10) : g_random_int ();
  g_autoptr (GalleyRandom) random = galley_random_new_seeded (seed);

  g_test_message ("GALLEY_TEST_SEED=%" G_GUINT64_FORMAT, seed);
  for (guint round = 0; round < 5000; round++)
    {
      g_autoptr (GPtrArray) raw = galley_blocks_new ();
      g_autoptr (GPtrArray) from = NULL;
      g_autoptr (GPtrArray) to = NULL;

      for (guint i = 1 + galley_random_below (random, 12); i > 0; i--)
        g_ptr_array_add (raw, random_block (random));
      from = galley_list_settle (raw);
      raw = (g_ptr_array_unref (raw), galley_blocks_copy (from));
      for (guint i = galley_random_below (random, 5); i > 0 && raw->len > 0; i--)
        {
          guint place = galley_random_below (random, raw->len);

          if (galley_random_below (random, 2) == 0)
            g_ptr_array_remove_index (raw, place);
          if (galley_random_below (random, 2) == 0)
            g_ptr_array_insert (raw, place, random_block (random));
        }
      to = galley_list_settle (raw);
      assert_patched (from, to, G_MAXUINT);
    }
}

static void
test_places (void)
{
  g_autoptr (GPtrArray) blocks = make ("pa b0b b1c b0d n0e r pf");
  static const GalleyPagePlace places[] = { { 0, 0 }, { 1, 0 }, { 1, 1 }, { 1, 2 }, { 2, 0 }, { 3, 0 }, { 4, 0 } };

  for (guint i = 0; i < blocks->len; i++)
    {
      GalleyPagePlace place = galley_page_place_of_block (blocks, i);

      g_assert_cmpuint (place.element, ==, places[i].element);
      g_assert_cmpuint (place.item, ==, places[i].item);
      g_assert_cmpuint (galley_page_place_to_block (blocks, place), ==, i);
    }
  g_assert_cmpuint (galley_page_place_to_block (blocks, (GalleyPagePlace){ 1, 9 }), ==, 3);
  g_assert_cmpuint (galley_page_place_to_block (blocks, (GalleyPagePlace){ 9, 0 }), ==, 6);
}

static GalleyBlock *
new_figure (const char *hash)
{
  g_autoptr (GalleyFigure) figure = galley_figure_new (hash, "image/jpeg", 40, 30, NULL);

  return galley_block_new_figure (figure, "图", NULL, 0);
}

/* The pictures that have come, and nothing else: the page stays the one that it was. */
static void
test_pictures (void)
{
  g_autofree char *come = g_strnfill (64, 'a');
  g_autofree char *other = g_strnfill (64, 'b');
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();
  g_autoptr (GHashTable) hashes = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) none = NULL;
  g_autoptr (GArray) patches = NULL;
  g_autoptr (GPtrArray) wanted = NULL;
  g_autoptr (GPtrArray) children = NULL;

  g_ptr_array_add (blocks, galley_block_new_item (GALLEY_BLOCK_BULLETED, 0, "甲", NULL, 0));
  g_ptr_array_add (blocks, galley_block_new_item (GALLEY_BLOCK_BULLETED, 0, "乙", NULL, 0));
  g_ptr_array_add (blocks, new_figure (come));
  g_ptr_array_add (blocks, new_figure (other));
  g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_PARAGRAPH, "丙", NULL, 0));
  g_ptr_array_add (blocks, new_figure (come));

  none = galley_page_patch_new_for_pictures (&frame, blocks, hashes);
  g_assert_cmpuint (none->len, ==, 0);
  g_hash_table_add (hashes, come);
  patches = galley_page_patch_new_for_pictures (&frame, blocks, hashes);
  g_assert_cmpuint (patches->len, ==, 2);
  g_assert_cmpuint (g_array_index (patches, GalleyPagePatch, 0).start, ==, 1);
  g_assert_cmpuint (g_array_index (patches, GalleyPagePatch, 1).start, ==, 4);
  g_assert_nonnull (strstr (g_array_index (patches, GalleyPagePatch, 0).elements[0], come));

  wanted = render_all (blocks);
  children = render_all (blocks);
  apply (children, patches);
  g_assert_cmpuint (children->len, ==, wanted->len);
  for (guint i = 0; i < wanted->len; i++)
    g_assert_cmpstr (children->pdata[i], ==, wanted->pdata[i]);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/portal/page-patch/cases", test_cases);
  g_test_add_func ("/portal/page-patch/random", test_random);
  g_test_add_func ("/portal/page-patch/places", test_places);
  g_test_add_func ("/portal/page-patch/pictures", test_pictures);
  return g_test_run ();
}
