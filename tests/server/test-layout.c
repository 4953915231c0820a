/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Another layout pack for a server that runs: from its next request on, or not at all. */
#include "server-fixture.h"

#include "server/galley-server-folder.h"

#include <string.h>

#define ADDRESS "https://another.example"

/* What a command of the keeper's does on a connection of its own. */
static char *
take_other (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyDatabase) database = galley_server_folder_open_database (self->folder, &error);
  g_autoptr (GalleyLayout) layout = galley_server_folder_readdress (self->server->layout_zip, ADDRESS, &error);

  g_assert_no_error (error);
  g_assert_true (galley_database_begin (database, &error)
                 && galley_server_folder_store_layout (self->folder, database, layout, &error)
                 && galley_database_commit (database, &error));
  g_assert_no_error (error);
  return g_strdup (galley_layout_get_version (layout));
}

static void
ask (Fixture *self)
{
  galley_response_free (fixture_expect (self, 200, "reporter", "GET", "/api/v1/session", NULL, NULL));
}

static void
test_taken (Fixture      *self,
            gconstpointer data)
{
  g_autofree char *id = fixture_add_article (self, "reporter", "标题");
  g_autofree char *version = NULL;
  g_autofree char *home = NULL;

  if (fixture_skips_without_file ())
    return;
  fixture_bring_to (self, id, GALLEY_STATUS_PUBLISHED);
  version = take_other (self);
  g_assert_cmpstr (self->server->layout_version, !=, version);
  ask (self);
  g_assert_cmpstr (self->server->layout_version, ==, version);
  ask (self);
  g_assert_false (self->server->has_left_jobs);
  g_assert_cmpuint (fixture_read_page (self, "/", &home), ==, 200);
  g_assert_nonnull (strstr (home, ADDRESS));
}

/* Its file is damaged: nobody who works notices. */
static void
test_refused (Fixture      *self,
              gconstpointer data)
{
  g_autofree char *before = g_strdup (self->server->layout_version);
  g_autofree char *id = fixture_add_article (self, "reporter", "标题");
  g_autofree char *version = NULL;
  g_autofree char *file = NULL;
  g_autoptr (GalleyRevision) published = NULL;

  if (fixture_skips_without_file ())
    return;
  version = take_other (self);
  file = galley_server_folder_make_name (self->folder, version);
  g_assert_true (g_file_set_contents (file, "no zip", -1, NULL));
  ask (self);
  g_assert_cmpstr (self->server->layout_version, ==, before);
  g_assert_cmpstr (self->server->refused_layout, ==, version);
  fixture_bring_to (self, id, GALLEY_STATUS_PUBLISHED);
  g_assert_false (self->server->has_left_jobs);
  published = fixture_load (self, id);
  g_assert_cmpstr (galley_revision_get_state (published)->layout_version, ==, before);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/server/layout/taken", Fixture, NULL, fixture_set_up, test_taken, fixture_tear_down);
  g_test_add ("/server/layout/refused", Fixture, NULL, fixture_set_up, test_refused, fixture_tear_down);
  return g_test_run ();
}
