/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new epoch: what the server hands out can be written against again. */
#include "server-fixture.h"

#include "core/wire/galley-wire.h"
#include "server/galley-server-epoch.h"

static void
begin_epoch (Fixture *self)
{
  g_autofree char *path = g_build_filename (self->folder, "galley.db", NULL);
  g_autoptr (GalleyDatabase) database = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->server, galley_server_close);
  database = galley_database_open (path, GALLEY_DATABASE_NONE, &error);
  g_assert_no_error (error);
  galley_server_epoch_begin (database, self->random, &error);
  g_assert_no_error (error);
  g_clear_pointer (&database, galley_database_close);
  self->server = galley_server_open (self->folder, self->clock, self->random, &error);
  g_assert_no_error (error);
}

static void
test_etags (Fixture      *self,
            gconstpointer data)
{
  g_autofree char *id = fixture_add_article (self, "reporter", "标题“引”");
  g_autofree char *target = fixture_make_target (id);
  g_autoptr (GalleyRevision) before = fixture_load (self, id);
  g_autofree char *epoch = g_strdup (self->server->epoch);
  g_autofree char *text = NULL;
  g_autoptr (GalleyResponse) got = NULL;
  g_autoptr (GalleyResponse) refused = NULL, put = NULL;
  g_autoptr (GalleyRevision) after = NULL;
  g_autofree char *changed = fixture_make_article (id, "新标题", "<p>正文</p>");

  begin_epoch (self);
  g_assert_cmpstr (self->server->epoch, !=, epoch);
  got = fixture_expect (self, 200, "reporter", "GET", target, NULL, NULL);
  after = fixture_load (self, id);
  g_assert_cmpstr (galley_revision_get_state (after)->etag, ==, got->etag);
  g_assert_cmpstr (galley_revision_get_state (after)->etag, !=, galley_revision_get_state (before)->etag);
  g_assert_cmpstr (galley_wire_get_content_hash (after), ==, galley_wire_get_content_hash (before));
  /* Canonical as it was. */
  text = galley_wire_write (after);
  g_assert_cmpstr (fixture_get_text (got), ==, text);
  refused = fixture_expect (self, 412, "reporter", "PUT", target, galley_revision_get_state (before)->etag, changed);
  put = fixture_expect (self, 200, "reporter", "PUT", target, got->etag, changed);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/server/epoch/etags", Fixture, NULL, fixture_set_up, test_etags, fixture_tear_down);

  return g_test_run ();
}
