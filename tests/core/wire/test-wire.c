/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Articles as JSON: exact bytes, round trips, what is not known is kept, what is wrong is named. */
#include "core/wire/galley-wire.h"

#include "core/base/galley-error.h"
#include "core/base/galley-json.h"
#include "random-article.h"

#include <string.h>

#define ID "019ab000-0000-7000-8000-000000000001"

static GalleyRevision *
make_full_revision (void)
{
  static const char *const tags[] = { "全年红", "开门红", NULL };
  static const char *const channels[] = { "towns", NULL };
  g_autoptr (GPtrArray) bylines = galley_bylines_new ();
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();
  GalleyContent content = {
    .fields = {
      [GALLEY_FIELD_KICKER] = "引题",
      [GALLEY_FIELD_HEADLINE] = "主题 “红”",
      [GALLEY_FIELD_SUBTITLE] = "副题",
      [GALLEY_FIELD_SHORT_HEADLINE] = "短",
      [GALLEY_FIELD_SUMMARY] = "摘要",
      [GALLEY_FIELD_SOURCE] = "嘉兴日报",
      [GALLEY_FIELD_SOURCE_URI] = "https://example.org/",
      [GALLEY_FIELD_EDITOR] = "徐卉",
      [GALLEY_FIELD_CHANNEL] = "news",
      [GALLEY_FIELD_TOPIC] = "visits",
      [GALLEY_FIELD_ORIGIN] = "reprint",
      [GALLEY_FIELD_ORIGINAL_HEADLINE] = "原题",
      [GALLEY_FIELD_ORIGINAL_AUTHOR] = "某人",
      [GALLEY_FIELD_ORIGINAL_URI] = "https://example.org/1",
      [GALLEY_FIELD_CONTENT_CREATED] = "2018-10-18T00:00:00+08:00",
      [GALLEY_FIELD_CORRECTS] = "019ab000-0000-7000-8000-000000000002",
      [GALLEY_FIELD_CORRECTS_HASH] = "aa",
    },
    .sets = { [GALLEY_SET_TAGS] = tags, [GALLEY_SET_CHANNELS] = channels },
    .bylines = bylines,
    .blocks = blocks,
  };

  g_ptr_array_add (bylines, galley_byline_new ("杨秀娟", "", ""));
  g_ptr_array_add (bylines, galley_byline_new ("宋翰卿", "区新闻中心", ""));
  g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_PARAGRAPH, "a & \"b\"", NULL, 0));
  return galley_revision_new (ID, &content, NULL);
}

static const char full_content[] =
    "{\"bodies\":[{\"contentType\":\"application/xhtml+xml\",\"role\":\"main\",\"value\":\"<p>a &amp; \\\"b\\\"</p>\"}],"
    "\"by\":\"杨秀娟 区新闻中心 宋翰卿\",\"contentCreated\":\"2018-10-18T00:00:00+08:00\","
    "\"descriptions\":[{\"role\":\"summary\",\"value\":\"摘要\"}],"
    "\"galley\":{\"bylines\":[{\"name\":\"杨秀娟\"},{\"name\":\"宋翰卿\",\"organisation\":\"区新闻中心\"}],"
    "\"channel\":\"news\",\"channels\":[\"towns\"],"
    "\"corrects\":{\"hash\":\"aa\",\"id\":\"019ab000-0000-7000-8000-000000000002\"},\"origin\":\"reprint\","
    "\"original\":{\"author\":\"某人\",\"headline\":\"原题\",\"uri\":\"https://example.org/1\"},\"topic\":\"visits\"},"
    "\"headlines\":[{\"role\":\"kicker\",\"value\":\"引题\"},{\"role\":\"main\",\"value\":\"主题 “红”\"},"
    "{\"role\":\"subhead\",\"value\":\"副题\"},{\"role\":\"index\",\"value\":\"短\"}],"
    "\"infoSources\":[{\"name\":\"嘉兴日报\",\"role\":\"source\",\"uri\":\"https://example.org/\"},"
    "{\"name\":\"徐卉\",\"role\":\"editor\"}],\"language\":\"zh-Hans\",\"representationType\":\"full\","
    "\"standard\":{\"name\":\"ninjs\",\"version\":\"3.1\"},"
    "\"subjects\":[{\"literal\":\"全年红\",\"rel\":\"tag\"},{\"literal\":\"开门红\",\"rel\":\"tag\"}],"
    "\"type\":\"text\",\"uri\":\"urn:uuid:" ID "\"}";

static const char blank_content[] =
    "{\"bodies\":[{\"contentType\":\"application/xhtml+xml\",\"role\":\"main\",\"value\":\"<p></p>\"}],"
    "\"language\":\"zh-Hans\",\"representationType\":\"full\",\"standard\":{\"name\":\"ninjs\",\"version\":\"3.1\"},"
    "\"type\":\"text\",\"uri\":\"urn:uuid:" ID "\"}";

static GalleyRevision *
read_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  GalleyRevision *revision = galley_wire_read (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_nonnull (revision);
  return revision;
}

static void
assert_round_trip (const char *text)
{
  g_autoptr (GalleyRevision) revision = read_text (text);
  g_autofree char *again = galley_wire_write_content (revision);

  g_assert_cmpstr (again, ==, text);
}

static void
test_exact (void)
{
  static const GalleyContent nothing;
  g_autoptr (GalleyRevision) full = make_full_revision ();
  g_autoptr (GalleyRevision) blank = galley_revision_new (ID, &nothing, NULL);
  g_autoptr (GalleyRevision) read = NULL;
  g_autofree char *text = galley_wire_write_content (full);
  g_autofree char *blank_text = galley_wire_write_content (blank);

  g_assert_cmpstr (text, ==, full_content);
  g_assert_cmpstr (blank_text, ==, blank_content);
  read = read_text (full_content);
  g_assert_true (galley_revision_has_same_content (full, read));
  g_assert_cmpstr (galley_revision_get_id (read), ==, ID);
  assert_round_trip (full_content);
  assert_round_trip (blank_content);
}

#define PICTURE(letter) \
  "<img src=\"media/" letter "0/" letter "000000000000000000000000000000000000000000000000000000000000000.jpg\"" \
  " width=\"16\" height=\"9\" alt=\"\"/>"

/* What an article is beside its text, and the type of ninjs that says most of it. */
static void
test_kinds (void)
{
  static const struct
  {
    const char *kind;
    const char *type;
  } cases[] = {
    { "", "text" }, { "pictures", "picture" }, { "video", "video" }, { "link", "text" }, { "quiz", "text" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GalleyContent content = { .fields = { [GALLEY_FIELD_KIND] = cases[i].kind,
                                            [GALLEY_FIELD_LINK] = "https://example.org/?a=1&b" } };
      g_autoptr (GalleyRevision) revision = galley_revision_new (ID, &content, NULL);
      g_autofree char *text = galley_wire_write_content (revision);
      g_autofree char *kind = *cases[i].kind != '\0' ? g_strdup_printf ("\"kind\":\"%s\",", cases[i].kind) : g_strdup ("");
      g_autofree char *expected =
          g_strdup_printf ("{\"bodies\":[{\"contentType\":\"application/xhtml+xml\",\"role\":\"main\",\"value\":"
                           "\"<p></p>\"}],\"galley\":{%s\"link\":\"https://example.org/?a=1&b\"},"
                           "\"language\":\"zh-Hans\",\"representationType\":\"full\",\"standard\":"
                           "{\"name\":\"ninjs\",\"version\":\"3.1\"},\"type\":\"%s\",\"uri\":\"urn:uuid:" ID "\"}",
                           kind, cases[i].type);
      g_autoptr (GalleyRevision) read = read_text (text);

      g_assert_cmpstr (text, ==, expected);
      g_assert_true (galley_revision_has_same_content (revision, read));
      g_assert_null (galley_revision_get_extra (read));
      assert_round_trip (text);
    }
}

/* A type that somebody else gave stays, whatever the kind. */
static void
test_foreign_type (void)
{
  g_autofree char *text = g_strdup (blank_content);
  g_autofree char *composite = NULL;
  g_auto (GStrv) parts = g_strsplit (text, "\"type\":\"text\"", 2);

  composite = g_strjoinv ("\"type\":\"composite\"", parts);
  assert_round_trip (composite);
}

static void
test_pictures (void)
{
  g_autofree char *lead = g_strescape (PICTURE ("a"), NULL);
  g_autofree char *text =
      g_strdup_printf ("{\"bodies\":[{\"contentType\":\"application/xhtml+xml\",\"role\":\"main\",\"value\":"
                       "\"<p></p>\"}],\"galley\":{\"pictures\":{\"focus\":\"<a newer form>\",\"lead\":\"%s\"}},"
                       "\"language\":\"zh-Hans\",\"representationType\":\"full\",\"standard\":"
                       "{\"name\":\"ninjs\",\"version\":\"3.1\"},\"type\":\"text\",\"uri\":\"urn:uuid:" ID "\"}", lead);
  g_autoptr (GalleyRevision) read = read_text (text);
  g_autoptr (GalleyRevision) changed = NULL;
  g_autofree char *changed_text = NULL;
  GalleyContent content;

  g_assert_cmpstr (galley_revision_get_field (read, GALLEY_FIELD_LEAD_PICTURE), ==, PICTURE ("a"));
  /* One that cannot be read is nobody's picture here, and is kept for whoever can. */
  g_assert_cmpstr (galley_revision_get_field (read, GALLEY_FIELD_FOCUS_PICTURE), ==, "");
  assert_round_trip (text);
  /* It goes where another one is chosen. */
  content = galley_revision_get_content (read);
  content.fields[GALLEY_FIELD_FOCUS_PICTURE] = PICTURE ("b");
  changed = galley_revision_new (ID, &content, NULL);
  changed_text = galley_wire_write_content (changed);
  g_assert_null (strstr (changed_text, "newer"));
  g_assert_nonnull (strstr (changed_text, "\"focus\":\"<img src=\\\"media/b0/b0"));
}

/* This hash may never change: signatures and publications hold it. */
static void
test_golden_hash (void)
{
  g_autoptr (GalleyRevision) full = make_full_revision ();

  g_assert_cmpstr (galley_wire_get_content_hash (full), ==,
                   "796b291f09004263017af3697b6c8c1f111fee41b411c777e79eb32cb668859c");
  g_assert_true (galley_wire_get_content_hash (full) == galley_wire_get_content_hash (full));
}

static void
test_hash_excludes_state (void)
{
  g_autoptr (GalleyRevision) full = make_full_revision ();
  g_autoptr (GalleyState) state = galley_state_new ();
  g_autoptr (GalleyRevision) published = NULL;
  g_autofree char *text = NULL;
  g_autofree char *published_text = NULL;
  g_autoptr (GalleyRevision) read = NULL;

  state->status = GALLEY_STATUS_PUBLISHED;
  galley_state_set_text (&state->owner, "u1");
  published = galley_revision_with_state (full, state);
  text = galley_wire_write (full);
  published_text = galley_wire_write (published);
  g_assert_cmpstr (text, !=, published_text);
  read = read_text (published_text);
  g_assert_cmpint (galley_revision_get_state (read)->status, ==, GALLEY_STATUS_PUBLISHED);
  g_assert_cmpstr (galley_wire_get_content_hash (read), ==, galley_wire_get_content_hash (full));
  g_assert_cmpstr (galley_wire_get_content_hash (published), ==, galley_wire_get_content_hash (full));
}

static void
test_random (void)
{
  g_autoptr (GalleyRandom) random = galley_random_new_seeded (random_article_seed ());

  for (guint i = 0; i < 10000; i++)
    {
      g_autoptr (GalleyRevision) revision = random_revision (random);
      g_autofree char *text = galley_wire_write (revision);
      g_autoptr (GalleyRevision) read = read_text (text);
      g_autofree char *again = galley_wire_write (read);

      g_assert_cmpstr (again, ==, text);
      g_assert_true (galley_revision_has_same_content (revision, read));
    }
}

/* Whatever the mutation, what is read is written in a form that reads and writes the same. */
static void
test_one_byte_mutations (void)
{
  gsize length = strlen (full_content);
  guint n_taken = 0;

  for (gsize at = 0; at < length; at++)
    for (const char *byte = "\"\\{}[],:0a<&\xe5\x01 "; *byte != '\0'; byte++)
      {
        g_autofree char *text = g_memdup2 (full_content, length + 1);
        g_autoptr (GalleyRevision) revision = NULL;
        g_autoptr (GError) error = NULL;

        text[at] = *byte;
        revision = galley_wire_read (text, length, &error);
        if (revision == NULL)
          {
            g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID);
          }
        else
          {
            g_autofree char *once = galley_wire_write (revision);
            g_autoptr (GalleyRevision) read = read_text (once);
            g_autofree char *twice = galley_wire_write (read);

            g_assert_cmpstr (twice, ==, once);
            n_taken++;
          }
      }
  g_assert_cmpuint (n_taken, >, length);
}

static void
test_unknown_members (void)
{
  static const char text[] =
      "{\"altIds\":[{\"role\":\"cms\",\"value\":\"7\"}],"
      "\"bodies\":[{\"contentType\":\"application/xhtml+xml\",\"role\":\"main\",\"value\":\"<p>x</p>\",\"y\":1},"
      "{\"value\":\"plain\"}],\"edNote\":\"keep\",\"galley\":{\"bylines\":[{\"name\":\"甲\",\"person\":\"p1\"}],"
      "\"future\":{\"a\":[true,null,-5,{}]},\"original\":{\"headline\":\"h\",\"more\":\"m\"}},"
      "\"headlines\":[{\"contentType\":\"text/plain\",\"role\":\"main\",\"value\":\"题\"},"
      "{\"role\":\"print\",\"value\":\"印\"},{\"value\":\"无\"}],"
      "\"infoSources\":[{\"name\":\"丙\",\"role\":\"writer\"}],\"language\":\"en\",\"representationType\":\"full\","
      "\"standard\":{\"name\":\"ninjs\",\"version\":\"3.2\"},"
      "\"subjects\":[{\"creator\":\"me\",\"literal\":\"红\",\"rel\":\"tag\"},{\"rel\":\"about\",\"uri\":\"x:1\"}],"
      "\"type\":\"text\",\"uri\":\"urn:uuid:" ID "\"}";
  g_autofree char *without_by = g_strdup (text);
  g_autoptr (GalleyRevision) revision = read_text (without_by);
  g_autofree char *again = galley_wire_write_content (revision);
  g_autofree char *printed = g_strdup (again);
  char *by = strstr (printed, "\"by\":\"甲\",");

  g_assert_nonnull (by);
  memmove (by, by + strlen ("\"by\":\"甲\","), strlen (by + strlen ("\"by\":\"甲\",")) + 1);
  g_assert_cmpstr (printed, ==, text);
  assert_round_trip (again);
  g_assert_cmpstr (galley_revision_get_field (revision, GALLEY_FIELD_HEADLINE), ==, "题");
}

/* What said more about a tag or a headline goes with it; what stands for itself stays. */
static void
test_unknown_members_after_change (void)
{
  g_autoptr (GalleyRevision) revision = read_text (
      "{\"edNote\":\"keep\",\"headlines\":[{\"contentType\":\"text/plain\",\"role\":\"main\",\"value\":\"题\"}],"
      "\"subjects\":[{\"creator\":\"me\",\"literal\":\"红\",\"rel\":\"tag\"}],\"uri\":\"urn:uuid:" ID "\"}");
  GalleyContent content = { .extra = galley_revision_get_extra (revision) };
  g_autoptr (GalleyRevision) emptied = galley_revision_new (ID, &content, NULL);
  g_autofree char *text = galley_wire_write_content (emptied);

  g_assert_nonnull (strstr (text, "\"edNote\":\"keep\""));
  g_assert_null (strstr (text, "headlines"));
  g_assert_null (strstr (text, "subjects"));
}

static void
test_foreign_forms (void)
{
  g_autoptr (GalleyRevision) revision = read_text (
      " { \"uri\" : \"urn:uuid:" ID "\", \"by\": \"记者 甲  乙\", \"contentCreated\": \" 2018 \",\n"
      "\"subjects\":[{\"rel\":\"tag\",\"literal\":\" 红 \"},{\"rel\":\"tag\",\"literal\":\"红\"}],"
      "\"headlines\":[{\"value\":\"\\u9898\\n题 \",\"role\":\"main\"}] } ");
  const char *const *tags = galley_revision_get_set (revision, GALLEY_SET_TAGS);
  GPtrArray *bylines = galley_revision_get_bylines (revision);
  const GalleyByline *byline;

  g_assert_cmpuint (bylines->len, ==, 2);
  byline = g_ptr_array_index (bylines, 0);
  g_assert_cmpstr (byline->name, ==, "甲");
  g_assert_cmpstr (byline->role, ==, "记者");
  g_assert_cmpstr (tags[0], ==, "红");
  g_assert_null (tags[1]);
  g_assert_null (strchr (galley_revision_get_field (revision, GALLEY_FIELD_HEADLINE), '\n'));
  g_assert_cmpstr (galley_revision_get_field (revision, GALLEY_FIELD_CONTENT_CREATED), ==, "2018");
  g_assert_cmpuint (galley_revision_get_blocks (revision)->len, ==, 1);
  g_assert_cmpint (galley_revision_get_state (revision)->status, ==, GALLEY_STATUS_DRAFT);
}

static void
test_refused (void)
{
  g_autoptr (GError) none_error = NULL;
#define U "\"uri\":\"urn:uuid:" ID "\""
#define B "\"contentType\":\"application/xhtml+xml\",\"role\":\"main\""
  static const struct
  {
    const char *text;
    const char *message;
  } cases[] = {
    { "{}", "uri" },
    { "[]", "" },
    { "{\"uri\":5}", "uri" },
    { "{\"uri\":\"urn:uuid:1\"}", "uri" },
    { "{" U ",\"contentCreated\":5}", "contentCreated: not a text" },
    { "{" U ",\"by\":null}", "by: not a text" },
    { "{" U ",\"headlines\":{}}", "headlines: not an array" },
    { "{" U ",\"headlines\":[{\"role\":\"main\",\"value\":1}]}", "headlines.value: not a text" },
    { "{" U ",\"headlines\":[{\"role\":\"main\",\"value\":\"a\"},{\"role\":\"main\",\"value\":\"b\"}]}",
      "headlines: two of role main" },
    { "{" U ",\"bodies\":[{\"role\":\"main\",\"value\":\"x\"}]}", "bodies.contentType" },
    { "{" U ",\"bodies\":[{" B "}]}", "bodies.value" },
    { "{" U ",\"bodies\":[{" B ",\"value\":\"<p>x</p>\\n\"}]}", "body: byte 8" },
    { "{" U ",\"bodies\":[{" B ",\"value\":\"<p></p>\"},{" B ",\"value\":\"<p></p>\"}]}", "bodies: two" },
    { "{" U ",\"galley\":[]}", "galley: not an object" },
    { "{" U ",\"galley\":{\"channel\":[]}}", "galley.channel: not a text" },
    { "{" U ",\"galley\":{\"channels\":[1]}}", "galley.channels: not a text" },
    { "{" U ",\"galley\":{\"original\":{\"uri\":1}}}", "galley.original.uri: not a text" },
    { "{" U ",\"galley\":{\"bylines\":[{\"name\":1}]}}", "galley.bylines.name: not a text" },
    { "{" U ",\"galley\":{\"state\":1}}", "galley.state: not an object" },
    { "{" U ",\"galley\":{\"state\":{\"status\":\"new\"}}}", "galley.state.status: unknown status" },
    { "{" U ",\"representationType\":\"partial\"}", "representationType" },
    { "{" U ",\"type\":1}", "type" },
    { "{" U ",\"standard\":1}", "standard" },
    { "{" U "," U "}", "" },
    { "{" U ",\"x\":1.5}", "" },
    { "{" U ",\"x\":9007199254740992}", "" },
    { "{" U ",\"x\":\"\\ud800\"}", "" },
    { "{" U "}x", "" },
    { "{" U ",}", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GalleyRevision) revision = galley_wire_read (cases[i].text, strlen (cases[i].text), &error);

      g_assert_null (revision);
      g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID);
      if (!g_str_has_prefix (error->message, cases[i].message))
        g_error ("%s: %s, expected %s", cases[i].text, error->message, cases[i].message);
    }

  /* Empty bytes have no address. */
  g_assert_null (galley_wire_read (NULL, 0, &none_error));
  g_assert_error (none_error, GALLEY_ERROR, GALLEY_ERROR_INVALID);
}

/* What a server may send in anger. */
static void
test_bad_server (void)
{
  g_autoptr (GString) deep = g_string_new ("{\"uri\":\"urn:uuid:" ID "\",\"x\":");
  g_autofree char *large = g_malloc (GALLEY_WIRE_MAX_BYTES + 1);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (deep, '[');
  g_assert_null (galley_wire_read (deep->str, deep->len, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID);
  g_clear_error (&error);
  memset (large, ' ', GALLEY_WIRE_MAX_BYTES + 1);
  large[0] = '{';
  large[GALLEY_WIRE_MAX_BYTES] = '}';
  g_assert_null (galley_wire_read (large, GALLEY_WIRE_MAX_BYTES + 1, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE);
  g_clear_error (&error);
  g_assert_null (galley_wire_read ("{\"galley\":{\"channel\":\"a\",\"channel\":\"b\"}}", 41, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID);
}

/* Eight megabytes of tags, each with something more to it, cost their bytes and not their square. */
static void
test_many_items (void)
{
  g_autoptr (GString) text = g_string_new ("{\"uri\":\"urn:uuid:" ID "\",\"subjects\":[");
  g_autoptr (GalleyRevision) revision = NULL;
  g_autofree char *once = NULL;

  for (guint i = 0; i < 150000; i++)
    g_string_append_printf (text, "%s{\"rel\":\"tag\",\"literal\":\"%u\",\"x\":1}", i > 0 ? "," : "", i);
  g_string_append (text, "]}");
  revision = read_text (text->str);
  once = galley_wire_write_content (revision);
  assert_round_trip (once);
  g_assert_cmpuint (g_strv_length ((char **) galley_revision_get_set (revision, GALLEY_SET_TAGS)), ==, 150000);
}

static void
test_state (void)
{
  g_autoptr (GalleyState) state = galley_state_new ();
  g_autoptr (GalleyJsonDocument) document = NULL;
  g_autoptr (GalleyState) read = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *text_again = NULL;

  state->status = GALLEY_STATUS_PUBLISHED;
  galley_state_set_text (&state->owner, "u1");
  galley_state_set_text (&state->owner_name, "甲");
  galley_state_set_text (&state->department, "desk");
  galley_state_set_text (&state->etag, "\"e.7\"");
  galley_state_set_text (&state->modified_by, "乙");
  galley_state_set_text (&state->return_reason, "错");
  galley_state_set_text (&state->published_hash, "bb");
  galley_state_set_text (&state->published_path, "/2018/10/18/1.html");
  galley_state_set_text (&state->layout_version, "cc");
  galley_state_set_text (&state->context, "{\"a\":1}");
  state->created = 1;
  state->modified = 2;
  state->published_at = G_GINT64_CONSTANT (9007199254740991);
  g_ptr_array_add (state->signatures, galley_signature_new (GALLEY_STATUS_REVIEW_1, "u2", "丙", "aa", 3));
  text = galley_wire_write_state (state);
  g_assert_cmpstr (text, ==,
                   "{\"created\":1,\"department\":\"desk\",\"etag\":\"\\\"e.7\\\"\",\"modified\":2,\"modifiedBy\":\"乙\","
                   "\"owner\":\"u1\",\"ownerName\":\"甲\",\"publication\":{\"context\":\"{\\\"a\\\":1}\",\"hash\":\"bb\","
                   "\"layout\":\"cc\",\"path\":\"/2018/10/18/1.html\",\"time\":9007199254740991},"
                   "\"returnReason\":\"错\",\"signatures\":[{\"hash\":\"aa\",\"review\":\"review-1\",\"time\":3,"
                   "\"user\":\"u2\",\"userName\":\"丙\"}],\"status\":\"published\"}");
  document = galley_json_document_new (text, strlen (text), GALLEY_WIRE_MAX_BYTES, &error);
  g_assert_no_error (error);
  read = galley_wire_read_state (galley_json_document_get_root (document), &error);
  g_assert_no_error (error);
  text_again = galley_wire_write_state (read);
  g_assert_cmpstr (text_again, ==, text);
}

static void
test_state_refused (void)
{
  static const char *const cases[] = {
    "{\"status\":\"?\"}",
    "{\"status\":1}",
    "{\"owner\":1}",
    "{\"created\":\"1\"}",
    "{\"publication\":1}",
    "{\"publication\":{\"time\":\"x\"}}",
    "{\"publication\":{\"path\":[]}}",
    "{\"signatures\":{}}",
    "{\"signatures\":[1]}",
    "{\"signatures\":[{}]}",
    "{\"signatures\":[{\"review\":\"draft\"}]}",
    "{\"signatures\":[{\"review\":\"review-1\",\"user\":1}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GalleyJsonDocument) document = galley_json_document_new (cases[i], strlen (cases[i]), 1000, &error);

      g_assert_no_error (error);
      g_assert_null (galley_wire_read_state (galley_json_document_get_root (document), &error));
      g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID);
      g_assert_true (g_str_has_prefix (error->message, "galley.state."));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/article/exact", test_exact);
  g_test_add_func ("/wire/article/kinds", test_kinds);
  g_test_add_func ("/wire/article/foreign-type", test_foreign_type);
  g_test_add_func ("/wire/article/pictures", test_pictures);
  g_test_add_func ("/wire/article/golden-hash", test_golden_hash);
  g_test_add_func ("/wire/article/hash-excludes-state", test_hash_excludes_state);
  g_test_add_func ("/wire/article/random", test_random);
  g_test_add_func ("/wire/article/one-byte-mutations", test_one_byte_mutations);
  g_test_add_func ("/wire/article/unknown-members", test_unknown_members);
  g_test_add_func ("/wire/article/unknown-members-after-change", test_unknown_members_after_change);
  g_test_add_func ("/wire/article/foreign-forms", test_foreign_forms);
  g_test_add_func ("/wire/article/refused", test_refused);
  g_test_add_func ("/wire/article/bad-server", test_bad_server);
  g_test_add_func ("/wire/article/many-items", test_many_items);
  g_test_add_func ("/wire/state/exact", test_state);
  g_test_add_func ("/wire/state/refused", test_state_refused);
  return g_test_run ();
}
