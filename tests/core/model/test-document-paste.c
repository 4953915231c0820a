/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blocks out of a document and into one, as copying and pasting do it. */

#include "core/model/galley-document.h"

#include "model-support.h"

/* Each is one splice of what a person does. */
static void
spliced_cb (GalleyDocument *document,
            guint           first,
            GPtrArray      *removed,
            guint           n_inserted,
            guint           origin,
            gpointer        n_spliced)
{
  g_assert_cmpint (origin, ==, GALLEY_SPLICE_TYPED);
  ++*(guint *) n_spliced;
}

/* "p甲乙|h题|q引": a block a part, its kind before its text. */
static GPtrArray *
make_blocks (const char *description)
{
  static const struct
  {
    char letter;
    GalleyBlockKind kind;
  } kinds[] = { { 'p', GALLEY_BLOCK_PARAGRAPH }, { 'h', GALLEY_BLOCK_HEADING_1 }, { 'q', GALLEY_BLOCK_QUOTE } };
  g_auto (GStrv) parts = g_strsplit (description, "|", -1);
  GPtrArray *blocks = galley_blocks_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    for (guint j = 0; j < G_N_ELEMENTS (kinds); j++)
      if (*parts[i] == kinds[j].letter)
        g_ptr_array_add (blocks, galley_block_new (kinds[j].kind, parts[i] + 1, NULL, 0));
  return blocks;
}

static void
test_replace_blocks (void)
{
  static const struct
  {
    const char *before;
    GalleyPosition start;
    GalleyPosition end;
    const char *pasted;
    const char *after;
    GalleyPosition place;
  } rows[] = {
    { "p", { 0, 0 }, { 0, 0 }, "p甲", "p甲", { 0, 1 } },
    { "p甲丙", { 0, 1 }, { 0, 1 }, "p乙", "p甲乙丙", { 0, 2 } },
    { "p甲丙", { 0, 1 }, { 0, 1 }, "h乙", "p甲乙丙", { 0, 2 } },
    { "h甲丙", { 0, 1 }, { 0, 1 }, "p乙", "h甲乙丙", { 0, 2 } },
    { "p", { 0, 0 }, { 0, 0 }, "h题", "h题", { 0, 1 } },
    { "h", { 0, 0 }, { 0, 0 }, "p甲", "h甲", { 0, 1 } },
    { "p", { 0, 0 }, { 0, 0 }, "h题|p甲", "h题|p甲", { 1, 1 } },
    { "p首尾", { 0, 1 }, { 0, 1 }, "p甲|p乙", "p首甲|p乙尾", { 1, 1 } },
    { "p首尾", { 0, 1 }, { 0, 1 }, "h题|p甲|q引", "p首|h题|p甲|q引|p尾", { 3, 1 } },
    { "h首尾", { 0, 1 }, { 0, 1 }, "p甲|p乙", "h首甲|h乙尾", { 1, 1 } },
    { "p首", { 0, 1 }, { 0, 1 }, "p甲|p", "p首甲|p", { 1, 0 } },
    { "p一|p二|p三", { 0, 1 }, { 2, 0 }, "p甲|q乙|p丙", "p一甲|q乙|p丙三", { 2, 1 } },
    { "p一|p二", { 0, 0 }, { 1, 1 }, "h题|p甲", "h题|p甲", { 1, 1 } },
    { "p一|p二", { 0, 0 }, { 9, 9 }, "", "p", { 0, 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) before = make_blocks (rows[i].before);
      g_autoptr (GPtrArray) pasted = make_blocks (rows[i].pasted);
      g_autoptr (GPtrArray) expected = make_blocks (rows[i].after);
      g_autoptr (GalleyDocument) document = NULL;
      g_autoptr (GPtrArray) after = NULL;
      GalleyPosition place;
      guint n_spliced = 0;

      g_test_message ("%s into %s", rows[i].pasted, rows[i].before);
      document = galley_document_new_from_blocks (before);
      g_signal_connect (document, "spliced", G_CALLBACK (spliced_cb), &n_spliced);
      place = galley_document_replace_blocks (document, rows[i].start, rows[i].end, pasted);
      after = galley_document_dup_blocks (document);
      g_assert_true (galley_blocks_equal (after, expected));
      g_assert_cmpuint (place.block, ==, rows[i].place.block);
      g_assert_cmpuint (place.offset, ==, rows[i].place.offset);
      g_assert_cmpuint (n_spliced, ==, 1);
    }
}

/* In a list: what is in the lines, where it goes, what stands there then. Lines as model_support_lines() has them. */
static void
test_replace_blocks_in_lists (void)
{
  static const struct
  {
    const char *before;
    GalleyPosition start;
    GalleyPosition end;
    const char *pasted;
    const char *after;
    GalleyPosition place;
  } rows[] = {
    /* Text joins the item, alone and as several paragraphs; with other things it stays what it is. */
    { "*ad", { 0, 1 }, { 0, 1 }, "bc", "*abcd", { 0, 3 } },
    { "*ad", { 0, 1 }, { 0, 1 }, "b x c", "*ab *x *cd", { 2, 1 } },
    { "*a ##b *c", { 1, 1 }, { 1, 1 }, "x y", "*a ##bx ##y *c", { 2, 1 } },
    { "*", { 0, 0 }, { 0, 0 }, "x y", "*x *y", { 1, 1 } },
    { "*ad", { 0, 1 }, { 0, 1 }, "b >q c", "*ab >q *cd", { 2, 1 } },
    /* Items stay items of their kind, and hang where they come to. */
    { "*ad", { 0, 2 }, { 0, 2 }, "#x #y", "*ad #x #y", { 2, 1 } },
    { "*ad", { 0, 1 }, { 0, 1 }, "#x ##y", "*a #x ##y *d", { 2, 1 } },
    { "*a **b *c", { 1, 1 }, { 1, 1 }, "#x ##y", "*a **b ##x ###y *c", { 3, 1 } },
    { "*a **b ***c", { 2, 1 }, { 2, 1 }, "*x **y", "*a **b ***c ***x ***y", { 4, 1 } },
    { "*a **", { 1, 0 }, { 1, 0 }, "*x *y", "*a **x **y", { 2, 1 } },
    { "", { 0, 0 }, { 0, 0 }, "*x **y", "*x **y", { 1, 1 } },
    { "ad", { 0, 1 }, { 0, 1 }, "#x ##y", "a #x ##y d", { 2, 1 } },
    /* A single one is text, where there is a line for it. */
    { "*ad", { 0, 1 }, { 0, 1 }, "#x", "*axd", { 0, 2 } },
    { "*a **", { 1, 0 }, { 1, 0 }, "#x", "*a **x", { 1, 1 } },
    { "", { 0, 0 }, { 0, 0 }, "#x", "#x", { 0, 1 } },
    /* Whole lines, with their line end. */
    { "*a **b", { 1, 0 }, { 1, 0 }, "#x ", "*a ##x **b", { 2, 0 } },
    { "*a *b", { 0, 1 }, { 0, 1 }, " #x", "*a #x *b", { 1, 1 } },
    { "*a *", { 1, 0 }, { 1, 0 }, "#x ", "*a #x *", { 2, 0 } },
    /* A rule keeps its line to itself, even alone. */
    { "ad", { 0, 1 }, { 0, 1 }, "---", "a --- d", { 1, 0 } },
    { "*a", { 0, 1 }, { 0, 1 }, "---", "*a ---", { 1, 0 } },
    { "", { 0, 0 }, { 0, 0 }, "---", "---", { 0, 0 } },
    { "a --- b", { 1, 0 }, { 1, 0 }, "x", "a x b", { 1, 1 } },
    /* What hung on an item that goes comes up. */
    { "*a **b ***c", { 0, 0 }, { 1, 1 }, "x >q", "x >q *c", { 1, 1 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) before = model_support_lines (rows[i].before);
      g_autoptr (GPtrArray) pasted = model_support_lines (rows[i].pasted);
      g_autoptr (GalleyDocument) document = NULL;
      g_autoptr (GPtrArray) after = NULL;
      g_autofree char *written = NULL;
      GalleyPosition place;
      guint n_spliced = 0;

      g_test_message ("%s into %s", rows[i].pasted, rows[i].before);
      document = galley_document_new_from_blocks (before);
      g_signal_connect (document, "spliced", G_CALLBACK (spliced_cb), &n_spliced);
      place = galley_document_replace_blocks (document, rows[i].start, rows[i].end, pasted);
      model_support_check_document (document);
      after = galley_document_dup_blocks (document);
      written = model_support_write_lines (after);
      g_assert_cmpstr (written, ==, rows[i].after);
      g_assert_cmpuint (place.block, ==, rows[i].place.block);
      g_assert_cmpuint (place.offset, ==, rows[i].place.offset);
      g_assert_cmpuint (n_spliced, ==, 1);
    }
}

static void
test_dup_range_of_lists (void)
{
  static const struct
  {
    const char *body;
    GalleyPosition start;
    GalleyPosition end;
    const char *copied;
  } rows[] = {
    { "*a **b ##c *d", { 0, 0 }, { 3, 1 }, "*a **b ##c *d" },
    { "*a **b ##c *d", { 1, 0 }, { 2, 1 }, "*b #c" },
    { "#abc ##d", { 0, 1 }, { 1, 1 }, "#bc ##d" },
    { "#abc ##d", { 0, 1 }, { 0, 2 }, "#b" },
    /* Of a line that is only touched the kind does not come along. */
    { "*a *b", { 0, 0 }, { 1, 0 }, "*a " },
    { "*a *b", { 0, 1 }, { 1, 1 }, " *b" },
    { "a --- b", { 0, 0 }, { 1, 0 }, "a ---" },
    { "a --- b", { 1, 0 }, { 2, 1 }, "--- b" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) blocks = model_support_lines (rows[i].body);
      g_autoptr (GalleyDocument) document = galley_document_new_from_blocks (blocks);
      g_autoptr (GPtrArray) copied = galley_document_dup_range (document, rows[i].start, rows[i].end);
      g_autofree char *written = model_support_write_lines (copied);

      g_assert_cmpstr (written, ==, rows[i].copied);
    }
}

/* Whatever is copied and put into an empty body: nothing of it is lost. */
static void
test_dup_range (void)
{
  g_autoptr (GalleyRandom) random = model_support_random ();

  for (guint round = 0; round < 2000; round++)
    {
      g_autoptr (GPtrArray) blocks = model_support_blocks (random, 6);
      g_autoptr (GalleyDocument) document = galley_document_new_from_blocks (blocks);
      g_autoptr (GalleyDocument) other = galley_document_new ();
      GalleyPosition start = model_support_position (random, document);
      GalleyPosition end = model_support_position (random, document);
      g_autoptr (GPtrArray) copied = galley_document_dup_range (document, start, end);
      g_autofree char *text = galley_document_dup_text (document, start, end);
      g_autofree char *copied_text = model_support_read (copied);
      g_autoptr (GPtrArray) pasted = NULL;

      g_assert_cmpstr (copied_text, ==, text);
      galley_document_replace_blocks (other, (GalleyPosition) { 0, 0 }, (GalleyPosition) { 0, 0 }, copied);
      model_support_check_document (other);
      pasted = galley_document_dup_blocks (other);
      g_assert_true (galley_blocks_equal (pasted, copied));
    }
}

#define BR "\xe2\x80\xa8"

/* Beside what make_blocks() knows: "f" a picture, "a" a file. */
static GPtrArray *
make_all_blocks (const char *description)
{
  g_auto (GStrv) parts = g_strsplit (description, "|", -1);
  g_autofree char *hash = g_strdup_printf ("%064d", 0);
  g_autoptr (GalleyFigure) figure = galley_figure_new (hash, "image/png", 640, 360, NULL);
  g_autoptr (GalleyEnclosure) file = galley_enclosure_new_file (hash, "application/pdf", 10, "a.pdf", NULL);
  GPtrArray *blocks = galley_blocks_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] == 'f')
      g_ptr_array_add (blocks, galley_block_new_figure (figure, parts[i] + 1, NULL, 0));
    else if (*parts[i] == 'a')
      g_ptr_array_add (blocks, galley_block_new_enclosed (GALLEY_BLOCK_ATTACHMENT, file, parts[i] + 1));
    else
      g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_PARAGRAPH, parts[i] + 1, NULL, 0));
  return blocks;
}

/* A picture or a file that is there is never doubled, and one that comes is never lost. */
static void
test_replace_blocks_beside_pictures (void)
{
  static const struct
  {
    const char *before;
    GalleyPosition start;
    GalleyPosition end;
    const char *pasted;
    const char *after;
    GalleyPosition place;
  } rows[] = {
    { "f图" BR "文", { 0, 1 }, { 0, 1 }, "p甲", "f图甲" BR "文", { 0, 2 } },
    { "f图" BR "文", { 0, 1 }, { 0, 1 }, "p甲|p乙", "f图" BR "文|p甲|p乙", { 2, 1 } },
    { "f图" BR "文", { 0, 0 }, { 0, 0 }, "p甲|p乙", "f图" BR "文|p甲|p乙", { 2, 1 } },
    { "f图" BR "文", { 0, 3 }, { 0, 3 }, "p甲|p乙", "f图" BR "文|p甲|p乙", { 2, 1 } },
    { "f图" BR "文|p后", { 0, 0 }, { 0, 1 }, "p甲|p乙", "f" BR "文|p甲|p乙|p后", { 2, 1 } },
    { "f图" BR "文", { 0, 1 }, { 0, 1 }, "f新" BR, "f图" BR "文|f新" BR, { 1, 2 } },
    { "f图" BR "文", { 0, 1 }, { 0, 1 }, "a新", "f图" BR "文|a新", { 1, 1 } },
    { "p首尾", { 0, 1 }, { 0, 1 }, "f新" BR, "p首|f新" BR "|p尾", { 1, 2 } },
    { "p首尾", { 0, 1 }, { 0, 1 }, "a新", "p首|a新|p尾", { 1, 1 } },
    { "p", { 0, 0 }, { 0, 0 }, "f新" BR, "f新" BR, { 0, 2 } },
    { "a名单", { 0, 1 }, { 0, 1 }, "a新", "a名|a新|p单", { 1, 1 } },
    { "p前|f图" BR "文", { 0, 1 }, { 1, 1 }, "p甲|p乙", "p前甲|f乙" BR "文", { 1, 1 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) before = make_all_blocks (rows[i].before);
      g_autoptr (GPtrArray) pasted = make_all_blocks (rows[i].pasted);
      g_autoptr (GPtrArray) expected = make_all_blocks (rows[i].after);
      g_autoptr (GalleyDocument) document = galley_document_new_from_blocks (before);
      g_autoptr (GPtrArray) after = NULL;
      g_autofree char *read = NULL;
      GalleyPosition place =
          galley_document_replace_blocks (document, rows[i].start, rows[i].end, pasted);

      after = galley_document_dup_blocks (document);
      read = model_support_read (after);
      g_test_message ("%s into %s: %s", rows[i].pasted, rows[i].before, read);
      g_assert_true (galley_blocks_equal (after, expected));
      g_assert_cmpuint (place.block, ==, rows[i].place.block);
      g_assert_cmpuint (place.offset, ==, rows[i].place.offset);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/document-paste/replace-blocks", test_replace_blocks);
  g_test_add_func ("/model/document-paste/in-lists", test_replace_blocks_in_lists);
  g_test_add_func ("/model/document-paste/beside-pictures", test_replace_blocks_beside_pictures);
  g_test_add_func ("/model/document-paste/dup-range", test_dup_range);
  g_test_add_func ("/model/document-paste/dup-range-of-lists", test_dup_range_of_lists);
  return g_test_run ();
}
