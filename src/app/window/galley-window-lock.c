/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A locked window: a page in front of everything, which stays as it is behind it, tabs, caret and steps of undo, out of
 * sight and out of the keyboard's reach. */
#include "app/account/galley-lock-page.h"
#include "app/window/galley-window-private.h"
#include "app/window/galley-window.h"

static void
draw_curtain (GalleyWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  g_set_weak_pointer (&self->focus_before, focus);
  self->lock_page = galley_lock_page_new (self->lock, galley_workspace_get_account (self->workspace));
  gtk_stack_add_named (self->curtain, self->lock_page, "locked");
  gtk_stack_set_visible_child_name (self->curtain, "locked");
  /* Out of the keyboard's reach, and out of a screen reader's. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->toasts), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->toasts), FALSE);
  gtk_widget_grab_focus (self->lock_page);
}

static void
open_curtain (GalleyWindow *self)
{
  GtkWidget *page = g_steal_pointer (&self->lock_page);

  gtk_widget_set_visible (GTK_WIDGET (self->toasts), TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->toasts), TRUE);
  gtk_stack_set_visible_child_name (self->curtain, "open");
  gtk_stack_remove (self->curtain, page);
  if (self->focus_before != NULL && gtk_widget_get_root (self->focus_before) == GTK_ROOT (self))
    gtk_window_set_focus (GTK_WINDOW (self), self->focus_before);
  g_clear_weak_pointer (&self->focus_before);
}

static void
follow_lock (GalleyWindow *self)
{
  gboolean is_locked = self->lock != NULL && galley_lock_get_is_locked (self->lock);

  if (is_locked == (self->lock_page != NULL) || self->tab == NULL)
    return;
  if (is_locked)
    draw_curtain (self);
  else
    open_curtain (self);
  galley_window_update_state (self);
  /* It could not be asked meanwhile. */
  if (!is_locked && galley_workspace_get_outbox_figures (self->workspace)->held > 0)
    galley_window_ask_held_orders (self);
}

void
galley_window_set_lock (GalleyWindow *self,
                        GalleyLock   *lock)
{
  g_return_if_fail (GALLEY_IS_WINDOW (self));

  if (self->lock != NULL)
    g_signal_handlers_disconnect_by_func (self->lock, follow_lock, self);
  g_set_object (&self->lock, lock);
  if (lock != NULL)
    g_signal_connect_swapped (lock, "notify::is-locked", G_CALLBACK (follow_lock), self);
  follow_lock (self);
}

void
galley_window_sign_in_else (GalleyWindow *self)
{
  g_autoptr (GalleyAccount) account = galley_account_copy (galley_workspace_get_account (self->workspace));

  g_free (account->user);
  account->user = g_strdup ("");
  galley_window_open_sign_in (self, account);
}
