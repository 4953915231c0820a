/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Media on the server: what is taken, what publishing needs, and which files the public site has when. */
#include "server-fixture.h"

#include "core/base/galley-id.h"
#include "core/model/galley-media-type.h"
#include "core/wire/galley-protocol.h"

#include <glib/gstdio.h>
#include <string.h>

static const char picture[] = "\xff\xd8\xff\xe0 a picture, as far as a server looks at it";

static char *
make_hash (void)
{
  return galley_hash_bytes (picture, sizeof picture);
}

static GalleyResponse *
put (Fixture    *self,
     const char *user,
     const char *hash,
     const char *type,
     const char *data,
     gsize       length)
{
  g_autofree char *target = g_strconcat (GALLEY_API_MEDIA "/", hash, NULL);
  g_autoptr (GalleyRequest) request = fixture_ask (self, user, "PUT", target, NULL, NULL);

  g_bytes_unref (request->body);
  request->body = g_bytes_new_static (data, length);
  request->content_type = g_strdup (type);
  return galley_server_handle (self->server, request);
}

static void
must_put (Fixture    *self,
          const char *hash)
{
  g_autoptr (GalleyResponse) response = put (self, "reporter", hash, "image/jpeg", picture, sizeof picture);

  g_assert_cmpuint (response->status, ==, 204);
}

static char *
make_public_path (const char *hash)
{
  g_autofree char *name = galley_media_make_name (hash, ".jpg");

  return g_strconcat ("/media/", name, NULL);
}

/* A draft of the reporter's with the picture in it, and what is said of its making. */
static char *
add_edited_article (Fixture    *self,
                    const char *hash,
                    const char *suffix,
                    const char *edit)
{
  char *id = fixture_make_id (self);
  g_autofree char *target = fixture_make_target (id);
  g_autofree char *body =
    g_strdup_printf ("<p>正文。</p><figure><img src=\\\"media/%.2s/%s%s\\\" width=\\\"16\\\" height=\\\"9\\\" alt=\\\"\\\"%s/>"
                     "<figcaption>图说<br/>某某 摄</figcaption></figure>", hash, hash, suffix, edit);
  g_autofree char *article = fixture_make_article (id, "白鹭归来", body);

  galley_response_free (fixture_expect (self, 201, "reporter", "PUT", target, FIXTURE_NOTHING, article));
  return id;
}

static char *
add_article (Fixture    *self,
             const char *hash,
             const char *suffix)
{
  return add_edited_article (self, hash, suffix, "");
}

static void
refuse_act (Fixture    *self,
            const char *id,
            const char *action,
            guint       status,
            const char *problem)
{
  g_autoptr (GalleyResponse) response = fixture_act (self, "editor", id, action);

  g_assert_cmpuint (response->status, ==, status);
  g_assert_nonnull (strstr (fixture_get_text (response), problem));
}

static void
test_put (Fixture      *self,
          gconstpointer data)
{
  g_autofree char *hash = make_hash ();
  g_autofree char *target = g_strconcat (GALLEY_API_MEDIA "/", hash, NULL);
  g_autofree char *name = galley_media_make_name (hash, "");
  g_autofree char *file = g_build_filename (self->folder, "media", name, NULL);
  g_autoptr (GalleyResponse) first = NULL;
  g_autoptr (GalleyResponse) unchanged = NULL;
  g_autofree char *etag = g_strdup_printf ("\"%s\"", hash);

  fixture_refuse (self, 404, GALLEY_PROBLEM_NOT_FOUND, "editor", "GET", target, NULL, NULL);
  for (guint i = 0; i < 3; i++)
    {
      must_put (self, hash);
      if (i == 1)
        fixture_restart (self);
    }
  g_assert_true (g_file_test (file, G_FILE_TEST_IS_REGULAR));
  first = fixture_expect (self, 200, "editor", "GET", target, NULL, NULL);
  galley_response_load_file (first, NULL);
  g_assert_cmpstr (first->content_type, ==, "image/jpeg");
  g_assert_cmpstr (first->etag, ==, etag);
  g_assert_cmpmem (g_bytes_get_data (first->body, NULL), g_bytes_get_size (first->body), picture, sizeof picture);
  unchanged = fixture_expect (self, 304, "editor", "GET", target, etag, NULL);
  g_assert_null (unchanged->body);
  g_assert_cmpstr (unchanged->etag, ==, etag);
  fixture_refuse (self, 401, GALLEY_PROBLEM_TOKEN, NULL, "GET", target, NULL, NULL);
}

static void
test_refused (Fixture      *self,
              gconstpointer data)
{
  g_autofree char *hash = make_hash ();
  g_autofree char *other = g_strnfill (64, 'a');
  g_autofree char *media = g_build_filename (self->folder, "media", NULL);
  g_autoptr (GDir) left = NULL;
  const struct
  {
    const char *user;
    const char *hash;
    const char *type;
    gsize length;
    guint status;
  } cases[] = {
    { NULL, hash, "image/jpeg", sizeof picture, 401 },         { "reporter", other, "image/jpeg", sizeof picture, 422 },
    { "reporter", hash, "image/jpeg", 20, 422 },               { "reporter", hash, "image/jpeg", 2, 415 },
    { "reporter", hash, "image/jpeg", 0, 415 },                { "reporter", hash, "text/html", sizeof picture, 415 },
    { "reporter", hash, "image/svg+xml", sizeof picture, 415 }, { "reporter", "..", "image/jpeg", sizeof picture, 400 },
    { "reporter", "A", "image/jpeg", sizeof picture, 400 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GalleyResponse) response =
        put (self, cases[i].user, cases[i].hash, cases[i].type, picture, cases[i].length);

      g_assert_cmpuint (response->status, ==, cases[i].status);
    }
  left = g_dir_open (media, 0, NULL);
  g_assert_cmpstr (left != NULL ? g_dir_read_name (left) : NULL, ==, NULL);
}

/* Damaged on the disk, it is not there; put again, it is whole. */
static void
test_damaged (Fixture      *self,
              gconstpointer data)
{
  g_autofree char *hash = make_hash ();
  g_autofree char *target = g_strconcat (GALLEY_API_MEDIA "/", hash, NULL);
  g_autofree char *name = galley_media_make_name (hash, "");
  g_autofree char *file = g_build_filename (self->folder, "media", name, NULL);

  must_put (self, hash);
  g_assert_true (g_file_set_contents (file, "\xff\xd8\xff rotten", -1, NULL));
  fixture_refuse (self, 404, GALLEY_PROBLEM_NOT_FOUND, "editor", "GET", target, NULL, NULL);
  must_put (self, hash);
  galley_response_free (fixture_expect (self, 200, "editor", "GET", target, NULL, NULL));
}

/* Nothing is published that has a hole in it; with the picture it is, and the picture with it. */
static void
test_publish (Fixture      *self,
              gconstpointer data)
{
  g_autofree char *hash = make_hash ();
  g_autofree char *id = add_article (self, hash, ".jpg");
  g_autofree char *path = make_public_path (hash);
  g_autofree char *page = NULL;
  g_autofree char *bytes = NULL;
  g_autoptr (GalleyRevision) revision = NULL;

  fixture_bring_to (self, id, GALLEY_STATUS_APPROVED);
  refuse_act (self, id, "publish", 409, GALLEY_PROBLEM_MEDIA);
  g_assert_cmpuint (fixture_read_page (self, path, NULL), ==, 404);
  must_put (self, hash);
  g_assert_cmpuint (fixture_read_page (self, path, NULL), ==, 404);
  fixture_must_act (self, "editor", id, "publish", 200);
  g_assert_cmpuint (fixture_read_page (self, path, &bytes), ==, 200);
  g_assert_cmpstr (bytes, ==, picture);
  revision = fixture_load (self, id);
  g_assert_cmpuint (fixture_read_page (self, galley_revision_get_state (revision)->published_path, &page), ==, 200);
  g_assert_nonnull (strstr (page, path + 1));
  fixture_must_act (self, "chief", id, "withdraw", 200);
  g_assert_cmpuint (fixture_read_page (self, path, NULL), ==, 404);
}

/* What a picture was cut from is kept, and neither shown nor asked for. */
static void
test_publish_cut (Fixture      *self,
                  gconstpointer data)
{
  static const char whole[] = "\xff\xd8\xff\xe0 more than the public may see";
  g_autofree char *hash = make_hash ();
  g_autofree char *whole_hash = galley_hash_bytes (whole, sizeof whole);
  g_autofree char *edit =
      g_strdup_printf (" data-focus=\\\"20 70\\\" data-origin=\\\"media/%.2s/%s.jpg\\\" data-crop=\\\"0 0 0 16 9\\\"",
                       whole_hash, whole_hash);
  g_autofree char *id = add_edited_article (self, hash, ".jpg", edit);
  g_autofree char *path = make_public_path (hash);
  g_autofree char *whole_path = make_public_path (whole_hash);
  g_autofree char *page = NULL;
  g_autoptr (GalleyRevision) revision = NULL;

  must_put (self, hash);
  fixture_bring_to (self, id, GALLEY_STATUS_PUBLISHED);
  g_assert_cmpuint (fixture_read_page (self, path, NULL), ==, 200);
  galley_response_free (put (self, "reporter", whole_hash, "image/jpeg", whole, sizeof whole));
  g_assert_cmpuint (fixture_read_page (self, whole_path, NULL), ==, 404);
  fixture_restart (self);
  g_assert_cmpuint (fixture_read_page (self, whole_path, NULL), ==, 404);
  revision = fixture_load (self, id);
  g_assert_cmpuint (fixture_read_page (self, galley_revision_get_state (revision)->published_path, &page), ==, 200);
  g_assert_null (strstr (page, whole_hash));
}

/* An article that calls a JPEG a PNG names a file that will never be there. */
static void
test_publish_other_kind (Fixture      *self,
                         gconstpointer data)
{
  g_autofree char *hash = make_hash ();
  g_autofree char *id = add_article (self, hash, ".png");

  must_put (self, hash);
  fixture_bring_to (self, id, GALLEY_STATUS_APPROVED);
  refuse_act (self, id, "publish", 409, GALLEY_PROBLEM_MEDIA);
}

/* Two pages show it: it goes with the second. */
static void
test_shared (Fixture      *self,
             gconstpointer data)
{
  g_autofree char *hash = make_hash ();
  g_autofree char *first = add_article (self, hash, ".jpg");
  g_autofree char *second = add_article (self, hash, ".jpg");
  g_autofree char *path = make_public_path (hash);

  must_put (self, hash);
  fixture_bring_to (self, first, GALLEY_STATUS_PUBLISHED);
  fixture_bring_to (self, second, GALLEY_STATUS_PUBLISHED);
  fixture_must_act (self, "chief", first, "withdraw", 200);
  g_assert_cmpuint (fixture_read_page (self, path, NULL), ==, 200);
  fixture_restart (self);
  g_assert_cmpuint (fixture_read_page (self, path, NULL), ==, 200);
  fixture_must_act (self, "chief", second, "withdraw", 200);
  g_assert_cmpuint (fixture_read_page (self, path, NULL), ==, 404);
}

/* Names that lead elsewhere are names of nothing. */
static void
test_tricks (Fixture      *self,
             gconstpointer data)
{
  static const char *const paths[] = {
    "/media/../galley.db", "/media/%2e%2e/%2e%2e/galley.db", "/media/..%2f..%2fgalley.db", "/media//", "/media/",
    "/media/aa/", "/../media/", "/media/.hidden",
  };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      guint status = fixture_read_page (self, paths[i], NULL);

      g_assert_true (status == 404 || status == 400);
    }
}

/* An attachment goes the way of a picture: refused while it is missing, shown with the page, gone with it. */
static void
test_attachment (Fixture      *self,
                 gconstpointer data)
{
  static const char pdf[] = "%PDF-1.7\nnot much of one";
  g_autofree char *hash = galley_hash_bytes (pdf, sizeof pdf);
  g_autofree char *id = fixture_make_id (self);
  g_autofree char *target = fixture_make_target (id);
  g_autofree char *path = g_strdup_printf ("/media/%.2s/%s.pdf", hash, hash);
  g_autofree char *body =
    g_strdup_printf ("<figure class=\\\"attachment\\\"><a href=\\\"media/%.2s/%s.pdf\\\" data-size=\\\"%u\\\">a.pdf</a>"
                     "<figcaption>名单</figcaption></figure>", hash, hash, (guint) sizeof pdf);
  g_autofree char *article = fixture_make_article (id, "白鹭归来", body);
  g_autofree char *bytes = NULL;
  g_autoptr (GalleyResponse) answer = NULL;

  galley_response_free (fixture_expect (self, 201, "reporter", "PUT", target, FIXTURE_NOTHING, article));
  fixture_bring_to (self, id, GALLEY_STATUS_APPROVED);
  refuse_act (self, id, "publish", 409, GALLEY_PROBLEM_MEDIA);
  answer = put (self, "reporter", hash, "application/pdf", pdf, sizeof pdf);
  g_assert_cmpuint (answer->status, ==, 204);
  fixture_must_act (self, "editor", id, "publish", 200);
  g_assert_cmpuint (fixture_read_page (self, path, &bytes), ==, 200);
  g_assert_cmpstr (bytes, ==, pdf);
  fixture_must_act (self, "chief", id, "withdraw", 200);
  g_assert_cmpuint (fixture_read_page (self, path, NULL), ==, 404);
}

/* What a file is its bytes say, whatever it is called. */
static void
test_programs (Fixture      *self,
               gconstpointer data)
{
  static const char *const files[] = { "MZ\x90 a program, and so on", "#!/bin/sh\nrm", "<!DOCTYPE html><script>x</script>",
                                       "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an installer" };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *hash = galley_hash_bytes (files[i], strlen (files[i]));
      g_autoptr (GalleyResponse) response = put (self, "reporter", hash, "application/pdf", files[i], strlen (files[i]));

      g_assert_cmpuint (response->status, ==, 415);
    }
}

#define TEST(name, function) \
  g_test_add ("/server/media/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  TEST ("put", test_put);
  TEST ("refused", test_refused);
  TEST ("damaged", test_damaged);
  TEST ("publish", test_publish);
  TEST ("publish-cut", test_publish_cut);
  TEST ("publish-other-kind", test_publish_other_kind);
  TEST ("shared", test_shared);
  TEST ("attachment", test_attachment);
  TEST ("programs", test_programs);
  TEST ("tricks", test_tricks);
  return g_test_run ();
}
