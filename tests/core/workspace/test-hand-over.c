/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Handing articles over, as far as it happens here: whom there is, and which orders wait. */
#include "workspace-fixture.h"

#include "core/store/galley-store-outbox.h"
#include "core/store/galley-store-settings.h"

static gpointer
save_people_in_store (GalleyDatabase *database,
                      gpointer        text,
                      GError        **error)
{
  galley_setting_save_text_in_store (database, GALLEY_SETTING_PEOPLE, text, error);
  return NULL;
}

static void
people_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Fixture *fixture = data;

  fixture->result = galley_workspace_load_people_finish (GALLEY_WORKSPACE (source), result, &fixture->error);
  fixture->is_done = TRUE;
}

/* (transfer full) */
static GPtrArray *
load_people (Fixture *fixture)
{
  fixture->is_done = FALSE;
  galley_workspace_load_people_async (fixture->workspace, NULL, people_cb, fixture);
  wait_until (is_done, fixture);
  g_assert_no_error (fixture->error);
  return fixture->result;
}

static void
handed_over_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  Fixture *fixture = data;

  fixture->result = GINT_TO_POINTER (galley_workspace_hand_over_finish (GALLEY_WORKSPACE (source), result,
                                                                        &fixture->error));
  fixture->is_done = TRUE;
}

static int
hand_over (Fixture    *fixture,
           const char *id,
           const char *to)
{
  fixture->is_done = FALSE;
  galley_workspace_hand_over_async (fixture->workspace, id, to, handed_over_cb, fixture);
  wait_until (is_done, fixture);
  g_assert_no_error (fixture->error);
  return GPOINTER_TO_INT (fixture->result);
}

#define ORDERS "SELECT count (*) FROM outbox WHERE action = 'hand-over'"

static const char *
id_of (GalleyManuscript *manuscript)
{
  return galley_article_get_id (galley_manuscript_get_article (manuscript));
}

static void
test_one (Fixture      *fixture,
          gconstpointer data)
{
  g_autoptr (GalleyManuscript) manuscript = galley_workspace_new_article (fixture->workspace, NULL);

  type (manuscript, "一");
  g_assert_cmpint (hand_over (fixture, id_of (manuscript), "chenyan"), ==, 1);
  g_assert_cmpint (query (fixture, ORDERS " AND comment = 'chenyan'"), ==, 1);
  /* What was typed was saved before. */
  g_assert_cmpint (query (fixture, "SELECT count (*) FROM article"), ==, 1);
  /* Somebody else, then: the first order goes. */
  g_assert_cmpint (hand_over (fixture, id_of (manuscript), "xiaohe"), ==, 1);
  g_assert_cmpint (query (fixture, ORDERS), ==, 1);
  g_assert_cmpint (query (fixture, ORDERS " AND comment = 'xiaohe'"), ==, 1);
}

static void
test_all (Fixture      *fixture,
          gconstpointer data)
{
  g_autoptr (GalleyManuscript) first = galley_workspace_new_article (fixture->workspace, NULL);
  g_autoptr (GalleyManuscript) second = galley_workspace_new_article (fixture->workspace, NULL);

  type (first, "一");
  type (second, "二");
  g_assert_cmpint (hand_over (fixture, NULL, "chenyan"), ==, 2);
  g_assert_cmpint (query (fixture, ORDERS), ==, 2);
}

static void
test_people (Fixture      *fixture,
             gconstpointer data)
{
  static const char text[] = "{\"people\":[{\"department\":\"总编室\",\"id\":\"chenyan\",\"name\":\"陈砚\"},"
                             "{\"id\":7},{\"id\":\"xiaohe\",\"name\":\"周小禾\"}]}";
  g_autoptr (GPtrArray) nobody = load_people (fixture);
  g_autoptr (GPtrArray) people = NULL;
  const GalleyUser *first;

  g_assert_cmpuint (nobody->len, ==, 0);
  run (fixture, save_people_in_store, (gpointer) text);
  people = load_people (fixture);
  g_assert_cmpuint (people->len, ==, 2);
  first = g_ptr_array_index (people, 0);
  g_assert_cmpstr (first->id, ==, "chenyan");
  g_assert_cmpstr (first->name, ==, "陈砚");
  g_assert_cmpstr (first->department, ==, "总编室");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/workspace/hand-over/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("one", test_one);
  ADD ("all", test_all);
  ADD ("people", test_people);
#undef ADD
  return g_test_run ();
}
