/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Renditions that come with an order to publish: which are taken, and what the public gets to see of a picture. */
#include "server-fixture.h"

#include "core/base/galley-id.h"
#include "core/base/galley-json.h"
#include "core/model/galley-media-type.h"
#include "core/portal/galley-page.h"
#include "core/wire/galley-protocol.h"
#include "core/wire/galley-wire.h"

#include <glib/gstdio.h>
#include <string.h>

/* As far as a server looks at them. */
static const char picture[] = "\xff\xd8\xff\xe0 the picture";
static const char small[] = "\xff\xd8\xff\xe0 480 pixels with a mark";
static const char large[] = "\xff\xd8\xff\xe0 960 pixels with a mark";

#define PICTURES "{\"pictures\": {\"widths\": [480, 960], \"sizes\": \"50vw\"," \
                 " \"watermark\": {\"image\": \"assets/mark.png\"}},"

static void
write_file (const char *folder,
            const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* The portal's site with renditions, and pages of a body alone. (transfer full) */
static GalleyLayout *
make_layout (const char *folder)
{
  static const char *const templates[] = { "article.mustache", "channel.mustache", "home.mustache", "notice.mustache" };
  g_autofree char *site =
    g_build_filename (g_getenv ("GALLEY_SOURCE_DIR"), "data", "layouts", "portal", "site.json", NULL);
  g_autofree char *assets = g_build_filename (folder, "assets", NULL);
  g_autofree char *text = NULL, *changed = NULL;
  g_autoptr (GError) error = NULL;
  GalleyLayout *layout;

  g_assert_cmpint (g_mkdir_with_parents (assets, 0700), ==, 0);
  g_assert_true (g_file_get_contents (site, &text, NULL, NULL));
  changed = g_strconcat (PICTURES, strchr (text, '{') + 1, NULL);
  write_file (folder, "site.json", changed);
  write_file (assets, "mark.png", "\x89PNG a mark");
  for (guint i = 0; i < G_N_ELEMENTS (templates); i++)
    write_file (folder, templates[i], "<!DOCTYPE html>{{{body}}}{{picture.address}}");
  layout = galley_layout_new_from_folder (folder, &error);
  g_assert_no_error (error);
  return layout;
}

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("galley-pack-XXXXXX", NULL);
  g_autoptr (GalleyLayout) layout = make_layout (folder);

  fixture_remove_tree (folder);
  fixture_set_up_with_layout (self, layout);
}

static char *
make_hash (const char *bytes)
{
  return galley_hash_bytes (bytes, strlen (bytes));
}

static void
put (Fixture    *self,
     const char *bytes)
{
  g_autofree char *hash = make_hash (bytes);
  g_autofree char *target = g_strconcat (GALLEY_API_MEDIA "/", hash, NULL);
  g_autoptr (GalleyRequest) request = fixture_ask (self, "editor", "PUT", target, NULL, NULL);
  g_autoptr (GalleyResponse) response = NULL;

  g_bytes_unref (request->body);
  request->body = g_bytes_new_static (bytes, strlen (bytes));
  request->content_type = g_strdup ("image/jpeg");
  response = galley_server_handle (self->server, request);
  g_assert_cmpuint (response->status, ==, 204);
}

/* An approved article with a picture of 1200 × 675. */
static char *
add_article (Fixture *self)
{
  char *id = fixture_make_id (self);
  g_autofree char *target = fixture_make_target (id);
  g_autofree char *hash = make_hash (picture);
  g_autofree char *body =
    g_strdup_printf ("<figure><img src=\\\"media/%.2s/%s.jpg\\\" width=\\\"1200\\\" height=\\\"675\\\" alt=\\\"\\\"/>"
                     "<figcaption>图说<br/>某某 摄</figcaption></figure>", hash, hash);
  g_autofree char *article = fixture_make_article (id, "白鹭归来", body);

  put (self, picture);
  galley_response_free (fixture_expect (self, 201, "reporter", "PUT", target, FIXTURE_NOTHING, article));
  fixture_bring_to (self, id, GALLEY_STATUS_APPROVED);
  return id;
}

/* (transfer full) */
static char *
make_row (const char *bytes,
          guint       width,
          guint       height)
{
  g_autofree char *hash = make_hash (bytes);

  return g_strdup_printf ("{\"hash\":\"%s\",\"height\":%u,\"media_type\":\"image/jpeg\",\"width\":%u}", hash, height,
                          width);
}

/* "renditions" of an order; @key NULL: the layout's. (transfer full) */
static char *
make_member (Fixture    *self,
             const char *key,
             const char *of,
             const char *rows)
{
  g_autofree char *hash = make_hash (of);

  return g_strdup_printf (",\"renditions\":{\"key\":\"%s\",\"pictures\":{\"%s\":[%s]}}",
                          key != NULL ? key : galley_layout_get_rendition_key (self->server->layout), hash, rows);
}

static GalleyResponse *
publish (Fixture    *self,
         const char *id,
         const char *member)
{
  g_autoptr (GalleyRevision) revision = fixture_load (self, id);
  g_autofree char *name = fixture_make_id (self);
  g_autofree char *target = g_strconcat (GALLEY_API_ARTICLES "/", id, "/actions/", name, NULL);
  g_autofree char *body = g_strdup_printf ("{\"action\":\"publish\",\"content_hash\":\"%s\"%s}",
                                           galley_wire_get_content_hash (revision), member);

  return fixture_call (self, "editor", "PUT", target, NULL, body);
}

static char *
make_public_path (const char *bytes)
{
  g_autofree char *hash = make_hash (bytes);

  return g_strdup_printf ("/media/%.2s/%s.jpg", hash, hash);
}

static void
assert_public (Fixture    *self,
               const char *bytes,
               guint       status)
{
  g_autofree char *path = make_public_path (bytes);

  g_assert_cmpuint (fixture_read_page (self, path, NULL), ==, status);
}

/* The public gets the renditions and never the picture; with the page they go. */
static void
test_published (Fixture      *self,
                gconstpointer data)
{
  g_autofree char *id = add_article (self);
  g_autofree char *small_row = make_row (small, 480, 270);
  g_autofree char *large_row = make_row (large, 960, 540);
  g_autofree char *rows = g_strconcat (small_row, ",", large_row, NULL);
  g_autofree char *member = make_member (self, NULL, picture, rows);
  g_autofree char *hash = make_hash (picture);
  g_autofree char *small_path = make_public_path (small);
  g_autofree char *large_path = make_public_path (large);
  g_autofree char *expected = g_strdup_printf ("<img src=\"../../..%s\" srcset=\"../../..%s 480w, ../../..%s 960w\""
                                               " sizes=\"50vw\" width=\"960\" height=\"540\" alt=\"\">",
                                               large_path, small_path, large_path);
  g_autofree char *page = NULL;
  g_autoptr (GalleyResponse) response = NULL;
  g_autoptr (GalleyRevision) revision = NULL;
  g_autoptr (GBytes) again = NULL;
  const GalleyState *state;

  put (self, small);
  put (self, large);
  assert_public (self, small, 404);
  response = publish (self, id, member);
  g_assert_cmpuint (response->status, ==, 200);
  assert_public (self, small, 200);
  assert_public (self, large, 200);
  assert_public (self, picture, 404);

  revision = fixture_load (self, id);
  state = galley_revision_get_state (revision);
  g_assert_cmpuint (fixture_read_page (self, state->published_path, &page), ==, 200);
  g_assert_nonnull (strstr (page, expected));
  g_assert_null (strstr (page, hash));
  /* What is kept of the publication makes the same page. */
  again = galley_page_render_article (revision, self->server->layout, state->context, NULL);
  g_assert_cmpmem (g_bytes_get_data (again, NULL), g_bytes_get_size (again), page, strlen (page));

  galley_response_free (fixture_act (self, "chief", id, "withdraw"));
  assert_public (self, small, 404);
  assert_public (self, large, 404);
}

/* Anything but what the layout asks for, and nothing is done. */
static void
test_refused (Fixture      *self,
              gconstpointer data)
{
  g_autofree char *id = add_article (self);
  g_autofree char *small_row = make_row (small, 480, 270);
  g_autofree char *large_row = make_row (large, 960, 540);
  g_autofree char *other_row = make_row (large, 960, 541);
  g_autofree char *bare_row = make_row (picture, 960, 540);
  g_autofree char *gone_row = make_row ("\xff\xd8\xff\xe0 not here", 960, 540);
  g_autofree char *rows = g_strconcat (small_row, ",", large_row, NULL);
  g_autofree char *another = g_strnfill (64, 'a');
  const struct
  {
    const char *key, *of, *second;
    guint status;
    const char *problem;
  } cases[] = {
    { another, picture, large_row, 409, GALLEY_PROBLEM_RENDITIONS },
    { NULL, picture, other_row, 409, GALLEY_PROBLEM_RENDITIONS },
    { NULL, picture, bare_row, 409, GALLEY_PROBLEM_RENDITIONS },
    { NULL, small, large_row, 409, GALLEY_PROBLEM_RENDITIONS },
    { NULL, picture, gone_row, 409, GALLEY_PROBLEM_MEDIA },
    { NULL, picture, small_row, 422, GALLEY_PROBLEM_INVALID },
    { NULL, picture, "1", 422, GALLEY_PROBLEM_INVALID },
  };
  g_autoptr (GalleyResponse) none = publish (self, id, "");
  g_autoptr (GalleyResponse) no_object = publish (self, id, ",\"renditions\":1");

  put (self, small);
  put (self, large);
  g_assert_cmpuint (none->status, ==, 409);
  g_assert_nonnull (strstr (fixture_get_text (none), GALLEY_PROBLEM_RENDITIONS));
  g_assert_cmpuint (no_object->status, ==, 422);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *both = g_strconcat (small_row, ",", cases[i].second, NULL);
      g_autofree char *member = make_member (self, cases[i].key, cases[i].of, both);
      g_autoptr (GalleyResponse) response = publish (self, id, member);

      g_test_message ("%u: %s", i, fixture_get_text (response));
      g_assert_cmpuint (response->status, ==, cases[i].status);
      g_assert_nonnull (strstr (fixture_get_text (response), cases[i].problem));
    }
  assert_public (self, small, 404);
  assert_public (self, picture, 404);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/server/renditions/published", Fixture, NULL, set_up, test_published, fixture_tear_down);
  g_test_add ("/server/renditions/refused", Fixture, NULL, set_up, test_refused, fixture_tear_down);
  return g_test_run ();
}
