/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Renditions that go along with an order to publish: made of what was signed, up before the order, made anew for another
 * layout, and never a reason to try for ever. */
#include "support/sync-fixture.h"
#include "support/test-portal.h"

#include "core/base/galley-id.h"
#include "core/base/galley-json.h"
#include "core/portal/galley-layout.h"
#include "core/store/galley-media-cache.h"
#include "core/wire/galley-renditions.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  TestPortal *portal;
  Desk *desk;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->portal = test_portal_new ();
  fixture->desk = desk_new ();
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  desk_free (fixture->desk);
  g_assert_finalize_object (fixture->portal);
}

static GalleyTransport *
get_transport (Fixture *fixture)
{
  return GALLEY_TRANSPORT (fixture->portal);
}

static GBytes *
make_picture (guint32     colour,
              int         width,
              int         height,
              const char *type)
{
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  g_autoptr (GError) error = NULL;
  char *data;
  gsize length;

  gdk_pixbuf_fill (pixels, colour);
  gdk_pixbuf_save_to_buffer (pixels, &data, &length, type, &error, NULL);
  g_assert_no_error (error);
  return g_bytes_new_take (data, length);
}

static void
write_file (const char *folder,
            const char *name,
            GBytes     *bytes)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL));
}

static void
write_text (const char *folder,
            const char *name,
            const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  write_file (folder, name, bytes);
}

/* Pictures with a mark of that share of their width. (transfer full) */
static GalleyLayout *
make_layout (guint share)
{
  static const char *const templates[] = { "article.mustache", "channel.mustache", "home.mustache", "notice.mustache" };
  g_autofree char *folder = make_folder ();
  g_autofree char *assets = g_build_filename (folder, "assets", NULL);
  g_autofree char *site =
    g_strdup_printf ("{\"name\":\"站\",\"channels\":[{\"id\":\"a\",\"name\":\"甲\"}],\"pictures\":{\"format\":\"png\","
                     "\"watermark\":{\"image\":\"assets/mark.png\",\"share\":%u,\"margin\":0}}}", share);
  g_autoptr (GBytes) mark = make_picture (0xff0000ff, 8, 8, "png");
  g_autoptr (GError) error = NULL;
  GalleyLayout *layout;

  g_assert_cmpint (g_mkdir (assets, 0700), ==, 0);
  write_text (folder, "site.json", site);
  write_file (assets, "mark.png", mark);
  for (guint i = 0; i < G_N_ELEMENTS (templates); i++)
    write_text (folder, templates[i], "{{title}}");
  layout = galley_layout_new_from_folder (folder, &error);
  g_assert_no_error (error);
  remove_folder (folder);
  return layout;
}

/* From now on the portal has it; the desk hears of it when it next asks. */
static void
change_layout (Fixture      *fixture,
               GalleyLayout *layout)
{
  g_clear_pointer (&fixture->portal->layout, g_bytes_unref);
  fixture->portal->layout = galley_layout_to_zip (layout, NULL);
  fixture->portal->layout_etag = galley_layout_get_version (layout);
  fixture->portal->rendition_key = galley_layout_get_rendition_key (layout);
}

static void
greet (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  galley_cycle_greet (fixture->desk->store, get_transport (fixture), fixture->desk->clock, NULL, &error);
  g_assert_no_error (error);
}

/* An article with a white picture of 16 × 9, up and ordered to be published; the picture's hash. (transfer full) */
static char *
order (Fixture *fixture)
{
  g_autoptr (GBytes) bytes = make_picture (0xffffffff, 16, 9, "jpeg");
  char *hash = galley_hash_bytes (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr (GalleyRevision) revision = with_picture (make_revision (ID_1, "标题", "正文"), hash);
  g_autoptr (GError) error = NULL;

  galley_media_cache_put (fixture->desk->store, hash, bytes, FALSE, NOON, &error);
  g_assert_no_error (error);
  desk_save (fixture->desk, revision);
  desk_sync (fixture->desk, get_transport (fixture));
  desk_order (fixture->desk, ID_1, ACTION_1, GALLEY_ACTION_PUBLISH);
  g_string_truncate (fixture->portal->calls, 0);
  return hash;
}

static void
assert_calls (Fixture    *fixture,
              const char *expected)
{
  g_assert_cmpstr (fixture->portal->calls->str, ==, expected);
}

/* How many of the 16 pixels in the lowest row are red in what the portal got with the order. */
static guint
count_marked (Fixture    *fixture,
              const char *picture)
{
  g_autoptr (JsonObject) member = galley_json_parse_object (
    fixture->portal->order_renditions, strlen (fixture->portal->order_renditions), 1000, NULL);
  g_autoptr (GalleyRenditions) renditions =
    galley_renditions_read (galley_json_get_object (member, "pictures"), NULL);
  guint n_renditions;
  const GalleyRendition *row = galley_renditions_get (renditions, picture, &n_renditions);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GdkPixbuf) pixels = NULL;
  guint n_marked = 0;

  g_assert_cmpuint (n_renditions, ==, 1);
  g_assert_cmpstr (row->hash, !=, picture);
  g_assert_cmpuint (row->width, ==, 16);
  g_assert_cmpuint (row->height, ==, 9);
  stream = g_memory_input_stream_new_from_bytes (g_hash_table_lookup (fixture->portal->media, row->hash));
  pixels = gdk_pixbuf_new_from_stream (stream, NULL, NULL);
  for (int x = 0; x < 16; x++)
    {
      const guint8 *at = gdk_pixbuf_read_pixels (pixels) + 8 * gdk_pixbuf_get_rowstride (pixels)
                         + x * gdk_pixbuf_get_n_channels (pixels);

      n_marked += at[0] == 255 && at[1] == 0;
    }
  return n_marked;
}

/* Asked for and put, and only then the order. */
static void
test_sent (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GalleyLayout) layout = make_layout (25);
  g_autofree char *hash = NULL;

  change_layout (fixture, layout);
  greet (fixture);
  hash = order (fixture);
  g_assert_cmpuint (desk_sync (fixture->desk, get_transport (fixture)).acted, ==, 1);
  assert_calls (fixture, "hpa");
  g_assert_cmpuint (count_marked (fixture, hash), ==, 4);
  desk_assert_outbox (fixture->desk, "");
}

/* The same bytes again, so that an order whose answer was lost is the order that it was. */
static void
test_lost_answer (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr (GalleyLayout) layout = make_layout (25);
  g_autofree char *hash = NULL;
  g_autofree char *first = NULL;

  change_layout (fixture, layout);
  greet (fixture);
  hash = order (fixture);
  fixture->portal->lost_answers = 1;
  desk_sync_fails (fixture->desk, get_transport (fixture), GALLEY_ERROR_OFFLINE);
  first = g_strdup (fixture->portal->order_renditions);
  desk_sync (fixture->desk, get_transport (fixture));
  assert_calls (fixture, "hpaa");
  g_assert_cmpstr (fixture->portal->order_renditions, ==, first);
  desk_assert_outbox (fixture->desk, "");
}

/* The portal has another mark by now, of which nobody here has heard. */
static void
test_other_layout (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (GalleyLayout) old = make_layout (25);
  g_autoptr (GalleyLayout) new = make_layout (50);
  g_autofree char *hash = NULL;

  change_layout (fixture, old);
  greet (fixture);
  hash = order (fixture);
  change_layout (fixture, new);
  g_assert_cmpuint (desk_sync (fixture->desk, get_transport (fixture)).acted, ==, 1);
  g_assert_cmpuint (count_marked (fixture, hash), ==, 8);
  desk_assert_outbox (fixture->desk, "");
}

/* A picture that cannot be read cannot be made ready: the order is parked, and nothing is tried again. */
static void
test_unreadable (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (GalleyLayout) layout = make_layout (25);
  g_autoptr (GalleyRevision) revision = NULL;
  g_autoptr (GPtrArray) entries = NULL;

  change_layout (fixture, layout);
  greet (fixture);
  revision = with_picture (make_revision (ID_1, "标题", "正文"), desk_put_picture (fixture->desk, 1000, 1));
  desk_save (fixture->desk, revision);
  desk_sync (fixture->desk, get_transport (fixture));
  desk_order (fixture->desk, ID_1, ACTION_1, GALLEY_ACTION_PUBLISH);
  desk_sync (fixture->desk, get_transport (fixture));
  desk_sync (fixture->desk, get_transport (fixture));
  g_assert_cmpuint (fixture->portal->n_acts, ==, 0);
  entries = desk_load_outbox (fixture->desk);
  g_assert_cmpuint (entries->len, ==, 1);
  g_assert_true (g_str_has_prefix (((GalleyOutboxEntry *) entries->pdata[0])->parked,
                                   "A picture could not be made ready for the page: "));
}

#define TEST(name, function) g_test_add ("/sync/renditions/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  TEST ("sent", test_sent);
  TEST ("lost-answer", test_lost_answer);
  TEST ("other-layout", test_other_layout);
  TEST ("unreadable", test_unreadable);
  return g_test_run ();
}
