/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the caret of the window is, and which of its pages the keys are for. */
#include "app/editor/galley-editor-page-private.h"
#include "app/editor/galley-editor-page.h"

#include "app/base/galley-text-guard.h"
#include "app/fields/galley-field-binding.h"

void
galley_editor_page_flush (GalleyEditorPage *self)
{
  if (self->manuscript != NULL)
    galley_autosaver_flush_async (galley_manuscript_get_autosaver (self->manuscript), NULL, NULL, NULL);
}

static GtkWidget *
get_focus (GalleyEditorPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return root != NULL ? gtk_root_get_focus (root) : NULL;
}

static void
is_active_changed_cb (GalleyEditorPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (GTK_IS_WINDOW (root) && !gtk_window_is_active (GTK_WINDOW (root)))
    galley_editor_page_flush (self);
}

static gboolean
is_inside (GalleyEditorPage *self,
           GtkWidget        *widget)
{
  return gtk_widget_is_ancestor (widget, GTK_WIDGET (self));
}

static void
focus_moved_cb (GalleyEditorPage *self)
{
  GtkWidget *focus = gtk_root_get_focus (self->watched_root);
  GtkWidget *page = focus != NULL ? gtk_widget_get_ancestor (focus, GALLEY_TYPE_EDITOR_PAGE) : NULL;

  if (!self->is_current || focus == NULL || focus == self->last_text ||
      !(GTK_IS_TEXT (focus) || GTK_IS_TEXT_VIEW (focus)) || (page != NULL && page != GTK_WIDGET (self)) ||
      gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL)
    return;
  g_set_weak_pointer (&self->last_text, focus);
  galley_editor_page_update_actions (self);
}

/* Keys that the application gave to actions are looked up from the window, not from the focus. */
static void
offer_actions (GalleyEditorPage *self,
               gboolean          are_offered)
{
  if (self->is_current && self->watched_root != NULL)
    gtk_widget_insert_action_group (GTK_WIDGET (self->watched_root), "editor",
                                    are_offered ? G_ACTION_GROUP (self->actions) : NULL);
}

void
galley_editor_page_enter_window (GalleyEditorPage *self)
{
  self->watched_root = gtk_widget_get_root (GTK_WIDGET (self));
  offer_actions (self, TRUE);
  g_signal_connect_swapped (self->watched_root, "notify::focus-widget", G_CALLBACK (focus_moved_cb), self);
  g_signal_connect_swapped (self->watched_root, "notify::is-active", G_CALLBACK (is_active_changed_cb), self);
}

void
galley_editor_page_leave_window (GalleyEditorPage *self)
{
  g_signal_handlers_disconnect_by_data (self->watched_root, self);
  offer_actions (self, FALSE);
  self->watched_root = NULL;
  /* A text of the page goes along to another window, those beside it do not. */
  if (self->last_text != NULL && !is_inside (self, self->last_text))
    g_clear_weak_pointer (&self->last_text);
}

/* Of the page that becomes current. A focus inside it is AdwTabView's, which takes the first field where it knows of none:
 * nobody chose that. */
static void
recall_text (GalleyEditorPage *self)
{
  GtkWidget *focus = get_focus (self);

  if (focus != NULL && !is_inside (self, focus))
    focus_moved_cb (self);
  else if (self->last_text != NULL && !is_inside (self, self->last_text))
    g_clear_weak_pointer (&self->last_text);
}

void
galley_editor_page_set_is_current (GalleyEditorPage *self,
                                   gboolean          is_current)
{
  g_return_if_fail (GALLEY_IS_EDITOR_PAGE (self));

  if (self->is_current == is_current)
    return;
  if (!is_current)
    {
      galley_editor_page_flush (self);
      offer_actions (self, FALSE);
    }
  self->is_current = is_current;
  if (is_current)
    {
      offer_actions (self, TRUE);
      recall_text (self);
      galley_editor_page_update_actions (self);
    }
}

void
galley_editor_page_focus_body (GalleyEditorPage *self)
{
  g_return_if_fail (GALLEY_IS_EDITOR_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->body));
}

void
galley_editor_page_focus_last (GalleyEditorPage *self)
{
  g_return_if_fail (GALLEY_IS_EDITOR_PAGE (self));

  if (self->last_text != NULL && is_inside (self, self->last_text))
    gtk_widget_grab_focus (self->last_text);
  else
    galley_editor_page_focus_body (self);
}

void
galley_editor_page_focus_bylines (GalleyEditorPage *self)
{
  g_return_if_fail (GALLEY_IS_EDITOR_PAGE (self));

  galley_short_line_focus_field (self->short_line, GALLEY_FIELD_BYLINES);
}

void
galley_editor_page_focus_field (GalleyEditorPage *self,
                                GalleyField       field)
{
  g_return_if_fail (GALLEY_IS_EDITOR_PAGE (self));

  if (field == GALLEY_FIELD_KICKER)
    gtk_widget_grab_focus (GTK_WIDGET (self->kicker));
  else if (field == GALLEY_FIELD_SUBTITLE)
    gtk_widget_grab_focus (GTK_WIDGET (self->subtitle));
  else if (!galley_short_line_focus_field (self->short_line, field))
    gtk_widget_grab_focus (GTK_WIDGET (self->headline));
}

/* Also in the fields beside the page: wherever the caret of this window is. */
void
galley_editor_page_commit_preedit (GalleyEditorPage *self)
{
  g_return_if_fail (GALLEY_IS_EDITOR_PAGE (self));

  galley_text_guard_commit_preedit (get_focus (self));
}

gboolean
galley_editor_page_has_preedit (GalleyEditorPage *self)
{
  g_return_val_if_fail (GALLEY_IS_EDITOR_PAGE (self), FALSE);

  return galley_text_guard_has_preedit (get_focus (self));
}
