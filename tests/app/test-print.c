/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A manuscript as a PDF that is written and read back by other programs. No display is needed. */
#include "app/print/galley-print-pdf.h"
#include "core/base/galley-error.h"
#include "core/wire/galley-wire.h"

#include <glib/gstdio.h>
#include <string.h>
#include <time.h>

#define BR "\342\200\250"
#define ID "01937e6c-0000-7000-8000-0000abcd1234"
#define HASH "d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42fbd14a028"
/* 2026-11-23T08:00:00Z */
#define NOON G_GINT64_CONSTANT (1795420800000000)

/* --- a folder of pictures, as a workspace is one --------------------------------------------------------------------- */

#define TYPE_FOLDER (folder_get_type ())
G_DECLARE_FINAL_TYPE (Folder, folder, TEST, FOLDER, GObject)

struct _Folder
{
  GObject parent_instance;
  char *path;
};

static char *
folder_dup_path (GalleyMediaSource *source,
                 const char        *hash)
{
  g_autofree char *path = g_build_filename (TEST_FOLDER (source)->path, hash, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS) ? g_steal_pointer (&path) : NULL;
}

static void
folder_source_init (GalleyMediaSourceInterface *iface)
{
  iface->dup_path = folder_dup_path;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (Folder, folder, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GALLEY_TYPE_MEDIA_SOURCE, folder_source_init))

static void
folder_class_init (FolderClass *klass)
{
}

static void
folder_init (Folder *self)
{
}

/* --- what is printed ----------------------------------------------------------------------------------------------- */

static const char site_text[] =
    "{\"name\":\"南湖新闻网\",\"time_zone\":\"Asia/Shanghai\",\"channels\":[{\"id\":\"news\",\"name\":\"南湖新闻\"}],"
    "\"workflow\":{\"reviews\":[{\"status\":\"review-1\",\"role\":\"editor\"},"
    "{\"status\":\"review-3\",\"role\":\"chief\"}]}}";

typedef struct
{
  char *folder;
  Folder *source;
  GalleySite *site;
  GPtrArray *blocks;
  GPtrArray *bylines;
  GalleyContent content;
  GalleyPrintOptions options;
} Fixture;

static void
set_up (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  *self = (Fixture){ .options = GALLEY_PRINT_OPTIONS_DEFAULT };
  self->folder = g_dir_make_tmp ("galley-print-XXXXXX", &error);
  g_assert_no_error (error);
  self->source = g_object_new (TYPE_FOLDER, NULL);
  self->source->path = self->folder;
  self->site = galley_site_new (site_text, strlen (site_text), &error);
  g_assert_no_error (error);
  self->blocks = galley_blocks_new ();
  self->bylines = galley_bylines_parse ("杨秀娟 区新闻中心 宋翰卿");
  self->content.bylines = self->bylines;
  self->content.blocks = self->blocks;
  self->content.fields[GALLEY_FIELD_HEADLINE] = "对标对表 决胜冲刺";
}

static void
tear_down (Fixture *self)
{
  GDir *dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_dir_close (dir);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
  g_object_unref (self->source);
  galley_site_unref (self->site);
  g_ptr_array_unref (self->blocks);
  g_ptr_array_unref (self->bylines);
}

static void
add (Fixture         *self,
     GalleyBlockKind  kind,
     const char      *text)
{
  g_ptr_array_add (self->blocks, galley_block_new (kind, text, NULL, 0));
}

/* Takes @state (nullable). (transfer full) */
static GalleyPrintSubject *
make_subject (Fixture     *self,
              GalleyState *state)
{
  g_autoptr (GalleyState) own = state;
  g_autoptr (GalleyRevision) revision = galley_revision_new (ID, &self->content, own);

  return galley_print_subject_new (revision, self->site,
                                   galley_print_pictures_new (revision, GALLEY_MEDIA_SOURCE (self->source)),
                                   self->options, NOON);
}

/* What another program says of the PDF. (transfer full) */
static char *
ask (const char *const *arguments)
{
  g_autoptr (GError) error = NULL;
  char *output = NULL;
  int status;

  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, &status, &error);
  g_assert_no_error (error);
  g_spawn_check_wait_status (status, &error);
  g_assert_no_error (error);
  return output;
}

/* Writes it; a copy goes where GALLEY_PRINT_COPY says, to be looked at. (transfer full) */
static char *
write_pdf (Fixture            *self,
           GalleyPrintSubject *subject,
           const char         *name)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (self->folder, name, NULL);
  const char *copy = g_getenv ("GALLEY_PRINT_COPY");

  galley_print_pictures_load (subject->pictures, NULL);
  g_assert_true (galley_print_pdf_write (subject, path, NULL, &error));
  g_assert_no_error (error);
  if (copy != NULL)
    {
      g_autofree char *other = g_build_filename (copy, name, NULL);
      g_autofree char *data = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (path, &data, &length, NULL));
      g_assert_true (g_file_set_contents (other, data, (gssize) length, NULL));
    }
  return path;
}

static char *
read_pdf (const char *path)
{
  return ask ((const char *[]){ "pdftotext", "-enc", "UTF-8", path, "-", NULL });
}

/* Line by line over the whole width, as a table is read. (transfer full) */
static char *
read_table (const char *path)
{
  return ask ((const char *[]){ "pdftotext", "-layout", "-enc", "UTF-8", path, "-", NULL });
}

static guint
count_pages (const char *text)
{
  guint n_pages = 0;

  /* Each page ends with a form feed. */
  for (; (text = strchr (text, '\f')) != NULL; text++)
    n_pages++;
  return n_pages;
}

/* Each of @words stands in @text, behind the one before. */
static void
assert_in_order (const char        *text,
                 const char *const *words)
{
  const char *at = text;

  for (; *words != NULL; words++)
    {
      const char *found = strstr (at, *words);

      if (found == NULL)
        g_error ("\"%s\" does not come behind what stands before it in:\n%s", *words, text);
      at = found + strlen (*words);
    }
}

/* --- the whole ----------------------------------------------------------------------------------------------------- */

static void
test_kinds (void)
{
  Fixture f;
  g_autoptr (GalleyPrintSubject) subject = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  set_up (&f);
  f.options.has_slip = FALSE;
  f.content.fields[GALLEY_FIELD_KICKER] = "朱苗在主体例会上强调";
  f.content.fields[GALLEY_FIELD_SUBTITLE] = "确保实现“全年红”";
  f.content.fields[GALLEY_FIELD_SOURCE] = "嘉兴日报";
  f.content.fields[GALLEY_FIELD_EDITOR] = "徐卉";
  f.content.fields[GALLEY_FIELD_CHANNEL] = "news";
  f.content.fields[GALLEY_FIELD_SHORT_HEADLINE] = "短标题";
  f.content.fields[GALLEY_FIELD_CONTENT_CREATED] = "2018-10-18T00:00:00+08:00";
  add (&f, GALLEY_BLOCK_PARAGRAPH, "昨天下午，南湖区召开例会。" BR "第二行。");
  add (&f, GALLEY_BLOCK_PARAGRAPH, "　");
  add (&f, GALLEY_BLOCK_HEADING_1, "一、提高站位");
  add (&f, GALLEY_BLOCK_HEADING_2, "（一）小标题");
  add (&f, GALLEY_BLOCK_QUOTE, "引语在此。");
  g_ptr_array_add (f.blocks, galley_block_new_item (GALLEY_BLOCK_NUMBERED, 0, "第一条", NULL, 0));
  g_ptr_array_add (f.blocks, galley_block_new_item (GALLEY_BLOCK_NUMBERED, 1, "其中之一", NULL, 0));
  g_ptr_array_add (f.blocks, galley_block_new_item (GALLEY_BLOCK_NUMBERED, 2, "更深一层", NULL, 0));
  /* An empty item takes no number. */
  g_ptr_array_add (f.blocks, galley_block_new_item (GALLEY_BLOCK_NUMBERED, 0, "", NULL, 0));
  g_ptr_array_add (f.blocks, galley_block_new_item (GALLEY_BLOCK_NUMBERED, 0, "第二条", NULL, 0));
  add (&f, GALLEY_BLOCK_RULE, "");
  g_ptr_array_add (f.blocks, galley_block_new_item (GALLEY_BLOCK_BULLETED, 0, "圆点项", NULL, 0));
  add (&f, GALLEY_BLOCK_PARAGRAPH, "完。");
  subject = make_subject (&f, NULL);
  path = write_pdf (&f, subject, "kinds.pdf");
  text = read_pdf (path);
  g_assert_cmpuint (count_pages (text), ==, 1);
  assert_in_order (text, (const char *[]){ "朱苗在主体例会上强调", "对标对表 决胜冲刺", "确保实现“全年红”", "嘉兴日报",
                                           "杨秀娟 区新闻中心 宋翰卿", "徐卉", "南湖新闻", "Draft", "words", "2018-10-18",
                                           "昨天下午，南湖区召开例会。", "第二行。", "一、提高站位", "（一）小标题",
                                           "引语在此。", "1.", "第一条", "（1）", "其中之一", "①", "更深一层", "2.",
                                           "第二条", "•", "圆点项", "完。", NULL });
  assert_in_order (text, (const char *[]){ "短标题", NULL });
  assert_in_order (text, (const char *[]){ "Page 1 of 1", NULL });
  g_assert_null (strstr (text, "3."));
  g_assert_null (strstr (text, "Review Slip"));
  tear_down (&f);
}

/* The foot names the text: the same words have the same name, others another. */
static void
test_foot (void)
{
  Fixture f;
  g_autoptr (GalleyPrintSubject) subject = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;

  set_up (&f);
  f.options.has_slip = FALSE;
  add (&f, GALLEY_BLOCK_PARAGRAPH, "正文。");
  subject = make_subject (&f, NULL);
  path = write_pdf (&f, subject, "foot.pdf");
  text = read_pdf (path);
  name = g_strdup_printf ("Article abcd1234, text %.12s", galley_wire_get_content_hash (subject->revision));
  assert_in_order (text, (const char *[]){ name, NULL });
  tear_down (&f);
}

/* Every character of Chinese is drawn by a font for simplified Chinese, which goes along in the file. */
static void
test_fonts (void)
{
  Fixture f;
  g_autoptr (GalleyPrintSubject) subject = NULL;
  g_autofree char *path = NULL;
  g_autofree char *fonts = NULL;
  g_auto (GStrv) lines = NULL;
  guint n_fonts = 0;

  set_up (&f);
  add (&f, GALLEY_BLOCK_HEADING_1, "南湖");
  add (&f, GALLEY_BLOCK_PARAGRAPH, "南湖的直角与骨，“引号”、GDP 58%。");
  subject = make_subject (&f, NULL);
  path = write_pdf (&f, subject, "fonts.pdf");
  fonts = ask ((const char *[]){ "pdffonts", path, NULL });
  lines = g_strsplit (g_strchomp (fonts), "\n", -1);
  /* Behind the two lines of the table's head. */
  for (char **line = lines + 2; *line != NULL; line++, n_fonts++)
    {
      g_auto (GStrv) words = g_strsplit_set (*line, " ", -1);

      if (strstr (words[0], "CJK") == NULL || strstr (words[0], "CJKsc") == NULL)
        g_error ("not for simplified Chinese: %s", *line);
      if (!g_regex_match_simple (" yes yes yes ", *line, 0, 0))
        g_error ("not embedded, not a subset, or without its characters: %s", *line);
    }
  g_assert_cmpuint (n_fonts, >=, 2);
  tear_down (&f);
}

/* --- the slip ------------------------------------------------------------------------------------------------------ */

static void
sign (GalleyState  *state,
      GalleyStatus  review,
      const char   *name,
      const char   *hash)
{
  g_ptr_array_add (state->signatures, galley_signature_new (review, name, name, hash, NOON));
}

static void
test_slip (void)
{
  Fixture f;
  g_autoptr (GalleyRevision) revision = NULL;
  g_autoptr (GalleyPrintSubject) subject = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  GalleyState *state;

  set_up (&f);
  f.content.fields[GALLEY_FIELD_SOURCE] = "嘉兴日报";
  f.content.fields[GALLEY_FIELD_SUMMARY] = "摘要在此。";
  f.content.fields[GALLEY_FIELD_ORIGIN] = "reprint";
  f.content.fields[GALLEY_FIELD_ORIGINAL_HEADLINE] = "原来的标题";
  add (&f, GALLEY_BLOCK_PARAGRAPH, "正文。");
  revision = galley_revision_new (ID, &f.content, NULL);
  state = galley_state_new ();
  state->status = GALLEY_STATUS_REVIEW_3;
  galley_state_set_text (&state->owner_name, "何小");
  sign (state, GALLEY_STATUS_REVIEW_1, "陈燕", HASH);
  sign (state, GALLEY_STATUS_REVIEW_1, "林一", galley_wire_get_content_hash (revision));
  sign (state, GALLEY_STATUS_REVIEW_3, "沈知远", HASH);
  subject = make_subject (&f, state);
  path = write_pdf (&f, subject, "slip.pdf");
  text = read_table (path);
  /* One page of its own; the article behind it. */
  g_assert_cmpuint (count_pages (text), ==, 2);
  assert_in_order (text, (const char *[]){ "南湖新闻网", "Review Slip", "Headline", "对标对表 决胜冲刺", "Page 1 of 2", "\f",
                                           "对标对表 决胜冲刺", "正文。", "Page 2 of 2", NULL });
  assert_in_order (text, (const char *[]){ "摘要在此。", "\f", NULL });
  assert_in_order (text, (const char *[]){ "Reprint", "何小", "原来的标题", "\f", NULL });
  /* The signature for this very text stands before an older one of the same review. */
  assert_in_order (text, (const char *[]){ "First Review", "Approved this text", "林一", "16:00",
                                           "Third", "earlier text", "沈知远", "16:00", "\f", NULL });
  g_assert_null (strstr (text, "陈燕"));
  /* This site has no second one. */
  g_assert_null (strstr (text, "Second Review"));
  assert_in_order (text, (const char *[]){ ID, galley_wire_get_content_hash (revision), "\f", NULL });
  tear_down (&f);
}

/* Whatever stands in the fields, the form is not much longer, and what was cut is nowhere in the file. */
static void
test_long_fields (void)
{
  Fixture f;
  g_autoptr (GString) many = g_string_new (NULL);
  g_autoptr (GalleyPrintSubject) subject = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  GalleyState *state = galley_state_new ();

  set_up (&f);
  for (guint i = 0; i < 500; i++)
    g_string_append (many, "很长的一个字段，");
  for (guint i = 0; i < GALLEY_N_FIELDS; i++)
    f.content.fields[i] = many->str;
  f.content.fields[GALLEY_FIELD_HEADLINE] = "标题";
  galley_state_set_text (&state->return_reason, many->str);
  add (&f, GALLEY_BLOCK_PARAGRAPH, "正文。");
  subject = make_subject (&f, state);
  path = write_pdf (&f, subject, "long-fields.pdf");
  text = read_table (path);
  assert_in_order (text, (const char *[]){ "Review Slip", "Remarks", ID, "Page 2 of 3", "\f", "正文。", NULL });
  g_assert_cmpuint (strlen (text), <, 8 * many->len / 10);
  tear_down (&f);
}

/* --- pictures -------------------------------------------------------------------------------------------------------- */

/* A photograph of that name in the folder, and a figure of it. */
static void
add_figure (Fixture    *self,
            const char *hash,
            gboolean    is_there,
            const char *text)
{
  g_autoptr (GalleyFigure) figure = galley_figure_new (hash, "image/jpeg", 800, 600, "从空中看南湖");
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 800, 600);
  g_autofree char *path = g_build_filename (self->folder, hash, NULL);

  gdk_pixbuf_fill (pixels, 0x4080c0ff);
  if (is_there)
    g_assert_true (gdk_pixbuf_save (pixels, path, "jpeg", NULL, NULL));
  g_ptr_array_add (self->blocks, galley_block_new_figure (figure, text, NULL, 0));
}

static char *
list_pictures (const char *path)
{
  return ask ((const char *[]){ "pdfimages", "-list", path, NULL });
}

static void
test_pictures (void)
{
  static const char other[] = "0000028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42fbd140000";
  Fixture f;
  g_autoptr (GalleyPrintSubject) with = NULL, without = NULL;
  g_autofree char *path = NULL, *text = NULL, *images = NULL;
  g_autofree char *bare_path = NULL, *bare_text = NULL, *bare_images = NULL;

  set_up (&f);
  f.options.has_slip = FALSE;
  add_figure (&f, HASH, TRUE, "图说一" BR "某某 摄");
  add_figure (&f, other, FALSE, "图说二" BR);
  add (&f, GALLEY_BLOCK_PARAGRAPH, "正文。");
  with = make_subject (&f, NULL);
  path = write_pdf (&f, with, "pictures.pdf");
  text = read_pdf (path);
  /* One that is not here is told of. */
  assert_in_order (text, (const char *[]){ "2 pictures", "图说一", "某某 摄", "[Picture 2] 从空中看南湖", "图说二", "正文。",
                                           NULL });
  g_assert_null (strstr (text, "[Picture 1]"));
  images = list_pictures (path);
  g_assert_true (g_regex_match_simple ("\\b800 +600 +rgb +3 +8 +jpeg\\b", images, 0, 0));

  f.options.has_pictures = FALSE;
  without = make_subject (&f, NULL);
  bare_path = write_pdf (&f, without, "no-pictures.pdf");
  bare_text = read_pdf (bare_path);
  assert_in_order (bare_text, (const char *[]){ "[Picture 1] 从空中看南湖", "图说一", "[Picture 2]", "图说二", NULL });
  bare_images = list_pictures (bare_path);
  g_assert_null (strstr (bare_images, "jpeg"));
  tear_down (&f);
}

/* Every cell is there, row by row, and the rows that do not fit go on overleaf. */
static void
test_table (void)
{
  enum { N_ROWS = 60 };
  Fixture f;
  g_autoptr (GPtrArray) cells = galley_blocks_new ();
  g_autoptr (GalleyTable) table = NULL;
  g_autoptr (GalleyPrintSubject) subject = NULL;
  g_autofree char *path = NULL, *text = NULL;

  set_up (&f);
  f.options.has_slip = FALSE;
  for (guint i = 0; i < N_ROWS; i++)
    {
      g_autofree char *name = i == 0 ? g_strdup ("镇") : g_strdup_printf ("第%u镇", i);
      g_autofree char *number = i == 0 ? g_strdup ("面积") : g_strdup_printf ("%u亩", 100 + i);

      g_ptr_array_add (cells, galley_block_new (GALLEY_BLOCK_PARAGRAPH, name, NULL, 0));
      g_ptr_array_add (cells, galley_block_new (GALLEY_BLOCK_PARAGRAPH, number, NULL, 0));
    }
  table = galley_table_new (N_ROWS, 2, TRUE, (GalleyBlock *const *) cells->pdata);
  g_ptr_array_add (f.blocks, galley_block_new_table (table));
  add (&f, GALLEY_BLOCK_PARAGRAPH, "表后。");
  subject = make_subject (&f, NULL);
  path = write_pdf (&f, subject, "table.pdf");
  text = read_pdf (path);
  assert_in_order (text, (const char *[]){ "镇", "面积", "第1镇", "101亩", "第30镇", "130亩", "第59镇", "159亩", "表后。", NULL });
  g_assert_nonnull (strchr (strstr (text, "第1镇"), '\f'));
  tear_down (&f);
}

/* --- what lasts, and what goes wrong ------------------------------------------------------------------------------- */

/* 100 KB of text. */
static void
test_long (void)
{
  Fixture f;
  g_autoptr (GalleyPrintSubject) subject = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autofree char *last = NULL;
  clock_t begin;
  double seconds;

  set_up (&f);
  for (guint i = 0; i < 250; i++)
    {
      g_autoptr (GString) paragraph = g_string_new (NULL);

      g_string_printf (paragraph, "第%u段，", i);
      while (paragraph->len < 400)
        g_string_append (paragraph, "南湖区召开主体例会。");
      add (&f, GALLEY_BLOCK_PARAGRAPH, paragraph->str);
    }
  subject = make_subject (&f, NULL);
  begin = clock ();
  path = write_pdf (&f, subject, "long.pdf");
  seconds = (double) (clock () - begin) / CLOCKS_PER_SEC; /* of the processor */
  g_test_minimized_result (seconds, "100 KB as a PDF in %.2f s", seconds);
  text = read_pdf (path);
  last = g_strdup_printf ("Page %u of %u", count_pages (text), count_pages (text));
  assert_in_order (text, (const char *[]){ "第0段", "第1段", "第100段", "第249段", last, NULL });
  g_assert_cmpuint (count_pages (text), >, 30);
  g_assert_cmpfloat (seconds, <, 20);
  tear_down (&f);
}

static void
test_errors (void)
{
  Fixture f;
  g_autoptr (GalleyPrintSubject) subject = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *path = NULL;

  set_up (&f);
  add (&f, GALLEY_BLOCK_PARAGRAPH, "正文。");
  subject = make_subject (&f, NULL);
  path = g_build_filename (f.folder, "cancelled.pdf", NULL);
  g_cancellable_cancel (cancellable);
  g_assert_false (galley_print_pdf_write (subject, path, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_clear_error (&error);
  g_assert_false (galley_print_pdf_write (subject, "/dev/full/x.pdf", NULL, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_FAILED);
  tear_down (&f);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/print/kinds", test_kinds);
  g_test_add_func ("/print/foot", test_foot);
  g_test_add_func ("/print/fonts", test_fonts);
  g_test_add_func ("/print/slip", test_slip);
  g_test_add_func ("/print/long-fields", test_long_fields);
  g_test_add_func ("/print/pictures", test_pictures);
  g_test_add_func ("/print/long", test_long);
  g_test_add_func ("/print/table", test_table);
  g_test_add_func ("/print/errors", test_errors);
  return g_test_run ();
}
