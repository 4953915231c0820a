/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window's tabs. There is always one: without an article it is the empty page, and while it is the only one no bar of
 * tabs is shown. An article stands in one tab of one window; whoever opens it again is taken there. Closing saves, and
 * asks nothing. */
#include "app/window/galley-window-private.h"
#include "app/window/galley-window.h"

#include <glib/gi18n.h>

/* Of articles that were closed, to be opened again. */
#define MOST_CLOSED 20

static GalleyTab *
get_tab (AdwTabPage *page)
{
  return GALLEY_TAB (adw_tab_page_get_child (page));
}

static guint
get_n_tabs (GalleyWindow *self)
{
  return adw_tab_view_get_n_pages (self->tab_view);
}

/* --- the tab in front -------------------------------------------------------------------------------------------- */

static void
caret_moved_cb (GalleyWindow     *self,
                GalleyEditorPage *editor)
{
  if (editor == self->editor)
    galley_preview_reveal_block (self->preview, galley_editor_page_get_caret_block (editor));
}

static void
correct_asked_cb (GalleyWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.correct", NULL);
}

static void
take_back_asked_cb (GalleyWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.take-back", NULL);
}

static void
too_long_cb (GalleyWindow *self)
{
  galley_window_add_toast (self, adw_toast_new (_ ("Too long for one article: nothing was pasted")));
}

static void
too_many_cells_cb (GalleyWindow *self)
{
  g_autofree char *words =
      g_strdup_printf (_ ("A table takes %d rows and %d columns: nothing was pasted"), GALLEY_TABLE_MAX_ROWS,
                       GALLEY_TABLE_MAX_COLUMNS);

  galley_window_add_toast (self, adw_toast_new (words));
}

static void
watch_editor (GalleyWindow     *self,
              GalleyEditorPage *editor)
{
  g_signal_connect_swapped (editor, "caret-moved", G_CALLBACK (caret_moved_cb), self);
  g_signal_connect_swapped (editor, "correct-asked", G_CALLBACK (correct_asked_cb), self);
  g_signal_connect_swapped (editor, "take-back-asked", G_CALLBACK (take_back_asked_cb), self);
  g_signal_connect_swapped (editor, "too-long", G_CALLBACK (too_long_cb), self);
  g_signal_connect_swapped (editor, "too-many-cells", G_CALLBACK (too_many_cells_cb), self);
  galley_window_watch_pictures (self, editor);
  galley_window_watch_find (self, editor);
  galley_window_watch_clipboard (self, editor);
}

void
galley_window_look_at_tab (GalleyWindow *self,
                           GalleyTab    *tab)
{
  gboolean is_new = galley_tab_get_editor (tab) == NULL;

  galley_tab_look (tab, self->workspace);
  if (is_new)
    watch_editor (self, galley_tab_get_editor (tab));
}

/* Whoever was in the text is in the text again; whoever walks through the list stays there. */
static gboolean
is_focus_in_tabs (GalleyWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  return focus == NULL || gtk_widget_is_ancestor (focus, GTK_WIDGET (self->tab_view));
}

void
galley_window_focus_tab (GalleyWindow *self)
{
  if (galley_tab_get_article (self->tab) != NULL)
    galley_editor_page_focus_last (self->editor);
  else
    gtk_widget_child_focus (gtk_stack_get_visible_child (self->editor_stack), GTK_DIR_TAB_FORWARD);
}

static void
selected_cb (GalleyWindow *self)
{
  AdwTabPage *page = adw_tab_view_get_selected_page (self->tab_view);

  /* The last tab goes: another one is made when it has gone. */
  if (page == NULL)
    return;
  galley_window_forget_opening (self);
  /* What the tab that was left has in hand; its preedit was put in before the focus went. */
  galley_details_panel_finish (self->details);
  if (self->tab != NULL)
    galley_tab_set_is_current (self->tab, FALSE);
  self->tab = get_tab (page);
  galley_window_look_at_tab (self, self->tab);
  self->editor = galley_tab_get_editor (self->tab);
  galley_tab_set_is_current (self->tab, TRUE);
  galley_window_dress_editor (self);
  galley_window_follow_picture_order (self);
  galley_window_follow_tab (self);
  if (is_focus_in_tabs (self))
    galley_window_focus_tab (self);
}

/* Without an article it is none to be opened again. */
void
galley_window_drop_tab (GalleyWindow *self,
                        GalleyTab    *tab)
{
  galley_tab_set_manuscript (tab, NULL, NULL);
  galley_window_close_tab (self, tab);
}

static void
tab_opened_cb (GalleyTab        *tab,
               GalleyManuscript *manuscript,
               GalleyWindow     *self)
{
  /* A draft that was thrown away since the last time does not come back by itself. */
  if (self->is_coming_back && galley_manuscript_get_is_trashed (manuscript))
    {
      galley_window_drop_tab (self, tab);
      return;
    }
  if (tab != self->tab)
    return;
  galley_window_follow_tab (self);
  if (self->is_coming_back)
    galley_editor_page_focus_body (self->editor);
  self->is_coming_back = FALSE;
}

static void
tab_failed_cb (GalleyTab    *tab,
               const GError *error,
               GalleyWindow *self)
{
  /* It may have gone, or never have been written. */
  if (!self->is_coming_back)
    galley_window_tell_error (self, error);
  galley_window_drop_tab (self, tab);
  if (galley_tab_get_article (self->tab) == NULL)
    self->is_coming_back = FALSE;
}

/* --- coming and going -------------------------------------------------------------------------------------------- */

/* A tab that was moved into an empty window takes the empty page's place; and whoever moved it writes on in it. */
static gboolean
arrived_cb (gpointer data)
{
  GalleyWindow *self = GALLEY_WINDOW (data);

  self->arriving = 0;
  for (int i = (int) get_n_tabs (self) - 1; i >= 0 && get_n_tabs (self) > 1; i--)
    {
      GalleyTab *tab = get_tab (adw_tab_view_get_nth_page (self->tab_view, i));

      if (galley_tab_get_article (tab) == NULL)
        galley_window_close_tab (self, tab);
    }
  galley_window_raise (self);
  galley_window_focus_tab (self);
  return G_SOURCE_REMOVE;
}

static gboolean
leave_bar_cb (gpointer data)
{
  GalleyWindow *self = GALLEY_WINDOW (data);

  if (self->editor != NULL)
    galley_window_focus_tab (self);
  return G_SOURCE_REMOVE;
}

/* Before the focus goes with the click, and takes the preedit along; behind it the caret is in the text again. */
static void
bar_pressed_cb (GalleyWindow     *self,
                int               n_press,
                double            x,
                double            y,
                GtkGestureSingle *press)
{
  galley_window_finish_typing (self);
  if (gtk_gesture_single_get_current_button (press) == GDK_BUTTON_PRIMARY)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, leave_bar_cb, g_object_ref (self), g_object_unref);
}

static void
tab_dragged_over_cb (GalleyWindow            *self,
                     double                   x,
                     double                   y,
                     GtkDropControllerMotion *motion)
{
  g_set_weak_pointer (&self->tab_drag, gdk_drop_get_drag (gtk_drop_controller_motion_get_drop (motion)));
}

/* Before libadwaita 1.6 what hangs at the pointer changes its size little by little where a bar takes it, and goes on
 * in freed memory where the tab is let go before that has ended. What is hidden is done with it at once. */
static void
hide_dragged (GalleyWindow *self)
{
  GtkWidget *child;

  if (self->tab_drag == NULL)
    return;
  child = gtk_drag_icon_get_child (GTK_DRAG_ICON (gtk_drag_icon_get_for_drag (self->tab_drag)));
  if (child != NULL)
    gtk_widget_set_visible (child, FALSE);
  g_clear_weak_pointer (&self->tab_drag);
}

/* It is dear to make, and most days have one tab: not before there are two, or one is dragged about that may come here. */
static void
ensure_bar (GalleyWindow *self)
{
  GtkEventController *over;
  GtkGesture *press;

  if (self->tab_bar != NULL ||
      (get_n_tabs (self) < 2 && !adw_tab_view_get_is_transferring_page (self->tab_view)))
    return;
  self->tab_bar = GTK_WIDGET (adw_tab_bar_new ());
  adw_tab_bar_set_autohide (ADW_TAB_BAR (self->tab_bar), TRUE);
  adw_tab_bar_set_view (ADW_TAB_BAR (self->tab_bar), self->tab_view);
  gtk_widget_add_css_class (self->tab_bar, "inline");
  gtk_box_prepend (self->tab_box, self->tab_bar);

  press = gtk_gesture_click_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (press), 0);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (press), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (press, "pressed", G_CALLBACK (bar_pressed_cb), self);
  gtk_widget_add_controller (self->tab_bar, GTK_EVENT_CONTROLLER (press));

  over = gtk_drop_controller_motion_new ();
  g_signal_connect_swapped (over, "enter", G_CALLBACK (tab_dragged_over_cb), self);
  gtk_widget_add_controller (self->tab_bar, over);
}

static void
transferring_cb (GalleyWindow *self)
{
  if (adw_tab_view_get_is_transferring_page (self->tab_view))
    ensure_bar (self);
  else
    hide_dragged (self);
}

static void
page_attached_cb (GalleyWindow *self,
                  AdwTabPage   *page,
                  int           position)
{
  GalleyTab *tab = get_tab (page);

  ensure_bar (self);
  g_signal_connect (tab, "opened", G_CALLBACK (tab_opened_cb), self);
  g_signal_connect (tab, "failed", G_CALLBACK (tab_failed_cb), self);
  /* It comes from another window. */
  if (galley_tab_get_editor (tab) != NULL)
    watch_editor (self, galley_tab_get_editor (tab));
  if (galley_tab_get_article (tab) != NULL && self->arriving == 0)
    self->arriving = g_idle_add (arrived_cb, self);
}

static void
n_pages_changed_cb (GalleyWindow *self)
{
  if (self->tab == NULL)
    return;
  galley_window_update_actions (self);
  galley_window_remember_tabs (self);
}

static void
page_detached_cb (GalleyWindow *self,
                  AdwTabPage   *page,
                  int           position)
{
  GalleyTab *tab = get_tab (page);

  g_signal_handlers_disconnect_by_data (tab, self);
  if (galley_tab_get_editor (tab) != NULL)
    g_signal_handlers_disconnect_by_data (galley_tab_get_editor (tab), self);
  if (self->menu_page == page)
    self->menu_page = NULL;
  if (self->tab == tab)
    {
      galley_tab_set_is_current (tab, FALSE);
      self->tab = NULL;
      self->editor = NULL;
    }
  if (get_n_tabs (self) == 0)
    galley_window_add_tab (self);
}

/* Of one that nothing was written in there is nothing to be opened again. */
static gboolean
is_worth_reopening (GalleyTab *tab)
{
  GalleyManuscript *manuscript = galley_tab_get_manuscript (tab);
  g_autoptr (GalleyRevision) revision =
      manuscript != NULL ? galley_article_snapshot (galley_manuscript_get_article (manuscript)) : NULL;

  return revision != NULL ? !galley_revision_is_blank (revision) : galley_tab_get_article (tab) != NULL;
}

static void
remember_closed (GalleyWindow *self,
                 GalleyTab    *tab)
{
  const char *id = galley_tab_get_article (tab);

  if (!is_worth_reopening (tab))
    return;
  if (self->closed->len == MOST_CLOSED)
    g_ptr_array_remove_index (self->closed, 0);
  g_ptr_array_add (self->closed, g_strdup (id));
}

static gboolean
close_page_cb (AdwTabView   *tab_view,
               AdwTabPage   *page,
               GalleyWindow *self)
{
  GalleyTab *tab = get_tab (page);
  gboolean is_last = get_n_tabs (self) == 1;

  if (tab == self->tab)
    {
      galley_window_finish_typing (self);
      galley_window_leave_focus_mode (self);
    }
  remember_closed (self, tab);
  /* What is not saved yet is kept by the workspace until it is. */
  galley_tab_set_manuscript (tab, NULL, NULL);
  if (is_last)
    galley_window_follow_tab (self);
  adw_tab_view_close_page_finish (tab_view, page, !is_last);
  galley_window_update_actions (self);
  return GDK_EVENT_STOP;
}

void
galley_window_close_tab (GalleyWindow *self,
                         GalleyTab    *tab)
{
  adw_tab_view_close_page (self->tab_view, adw_tab_view_get_page (self->tab_view, GTK_WIDGET (tab)));
}

AdwTabPage *
galley_window_insert_tab (GalleyWindow *self,
                          int           position)
{
  GalleyTab *tab = galley_tab_new ();
  AdwTabPage *page = adw_tab_view_insert (self->tab_view, GTK_WIDGET (tab), position);

  g_object_bind_property (tab, "title", page, "title", G_BINDING_SYNC_CREATE);
  g_object_bind_property (tab, "tooltip", page, "tooltip", G_BINDING_SYNC_CREATE);
  g_object_bind_property (tab, "mark", page, "indicator-icon", G_BINDING_SYNC_CREATE);
  return page;
}

void
galley_window_add_tab (GalleyWindow *self)
{
  AdwTabPage *page = adw_tab_view_get_selected_page (self->tab_view);
  int position = page != NULL ? adw_tab_view_get_page_position (self->tab_view, page) + 1 : 0;

  galley_window_finish_typing (self);
  adw_tab_view_set_selected_page (self->tab_view, galley_window_insert_tab (self, position));
}

/* --- finding ----------------------------------------------------------------------------------------------------- */

AdwTabPage *
galley_window_find_tab (GalleyWindow *self,
                        const char   *id)
{
  for (guint i = 0; i < get_n_tabs (self); i++)
    {
      AdwTabPage *page = adw_tab_view_get_nth_page (self->tab_view, i);

      if (g_strcmp0 (galley_tab_get_article (get_tab (page)), id) == 0)
        return page;
    }
  return NULL;
}

gboolean
galley_window_go_to_article (GalleyWindow *self,
                             const char   *id)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  AdwTabPage *page = galley_window_find_tab (self, id);

  if (page != NULL)
    {
      galley_window_finish_typing (self);
      adw_tab_view_set_selected_page (self->tab_view, page);
      /* Where it was in front already: its row. */
      galley_window_follow_tab (self);
      return TRUE;
    }
  for (GList *each = application != NULL ? gtk_application_get_windows (application) : NULL; each != NULL;
       each = each->next)
    {
      GalleyWindow *other = GALLEY_IS_WINDOW (each->data) ? each->data : NULL;

      if (other == NULL || other == self || other->workspace != self->workspace ||
          (page = galley_window_find_tab (other, id)) == NULL)
        continue;
      galley_article_list_view_select (self->list_view, galley_tab_get_article (self->tab));
      galley_window_finish_typing (other);
      adw_tab_view_set_selected_page (other->tab_view, page);
      galley_window_raise (other);
      return TRUE;
    }
  return FALSE;
}

void
galley_window_open_in_new_tab (GalleyWindow *self,
                               const char   *id)
{
  if (galley_window_go_to_article (self, id))
    return;
  if (galley_tab_get_article (self->tab) != NULL)
    galley_window_add_tab (self);
  galley_tab_expect (self->tab, id, NULL);
  galley_window_look_at_tab (self, self->tab);
  galley_window_follow_tab (self);
}

/* --- between windows --------------------------------------------------------------------------------------------- */

/* A tab was dragged out of all windows. */
static AdwTabView *
create_window_cb (AdwTabView   *tab_view,
                  GalleyWindow *self)
{
  GalleyWindow *other = galley_window_make_another (self);

  if (other == NULL)
    return NULL;
  galley_window_raise (other);
  return other->tab_view;
}

static void
setup_menu_cb (GalleyWindow *self,
               AdwTabPage   *page)
{
  self->menu_page = page;
}

/* --- life -------------------------------------------------------------------------------------------------------- */

void
galley_window_init_tabs (GalleyWindow *self)
{
  self->closed = g_ptr_array_new_with_free_func (g_free);

  /* Its own keys come before the text's and know no preedit: ours are in the table of shortcuts. */
  adw_tab_view_remove_shortcuts (self->tab_view, ADW_TAB_VIEW_SHORTCUT_ALL_SHORTCUTS);
  g_signal_connect_swapped (self->tab_view, "page-attached", G_CALLBACK (page_attached_cb), self);
  g_signal_connect_swapped (self->tab_view, "page-detached", G_CALLBACK (page_detached_cb), self);
  g_signal_connect_swapped (self->tab_view, "notify::selected-page", G_CALLBACK (selected_cb), self);
  g_signal_connect_swapped (self->tab_view, "notify::n-pages", G_CALLBACK (n_pages_changed_cb), self);
  g_signal_connect_swapped (self->tab_view, "notify::is-transferring-page", G_CALLBACK (transferring_cb), self);
  g_signal_connect_swapped (self->tab_view, "setup-menu", G_CALLBACK (setup_menu_cb), self);
  g_signal_connect (self->tab_view, "close-page", G_CALLBACK (close_page_cb), self);
  g_signal_connect (self->tab_view, "create-window", G_CALLBACK (create_window_cb), self);
  galley_window_insert_tab (self, 0);
}

void
galley_window_drop_tabs (GalleyWindow *self)
{
  if (self->closed == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->tab_view, self);
  for (guint i = 0; i < get_n_tabs (self); i++)
    {
      GalleyTab *tab = get_tab (adw_tab_view_get_nth_page (self->tab_view, i));

      g_signal_handlers_disconnect_by_data (tab, self);
      if (galley_tab_get_editor (tab) != NULL)
        g_signal_handlers_disconnect_by_data (galley_tab_get_editor (tab), self);
      galley_tab_set_manuscript (tab, NULL, NULL);
    }
  self->tab = NULL;
  self->editor = NULL;
  self->menu_page = NULL;
  self->tab_bar = NULL;
  g_clear_weak_pointer (&self->tab_drag);
  g_clear_handle_id (&self->arriving, g_source_remove);
  g_clear_pointer (&self->closed, g_ptr_array_unref);
}
