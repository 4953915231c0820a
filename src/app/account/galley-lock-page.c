/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/galley-lock-page.h"

#include "app/words/galley-account-words.h"
#include "core/base/galley-error.h"

#include <glib/gi18n.h>

struct _GalleyLockPage
{
  GtkWidget parent_instance;

  /* template widgets */
  AdwStatusPage *status_page;
  GtkWidget *entry;
  GtkLabel *words;
  GtkWidget *button;

  /* owned */
  GalleyLock *lock;

  gboolean is_trying;
};

G_DEFINE_FINAL_TYPE (GalleyLockPage, galley_lock_page, GTK_TYPE_WIDGET)

static void
changed_cb (GalleyLockPage *self)
{
  gtk_widget_set_sensitive (self->button, !self->is_trying && galley_lock_get_wait (self->lock) == 0 &&
                                              *gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0');
}

static void
show_wait (GalleyLockPage *self)
{
  guint seconds = (galley_lock_get_wait (self->lock) + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;
  /* Translators: %u is a number of seconds. */
  g_autofree char *words = g_strdup_printf (ngettext ("Too many wrong tries. The next one is possible in %u second.",
                                                      "Too many wrong tries. The next one is possible in %u seconds.",
                                                      seconds),
                                            seconds);

  gtk_label_set_text (self->words, seconds > 0 ? words : "");
  changed_cb (self);
}

static void
tried_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GalleyLockPage) self = data;
  g_autoptr (GError) error = NULL;

  self->is_trying = FALSE;
  if (galley_lock_try_finish (GALLEY_LOCK (source), result, &error) || self->entry == NULL)
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  if (galley_lock_get_wait (self->lock) > 0)
    show_wait (self);
  else if (g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND))
    gtk_label_set_text (self->words, _ ("The desktop’s key ring does not answer. Sign in below to unlock."));
  else
    gtk_label_set_text (self->words, _ ("This is not the password. If it was changed on another computer, sign in below "
                                        "with the new one."));
  changed_cb (self);
  gtk_widget_grab_focus (self->entry);
}

static void
try_cb (GalleyLockPage *self)
{
  if (!gtk_widget_get_sensitive (self->button))
    return;
  self->is_trying = TRUE;
  changed_cb (self);
  galley_lock_try_async (self->lock, gtk_editable_get_text (GTK_EDITABLE (self->entry)), tried_cb, g_object_ref (self));
}

static gboolean
galley_lock_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GALLEY_LOCK_PAGE (widget)->entry);
}

static void
galley_lock_page_dispose (GObject *object)
{
  GalleyLockPage *self = GALLEY_LOCK_PAGE (object);
  GtkWidget *child;

  if (self->lock != NULL)
    g_signal_handlers_disconnect_by_data (self->lock, self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  self->entry = NULL;
  g_clear_object (&self->lock);

  G_OBJECT_CLASS (galley_lock_page_parent_class)->dispose (object);
}

static void
galley_lock_page_class_init (GalleyLockPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_lock_page_dispose;
  widget_class->grab_focus = galley_lock_page_grab_focus;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/galleyeditor/Galley/account/galley-lock-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GalleyLockPage, status_page);
  gtk_widget_class_bind_template_child (widget_class, GalleyLockPage, entry);
  gtk_widget_class_bind_template_child (widget_class, GalleyLockPage, words);
  gtk_widget_class_bind_template_child (widget_class, GalleyLockPage, button);
  gtk_widget_class_bind_template_callback (widget_class, try_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
galley_lock_page_init (GalleyLockPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
galley_lock_page_new (GalleyLock          *lock,
                      const GalleyAccount *account)
{
  GalleyLockPage *self;
  g_autofree char *words = NULL;
  g_autofree char *markup = NULL;

  g_return_val_if_fail (GALLEY_IS_LOCK (lock), NULL);
  g_return_val_if_fail (account != NULL, NULL);

  self = g_object_new (GALLEY_TYPE_LOCK_PAGE, NULL);
  self->lock = g_object_ref (lock);
  words = galley_words_for_account (account);
  markup = g_markup_escape_text (words, -1);
  adw_status_page_set_description (self->status_page, markup);
  g_signal_connect_swapped (lock, "wait-changed", G_CALLBACK (show_wait), self);
  if (galley_lock_get_wait (lock) > 0)
    show_wait (self);
  return GTK_WIDGET (self);
}
