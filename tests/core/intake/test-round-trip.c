/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page that Galley made gives its article back. What no page has: the picture that another one was cut from, the name of
 * the picture behind a rendition, a channel or a topic that the site does not have, an address that a page may not lead to.
 * GALLEY_ROUNDS: how many articles are made up. */
#include "core/intake/galley-intake-html.h"

#include "../portal/portal-support.h"
#include "../wire/random-article.h"
#include "core/base/galley-file.h"
#include "core/base/galley-id.h"
#include "core/model/galley-kind.h"
#include "core/wire/galley-body.h"
#include "core/wire/galley-wire.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define ROUNDS 20
#define N_DEMO 30
#define OF_NEWSROOM " with the newsroom's channels"
/* Where a page stands in the site's folder, as the context below has it. */
#define PAGE "2026/11/23/" SUPPORT_ID ".html"

/* What came back, of how many, and what of the rest did not. */
typedef struct
{
  guint n_articles;
  guint n_equal;
  guint n_fields[GALLEY_N_FIELDS];
  guint n_sets[GALLEY_N_SETS];
} Tally;

static GBytes *
render (GalleyRevision *revision,
        GalleyLayout   *layout)
{
  g_autoptr (GPtrArray) nobody = g_ptr_array_new ();
  g_autofree char *context = galley_context_new (layout, revision, "/" PAGE, SUPPORT_TIME, nobody, NULL);
  g_autoptr (GError) error = NULL;
  GBytes *page = galley_page_render_article (revision, layout, context, &error);

  g_assert_no_error (error);
  return page;
}

static GalleyRevision *
import (GBytes            *page,
        GalleyIntakeMedia *media)
{
  g_autoptr (GalleyIntakeNotes) notes = NULL;
  g_autoptr (GError) error = NULL;
  GalleyRevision *revision = galley_intake_read_html_article (SUPPORT_ID, page, media, &notes, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (notes->encoding, ==, "UTF-8");
  return revision;
}

static GalleyRevision *
read_demo (guint number)
{
  g_autofree char *name = g_strdup_printf ("%02u.json", number);
  g_autofree char *path = g_build_filename (g_getenv ("GALLEY_SOURCE_DIR"), "data", "demo", "articles", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  GalleyRevision *revision;

  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  g_strchomp (text);
  revision = galley_wire_read (text, strlen (text), &error);
  g_assert_no_error (error);
  return revision;
}

/* --- comparing --------------------------------------------------------------------------------------------------- */

static void
tally (Tally          *self,
       GalleyRevision *before,
       GalleyRevision *after)
{
  g_autoptr (GalleyRevision) renamed = galley_revision_with_id (before, SUPPORT_ID, NULL);

  self->n_articles++;
  if (galley_revision_has_same_content (renamed, after))
    self->n_equal++;
  for (guint field = 0; field < GALLEY_N_FIELDS; field++)
    self->n_fields[field] +=
      !g_str_equal (galley_revision_get_field (before, field), galley_revision_get_field (after, field));
  for (guint set = 0; set < GALLEY_N_SETS; set++)
    self->n_sets[set] += !g_strv_equal (galley_revision_get_set (before, set), galley_revision_get_set (after, set));
}

/* A field that did not come back has a reason, or the test has failed before. */
static void
tell (const Tally *self,
      const char  *what,
      const char  *pack)
{
  static const char *const reasons[GALLEY_N_FIELDS] = {
    [GALLEY_FIELD_CHANNEL] = "it is none of the site's",
    [GALLEY_FIELD_TOPIC] = "it is none of the site's",
  };

  g_test_message ("%s, %s: %u of %u articles come back wholly equal", what, pack, self->n_equal, self->n_articles);
  for (guint field = 0; field < GALLEY_N_FIELDS; field++)
    if (self->n_fields[field] > 0)
      g_test_message ("  %u without their %s: %s", self->n_fields[field], galley_field_get_name (field), reasons[field]);
  for (guint set = 0; set < GALLEY_N_SETS; set++)
    if (self->n_sets[set] > 0)
      g_test_message ("  %u without some of their %s: they are none of the site's", self->n_sets[set],
                      galley_set_get_name (set));
}

/* (transfer full) */
static char *
write_block (GalleyBlock *block)
{
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();

  g_ptr_array_add (blocks, galley_block_ref (block));
  return galley_body_write (blocks);
}

static void
assert_same_blocks (GPtrArray *before,
                    GPtrArray *after)
{
  for (guint i = 0; i < before->len; i++)
    {
      g_assert_cmpuint (i, <, after->len);
      if (!galley_block_equal (after->pdata[i], before->pdata[i]))
        {
          g_autofree char *wanted = write_block (before->pdata[i]);
          g_autofree char *found = write_block (after->pdata[i]);

          g_error ("block %u: \"%s\" is \"%s\"", i, wanted, found);
        }
    }
  g_assert_cmpuint (after->len, ==, before->len);
}

static void
assert_same (GalleyRevision *before,
             GalleyRevision *after)
{
  for (guint field = 0; field < GALLEY_N_FIELDS; field++)
    g_assert_cmpstr (galley_revision_get_field (after, field), ==, galley_revision_get_field (before, field));
  for (guint set = 0; set < GALLEY_N_SETS; set++)
    g_assert_cmpstrv ((char **) galley_revision_get_set (after, set), (char **) galley_revision_get_set (before, set));
  g_assert_true (galley_bylines_equal (galley_revision_get_bylines (after), galley_revision_get_bylines (before)));
  assert_same_blocks (galley_revision_get_blocks (before), galley_revision_get_blocks (after));
}

/* --- on a portal ------------------------------------------------------------------------------------------------- */

/* One of them, or nothing. */
static const char *
choose (GalleyRandom       *random,
        const char *const  *choices,
        guint               n_choices)
{
  guint choice = (guint) galley_random_below (random, n_choices + 1);

  return choice < n_choices ? choices[choice] : "";
}

/* What was made up, as an editor could have filled in its fields: channels and topic of the site, addresses that are some,
 * and no working copy, which is never published. (transfer full) */
static GalleyRevision *
fill_in (GalleyRevision *made_up,
         GalleyLayout   *layout,
         GalleyRandom   *random)
{
  static const char *const origins[] = { "original", "reprint", "agency", "contributed" };
  static const char *const addresses[] = { "https://example.org/a?b=\"1\"&c=2", "http://例子.cn/新闻" };
  GalleySite *site = galley_layout_get_site (layout);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GPtrArray) topic_ids = g_ptr_array_new ();
  GalleyContent content = galley_revision_get_content (made_up);
  const char *further[3] = { NULL };
  guint n_channels, n_topics;
  const GalleyChannel *channels = galley_site_get_channels (site, &n_channels);
  const GalleyTopic *topics = galley_site_get_topics (site, &n_topics);
  GalleyKind kind;

  for (guint i = 0; i < n_channels; i++)
    g_ptr_array_add (ids, (char *) channels[i].id);
  for (guint i = 0; i < n_topics; i++)
    g_ptr_array_add (topic_ids, (char *) topics[i].id);
  content.fields[GALLEY_FIELD_CHANNEL] = choose (random, (const char *const *) ids->pdata, n_channels);
  content.fields[GALLEY_FIELD_TOPIC] = choose (random, (const char *const *) topic_ids->pdata, n_topics);
  content.fields[GALLEY_FIELD_ORIGIN] = choose (random, origins, G_N_ELEMENTS (origins));
  content.fields[GALLEY_FIELD_ORIGINAL_URI] = choose (random, addresses, G_N_ELEMENTS (addresses));
  galley_kind_from_name (content.fields[GALLEY_FIELD_KIND], &kind);
  content.fields[GALLEY_FIELD_LINK] = kind == GALLEY_KIND_LINK ? choose (random, addresses, G_N_ELEMENTS (addresses)) : "";
  content.fields[GALLEY_FIELD_CORRECTS] = content.fields[GALLEY_FIELD_CORRECTS_HASH] = "";
  for (guint i = 0; i < 2 && i < n_channels; i++)
    further[i] = channels[i].id;
  content.sets[GALLEY_SET_CHANNELS] = galley_random_below (random, 2) == 0 ? further : NULL;
  return galley_revision_new (SUPPORT_ID, &content, NULL);
}

/* Without the channels and the topic that the site does not have. (transfer full) */
static GalleyRevision *
keep_known (GalleyRevision *revision,
            GalleyLayout   *layout)
{
  GalleySite *site = galley_layout_get_site (layout);
  GalleyContent content = galley_revision_get_content (revision);
  g_autoptr (GPtrArray) further = g_ptr_array_new ();

  if (galley_site_get_channel (site, content.fields[GALLEY_FIELD_CHANNEL]) == NULL)
    content.fields[GALLEY_FIELD_CHANNEL] = "";
  if (galley_site_get_topic (site, content.fields[GALLEY_FIELD_TOPIC]) == NULL)
    content.fields[GALLEY_FIELD_TOPIC] = "";
  for (guint i = 0; content.sets[GALLEY_SET_CHANNELS][i] != NULL; i++)
    if (galley_site_get_channel (site, content.sets[GALLEY_SET_CHANNELS][i]) != NULL)
      g_ptr_array_add (further, (char *) content.sets[GALLEY_SET_CHANNELS][i]);
  g_ptr_array_add (further, NULL);
  content.sets[GALLEY_SET_CHANNELS] = (const char *const *) further->pdata;
  return galley_revision_new (SUPPORT_ID, &content, NULL);
}

/* --- a site on the disk ------------------------------------------------------------------------------------------ */

/* A folder as a site's, with the demo's pictures in it. (transfer full) */
static char *
make_site (void)
{
  g_autofree char *from = g_build_filename (g_getenv ("GALLEY_SOURCE_DIR"), "data", "demo", "media", NULL);
  g_autoptr (GDir) dir = g_dir_open (from, 0, NULL);
  g_autoptr (GError) error = NULL;
  char *site = g_dir_make_tmp ("galley-round-trip-XXXXXX", &error);
  const char *name;

  g_assert_no_error (error);
  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (from, name, NULL);
      g_autoptr (GBytes) bytes = galley_file_read (path, GALLEY_MEDIA_MAX_PICTURE_BYTES, &error);
      g_autofree char *hash = galley_hash_bytes (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      g_autofree char *place = galley_media_make_name (hash, ".jpg");
      g_autofree char *to = g_build_filename (site, "media", place, NULL);

      g_assert_true (galley_file_replace (to, bytes, &error));
    }
  return site;
}

static void
copy_all (const char *from,
          const char *to)
{
  g_autoptr (GDir) dir = g_dir_open (from, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  g_mkdir (to, 0700);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (from, name, NULL);
      g_autofree char *copy = g_build_filename (to, name, NULL);
      g_autoptr (GBytes) bytes = NULL;

      if (g_file_test (inner, G_FILE_TEST_IS_DIR))
        {
          copy_all (inner, copy);
          continue;
        }
      bytes = galley_file_read (inner, G_MAXINT, NULL);
      g_assert_true (bytes != NULL && galley_file_replace (copy, bytes, NULL));
    }
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      if (g_file_test (inner, G_FILE_TEST_IS_DIR) && !g_file_test (inner, G_FILE_TEST_IS_SYMLINK))
        remove_all (inner);
      else
        g_unlink (inner);
    }
  g_rmdir (path);
}

/* The page, as a window or the tool imports it from its file. */
static GalleyRevision *
import_from_folder (GBytes     *page,
                    const char *site,
                    guint       n_missing)
{
  g_autoptr (GalleyIntakeMedia) media = galley_intake_media_new ();
  g_autoptr (GalleyRevision) text_alone = import (page, media);
  g_autoptr (GPtrArray) missing = NULL;
  g_autofree char *path = g_build_filename (site, PAGE, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (galley_intake_media_find_in_folder (media, path, NULL, &error));
  g_assert_no_error (error);
  missing = galley_intake_media_list_missing (media);
  g_assert_cmpuint (missing->len, ==, n_missing);
  return import (page, media);
}

/* @pack, with the demo newsroom's site.json, as a newsroom has a pack of its own. (transfer full) */
static GalleyLayout *
open_layout_of_newsroom (const char *pack)
{
  const char *source = g_getenv ("GALLEY_SOURCE_DIR");
  g_autofree char *from = g_build_filename (source, "data", "layouts", pack, NULL);
  g_autofree char *site = g_build_filename (source, "data", "layouts", "portal", "site.json", NULL);
  g_autofree char *folder = g_dir_make_tmp ("galley-layout-XXXXXX", NULL);
  g_autofree char *site_to = g_build_filename (folder, "site.json", NULL);
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GError) error = NULL;
  GalleyLayout *layout;

  copy_all (from, folder);
  text = galley_file_read (site, G_MAXINT, &error);
  g_assert_no_error (error);
  g_assert_true (galley_file_replace (site_to, text, &error));
  layout = galley_layout_new_from_folder (folder, &error);
  g_assert_no_error (error);
  remove_all (folder);
  return layout;
}

static void
test_demo (gconstpointer data)
{
  gboolean is_of_newsroom = g_str_has_suffix (data, OF_NEWSROOM);
  g_autofree char *pack = g_strndup (data, strlen (data) - (is_of_newsroom ? strlen (OF_NEWSROOM) : 0));
  g_autoptr (GalleyLayout) layout = is_of_newsroom ? open_layout_of_newsroom (pack) : support_open_layout (pack);
  g_autofree char *site = make_site ();
  Tally total = { 0 };

  for (guint number = 1; number <= N_DEMO; number++)
    {
      g_autoptr (GalleyRevision) demo = read_demo (number);
      g_autoptr (GalleyRevision) before = keep_known (demo, layout);
      g_autoptr (GBytes) page = render (before, layout);
      g_autoptr (GalleyRevision) after = import_from_folder (page, site, 0);

      g_test_message ("article %u", number);
      assert_same (before, after);
      tally (&total, demo, after);
    }
  tell (&total, "the demo newsroom", data);
  remove_all (site);
}

/* --- made up ----------------------------------------------------------------------------------------------------- */

/* All that @before shows is to be had. */
static void
have_all (GalleyIntakeMedia *media,
          GalleyRevision    *before)
{
  GPtrArray *wanted = galley_intake_media_get_wanted (media);
  GPtrArray *blocks = galley_revision_get_blocks (before);

  for (guint i = 0; i < wanted->len; i++)
    {
      const char *media_type;
      char hash[65];
      gint64 size = 1;

      g_assert_true (galley_intake_media_read_name (wanted->pdata[i], hash, &media_type));
      for (guint k = 0; k < blocks->len; k++)
        {
          GalleyEnclosure *enclosure = galley_block_get_enclosure (blocks->pdata[k]);

          if (enclosure != NULL && g_strcmp0 (galley_enclosure_get_hash (enclosure), hash) == 0)
            size = galley_enclosure_get_size (enclosure);
        }
      galley_intake_media_set_had (media, wanted->pdata[i], size);
    }
}

/* What a page carries is carried without a loss; and what came back once comes back again as the very same. */
static void
test_made_up (gconstpointer data)
{
  const char *rounds = g_getenv ("GALLEY_ROUNDS");
  guint n_rounds = rounds != NULL ? (guint) g_ascii_strtoull (rounds, NULL, 10) : ROUNDS;
  g_autoptr (GalleyRandom) random = galley_random_new_seeded (random_article_seed ());
  g_autoptr (GalleyLayout) layout = support_open_layout (data);
  Tally total = { 0 };

  for (guint i = 0; i < n_rounds; i++)
    {
      g_autoptr (GalleyRevision) made_up = random_revision (random);
      g_autoptr (GalleyRevision) whole = fill_in (made_up, layout, random);
      g_autoptr (GalleyRevision) before = support_cut_to_first_page (whole, layout);
      g_autoptr (GBytes) page = render (whole, layout);
      g_autoptr (GalleyIntakeMedia) media = galley_intake_media_new ();
      g_autoptr (GalleyRevision) text_alone = import (page, media);
      g_autoptr (GalleyRevision) once = NULL;
      g_autoptr (GalleyRevision) twice = NULL;
      g_autoptr (GBytes) again = NULL;
      g_autofree char *first = NULL;
      g_autofree char *second = NULL;

      g_test_message ("round %u", i);
      have_all (media, before);
      once = import (page, media);
      assert_same (before, once);
      again = render (once, layout);
      twice = import (again, media);
      first = galley_wire_write_content (once);
      second = galley_wire_write_content (twice);
      g_assert_cmpstr (second, ==, first);
      tally (&total, before, once);
    }
  tell (&total, "made up", data);
}

/* What is a picture only by its name, and what leads to no file of the folder, is not had. */
static void
test_folder (void)
{
  static const struct
  {
    const char *address;
    const char *path; /* as seen from /site/2026/11/23; NULL: nowhere */
  } places[] = {
    { "../../../media/3f/a.jpg", "/site/media/3f/a.jpg" }, { "a%20b.jpg", "/site/2026/11/23/a b.jpg" },
    { "https://other.example/a.jpg", NULL },               { "file:///etc/passwd", NULL },
    { "/media/3f/a.jpg", NULL },                           { "a%2fb.jpg", NULL },
  };
  g_autofree char *hash = g_strnfill (64, 'a');
  g_autofree char *good = g_strconcat ("../x/", hash, ".jpg", NULL);
  g_autofree char *long_one = g_strconcat (hash, "a.jpg", NULL);
  g_autofree char *other = g_strconcat (hash, ".svg", NULL);
  const char *media_type;
  char found[65];

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *path = galley_intake_media_dup_path ("/site/2026/11/23/page.html", places[i].address);

      g_assert_cmpstr (path, ==, places[i].path);
    }
  g_assert_true (galley_intake_media_read_name (good, found, &media_type));
  g_assert_cmpstr (found, ==, hash);
  g_assert_cmpstr (media_type, ==, GALLEY_MEDIA_TYPE_JPEG);
  g_assert_false (galley_intake_media_read_name (long_one, found, &media_type));
  g_assert_false (galley_intake_media_read_name (other, found, &media_type));
  g_assert_false (galley_intake_media_read_name ("logo.png", found, &media_type));
}

/* A page that says it is ours, and whose body is not: it is read as any other's. */
static void
test_pretender (void)
{
  static const char markup[] =
    "<!DOCTYPE html><meta charset=utf-8><meta name=generator content=Galley>"
    "<div class=h-entry><h1 class=p-name>题</h1><div class=e-content><p>一<font color=red>二</font></p><p>三<p>四</div></div>";
  g_autoptr (GBytes) page = g_bytes_new_static (markup, strlen (markup));
  g_autoptr (GalleyRevision) revision = import (page, NULL);
  GPtrArray *blocks = galley_revision_get_blocks (revision);

  g_assert_cmpuint (blocks->len, ==, 3);
  g_assert_cmpstr (galley_block_get_text (blocks->pdata[0]), ==, "一二");
  g_assert_cmpstr (galley_block_get_text (blocks->pdata[2]), ==, "四");
}

/* Blanks of a page of ours come back with their marks; what is none is not taken from where nobody sees it. */
static void
test_edges (void)
{
  static const char markup[] =
    "<!DOCTYPE html><meta charset=utf-8><meta name=generator content=Galley>"
    "<div class=h-entry><h1 class=p-name>题</h1><div class=e-content>"
    "<p data-before='&lt;strong&gt;　&lt;/strong&gt;'><strong>一</strong></p><p data-before='二' data-after=' '>三</p>"
    "<p data-after='&lt;img&gt;'>四</p></div></div>";
  static const char *const expected[] = { "　一", "三", "四" };
  g_autoptr (GBytes) page = g_bytes_new_static (markup, strlen (markup));
  g_autoptr (GalleyRevision) revision = import (page, NULL);
  GPtrArray *blocks = galley_revision_get_blocks (revision);
  guint n_marks;

  g_assert_cmpuint (blocks->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < blocks->len; i++)
    g_assert_cmpstr (galley_block_get_text (blocks->pdata[i]), ==, expected[i]);
  g_assert_cmpuint (galley_block_get_marks (blocks->pdata[0], &n_marks)->end, ==, 2);
  g_assert_cmpuint (n_marks, ==, 1);
}

/* Another portal's page, which says the same in its own way. */
static void
test_foreign (void)
{
  static const char markup[] =
    "<!DOCTYPE html><html><head><meta charset=utf-8><link rel=canonical href='https://other.example/a/1.html'>"
    "<script>var a = '<p class=p-name>no</p>';</script>"
    "<script type='application/ld+json'>{\"@graph\":[{\"@type\":\"WebPage\"},{\"@type\":\"NewsArticle\","
    "\"author\":[{\"@type\":\"Person\",\"name\":\"杨秀娟\",\"affiliation\":{\"name\":\"区新闻中心\"}}],"
    "\"headline\":\"另一个\",\"sourceOrganization\":{\"name\":\"嘉兴日报\"}}]}</script></head><body>"
    "<ul class=breadcrumb><li>首页<li><a href=/n>新闻</a></ul>"
    "<h4 class='introtitle'>引题</h4><h1 itemprop='name headline'>标题 <span>在此</span></h1>"
    "<span id=pubtime_baidu>2018年10月18日 09:10:11</span><span id=source_baidu>来源：<a href='/s'>嘉兴日报</a></span>"
    "<span id=author_baidu>作者：区新闻中心 杨秀娟</span>"
    "<div class='x TRS_Editor y'><p>　　第一段。<script>no</script><a href='/b'>链接</a></p><div><p>第二段。</p></div></div>"
    "<div class=TRS_Editor><p>不是正文</p></div>"
    "<span id=editor_baidu>责任编辑：徐卉</span><a class=p-category>南湖</a><a class=p-category>南湖</a></body></html>";
  g_autoptr (GBytes) page = g_bytes_new_static (markup, strlen (markup));
  g_autoptr (GalleyIntakeNotes) notes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyRevision) revision = galley_intake_read_html_article (SUPPORT_ID, page, NULL, &notes, &error);
  g_autofree char *content = NULL;

  g_assert_no_error (error);
  content = galley_wire_write_content (revision);
  g_assert_cmpstr (galley_revision_get_field (revision, GALLEY_FIELD_KICKER), ==, "引题");
  g_assert_cmpstr (galley_revision_get_field (revision, GALLEY_FIELD_HEADLINE), ==, "标题 在此");
  g_assert_cmpstr (galley_revision_get_field (revision, GALLEY_FIELD_CONTENT_CREATED), ==, "2018-10-18T09:10:11+08:00");
  g_assert_cmpstr (galley_revision_get_field (revision, GALLEY_FIELD_SOURCE), ==, "嘉兴日报");
  g_assert_cmpstr (galley_revision_get_field (revision, GALLEY_FIELD_SOURCE_URI), ==, "https://other.example/s");
  g_assert_cmpstr (galley_revision_get_field (revision, GALLEY_FIELD_EDITOR), ==, "徐卉");
  g_assert_cmpuint (galley_revision_get_bylines (revision)->len, ==, 1);
  g_assert_cmpstr (((const GalleyByline *) galley_revision_get_bylines (revision)->pdata[0])->organisation, ==, "区新闻中心");
  g_assert_cmpstrv ((char **) galley_revision_get_set (revision, GALLEY_SET_TAGS),
                    ((const char *const[]) { "南湖", NULL }));
  g_assert_nonnull (strstr (content, "<p>第一段。<a href=\\\"https://other.example/b\\\">链接</a></p><p>第二段。</p>\""));
  g_assert_cmpstrv (notes->breadcrumb, ((const char *const[]) { "首页", "新闻", NULL }));
}

/* Hidden depth, a body that grows, and a page that says nothing of itself. */
static void
test_bounds (void)
{
  g_autoptr (GString) deep = g_string_new ("<div class=e-content>");
  g_autoptr (GString) large = g_string_new ("<h1 class=p-name>a</h1><div class=e-content>");
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) large_error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) large_bytes = NULL;

  for (guint i = 0; i < 300; i++)
    g_string_append (deep, "<div>");
  bytes = g_bytes_new_static (deep->str, deep->len);
  g_assert_null (galley_intake_read_html_article (SUPPORT_ID, bytes, NULL, NULL, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE);
  /* Each of these bytes becomes six. */
  while (large->len < 2 * 1024 * 1024)
    g_string_append (large, "\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"");
  large_bytes = g_bytes_new_static (large->str, large->len);
  {
    g_autoptr (GalleyRevision) revision =
      galley_intake_read_html_article (SUPPORT_ID, large_bytes, NULL, NULL, &large_error);

    g_assert_null (revision);
    g_assert_error (large_error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/intake/round-trip/demo", "portal", test_demo);
  g_test_add_data_func ("/intake/round-trip/demo-plain", "plain", test_demo);
  g_test_add_data_func ("/intake/round-trip/demo-plain-of-newsroom", "plain" OF_NEWSROOM, test_demo);
  g_test_add_data_func ("/intake/round-trip/made-up", "portal", test_made_up);
  g_test_add_data_func ("/intake/round-trip/made-up-plain", "plain", test_made_up);
  g_test_add_func ("/intake/round-trip/folder", test_folder);
  g_test_add_func ("/intake/round-trip/pretender", test_pretender);
  g_test_add_func ("/intake/round-trip/edges", test_edges);
  g_test_add_func ("/intake/round-trip/foreign", test_foreign);
  g_test_add_func ("/intake/round-trip/bounds", test_bounds);
  return g_test_run ();
}
