/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attachments and videos: what one may be called, where a player may be, and what becomes of one in a document. */
#include "core/base/galley-clock.h"
#include "core/model/galley-document.h"
#include "core/model/galley-history.h"
#include "core/model/galley-media-type.h"
#include "core/model/galley-merge.h"
#include "model-support.h"

#include <string.h>

#define HASH "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static GalleyEnclosure *
make_file (const char *name)
{
  return galley_enclosure_new_file (HASH, GALLEY_MEDIA_TYPE_PDF, 2048, name, NULL);
}

static void
test_name (void)
{
  static const char *const cases[][3] = {
    { "a.pdf", "a.pdf", "a" },
    { " 关于 通知.v2.pdf ", "关于 通知.v2.pdf", "关于 通知.v2" },
    { "../etc/pass\nwd", ".._etc_passwd", ".._etc_passwd" },
    { "a\342\200\256fdp.exe", "a_fdp.exe", "a_fdp" },
    { "<a>|\"b\"?.pdf", "_a___b__.pdf", "_a___b__" },
    { ".pdf", ".pdf", ".pdf" },
    { "", "file.pdf", "file" },
    { "  ", "file.pdf", "file" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GalleyEnclosure) enclosure = make_file (cases[i][0]);
      g_autoptr (GalleyEnclosure) again = make_file (galley_enclosure_get_name (enclosure));
      g_autofree char *title = galley_enclosure_dup_title (enclosure);

      g_assert_cmpstr (galley_enclosure_get_name (enclosure), ==, cases[i][1]);
      g_assert_cmpstr (title, ==, cases[i][2]);
      g_assert_true (galley_enclosure_equal (enclosure, again));
    }
}

/* The suffix stays, and a name that was cut is not cut again. */
static void
test_long_name (void)
{
  g_autoptr (GString) long_name = g_string_new (NULL);
  g_autoptr (GalleyEnclosure) enclosure = NULL, again = NULL;

  for (guint i = 0; i < GALLEY_ENCLOSURE_MAX_NAME; i++)
    g_string_append (long_name, "长");
  g_string_append (long_name, ".docx");
  enclosure = make_file (long_name->str);
  again = make_file (galley_enclosure_get_name (enclosure));
  g_assert_cmpint (g_utf8_strlen (galley_enclosure_get_name (enclosure), -1), ==, GALLEY_ENCLOSURE_MAX_NAME);
  g_assert_true (g_str_has_suffix (galley_enclosure_get_name (enclosure), "长….docx"));
  g_assert_true (galley_enclosure_equal (enclosure, again));
}

static void
test_facts (void)
{
  static const struct
  {
    gint64 size;
    const char *facts;
  } cases[] = {
    { 1, "PDF, 1 B" },           { 1023, "PDF, 1023 B" },         { 1024, "PDF, 1.0 KB" },
    { 10 * 1024, "PDF, 10 KB" }, { 1024 * 1024, "PDF, 1.0 MB" }, { 100 * 1024 * 1024, "PDF, 100 MB" },
  };
  g_autoptr (GalleyEnclosure) player = galley_enclosure_new_player ("https://v.example:8443/x?y", NULL);
  g_autofree char *host = galley_enclosure_dup_facts (player);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GalleyEnclosure) enclosure
          = galley_enclosure_new_file (HASH, GALLEY_MEDIA_TYPE_PDF, cases[i].size, "a", NULL);
      g_autofree char *facts = galley_enclosure_dup_facts (enclosure);

      g_assert_cmpstr (facts, ==, cases[i].facts);
    }
  g_assert_cmpstr (host, ==, "v.example:8443");
}

static void
test_address (void)
{
  static const char *const safe[] = { "https://v.example/x", "https://v.example:8443/x?a=1&b=2#c",
                                      "https://v.example/%E7%94%B2" };
  static const char *const unsafe[] = {
    "", "https://", "https://v.example", "https://v.example/", "https:///x", "http://v.example/x", "HTTPS://v.example/x",
    "https://a@v.example/x", "https://v.example?x/y", "https://v.example/a b", "https://v.example/\"x",
    "https://v.example/甲",
    "javascript:x", "//v.example/x", "https://v.example\\@evil.example/x", "https://v.example/\nx",
  };
  g_autoptr (GString) long_one = g_string_new ("https://v.example/");

  for (guint i = 0; i < G_N_ELEMENTS (safe); i++)
    g_assert_true (galley_enclosure_address_is_safe (safe[i]));
  for (guint i = 0; i < G_N_ELEMENTS (unsafe); i++)
    g_assert_false (galley_enclosure_address_is_safe (unsafe[i]));
  g_assert_false (galley_enclosure_address_is_safe (NULL));
  while (long_one->len < GALLEY_ENCLOSURE_MAX_ADDRESS)
    g_string_append_c (long_one, 'x');
  g_assert_true (galley_enclosure_address_is_safe (long_one->str));
  g_string_append_c (long_one, 'x');
  g_assert_false (galley_enclosure_address_is_safe (long_one->str));
}

/* Kinds in one letter, texts behind them. */
static void
assert_lines (GalleyDocument *document,
              const char     *expected)
{
  static const char letters[GALLEY_N_BLOCK_KINDS + 1] = "p12>*#-!|av=";
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < galley_document_get_n_blocks (document); i++)
    {
      GalleyBlock *block = galley_document_get_block (document, i);

      g_string_append_printf (lines, "%s%c:%s", i > 0 ? " " : "", letters[galley_block_get_kind (block)],
                              galley_block_get_text (block));
    }
  g_assert_cmpstr (lines->str, ==, expected);
}

/* "a", the attachment "t", "b". */
static GalleyDocument *
make_document (void)
{
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();

  g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_PARAGRAPH, "a", NULL, 0));
  g_ptr_array_add (blocks, model_support_enclosed (0, "ti"));
  g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_PARAGRAPH, "b", NULL, 0));
  return galley_document_new_from_blocks (blocks);
}

static void
replace (GalleyDocument *document,
         guint           block,
         guint           start,
         guint           end,
         const char     *text)
{
  galley_document_replace_text (document, (GalleyPosition) { block, start }, (GalleyPosition) { block, end }, text,
                                (GalleyStyle) { 1u << GALLEY_MARK_BOLD, NULL });
}

static void
test_type (void)
{
  g_autoptr (GalleyDocument) document = make_document ();

  replace (document, 1, 1, 1, "x");
  assert_lines (document, "p:a a:txi p:b");
  g_assert_false (galley_document_has_mark (document, (GalleyPosition) { 1, 0 }, (GalleyPosition) { 1, 3 },
                                            GALLEY_MARK_BOLD));
  replace (document, 1, 0, 3, "");
  assert_lines (document, "p:a a: p:b");
  replace (document, 1, 0, 0, "t");
  replace (document, 1, 1, 1, "\nc");
  assert_lines (document, "p:a a:t p:c p:b");
  replace (document, 1, 0, 0, "\n");
  assert_lines (document, "p:a p: a:t p:c p:b");
  galley_document_set_kind (document, 0, 4, GALLEY_BLOCK_HEADING_1);
  assert_lines (document, "1:a 1: a:t 1:c 1:b");
}

static void
test_insert_and_remove (void)
{
  g_autoptr (GalleyDocument) document = make_document ();
  g_autoptr (GalleyClock) clock = galley_test_clock_new (0);
  g_autoptr (GalleyHistory) history = galley_history_new (document, clock);
  g_autoptr (GPtrArray) enclosed = galley_blocks_new ();
  GalleyPosition place;

  g_ptr_array_add (enclosed, model_support_enclosed (1, "v"));
  /* One that is there is not cut. */
  place = galley_document_insert_enclosed (document, (GalleyPosition) { 1, 1 }, enclosed);
  g_assert_cmpuint (place.block, ==, 2);
  assert_lines (document, "p:a a:ti v:v p:b");
  galley_document_remove_block (document, 1);
  assert_lines (document, "p:a v:v p:b");
  galley_history_undo (history, &place);
  assert_lines (document, "p:a a:ti v:v p:b");
  galley_history_undo (history, &place);
  assert_lines (document, "p:a a:ti p:b");
}

/* Another poster is another step of undo than the title that was typed. */
static void
test_poster (void)
{
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();
  g_autoptr (GalleyDocument) document = NULL;
  g_autoptr (GalleyEnclosure) bare = NULL;

  g_ptr_array_add (blocks, model_support_enclosed (1, "v"));
  document = galley_document_new_from_blocks (blocks);
  bare = galley_enclosure_with_poster (galley_block_get_enclosure (galley_document_get_block (document, 0)), NULL);
  galley_document_set_enclosure (document, 0, bare);
  assert_lines (document, "v:v");
  g_assert_null (galley_enclosure_get_poster (galley_block_get_enclosure (galley_document_get_block (document, 0))));
  g_assert_false (galley_block_equal (blocks->pdata[0], galley_document_get_block (document, 0)));
}

/* What is put into a title does not make a second file of it. */
static void
test_paste_inside (void)
{
  g_autoptr (GalleyDocument) document = make_document ();
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();

  g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_PARAGRAPH, "x", NULL, 0));
  g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_PARAGRAPH, "y", NULL, 0));
  galley_document_replace_blocks (document, (GalleyPosition) { 1, 1 }, (GalleyPosition) { 1, 1 }, blocks);
  assert_lines (document, "p:a a:tx p:yi p:b");
}

/* A title written here, another file there. */
static void
test_merge (void)
{
  g_autoptr (GPtrArray) base = galley_blocks_new (), mine = galley_blocks_new (), theirs = galley_blocks_new ();
  g_autoptr (GPtrArray) conflicts = NULL, merged = NULL;
  const GalleyConflict *conflict;

  g_ptr_array_add (base, model_support_enclosed (1, ""));
  g_ptr_array_add (mine, model_support_enclosed (1, "t"));
  g_ptr_array_add (theirs, model_support_enclosed (2, ""));
  merged = galley_merge_blocks (base, mine, theirs, &conflicts);
  g_assert_true (galley_blocks_equal (merged, mine));
  g_assert_cmpuint (conflicts->len, ==, 1);
  conflict = conflicts->pdata[0];
  g_assert_cmpstr (conflict->mine, ==, "[b.mp4, MP4, 1.1 KB + 641 × 480] t");
  g_assert_cmpstr (conflict->theirs, ==, "[https://video.example/watch/1 + 642 × 480] ");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/enclosure/name", test_name);
  g_test_add_func ("/model/enclosure/long-name", test_long_name);
  g_test_add_func ("/model/enclosure/facts", test_facts);
  g_test_add_func ("/model/enclosure/address", test_address);
  g_test_add_func ("/model/enclosure/type", test_type);
  g_test_add_func ("/model/enclosure/insert-and-remove", test_insert_and_remove);
  g_test_add_func ("/model/enclosure/poster", test_poster);
  g_test_add_func ("/model/enclosure/paste-inside", test_paste_inside);
  g_test_add_func ("/model/enclosure/merge", test_merge);
  return g_test_run ();
}
