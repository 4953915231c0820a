/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window/galley-window.h"

#include "app/editor/galley-copy-popover.h"
#include "app/window/galley-window-private.h"
#include "app/words/galley-account-words.h"
#include "app/words/galley-words.h"

#include <glib/gi18n.h>

/* Where the details stand open beside the preview, in logical pixels. */
#define WIDE_AT 2200
#define ROOMY_AT 1600
#define MIN_WIDTH 360

G_DEFINE_FINAL_TYPE (GalleyWindow, galley_window, ADW_TYPE_APPLICATION_WINDOW)

enum
{
  SIGNAL_PLACE_CHANGED,
  SIGNAL_ANOTHER_WANTED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static gboolean
is_side_visible (GalleyWindow *self)
{
  return galley_folding_get_show_side (self->folding);
}

/* Whether the keyboard is in a pane that is being put away. */
static gboolean
is_focus_hidden (GalleyWindow *self,
                 GtkWidget    *pane,
                 gboolean      is_shown)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  return !is_shown && focus != NULL && gtk_widget_is_ancestor (focus, pane);
}

/* It goes back into the text: GTK would choose whatever is next, a button over the text or that of a toast. Where the list
 * has the window to itself it is for that. */
static void
leave_hidden_panes (GalleyWindow *self)
{
  if (!is_focus_hidden (self, self->sidebar_pane, galley_folding_get_show_sidebar (self->folding)) &&
      !is_focus_hidden (self, self->side_pane, is_side_visible (self)))
    return;
  if (gtk_widget_get_mapped (self->editor_pane))
    galley_window_focus_tab (self);
  else
    gtk_widget_child_focus (GTK_WIDGET (self->list_view), GTK_DIR_TAB_FORWARD);
}

/* A row that is pressed takes the keyboard behind having been chosen. */
static gboolean
leave_sidebar_cb (gpointer data)
{
  leave_hidden_panes (GALLEY_WINDOW (data));
  return G_SOURCE_REMOVE;
}

/* Title buttons stand at the right end of whatever pane is rightmost. */
static void
folded_cb (GalleyWindow *self)
{
  gboolean is_narrow = galley_folding_get_is_narrow (self->folding);
  gboolean has_side = is_side_visible (self) && !galley_folding_get_is_side_folded (self->folding);

  leave_hidden_panes (self);
  adw_header_bar_set_show_end_title_buttons (self->list_header, is_narrow);
  adw_header_bar_set_show_end_title_buttons (self->editor_header, !has_side);
  gtk_widget_set_visible (self->back_button, is_narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->sync_line), galley_folding_get_is_sidebar_folded (self->folding));
  gtk_widget_set_visible (self->sidebar_button, galley_folding_get_is_sidebar_folded (self->folding));
  galley_window_update_actions (self);
  galley_window_update_preview (self);
}

/* On a wide window the details stand beside the preview, with a header of their own; else they are a page behind it. */
static void
set_details_apart (GalleyWindow *self,
                   gboolean      is_apart)
{
  GtkWidget *details = GTK_WIDGET (self->details);

  if (is_apart == gtk_widget_get_visible (self->details_pane))
    return;
  g_object_ref (details);
  if (is_apart)
    {
      adw_view_stack_remove (self->side_stack, details);
      gtk_box_append (self->details_box, details);
    }
  else
    {
      AdwViewStackPage *page;

      gtk_box_remove (self->details_box, details);
      page = adw_view_stack_add_titled (self->side_stack, details, "details", _ ("Details"));
      adw_view_stack_page_set_icon_name (page, "view-list-symbolic");
    }
  g_object_unref (details);
  gtk_widget_set_visible (self->details_pane, is_apart);
  gtk_widget_set_visible (self->side_title, is_apart);
  gtk_widget_set_visible (self->side_switcher, !is_apart);
  adw_header_bar_set_show_end_title_buttons (self->side_header, !is_apart);
}

/* A pane's width in sp; returns it in pixels. Folded, it lies over the others and must leave the window as narrow as it
 * is. */
static int
set_pane_width (GalleyWindow *self,
                GtkWidget    *pane,
                int           width)
{
  int most = MAX (galley_folding_get_width (self->folding), MIN_WIDTH);
  int pixels = MIN (galley_folding_to_pixels (self->folding, width), most);

  gtk_widget_set_size_request (pane, pixels, -1);
  return pixels;
}

static void
resized_cb (GalleyWindow *self,
            int           width)
{
  int room = set_pane_width (self, self->side_pane, width >= WIDE_AT ? 1230 : width >= ROOMY_AT ? 460 : 400);

  set_pane_width (self, self->sidebar_pane, 212);
  set_pane_width (self, self->list_pane, width >= WIDE_AT ? 360 : 300);
  if (width < WIDE_AT)
    galley_preview_expect_room (self->preview, room);
  set_details_apart (self, width >= WIDE_AT);
}

void
galley_window_tell_error (GalleyWindow *self,
                          const GError *error)
{
  g_autofree char *words = galley_words_for_error (error);
  AdwToast *toast = adw_toast_new (words);

  g_message ("%s: %s", galley_error_get_name (error->domain == GALLEY_ERROR ? error->code : 0), error->message);
  adw_toast_set_timeout (toast, 10);
  galley_window_add_toast (self, toast);
}

/* --- lists ----------------------------------------------------------------------------------------------------- */

static void
filter_selected_cb (GalleySidebar   *sidebar,
                    GalleyFilterKind kind,
                    const char      *channel,
                    GalleyWindow    *self)
{
  GalleyFilter filter = galley_workspace_get_filter (self->workspace, kind, channel);

  galley_window_forget_search (self);
  galley_window_remember_list (self, kind, channel);
  g_free (self->wanted_channel);
  self->wanted_channel = g_strdup (channel);
  g_free (self->filtered_user);
  self->filtered_user = g_strdup (galley_workspace_get_user (self->workspace)->id);
  galley_article_list_view_set_filter (self->list_view, self->workspace, &filter);
  galley_article_list_view_select (
      self->list_view,
      self->manuscript != NULL ? galley_article_get_id (galley_manuscript_get_article (self->manuscript)) : NULL);
  gtk_label_set_label (self->list_title, galley_sidebar_get_title (sidebar));
  if (!galley_folding_get_is_sidebar_folded (self->folding) || !galley_folding_get_show_sidebar (self->folding))
    return;
  /* Somebody chose it in the sidebar that lay over the rest: it is the list that is wanted. */
  galley_folding_set_show_sidebar (self->folding, FALSE);
  galley_folding_show_list (self->folding);
  g_idle_add_full (G_PRIORITY_DEFAULT, leave_sidebar_cb, g_object_ref (self), g_object_unref);
}

static void
article_opened_in_list_cb (GalleyArticleListView *list_view,
                           const char            *id,
                           GalleyWindow          *self)
{
  galley_window_open_article (self, id);
}

/* --- the account ------------------------------------------------------------------------------------------------- */

static void
sync_changed_cb (GalleyWindow *self)
{
  const GalleyOutboxFigures *figures = galley_workspace_get_outbox_figures (self->workspace);

  if (figures->held > 0)
    galley_window_ask_held_orders (self);
  galley_window_update_sync (self);
}

static void
user_changed_cb (GalleyWindow *self)
{
  const GalleyUser *user = galley_workspace_get_user (self->workspace);
  gboolean is_local = galley_account_is_local (galley_workspace_get_account (self->workspace));
  GalleySite *site = galley_layout_get_site (galley_workspace_get_layout (self->workspace));

  adw_window_title_set_title (self->account_title, is_local ? _ ("On This Computer") : galley_site_get_name (site));
  adw_window_title_set_subtitle (self->account_title, is_local ? "" : user->name);
  galley_window_update_state (self);
  if (g_strcmp0 (self->filtered_user, user->id) != 0)
    {
      self->is_restoring = self->wanted_list != NULL;
      galley_sidebar_reselect (self->sidebar);
      self->is_restoring = FALSE;
    }
}

/* Where nothing is written yet, a page to write on stands open, the caret in it. */
static void
counted_at_start_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      data)
{
  g_autoptr (GalleyWindow) self = data;
  g_autoptr (GArray) counts = galley_workspace_count_finish (GALLEY_WORKSPACE (source), result, NULL);

  /* A store that cannot be counted now says so elsewhere. */
  if (counts != NULL && g_array_index (counts, gint64, 0) == 0 && self->tab != NULL &&
      galley_tab_get_article (self->tab) == NULL && self->workspace == GALLEY_WORKSPACE (source))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.new-article", NULL);
}

void
galley_window_set_workspace (GalleyWindow    *self,
                             GalleyWorkspace *workspace)
{
  g_return_if_fail (GALLEY_IS_WINDOW (self));
  g_return_if_fail (GALLEY_IS_WORKSPACE (workspace));

  if (self->workspace != NULL)
    {
      galley_window_empty_tabs (self);
      if (self->workspace != workspace)
        galley_window_withdraw_offers (self);
      g_signal_handlers_disconnect_by_data (self->workspace, self);
    }
  g_set_object (&self->workspace, workspace);
  g_signal_connect_swapped (workspace, "sync-changed", G_CALLBACK (sync_changed_cb), self);
  g_signal_connect_swapped (workspace, "user-changed", G_CALLBACK (user_changed_cb), self);
  g_signal_connect_swapped (workspace, "layout-changed", G_CALLBACK (user_changed_cb), self);
  /* Behind the sidebar, which then has the channels. */
  g_signal_connect_data (workspace, "layout-changed", G_CALLBACK (galley_window_restore_list), self, NULL,
                         G_CONNECT_SWAPPED | G_CONNECT_AFTER);

  galley_preview_set_manuscript (self->preview, workspace, NULL);
  galley_sync_line_set_workspace (self->sync_line, workspace);
  galley_withdrawal_bar_set_workspace (self->withdrawal_bar, workspace);
  galley_sidebar_set_workspace (self->sidebar, workspace);
  galley_window_restore_place (self);
  user_changed_cb (self);
  sync_changed_cb (self);
  if (galley_account_is_local (galley_workspace_get_account (workspace)))
    {
      GalleyFilter all = galley_workspace_get_filter (workspace, GALLEY_FILTER_ALL, NULL);

      galley_workspace_count_async (workspace, &all, 1, counted_at_start_cb, g_object_ref (self));
    }
}

void
galley_window_set_accounts (GalleyWindow *self,
                            GPtrArray    *accounts)
{
  g_return_if_fail (GALLEY_IS_WINDOW (self));
  g_return_if_fail (accounts != NULL);

  g_menu_remove_all (self->account_menu);
  for (guint i = 0; i < accounts->len; i++)
    {
      const GalleyAccount *account = g_ptr_array_index (accounts, i);
      g_autofree char *words = galley_words_for_account (account);
      g_auto (GStrv) parts = g_strsplit (words, "_", -1);
      /* A name's underscore is no mnemonic. */
      g_autofree char *label = g_strjoinv ("__", parts);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "app.switch-account", "s", account->id);
      g_menu_append_item (self->account_menu, item);
    }
}

/* --- life -------------------------------------------------------------------------------------------------------- */

static void
flushed_before_close_cb (GObject      *source,
                         GAsyncResult *result,
                         gpointer      data)
{
  g_autoptr (GalleyWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (galley_workspace_flush_finish (GALLEY_WORKSPACE (source), result, &error))
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  /* Words would be lost: the window stays, and the menu has the emergency file. */
  self->is_closing = FALSE;
  galley_window_tell_error (self, error);
}

static gboolean
galley_window_close_request (GtkWindow *window)
{
  GalleyWindow *self = GALLEY_WINDOW (window);

  if (self->workspace == NULL)
    return GDK_EVENT_PROPAGATE;
  if (!self->is_closing)
    {
      self->is_closing = TRUE;
      galley_window_finish_typing (self);
      galley_workspace_flush_async (self->workspace, NULL, flushed_before_close_cb, g_object_ref (self));
    }
  return GDK_EVENT_STOP;
}

static void
galley_window_dispose (GObject *object)
{
  GalleyWindow *self = GALLEY_WINDOW (object);

  self->is_closing = TRUE;
  if (self->tab != NULL)
    galley_window_show_manuscript (self, NULL);
  galley_window_drop_preview_window (self);
  galley_window_drop_tabs (self);
  galley_window_forget_reprint (self);
  g_clear_pointer (&self->focus_return, galley_focus_return_free);
  g_clear_pointer (&self->copy_popover, gtk_widget_unparent);
  if (self->workspace != NULL)
    g_signal_handlers_disconnect_by_data (self->workspace, self);
  galley_window_drop_toasts (self);
  galley_window_forget_opening (self);
  g_clear_object (&self->workspace);
  g_clear_object (&self->settings);
  galley_window_set_lock (self, NULL);
  g_clear_weak_pointer (&self->focus_before);
  g_clear_pointer (&self->export_folder, g_free);
  g_clear_pointer (&self->copied_folder, g_free);
  g_clear_pointer (&self->wanted_list, g_free);
  g_clear_pointer (&self->wanted_channel, g_free);
  g_clear_pointer (&self->filtered_user, g_free);

  G_OBJECT_CLASS (galley_window_parent_class)->dispose (object);
}

/* Not earlier: after init the construct properties come, of which "maximized" is one, and undo it. */
static void
galley_window_constructed (GObject *object)
{
  G_OBJECT_CLASS (galley_window_parent_class)->constructed (object);
  galley_window_restore_look (GALLEY_WINDOW (object));
  galley_window_init_focus_mode (GALLEY_WINDOW (object));
  galley_window_init_pictures (GALLEY_WINDOW (object));
  galley_window_init_preview (GALLEY_WINDOW (object));
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, GalleyWindow, name)

static void
galley_window_class_init (GalleyWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = galley_window_constructed;
  G_OBJECT_CLASS (klass)->dispose = galley_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = galley_window_close_request;

  signals[SIGNAL_PLACE_CHANGED] = g_signal_new ("place-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                                NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ANOTHER_WANTED] =
      g_signal_new ("another-wanted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, g_signal_accumulator_first_wins,
                    NULL, NULL, GALLEY_TYPE_WINDOW, 0);

  g_type_ensure (GALLEY_TYPE_FOLDING);
  g_type_ensure (GALLEY_TYPE_SIDEBAR);
  g_type_ensure (GALLEY_TYPE_SYNC_LINE);
  g_type_ensure (GALLEY_TYPE_WITHDRAWAL_BAR);
  g_type_ensure (GALLEY_TYPE_ARTICLE_LIST_VIEW);
  g_type_ensure (GALLEY_TYPE_PREVIEW);
  g_type_ensure (GALLEY_TYPE_DETAILS_PANEL);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/galleyeditor/Galley/window/galley-window.ui");
  BIND (curtain);
  BIND (toasts);
  BIND (withdrawal_bar);
  BIND (folding);
  BIND (sidebar_pane);
  BIND (list_pane);
  BIND (editor_pane);
  BIND (side_pane);
  BIND (account_title);
  BIND (list_title);
  BIND (editor_title);
  BIND (list_header);
  BIND (editor_header);
  BIND (sidebar_button);
  BIND (main_menu_button);
  BIND (account_menu);
  BIND (article_menu_button);
  BIND (new_button);
  BIND (back_button);
  BIND (focus_button);
  BIND (search_entry);
  BIND (next_button);
  BIND (editor_stack);
  BIND (tab_box);
  BIND (tab_view);
  BIND (side_header);
  BIND (side_switcher);
  BIND (side_title);
  BIND (side_stack);
  BIND (details_pane);
  BIND (details_box);
  BIND (sidebar);
  BIND (list_view);
  BIND (sync_line);
  BIND (preview);
  BIND (preview_place);
  BIND (details);
}

static void
side_page_changed_cb (GalleyWindow *self)
{
  galley_window_update_preview (self);
  galley_window_remember_side_page (self);
}

static void
galley_window_init (GalleyWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  galley_window_add_actions (self);
  galley_window_init_search (self);
  galley_window_init_drop (self);
  self->copy_popover = galley_copy_popover_new ();
  gtk_widget_set_parent (self->copy_popover, self->editor_pane);
  galley_folding_set_panes (self->folding, self->sidebar_pane, self->list_pane, self->editor_pane, self->side_pane);

  g_signal_connect_object (self->folding, "folded", G_CALLBACK (folded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->folding, "resized", G_CALLBACK (resized_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->side_stack, "notify::visible-child", G_CALLBACK (side_page_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sidebar, "selected", G_CALLBACK (filter_selected_cb), self, 0);
  g_signal_connect_object (self->list_view, "opened", G_CALLBACK (article_opened_in_list_cb), self, 0);
  galley_window_init_tabs (self);
  self->focus_return = galley_focus_return_new (GTK_WINDOW (self));
}

GalleyWindow *
galley_window_make_another (GalleyWindow *self)
{
  g_autoptr (GalleyWindow) other = NULL;

  /* The answer is a reference of its own; what keeps the window is its being open. */
  g_signal_emit (self, signals[SIGNAL_ANOTHER_WANTED], 0, &other);
  return other;
}

GalleyWindow *
galley_window_new (GtkApplication *application)
{
  return g_object_new (GALLEY_TYPE_WINDOW, "application", application, NULL);
}
