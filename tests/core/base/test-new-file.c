/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that come piece by piece, and folders of files that are too large to be loaded. */
#include "core/base/galley-error.h"
#include "core/base/galley-hash-folder.h"
#include "core/base/galley-hasher.h"
#include "core/base/galley-id.h"
#include "core/base/galley-new-file.h"

#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

typedef struct
{
  char *folder;
  char *path; /* below a folder that is not there yet */
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("galley-new-file-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "sub", "clip.mp4", NULL);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_assert_no_errno (g_remove (path));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  remove_tree (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint count = 0;

  while (g_dir_read_name (dir) != NULL)
    count++;
  return count;
}

static void
assert_content (const char *path,
                const char *expected)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected);
}

static GalleyNewFile *
begin (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GalleyNewFile *file = galley_new_file_begin (fixture->folder, &error);

  g_assert_no_error (error);
  g_assert_true (galley_new_file_write (file, "ab", 2, NULL));
  g_assert_true (galley_new_file_write (file, "", 0, NULL));
  g_assert_true (galley_new_file_write (file, "c", 1, NULL));
  return file;
}

static void
test_put (Fixture      *fixture,
          gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GalleyNewFile) file = begin (fixture);
      g_autoptr (GError) error = NULL;

      g_assert_true (galley_new_file_end (file, &error));
      g_assert_true (galley_new_file_put (file, fixture->path, &error));
      g_assert_no_error (error);
    }
  assert_content (fixture->path, "abc");
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

/* Whatever was written, ended or not: what is not put is gone. */
static void
test_dropped (Fixture      *fixture,
              gconstpointer data)
{
  GalleyNewFile *file = begin (fixture);

  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
  galley_new_file_free (file);
  file = begin (fixture);
  g_assert_true (galley_new_file_end (file, NULL));
  galley_new_file_free (file);
  g_assert_cmpuint (count_files (fixture->folder), ==, 0);
}

/* What a process that died left behind goes, and nothing else. */
static void
test_clear (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char *old = g_build_filename (fixture->folder, GALLEY_NEW_FILE_PREFIX "abcdef", NULL);
  g_autofree char *other = g_build_filename (fixture->folder, "picture", NULL);
  g_autoptr (GalleyNewFile) young = begin (fixture);

  g_assert_true (g_file_set_contents (old, "x", 1, NULL));
  g_assert_true (g_file_set_contents (other, "x", 1, NULL));
  g_assert_no_errno (utime (old, &(struct utimbuf){ 1000, 1000 }));
  g_assert_no_errno (utime (other, &(struct utimbuf){ 1000, 1000 }));
  galley_new_file_clear (fixture->folder, 2000 * (gint64) G_USEC_PER_SEC);
  g_assert_false (g_file_test (old, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (count_files (fixture->folder), ==, 2);
  galley_new_file_clear (fixture->folder, G_MAXINT64);
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
  galley_new_file_clear ("/no/such/folder", G_MAXINT64);
}

static void
test_hasher (void)
{
  g_autoptr (GalleyHasher) hasher = galley_hasher_new ();
  g_autofree char *expected = galley_hash_bytes ("abcdef", 6);
  g_autofree char *nothing = galley_hash_bytes (NULL, 0);

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *hash = NULL;
      g_autofree char *empty = NULL;

      galley_hasher_feed (hasher, "abc", 3);
      galley_hasher_feed (hasher, NULL, 0);
      galley_hasher_feed (hasher, "def", 3);
      hash = galley_hasher_finish (hasher);
      empty = galley_hasher_finish (hasher);
      g_assert_cmpstr (hash, ==, expected);
      g_assert_cmpstr (empty, ==, nothing);
    }
}

static void
assert_refused (Fixture    *fixture,
                const char *hash,
                GalleyError code)
{
  g_autoptr (GError) check_error = NULL;
  g_autoptr (GError) copy_error = NULL;

  g_assert_false (galley_hash_folder_check (fixture->folder, hash, NULL, NULL, &check_error));
  g_assert_error (check_error, GALLEY_ERROR, (int) code);
  g_assert_false (galley_hash_folder_copy (fixture->folder, hash, fixture->path, NULL, &copy_error));
  g_assert_error (copy_error, GALLEY_ERROR, (int) code);
}

/* Checked and copied whole or not at all; a copy that fails leaves what stood there. */
static void
test_folder (Fixture      *fixture,
             gconstpointer data)
{
  g_autofree char *hash = galley_hash_bytes ("abc", 3);
  g_autofree char *place = galley_hash_folder_make_path (fixture->folder, hash);
  g_autofree char *parent = g_path_get_dirname (fixture->path);
  g_autoptr (GalleyNewFile) file = begin (fixture);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gint64 size = 0;

  assert_refused (fixture, hash, GALLEY_ERROR_NOT_FOUND);
  g_assert_true (galley_new_file_end (file, NULL));
  g_assert_true (galley_hash_folder_take (fixture->folder, hash, file, NULL));
  g_assert_true (galley_hash_folder_check (fixture->folder, hash, &size, NULL, NULL));
  g_assert_cmpint (size, ==, 3);
  g_assert_true (galley_hash_folder_copy (fixture->folder, hash, fixture->path, NULL, NULL));
  assert_content (fixture->path, "abc");

  g_cancellable_cancel (cancellable);
  g_assert_false (galley_hash_folder_check (fixture->folder, hash, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  g_assert_true (g_file_set_contents (place, "abd", 3, NULL));
  assert_refused (fixture, hash, GALLEY_ERROR_CORRUPT);
  assert_content (fixture->path, "abc");
  g_assert_cmpuint (count_files (parent), ==, 1);
}

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/base/new-file/put", test_put);
  ADD ("/base/new-file/dropped", test_dropped);
  ADD ("/base/new-file/clear", test_clear);
  g_test_add_func ("/base/new-file/hasher", test_hasher);
  ADD ("/base/new-file/folder", test_folder);
  return g_test_run ();
}
