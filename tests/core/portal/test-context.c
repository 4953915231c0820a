/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/galley-error.h"
#include "core/base/galley-json.h"
#include "core/portal/galley-context-corrections.h"
#include "core/portal/galley-context.h"
#include "portal-support.h"

static GalleyRevision *
make_revision (void)
{
  static const char *const texts[] = { "正文。", NULL };
  g_autoptr (GPtrArray) blocks = support_make_blocks (texts);

  return support_make_revision ("题", blocks);
}

/* The day is the site's: this moment lies before midnight in London and after it in Shanghai. */
static void
test_path (void)
{
  g_autoptr (GalleyLayout) layout = support_open_layout ("portal");
  g_autofree char *day = galley_context_make_path (layout, SUPPORT_ID, SUPPORT_TIME);
  g_autofree char *night = galley_context_make_path (layout, SUPPORT_ID, SUPPORT_TIME - 8 * G_TIME_SPAN_HOUR);
  g_autofree char *evening = galley_context_make_path (layout, SUPPORT_ID, SUPPORT_TIME - 8 * G_TIME_SPAN_HOUR - 1);

  g_assert_cmpstr (day, ==, "/2026/11/23/" SUPPORT_ID ".html");
  g_assert_cmpstr (night, ==, "/2026/11/23/" SUPPORT_ID ".html");
  g_assert_cmpstr (evening, ==, "/2026/11/22/" SUPPORT_ID ".html");
}

static void
test_exact (void)
{
  g_autoptr (GalleyLayout) layout = support_open_layout ("portal");
  g_autoptr (GalleyRevision) revision = make_revision ();
  g_autoptr (GPtrArray) items = support_make_items (1, "local", "旧闻");
  g_autofree char *context = galley_context_new (layout, revision, "/a.html", SUPPORT_TIME, items, NULL);

#define ITEM \
  "{\"date\":\"2026-11-22T23:59:00.000Z\",\"path\":\"/2026/11/22/0192d4c8-2222-7abc-8def-000000000099.html\"," \
  "\"title\":\"旧闻 1\"}"
  g_assert_cmpstr (context, ==,
                   "{\"modules\":[{\"id\":\"channel:local\",\"items\":[" ITEM "],\"kind\":\"list\",\"more\":"
                   "\"/channels/local/\",\"title\":\"澜江新闻\"},{\"id\":\"slider:latest\",\"items\":[],"
                   "\"kind\":\"slider\",\"title\":\"焦点图\"},{\"id\":\"channel:towns\",\"items\":[],\"kind\":\"list\","
                   "\"more\":\"/channels/towns/\",\"title\":\"镇街部门\"},{\"id\":\"latest\",\"items\":[" ITEM
                   "],\"kind\":\"list\",\"more\":\"/\",\"title\":\"最新发布\"}],\"path\":\"/a.html\",\"previous\":{\"path\":"
                   "\"/2026/11/22/0192d4c8-2222-7abc-8def-000000000099.html\",\"title\":\"旧闻 1\"},"
                   "\"published\":\"2026-11-23T00:00:00.000Z\"}");
}

/* Not published yet: no time, a path by the rule, and nothing comes after it. */
static void
test_unpublished (void)
{
  g_autoptr (GalleyLayout) layout = galley_layout_new_built_in ();
  g_autoptr (GalleyRevision) revision = make_revision ();
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  g_autofree char *text = galley_context_new (layout, revision, NULL, 0, items, NULL);

  g_assert_cmpstr (text, ==, "{\"modules\":[],\"path\":\"/1970/01/01/" SUPPORT_ID ".html\"}");
}

static void
test_neighbours (void)
{
  g_autoptr (GalleyLayout) layout = support_open_layout ("portal");
  g_autoptr (GalleyRevision) revision = make_revision ();
  g_autoptr (GPtrArray) items = support_make_items (5, "local", "文");
  GalleyPageItem *third = items->pdata[2];
  GalleyPageItem *fourth = items->pdata[3];
  g_autofree char *text = NULL;
  g_autoptr (JsonObject) context = NULL;

  /* The article itself is the third, the fourth belongs to another channel. */
  g_free (third->id);
  third->id = g_strdup (SUPPORT_ID);
  g_free (fourth->channel);
  fourth->channel = g_strdup ("rural");
  text = galley_context_new (layout, revision, "/a.html", third->published, items, NULL);
  context = galley_json_parse_object (text, strlen (text), 65536, NULL);
  g_assert_cmpstr (galley_json_get_string (galley_json_get_object (context, "previous"), "title"), ==, "文 5");
  g_assert_cmpstr (galley_json_get_string (galley_json_get_object (context, "next"), "title"), ==, "文 2");
  g_assert_null (strstr (text, "文 3"));
}

static void
test_item (void)
{
  GalleyContent content = { .fields[GALLEY_FIELD_HEADLINE] = "主标题", .fields[GALLEY_FIELD_CHANNEL] = "local" };
  GalleyContent shorter = content;
  g_autoptr (GalleyState) state = galley_state_new ();
  g_autoptr (GalleyRevision) revision = NULL;
  g_autoptr (GalleyRevision) short_revision = NULL;
  GalleyPageItem *item;

  galley_state_set_text (&state->published_path, "/a.html");
  state->published_at = SUPPORT_TIME;
  shorter.fields[GALLEY_FIELD_SHORT_HEADLINE] = "短";
  revision = galley_revision_new (SUPPORT_ID, &content, state);
  short_revision = galley_revision_new (SUPPORT_ID, &shorter, state);
  item = galley_page_item_new (revision);
  g_assert_cmpstr (item->title, ==, "主标题");
  g_assert_cmpstr (item->path, ==, "/a.html");
  g_assert_cmpstr (item->channel, ==, "local");
  g_assert_cmpint (item->published, ==, SUPPORT_TIME);
  galley_page_item_free (item);
  item = galley_page_item_new (short_revision);
  g_assert_cmpstr (item->title, ==, "短");
  galley_page_item_free (item);
  galley_page_item_free (NULL);
}

#define HASH "3f9a000000000000000000000000000000000000000000000000000000000000"
#define OTHER "4e9a000000000000000000000000000000000000000000000000000000000000"
#define NARROW "81c0000000000000000000000000000000000000000000000000000000000000"
#define WIDE "92d1000000000000000000000000000000000000000000000000000000000000"
#define PICTURE "<img src=\"media/3f/" HASH ".jpg\" width=\"16\" height=\"9\" alt=\"\"/>"

static GalleyPageItem *
make_item (const char *kind,
           const char *link,
           const char *lead,
           const char *focus)
{
  GalleyContent content = { .fields = { [GALLEY_FIELD_KIND] = kind,
                                        [GALLEY_FIELD_LINK] = link,
                                        [GALLEY_FIELD_LEAD_PICTURE] = lead,
                                        [GALLEY_FIELD_FOCUS_PICTURE] = focus } };
  g_autoptr (GalleyFigure) figure = galley_figure_new (OTHER, "image/png", 30, 40, NULL);
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();
  g_autoptr (GalleyState) state = galley_state_new ();
  g_autoptr (GalleyRevision) revision = NULL;

  g_ptr_array_add (blocks, galley_block_new_figure (figure, NULL, NULL, 0));
  content.blocks = blocks;
  galley_state_set_text (&state->published_path, "/a.html");
  revision = galley_revision_new (SUPPORT_ID, &content, state);
  return galley_page_item_new (revision);
}

/* The lead picture is the body's first where none was chosen; a link leads where it says, if that is an address. */
static void
test_item_kinds (void)
{
  GalleyPageItem *plain = make_item ("", "https://example.org/", "", "");
  GalleyPageItem *story = make_item ("pictures", "", PICTURE, PICTURE);
  GalleyPageItem *link = make_item ("link", "https://example.org/", "no picture", "no picture");
  GalleyPageItem *bad = make_item ("link", "javascript:alert(1)", "", "");

  g_assert_cmpint (plain->kind, ==, GALLEY_KIND_TEXT);
  g_assert_cmpstr (galley_page_item_get_target (plain), ==, "/a.html");
  g_assert_cmpstr (galley_figure_get_hash (plain->picture), ==, OTHER);
  g_assert_null (plain->focus_picture);
  g_assert_true (galley_page_item_get_slide (plain) == plain->picture);
  g_assert_cmpint (story->kind, ==, GALLEY_KIND_PICTURES);
  g_assert_cmpstr (galley_figure_get_hash (story->picture), ==, HASH);
  g_assert_true (galley_page_item_get_slide (story) == story->focus_picture);
  g_assert_cmpint (link->kind, ==, GALLEY_KIND_LINK);
  g_assert_cmpstr (galley_page_item_get_target (link), ==, "https://example.org/");
  g_assert_cmpstr (galley_figure_get_hash (link->picture), ==, OTHER);
  g_assert_cmpstr (galley_page_item_get_target (bad), ==, "/a.html");
  galley_page_item_free (plain);
  galley_page_item_free (story);
  galley_page_item_free (link);
  galley_page_item_free (bad);
}

/* A slider takes what has a picture, and its picture along; a list needs none. */
static void
test_slider (void)
{
  g_autoptr (GalleyLayout) layout = support_open_layout ("portal");
  g_autoptr (GalleyRevision) revision = make_revision ();
  g_autoptr (GPtrArray) items = support_make_items (2, "rural", "图");
  g_autofree char *context = NULL;
  GalleyPageItem *second = items->pdata[1];

  second->picture = galley_figure_new (HASH, "image/jpeg", 16, 9, NULL);
  second->link = g_strdup ("https://example.org/");
  context = galley_context_new (layout, revision, "/a.html", SUPPORT_TIME, items, NULL);
  g_assert_nonnull (strstr (context, "{\"id\":\"slider:latest\",\"items\":[{\"date\":\"2026-11-22T23:58:00.000Z\","
                                     "\"link\":\"https://example.org/\",\"path\":"
                                     "\"/2026/11/22/0192d4c8-2222-7abc-8def-000000000098.html\",\"picture\":"
                                     "\"<img src=\\\"media/3f/" HASH ".jpg\\\" width=\\\"16\\\" height=\\\"9\\\""
                                     " alt=\\\"\\\"/>\",\"title\":\"图 2\"}],\"kind\":\"slider\",\"title\":\"焦点图\"}"));
}

/* One correction behind the other, and no more than a page can show. */
static void
test_corrections (void)
{
  g_autofree char *context = g_strdup ("{\"path\":\"/a.html\"}");
  g_autofree char *silent = galley_context_correct (context, context, NULL, SUPPORT_TIME);
  g_autofree char *no_context = galley_context_correct ("x", context, "甲", SUPPORT_TIME);
  g_autoptr (GalleyArena) arena = galley_arena_new ();
  g_autoptr (GalleyJsonDocument) document = NULL;
  const GalleyValueMember *first;
  const GalleyValue *value;
  gint64 time;

  g_assert_cmpstr (silent, ==, "{\"modified\":\"2026-11-23T00:00:00.000Z\",\"path\":\"/a.html\"}");
  g_assert_cmpstr (no_context, ==, "x");
  for (guint i = 0; i < GALLEY_CORRECTIONS_MAX + 2; i++)
    {
      g_autofree char *note = g_strdup_printf ("第 %u 次", i);
      g_autofree char *next = galley_context_correct ("{\"path\":\"/b.html\"}", context, note,
                                                      SUPPORT_TIME + i * G_USEC_PER_SEC);

      g_free (context);
      context = g_steal_pointer (&next);
    }
  document = galley_json_document_new (context, strlen (context), 1024 * 1024, NULL);
  value = galley_value_new_from_document (arena, galley_json_document_get_object (document, NULL));
  g_assert_true (galley_context_check_corrections (value, NULL));
  first = galley_context_get_corrections (value);
  g_assert_cmpuint (galley_value_get_array (value, "corrections")->length, ==, GALLEY_CORRECTIONS_MAX);
  g_assert_cmpstr (galley_context_read_correction (first->value, &time), ==, "第 2 次");
  g_assert_cmpint (time, ==, SUPPORT_TIME + 2 * G_USEC_PER_SEC);
  g_assert_cmpint (galley_context_get_modified (value), ==, SUPPORT_TIME + 21 * G_USEC_PER_SEC);
}

static void
test_bad (void)
{
  static const char *const contexts[] = {
    "",
    "[]",
    "{}",
    "{ \"path\":\"/a.html\"}",
    "{\"path\":\"a.html\"}",
    "{\"path\":\"//evil.example/a.html\"}",
    "{\"path\":\"/../a.html\"}",
    "{\"path\":\"/a b.html\"}",
    "{\"path\":\"/a.html\",\"published\":\"yesterday\"}",
    "{\"modified\":\"today\",\"path\":\"/a.html\"}",
    "{\"corrections\":{},\"path\":\"/a.html\"}",
    "{\"corrections\":[{\"note\":\"a\"}],\"path\":\"/a.html\"}",
    "{\"corrections\":[{\"note\":1,\"time\":\"2026-11-23T08:00:00.000Z\"}],\"path\":\"/a.html\"}",
    "{\"path\":\"/a.html\",\"published\":1}",
    "{\"modules\":{},\"path\":\"/a.html\"}",
    "{\"modules\":[{}],\"path\":\"/a.html\"}",
    "{\"modules\":[{\"items\":[],\"more\":\"javascript:alert(1)\"}],\"path\":\"/a.html\"}",
    "{\"modules\":[{\"items\":[{\"path\":\"/b.html\"}]}],\"path\":\"/a.html\"}",
    "{\"modules\":[{\"items\":[{\"link\":\"javascript:x\",\"path\":\"/b.html\",\"title\":\"x\"}]}],\"path\":\"/a.html\"}",
    "{\"modules\":[{\"items\":[{\"path\":\"/b.html\",\"picture\":\"<img>\",\"title\":\"x\"}]}],\"path\":\"/a.html\"}",
    "{\"modules\":[{\"items\":[{\"path\":\"/b.html\",\"picture\":1,\"title\":\"x\"}]}],\"path\":\"/a.html\"}",
    "{\"modules\":[{\"items\":[{\"path\":\"https://evil.example/\",\"title\":\"x\"}]}],\"path\":\"/a.html\"}",
    "{\"next\":1,\"path\":\"/a.html\"}",
    "{\"path\":\"/a.html\",\"previous\":{\"path\":\"data:x\",\"title\":\"x\"}}",
    "{\"path\":\"/a.html\",\"previous\":{\"path\":\"/b.html\",\"title\":{\"$xhtml\":\"<b>\"}}}",
  };
  g_autoptr (GalleyLayout) layout = galley_layout_new_built_in ();
  g_autoptr (GalleyRevision) revision = make_revision ();

  for (gsize i = 0; i < G_N_ELEMENTS (contexts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (galley_page_render_article (revision, layout, contexts[i], &error));
      g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID);
      g_assert_true (g_str_has_prefix (error->message, "context: "));
    }
}

/* What is public of a picture that was published as renditions is those, so a list shows one of them. */
static void
test_item_of_renditions (void)
{
  static const char *const texts[] = { "正文。", NULL };
  g_autoptr (GPtrArray) blocks = support_make_blocks (texts);
  g_autoptr (GalleyFigure) picture = galley_figure_new (HASH, "image/png", 3000, 2000, "渡口");
  g_autoptr (GalleyRevision) revision = NULL;
  g_autoptr (GalleyRevision) published = NULL;
  g_autoptr (GalleyState) state = galley_state_new ();
  GalleyPageItem *item;

  g_ptr_array_add (blocks, galley_block_new_figure (picture, "", NULL, 0));
  revision = support_make_revision ("题", blocks);
  galley_state_set_text (&state->context, "{\"path\":\"/a.html\",\"renditions\":{\"" HASH "\":["
                             "{\"hash\":\"" NARROW "\",\"height\":320,\"media_type\":\"image/jpeg\",\"width\":480},"
                             "{\"hash\":\"" WIDE "\",\"height\":640,\"media_type\":\"image/jpeg\",\"width\":960}]}}");
  published = galley_revision_with_state (revision, state);
  item = galley_page_item_new (published);
  g_assert_cmpstr (galley_figure_get_hash (item->picture), ==, WIDE);
  g_assert_cmpuint (galley_figure_get_width (item->picture), ==, 960);
  g_assert_cmpstr (galley_figure_get_alternative (item->picture), ==, "渡口");
  galley_page_item_free (item);

  item = galley_page_item_new (revision);
  g_assert_cmpstr (galley_figure_get_hash (item->picture), ==, HASH);
  galley_page_item_free (item);
}

/* Of a page with so many rows of a module, of which each fifth has a picture. */
static char *
make_context (const char *path,
              guint       first,
              guint       n_rows)
{
  g_autoptr (GString) context = g_string_new ("{\"modules\":[{\"id\":\"latest\",\"items\":[");

  for (guint i = first; i < first + n_rows; i++)
    {
      g_string_append_printf (context, "%s{\"date\":\"2026-11-%02uT08:00:00.000Z\",\"path\":\"/2026/11/23/%u.html\",",
                              i > first ? "," : "", i % 28 + 1, i);
      if (i % 5 == 0)
        g_string_append (context, "\"picture\":\"<img src=\\\"media/05/"
                                  "05adeed464ab659da9d2b389b10954c8c177c430bf8039122e0583b9d9bfdc39.jpg"
                                  "\\\" width=\\\"1280\\\" height=\\\"800\\\" alt=\\\"\\\"/>\",");
      g_string_append_printf (context, "\"title\":\"第%u条\"}", i);
    }
  g_string_append_printf (context, "],\"kind\":\"slider\",\"more\":\"/\",\"title\":\"最新\"}],\"path\":\"%s\"}",
                          path);
  return g_string_free (g_steal_pointer (&context), FALSE);
}

/* What a layout remembers of one page changes nothing in the next: each is as a layout makes it that has made none. */
static void
test_remembered (gconstpointer data)
{
  static const struct
  {
    const char *path, *channel;
    guint first, n_rows;
  } pages[] = {
    { "/2026/11/23/a.html", "local", 0, 20 },
    { "/2026/11/23/b.html", "local", 1, 20 },  /* nearly the same rows */
    { "/2026/11/23/c.html", "towns", 1, 20 },  /* of another channel */
    { "/2026/11/24/d.html", "towns", 1, 20 },  /* in another folder */
    { "/2026/11/2/e.html", "towns", 1, 20 },   /* whose name begins as that one's does */
    { "/2026/11/2/3/f.html", "local", 0, 5 },  /* and in one below it */
    { "/2026/11/23/g.html", "local", 0, 1500 }, /* more than is remembered */
    { "/2026/11/23/h.html", "nowhere", 7, 1500 },
    { "/2026/11/23/a.html", "local", 0, 20 },
  };
  g_autoptr (GalleyLayout) layout = support_open_layout (data);

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      GalleyContent content = { .fields[GALLEY_FIELD_HEADLINE] = "题", .fields[GALLEY_FIELD_CHANNEL] = pages[i].channel };
      g_autoptr (GalleyRevision) revision = galley_revision_new (SUPPORT_ID, &content, NULL);
      g_autofree char *context = make_context (pages[i].path, pages[i].first, pages[i].n_rows);
      g_autofree char *bad_context = make_context (pages[i].path, pages[i].first, pages[i].n_rows);
      g_autoptr (GalleyLayout) fresh = support_open_layout (data);
      g_autoptr (GBytes) expected = NULL;
      g_autoptr (GBytes) page = NULL;
      g_autoptr (GError) error = NULL;

      /* One that fails at its last row comes in between. */
      memcpy (g_strrstr (bad_context, "\"title\":\"第"), "\"tutle", strlen ("\"tutle"));
      g_assert_null (galley_page_render_article (revision, layout, bad_context, &error));
      g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID);
      g_clear_error (&error);
      page = galley_page_render_article (revision, layout, context, &error);
      g_assert_no_error (error);
      expected = galley_page_render_article (revision, fresh, context, &error);
      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (page, expected));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/portal/context/corrections", test_corrections);
  g_test_add_func ("/portal/context/path", test_path);
  g_test_add_func ("/portal/context/exact", test_exact);
  g_test_add_func ("/portal/context/unpublished", test_unpublished);
  g_test_add_func ("/portal/context/neighbours", test_neighbours);
  g_test_add_func ("/portal/context/item", test_item);
  g_test_add_func ("/portal/context/item-kinds", test_item_kinds);
  g_test_add_func ("/portal/context/item-of-renditions", test_item_of_renditions);
  g_test_add_func ("/portal/context/slider", test_slider);
  g_test_add_func ("/portal/context/bad", test_bad);
  g_test_add_data_func ("/portal/context/remembered", "portal", test_remembered);
  g_test_add_data_func ("/portal/context/remembered-plain", "plain", test_remembered);
  return g_test_run ();
}
