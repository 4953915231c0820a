/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What calls for a person, and what of it a pull has brought. */
#include "workspace-fixture.h"

/* --- the difference, a pure function ------------------------------------------------------------------------------ */

/* "r1 w2 c3": kinds and articles. */
static GPtrArray *
parse (const char *text)
{
  GPtrArray *attentions = galley_attentions_new ();
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 0; words[i] != NULL && *words[i] != '\0'; i++)
    g_ptr_array_add (attentions, galley_attention_new (words[i][0] == 'r'   ? GALLEY_ATTENTION_RETURNED
                                                       : words[i][0] == 'w' ? GALLEY_ATTENTION_WAITING
                                                                            : GALLEY_ATTENTION_CONFLICT,
                                                       words[i] + 1, words[i]));
  return attentions;
}

static void
assert_new (const char *before,
            const char *after,
            const char *expected)
{
  g_autoptr (GPtrArray) old = parse (before);
  g_autoptr (GPtrArray) now = parse (after);
  g_autoptr (GPtrArray) fresh = galley_attentions_compare (old, now);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < fresh->len; i++)
    {
      GalleyAttention *attention = g_ptr_array_index (fresh, i);

      g_string_append_printf (found, "%s%s", i > 0 ? " " : "", attention->headline);
    }
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_compare (void)
{
  assert_new ("", "", "");
  assert_new ("", "r1 w2 c3", "r1 w2 c3");
  assert_new ("r1 w2 c3", "r1 w2 c3", "");
  assert_new ("r1 w2 c3", "c3", "");
  assert_new ("r1", "r2 r1", "r2");
  /* The same article for another reason. */
  assert_new ("r1", "c1", "c1");
  assert_new ("w1", "w1 c1", "c1");
}

/* --- the workspace ------------------------------------------------------------------------------------------------- */

static gpointer
pull_in_store (GalleyDatabase *database,
               gpointer        data,
               GError        **error)
{
  gboolean is_taken;

  galley_record_pull_in_store (database, data, NOON, &is_taken, error);
  return NULL;
}

static GalleyRevision *
make_served (const char  *id,
             GalleyStatus status,
             const char  *etag)
{
  g_autoptr (GalleyRevision) plain = make_revision (id, "退回的稿", "正文");
  g_autoptr (GalleyState) state = galley_state_new ();

  state->status = status;
  galley_state_set_text (&state->etag, etag);
  return galley_revision_with_state (plain, state);
}

static void
called_cb (GalleyWorkspace *workspace,
           GPtrArray       *attentions,
           GPtrArray       *heard)
{
  for (guint i = 0; i < attentions->len; i++)
    {
      GalleyAttention *attention = g_ptr_array_index (attentions, i);

      g_ptr_array_add (heard, g_strdup_printf ("%d %s", attention->kind, attention->headline));
    }
}

static gboolean
has_heard (gpointer data)
{
  return ((GPtrArray *) data)->len > 0;
}

/* Behind everything that the store has still to do. */
static void
settle (Fixture *fixture)
{
  for (int i = 0; i < 4; i++)
    {
      query (fixture, "SELECT 1");
      drain ();
    }
}

static void
test_pull (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GPtrArray) heard = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GalleyRevision) submitted = make_served (ID_1, GALLEY_STATUS_REVIEW_1, "\"1\"");
  g_autoptr (GalleyRevision) returned = make_served (ID_1, GALLEY_STATUS_RETURNED, "\"2\"");
  g_autoptr (GalleyRevision) again = make_served (ID_1, GALLEY_STATUS_RETURNED, "\"3\"");

  g_signal_connect (fixture->workspace, "attention-called", G_CALLBACK (called_cb), heard);
  settle (fixture);
  run (fixture, pull_in_store, submitted);
  settle (fixture);
  g_assert_cmpuint (heard->len, ==, 0);
  run (fixture, pull_in_store, returned);
  wait_until (has_heard, heard);
  g_assert_cmpuint (heard->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (heard, 0), ==, "0 退回的稿");
  /* Told once, however often it comes. */
  run (fixture, pull_in_store, again);
  settle (fixture);
  g_assert_cmpuint (heard->len, ==, 1);
}

/* What stood there at the start is no news. */
static void
test_start (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (GPtrArray) heard = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GalleyRevision) returned = make_served (ID_1, GALLEY_STATUS_RETURNED, "\"2\"");
  g_autoptr (GalleyRevision) again = make_served (ID_1, GALLEY_STATUS_RETURNED, "\"3\"");

  run (fixture, pull_in_store, returned);
  close_workspace (fixture);
  open_workspace (fixture);
  g_signal_connect (fixture->workspace, "attention-called", G_CALLBACK (called_cb), heard);
  settle (fixture);
  run (fixture, pull_in_store, again);
  settle (fixture);
  g_assert_cmpuint (heard->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/workspace/attention/compare", test_compare);
  g_test_add ("/workspace/attention/pull", Fixture, NULL, set_up, test_pull, tear_down);
  g_test_add ("/workspace/attention/start", Fixture, NULL, set_up, test_start, tear_down);
  return g_test_run ();
}
