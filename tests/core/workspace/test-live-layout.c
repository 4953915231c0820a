/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A layout in a folder, read again as it is saved. The folder is watched by the real system; nothing here counts time. */
#include "core/workspace/galley-live-layout.h"

#include "core/base/galley-error.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

static const struct
{
  const char *name;
  const char *text;
} files[] = {
  { "site.json", "{\"channels\":[{\"id\":\"a\",\"name\":\"A\"}],\"name\":\"S\"}" },
  { "article.mustache", "a" }, { "channel.mustache", "c" }, { "home.mustache", "h" }, { "notice.mustache", "n" },
};

typedef struct
{
  char *folder;
  GalleyClock *clock;
  GalleyLiveLayout *live;
  guint n_changes;
} Fixture;

static void
count_cb (Fixture *fixture)
{
  fixture->n_changes++;
}

/* In the manner of an editor: whole, under another name, and then renamed. */
static void
save (Fixture    *fixture,
      const char *name,
      const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
wait_for_change (Fixture *fixture)
{
  guint before = fixture->n_changes;

  while (fixture->n_changes == before)
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("galley-live-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    save (fixture, files[i].name, files[i].text);
  fixture->clock = galley_clock_new ();
  fixture->live = galley_live_layout_new (fixture->folder, fixture->clock);
  g_signal_connect_swapped (fixture->live, "changed", G_CALLBACK (count_cb), fixture);
  wait_for_change (fixture);
}

static void
empty (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        empty (child);
      g_remove (child);
    }
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  /* Whether a worker still reads or not. */
  g_assert_finalize_object (fixture->live);
  g_object_unref (fixture->clock);
  empty (fixture->folder);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static char *
dup_version (Fixture *fixture)
{
  return g_strdup (galley_layout_get_version (galley_live_layout_get_layout (fixture->live)));
}

/* What is saved is read; a file in a folder that was made meanwhile, too. */
static void
test_saved (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char *first = dup_version (fixture);
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  g_assert_no_error (galley_live_layout_get_error (fixture->live));
  g_assert_cmpint (galley_live_layout_get_time (fixture->live), >, 0);
  save (fixture, "article.mustache", "b");
  wait_for_change (fixture);
  second = dup_version (fixture);
  g_assert_cmpstr (second, !=, first);

  save (fixture, "assets/fonts/style.css", "p{}");
  wait_for_change (fixture);
  third = dup_version (fixture);
  g_assert_cmpstr (third, !=, second);
  save (fixture, "assets/fonts/style.css", "p{color:red}");
  wait_for_change (fixture);
  g_clear_pointer (&first, g_free);
  first = dup_version (fixture);
  g_assert_cmpstr (first, !=, third);
}

/* A pack with a fault leaves the one before in use, and says file and line; mended, it is taken. */
static void
test_fault (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char *before = dup_version (fixture);
  g_autofree char *after = NULL;

  save (fixture, "home.mustache", "h\n{{#open}}\n");
  wait_for_change (fixture);
  g_assert_error (galley_live_layout_get_error (fixture->live), GALLEY_ERROR, GALLEY_ERROR_INVALID);
  g_assert_nonnull (g_strstr_len (galley_live_layout_get_error (fixture->live)->message, -1, "home.mustache"));
  g_assert_nonnull (g_strstr_len (galley_live_layout_get_error (fixture->live)->message, -1, "2"));
  after = dup_version (fixture);
  g_assert_cmpstr (after, ==, before);

  /* What stood before stands again: the same layout, and no fault any more. */
  save (fixture, "home.mustache", "h");
  wait_for_change (fixture);
  g_assert_no_error (galley_live_layout_get_error (fixture->live));
  g_clear_pointer (&after, g_free);
  after = dup_version (fixture);
  g_assert_cmpstr (after, ==, before);
}

/* A folder that is no pack at all has nothing in use. */
static void
test_nothing (void)
{
  Fixture fixture = { .folder = g_dir_make_tmp ("galley-live-XXXXXX", NULL), .clock = galley_clock_new () };

  fixture.live = galley_live_layout_new (fixture.folder, fixture.clock);
  g_signal_connect_swapped (fixture.live, "changed", G_CALLBACK (count_cb), &fixture);
  wait_for_change (&fixture);
  g_assert_null (galley_live_layout_get_layout (fixture.live));
  g_assert_nonnull (galley_live_layout_get_error (fixture.live));
  tear_down (&fixture, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/workspace/live-layout/saved", Fixture, NULL, set_up, test_saved, tear_down);
  g_test_add ("/workspace/live-layout/fault", Fixture, NULL, set_up, test_fault, tear_down);
  g_test_add_func ("/workspace/live-layout/nothing", test_nothing);
  return g_test_run ();
}
