/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the preview shows of an article beside its page: the same bytes as the portal's own lists, with the article in
 * them. */
#include "app/preview/galley-preview-mode.h"

#include "core/base/galley-error.h"
#include "core/portal/galley-context.h"
#include "core/portal/galley-page-list.h"
#include "core/portal/galley-page-share.h"
#include "core/portal/galley-page.h"
#include "core/wire/galley-picture-text.h"

#include <string.h>

#define ID "00000000-0000-7000-8000-000000000001"
#define PATH "/2026/11/23/" ID ".html"
#define HASH "3f9a000000000000000000000000000000000000000000000000000000000000"
#define PUBLISHED (G_GINT64_CONSTANT (1795392000) * G_USEC_PER_SEC)

static GalleyLayout *
portal_layout_new (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("GALLEY_SOURCE_DIR"), "data", "layouts", "portal", NULL);
  g_autoptr (GError) error = NULL;
  GalleyLayout *layout = galley_layout_new_from_folder (path, &error);

  g_assert_no_error (error);
  return layout;
}

static GalleyRevision *
revision_new (const char *channel,
              const char *focus_picture)
{
  GalleyContent content = { .blocks = galley_blocks_new () };
  GalleyRevision *revision;

  g_ptr_array_add (content.blocks, galley_block_new (GALLEY_BLOCK_PARAGRAPH, "湖边", NULL, 0));
  content.fields[GALLEY_FIELD_HEADLINE] = "环湖路通车";
  content.fields[GALLEY_FIELD_SHORT_HEADLINE] = "通车了";
  content.fields[GALLEY_FIELD_SUMMARY] = "全长十二公里";
  content.fields[GALLEY_FIELD_CHANNEL] = channel;
  content.fields[GALLEY_FIELD_FOCUS_PICTURE] = focus_picture;
  revision = galley_revision_new (ID, &content, NULL);
  g_ptr_array_unref (content.blocks);
  return revision;
}

static char *
context_of (GalleyLayout   *layout,
            GalleyRevision *revision)
{
  g_autoptr (GPtrArray) nobody = g_ptr_array_new ();

  return galley_context_new (layout, revision, PATH, PUBLISHED, nobody, NULL);
}

static GalleyPageItem *
item_new (const char *id,
          const char *title)
{
  GalleyPageItem *item = g_new0 (GalleyPageItem, 1);

  item->id = g_strdup (id);
  item->title = g_strdup (title);
  item->summary = g_strdup ("");
  item->path = g_strdup_printf ("/2026/11/22/%s.html", id);
  item->channel = g_strdup ("news");
  item->topic = g_strdup ("");
  item->published = PUBLISHED - G_USEC_PER_SEC;
  return item;
}

static GPtrArray *
others_new (void)
{
  GPtrArray *others = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_page_item_free);

  g_ptr_array_add (others, item_new ("00000000-0000-7000-8000-000000000002", "另一篇"));
  g_ptr_array_add (others, item_new (ID, "以前的标题"));
  return others;
}

static const char *
find (GBytes     *page,
      const char *words)
{
  gsize length;
  const char *text = g_bytes_get_data (page, &length);

  return g_strstr_len (text, (gssize) length, words);
}

static void
test_names (void)
{
  for (guint mode = 0; mode < GALLEY_N_PREVIEW_MODES; mode++)
    {
      g_assert_cmpuint (galley_preview_mode_from_name (galley_preview_mode_get_name (mode)), ==, mode);
      g_assert_cmpstr (galley_preview_mode_get_words (mode), !=, "");
    }
  g_assert_cmpuint (galley_preview_mode_from_name ("unheard of"), ==, GALLEY_PREVIEW_FITTING);
}

/* Of a page so much can be seen that it can be read; what was chosen stands whatever the room. */
static void
test_widths (void)
{
  static const int rooms[][2] = { { 200, 375 }, { 384, 375 }, { 537, 375 }, { 538, 768 }, { 839, 768 }, { 840, 1200 } };

  for (guint i = 0; i < G_N_ELEMENTS (rooms); i++)
    {
      g_assert_cmpint (galley_preview_mode_get_page_width (GALLEY_PREVIEW_FITTING, rooms[i][0]), ==, rooms[i][1]);
      g_assert_cmpint (galley_preview_mode_get_page_width (GALLEY_PREVIEW_DESKTOP, rooms[i][0]), ==, 1200);
      g_assert_cmpint (galley_preview_mode_get_page_width (GALLEY_PREVIEW_PHONE, rooms[i][0]), ==, 375);
    }
}

/* The article as it stands is first, and not a second time as it was. */
static void
test_list (void)
{
  g_autoptr (GalleyLayout) layout = galley_layout_new_built_in ();
  g_autoptr (GalleyRevision) revision = revision_new ("news", "");
  g_autofree char *context = context_of (layout, revision);
  g_autoptr (GPtrArray) others = others_new ();
  g_autofree char *path = NULL;
  g_autofree char *target = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) page = galley_preview_mode_render (GALLEY_PREVIEW_LIST, revision, layout, context, 1, others, &path,
                                                        &target, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (path, ==, "/channels/news/index.html");
  g_assert_cmpstr (target, ==, PATH);
  g_assert_nonnull (find (page, "<h2><a href=\"../../2026/11/23/" ID ".html\">通车了</a></h2>"));
  g_assert_nonnull (find (page, "<p>全长十二公里</p>"));
  g_assert_nonnull (find (page, "另一篇"));
  g_assert_true (find (page, "通车了") < find (page, "另一篇"));
  g_assert_null (find (page, "以前的标题"));
}

static void
assert_nothing (GalleyPreviewMode mode,
                const char       *channel)
{
  g_autoptr (GalleyLayout) layout = galley_layout_new_built_in ();
  g_autoptr (GalleyRevision) revision = revision_new (channel, "");
  g_autofree char *context = context_of (layout, revision);
  g_autofree char *path = NULL;
  g_autofree char *target = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) page =
    galley_preview_mode_render (mode, revision, layout, context, 1, NULL, &path, &target, &error);

  g_assert_null (page);
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND);
}

static void
test_nothing_to_show (void)
{
  assert_nothing (GALLEY_PREVIEW_LIST, "");
  assert_nothing (GALLEY_PREVIEW_LIST, "no-such-channel");
  assert_nothing (GALLEY_PREVIEW_FOCUS, "news");
}

static void
test_focus (void)
{
  g_autoptr (GalleyLayout) layout = portal_layout_new ();
  g_autoptr (GalleyFigure) figure = galley_figure_new (HASH, "image/jpeg", 600, 400, "湖边的清晨");
  g_autofree char *picture = galley_picture_text_write (figure);
  g_autoptr (GalleyRevision) revision = revision_new ("news", picture);
  g_autofree char *context = context_of (layout, revision);
  g_autoptr (GPtrArray) others = others_new ();
  g_autofree char *path = NULL;
  g_autofree char *target = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) page = galley_preview_mode_render (GALLEY_PREVIEW_FOCUS, revision, layout, context, 1, others, &path,
                                                        &target, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (path, ==, "/index.html");
  g_assert_cmpstr (target, ==, PATH);
  g_assert_nonnull (find (page, "alt=\"湖边的清晨\""));
}

/* Also for a pack without a template for them; and what chats do not know is not there. */
static void
test_share (void)
{
  g_autoptr (GalleyLayout) layout = portal_layout_new ();
  g_autoptr (GalleyRevision) revision = revision_new ("news", "");
  g_autofree char *context = context_of (layout, revision);
  g_autofree char *path = NULL;
  g_autofree char *target = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) page = NULL;

  g_assert_null (galley_layout_get_template (layout, "share"));
  page = galley_preview_mode_render (GALLEY_PREVIEW_SHARE, revision, layout, context, 1, NULL, &path, &target, &error);
  g_assert_no_error (error);
  g_assert_null (target);
  g_assert_nonnull (find (page, "<p class=\"host\">lanjiang.example</p>"));
  g_assert_nonnull (find (page, "<p class=\"title lines\">环湖路通车</p>"));
  g_assert_nonnull (find (page, "<p class=\"text lines\">全长十二公里</p>"));
  g_assert_nonnull (find (page, "<span class=\"picture\"></span>"));
  g_assert_null (find (page, "<img"));
  g_assert_null (find (page, "湖边"));
}

/* The page of the article is the published one, byte for byte, whatever its width. */
static void
test_page (void)
{
  static const GalleyPreviewMode modes[] = { GALLEY_PREVIEW_FITTING, GALLEY_PREVIEW_PHONE, GALLEY_PREVIEW_TABLET,
                                             GALLEY_PREVIEW_DESKTOP, GALLEY_PREVIEW_PRINT };
  g_autoptr (GalleyLayout) layout = galley_layout_new_built_in ();
  g_autoptr (GalleyRevision) revision = revision_new ("news", "");
  g_autofree char *context = context_of (layout, revision);
  g_autoptr (GBytes) published = galley_page_render_article (revision, layout, context, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autofree char *path = NULL;
      g_autofree char *target = NULL;
      g_autoptr (GBytes) page =
        galley_preview_mode_render (modes[i], revision, layout, context, 1, NULL, &path, &target, NULL);

      g_assert_true (galley_preview_mode_is_article (modes[i]));
      g_assert_true (g_bytes_equal (page, published));
      g_assert_cmpstr (path, ==, PATH);
      g_assert_null (target);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/preview-modes/names", test_names);
  g_test_add_func ("/preview-modes/widths", test_widths);
  g_test_add_func ("/preview-modes/list", test_list);
  g_test_add_func ("/preview-modes/nothing-to-show", test_nothing_to_show);
  g_test_add_func ("/preview-modes/focus", test_focus);
  g_test_add_func ("/preview-modes/share", test_share);
  g_test_add_func ("/preview-modes/page", test_page);
  return g_test_run ();
}
