/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/model/galley-revision.h"

#include "model-support.h"

#include <string.h>

static void
test_blank (void)
{
  g_autoptr (GalleyRevision) empty = galley_revision_new ("id", NULL, NULL);
  g_assert_true (galley_revision_is_blank (empty));
  g_assert_cmpuint (galley_revision_get_blocks (empty)->len, ==, 1);
  g_assert_cmpstr (galley_revision_get_field (empty, GALLEY_FIELD_HEADLINE), ==, "");
  g_assert_null (galley_revision_get_set (empty, GALLEY_SET_TAGS)[0]);
  g_assert_null (galley_revision_get_extra (empty));

  GalleyContent content = galley_revision_get_content (empty);
  content.fields[GALLEY_FIELD_SOURCE] = "嘉兴日报";
  g_autoptr (GalleyRevision) filled = galley_revision_new ("id", &content, NULL);
  g_assert_false (galley_revision_is_blank (filled));
  g_assert_false (galley_revision_has_same_content (empty, filled));
  g_autoptr (GalleyRevision) moved = galley_revision_with_id (filled, "other", NULL);
  g_assert_true (galley_revision_has_same_content (moved, filled));
  g_assert_cmpstr (galley_revision_get_id (moved), ==, "other");

  g_autoptr (GPtrArray) blocks = model_support_paragraphs ("", "x", NULL);
  GalleyContent written = { .blocks = blocks };
  g_autoptr (GalleyRevision) text = galley_revision_new ("id", &written, NULL);
  g_assert_false (galley_revision_is_blank (text));
}

static gpointer
set_hash_thread (gpointer revision)
{
  galley_revision_set_content_hash (revision, "hash");
  g_assert_cmpstr (galley_revision_get_content_hash (revision), ==, "hash");
  return NULL;
}

static void
test_content_hash (void)
{
  for (guint round = 0; round < 50; round++)
    {
      g_autoptr (GalleyRevision) revision = galley_revision_new ("id", NULL, NULL);
      GThread *threads[4];
      g_assert_null (galley_revision_get_content_hash (revision));
      for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
        threads[i] = g_thread_new ("hash", set_hash_thread, revision);
      for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
        g_thread_join (threads[i]);
      const char *first = galley_revision_get_content_hash (revision);
      galley_revision_set_content_hash (revision, "another");
      g_assert_true (galley_revision_get_content_hash (revision) == first);

      g_autoptr (GalleyRevision) moved = galley_revision_with_state (revision, NULL);
      g_assert_cmpstr (galley_revision_get_content_hash (moved), ==, "hash");
    }
}

static void
test_snippet (void)
{
  g_autoptr (GPtrArray) blocks
      = model_support_paragraphs ("", "  区委书记\342\200\250朱苗", "", "强调  指出，要对标对表", NULL);
  GalleyContent content = { .blocks = blocks };
  g_autoptr (GalleyRevision) revision = galley_revision_new ("id", &content, NULL);
  g_autofree char *whole = galley_revision_dup_snippet (revision, 100);
  g_assert_cmpstr (whole, ==, "区委书记 朱苗 强调 指出，要对标对表");
  g_autofree char *cut = galley_revision_dup_snippet (revision, 6);
  g_assert_true (g_str_has_prefix (cut, "区委书记"));
  g_assert_true (g_str_has_suffix (cut, "…"));
}

static void
test_state (void)
{
  g_autoptr (GalleyState) state = galley_state_new ();
  galley_state_set_text (&state->owner, "o");
  galley_state_set_text (&state->context, NULL);
  state->published_at = 5;
  g_ptr_array_add (state->signatures, galley_signature_new (GALLEY_STATUS_REVIEW_2, "u", "n", "h", 9));
  g_autoptr (GalleyState) copy = galley_state_copy (state);
  g_assert_true (galley_state_equal (state, copy));
  g_assert_cmpstr (copy->context, ==, "");
  ((GalleySignature *) copy->signatures->pdata[0])->time = 10;
  g_assert_false (galley_state_equal (state, copy));
  g_autoptr (GalleyState) other = galley_state_copy (state);
  galley_state_set_text (&other->layout_version, "2");
  g_assert_false (galley_state_equal (state, other));
}

static void
test_fields (void)
{
  g_assert_cmpstr (galley_field_get_name (GALLEY_FIELD_SOURCE_URI), ==, "source-uri");
  g_assert_cmpstr (galley_set_get_name (GALLEY_SET_CHANNELS), ==, "channels");
  static const struct
  {
    GalleyField field;
    const char *text, *cleaned;
  } examples[] = {
    { GALLEY_FIELD_HEADLINE, NULL, "" },
    { GALLEY_FIELD_HEADLINE, " \343\200\200对标对表 决胜冲刺\302\240\n", "对标对表 决胜冲刺" },
    { GALLEY_FIELD_HEADLINE, "a\r\nb\tc", "a b c" },
    { GALLEY_FIELD_SUMMARY, "\na\r\n\nb\342\200\250", "a\342\200\250b" },
    { GALLEY_FIELD_KICKER, "e\314\201\001", "é" },
    { GALLEY_FIELD_KICKER, "\377x", "\357\277\275x" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autofree char *cleaned = galley_field_clean (examples[i].field, examples[i].text);
      g_autofree char *twice = galley_field_clean (examples[i].field, cleaned);
      g_assert_cmpstr (cleaned, ==, examples[i].cleaned);
      g_assert_cmpstr (twice, ==, cleaned);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/revision/blank", test_blank);
  g_test_add_func ("/model/revision/content-hash", test_content_hash);
  g_test_add_func ("/model/revision/snippet", test_snippet);
  g_test_add_func ("/model/revision/state", test_state);
  g_test_add_func ("/model/revision/fields", test_fields);
  return g_test_run ();
}
