/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of the window's actions, their keys in galley-shortcuts.c. What an action cannot do now is disabled, so that
 * menus and keys say the same. */
#include "app/account/galley-authority-question.h"
#include "app/base/galley-look.h"
#include "app/base/galley-shortcuts.h"
#include "app/help/galley-help-window.h"
#include "app/preferences/galley-preferences-window.h"
#include "app/window/galley-sign-in.h"
#include "app/window/galley-window-private.h"
#include "app/window/galley-window.h"
#include "core/model/galley-kind.h"
#include "core/wire/galley-wire.h"

#include <glib/gi18n.h>

typedef void (*WindowFunction) (GalleyWindow *self);

static void
enable (GalleyWindow *self,
        const char   *name,
        gboolean      is_enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), is_enabled);
}

static void
set_state (GalleyWindow *self,
           const char   *name,
           gboolean      state)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (state));
}

/* Whether the workflow lets the user do @action to the open article now. */
static gboolean
may (GalleyWindow *self,
     GalleyAction  action)
{
  GalleyWorkflow *workflow;
  g_autoptr (GalleyRevision) revision = NULL;

  if (self->manuscript == NULL || galley_account_is_local (galley_workspace_get_account (self->workspace)) ||
      galley_manuscript_get_is_trashed (self->manuscript))
    return FALSE;
  workflow = galley_site_get_workflow (galley_layout_get_site (galley_workspace_get_layout (self->workspace)));
  revision = galley_article_snapshot (galley_manuscript_get_article (self->manuscript));
  return galley_workflow_may_act (workflow, action, galley_revision_get_state (revision),
                                  galley_workspace_get_user (self->workspace), galley_wire_get_content_hash (revision));
}

void
galley_window_update_sync (GalleyWindow *self)
{
  enable (self, "sync", self->workspace != NULL && galley_workspace_get_engine (self->workspace) != NULL);
}

void
galley_window_update_actions (GalleyWindow *self)
{
  gboolean is_open = self->manuscript != NULL;
  gboolean is_trashed = is_open && galley_manuscript_get_is_trashed (self->manuscript);
  const GalleyState *state = is_open ? galley_article_get_state (galley_manuscript_get_article (self->manuscript))
                                     : NULL;
  GalleyHistory *history = is_open ? galley_manuscript_get_history (self->manuscript) : NULL;

  enable (self, "undo", is_open && galley_history_get_can_undo (history));
  enable (self, "redo", is_open && galley_history_get_can_redo (history));
  enable (self, "save", is_open);
  enable (self, "save-emergency", is_open);
  enable (self, "save-hand-over", is_open);
  enable (self, "print", is_open);
  enable (self, "export-pdf", is_open);
  enable (self, "copy-fields", is_open);
  enable (self, "versions", is_open);
  enable (self, "explain", is_open);
  enable (self, "hand-over", galley_window_may_hand_over (self));
  enable (self, "compare", is_open && galley_manuscript_get_theirs (self->manuscript) != NULL);
  enable (self, "copy-wechat", is_open);
  enable (self, "copy-handout", is_open);
  enable (self, "open-copied-folder", self->copied_folder != NULL);
  enable (self, "tidy", is_open && galley_manuscript_may_edit (self->manuscript));
  enable (self, "mark-reprint", is_open && self->reprint_uri != NULL);
  enable (self, "duplicate", is_open);
  enable (self, "use-as-template", is_open);
  enable (self, "place", galley_window_may_place (self));
  enable (self, "trash", is_open && !is_trashed && !galley_state_is_public (state));
  enable (self, "restore", is_trashed);
  enable (self, "next-step", is_open && galley_manuscript_get_next_action (self->manuscript) != GALLEY_ACTION_NONE);
  enable (self, "take-back", may (self, GALLEY_ACTION_TAKE_BACK));
  enable (self, "return", may (self, GALLEY_ACTION_RETURN));
  enable (self, "publish", may (self, GALLEY_ACTION_PUBLISH));
  enable (self, "withdraw", may (self, GALLEY_ACTION_WITHDRAW));
  enable (self, "correct", is_open && galley_state_is_public (state));
  galley_window_update_offline_actions (self);
  galley_window_update_parked_actions (self);
  galley_window_update_tab_actions (self);
  galley_window_update_sync (self);
  enable (self, "preferences", self->settings != NULL);
  set_state (self, "show-sidebar", galley_folding_get_show_sidebar (self->folding));
  set_state (self, "show-side", galley_folding_get_show_side (self->folding));
}

/* --- articles ---------------------------------------------------------------------------------------------------- */

static void
new_article (GalleyWindow *self)
{
  g_autoptr (GalleyManuscript) manuscript = galley_workspace_new_article (self->workspace, self->wanted_channel);

  galley_editor_page_commit_preedit (self->editor);
  galley_window_show_made (self, manuscript);
  galley_editor_page_focus_field (self->editor, GALLEY_FIELD_HEADLINE);
}

/* Its pictures come first: words go under them. */
static void
new_picture_story (GalleyWindow *self)
{
  new_article (self);
  galley_article_set_field (galley_manuscript_get_article (self->manuscript), GALLEY_FIELD_KIND,
                            galley_kind_get_name (GALLEY_KIND_PICTURES));
  galley_editor_page_choose_pictures (self->editor);
}

static void
show_all (GalleyWindow *self)
{
  galley_sidebar_select (self->sidebar, GALLEY_FILTER_ALL, NULL);
}

static void
duplicate (GalleyWindow *self)
{
  g_autoptr (GalleyRevision) revision = galley_article_snapshot (galley_manuscript_get_article (self->manuscript));
  g_autoptr (GalleyManuscript) copy = galley_workspace_new_from_revision (self->workspace, revision);

  galley_window_show_made (self, copy);
}

static void
correct (GalleyWindow *self)
{
  g_autoptr (GalleyManuscript) copy = galley_workspace_new_correction (self->workspace, self->manuscript);

  galley_window_show_made (self, copy);
  galley_editor_page_focus_body (self->editor);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GalleyWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (galley_workspace_flush_finish (GALLEY_WORKSPACE (source), result, &error))
    galley_window_add_toast (self, adw_toast_new (_ ("Saved on this computer")));
  else
    galley_window_tell_error (self, error);
}

static void
save (GalleyWindow *self)
{
  galley_editor_page_commit_preedit (self->editor);
  galley_workspace_flush_async (self->workspace, NULL, saved_cb, g_object_ref (self));
}

/* --- around ------------------------------------------------------------------------------------------------------ */

static void
undo (GalleyWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->editor), "editor.undo", NULL);
}

static void
redo (GalleyWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->editor), "editor.redo", NULL);
}

static void
tidy (GalleyWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->editor), "editor.tidy", NULL);
}

static void
sync_now (GalleyWindow *self)
{
  galley_sync_engine_wake (galley_workspace_get_engine (self->workspace));
}

static void
signed_in_cb (GalleySignIn *sign_in,
              const char   *address,
              const char   *user,
              const char   *token,
              const char   *authority,
              const char   *verifier,
              GalleyWindow *self)
{
  GVariant *target = g_variant_new ("(sssss)", address, user, token, authority, verifier);

  g_action_group_activate_action (G_ACTION_GROUP (gtk_window_get_application (GTK_WINDOW (self))), "use-account",
                                  target);
}

void
galley_window_open_sign_in (GalleyWindow        *self,
                            const GalleyAccount *account)
{
  GtkWidget *dialog = galley_sign_in_new (GTK_WINDOW (self), account);

  g_signal_connect_object (dialog, "signed-in", G_CALLBACK (signed_in_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
sign_in (GalleyWindow *self)
{
  const GalleyAccount *account = galley_workspace_get_account (self->workspace);

  galley_window_open_sign_in (self, galley_account_is_local (account) ? NULL : account);
}

static void
authority_answered (GtkWindow             *window,
                    const GalleyAuthority *authority,
                    const char            *words)
{
  GalleyWindow *self = GALLEY_WINDOW (window);

  if (authority != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (gtk_window_get_application (window)), "trust-authority",
                                    g_variant_new_string (authority->pem));
  else
    galley_window_add_toast (self, adw_toast_new (words));
}

static void
import_authority (GalleyWindow *self)
{
  galley_authority_question_begin (GTK_WINDOW (self), authority_answered);
}

static void
add_account (GalleyWindow *self)
{
  galley_window_open_sign_in (self, NULL);
}

static void
next_step (GalleyWindow *self)
{
  galley_window_order (self, galley_manuscript_get_next_action (self->manuscript));
}

static void
take_back (GalleyWindow *self)
{
  galley_window_order (self, GALLEY_ACTION_TAKE_BACK);
}

static void
give_back (GalleyWindow *self)
{
  galley_window_order (self, GALLEY_ACTION_RETURN);
}

static void
publish (GalleyWindow *self)
{
  galley_window_order (self, GALLEY_ACTION_PUBLISH);
}

static void
withdraw (GalleyWindow *self)
{
  galley_window_order (self, GALLEY_ACTION_WITHDRAW);
}

static void
back (GalleyWindow *self)
{
  galley_folding_show_list (self->folding);
}

static void
next_article (GalleyWindow *self)
{
  galley_article_list_view_move (self->list_view, 1);
}

static void
previous_article (GalleyWindow *self)
{
  galley_article_list_view_move (self->list_view, -1);
}

static void
show_side_page (GalleyWindow *self,
                const char   *name)
{
  galley_folding_set_show_side (self->folding, TRUE);
  if (adw_view_stack_get_child_by_name (self->side_stack, name) != NULL)
    adw_view_stack_set_visible_child_name (self->side_stack, name);
}

static void
focus_headline (GalleyWindow *self)
{
  galley_editor_page_focus_field (self->editor, GALLEY_FIELD_HEADLINE);
}

static void
focus_details (GalleyWindow *self)
{
  show_side_page (self, "details");
  galley_details_panel_focus_field (self->details, GALLEY_FIELD_CHANNEL);
}

static void
focus_tags (GalleyWindow *self)
{
  show_side_page (self, "details");
  galley_details_panel_focus_tags (self->details);
}

/* F6 walks the panes that can be seen: lists, list, editor, side. */
static void
move_pane (GalleyWindow *self,
           int           step)
{
  GtkWidget *panes[] = { self->sidebar_pane, self->list_pane, self->editor_pane, self->side_pane };
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  int current = 2;

  for (int i = 0; i < (int) G_N_ELEMENTS (panes); i++)
    if (focus != NULL && gtk_widget_is_ancestor (focus, panes[i]))
      current = i;
  for (int i = 1; i < (int) G_N_ELEMENTS (panes); i++)
    {
      int next = (current + step * i + (int) G_N_ELEMENTS (panes) * 2) % (int) G_N_ELEMENTS (panes);

      if (panes[next] == self->editor_pane && self->manuscript != NULL)
        {
          galley_editor_page_focus_body (self->editor);
          return;
        }
      if (gtk_widget_get_mapped (panes[next]) && gtk_widget_child_focus (panes[next], GTK_DIR_TAB_FORWARD))
        return;
    }
}

static void
next_pane (GalleyWindow *self)
{
  move_pane (self, 1);
}

static void
previous_pane (GalleyWindow *self)
{
  move_pane (self, -1);
}

/* The list's header has the menu; where only one pane is in front, that comes first. Where the list is beside the text, the
 * keyboard goes back there behind the menu. */
static void
open_main_menu (GalleyWindow *self)
{
  galley_window_leave_focus_mode (self);
  if (!gtk_widget_get_mapped (GTK_WIDGET (self->main_menu_button)))
    galley_folding_show_list (self->folding);
  gtk_menu_button_popup (self->main_menu_button);
}

static void
toggle_fullscreen (GalleyWindow *self)
{
  if (gtk_window_is_fullscreen (GTK_WINDOW (self)))
    gtk_window_unfullscreen (GTK_WINDOW (self));
  else
    gtk_window_fullscreen (GTK_WINDOW (self));
}

/* --- preferences ------------------------------------------------------------------------------------------------- */

static void
show_preferences (GalleyWindow *self)
{
  gtk_window_present (GTK_WINDOW (galley_preferences_window_new (GTK_WINDOW (self), self->settings, self->lock)));
}

static void
show_help (GalleyWindow *self)
{
  gtk_window_present (GTK_WINDOW (galley_help_window_new (GTK_WINDOW (self))));
}

/* Made when it is asked for: its fifty rows take longer than the rest of the window's frame. */
static void
show_shortcuts (GalleyWindow *self)
{
  GtkApplicationWindow *window = GTK_APPLICATION_WINDOW (self);

  if (gtk_application_window_get_help_overlay (window) == NULL)
    {
      g_autoptr (GtkShortcutsWindow) shortcuts = galley_shortcuts_window_new ();

      gtk_application_window_set_help_overlay (window, shortcuts);
    }
  gtk_window_present (GTK_WINDOW (gtk_application_window_get_help_overlay (window)));
}

static void
step_zoom (GalleyWindow *self,
           int           step)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  /* Whatever the keys are in is what becomes larger. */
  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->preview)))
    galley_preview_step_zoom (self->preview, step);
  else if (self->settings != NULL)
    g_settings_set_int (self->settings, "zoom",
                        galley_look_step_zoom (g_settings_get_int (self->settings, "zoom"), step));
}

static void
zoom_in (GalleyWindow *self)
{
  step_zoom (self, 1);
}

static void
zoom_out (GalleyWindow *self)
{
  step_zoom (self, -1);
}

static void
zoom_normal (GalleyWindow *self)
{
  step_zoom (self, 0);
}

static const struct
{
  const char *name;
  WindowFunction function;
} functions[] = {
  { "new-article", new_article },
  { "new-picture-story", new_picture_story },
  { "new-from-clipboard", galley_window_new_from_clipboard },
  { "new-from-template", galley_window_new_from_template },
  { "open-file", galley_window_open_file },
  { "show-all", show_all },
  { "duplicate", duplicate },
  { "use-as-template", galley_window_use_as_template },
  { "place", galley_window_place },
  { "correct", correct },
  { "save", save },
  { "copy-fields", galley_window_copy_fields },
  { "copy-wechat", galley_window_copy_wechat },
  { "open-copied-folder", galley_window_open_copied_folder },
  { "copy-handout", galley_window_copy_handout },
  { "mark-reprint", galley_window_mark_reprint },
  { "tidy", tidy },
  { "save-emergency", galley_window_save_emergency },
  { "save-hand-over", galley_window_save_hand_over },
  { "print", galley_window_print },
  { "export-pdf", galley_window_export_pdf },
  { "versions", galley_window_show_versions },
  { "explain", galley_window_show_story },
  { "hand-over", galley_window_hand_over },
  { "compare", galley_window_show_conflicts },
  { "trash", galley_window_trash },
  { "restore", galley_window_restore },
  { "export-everything", galley_window_export_everything },
  { "answer-deletions", galley_window_answer_deletions },
  { "undo", undo },
  { "redo", redo },
  { "sync", sync_now },
  { "sign-in", sign_in },
  { "add-account", add_account },
  { "import-authority", import_authority },
  { "next-step", next_step },
  { "take-back", take_back },
  { "return", give_back },
  { "publish", publish },
  { "withdraw", withdraw },
  { "search", galley_window_search },
  { "clear-search", galley_window_clear_search },
  { "back", back },
  { "sign-in-else", galley_window_sign_in_else },
  { "next-article", next_article },
  { "previous-article", previous_article },
  { "focus-headline", focus_headline },
  { "focus-details", focus_details },
  { "focus-tags", focus_tags },
  { "next-pane", next_pane },
  { "previous-pane", previous_pane },
  { "close-article", galley_window_close_article },
  { "close-other-tabs", galley_window_close_other_tabs },
  { "reopen-tab", galley_window_reopen_tab },
  { "next-tab", galley_window_next_tab },
  { "previous-tab", galley_window_previous_tab },
  { "move-tab", galley_window_move_tab },
  { "main-menu", open_main_menu },
  { "fullscreen", toggle_fullscreen },
  { "preferences", show_preferences },
  { "help", show_help },
  { "show-help-overlay", show_shortcuts },
  { "zoom-in", zoom_in },
  { "zoom-out", zoom_out },
  { "zoom-normal", zoom_normal },
};

/* No shortcut acts while an input method's preedit is open: its keys are the writer's. */
static void
activate_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  GalleyWindow *self = GALLEY_WINDOW (data);

  if (galley_editor_page_has_preedit (self->editor))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (functions); i++)
    if (g_str_equal (functions[i].name, g_action_get_name (G_ACTION (action))))
      functions[i].function (self);
}

static void
show_sidebar_cb (GSimpleAction *action,
                 GVariant      *state,
                 gpointer       data)
{
  galley_folding_set_show_sidebar (GALLEY_WINDOW (data)->folding, g_variant_get_boolean (state));
  g_simple_action_set_state (action, state);
}

static void
show_side_cb (GSimpleAction *action,
              GVariant      *state,
              gpointer       data)
{
  GalleyWindow *self = GALLEY_WINDOW (data);

  galley_folding_set_show_side (self->folding, g_variant_get_boolean (state));
  g_simple_action_set_state (action, state);
  if (self->settings != NULL)
    g_settings_set_value (self->settings, "show-side", state);
}

static void
preview_window_cb (GSimpleAction *action,
                   GVariant      *state,
                   gpointer       data)
{
  galley_window_set_preview_away (GALLEY_WINDOW (data), g_variant_get_boolean (state));
}

void
galley_window_add_actions (GalleyWindow *self)
{
  static const GActionEntry toggles[] = {
    { .name = "show-sidebar", .state = "true", .change_state = show_sidebar_cb },
    { .name = "show-side", .state = "true", .change_state = show_side_cb },
    { .name = "preview-window", .state = "false", .change_state = preview_window_cb },
  };

  for (guint i = 0; i < G_N_ELEMENTS (functions); i++)
    {
      GActionEntry entry = { .name = functions[i].name, .activate = activate_cb };

      g_action_map_add_action_entries (G_ACTION_MAP (self), &entry, 1, self);
    }
  g_action_map_add_action_entries (G_ACTION_MAP (self), toggles, G_N_ELEMENTS (toggles), self);
  galley_window_add_offline_actions (self);
  galley_window_add_parked_actions (self);
  galley_window_add_tab_actions (self);
}
