/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture beside the body: one text for one picture, nothing lost, and nothing taken that is no picture's. */
#include "core/wire/galley-picture-text.h"

#include "core/model/galley-media-type.h"
#include "core/wire/galley-body.h"
#include "random-article.h"

#include <string.h>

#define A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define IMG(hash) "<img src=\"media/" hash ".jpg\" width=\"1600\" height=\"900\" alt=\"甲 &amp; &quot;乙&quot;\""

static GalleyFigure *
make_figure (void)
{
  const GalleyCrop crop = { B, GALLEY_MEDIA_TYPE_PNG, 1, 2, 3, 4, 5 };
  g_autoptr (GalleyFigure) bare = galley_figure_new (A, GALLEY_MEDIA_TYPE_JPEG, 1600, 900, "甲 & \"乙\"");

  return galley_figure_with_edit (bare, &crop, &(GalleyFocus){ 30, 100 });
}

static void
test_exact (void)
{
  g_autoptr (GalleyFigure) figure = make_figure ();
  g_autoptr (GalleyFigure) bare = galley_figure_with_edit (figure, NULL, NULL);
  g_autofree char *text = galley_picture_text_write (figure);
  g_autofree char *bare_text = galley_picture_text_write (bare);
  g_autofree char *nothing = galley_picture_text_write (NULL);
  g_autoptr (GalleyFigure) read = galley_picture_text_read (text);

  g_assert_cmpstr (text, ==, IMG ("aa/" A) " data-focus=\"30 100\" data-origin=\"media/bb/" B ".png\""
                             " data-crop=\"1 2 3 4 5\"/>");
  g_assert_cmpstr (bare_text, ==, IMG ("aa/" A) "/>");
  g_assert_cmpstr (nothing, ==, "");
  g_assert_true (galley_figure_equal (read, figure));
}

/* The field cleans what it is given: a picture's text comes through as it is. */
static void
test_random (void)
{
  g_autoptr (GalleyRandom) random = galley_random_new_seeded (random_article_seed ());

  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr (GalleyBlock) block = random_block (random);
      GalleyFigure *figure = galley_block_get_figure (block);
      g_autofree char *text = galley_picture_text_write (figure);
      g_autofree char *cleaned = galley_field_clean (GALLEY_FIELD_LEAD_PICTURE, text);
      g_autoptr (GalleyFigure) read = galley_picture_text_read (text);

      g_assert_cmpstr (cleaned, ==, text);
      g_assert_true (galley_figure_equal (read, figure));
    }
}

static void
test_refused (void)
{
  static const char *const texts[] = {
    "",
    "x",
    IMG ("aa/" A),
    " " IMG ("aa/" A) "/>",
    IMG ("aa/" A) "/> ",
    IMG ("bb/" A) "/>",
    IMG ("aa/" A) "/>" IMG ("aa/" A) "/>",
    IMG ("aa/" A) "/><figcaption>x<br/></figcaption></figure><figure>" IMG ("aa/" A) "/>",
    IMG ("aa/" A) "/><figcaption><br/></figcaption></figure><p>x</p>",
    IMG ("aa/" A) " onerror=\"x\"/>",
    IMG ("aa/" A) " data-focus=\"101 0\"/>",
    "<img src=\"media/aa/" A ".svg\" width=\"1\" height=\"1\" alt=\"\"/>",
    "<img src=\"media/aa/" A ".jpg\" width=\"0\" height=\"1\" alt=\"\"/>",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_null (galley_picture_text_read (texts[i]));
}

/* Whatever the byte: what is read is written the same. */
static void
test_mutations (void)
{
  g_autoptr (GalleyFigure) figure = make_figure ();
  g_autofree char *text = galley_picture_text_write (figure);
  guint n_taken = 0;

  for (gsize at = 0; at < strlen (text); at++)
    for (const char *byte = "\"\\<>&/ 0a\xe5\x01"; *byte != '\0'; byte++)
      {
        g_autofree char *changed = g_strdup (text);
        g_autofree char *again = NULL;
        g_autoptr (GalleyFigure) read = NULL;

        changed[at] = *byte;
        read = galley_picture_text_read (changed);
        if (read == NULL)
          continue;
        again = galley_picture_text_write (read);
        g_assert_cmpstr (again, ==, changed);
        n_taken++;
      }
  g_assert_cmpuint (n_taken, >, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/picture-text/exact", test_exact);
  g_test_add_func ("/wire/picture-text/random", test_random);
  g_test_add_func ("/wire/picture-text/refused", test_refused);
  g_test_add_func ("/wire/picture-text/mutations", test_mutations);
  return g_test_run ();
}
