/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/galley-error.h"
#include "core/base/galley-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("galley-file-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "article.json", NULL);
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
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = galley_file_read (path, 1 << 20, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), expected, strlen (expected));
}

static gboolean
replace (const char *path,
         const char *content,
         GError    **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (content, strlen (content));

  return galley_file_replace (path, bytes, error);
}

static void
test_replace (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (replace (fixture->path, "old", &error));
  g_assert_no_error (error);
  assert_content (fixture->path, "old");
  g_assert_true (replace (fixture->path, "", &error));
  assert_content (fixture->path, "");
  g_assert_true (replace (fixture->path, "new", &error));
  assert_content (fixture->path, "new");
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

static void
test_replace_makes_folders (Fixture      *fixture,
                            gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "2026", "11", "23", "南湖.html", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (replace (path, "page", &error));
  g_assert_no_error (error);
  assert_content (path, "page");
}

static void
test_replace_long_name (Fixture      *fixture,
                        gconstpointer data)
{
  g_autofree char *name = g_strnfill (255, 'x');
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (replace (path, "page", &error));
  g_assert_no_error (error);
  assert_content (path, "page");
}

/* A reader that has the old file open goes on reading the old bytes: the new ones are another file. */
static void
test_replace_is_atomic (Fixture      *fixture,
                        gconstpointer data)
{
  char buffer[8] = "";
  int fd;

  g_assert_true (replace (fixture->path, "old", NULL));
  fd = open (fixture->path, O_RDONLY);
  g_assert_true (replace (fixture->path, "newer", NULL));
  g_assert_cmpint (read (fd, buffer, sizeof buffer), ==, 3);
  g_assert_cmpmem (buffer, 3, "old", 3);
  close (fd);
}

/* The limit on a file's size stands in for a full disk: the write stops in the middle. */
static void
test_replace_full (Fixture      *fixture,
                   gconstpointer data)
{
  g_autofree char *content = g_strnfill (100000, 'x');
  g_autoptr (GError) error = NULL;
  struct rlimit before, small;
  gboolean is_written;

  g_assert_true (replace (fixture->path, "old", NULL));

  signal (SIGXFSZ, SIG_IGN);
  g_assert_no_errno (getrlimit (RLIMIT_FSIZE, &before));
  small = before;
  small.rlim_cur = 8192;
  g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &small));
  is_written = replace (fixture->path, content, &error);
  g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &before));
  signal (SIGXFSZ, SIG_DFL);

  g_assert_false (is_written);
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_FULL);
  g_assert_nonnull (strstr (error->message, fixture->path));
  assert_content (fixture->path, "old");
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

/* As somebody who is not root: root may write anywhere. */
static void
as_nobody (const char *folder,
           void (*function) (Fixture *fixture),
           Fixture *fixture)
{
  gboolean is_root = geteuid () == 0;

  g_assert_no_errno (chmod (folder, 0555));
  if (is_root)
    g_assert_no_errno (seteuid (65534));
  function (fixture);
  if (is_root)
    g_assert_no_errno (seteuid (0));
  g_assert_no_errno (chmod (folder, 0755));
}

static void
write_read_only (Fixture *fixture)
{
  g_autofree char *deeper = g_build_filename (fixture->folder, "more", "page", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (replace (fixture->path, "new", &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_assert_false (replace (deeper, "new", &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_assert_false (galley_file_remove (fixture->path, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_READ_ONLY);
}

static void
test_replace_read_only (Fixture      *fixture,
                        gconstpointer data)
{
  g_assert_true (replace (fixture->path, "old", NULL));
  as_nobody (fixture->folder, write_read_only, fixture);
  assert_content (fixture->path, "old");
}

static void
test_replace_impossible (Fixture      *fixture,
                         gconstpointer data)
{
  g_autofree char *below_file = g_build_filename (fixture->path, "page", NULL);
  g_autoptr (GError) error = NULL;

  /* A folder stands where the file should be. */
  g_assert_false (replace (fixture->folder, "new", &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_cmpuint (count_files (fixture->folder), ==, 0);

  g_assert_true (replace (fixture->path, "old", NULL));
  g_assert_false (replace (below_file, "new", &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_FAILED);
  assert_content (fixture->path, "old");
}

static void
test_write (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "2026", "11", "a.html", NULL);
  g_autoptr (GBytes) old = g_bytes_new_static ("old", 3);
  g_autoptr (GBytes) new = g_bytes_new_static ("new", 3);
  g_autoptr (GError) error = NULL;

  g_assert_true (galley_file_write (path, old, &error));
  g_assert_true (galley_file_write (path, new, &error));
  g_assert_no_error (error);
  assert_content (path, "new");
  g_assert_true (galley_file_sync (fixture->folder, &error));
  g_assert_no_error (error);
  g_assert_false (galley_file_sync (fixture->path, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND);
}

static void
test_remove (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (replace (fixture->path, "old", NULL));
  g_assert_true (galley_file_remove (fixture->path, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_files (fixture->folder), ==, 0);
  g_assert_true (galley_file_remove (fixture->path, &error));
  g_assert_no_error (error);
  g_assert_false (galley_file_remove (fixture->folder, &error));
  g_assert_nonnull (error);
  g_assert_true (error->domain == GALLEY_ERROR);
}

static void
test_read_limit (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) exact = NULL;

  g_assert_true (replace (fixture->path, "12345", NULL));
  exact = galley_file_read (fixture->path, 5, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (exact), ==, 5);
  g_assert_null (galley_file_read (fixture->path, 4, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE);
  g_assert_nonnull (strstr (error->message, "4 bytes"));
}

/* A file that says it is empty and goes on for ever. */
static void
test_read_endless (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (galley_file_read ("/dev/zero", 200000, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE);
}

static void
test_read_missing (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (galley_file_read (fixture->path, 10, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (galley_file_read (fixture->folder, 10000, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_FAILED);
}

/* Another process holds the lock, tells so through one pipe, and is let go through the other. */
static pid_t
lock_in_child (const char *path,
               int        *let_go)
{
  int held[2], wait[2];
  char byte = 0;
  pid_t child;

  g_assert_no_errno (pipe (held));
  g_assert_no_errno (pipe (wait));
  child = fork ();
  g_assert_no_errno (child);
  if (child == 0)
    {
      close (held[0]);
      close (wait[1]);
      byte = galley_file_lock (path, NULL) >= 0 ? 'y' : 'n';
      if (write (held[1], &byte, 1) == 1 && read (wait[0], &byte, 1) < 0)
        _exit (1);
      _exit (0);
    }
  close (held[1]);
  close (wait[0]);
  g_assert_cmpint (read (held[0], &byte, 1), ==, 1);
  g_assert_cmpint (byte, ==, 'y');
  close (held[0]);
  *let_go = wait[1];
  return child;
}

static void
test_lock (Fixture      *fixture,
           gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "account", "store.lock", NULL);
  g_autoptr (GError) error = NULL;
  int let_go = -1;
  int fd, status;
  pid_t child = lock_in_child (path, &let_go);

  g_assert_cmpint (galley_file_lock (path, &error), ==, -1);
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_BUSY);
  g_clear_error (&error);

  /* It dies with its process. */
  close (let_go);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);
  fd = galley_file_lock (path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (fcntl (fd, F_GETFD) & FD_CLOEXEC, !=, 0);

  /* Held twice by the same process is held all the same, until the descriptor is closed. */
  g_assert_cmpint (galley_file_lock (path, &error), ==, -1);
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_BUSY);
  g_clear_error (&error);
  close (fd);
  fd = galley_file_lock (path, &error);
  g_assert_no_error (error);
  close (fd);
}

static void
lock_read_only (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (galley_file_lock (fixture->path, &error), ==, -1);
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_READ_ONLY);
}

static void
test_lock_read_only (Fixture      *fixture,
                     gconstpointer data)
{
  as_nobody (fixture->folder, lock_read_only, fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/base/file/replace", test_replace);
  ADD ("/base/file/replace-makes-folders", test_replace_makes_folders);
  ADD ("/base/file/replace-long-name", test_replace_long_name);
  ADD ("/base/file/replace-is-atomic", test_replace_is_atomic);
  ADD ("/base/file/replace-full", test_replace_full);
  ADD ("/base/file/replace-read-only", test_replace_read_only);
  ADD ("/base/file/replace-impossible", test_replace_impossible);
  ADD ("/base/file/write", test_write);
  ADD ("/base/file/remove", test_remove);
  ADD ("/base/file/read-limit", test_read_limit);
  g_test_add_func ("/base/file/read-endless", test_read_endless);
  ADD ("/base/file/read-missing", test_read_missing);
  ADD ("/base/file/lock", test_lock);
  ADD ("/base/file/lock-read-only", test_lock_read_only);
  return g_test_run ();
}
