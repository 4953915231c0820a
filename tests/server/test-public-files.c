/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page as it lies in the public folder and as it is read from there, as it is and compressed. */
#include "server-fixture.h"

#include "server/galley-public-cache.h"
#include "server/galley-public-files.h"
#include "server/galley-public-folder.h"
#include "server/galley-public-gzip.h"

#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

#define PATH "/2026/11/23/one.html"

typedef struct
{
  char *path;
  GalleyPublicFolder *folder;
} Site;

static void
set_up (Site         *self,
        gconstpointer data)
{
  self->path = g_dir_make_tmp ("galley-public-XXXXXX", NULL);
  self->folder = galley_public_folder_new (self->path);
}

static void
tear_down (Site         *self,
           gconstpointer data)
{
  galley_public_folder_free (self->folder);
  fixture_remove_tree (self->path);
  g_free (self->path);
}

/* A page of @n_lines of 50 bytes. */
static GBytes *
make_page (guint n_lines)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_lines; i++)
    g_string_append_printf (text, "<p>%030u 0123456789</p>\n", i);
  return g_string_free_to_bytes (text);
}

static void
put (Site       *self,
     const char *path,
     GBytes     *bytes)
{
  g_autoptr (GError) error = NULL;

  galley_public_folder_put (self->folder, path, bytes, &error);
  g_assert_no_error (error);
}

static GalleyResponse *
ask (Site       *self,
     const char *path,
     gboolean    takes_gzip,
     const char *if_none_match)
{
  g_autoptr (GalleyRequest) request = galley_request_new ("GET", path, NULL);
  GalleyResponse *response;

  request->takes_gzip = takes_gzip;
  response = galley_public_files_answer (self->path, request);
  galley_response_load_file (response, if_none_match);
  return response;
}

static GBytes *
unpack (GBytes *bytes)
{
  g_autoptr (GZlibDecompressor) unpacker = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GInputStream) packed = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (GInputStream) stream = g_converter_input_stream_new (packed, G_CONVERTER (unpacker));
  g_autoptr (GError) error = NULL;
  GBytes *unpacked = g_input_stream_read_bytes (stream, 1024 * 1024, NULL, &error);

  g_assert_no_error (error);
  return unpacked;
}

static void
test_compressed (Site         *self,
                 gconstpointer data)
{
  g_autoptr (GBytes) page = make_page (100);
  g_autoptr (GalleyResponse) plain = NULL;
  g_autoptr (GalleyResponse) packed = NULL;
  g_autoptr (GalleyResponse) known = NULL;
  g_autoptr (GalleyResponse) gone = NULL;
  g_autoptr (GBytes) unpacked = NULL;

  put (self, PATH, page);
  plain = ask (self, PATH, FALSE, NULL);
  g_assert_true (g_bytes_equal (plain->body, page));
  g_assert_null (plain->encoding);
  g_assert_true (plain->varies);

  packed = ask (self, PATH, TRUE, NULL);
  g_assert_cmpstr (packed->encoding, ==, "gzip");
  g_assert_cmpstr (packed->content_type, ==, plain->content_type);
  g_assert_true (packed->varies);
  g_assert_cmpuint (g_bytes_get_size (packed->body), <, g_bytes_get_size (page) / 2);
  unpacked = unpack (packed->body);
  g_assert_true (g_bytes_equal (unpacked, page));
  g_assert_cmpstr (packed->etag, !=, plain->etag);

  known = ask (self, PATH, TRUE, packed->etag);
  g_assert_cmpuint (known->status, ==, 304);
  g_assert_null (known->encoding);
  put (self, PATH, NULL);
  gone = ask (self, PATH, TRUE, NULL);
  g_assert_cmpuint (gone->status, ==, 404);
  g_assert_false (galley_public_folder_has (self->folder, PATH GALLEY_PUBLIC_GZIP));
}

/* What is not worth it any more is not left over. */
static void
test_not_worth_it (Site         *self,
                   gconstpointer data)
{
  g_autoptr (GBytes) page = make_page (100);
  g_autoptr (GBytes) small = make_page (2);
  g_autoptr (GalleyResponse) response = NULL;
  g_autoptr (GBytes) picture = make_page (200);

  put (self, PATH, page);
  g_assert_true (galley_public_folder_has (self->folder, PATH GALLEY_PUBLIC_GZIP));
  put (self, PATH, small);
  g_assert_false (galley_public_folder_has (self->folder, PATH GALLEY_PUBLIC_GZIP));
  response = ask (self, PATH, TRUE, NULL);
  g_assert_null (response->encoding);
  g_assert_true (g_bytes_equal (response->body, small));

  put (self, "/media/one.png", picture);
  g_assert_false (galley_public_folder_has (self->folder, "/media/one.png" GALLEY_PUBLIC_GZIP));
}

static void
test_make (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autoptr (GBytes) page = make_page (1000);
  g_autoptr (GBytes) once = galley_public_gzip_make (page);
  g_autoptr (GBytes) twice = galley_public_gzip_make (page);
  guint8 noise[4096];
  g_autoptr (GBytes) dense = NULL;

  g_assert_true (g_bytes_equal (once, twice));
  for (guint i = 0; i < sizeof noise; i++)
    noise[i] = (guint8) g_rand_int (random);
  dense = g_bytes_new (noise, sizeof noise);
  g_assert_null (galley_public_gzip_make (dense));
}

/* Far from the last change, or just behind it. */
static GalleyPublicCache *
make_cache (Site  *self,
            gint64 seconds,
            gsize  most_bytes)
{
  g_autoptr (GalleyClock) clock = galley_test_clock_new (g_get_real_time () + seconds * G_USEC_PER_SEC);

  return galley_public_cache_new (self->path, clock, most_bytes);
}

/* As it is answered without a cache, twice: from the folder, and from what is kept. */
static void
assert_same (Site              *self,
             GalleyPublicCache *cache,
             const char        *path,
             gboolean           takes_gzip,
             const char        *if_none_match,
             guint              status)
{
  g_autoptr (GalleyRequest) request = galley_request_new ("GET", path, NULL);
  g_autoptr (GalleyResponse) wanted = ask (self, path, takes_gzip, if_none_match);

  request->takes_gzip = takes_gzip;
  request->if_none_match = g_strdup (if_none_match);
  g_assert_cmpuint (wanted->status, ==, status);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GalleyResponse) response = galley_public_cache_answer (cache, request);

      galley_response_load_file (response, if_none_match);
      g_assert_cmpuint (response->status, ==, wanted->status);
      g_assert_cmpstr (response->etag, ==, wanted->etag);
      g_assert_cmpstr (response->encoding, ==, wanted->encoding);
      g_assert_cmpstr (response->content_type, ==, wanted->content_type);
      g_assert_cmpstr (response->location, ==, wanted->location);
      g_assert_cmpint (response->varies, ==, wanted->varies);
      g_assert_true (wanted->body != NULL ? g_bytes_equal (response->body, wanted->body) : response->body == NULL);
    }
}

static void
test_kept (Site         *self,
           gconstpointer data)
{
  g_autoptr (GalleyPublicCache) cache = make_cache (self, 60, GALLEY_PUBLIC_CACHE_BYTES);
  g_autoptr (GBytes) page = make_page (100);
  g_autoptr (GalleyResponse) known = NULL;

  put (self, PATH, page);
  assert_same (self, cache, PATH, FALSE, NULL, 200);
  g_assert_cmpuint (galley_public_cache_get_bytes (cache), >, g_bytes_get_size (page));
  assert_same (self, cache, PATH, TRUE, NULL, 200);
  known = ask (self, PATH, FALSE, NULL);
  assert_same (self, cache, PATH, FALSE, known->etag, 304);
  assert_same (self, cache, PATH, TRUE, known->etag, 200);
  assert_same (self, cache, "/2026/11/23/two.html", FALSE, NULL, 404);
  assert_same (self, cache, "/2026/11/23", FALSE, NULL, 404);
}

/* Kept, of an hour ago: however coarse the disk's clock is, what changes next has another time. */
static void
assert_kept (Site              *self,
             GalleyPublicCache *cache,
             gboolean           takes_gzip)
{
  g_autofree char *file = galley_public_folder_dup_file (self->folder, PATH, NULL);
  g_autofree char *compressed = g_strconcat (file, GALLEY_PUBLIC_GZIP, NULL);
  g_autofree char *folder = g_path_get_dirname (file);
  struct utimbuf times = { time (NULL) - 3600, time (NULL) - 3600 };

  g_assert_cmpint (g_utime (file, &times), ==, 0);
  g_assert_cmpint (g_utime (compressed, &times), ==, 0);
  g_assert_cmpint (g_utime (folder, &times), ==, 0);
  assert_same (self, cache, PATH, takes_gzip, NULL, 200);
}

/* What is kept never outlives a change, whoever makes it. */
static void
test_changed (Site         *self,
              gconstpointer data)
{
  g_autoptr (GalleyPublicCache) cache = make_cache (self, 60, GALLEY_PUBLIC_CACHE_BYTES);
  g_autoptr (GBytes) page = make_page (100);
  g_autoptr (GBytes) other = make_page (99);
  g_autofree char *text = g_strnfill (g_bytes_get_size (other), 'x');
  g_autoptr (GBytes) notice = make_page (1);
  g_autoptr (GBytes) address = g_bytes_new_static ("/2027/", 6);
  g_autofree char *file = galley_public_folder_dup_file (self->folder, PATH, NULL);
  g_autoptr (GError) error = NULL;

  put (self, PATH, page);
  assert_kept (self, cache, TRUE);
  put (self, PATH, other);
  assert_same (self, cache, PATH, TRUE, NULL, 200);
  assert_kept (self, cache, FALSE);
  /* By somebody else, in place, to the same length. */
  g_assert_true (g_file_set_contents_full (file, text, (gssize) g_bytes_get_size (other), G_FILE_SET_CONTENTS_NONE,
                                           0666, &error));
  g_assert_no_error (error);
  assert_same (self, cache, PATH, FALSE, NULL, 200);
  assert_kept (self, cache, FALSE);
  put (self, PATH GALLEY_PUBLIC_GONE, notice);
  assert_same (self, cache, PATH, FALSE, NULL, 410);
  put (self, PATH GALLEY_PUBLIC_GONE, NULL);
  assert_kept (self, cache, FALSE);
  put (self, PATH GALLEY_PUBLIC_MOVED, address);
  assert_same (self, cache, PATH, FALSE, NULL, 301);
  put (self, PATH GALLEY_PUBLIC_MOVED, NULL);
  assert_kept (self, cache, FALSE);
  put (self, PATH, NULL);
  assert_same (self, cache, PATH, FALSE, NULL, 404);
  g_assert_cmpuint (galley_public_cache_get_bytes (cache), <, 2 * g_bytes_get_size (page));
}

/* A second change might come in the same tick of the file system's clock, and more than so much is not kept. */
static void
test_not_kept (Site         *self,
               gconstpointer data)
{
  g_autoptr (GalleyPublicCache) fresh = make_cache (self, 0, GALLEY_PUBLIC_CACHE_BYTES);
  g_autoptr (GBytes) page = make_page (100);
  gsize most = 3 * g_bytes_get_size (page);
  g_autoptr (GalleyPublicCache) small = make_cache (self, 60, most);

  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *path = g_strdup_printf ("/%u.html", i);

      put (self, path, page);
      assert_same (self, fresh, path, FALSE, NULL, 200);
      assert_same (self, small, path, FALSE, NULL, 200);
      g_assert_cmpuint (galley_public_cache_get_bytes (small), >, 0);
      g_assert_cmpuint (galley_public_cache_get_bytes (small), <=, most);
    }
  g_assert_cmpuint (galley_public_cache_get_bytes (fresh), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/server/public-files/compressed", Site, NULL, set_up, test_compressed, tear_down);
  g_test_add ("/server/public-files/not-worth-it", Site, NULL, set_up, test_not_worth_it, tear_down);
  g_test_add_func ("/server/public-files/make", test_make);
  g_test_add ("/server/public-files/kept", Site, NULL, set_up, test_kept, tear_down);
  g_test_add ("/server/public-files/changed", Site, NULL, set_up, test_changed, tear_down);
  g_test_add ("/server/public-files/not-kept", Site, NULL, set_up, test_not_kept, tear_down);
  return g_test_run ();
}
