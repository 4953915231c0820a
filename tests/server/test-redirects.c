/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Redirects as readers meet them: there, moved on, gone with what they lead to, and gone from site.json. */
#include "server-fixture.h"

#include "core/base/galley-json.h"
#include "core/portal/galley-pack.h"
#include "server/galley-doctor.h"
#include "server/galley-publisher-redirects.h"
#include "server/galley-server-folder.h"

#include <string.h>

/* The present pack with these redirects, ' for ", is taken while the server runs. */
static void
take (Fixture    *self,
      const char *redirects)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyDatabase) database = galley_server_folder_open_database (self->folder, &error);
  g_autoptr (GTree) files = galley_pack_read_zip (self->server->layout_zip, &error);
  g_autofree char *list = g_strdelimit (g_strdup (redirects), "'", '"');
  g_autoptr (JsonNode) node = galley_json_parse (list, strlen (list), 1024 * 1024, &error);
  GBytes *old = g_tree_lookup (files, "site.json");
  g_autoptr (JsonObject) site =
    galley_json_parse_object (g_bytes_get_data (old, NULL), g_bytes_get_size (old), 1024 * 1024, &error);
  g_autoptr (GBytes) zip = NULL;
  g_autoptr (GalleyLayout) layout = NULL;
  char *text;

  g_assert_no_error (error);
  json_object_set_member (site, "redirects", g_steal_pointer (&node));
  text = galley_json_write_object (site);
  g_tree_replace (files, g_strdup ("site.json"), g_bytes_new_take (text, strlen (text)));
  zip = galley_pack_write_zip (files, &error);
  layout = galley_layout_new_from_zip (zip, &error);
  g_assert_no_error (error);
  g_assert_true (galley_database_begin (database, &error)
                 && galley_server_folder_store_layout (self->folder, database, layout, &error)
                 && galley_database_commit (database, &error));
  g_assert_no_error (error);
  galley_response_free (fixture_expect (self, 200, "reporter", "GET", "/api/v1/session", NULL, NULL));
  g_assert_cmpstr (self->server->layout_version, ==, galley_layout_get_version (layout));
}

static void
expect_moved (Fixture    *self,
              const char *from,
              const char *to)
{
  g_autoptr (GalleyResponse) response = fixture_call (self, NULL, "GET", from, NULL, NULL);

  g_assert_cmpuint (response->status, ==, 301);
  g_assert_cmpstr (response->location, ==, to);
}

static char *
read_public (Fixture    *self,
             const char *path)
{
  g_autofree char *file = g_build_filename (self->folder, "public", path, NULL);
  char *text = NULL;

  g_file_get_contents (file, &text, NULL, NULL);
  return text;
}

static void
test_moved (Fixture      *self,
            gconstpointer data)
{
  g_autofree char *page = NULL;
  g_autofree char *map = NULL;

  if (fixture_skips_without_file ())
    return;
  take (self, "[{'from': '/old/1.html', 'to': '/node/7'}, {'from': '/node/7', 'to': '/channels/towns/#top'},"
              " {'from': '/list/', 'to': 'https://other.example/a?b=$c'}]");
  expect_moved (self, "/old/1.html", "/channels/towns/#top");
  expect_moved (self, "/node/7", "/channels/towns/#top");
  expect_moved (self, "/node/7/", "/channels/towns/#top");
  expect_moved (self, "/list/", "https://other.example/a?b=$c");
  expect_moved (self, "/list", "https://other.example/a?b=$c");

  page = read_public (self, "/old/1.html");
  g_assert_nonnull (strstr (page, "<meta http-equiv=\"refresh\" content=\"0; url=../channels/towns/#top\">"));
  g_assert_nonnull (strstr (page, "<link rel=\"canonical\" href=\"https://lanjiang.example/channels/towns/#top\">"));
  g_assert_nonnull (strstr (page, "<meta name=\"robots\" content=\"noindex\">"));
  g_assert_nonnull (strstr (page, "<a href=\"../channels/towns/#top\">"));
  map = read_public (self, GALLEY_REDIRECTS_MAP);
  g_assert_cmpstr (map, ==, "/old/1.html /channels/towns/#top;\n/node/7 /channels/towns/#top;\n"
                            "/list/ https://other.example/a?b=%24c;\n");
  g_assert_cmpuint (fixture_read_page (self, GALLEY_REDIRECTS_MAP, NULL), ==, 404);
  g_assert_cmpuint (fixture_read_page (self, "/old/1.html" GALLEY_PUBLIC_MOVED, NULL), ==, 404);
}

/* One less, one elsewhere, and one whose place is a channel's by now. */
static void
test_changed (Fixture      *self,
              gconstpointer data)
{
  g_autofree char *map = NULL;

  if (fixture_skips_without_file ())
    return;
  take (self, "[{'from': '/a.html', 'to': '/'}, {'from': '/b.html', 'to': '/'}]");
  take (self, "[{'from': '/b.html', 'to': '/channels/news/'}]");
  g_assert_cmpuint (fixture_read_page (self, "/a.html", NULL), ==, 404);
  g_assert_null (read_public (self, "/a.html"));
  expect_moved (self, "/b.html", "/channels/news/");
  take (self, "[]");
  g_assert_cmpuint (fixture_read_page (self, "/b.html", NULL), ==, 404);
  map = read_public (self, GALLEY_REDIRECTS_MAP);
  g_assert_null (map);
}

static void
expect_finding (Fixture           *self,
                GalleyFindingLevel level)
{
  GalleyDoctorCase asked = { self->folder, NULL, self->folder, self->clock };
  g_autoptr (GPtrArray) findings = galley_doctor_examine (&asked);
  guint n_found = 0;

  for (guint i = 0; i < findings->len; i++)
    {
      const GalleyDoctorFinding *finding = findings->pdata[i];

      if (strcmp (finding->subject, "redirects") != 0)
        continue;
      n_found++;
      g_assert_cmpint (finding->level, ==, level);
    }
  g_assert_cmpuint (n_found, ==, 1);
}

/* It stands as long as its article does, and then says that this is withdrawn. */
static void
test_withdrawn (Fixture      *self,
                gconstpointer data)
{
  g_autofree char *id = fixture_add_article (self, "reporter", "标题");
  g_autofree char *path = g_strdup_printf ("/2026/11/23/%s.html", id);
  g_autofree char *redirects = g_strdup_printf ("[{'from': '/old/1.html', 'to': 'https://lanjiang.example%s'},"
                                                " {'from': '/x/', 'to': '/'}]", path);
  g_autofree char *map = NULL;
  g_autoptr (GError) error = NULL;

  if (fixture_skips_without_file ())
    return;
  take (self, redirects);
  g_assert_cmpuint (fixture_read_page (self, "/old/1.html", NULL), ==, 404);
  expect_finding (self, GALLEY_FINDING_WARNING);
  fixture_bring_to (self, id, GALLEY_STATUS_PUBLISHED);
  expect_moved (self, "/old/1.html", path);
  expect_finding (self, GALLEY_FINDING_OK);
  galley_server_rebuild (self->server, &error);
  g_assert_no_error (error);
  expect_moved (self, "/old/1.html", path);

  galley_response_free (fixture_act (self, "chief", id, "withdraw"));
  g_assert_cmpuint (fixture_read_page (self, path, NULL), ==, 410);
  g_assert_cmpuint (fixture_read_page (self, "/old/1.html", NULL), ==, 410);
  g_assert_null (read_public (self, "/old/1.html"));
  expect_moved (self, "/x/", "/");
  galley_server_rebuild (self->server, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture_read_page (self, "/old/1.html", NULL), ==, 410);
  map = read_public (self, GALLEY_REDIRECTS_MAP);
  g_assert_cmpstr (map, ==, "/x/ /;\n# /old/1.html \n");
  /* Without the redirect nothing is known of the path. */
  take (self, "[{'from': '/x/', 'to': '/'}]");
  g_assert_cmpuint (fixture_read_page (self, "/old/1.html", NULL), ==, 404);
  g_assert_cmpuint (fixture_read_page (self, path, NULL), ==, 410);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/server/redirects/moved", Fixture, NULL, fixture_set_up, test_moved, fixture_tear_down);
  g_test_add ("/server/redirects/changed", Fixture, NULL, fixture_set_up, test_changed, fixture_tear_down);
  g_test_add ("/server/redirects/withdrawn", Fixture, NULL, fixture_set_up, test_withdrawn, fixture_tear_down);
  return g_test_run ();
}
