/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures in the order in which they were taken. */
#include "core/workspace/galley-workspace-pictures.h"

static void
picture_free (gpointer data)
{
  GalleyAddedPicture *self = data;

  g_free (self->name);
  g_free (self);
}

/* "name@time" each, or "@time" of one without a file; a time of 0 is none. (transfer full) */
static GPtrArray *
make (const char *const *texts)
{
  GPtrArray *pictures = g_ptr_array_new_with_free_func (picture_free);

  for (; *texts != NULL; texts++)
    {
      g_auto (GStrv) parts = g_strsplit (*texts, "@", 2);
      GalleyAddedPicture *picture = g_new0 (GalleyAddedPicture, 1);

      picture->name = *parts[0] != '\0' ? g_strdup (parts[0]) : NULL;
      picture->taken = g_ascii_strtoll (parts[1], NULL, 10);
      g_ptr_array_add (pictures, picture);
    }
  return pictures;
}

static char *
tell (GPtrArray *pictures)
{
  GString *told = g_string_new (NULL);

  for (guint i = 0; i < pictures->len; i++)
    {
      const GalleyAddedPicture *picture = pictures->pdata[i];

      g_string_append_printf (told, "%s@%" G_GINT64_FORMAT " ", picture->name != NULL ? picture->name : "",
                              picture->taken);
    }
  return g_string_free (told, FALSE);
}

static void
assert_sorted (const char *const *texts,
               gboolean           is_another_order,
               const char        *expected)
{
  g_autoptr (GPtrArray) pictures = make (texts);
  g_autofree char *told = NULL;

  g_assert_cmpint (galley_added_pictures_sort_by_time (pictures), ==, is_another_order);
  told = tell (pictures);
  g_assert_cmpstr (told, ==, expected);
  /* What is in order stays as it is. */
  g_assert_false (galley_added_pictures_sort_by_time (pictures));
}

static void
test_time (void)
{
  assert_sorted ((const char *[]){ "a@3", "b@1", "c@2", NULL }, TRUE, "b@1 c@2 a@3 ");
  assert_sorted ((const char *[]){ "b@-1", "a@2", NULL }, FALSE, "b@-1 a@2 ");
  assert_sorted ((const char *[]){ "a@3", NULL }, FALSE, "a@3 ");
  assert_sorted ((const char *[]){ NULL }, FALSE, "");
}

/* Of a burst without fractions the camera's own numbers decide, and they count. */
static void
test_names (void)
{
  assert_sorted ((const char *[]){ "IMG_10.jpg@5", "IMG_9.jpg@5", "IMG_2.jpg@7", NULL }, TRUE,
                 "IMG_9.jpg@5 IMG_10.jpg@5 IMG_2.jpg@7 ");
}

/* What does not say when it was taken is behind what does, and among its like by name. */
static void
test_without_time (void)
{
  assert_sorted ((const char *[]){ "z@0", "b@9", "a@0", "c@8", NULL }, TRUE, "c@8 b@9 a@0 z@0 ");
  assert_sorted ((const char *[]){ "@0", "@0", NULL }, FALSE, "@0 @0 ");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/picture-order/time", test_time);
  g_test_add_func ("/picture-order/names", test_names);
  g_test_add_func ("/picture-order/without-time", test_without_time);
  return g_test_run ();
}
