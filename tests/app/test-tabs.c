/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several articles in one window: the place that is remembered, and what comes back of it. */
#include "app/body/galley-body-view.h"
#include "app/editor/galley-editor-page.h"
#include "app/window/galley-window.h"

#include "page-fixture.h"

typedef struct
{
  Desk *desk;
  GtkWindow *window;
  char *ids[3];
  guint n_places; /* so often the place changed */
} Fixture;

static void
place_changed_cb (Fixture *self)
{
  self->n_places++;
}

static void
setup (Fixture      *self,
       gconstpointer data)
{
  static const char *const headlines[] = { "Alpha", "Beta", "Gamma" };

  self->desk = desk_new ();
  for (guint i = 0; i < G_N_ELEMENTS (headlines); i++)
    {
      GalleyManuscript *manuscript = desk_write (self->desk, headlines[i], "one\ntwo");

      self->ids[i] = g_strdup (galley_article_get_id (article_of (manuscript)));
      /* Saved, and let go: as another day. */
      desk_wait (self->desk, G_USEC_PER_SEC);
      desk_let_go (manuscript);
    }
  self->window = GTK_WINDOW (g_object_ref_sink (galley_window_new (NULL)));
  g_signal_connect_swapped (self->window, "place-changed", G_CALLBACK (place_changed_cb), self);
  galley_window_set_workspace (GALLEY_WINDOW (self->window), self->desk->workspace);
  desk_settle ();
}

static void
teardown (Fixture      *self,
          gconstpointer data)
{
  gtk_window_destroy (self->window);
  desk_settle ();
  g_assert_finalize_object (self->window);
  for (guint i = 0; i < G_N_ELEMENTS (self->ids); i++)
    g_free (self->ids[i]);
  desk_close_window (self->desk);
  desk_free (self->desk);
}

/* --- looking ----------------------------------------------------------------------------------------------------- */

static guint
count_editors (GtkWidget *root)
{
  guint n_editors = GALLEY_IS_EDITOR_PAGE (root);

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    n_editors += count_editors (child);
  return n_editors;
}

static AdwTabView *
get_tab_view (Fixture *self)
{
  return ADW_TAB_VIEW (find_widget (GTK_WIDGET (self->window), ADW_TYPE_TAB_VIEW, 0));
}

static char *
dup_titles (Fixture *self)
{
  AdwTabView *tab_view = get_tab_view (self);
  g_autoptr (GString) found = g_string_new (NULL);

  for (int i = 0; i < adw_tab_view_get_n_pages (tab_view); i++)
    {
      AdwTabPage *page = adw_tab_view_get_nth_page (tab_view, i);

      g_string_append_printf (found, "%s%s%s", i > 0 ? " " : "", adw_tab_page_get_title (page),
                              adw_tab_page_get_selected (page) ? "*" : "");
    }
  return g_string_free (g_steal_pointer (&found), FALSE);
}

/* The store answers from a thread of its own; in vain, the test's time is over. */
static void
wait_titles (Fixture    *self,
             const char *titles)
{
  g_autofree char *found = dup_titles (self);

  while (!g_str_equal (found, titles))
    {
      g_main_context_iteration (NULL, TRUE);
      g_free (found);
      found = dup_titles (self);
    }
  desk_settle ();
}

static void
assert_place (Fixture    *self,
              const char *text)
{
  g_autoptr (GVariant) place = galley_window_dup_place (GALLEY_WINDOW (self->window));
  g_autofree char *found = g_variant_print (place, TRUE);
  g_autoptr (GString) wanted = g_string_new (text);

  g_string_replace (wanted, "A", self->ids[0], 1);
  g_string_replace (wanted, "B", self->ids[1], 1);
  g_string_replace (wanted, "C", self->ids[2], 1);
  g_assert_cmpstr (found, ==, wanted->str);
}

static void
wait_title (Fixture    *self,
            const char *title)
{
  while (g_strcmp0 (gtk_window_get_title (self->window), title) != 0)
    g_main_context_iteration (NULL, TRUE);
  desk_settle ();
}

static void
restore (Fixture            *self,
         const char *const *ids,
         guint               current)
{
  g_autoptr (GVariant) place = g_variant_ref_sink (g_variant_new ("(^asu)", ids, current));

  galley_window_restore_tabs (GALLEY_WINDOW (self->window), place);
  desk_settle ();
}

static void
restore_all (Fixture *self)
{
  restore (self, (const char *const[]){ self->ids[0], self->ids[1], self->ids[2], NULL }, 1);
  wait_title (self, "Beta");
  wait_titles (self, "Alpha Beta* Gamma");
}

static void
act (Fixture    *self,
     const char *action)
{
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (self->window), action));
  g_action_group_activate_action (G_ACTION_GROUP (self->window), action, NULL);
  desk_settle ();
}

/* --- tests ------------------------------------------------------------------------------------------------------- */

static void
test_comes_back (Fixture      *self,
                 gconstpointer data)
{
  restore_all (self);
  wait_titles (self, "Alpha Beta* Gamma");
  assert_place (self, "(['A', 'B', 'C'], uint32 1)");
  wait_title (self, "Beta");
}

/* The start is no longer for many tabs than for one. */
static void
test_lazy (Fixture      *self,
           gconstpointer data)
{
  restore_all (self);
  g_assert_cmpuint (count_editors (GTK_WIDGET (self->window)), ==, 1);
  act (self, "next-tab");
  g_assert_cmpuint (count_editors (GTK_WIDGET (self->window)), ==, 2);
  wait_titles (self, "Alpha Beta Gamma*");
  wait_title (self, "Gamma");
  act (self, "previous-tab");
  g_assert_cmpuint (count_editors (GTK_WIDGET (self->window)), ==, 2);
}

static void
test_gone_meanwhile (Fixture      *self,
                     gconstpointer data)
{
  static const char nobody[] = "01970000-0000-7000-8000-000000000000";

  restore (self, (const char *const[]){ nobody, self->ids[1], nobody, self->ids[2], NULL }, 0);
  wait_titles (self, "Beta* Gamma");
  assert_place (self, "(['B', 'C'], uint32 0)");
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (self->window), "reopen-tab"));
}

static void
test_nothing_left (Fixture      *self,
                   gconstpointer data)
{
  static const char nobody[] = "01970000-0000-7000-8000-000000000000";

  restore (self, (const char *const[]){ nobody, NULL }, 7);
  wait_titles (self, "No Article Open*");
  assert_place (self, "(@as [], uint32 0)");
}

static void
test_close_and_reopen (Fixture      *self,
                       gconstpointer data)
{
  restore_all (self);
  act (self, "close-article");
  act (self, "close-article");
  act (self, "close-article");
  /* The last one leaves the empty page, as it was before there were tabs. */
  g_assert_cmpint (adw_tab_view_get_n_pages (get_tab_view (self)), ==, 1);
  assert_place (self, "(@as [], uint32 0)");
  act (self, "reopen-tab");
  act (self, "reopen-tab");
  act (self, "reopen-tab");
  wait_title (self, "Beta");
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (self->window), "reopen-tab"));
  g_assert_cmpint (adw_tab_view_get_n_pages (get_tab_view (self)), ==, 3);
}

static void
test_only_once (Fixture      *self,
                gconstpointer data)
{
  guint n_places;

  restore_all (self);
  galley_window_open_article (GALLEY_WINDOW (self->window), self->ids[0]);
  wait_titles (self, "Alpha* Beta Gamma");
  n_places = self->n_places;
  g_assert_cmpuint (n_places, >, 0);
  g_action_group_activate_action (G_ACTION_GROUP (self->window), "open-in-tab", g_variant_new_string (self->ids[2]));
  desk_settle ();
  wait_titles (self, "Alpha Beta Gamma*");
  g_assert_cmpuint (self->n_places, >, n_places);
}

static void
test_undo_stays (Fixture      *self,
                 gconstpointer data)
{
  g_autofree char *changed = NULL;
  g_autofree char *back = NULL;
  GtkWidget *editor, *body;

  restore_all (self);
  editor = find_widget (GTK_WIDGET (self->window), GALLEY_TYPE_EDITOR_PAGE, 0);
  body = find_widget (editor, GALLEY_TYPE_BODY_VIEW, 0);
  gtk_text_buffer_insert_at_cursor (gtk_text_view_get_buffer (GTK_TEXT_VIEW (body)), "X", -1);
  changed = dup_text_of (body);
  g_assert_nonnull (strchr (changed, 'X'));
  act (self, "next-tab");
  wait_title (self, "Gamma");
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (self->window), "undo"));
  act (self, "previous-tab");
  act (self, "undo");
  back = dup_text_of (body);
  g_assert_null (strchr (back, 'X'));
}

/* The nth text of the editor that was looked at as the nth. */
static GtkWidget *
get_text (Fixture *self,
          guint    editor,
          guint    text)
{
  return find_widget (find_widget (GTK_WIDGET (self->window), GALLEY_TYPE_EDITOR_PAGE, editor), GTK_TYPE_TEXT_VIEW, text);
}

/* AdwTabView would put it into the first field of a tab that it has not seen before. */
static void
test_caret_stays (Fixture      *self,
                  gconstpointer data)
{
  GtkWidget *headline, *body;

  restore_all (self);
  headline = get_text (self, 0, 1);
  gtk_widget_grab_focus (headline);
  act (self, "next-tab");
  wait_title (self, "Gamma");
  body = get_text (self, 1, 3);
  g_assert_true (gtk_window_get_focus (self->window) == body);
  act (self, "previous-tab");
  g_assert_true (gtk_window_get_focus (self->window) == headline);
  act (self, "next-tab");
  g_assert_true (gtk_window_get_focus (self->window) == body);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, function) g_test_add ("/app/tabs/" name, Fixture, NULL, setup, function, teardown)
  ADD ("comes-back", test_comes_back);
  ADD ("lazy", test_lazy);
  ADD ("gone-meanwhile", test_gone_meanwhile);
  ADD ("nothing-left", test_nothing_left);
  ADD ("close-and-reopen", test_close_and_reopen);
  ADD ("only-once", test_only_once);
  ADD ("caret-stays", test_caret_stays);
  ADD ("undo-stays", test_undo_stays);
#undef ADD
  return g_test_run ();
}
