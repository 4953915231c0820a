/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The body: exact bytes, one text for one document, nothing taken that is not canonical. */
#include "core/wire/galley-body.h"

#include "core/base/galley-error.h"
#include "core/model/galley-document.h"
#include "core/model/galley-list.h"
#include "core/model/galley-media-type.h"
#include "random-article.h"

#include <string.h>

#define HASH "3f9a000000000000000000000000000000000000000000000000000000000000"
#define FIGURE(name, rest) "<figure><img src=\"media/" name "\"" rest "</figure>"
#define EDITED(edit) FIGURE ("3f/" HASH ".png", SIZE " alt=\"\"" edit "/>" CAPTION)
#define SIZE " width=\"1\" height=\"2\""

static void
assert_written (GalleyBlockKind   kind,
                const char       *text,
                const GalleyMark *marks,
                guint             n_marks,
                const char       *expected)
{
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();
  g_autoptr (GPtrArray) read = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *written = NULL;

  g_ptr_array_add (blocks, galley_block_new (kind, text, marks, n_marks));
  written = galley_body_write (blocks);
  g_assert_cmpstr (written, ==, expected);
  read = galley_body_read (written, strlen (written), &error);
  g_assert_no_error (error);
  g_assert_true (galley_blocks_equal (blocks, read));
}

static void
test_kinds (void)
{
  assert_written (GALLEY_BLOCK_PARAGRAPH, "会上", NULL, 0, "<p>会上</p>");
  assert_written (GALLEY_BLOCK_HEADING_1, "会上", NULL, 0, "<h2>会上</h2>");
  assert_written (GALLEY_BLOCK_HEADING_2, "会上", NULL, 0, "<h3>会上</h3>");
  assert_written (GALLEY_BLOCK_QUOTE, "会上", NULL, 0, "<blockquote><p>会上</p></blockquote>");
  assert_written (GALLEY_BLOCK_PARAGRAPH, "", NULL, 0, "<p></p>");
  assert_written (GALLEY_BLOCK_QUOTE, "", NULL, 0, "<blockquote><p></p></blockquote>");
}

/* @items are read two characters each: kind (b n p h r for rule) and level, then the text up to the next blank. */
static GPtrArray *
make_blocks (const char *items)
{
  GPtrArray *blocks = galley_blocks_new ();
  g_auto (GStrv) words = g_strsplit (items, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *word = words[i];
      GalleyBlock *block;

      if (*word == 'b' || *word == 'n')
        block = galley_block_new_item (*word == 'b' ? GALLEY_BLOCK_BULLETED : GALLEY_BLOCK_NUMBERED, word[1] - '0',
                                       word + 2, NULL, 0);
      else
        block = galley_block_new (*word == 'r'   ? GALLEY_BLOCK_RULE
                                  : *word == '=' ? GALLEY_BLOCK_PAGE_BREAK
                                                 : GALLEY_BLOCK_PARAGRAPH,
                                  *word == 'p' ? word + 1 : "", NULL, 0);
      g_ptr_array_add (blocks, block);
    }
  return blocks;
}

static void
test_lists (void)
{
  static const char *const cases[][2] = {
    { "r", "<hr/>" },
    { "pa r pb", "<p>a</p><hr/><p>b</p>" },
    { "= pa = = r pb", "<hr class=\"page\"/><p>a</p><hr class=\"page\"/><hr class=\"page\"/><hr/><p>b</p>" },
    { "pa =", "<p>a</p><hr class=\"page\"/>" },
    { "b0a = b0b", "<ul><li>a</li></ul><hr class=\"page\"/><ul><li>b</li></ul>" },
    { "b0a", "<ul><li>a</li></ul>" },
    { "n0", "<ol><li></li></ol>" },
    { "b0a b0b", "<ul><li>a</li><li>b</li></ul>" },
    { "b0a n0b b0c", "<ul><li>a</li></ul><ol><li>b</li></ol><ul><li>c</li></ul>" },
    { "b0a b1b b2c b1d b0e", "<ul><li>a<ul><li>b<ul><li>c</li></ul></li><li>d</li></ul></li><li>e</li></ul>" },
    { "n0a n1b n2c pd", "<ol><li>a<ol><li>b<ol><li>c</li></ol></li></ol></li></ol><p>d</p>" },
    { "n0a n1b n2c n0d", "<ol><li>a<ol><li>b<ol><li>c</li></ol></li></ol></li><li>d</li></ol>" },
    /* Another kind deeper down is another list in the same item. */
    { "b0a b1b n1c b1d n2e b2f b0g",
      "<ul><li>a<ul><li>b</li></ul><ol><li>c</li></ol><ul><li>d<ol><li>e</li></ol><ul><li>f</li></ul></li></ul></li>"
      "<li>g</li></ul>" },
    { "b0a n1b n0c b1d", "<ul><li>a<ol><li>b</li></ol></li></ul><ol><li>c<ul><li>d</li></ul></li></ol>" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) blocks = make_blocks (cases[i][0]);
      g_autoptr (GPtrArray) read = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *written = galley_body_write (blocks);

      g_assert_cmpstr (written, ==, cases[i][1]);
      read = galley_body_read (written, strlen (written), &error);
      g_assert_no_error (error);
      g_assert_true (galley_blocks_equal (blocks, read));
    }
}

/* Whatever levels it is given, what is written is canonical. */
static void
test_unsettled (void)
{
  g_autoptr (GPtrArray) blocks = make_blocks ("b2a b2b n1c b2d");
  g_autofree char *written = galley_body_write (blocks);

  g_assert_cmpstr (written, ==, "<ul><li>a</li><li>b</li></ul><ol><li>c<ul><li>d</li></ul></li></ol>");
}

static void
test_text (void)
{
  assert_written (GALLEY_BLOCK_PARAGRAPH, " a\t　b ", NULL, 0, "<p> a\t　b </p>");
  assert_written (GALLEY_BLOCK_PARAGRAPH, "a & b < c > d \"e\" 'f'", NULL, 0,
                  "<p>a &amp; b &lt; c &gt; d \"e\" 'f'</p>");
  assert_written (GALLEY_BLOCK_PARAGRAPH, "一\342\200\250二\342\200\250", NULL, 0, "<p>一<br/>二<br/></p>");
  assert_written (GALLEY_BLOCK_PARAGRAPH, "“……—”", NULL, 0, "<p>“……—”</p>");
}

static void
test_marks (void)
{
  static const GalleyMark nested[] = {
    { GALLEY_MARK_LINK, 0, 4, "https://example.org/?a=1&b=\"2\"" },
    { GALLEY_MARK_BOLD, 0, 4, NULL },
    { GALLEY_MARK_ITALIC, 0, 4, NULL },
    { GALLEY_MARK_UNDERLINE, 0, 4, NULL },
  };
  static const GalleyMark overlapping[] = {
    { GALLEY_MARK_BOLD, 1, 4, NULL },
    { GALLEY_MARK_ITALIC, 2, 6, NULL },
  };
  static const GalleyMark crossing_link[] = {
    { GALLEY_MARK_LINK, 2, 4, "https://example.org/" },
    { GALLEY_MARK_UNDERLINE, 0, 6, NULL },
  };
  static const GalleyMark touching[] = {
    { GALLEY_MARK_LINK, 0, 2, "https://a.example/" },
    { GALLEY_MARK_LINK, 2, 4, "https://b.example/" },
    { GALLEY_MARK_BOLD, 1, 3, NULL },
  };
  static const GalleyMark apart[] = {
    { GALLEY_MARK_BOLD, 0, 1, NULL },
    { GALLEY_MARK_BOLD, 2, 3, NULL },
  };
  static const GalleyMark around_break[] = { { GALLEY_MARK_ITALIC, 1, 4, NULL } };

  assert_written (GALLEY_BLOCK_PARAGRAPH, "甲乙丙丁", nested, 4,
                  "<p><a href=\"https://example.org/?a=1&amp;b=&quot;2&quot;\"><strong><em><u>甲乙丙丁</u></em></strong>"
                  "</a></p>");
  assert_written (GALLEY_BLOCK_PARAGRAPH, "甲乙丙丁戊己", overlapping, 2,
                  "<p>甲<strong>乙<em>丙丁</em></strong><em>戊己</em></p>");
  assert_written (GALLEY_BLOCK_PARAGRAPH, "甲乙丙丁戊己", crossing_link, 2,
                  "<p><u>甲乙</u><a href=\"https://example.org/\"><u>丙丁</u></a><u>戊己</u></p>");
  assert_written (GALLEY_BLOCK_PARAGRAPH, "甲乙丙丁", touching, 3,
                  "<p><a href=\"https://a.example/\">甲<strong>乙</strong></a>"
                  "<a href=\"https://b.example/\"><strong>丙</strong>丁</a></p>");
  assert_written (GALLEY_BLOCK_HEADING_1, "甲乙丙", apart, 2, "<h2><strong>甲</strong>乙<strong>丙</strong></h2>");
  assert_written (GALLEY_BLOCK_QUOTE, "甲<\342\200\250>乙", around_break, 1,
                  "<blockquote><p>甲<em>&lt;<br/>&gt;</em>乙</p></blockquote>");
}

static void
assert_figure_written (const char *media_type,
                       guint       width,
                       guint       height,
                       const char *alternative,
                       const char *text,
                       const char *expected)
{
  g_autoptr (GalleyFigure) figure = galley_figure_new (HASH, media_type, width, height, alternative);
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();
  g_autoptr (GPtrArray) read = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *written = NULL;

  g_ptr_array_add (blocks, galley_block_new_figure (figure, text, NULL, 0));
  written = galley_body_write (blocks);
  g_assert_cmpstr (written, ==, expected);
  read = galley_body_read (written, strlen (written), &error);
  g_assert_no_error (error);
  g_assert_true (galley_blocks_equal (blocks, read));
}

static void
test_figures (void)
{
  assert_figure_written (GALLEY_MEDIA_TYPE_JPEG, 1600, 900, "", "",
                         "<figure><img src=\"media/3f/" HASH ".jpg\" width=\"1600\" height=\"900\" alt=\"\"/>"
                         "<figcaption><br/></figcaption></figure>");
  assert_figure_written (GALLEY_MEDIA_TYPE_PNG, 1, GALLEY_FIGURE_MAX_SIDE, "甲 & \"乙\"\n<丙>",
                         "图说\342\200\250某某 摄\342\200\250某社",
                         "<figure><img src=\"media/3f/" HASH ".png\" width=\"1\" height=\"65535\" "
                         "alt=\"甲 &amp; &quot;乙&quot;&lt;丙&gt;\"/>"
                         "<figcaption>图说<br/>某某 摄<br/>某社</figcaption></figure>");
}

#define ORIGIN " data-origin=\"media/3f/" HASH ".png\" data-crop=\"1 0 20 300 200\""
#define CAPTION "<figcaption><br/></figcaption>"

static void
assert_edit_written (const GalleyCrop  *crop,
                     const GalleyFocus *focus,
                     const char        *expected)
{
  g_autoptr (GalleyFigure) bare = galley_figure_new (HASH, GALLEY_MEDIA_TYPE_JPEG, 300, 200, "");
  g_autoptr (GalleyFigure) figure = galley_figure_with_edit (bare, crop, focus);
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();
  g_autoptr (GPtrArray) read = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *whole =
      g_strconcat ("<figure><img src=\"media/3f/" HASH ".jpg\" width=\"300\" height=\"200\" alt=\"\"", expected,
                   "/>" CAPTION "</figure>", NULL);
  g_autofree char *written = NULL;

  g_ptr_array_add (blocks, galley_block_new_figure (figure, "", NULL, 0));
  written = galley_body_write (blocks);
  g_assert_cmpstr (written, ==, whole);
  read = galley_body_read (written, strlen (written), &error);
  g_assert_no_error (error);
  g_assert_true (galley_blocks_equal (blocks, read));
}

static void
test_edited_figures (void)
{
  const GalleyCrop crop = { HASH, GALLEY_MEDIA_TYPE_PNG, 1, 0, 20, 300, 200 };
  const GalleyFocus focus = { 0, 100 };

  assert_edit_written (NULL, &focus, " data-focus=\"0 100\"");
  assert_edit_written (&crop, NULL, ORIGIN);
  assert_edit_written (&crop, &focus, " data-focus=\"0 100\"" ORIGIN);
}

static void
test_every_pair_of_marks (void)
{
  for (guint a = 0; a < GALLEY_N_MARK_KINDS; a++)
    for (guint b = 0; b < GALLEY_N_MARK_KINDS; b++)
      for (guint start = 0; start < 4; start++)
        for (guint end = start + 1; end <= 4; end++)
          {
            GalleyMark marks[] = { { a, 1, 3, "https://a.example/" }, { b, start, end, "https://b.example/" } };
            g_autoptr (GPtrArray) blocks = galley_blocks_new ();
            g_autoptr (GPtrArray) read = NULL;
            g_autoptr (GError) error = NULL;
            g_autofree char *text = NULL;

            g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_PARAGRAPH, "甲乙丙丁", marks, 2));
            text = galley_body_write (blocks);
            read = galley_body_read (text, strlen (text), &error);
            g_assert_no_error (error);
            g_assert_true (galley_blocks_equal (blocks, read));
          }
}

static void
test_random (void)
{
  g_autoptr (GalleyRandom) random = galley_random_new_seeded (random_article_seed ());

  for (guint i = 0; i < 10000; i++)
    {
      g_autoptr (GPtrArray) blocks = random_blocks (random);
      g_autofree char *text = galley_body_write (blocks);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) read = galley_body_read (text, strlen (text), &error);
      g_autofree char *again = NULL;

      g_assert_no_error (error);
      g_assert_true (galley_blocks_equal (blocks, read));
      again = galley_body_write (read);
      g_assert_cmpstr (text, ==, again);
    }
}

/* What the document says it weighs at most is never less than what is written, whatever was done to it. */
static void
test_weight (void)
{
  g_autoptr (GalleyRandom) random = galley_random_new_seeded (random_article_seed ());

  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr (GPtrArray) blocks = random_blocks (random);
      g_autoptr (GPtrArray) others = random_blocks (random);
      g_autoptr (GalleyDocument) document = galley_document_new_from_blocks (blocks);
      g_autoptr (GPtrArray) result = NULL;
      g_autofree char *text = NULL;

      galley_document_splice (document, GALLEY_SPLICE_TYPED, 0, blocks->len / 2,
                              (GalleyBlock *const *) others->pdata, others->len);
      result = galley_document_dup_blocks (document);
      text = galley_body_write (result);
      g_assert_cmpuint (strlen (text), <=, galley_document_get_weight (document));
    }
}

/* Refused with a place inside the text, or it is the one text of some other document. */
static void
assert_refused_or_canonical (const char *text,
                             gsize       length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) read = galley_body_read (text, length, &error);

  if (read == NULL)
    {
      g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, "byte "));
      g_assert_cmpuint (g_ascii_strtoull (strstr (error->message, "byte ") + 5, NULL, 10), <=, length);
    }
  else
    {
      g_autofree char *again = galley_body_write (read);

      g_assert_cmpmem (again, strlen (again), text, length);
    }
}

static void
test_one_byte_mutations (void)
{
  static const char canonical[] =
      "<p>甲 &amp; <strong>乙<em>x</em></strong><br/></p><h2>丙</h2><h3></h3>"
      "<blockquote><p><a href=\"https://a.cn/?x&amp;y=&quot;\"><u>e</u></a></p></blockquote>"
      "<ul><li>a<ol><li><em>b</em><ul><li></li></ul></li></ol></li><li>c</li></ul><hr/>"
      "<figure><img src=\"media/3f/" HASH ".png\" width=\"10\" height=\"65535\" alt=\"a &amp; &quot;\"/>"
      "<figcaption><u>b</u><br/></figcaption></figure>"
      "<figure><img src=\"media/3f/" HASH ".png\" width=\"10\" height=\"65535\" alt=\"\" data-focus=\"7 100\"" ORIGIN
      "/>" CAPTION "</figure>"
      "<table><tr><th>a</th><th></th></tr><tr><td><u>b</u></td><td><br/></td></tr></table>";
  gsize length = strlen (canonical);

  for (gsize at = 0; at < length; at++)
    {
      g_autofree char *text = g_malloc (length + 2);

      for (int byte = 0; byte < 256; byte++)
        {
          memcpy (text, canonical, length + 1);
          text[at] = (char) byte;
          assert_refused_or_canonical (text, length);
          memcpy (text + at + 1, canonical + at, length - at + 1);
          assert_refused_or_canonical (text, length + 1);
        }
      memcpy (text, canonical, at);
      memcpy (text + at, canonical + at + 1, length - at);
      assert_refused_or_canonical (text, length - 1);
      assert_refused_or_canonical (canonical, at);
    }
}

static void
assert_refused (const char *text,
                guint       byte)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) read = galley_body_read (text, strlen (text), &error);
  g_autofree char *place = g_strdup_printf ("body: byte %u: ", byte);

  g_assert_null (read);
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID);
  if (!g_str_has_prefix (error->message, place))
    g_error ("%s: %s, expected %s", text, error->message, place);
}

static void
test_refused_dividers (void)
{
  assert_refused ("<hr>", 0);
  assert_refused ("<hr/></hr>", 5);
  assert_refused ("<hr class=\"page\">", 0);
  assert_refused ("<hr class=\"pages\"/>", 0);
  assert_refused ("<hr class=\"page\" />", 0);
  assert_refused ("<hr class=\"page\"/>x", 18);
  assert_refused ("<ul><li>a<hr class=\"page\"/></li></ul>", 9);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    guint byte;
  } cases[] = {
    { "", 0 },
    { "text", 0 },
    { "<p>a</p> <p>b</p>", 8 },
    { "<p>a</p>\n", 8 },
    { "<P>a</P>", 0 },
    { "<p>a", 4 },
    { "<p>a\nb</p>", 4 },
    { "<p><script>x</script></p>", 3 },
    { "<p onclick=\"x\">a</p>", 0 },
    { "<p><!-- x --></p>", 3 },
    { "<p>a<br></p>", 4 },
    { "<p>&nbsp;</p>", 3 },
    { "<p>&quot;</p>", 3 },
    { "<p>&#65;</p>", 3 },
    { "<p>></p>", 3 },
    { "<p>\342\200\250</p>", 3 },
    { "<p>\357\273\277</p>", 3 },
    { "<p>e\314\201</p>", 3 },
    { "<p>\xff</p>", 3 },
    { "<p><em><strong>x</strong></em></p>", 7 },
    { "<p><em><em>x</em></em></p>", 7 },
    { "<p><strong></strong></p>", 4 },
    { "<p><u>a</u><u>b</u></p>", 7 },
    { "<p><strong>x</em></p>", 12 },
    { "<p>x</em></p>", 4 },
    { "<p><em>x</p>", 8 },
    { "<p><a href=\"javascript:x\">x</a></p>", 3 },
    { "<p><a href='https://a.cn/'>x</a></p>", 3 },
    { "<p><a href=\"https://a.cn/\" >x</a></p>", 25 },
    { "<p><a href=\"https://a.cn/?a&b\">x</a></p>", 27 },
    { "<ul></ul>", 4 },
    { "<li>a</li>", 0 },
    { "<ul><li>a</ul>", 9 },
    { "<ul><li>a</li>", 14 },
    { "<ul><li>a</li></ol>", 14 },
    { "<ul><li>a</li>b</ul>", 14 },
    { "<ul><li><p>a</p></li></ul>", 8 },
    { "<ul><ul><li>a</li></ul></ul>", 4 },
    { "<ul><li>a</li><ul><li>b</li></ul></ul>", 14 },
    { "<ul><li>a</li></ul><ul><li>b</li></ul>", 19 },
    { "<ul><li>a<ul><li>b</li></ul><ul><li>c</li></ul></li></ul>", 24 },
    { "<ul><li>a<ul><li>b</li></ul>c</li></ul>", 28 },
    { "<ul><li><em>a<ul></em><li>b</li></ul></li></ul>", 13 },
    { "<ul><li>a<ul><li>b<ul><li>c<ul><li>d</li></ul></li></ul></li></ul></li></ul>", 27 },
    { "<ul class=\"x\"><li>a</li></ul>", 0 },
    { "<ol start=\"2\"><li>a</li></ol>", 0 },
    { "<blockquote>x</blockquote>", 0 },
    { "<figure><figcaption><br/></figcaption></figure>", 0 },
    { EDITED (" data-focus=\"1 101\""), 123 },
    { EDITED (" data-focus=\"01 10\""), 137 },
    { EDITED (" data-focus=\"1\""), 123 },
    { EDITED (" data-focus=\"1 2 3\""), 123 },
    { EDITED (" data-focus=\"1 -2\""), 123 },
    { EDITED (ORIGIN " data-focus=\"1 2\""), 123 },
    { EDITED (" data-origin=\"media/3f/" HASH ".png\""), 123 },
    { EDITED (" data-crop=\"0 0 0 1 1\""), 123 },
    { EDITED (" data-origin=\"media/3f/" HASH ".png\" data-crop=\"4 0 0 1 1\""), 123 },
    { EDITED (" data-origin=\"media/3f/" HASH ".png\" data-crop=\"0 0 0 0 1\""), 123 },
    { EDITED (" data-origin=\"media/3f/" HASH ".png\" data-crop=\"0 0 65535 1 1\""), 123 },
    { EDITED (" data-origin=\"media/3f/" HASH ".svg\" data-crop=\"0 0 0 1 1\""), 123 },
    { EDITED (" data-origin=\"http://a.cn/a.png\" data-crop=\"0 0 0 1 1\""), 123 },
    { FIGURE ("3f/" HASH ".gif", SIZE " alt=\"\"/><figcaption><br/></figcaption>"), 24 },
    { FIGURE ("30/" HASH ".png", SIZE " alt=\"\"/><figcaption><br/></figcaption>"), 25 },
    { FIGURE ("../" HASH ".png", SIZE " alt=\"\"/><figcaption><br/></figcaption>"), 24 },
    { FIGURE ("3f/3F9A.png", SIZE " alt=\"\"/><figcaption><br/></figcaption>"), 24 },
    { FIGURE ("3f/" HASH ".png", " alt=\"\"/><figcaption><br/></figcaption>"), 95 },
    { FIGURE ("3f/" HASH ".png", " width=\"0\" height=\"2\" alt=\"\"/><figcaption><br/></figcaption>"), 95 },
    { FIGURE ("3f/" HASH ".png", " width=\"01\" height=\"2\" alt=\"\"/><figcaption><br/></figcaption>"), 104 },
    { FIGURE ("3f/" HASH ".png", " width=\"65536\" height=\"2\" alt=\"\"/><figcaption><br/></figcaption>"), 95 },
    { FIGURE ("3f/" HASH ".png", " width=\"99999999999\" height=\"2\"/><figcaption><br/></figcaption>"), 95 },
    { FIGURE ("3f/" HASH ".png", SIZE "/><figcaption><br/></figcaption>"), 116 },
    { FIGURE ("3f/" HASH ".png", SIZE " alt=\"<\"/><figcaption><br/></figcaption>"), 123 },
    { FIGURE ("3f/" HASH ".png", SIZE " alt=\"\" onerror=\"x\"/><figcaption><br/></figcaption>"), 123 },
    { FIGURE ("3f/" HASH ".png", SIZE " alt=\"\"/><figcaption></figcaption>"), 139 },
    { FIGURE ("3f/" HASH ".png", SIZE " alt=\"\"/>"), 123 },
    { "<blockquote><p>a</p><p>b</p></blockquote>", 16 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_refused (cases[i].text, cases[i].byte);
}

static void
test_nul (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (galley_body_read ("<p>a\0b</p>", 10, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "body: byte 4: not UTF-8");
}

static void
test_too_large (void)
{
  gsize length = GALLEY_BODY_MAX_BYTES;
  g_autofree char *text = g_malloc (length + 2);
  g_autoptr (GPtrArray) read = NULL;
  g_autoptr (GError) error = NULL;

  memset (text, 'x', length + 1);
  memcpy (text, "<p>", 3);
  memcpy (text + length - 4, "</p>", 4);
  read = galley_body_read (text, length, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (read->len, ==, 1);
  g_assert_null (galley_body_read (text, length + 1, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE);
}

static void
assert_quick (const char *piece,
              const char *opening,
              const char *closing)
{
  g_autoptr (GString) text = g_string_new (opening);
  g_autoptr (GPtrArray) read = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *again = NULL;

  while (text->len + strlen (piece) < 2 * 1024 * 1024)
    g_string_append (text, piece);
  g_string_append (text, closing);
  read = galley_body_read (text->str, text->len, &error);
  g_assert_no_error (error);
  again = galley_body_write (read);
  g_assert_cmpstr (again, ==, text->str);
}

/* The same for lists. */
static void
test_many_lists (void)
{
  assert_quick ("<ul><li></li></ul><ol><li></li></ol>", "", "");
  assert_quick ("<li><ul><li><ol><li></li></ol></li></ul></li>", "<ul>", "</ul>");
  assert_quick ("<ul><li></li></ul><ol><li></li></ol>", "<ol><li>", "</li></ol>");
}

/* A hostile body costs its bytes, not their square. */
static void
test_many_marks (void)
{
  g_autoptr (GString) text = g_string_new ("<p>");
  g_autoptr (GPtrArray) read = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *again = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (text, "<strong>a</strong>b");
  g_string_append (text, "</p>");
  read = galley_body_read (text->str, text->len, &error);
  g_assert_no_error (error);
  again = galley_body_write (read);
  g_assert_cmpstr (again, ==, text->str);
}

static void
test_escape (void)
{
  g_autoptr (GString) out = g_string_new ("x");

  galley_xhtml_append_escaped (out, "<a b=\"c\">&amp;南\342\200\250");
  g_assert_cmpstr (out->str, ==, "x&lt;a b=&quot;c&quot;&gt;&amp;amp;南\342\200\250");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/body/kinds", test_kinds);
  g_test_add_func ("/wire/body/lists", test_lists);
  g_test_add_func ("/wire/body/unsettled", test_unsettled);
  g_test_add_func ("/wire/body/text", test_text);
  g_test_add_func ("/wire/body/marks", test_marks);
  g_test_add_func ("/wire/body/figures", test_figures);
  g_test_add_func ("/wire/body/edited-figures", test_edited_figures);
  g_test_add_func ("/wire/body/every-pair-of-marks", test_every_pair_of_marks);
  g_test_add_func ("/wire/body/random", test_random);
  g_test_add_func ("/wire/body/weight", test_weight);
  g_test_add_func ("/wire/body/one-byte-mutations", test_one_byte_mutations);
  g_test_add_func ("/wire/body/refused", test_refused);
  g_test_add_func ("/wire/body/refused-dividers", test_refused_dividers);
  g_test_add_func ("/wire/body/nul", test_nul);
  g_test_add_func ("/wire/body/too-large", test_too_large);
  g_test_add_func ("/wire/body/many-marks", test_many_marks);
  g_test_add_func ("/wire/body/many-lists", test_many_lists);
  g_test_add_func ("/wire/body/escape", test_escape);
  return g_test_run ();
}
