/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/galley-error.h"
#include "core/portal/galley-layout.h"
#include "core/portal/galley-pack.h"
#include "portal-support.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <string.h>

#define SITE "{\"channels\":[{\"id\":\"a\",\"name\":\"A\"}],\"name\":\"S\"}"

typedef struct
{
  const char *name;
  const char *text;
} File;

static const File good[] = {
  { "site.json", SITE },     { "article.mustache", "a" }, { "channel.mustache", "c" },
  { "home.mustache", "h" },  { "notice.mustache", "n" },  { "assets/style.css", "p{}" },
  { "assets/a/b.png", "x" }, { NULL, NULL },
};

static char *
make_folder (const File *files)
{
  char *folder = g_dir_make_tmp ("galley-layout-XXXXXX", NULL);

  g_assert_nonnull (folder);
  for (; files->name != NULL; files++)
    {
      g_autofree char *path = g_build_filename (folder, files->name, NULL);
      g_autofree char *parent = g_path_get_dirname (path);

      g_assert_cmpint (g_mkdir_with_parents (parent, 0755), ==, 0);
      g_assert_true (g_file_set_contents (path, files->text, -1, NULL));
    }
  return folder;
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static la_ssize_t
append_cb (struct archive *archive,
           void           *data,
           const void     *buffer,
           size_t          length)
{
  g_byte_array_append (data, buffer, length);
  return length;
}

static void
add_to_zip (struct archive *archive,
            const char     *name,
            const char     *text,
            gsize           length)
{
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_size (entry, length);
  archive_entry_set_mtime (entry, 1600000000, 0);
  g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_data (archive, text, length), ==, length);
  archive_entry_free (entry);
}

/* The good files, last first and squeezed, and then @n_extra times @extra; "%u" in its name counts. */
static GBytes *
make_zip (const char *extra,
          const char *text,
          gsize       length,
          guint       n_extra)
{
  GByteArray *bytes = g_byte_array_new ();
  struct archive *archive = archive_write_new ();

  archive_write_set_format_zip (archive);
  g_assert_cmpint (archive_write_open (archive, bytes, NULL, append_cb, NULL), ==, ARCHIVE_OK);
  for (gsize i = G_N_ELEMENTS (good) - 1; i > 0; i--)
    add_to_zip (archive, good[i - 1].name, good[i - 1].text, strlen (good[i - 1].text));
  for (guint i = 0; i < n_extra; i++)
    {
      g_auto (GStrv) parts = g_strsplit (extra, "%u", 2);
      g_autofree char *name = parts[1] != NULL ? g_strdup_printf ("%s%u%s", parts[0], i, parts[1]) : g_strdup (extra);

      add_to_zip (archive, name, text, length);
    }
  g_assert_cmpint (archive_write_close (archive), ==, ARCHIVE_OK);
  archive_write_free (archive);
  return g_byte_array_free_to_bytes (bytes);
}

static void
assert_zip_fails (GBytes     *zip,
                  GalleyError code,
                  const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (galley_layout_new_from_zip (zip, &error));
  g_assert_error (error, GALLEY_ERROR, (int) code);
  if (strstr (error->message, part) == NULL)
    g_error ("\"%s\" lacks \"%s\"", error->message, part);
}

static void
test_same_version (void)
{
  g_autofree char *folder = make_folder (good);
  g_autofree char *readme = g_build_filename (folder, "README.md", NULL);
  g_autofree char *hidden = g_build_filename (folder, "assets", ".DS_Store", NULL);
  g_autoptr (GBytes) foreign = make_zip ("README.md", "other", 5, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyLayout) from_folder = NULL;
  g_autoptr (GalleyLayout) from_foreign = NULL;
  g_autoptr (GalleyLayout) from_own = NULL;
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;

  g_assert_true (g_file_set_contents (readme, "no part of the pack", -1, NULL));
  g_assert_true (g_file_set_contents (hidden, "nor this", -1, NULL));
  from_folder = galley_layout_new_from_folder (folder, &error);
  g_assert_no_error (error);
  from_foreign = galley_layout_new_from_zip (foreign, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (galley_layout_get_version (from_folder)), ==, 64);
  g_assert_cmpstr (galley_layout_get_version (from_folder), ==, galley_layout_get_version (from_foreign));

  first = galley_layout_to_zip (from_folder, &error);
  g_assert_no_error (error);
  second = galley_layout_to_zip (from_foreign, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (first, second));
  from_own = galley_layout_new_from_zip (first, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (galley_layout_get_version (from_own), ==, galley_layout_get_version (from_folder));
  remove_folder (folder);
}

/* A name's end and the bytes that follow cannot be taken for each other. */
static void
test_other_version (void)
{
  g_autoptr (GBytes) a = make_zip ("assets/a", "b", 1, 1);
  g_autoptr (GBytes) b = make_zip ("assets/ab", "", 0, 1);
  g_autoptr (GalleyLayout) first = galley_layout_new_from_zip (a, NULL);
  g_autoptr (GalleyLayout) second = galley_layout_new_from_zip (b, NULL);

  g_assert_cmpstr (galley_layout_get_version (first), !=, galley_layout_get_version (second));
}

static void
test_assets (void)
{
  g_autoptr (GBytes) zip = make_zip ("", "", 0, 0);
  g_autoptr (GalleyLayout) layout = galley_layout_new_from_zip (zip, NULL);
  const char *const *assets = galley_layout_get_assets (layout);
  const char *type = "";
  g_autoptr (GBytes) style = galley_layout_dup_asset (layout, "style.css", &type);

  g_assert_cmpuint (g_strv_length ((char **) assets), ==, 2);
  g_assert_cmpstr (assets[0], ==, "a/b.png");
  g_assert_cmpstr (assets[1], ==, "style.css");
  g_assert_cmpstr (type, ==, "text/css; charset=utf-8");
  g_assert_cmpmem (g_bytes_get_data (style, NULL), g_bytes_get_size (style), "p{}", 3);
  g_assert_null (galley_layout_dup_asset (layout, "../site.json", &type));
  g_assert_null (type);
  g_assert_nonnull (galley_layout_get_template (layout, "article"));
  g_assert_null (galley_layout_get_template (layout, "site.json"));
}

static void
test_built_in (void)
{
  g_autoptr (GalleyLayout) built_in = galley_layout_new_built_in ();
  g_autoptr (GalleyLayout) folder = support_open_layout ("plain");

  g_assert_cmpstr (galley_layout_get_version (built_in), ==, galley_layout_get_version (folder));
}

static void
test_bad_folders (void)
{
  static const struct
  {
    File changed;
    const char *part;
  } cases[] = {
    { { "site.json", NULL }, "no site.json" },
    { { "home.mustache", NULL }, "no home.mustache" },
    { { "article.mustache", "a\n{{#b}}\n" }, "article.mustache:2: section \"b\" is not closed" },
    { { "site.json", "{\"name\":\"x\",\"channels\":[{\"id\":\"a\",\"name\":\"a\",\"parent\":\"a\"}]}" }, "circle" },
    { { "site.json", "{" }, "site.json" },
    { { "assets/a b.css", "x" }, "bad name" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folder = make_folder (good);
      g_autofree char *path = g_build_filename (folder, cases[i].changed.name, NULL);
      g_autoptr (GError) error = NULL;

      if (cases[i].changed.text == NULL)
        g_unlink (path);
      else
        g_assert_true (g_file_set_contents (path, cases[i].changed.text, -1, NULL));
      g_assert_null (galley_layout_new_from_folder (folder, &error));
      g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID);
      if (strstr (error->message, cases[i].part) == NULL)
        g_error ("\"%s\" lacks \"%s\"", error->message, cases[i].part);
      remove_folder (folder);
    }
}

static void
test_missing_folder (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (galley_layout_new_from_folder ("/nonexistent/galley", &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND);
}

/* A link may point out of the pack: it is passed by. */
static void
test_links (void)
{
  g_autofree char *folder = make_folder (good);
  g_autofree char *path = g_build_filename (folder, "assets", "passwd.txt", NULL);
  g_autoptr (GalleyLayout) layout = NULL;

  g_assert_cmpint (symlink ("/etc/passwd", path), ==, 0);
  layout = galley_layout_new_from_folder (folder, NULL);
  g_assert_nonnull (layout);
  g_assert_null (galley_layout_dup_asset (layout, "passwd.txt", NULL));
  remove_folder (folder);
}

static void
test_bad_zips (void)
{
  static const char *const names[] = { "../evil", "assets/../../evil", "/etc/evil", "assets//x", "assets/a\\b",
                                       "..\\evil", "assets/\xe5\x9b\xbe.png" };
  g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);
  g_autoptr (GBytes) text = g_bytes_new_static ("not a zip at all", 16);
  g_autoptr (GBytes) twice = make_zip ("site.json", SITE, strlen (SITE), 1);
  g_autoptr (GBytes) whole = make_zip ("", "", 0, 0);
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (whole, 0, 60);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GBytes) zip = make_zip (names[i], "x", 1, 1);

      assert_zip_fails (zip, GALLEY_ERROR_INVALID, "bad name");
    }
  assert_zip_fails (empty, GALLEY_ERROR_INVALID, "zip");
  assert_zip_fails (text, GALLEY_ERROR_INVALID, "zip");
  assert_zip_fails (twice, GALLEY_ERROR_INVALID, "twice");
  assert_zip_fails (cut, GALLEY_ERROR_INVALID, "");
}

static void
test_bounds (void)
{
  gsize length = GALLEY_PACK_MAX_BYTES / 4;
  g_autofree char *zeros = g_malloc0 (length);
  g_autoptr (GBytes) many = make_zip ("assets/%u", "", 0, GALLEY_PACK_MAX_FILES);
  g_autoptr (GBytes) large = make_zip ("assets/%u", zeros, length, 4);

  g_assert_cmpuint (g_bytes_get_size (large), <, 1024 * 1024); /* a bomb: small outside */
  assert_zip_fails (many, GALLEY_ERROR_TOO_LARGE, "1000 files");
  assert_zip_fails (large, GALLEY_ERROR_TOO_LARGE, "bytes");
}

/* A pack with @rows for rows.mustache, which channel.mustache asks for in its third line; the message, or NULL. */
static char *
check_templates (const char *rows)
{
  const File files[] = {
    { "site.json", SITE },
    { "article.mustache", "a" },
    { "channel.mustache", "c\n\n{{>rows}}" },
    { "home.mustache", "h" },
    { "notice.mustache", "n" },
    { rows != NULL ? "rows.mustache" : "others.mustache", rows != NULL ? rows : "" },
    { NULL, NULL },
  };
  g_autofree char *folder = make_folder (files);
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyLayout) layout = galley_layout_new_from_folder (folder, &error);

  remove_folder (folder);
  g_assert_no_error (error);
  if (galley_layout_check_templates (layout, &error))
    return NULL;
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID);
  return g_strdup (error->message);
}

static void
test_templates (void)
{
  static const struct
  {
    const char *rows;
    const char *message;
  } cases[] = {
    { "{{#a}}{{>notice}}{{/a}}", NULL },
    { "{{#children}}{{>rows}}{{/children}}", NULL }, /* ends with the view */
    { NULL, "channel.mustache:3: there is no template \"rows\"" },
    { "a\n{{#a}}\n{{^b}}{{>notise}}{{/b}}{{/a}}", "rows.mustache:3: there is no template \"notise\"" },
    { "{{<frame}}{{/frame}}", "rows.mustache:1: there is no template \"frame\"" },
    { "a\n{{>rows}}", "rows.mustache:2: \"rows\" leads back here without an end" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *message = check_templates (cases[i].rows);

      g_assert_cmpstr (message, ==, cases[i].message);
    }
}

/* Two that ask for each other: either may be named. */
static void
test_circle (void)
{
  g_autofree char *message = check_templates ("{{>channel}}");

  g_assert_nonnull (message);
  g_assert_true (g_str_has_suffix (message, "leads back here without an end"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/portal/layout/same-version", test_same_version);
  g_test_add_func ("/portal/layout/other-version", test_other_version);
  g_test_add_func ("/portal/layout/assets", test_assets);
  g_test_add_func ("/portal/layout/built-in", test_built_in);
  g_test_add_func ("/portal/layout/bad-folders", test_bad_folders);
  g_test_add_func ("/portal/layout/missing-folder", test_missing_folder);
  g_test_add_func ("/portal/layout/links", test_links);
  g_test_add_func ("/portal/layout/bad-zips", test_bad_zips);
  g_test_add_func ("/portal/layout/bounds", test_bounds);
  g_test_add_func ("/portal/layout/templates", test_templates);
  g_test_add_func ("/portal/layout/circle", test_circle);
  return g_test_run ();
}
