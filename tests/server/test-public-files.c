/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page as it lies in the public folder and as it is read from there, as it is and compressed. */
#include "server-fixture.h"

#include "server/galley-public-files.h"
#include "server/galley-public-folder.h"
#include "server/galley-public-gzip.h"

#include <string.h>

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

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/server/public-files/compressed", Site, NULL, set_up, test_compressed, tear_down);
  g_test_add ("/server/public-files/not-worth-it", Site, NULL, set_up, test_not_worth_it, tear_down);
  g_test_add_func ("/server/public-files/make", test_make);
  return g_test_run ();
}
