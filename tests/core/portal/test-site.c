/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/galley-error.h"
#include "core/base/galley-json.h"
#include "core/portal/galley-site-date.h"
#include "core/portal/galley-site.h"
#include "core/portal/galley-site-media.h"

#define MINIMAL "'name': '站', 'channels': [{'id': 'a', 'name': '甲'}]"

/* In @pattern ' stands for a quotation mark. */
static GalleySite *
make (const char *pattern)
{
  g_autofree char *text = g_strdelimit (g_strdup (pattern), "'", '"');
  g_autoptr (GError) error = NULL;
  GalleySite *site = galley_site_new (text, strlen (text), &error);

  g_assert_no_error (error);
  return site;
}

static void
test_minimal (void)
{
  g_autoptr (GalleySite) site = make ("{" MINIMAL "}");
  guint n;

  g_assert_cmpstr (galley_site_get_name (site), ==, "站");
  g_assert_cmpstr (galley_site_get_base_address (site), ==, "");
  galley_site_get_topics (site, &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpint (galley_site_get_publish_patience (site), ==, 600 * G_USEC_PER_SEC);
  g_assert_cmpuint (galley_site_get_limit (site, GALLEY_FIELD_HEADLINE), ==, 0);
  g_assert_false (galley_site_allows_new_tags (site));
  g_assert_true (galley_site_tells_presence (site));
  g_assert_true (galley_site_indents_wechat (site));
  g_assert_cmpuint (galley_site_get_wechat_limit (site, GALLEY_PART_HEADLINE), ==, 64);
  g_assert_cmpuint (galley_site_get_wechat_limit (site, GALLEY_PART_SUMMARY), ==, 120);
  g_assert_cmpuint (galley_site_get_wechat_limit (site, GALLEY_PART_BYLINES), ==, 8);
  g_assert_cmpuint (galley_site_get_wechat_limit (site, GALLEY_PART_KICKER), ==, 0);
  g_assert_nonnull (galley_site_get_workflow (site));
  g_assert_cmpstr (g_time_zone_get_identifier (galley_site_get_time_zone (site)), ==, "UTC");
}

static void
test_full (void)
{
  g_autoptr (GalleySite) site = make (
      "{'name': '站', 'base_address': 'https://news.example', 'time_zone': 'Asia/Shanghai',"
      " 'publish_patience': 5, 'presence': false, 'tags': {'allow_new': true},"
      " 'limits': {'headline': 24, 'short-headline': 14},"
      " 'wechat': {'indent': false, 'title': 32, 'author': 0},"
      " 'pictures': {'side': 1600, 'format': 'jpeg', 'least': 600, 'ratios': ['2:1', '750:400']},"
      " 'topics': [{'id': 't', 'name': '专题'}, {'id': 'u', 'name': '二', 'banner': '横幅'}],"
      " 'channels': [{'id': 'c', 'name': '丙', 'parent': 'b'}, {'id': 'a', 'name': '甲'},"
      " {'id': 'b', 'name': '乙', 'parent': 'a', 'default_source': '报'}, {'id': 'd', 'name': '丁'}]}");
  static const char *const order[] = { "a", "b", "c", "d" };
  guint n;
  const GalleyChannel *channels = galley_site_get_channels (site, &n);
  const GalleyPictureCuts *cuts = galley_site_get_picture_cuts (site);

  g_assert_cmpuint (galley_site_get_picture_form (site)->max_side, ==, 1600);
  g_assert_cmpuint (galley_site_get_picture_form (site)->quality, ==, 88);
  g_assert_cmpint (galley_site_get_picture_form (site)->format, ==, GALLEY_PICTURE_JPEG);
  g_assert_cmpuint (cuts->least_width, ==, 600);
  g_assert_cmpuint (cuts->n_ratios, ==, 2);
  g_assert_cmpuint (cuts->ratios[1].width, ==, 750);
  g_assert_cmpuint (cuts->ratios[1].height, ==, 400);
  g_assert_cmpuint (n, ==, 4);
  for (guint i = 0; i < n; i++)
    g_assert_cmpstr (channels[i].id, ==, order[i]);
  g_assert_cmpuint (channels[2].depth, ==, 2);
  g_assert_cmpstr (galley_site_get_channel (site, "b")->default_source, ==, "报");
  g_assert_cmpstr (galley_site_get_channel (site, "b")->parent, ==, "a");
  g_assert_null (galley_site_get_channel (site, "x"));
  g_assert_null (galley_site_get_channel (site, NULL));
  g_assert_cmpstr (galley_site_get_topic (site, "t")->banner, ==, "专题");
  g_assert_cmpstr (galley_site_get_topic (site, "u")->banner, ==, "横幅");
  g_assert_null (galley_site_get_topic (site, ""));
  g_assert_cmpuint (galley_site_get_limit (site, GALLEY_FIELD_HEADLINE), ==, 24);
  g_assert_cmpuint (galley_site_get_limit (site, GALLEY_FIELD_SHORT_HEADLINE), ==, 14);
  g_assert_cmpint (galley_site_get_publish_patience (site), ==, 5 * G_USEC_PER_SEC);
  g_assert_true (galley_site_allows_new_tags (site));
  g_assert_false (galley_site_tells_presence (site));
  g_assert_false (galley_site_indents_wechat (site));
  g_assert_cmpuint (galley_site_get_wechat_limit (site, GALLEY_PART_HEADLINE), ==, 32);
  g_assert_cmpuint (galley_site_get_wechat_limit (site, GALLEY_PART_SUMMARY), ==, 120);
  g_assert_cmpuint (galley_site_get_wechat_limit (site, GALLEY_PART_BYLINES), ==, 0);
  g_assert_cmpstr (galley_json_get_string (galley_site_get_view (site), "name"), ==, "站");
}

/* Files and players, where the site says something of them and where it does not. */
static void
test_media (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strdelimit (g_strdup (
      "{" MINIMAL ", 'files': {'bytes': 1000}, 'players': [{'name': '甲', 'addresses': ['https://v.example/x/']},"
      " {'name': '乙', 'addresses': ['https://b.example/', 'https://p.example/']}]}"), "'", '"');
  g_autofree char *bare = g_strdelimit (g_strdup ("{" MINIMAL "}"), "'", '"');
  g_autoptr (GalleySite) site = galley_site_new (text, strlen (text), &error);
  g_autoptr (GalleySite) silent = galley_site_new (bare, strlen (bare), &error);
  g_auto (GStrv) names = NULL;
  g_auto (GStrv) no_names = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (galley_site_get_max_file_bytes (site), ==, 1000);
  g_assert_cmpint (galley_site_get_max_file_bytes (silent), ==, 100 * 1024 * 1024);
  names = galley_site_dup_player_names (site);
  no_names = galley_site_dup_player_names (silent);
  g_assert_cmpstrv (names, ((const char *const[]) { "甲", "乙", NULL }));
  g_assert_cmpstrv (no_names, ((const char *const[]) { NULL }));
  g_assert_cmpstr (galley_site_find_player (site, "https://v.example/x/1.html"), ==, "甲");
  g_assert_cmpstr (galley_site_find_player (site, "https://p.example/?a=1"), ==, "乙");
  g_assert_null (galley_site_find_player (site, "https://v.example/y/1.html"));
  g_assert_null (galley_site_find_player (site, "https://b.example.evil/x"));
  g_assert_null (galley_site_find_player (site, "http://b.example/x"));
  g_assert_null (galley_site_find_player (site, "https://b.example/"));
  g_assert_null (galley_site_find_player (site, "https://b.example/a b"));
  g_assert_null (galley_site_find_player (silent, "https://v.example/x/1.html"));
}

static void
test_slots (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strdelimit (g_strdup (
      "{" MINIMAL ", 'slots': [{'id': 'lead', 'name': '头条'}, {'id': 'focus-1', 'name': '焦点', 'items': 5,"
      " 'headline': 8, 'picture': {'width': 1280, 'height': 720}, 'hours': 36}]}"), "'", '"');
  g_autoptr (GalleySite) site = galley_site_new (text, strlen (text), &error);
  g_autofree char *cut = NULL;
  g_autofree char *whole = NULL;
  const GalleySlot *slots;
  guint n_slots;

  g_assert_no_error (error);
  slots = galley_site_get_slots (site, &n_slots);
  g_assert_cmpuint (n_slots, ==, 2);
  g_assert_cmpstr (slots[0].name, ==, "头条");
  g_assert_cmpuint (slots[0].n_items, ==, 1);
  g_assert_cmpuint (slots[0].cells, ==, 0);
  g_assert_cmpuint (slots[0].picture_width, ==, 0);
  g_assert_cmpint (slots[0].duration, ==, 0);
  g_assert_true (galley_site_get_slot (site, "focus-1") == &slots[1]);
  g_assert_null (galley_site_get_slot (site, "focus"));
  g_assert_cmpuint (slots[1].n_items, ==, 5);
  g_assert_cmpuint (slots[1].picture_width, ==, 1280);
  g_assert_cmpuint (slots[1].picture_height, ==, 720);
  g_assert_cmpint (slots[1].duration, ==, 36 * G_TIME_SPAN_HOUR);
  cut = galley_slot_cut_headline (&slots[1], "白鹭归来澜江两岸");
  g_assert_cmpstr (cut, ==, "白鹭归来澜江两岸");
  g_free (g_steal_pointer (&cut));
  cut = galley_slot_cut_headline (&slots[1], "白鹭归来澜江两岸稻香");
  g_assert_cmpstr (cut, ==, "白鹭归来澜江两…");
  whole = galley_slot_cut_headline (&slots[0], "白鹭归来澜江两岸稻香");
  g_assert_cmpstr (whole, ==, "白鹭归来澜江两岸稻香");
}

typedef struct
{
  const char *text; /* ' stands for a quotation mark, here and in part */
  const char *part; /* of the message */
} BadCase;

static void
assert_bad (const BadCase *cases,
            gsize          n_cases)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      g_autofree char *text = g_strdelimit (g_strdup (cases[i].text), "'", '"');
      g_autofree char *part = g_strdelimit (g_strdup (cases[i].part), "'", '"');
      g_autoptr (GError) error = NULL;

      g_assert_null (galley_site_new (text, strlen (text), &error));
      g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID);
      if (strstr (error->message, part) == NULL)
        g_error ("\"%s\" lacks \"%s\"", error->message, part);
    }
}

static void
test_bad_slots (void)
{
  static const BadCase cases[] = {
    { "{" MINIMAL ", 'slots': [1]}", "site.json:1: slots[0]: is no object" },
    { "{" MINIMAL ", 'slots': [{'name': '头条'}]}", "slots[0]: id" },
    { "{" MINIMAL ", 'slots': [{'id': 'Lead', 'name': '头条'}]}", "slots[0]: id" },
    { "{" MINIMAL ", 'slots': [{'id': 'lead'}]}", "slots[0]: name" },
    { "{" MINIMAL ", 'slots': [{'id': 'a', 'name': 'a', 'items': 0}]}", "slots[0]: items" },
    { "{" MINIMAL ", 'slots': [{'id': 'a', 'name': 'a', 'items': 51}]}", "slots[0]: items" },
    { "{" MINIMAL ", 'slots': [{'id': 'a', 'name': 'a', 'headline': 101}]}", "slots[0]: headline" },
    { "{" MINIMAL ", 'slots': [{'id': 'a', 'name': 'a', 'hours': 0}]}", "slots[0]: hours" },
    { "{" MINIMAL ", 'slots': [{'id': 'a', 'name': 'a', 'picture': {'width': 10}}]}", "slots[0]: picture" },
    { "{" MINIMAL ", 'slots': [{'id': 'a', 'name': 'a', 'picture': 1}]}", "slots[0]: picture" },
    { "{'also': 'slots', 'x': [{}],\n" MINIMAL ",\n'slots': [\n{'id': 'a', 'name': '[{'},\n{'id': 'a', 'name': 'b'}]}",
      "site.json:5: slots[1]: id stands there twice" },
  };

  assert_bad (cases, G_N_ELEMENTS (cases));
}

static void
test_redirects (void)
{
  g_autoptr (GalleySite) site = make (
      "{" MINIMAL ", 'base_address': 'https://news.example', 'redirects': [{'from': '/a.html', 'to': '/b#c'},"
      " {'from': '/b', 'to': 'https://news.example/c/'}, {'from': '/channels/gone/', 'to': 'https://x.example/'}]}");
  g_autofree char *target = NULL;
  g_autofree char *outside = NULL;
  const GalleyRedirect *redirects;
  guint n;

  redirects = galley_site_get_redirects (site, &n);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpstr (redirects[0].page, ==, "/a.html");
  g_assert_cmpstr (redirects[0].to, ==, "/c/");
  g_assert_cmpstr (redirects[1].page, ==, "/b/index.html");
  g_assert_cmpstr (redirects[1].to, ==, "/c/");
  g_assert_cmpstr (redirects[2].page, ==, "/channels/gone/index.html");
  target = galley_redirect_dup_target (&redirects[0]);
  g_assert_cmpstr (target, ==, "/c/");
  outside = galley_redirect_dup_target (&redirects[2]);
  g_assert_null (outside);
}

#define TAKEN "from is the path of a page that the site has"

static void
test_bad_redirects (void)
{
  static const BadCase cases[] = {
    { "{" MINIMAL ", 'redirects': {}}", "site.json:1: redirects[0]: it is no list" },
    { "{" MINIMAL ",\n 'redirects': [\n{'from': '/a', 'to': '/'},\n{'from': '/../b', 'to': '/'}]}",
      "site.json:4: redirects[1]: from is no path" },
    { "{" MINIMAL ", 'redirects': [1]}", "redirects[0]: it is no object" },
    { "{" MINIMAL ", 'redirects': [{'to': '/'}]}", "from is no path" },
    { "{" MINIMAL ", 'redirects': [{'from': 'a', 'to': '/'}]}", "from is no path" },
    { "{" MINIMAL ", 'redirects': [{'from': '/a.html.gone', 'to': '/'}]}", "from is no path" },
    { "{" MINIMAL ", 'redirects': [{'from': '/a'}]}", "to is neither" },
    { "{" MINIMAL ", 'redirects': [{'from': '/a', 'to': 'javascript:alert(1)'}]}", "to is neither" },
    { "{" MINIMAL ", 'redirects': [{'from': '/a', 'to': '/../b'}]}", "to is neither" },
    { "{" MINIMAL ", 'redirects': [{'from': '/a', 'to': 'https://x.example/a b'}]}", "to is neither" },
    { "{" MINIMAL ", 'redirects': [{'from': '/', 'to': '/b'}]}", TAKEN },
    { "{" MINIMAL ", 'redirects': [{'from': '/api/v1', 'to': '/b'}]}", TAKEN },
    { "{" MINIMAL ", 'redirects': [{'from': '/channels/a/2/', 'to': '/b'}]}", TAKEN },
    { "{" MINIMAL ", 'redirects': [{'from': '/2026/11/23/00000000-0000-7000-8000-000000000001.html', 'to': '/b'}]}",
      TAKEN },
    { "{" MINIMAL ", 'redirects': [{'from': '/a', 'to': '/b'},\n{'from': '/a/', 'to': '/c'}]}",
      "site.json:2: redirects[1]: from stands there twice" },
    { "{" MINIMAL ", 'redirects': [{'from': '/a.html', 'to': '/b'}, {'from': '/a.html/b', 'to': '/c'}]}",
      "redirects[1]: from lies below the page of another" },
    { "{" MINIMAL ", 'redirects': [{'from': '/a', 'to': '/a/#b'}]}", "redirects[0]: it leads in a circle" },
    { "{" MINIMAL ", 'redirects': [{'from': '/z', 'to': '/'}, {'from': '/a', 'to': '/b'}, {'from': '/b', 'to': '/c'},"
      " {'from': '/c', 'to': '/b'}]}", "redirects[1]: it leads in a circle" },
  };
  g_autoptr (GString) many = g_string_new ("{" MINIMAL ", 'redirects': [");
  BadCase too_many = { NULL, "redirects[5000]: there are more than 5000" };

  assert_bad (cases, G_N_ELEMENTS (cases));
  for (guint i = 0; i < 5001; i++)
    g_string_append_printf (many, "%s{'from': '/a/%u', 'to': '/'}", i > 0 ? "," : "", i);
  g_string_append (many, "]}");
  too_many.text = many->str;
  assert_bad (&too_many, 1);
}

static void
test_bad (void)
{
  static const BadCase cases[] = {
    { "", "site.json:1: a value was expected" },
    { "[]", "no object" },
    { "{" MINIMAL ",\n'name': 'twice'}", "site.json:2: duplicate name" },
    { "{'channels': [{'id': 'a', 'name': 'x'}]}", "name is missing" },
    { "{'name': 'x'}", "site.json:1: channels: there must be" },
    { "{'name': 'x', 'channels': [{'id': 'a'}]}", "site.json:1: channels[0]: name is missing" },
    { "{'name': 'x', 'channels': [{'name': 'a'}]}", "channels[0]: id is missing or has other" },
    { "{'name': 'x', 'channels': [{'id': '../a', 'name': 'a'}]}", "channels[0]: id is missing or has other" },
    { "{'name': 'x', 'channels': [1]}", "channels[0]: is no object" },
    { "{'name': 'x', 'channels': [{'id': 'a', 'name': 'a'}, {'id': 'a', 'name': 'b'}]}", "twice" },
    { "{'name': 'x', 'channels': [{'id': 'a', 'name': 'a', 'parent': 'z'}]}", "'z' of 'a' is not" },
    { "{'name': 'x', 'channels': [{'id': 'a', 'name': 'a', 'parent': 'a'}]}", "'a' stands in a circle" },
    { "{'name': 'x',\n 'channels': [{'id': 'r', 'name': 'r'},\n  {'id': 'a', 'name': 'a', 'parent': 'b'},\n"
      "  {'id': 'b', 'name': 'b', 'parent': 'a'}]}",
      "site.json:3: channels[1]: 'a' stands in a circle" },
    { "{" MINIMAL ",\n 'topics': [{'id': 't', 'name': 't'},\n {'id': 'u'}]}", "site.json:3: topics[1]: name is missing" },
    { "{'name': 'x', 'channels': [{'id': 'r', 'name': 'r'}, {'id': 'a', 'name': 'a', 'parent': 'b'},"
      " {'id': 'b', 'name': 'b', 'parent': 'a'}]}",
      "circle" },
    { "{'name': 'x', 'channels': [{'id': '1', 'name': '1'}, {'id': '2', 'name': '2', 'parent': '1'},"
      "{'id': '3', 'name': '3', 'parent': '2'}, {'id': '4', 'name': '4', 'parent': '3'},"
      "{'id': '5', 'name': '5', 'parent': '4'}, {'id': '6', 'name': '6', 'parent': '5'},"
      "{'id': '7', 'name': '7', 'parent': '6'}]}",
      "'7' lies deeper" },
    { "{" MINIMAL ", 'topics': [{'id': 't'}]}", "topics[0]: name" },
    { "{" MINIMAL ", 'time_zone': 'Mars/Olympus'}", "time_zone" },
    { "{" MINIMAL ", 'base_address': 'https://news.example/'}", "base_address" },
    { "{" MINIMAL ", 'base_address': 'javascript:alert(1)'}", "base_address" },
    { "{" MINIMAL ", 'base_address': 'https://a\\'b'}", "base_address" },
    { "{" MINIMAL ", 'date_format': '%A'}", "date_format" },
    { "{" MINIMAL ", 'list_date_format': '%'}", "list_date_format" },
    { "{" MINIMAL ", 'limits': {'headline': -1}}", "limits.headline" },
    { "{" MINIMAL ", 'files': {'bytes': 0}}", "files.bytes" },
    { "{" MINIMAL ", 'files': {'bytes': 1073741825}}", "files.bytes" },
    { "{" MINIMAL ", 'players': [{'addresses': ['https://a.example/']}]}", "players[0]: name is missing" },
    { "{" MINIMAL ", 'players': [1]}", "players[0]: name is missing" },
    { "{" MINIMAL ", 'players': [{'name': 'x'}]}", "players[0]: addresses are missing" },
    { "{" MINIMAL ", 'players': [{'name': 'x', 'addresses': ['https://a.example']}]}", "https, a host and a slash" },
    { "{" MINIMAL ", 'players': [{'name': 'x', 'addresses': ['http://a.example/']}]}", "https, a host and a slash" },
    { "{" MINIMAL ", 'players': [{'name': 'x', 'addresses': [1]}]}", "https, a host and a slash" },
    { "{" MINIMAL ", 'wechat': {'title': -1}}", "wechat.title" },
    { "{" MINIMAL ", 'pictures': {'side': 10}}", "pictures.side" },
    { "{" MINIMAL ", 'pictures': {'quality': 0}}", "pictures.quality" },
    { "{" MINIMAL ", 'pictures': {'format': 'webp'}}", "pictures.format" },
    { "{" MINIMAL ", 'pictures': {'least': -1}}", "pictures.least" },
    { "{" MINIMAL ", 'pictures': {'ratios': '16:9'}}", "pictures.ratios" },
    { "{" MINIMAL ", 'pictures': {'ratios': ['1:1', '16:0']}}", "pictures.ratios[1]" },
    { "{" MINIMAL ", 'pictures': {'ratios': [16]}}", "pictures.ratios[0]" },
    { "{" MINIMAL ", 'pictures': {'ratios': ['1', '1', '1', '1', '1', '1', '1', '1', '1']}}", "pictures.ratios" },
    { "{" MINIMAL ", 'pictures': {'widths': 480}}", "pictures.widths: is no list" },
    { "{" MINIMAL ", 'pictures': {'widths': [480, 480]}}", "pictures.widths[1]" },
    { "{" MINIMAL ", 'pictures': {'widths': [10]}}", "pictures.widths[0]" },
    { "{" MINIMAL ", 'pictures': {'widths': ['480']}}", "pictures.widths[0]" },
    { "{" MINIMAL ", 'pictures': {'widths': [64, 65, 66, 67, 68, 69, 70, 71, 72]}}", "pictures.widths: has more than 8" },
    { "{" MINIMAL ", 'pictures': {'sizes': ''}}", "pictures.sizes" },
    { "{" MINIMAL ", 'pictures': {'watermark': 1}}", "pictures.watermark: is no object" },
    { "{" MINIMAL ", 'pictures': {'watermark': {'image': 'mark.png'}}}", "pictures.watermark.image" },
    { "{" MINIMAL ", 'pictures': {'watermark': {'image': 'assets/m', 'corner': 'middle'}}}", "pictures.watermark.corner" },
    { "{" MINIMAL ", 'pictures': {'watermark': {'image': 'assets/m', 'share': 0}}}", "pictures.watermark.share" },
    { "{" MINIMAL ", 'pictures': {'watermark': {'image': 'assets/m', 'margin': 26}}}", "pictures.watermark.margin" },
    { "{" MINIMAL ", 'pictures': {'watermark': {'image': 'assets/m', 'opacity': '9'}}}", "pictures.watermark.opacity" },
    { "{" MINIMAL ", 'pictures': {'watermark': {'image': 'assets/m', 'least': -1}}}", "pictures.watermark.least" },
    { "{" MINIMAL ", 'publish_patience': 1000000}", "publish_patience" },
    { "{" MINIMAL ", 'workflow': 1}", "workflow: is no object" },
    { "{" MINIMAL ", 'workflow': {'reviews': [{}]}}", "workflow.reviews[0]: status is not" },
  };

  assert_bad (cases, G_N_ELEMENTS (cases));
}

/* Each is told with the line of what it is about, or of as much of that as there is. */
static void
test_bad_lines (void)
{
#define HEAD "{'x': {'limits': [{'headline': -1}]}, 'y': '}\\'],\\n',\n" MINIMAL ",\n"
  static const BadCase cases[] = {
    { HEAD "'limits': {'summary': 1,\n'headline': -1}}", "site.json:4: limits.headline: is not between 0 and 10000" },
    { HEAD "'wechat':\n{'title': -1}}", "site.json:4: wechat.title: is not between" },
    { HEAD "'time_zone': 'Mars/Olympus'}", "site.json:3: time_zone: 'Mars/Olympus' is not known" },
    { HEAD "'base_address': 'x'}", "site.json:3: base_address: 'x' is not like" },
    { HEAD "'date_format': '%A'}", "site.json:3: date_format: only %Y %m" },
    { HEAD "'files': {\n\n'bytes': 0}}", "site.json:5: files.bytes: is not between 1 and 1073741824" },
    { HEAD "'players': [{'name': 'a', 'addresses': ['https://a.example/']},\n{'name': 'b'}]}",
      "site.json:4: players[1]: addresses are missing" },
    { HEAD "'pictures': {\n'widths': [480,\n480]}}", "site.json:5: pictures.widths[1]: is not more than" },
    { HEAD "'pictures': {\n'ratios': [ '1:1' ,\n '16:9', [1, {'a': 2}]]}}", "site.json:5: pictures.ratios[2]: is no ratio" },
    { HEAD "'pictures': {\n'watermark': {'image': 'assets/m',\n'corner': 'middle'}}}",
      "site.json:5: pictures.watermark.corner: is none of" },
    { HEAD "'pictures': {\n'watermark': {\n}}}", "site.json:4: pictures.watermark.image: is no file" },
    { HEAD "'publish_patience': -1}", "site.json:3: publish_patience: is not between 0 and 86400" },
    { HEAD "'workflow': {'reviews': [\n{'status': 'review-1', 'role': 'editor'},\n{'status': 'review-1'}]}}",
      "site.json:5: workflow.reviews[1]: status does not come" },
    { HEAD "'workflow': {\n'publish': 'editor'}}", "site.json:4: workflow.publish: is no list of roles" },
    { HEAD "'a': 01}", "site.json:3: number with a leading zero" },
  };

  assert_bad (cases, G_N_ELEMENTS (cases));
}

/* As GDateTime has them, in every zone and year. */
static void
test_dates (void)
{
  static const char *const zones[] = { "Asia/Shanghai", "Europe/Berlin", "America/St_Johns", "UTC", "+05:45", "-03:30" };

  for (guint i = 0; i < 3000; i++)
    {
      const char *name = zones[i % G_N_ELEMENTS (zones)];
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (name);
      gint64 seconds = i < 2000 ? g_test_rand_int_range (G_MININT32, G_MAXINT32)
                                : (gint64) (g_test_rand_double () * 250e9) - 60 * G_GINT64_CONSTANT (1000000000);
      g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (seconds);
      g_autoptr (GDateTime) time = g_date_time_to_timezone (utc, zone);
      g_autofree char *expected = g_date_time_format (time, "%H:%M:%S %-d %d %m");
      g_autofree char *text = galley_site_date_format (zone, seconds * G_USEC_PER_SEC, "%H:%M:%S %-d %d %m");
      g_autofree char *year = galley_site_date_format (zone, seconds * G_USEC_PER_SEC, "%Y");
      g_autofree char *iso = galley_site_date_to_iso (zone, seconds * G_USEC_PER_SEC);
      g_autofree char *offset = g_date_time_format (time, "%:z");

      g_assert_cmpstr (text, ==, expected);
      g_assert_cmpint (atoi (year), ==, g_date_time_get_year (time));
      g_assert_true (g_str_has_suffix (iso, offset));
    }
  for (gint64 time = G_MAXINT64; time != 0; time = time == G_MAXINT64 ? G_MININT64 : 0)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
      g_autofree char *none = galley_site_date_to_iso (zone, time);

      g_assert_cmpstr (none, ==, "");
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/portal/site/minimal", test_minimal);
  g_test_add_func ("/portal/site/full", test_full);
  g_test_add_func ("/portal/site/media", test_media);
  g_test_add_func ("/portal/site/slots", test_slots);
  g_test_add_func ("/portal/site/bad-slots", test_bad_slots);
  g_test_add_func ("/portal/site/redirects", test_redirects);
  g_test_add_func ("/portal/site/bad-redirects", test_bad_redirects);
  g_test_add_func ("/portal/site/dates", test_dates);
  g_test_add_func ("/portal/site/bad", test_bad);
  g_test_add_func ("/portal/site/bad-lines", test_bad_lines);
  return g_test_run ();
}
