/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything as files: what is written, and what is never written over. */
#include "workspace-fixture.h"

#include "core/base/galley-file.h"
#include "core/wire/galley-wire.h"
#include "core/workspace/galley-export.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  guint n_told; /* of the last progress */
  int n_exported;
  GError *error;
  gboolean is_done;
} Answer;

static void
progress_cb (guint    n_done,
             guint    n_articles,
             gpointer data)
{
  g_assert_cmpuint (n_done, <=, n_articles);
  ((Answer *) data)->n_told = n_done;
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  Answer *answer = data;

  answer->n_exported = galley_export_finish (result, &answer->error);
  answer->is_done = TRUE;
}

static gboolean
has_answer (gpointer data)
{
  return ((Answer *) data)->is_done;
}

static Answer
export (Fixture      *fixture,
        const char   *folder,
        GCancellable *cancellable)
{
  Answer answer = { 0 };

  galley_export_async (galley_workspace_get_store (fixture->workspace), folder, GALLEY_EXPORT_EVERYTHING, cancellable,
                       progress_cb, exported_cb, &answer);
  wait_until (has_answer, &answer);
  return answer;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The names of its files, sorted, with a line end between two. */
static char *
dup_names (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return g_strjoinv ("\n", (char **) names->pdata);
}

static void
remove_export (const char *folder)
{
  g_autofree char *names = dup_names (folder);
  g_auto (GStrv) files = g_strsplit (names, "\n", -1);

  for (guint i = 0; files[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (folder, files[i], NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static char *
read_file (const char *folder,
           const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static gpointer
save_in_store (GalleyDatabase *database,
               gpointer        data,
               GError        **error)
{
  galley_record_save_in_store (database, data, NOON, NULL, error);
  return NULL;
}

static void
test_everything (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (GalleyRevision) first = make_revision (ID_1, "标题/一", "第一段\n第二段");
  g_autoptr (GalleyRevision) changed = make_revision (ID_1, "标题/一", "第一段\n改过的第二段");
  g_autoptr (GalleyRevision) unnamed = make_revision (ID_2, "", "没有标题");
  g_autofree char *folder = g_dir_make_tmp ("galley-export-XXXXXX", NULL);
  g_autofree char *expected_json = galley_wire_write (first);
  g_autofree char *json = NULL, *text = NULL, *kept = NULL, *newer = NULL, *names = NULL;
  Answer answer;

  run (fixture, save_in_store, first);
  answer = export (fixture, folder, NULL);
  g_assert_no_error (answer.error);
  g_assert_cmpint (answer.n_exported, ==, 1);
  json = read_file (folder, ID_1 ".json");
  g_assert_cmpstr (json, ==, expected_json);
  text = read_file (folder, "2026-11-24-标题 一.txt");
  g_assert_cmpstr (text, ==, "标题/一\n\n第一段\n第二段\n\n");

  /* Again: what is there stays. Changed: beside the old one, never over it. */
  export (fixture, folder, NULL);
  run (fixture, save_in_store, changed);
  run (fixture, save_in_store, unnamed);
  answer = export (fixture, folder, NULL);
  g_assert_cmpint (answer.n_exported, ==, 2);
  export (fixture, folder, NULL);
  kept = read_file (folder, ID_1 ".json");
  g_assert_cmpstr (kept, ==, expected_json);
  newer = read_file (folder, ID_1 "-2.json");
  g_assert_nonnull (strstr (newer, "改过的第二段"));
  names = dup_names (folder);
  g_assert_cmpstr (names, ==,
                   ID_1 "-2.json\n" ID_1 ".json\n" ID_2 ".json\n2026-11-24-" ID_2 ".txt\n"
                        "2026-11-24-标题 一-2.txt\n2026-11-24-标题 一.txt");
  remove_export (folder);
}

static void
test_failures (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr (GalleyRevision) first = make_revision (ID_1, "标题", "正文");
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autofree char *folder = g_dir_make_tmp ("galley-export-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (folder, "file", NULL);
  g_autofree char *names = NULL;
  Answer answer;

  run (fixture, save_in_store, first);
  g_cancellable_cancel (cancelled);
  answer = export (fixture, folder, cancelled);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&answer.error);
  names = dup_names (folder);
  g_assert_cmpstr (names, ==, "");

  /* A file stands where the folder should be. */
  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  answer = export (fixture, file, NULL);
  g_assert_error (answer.error, GALLEY_ERROR, GALLEY_ERROR_FAILED);
  g_assert_cmpint (answer.n_exported, ==, -1);
  g_clear_error (&answer.error);
  remove_export (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/workspace/export/everything", Fixture, NULL, set_up, test_everything, tear_down);
  g_test_add ("/workspace/export/failures", Fixture, NULL, set_up, test_failures, tear_down);
  return g_test_run ();
}
