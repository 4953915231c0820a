/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page that becomes an article: what it shows is found beside it, or in the account's folder, and nowhere else. */
#include "workspace-fixture.h"

#include "core/base/galley-file.h"
#include "core/base/galley-id.h"
#include "core/intake/galley-intake-html.h"
#include "core/model/galley-media-type.h"
#include "core/store/galley-media-cache.h"
#include "core/workspace/galley-workspace-pages.h"

#include <glib/gstdio.h>
#include <string.h>

#define ID "0192d4c8-1111-7abc-8def-000000000001"
#define PAGE "2026/11/23/a.html"

typedef struct
{
  Fixture base;
  char *page; /* the path of its file */
  char *name; /* of the picture, "3f/3f9a….jpg" */
  GBytes *picture;
  char *hash;
  GalleyIntakeMedia *media;
} Place;

/* A picture of the demo, and the page around it as a site's folder has it. */
static void
set_up_place (Place        *place,
              gconstpointer data)
{
  g_autofree char *path =
    g_build_filename (g_getenv ("GALLEY_SOURCE_DIR"), "data", "demo", "media", "granary.jpg", NULL);
  g_autoptr (GError) error = NULL;

  set_up (&place->base, data);
  place->picture = galley_file_read (path, GALLEY_MEDIA_MAX_PICTURE_BYTES, &error);
  g_assert_no_error (error);
  place->hash = galley_hash_bytes (g_bytes_get_data (place->picture, NULL), g_bytes_get_size (place->picture));
  place->name = galley_media_make_name (place->hash, ".jpg");
  place->page = g_build_filename (place->base.folder, "site", PAGE, NULL);
  place->media = galley_intake_media_new ();
}

static void
tear_down_place (Place        *place,
                 gconstpointer data)
{
  galley_intake_media_free (place->media);
  g_free (place->page);
  g_free (place->name);
  g_free (place->hash);
  g_bytes_unref (place->picture);
  tear_down (&place->base, data);
}

static void
put (Place  *place,
     GBytes *bytes)
{
  g_autofree char *path = g_build_filename (place->base.folder, "site", "media", place->name, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (galley_file_replace (path, bytes, &error));
  g_assert_no_error (error);
}

static GalleyRevision *
read_page (Place *place)
{
  g_autofree char *markup = g_strdup_printf (
    "<!DOCTYPE html><meta charset=utf-8><meta name=generator content=Galley>"
    "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"about\":{\"identifier\":\"nowhere\"},"
    "\"isPartOf\":[{\"identifier\":\"nowhere\",\"position\":1}]}</script>"
    "<div class=h-entry><h1 class=p-name>题</h1><div class=e-content><figure><img src=\"../../../media/%s\" width=1280 "
    "height=800 alt=\"\"><figcaption>图说</figcaption></figure></div></div>", place->name);
  g_autoptr (GBytes) bytes = g_bytes_new (markup, strlen (markup));
  g_autoptr (GError) error = NULL;
  GalleyRevision *revision = galley_intake_read_html_article (ID, bytes, place->media, NULL, &error);

  g_assert_no_error (error);
  return revision;
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  Place *place = data;

  galley_workspace_find_media_finish (GALLEY_WORKSPACE (source), result, place->media);
  place->base.is_done = TRUE;
}

/* What the page's first block is once everything was looked for. (transfer full) */
static GalleyRevision *
look (Place        *place,
      GalleyAdding *adding)
{
  g_autoptr (GalleyRevision) text_alone = read_page (place);

  g_assert_cmpuint (galley_intake_media_get_wanted (place->media)->len, ==, 1);
  place->base.is_done = FALSE;
  galley_workspace_find_media_async (place->base.workspace, place->page, place->media, adding, found_cb, place);
  wait_until (is_done, &place->base);
  return read_page (place);
}

static GalleyFigure *
get_figure (GalleyRevision *revision)
{
  return galley_block_get_figure (galley_revision_get_blocks (revision)->pdata[0]);
}

/* Beside the page: and from then on it is the account's. */
static void
test_beside (Place        *place,
             gconstpointer data)
{
  g_autoptr (GalleyRevision) revision = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) kept = NULL;

  put (place, place->picture);
  revision = look (place, NULL);
  g_assert_cmpstr (galley_figure_get_hash (get_figure (revision)), ==, place->hash);
  kept = galley_media_cache_load (galley_workspace_get_store (place->base.workspace), place->hash, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (kept, place->picture));
}

/* In the account's folder: the page alone is enough. */
static void
test_here (Place        *place,
           gconstpointer data)
{
  g_autoptr (GalleyRevision) revision = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (galley_media_cache_put (galley_workspace_get_store (place->base.workspace), place->hash, place->picture,
                                         FALSE, 1, &error));
  revision = look (place, NULL);
  g_assert_cmpstr (galley_figure_get_hash (get_figure (revision)), ==, place->hash);
}

/* Another file in its place, and none: the text alone, and nothing is kept. */
static void
test_missing (Place        *place,
              gconstpointer data)
{
  g_autoptr (GBytes) other = g_bytes_new_static ("\377\330\377other", 8);
  g_autoptr (GalleyRevision) without = look (place, NULL);
  g_autoptr (GalleyRevision) revision = NULL;
  g_autoptr (GPtrArray) missing = NULL;

  g_assert_null (get_figure (without));
  put (place, other);
  revision = look (place, NULL);
  g_assert_null (get_figure (revision));
  g_assert_cmpstr (galley_block_get_text (galley_revision_get_blocks (revision)->pdata[0]), ==, "图说");
  missing = galley_intake_media_list_missing (place->media);
  g_assert_cmpuint (missing->len, ==, 1);
  g_assert_cmpint (query (&place->base, "SELECT count (*) FROM media"), ==, 0);
}

/* Before it was begun: what is not found is missing, no more. */
static void
test_stopped (Place        *place,
              gconstpointer data)
{
  g_autoptr (GalleyAdding) adding = galley_adding_new (1, FALSE);
  g_autoptr (GalleyRevision) revision = NULL;

  put (place, place->picture);
  galley_adding_stop (adding);
  revision = look (place, adding);
  g_assert_null (get_figure (revision));
}

/* A channel of another portal is none of ours. */
static void
test_places (Place        *place,
             gconstpointer data)
{
  g_autoptr (GalleyRevision) revision = read_page (place);
  g_autoptr (GalleyManuscript) manuscript = NULL;
  GalleyArticle *article;

  g_assert_cmpstr (galley_revision_get_field (revision, GALLEY_FIELD_CHANNEL), ==, "nowhere");
  manuscript = galley_workspace_new_from_page (place->base.workspace, revision);
  article = galley_manuscript_get_article (manuscript);
  g_assert_cmpstr (galley_article_get_field (article, GALLEY_FIELD_HEADLINE), ==, "题");
  g_assert_cmpstr (galley_article_get_field (article, GALLEY_FIELD_CHANNEL), ==, "");
  g_assert_cmpstr (galley_article_get_field (article, GALLEY_FIELD_TOPIC), ==, "");
  flush (&place->base);
}

#define TEST(name, function) g_test_add ("/workspace/pages/" name, Place, NULL, set_up_place, function, tear_down_place)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("beside", test_beside);
  TEST ("here", test_here);
  TEST ("missing", test_missing);
  TEST ("stopped", test_stopped);
  TEST ("places", test_places);
  return g_test_run ();
}
