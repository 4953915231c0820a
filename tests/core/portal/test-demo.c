/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demo newsroom keeps to the formats that it shows. */
#include "core/base/galley-file.h"
#include "core/base/galley-id.h"
#include "core/base/galley-json.h"
#include "core/base/galley-text.h"
#include "core/portal/galley-page.h"
#include "core/wire/galley-wire.h"
#include "portal-support.h"

#define N_ARTICLES 30
#define MAX_BYTES (1024 * 1024)

static char *
read_text (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("GALLEY_SOURCE_DIR"), "data", "demo", name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = galley_file_read (path, MAX_BYTES, &error);

  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static GalleyRevision *
read_article (guint number)
{
  g_autofree char *name = g_strdup_printf ("articles/%02u.json", number);
  g_autofree char *text = read_text (name);
  g_autofree char *again = NULL;
  g_autoptr (GError) error = NULL;
  gsize length = strlen (text);
  GalleyRevision *revision;

  g_assert_cmpint (text[length - 1], ==, '\n');
  text[length - 1] = '\0';
  revision = galley_wire_read (text, length - 1, &error);
  g_assert_no_error (error);
  again = galley_wire_write (revision);
  g_assert_cmpstr (text, ==, again);
  return revision;
}

static void
check_content (GalleyRevision *revision,
               GalleySite     *site)
{
  GPtrArray *blocks = galley_revision_get_blocks (revision);
  guint n_han = 0;

  g_assert_true (galley_id_is_valid (galley_revision_get_id (revision)));
  for (guint field = 0; field < GALLEY_N_FIELDS; field++)
    {
      guint limit = galley_site_get_limit (site, field);

      if (limit > 0)
        g_assert_cmpuint (galley_text_count_half_cells (galley_revision_get_field (revision, field)), <=, 2 * limit);
    }
  for (guint i = 0; i < blocks->len; i++)
    n_han += galley_block_get_counts (blocks->pdata[i]).han;
  g_assert_cmpuint (n_han, >=, 150);
  g_assert_cmpuint (n_han, <=, 400);
  g_assert_nonnull (galley_site_get_channel (site, galley_revision_get_field (revision, GALLEY_FIELD_CHANNEL)));
  if (*galley_revision_get_field (revision, GALLEY_FIELD_TOPIC) != '\0')
    g_assert_nonnull (galley_site_get_topic (site, galley_revision_get_field (revision, GALLEY_FIELD_TOPIC)));
}

static void
check_state (GalleyRevision *revision,
             GalleyLayout   *layout)
{
  const GalleyState *state = galley_revision_get_state (revision);
  const char *hash = galley_wire_get_content_hash (revision);
  guint n_signatures = state->status == GALLEY_STATUS_REVIEW_3                                            ? 1
                       : state->status == GALLEY_STATUS_PUBLISHED || state->status == GALLEY_STATUS_APPROVED ? 2
                                                                                                          : 0;

  g_assert_cmpstr (state->owner, ==, "xiaohe");
  g_assert_cmpint (state->created, >, 0);
  g_assert_cmpint (state->modified, >=, state->created);
  g_assert_cmpuint (state->signatures->len, ==, n_signatures);
  for (guint i = 0; i < n_signatures; i++)
    g_assert_cmpstr (((GalleySignature *) state->signatures->pdata[i])->content_hash, ==, hash);
  if (state->status == GALLEY_STATUS_PUBLISHED)
    {
      g_autofree char *path = galley_context_make_path (layout, galley_revision_get_id (revision), state->published_at);

      g_assert_cmpstr (state->published_hash, ==, hash);
      g_assert_cmpstr (state->published_path, ==, path);
    }
}

static void
test_articles (void)
{
  g_autoptr (GalleyLayout) layout = support_open_layout ("portal");
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint counts[GALLEY_N_STATUSES] = { 0 };

  for (guint i = 1; i <= N_ARTICLES; i++)
    {
      g_autoptr (GalleyRevision) revision = read_article (i);

      check_content (revision, galley_layout_get_site (layout));
      check_state (revision, layout);
      g_assert_true (g_hash_table_add (ids, g_strdup (galley_revision_get_id (revision))));
      counts[galley_revision_get_state (revision)->status]++;
    }
  g_assert_cmpuint (counts[GALLEY_STATUS_PUBLISHED], ==, 18);
  g_assert_cmpuint (counts[GALLEY_STATUS_REVIEW_1], ==, 3);
  g_assert_cmpuint (counts[GALLEY_STATUS_REVIEW_3], ==, 2);
  g_assert_cmpuint (counts[GALLEY_STATUS_APPROVED], ==, 2);
  g_assert_cmpuint (counts[GALLEY_STATUS_RETURNED], ==, 1);
  g_assert_cmpuint (counts[GALLEY_STATUS_DRAFT], ==, 4);
}

static void
test_tags (void)
{
  g_autofree char *text = read_text ("tags.json");
  g_autoptr (JsonObject) object = galley_json_parse_object (text, strlen (text), MAX_BYTES, NULL);
  JsonArray *tags = galley_json_get_array (object, "tags");
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (json_array_get_length (tags), ==, 40);
  for (guint i = 0; i < 40; i++)
    {
      JsonObject *tag = galley_json_array_get_object (tags, i);

      g_assert_true (galley_id_is_valid (galley_json_get_string (tag, "id")));
      g_assert_true (g_hash_table_add (names, (gpointer) galley_json_get_string (tag, "name")));
    }
  for (guint i = 1; i <= N_ARTICLES; i++)
    {
      g_autoptr (GalleyRevision) revision = read_article (i);

      for (const char *const *tag = galley_revision_get_set (revision, GALLEY_SET_TAGS); *tag != NULL; tag++)
        g_assert_true (g_hash_table_contains (names, *tag));
    }
}

static void
test_newsroom (void)
{
  static const char *const users[][3] = {
    { "xiaohe", "周小禾", "reporter" }, { "chenyan", "陈砚", "editor" }, { "shenzhiyuan", "沈知远", "chief" }
  };
  g_autofree char *text = read_text ("newsroom.json");
  g_autoptr (JsonObject) object = galley_json_parse_object (text, strlen (text), MAX_BYTES, NULL);
  JsonArray *array = galley_json_get_array (object, "users");

  g_assert_cmpuint (json_array_get_length (array), ==, G_N_ELEMENTS (users));
  for (guint i = 0; i < G_N_ELEMENTS (users); i++)
    {
      JsonObject *user = galley_json_array_get_object (array, i);

      g_assert_cmpstr (galley_json_get_string (user, "id"), ==, users[i][0]);
      g_assert_cmpstr (galley_json_get_string (user, "name"), ==, users[i][1]);
      g_assert_cmpstr (galley_json_array_get_string (galley_json_get_array (user, "roles"), 0), ==, users[i][2]);
      g_assert_cmpstr (galley_json_get_string (user, "password"), ==, "galley-demo");
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/portal/demo/articles", test_articles);
  g_test_add_func ("/portal/demo/tags", test_tags);
  g_test_add_func ("/portal/demo/newsroom", test_newsroom);
  return g_test_run ();
}
