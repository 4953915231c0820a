/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hand-over file: what goes in comes out, and what no Galley wrote is refused. */
#include "core/base/galley-error.h"
#include "core/base/galley-id.h"
#include "core/intake/galley-bundle.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#define ID "019ab000-0000-7000-8000-000000000001"
#define OTHER_ID "019ab000-0000-7000-8000-000000000002"

static GalleyRevision *
make_revision (const char *id,
               const char *headline)
{
  GalleyContent content = { 0 };

  content.fields[GALLEY_FIELD_HEADLINE] = headline;
  return galley_revision_new (id, &content, NULL);
}

static char *
make_json (const char *id,
           const char *headline)
{
  return g_strdup_printf ("{\"headlines\":[{\"role\":\"main\",\"value\":\"%s\"}],\"type\":\"text\","
                          "\"uri\":\"urn:uuid:%s\"}", headline, id);
}

typedef struct
{
  struct archive *archive;
  GByteArray *bytes;
} Zip;

static la_ssize_t
write_cb (struct archive *archive,
          void           *data,
          const void     *buffer,
          size_t          length)
{
  g_byte_array_append (data, buffer, length);
  return length;
}

static void
zip_begin (Zip *zip)
{
  zip->archive = archive_write_new ();
  zip->bytes = g_byte_array_new ();
  archive_write_set_format_zip (zip->archive);
  archive_write_set_bytes_in_last_block (zip->archive, 1);
  g_assert_cmpint (archive_write_open (zip->archive, zip->bytes, NULL, write_cb, NULL), ==, ARCHIVE_OK);
}

static void
zip_add (Zip        *zip,
         const char *name,
         const char *data,
         gsize       length)
{
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_size (entry, length);
  g_assert_cmpint (archive_write_header (zip->archive, entry), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_data (zip->archive, data, length), ==, (int) length);
  archive_entry_free (entry);
}

static void
zip_add_text (Zip        *zip,
              const char *name,
              const char *text)
{
  zip_add (zip, name, text, strlen (text));
}

static GBytes *
zip_end (Zip *zip)
{
  archive_write_close (zip->archive);
  archive_write_free (zip->archive);
  return g_byte_array_free_to_bytes (zip->bytes);
}

/* An article, and one file more. */
static GBytes *
make_zip (const char *name,
          const char *text)
{
  g_autofree char *article = make_json (ID, "南湖开工");
  Zip zip;

  zip_begin (&zip);
  zip_add_text (&zip, "article.json", article);
  zip_add_text (&zip, name, text);
  return zip_end (&zip);
}

static void
assert_refused (GBytes     *bytes,
                GalleyError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyBundle) bundle = galley_bundle_read (bytes, &error);

  g_assert_null (bundle);
  g_assert_error (error, GALLEY_ERROR, (int) code);
}

static void
test_round_trip (void)
{
  g_autoptr (GalleyRevision) article = make_revision (ID, "南湖区今年首个开工项目");
  g_autoptr (GalleyRevision) base = make_revision (ID, "南湖区首个开工项目");
  g_autoptr (GalleyBundle) bundle = galley_bundle_new (article, base);
  g_autoptr (GalleyBundle) again = NULL;
  g_autoptr (GBytes) picture = g_bytes_new_static ("\x89PNG\r\n\x1a\n\0", 9);
  g_autofree char *hash = galley_hash_bytes (g_bytes_get_data (picture, NULL), 9);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) second = NULL;
  g_autoptr (GError) error = NULL;

  g_tree_insert (bundle->media, g_strdup (hash), g_bytes_ref (picture));
  bytes = galley_bundle_write (bundle, &error);
  g_assert_no_error (error);
  g_assert_true (galley_bundle_is_zip (bytes));
  /* The type stands where programs that only look at the first bytes find it. */
  g_assert_cmpmem ((const char *) g_bytes_get_data (bytes, NULL) + 30, 8, "mimetype", 8);

  again = galley_bundle_read (bytes, &error);
  g_assert_no_error (error);
  g_assert_true (galley_revision_has_same_content (again->article, article));
  g_assert_true (galley_revision_has_same_content (again->base, base));
  g_assert_cmpint (g_tree_nnodes (again->media), ==, 1);
  g_assert_true (g_bytes_equal (g_tree_lookup (again->media, hash), picture));
  second = galley_bundle_write (again, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (bytes, second));
}

static void
test_state_stays (void)
{
  g_autoptr (GalleyState) state = galley_state_new ();
  g_autoptr (GalleyRevision) plain = make_revision (ID, "南湖");
  g_autoptr (GalleyRevision) article = NULL;
  g_autoptr (GalleyBundle) bundle = NULL;
  g_autoptr (GalleyBundle) again = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  state->status = GALLEY_STATUS_PUBLISHED;
  galley_state_set_text (&state->owner, "xiaohe");
  article = galley_revision_with_state (plain, state);
  bundle = galley_bundle_new (article, NULL);
  bytes = galley_bundle_write (bundle, &error);
  g_assert_no_error (error);
  again = galley_bundle_read (bytes, &error);
  g_assert_no_error (error);
  g_assert_null (again->base);
  g_assert_cmpint (galley_revision_get_state (again->article)->status, ==, GALLEY_STATUS_DRAFT);
  g_assert_cmpstr (galley_revision_get_state (again->article)->owner, ==, "");
}

static void
test_foreign_names (void)
{
  static const char *const names[] = { "media/abc", "notes.txt", "a..b/..c", "MEDIA/X", "media/" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GBytes) bytes = make_zip (names[i], "x");
      g_autoptr (GError) error = NULL;
      g_autoptr (GalleyBundle) bundle = galley_bundle_read (bytes, &error);

      g_assert_no_error (error);
      g_assert_cmpint (g_tree_nnodes (bundle->media), ==, 0);
      g_assert_null (bundle->base);
    }
}

static void
test_refused (void)
{
  g_autofree char *other = make_json (OTHER_ID, "别的");
  g_autofree char *same = make_json (ID, "南湖开工");
  const struct
  {
    const char *name;
    const char *text;
    GalleyError code;
  } cases[] = {
    { "../../article.json", "x", GALLEY_ERROR_INVALID },
    { "/etc/passwd", "x", GALLEY_ERROR_INVALID },
    { "media/../../x", "x", GALLEY_ERROR_INVALID },
    { "a\\..\\..\\x", "x", GALLEY_ERROR_INVALID },
    { "version", "2", GALLEY_ERROR_TOO_NEW },
    { "version", "99999", GALLEY_ERROR_TOO_NEW },
    { "version", "0", GALLEY_ERROR_INVALID },
    { "version", "one", GALLEY_ERROR_INVALID },
    { "version", "", GALLEY_ERROR_INVALID },
    { "version", "11111111111111111", GALLEY_ERROR_TOO_LARGE },
    { "base.json", other, GALLEY_ERROR_INVALID },
    { "base.json", "{", GALLEY_ERROR_INVALID },
    { "article.json", same, GALLEY_ERROR_INVALID }, /* twice */
    { "media/e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "not empty", GALLEY_ERROR_INVALID },
  };
  g_autoptr (GBytes) text = g_bytes_new_static ("no zip", 6);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) whole = make_zip ("version", "1");
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (whole, 0, 60);
  g_autoptr (GBytes) empty = NULL;
  Zip zip;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = make_zip (cases[i].name, cases[i].text);

      g_test_message ("%s: %s", cases[i].name, cases[i].text);
      assert_refused (bytes, cases[i].code);
    }
  assert_refused (text, GALLEY_ERROR_INVALID);
  assert_refused (nothing, GALLEY_ERROR_INVALID);
  assert_refused (cut, GALLEY_ERROR_INVALID);
  zip_begin (&zip);
  zip_add_text (&zip, "word/document.xml", "<w/>");
  empty = zip_end (&zip);
  assert_refused (empty, GALLEY_ERROR_INVALID);
}

/* Blanks pack a thousand to one: it is what comes out that counts. */
static void
test_bombs (void)
{
  gsize size = 9 * 1024 * 1024;
  g_autofree char *blanks = g_strnfill (size, ' ');
  g_autoptr (GBytes) large = NULL;
  g_autoptr (GBytes) many = NULL;
  Zip zip;

  zip_begin (&zip);
  zip_add (&zip, "article.json", blanks, size);
  large = zip_end (&zip);
  g_assert_cmpuint (g_bytes_get_size (large), <, 64 * 1024);
  assert_refused (large, GALLEY_ERROR_TOO_LARGE);

  zip_begin (&zip);
  for (guint i = 0; i <= GALLEY_BUNDLE_MAX_FILES; i++)
    {
      g_autofree char *name = g_strdup_printf ("media/%u", i);

      zip_add_text (&zip, name, "");
    }
  many = zip_end (&zip);
  assert_refused (many, GALLEY_ERROR_TOO_LARGE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intake/bundle/round-trip", test_round_trip);
  g_test_add_func ("/intake/bundle/state-stays", test_state_stays);
  g_test_add_func ("/intake/bundle/foreign-names", test_foreign_names);
  g_test_add_func ("/intake/bundle/refused", test_refused);
  g_test_add_func ("/intake/bundle/bombs", test_bombs);
  return g_test_run ();
}
