/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pictures of a body as numbered files: which folder they come into, and what is never touched there. */
#include "workspace-fixture.h"

#include "core/base/galley-id.h"
#include "core/model/galley-figure.h"
#include "core/model/galley-media-type.h"
#include "core/store/galley-media-cache.h"
#include "core/workspace/galley-picture-folder.h"

#include <glib/gstdio.h>
#include <string.h>

#define JPEG "\xff\xd8\xff\xe0"
#define PNG "\x89PNG\r\n\x1a\n"

static GBytes *
make_bytes (const char *head,
            const char *rest)
{
  char *text = g_strconcat (head, rest, NULL);

  return g_bytes_new_take (text, strlen (text));
}

static char *
hash_of (GBytes *bytes)
{
  return galley_hash_bytes (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* @fixture NULL: a picture that is not on this computer. */
static void
add_figure (GPtrArray  *figures,
            Fixture    *fixture,
            const char *head,
            const char *rest)
{
  g_autoptr (GBytes) bytes = make_bytes (head, rest);
  g_autofree char *hash = hash_of (bytes);
  g_autoptr (GError) error = NULL;

  if (fixture != NULL)
    galley_media_cache_put (galley_workspace_get_store (fixture->workspace), hash, bytes, FALSE, NOON, &error);
  g_assert_no_error (error);
  g_ptr_array_add (figures, galley_figure_new (hash, g_str_equal (head, PNG) ? GALLEY_MEDIA_TYPE_PNG
                                                                             : GALLEY_MEDIA_TYPE_JPEG,
                                               40, 30, NULL));
}

static GPtrArray *
figures_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) galley_figure_unref);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Fixture *fixture = data;

  fixture->result = galley_picture_folder_write_finish (result, &fixture->error);
  fixture->is_done = TRUE;
}

static GalleyPictureFolder *
write_folder (Fixture    *fixture,
              GPtrArray  *figures,
              const char *parent)
{
  fixture->is_done = FALSE;
  galley_picture_folder_write_async (galley_workspace_get_store (fixture->workspace), figures, parent, "环湖路通车",
                                     NULL, written_cb, fixture);
  wait_until (is_done, fixture);
  return fixture->result;
}

static void
assert_file (const char *folder,
             const char *name,
             const char *head,
             const char *rest)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GBytes) expected = make_bytes (head, rest);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  char *text;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new_take (text, length);
  g_assert_cmpint (g_bytes_compare (bytes, expected), ==, 0);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n_files = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n_files++;
  return n_files;
}

static void
assert_folder (GalleyPictureFolder *folder,
               const char          *parent,
               const char          *name,
               guint                n_pictures,
               guint                n_missing)
{
  g_autofree char *path = g_build_filename (parent, name, NULL);

  g_assert_nonnull (folder);
  g_assert_cmpstr (folder->path, ==, path);
  g_assert_cmpuint (folder->n_pictures, ==, n_pictures);
  g_assert_cmpuint (g_strv_length (folder->missing), ==, n_missing);
}

static void
test_in_the_order_of_the_text (Fixture      *fixture,
                               gconstpointer data)
{
  g_autofree char *parent = g_build_filename (fixture->folder, "图片", NULL);
  g_autoptr (GPtrArray) figures = figures_new ();
  g_autoptr (GalleyPictureFolder) folder = NULL;

  add_figure (figures, fixture, JPEG, "甲");
  add_figure (figures, fixture, PNG, "乙");
  add_figure (figures, fixture, JPEG, "甲");
  folder = write_folder (fixture, figures, parent);
  g_assert_no_error (fixture->error);
  assert_folder (folder, parent, "环湖路通车", 3, 0);
  assert_file (folder->path, "图1.jpg", JPEG, "甲");
  assert_file (folder->path, "图2.png", PNG, "乙");
  assert_file (folder->path, "图3.jpg", JPEG, "甲");
  g_assert_cmpuint (count_files (folder->path), ==, 3);
}

/* The same again leads to the same folder; what has arrived meanwhile is added; what else lies there stays. */
static void
test_same_folder (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr (GPtrArray) figures = figures_new ();
  g_autoptr (GPtrArray) complete = figures_new ();
  g_autoptr (GalleyPictureFolder) first = NULL, again = NULL, later = NULL;
  g_autofree char *note = NULL;
  GStatBuf before, after;
  g_autofree char *one = NULL;

  add_figure (figures, fixture, JPEG, "甲");
  add_figure (figures, NULL, PNG, "乙");
  first = write_folder (fixture, figures, fixture->folder);
  assert_folder (first, fixture->folder, "环湖路通车", 1, 1);
  g_assert_cmpstr (first->missing[0], ==, "图2.png");
  note = g_build_filename (first->path, "封面.psd", NULL);
  g_assert_true (g_file_set_contents (note, "a cover", -1, NULL));
  one = g_build_filename (first->path, "图1.jpg", NULL);
  g_assert_cmpint (g_stat (one, &before), ==, 0);

  again = write_folder (fixture, figures, fixture->folder);
  assert_folder (again, fixture->folder, "环湖路通车", 1, 1);
  g_assert_cmpint (g_stat (one, &after), ==, 0);
  g_assert_cmpuint (before.st_ino, ==, after.st_ino);

  add_figure (complete, fixture, JPEG, "甲");
  add_figure (complete, fixture, PNG, "乙");
  later = write_folder (fixture, complete, fixture->folder);
  assert_folder (later, fixture->folder, "环湖路通车", 2, 0);
  assert_file (later->path, "图2.png", PNG, "乙");
  assert_file (later->path, "封面.psd", "a cover", "");
}

/* Where a number stands for another picture, or for one that is no more in the text, nothing is touched. */
static void
test_another_folder (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr (GPtrArray) two = figures_new ();
  g_autoptr (GPtrArray) swapped = figures_new ();
  g_autoptr (GPtrArray) one = figures_new ();
  g_autoptr (GalleyPictureFolder) first = NULL, second = NULL, third = NULL;

  add_figure (two, fixture, JPEG, "甲");
  add_figure (two, fixture, JPEG, "乙");
  add_figure (swapped, fixture, JPEG, "乙");
  add_figure (swapped, fixture, JPEG, "甲");
  add_figure (one, fixture, JPEG, "甲");
  first = write_folder (fixture, two, fixture->folder);
  assert_folder (first, fixture->folder, "环湖路通车", 2, 0);
  second = write_folder (fixture, swapped, fixture->folder);
  assert_folder (second, fixture->folder, "环湖路通车-2", 2, 0);
  third = write_folder (fixture, one, fixture->folder);
  assert_folder (third, fixture->folder, "环湖路通车-3", 1, 0);
  assert_file (first->path, "图1.jpg", JPEG, "甲");
  assert_file (second->path, "图1.jpg", JPEG, "乙");
  g_assert_cmpuint (count_files (third->path), ==, 1);
}

/* Nothing to put into it: no empty folder that would look as if there were no pictures. */
static void
test_none_is_here (Fixture      *fixture,
                   gconstpointer data)
{
  g_autofree char *parent = g_build_filename (fixture->folder, "图片", NULL);
  g_autoptr (GPtrArray) figures = figures_new ();
  g_autoptr (GalleyPictureFolder) folder = NULL;

  add_figure (figures, NULL, JPEG, "甲");
  folder = write_folder (fixture, figures, parent);
  g_assert_no_error (fixture->error);
  g_assert_nonnull (folder);
  g_assert_null (folder->path);
  g_assert_cmpstr (folder->missing[0], ==, "图1.jpg");
  g_assert_false (g_file_test (parent, G_FILE_TEST_EXISTS));
}

static void
test_no_room_for_it (Fixture      *fixture,
                     gconstpointer data)
{
  g_autofree char *file = g_build_filename (fixture->folder, "file", NULL);
  g_autoptr (GPtrArray) figures = figures_new ();

  add_figure (figures, fixture, JPEG, "甲");
  g_assert_true (g_file_set_contents (file, "no folder", -1, NULL));
  g_assert_null (write_folder (fixture, figures, file));
  g_assert_error (fixture->error, GALLEY_ERROR, GALLEY_ERROR_FAILED);
  g_clear_error (&fixture->error);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add ("/picture-folder/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("in-the-order-of-the-text", test_in_the_order_of_the_text);
  ADD ("same-folder", test_same_folder);
  ADD ("another-folder", test_another_folder);
  ADD ("none-is-here", test_none_is_here);
  ADD ("no-room-for-it", test_no_room_for_it);
  return g_test_run ();
}
