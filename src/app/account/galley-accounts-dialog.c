/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/galley-accounts-dialog.h"

#include "app/words/galley-account-words.h"

#include <glib/gi18n.h>

struct _GalleyAccountsDialog
{
  AdwWindow parent_instance;

  /* template widgets */
  AdwPreferencesGroup *accounts_group;
  AdwPreferencesGroup *open_group;
  GtkWidget *add_row;
  GtkWidget *sign_in_row;
  GtkWidget *sign_out_row;
  GtkWidget *password_row;
  GtkWidget *remove_row;
};

G_DEFINE_FINAL_TYPE (GalleyAccountsDialog, galley_accounts_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_WISHED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
wish (GalleyAccountsDialog *self,
      const char           *action,
      const char           *account)
{
  g_object_ref (self);
  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (self, signals[SIGNAL_WISHED], 0, action, account);
  g_object_unref (self);
}

static void
account_activated_cb (AdwActionRow         *row,
                      GalleyAccountsDialog *self)
{
  g_autofree char *account = g_strdup (gtk_widget_get_name (GTK_WIDGET (row)));

  wish (self, "switch-account", account);
}

static void
row_activated_cb (AdwActionRow         *row,
                  GalleyAccountsDialog *self)
{
  GtkWidget *widget = GTK_WIDGET (row);

  if (widget == self->add_row)
    wish (self, "add-account", "");
  else if (widget == self->sign_in_row)
    wish (self, "sign-in", "");
  else if (widget == self->sign_out_row)
    wish (self, "sign-out", "");
  else if (widget == self->password_row)
    wish (self, "change-password", "");
  else
    wish (self, "remove-account", "");
}

static GtkWidget *
make_row (GalleyAccountsDialog *self,
          const GalleyAccount  *account,
          gboolean              is_open)
{
  gboolean has_name = *account->name != '\0';
  /* Translators: an account's sign-in name and the server's address: "xiaohe on https://news.example". */
  g_autofree char *place = has_name ? g_strdup_printf (_ ("%1$s on %2$s"), account->user, account->address)
                                    : g_strdup (account->address);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), galley_account_is_local (account) ? _ ("On This Computer")
                                                            : has_name                        ? account->name
                                                                                              : account->user);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), place);
  gtk_widget_set_name (row, account->id);
  if (is_open)
    {
      GtkWidget *label = gtk_label_new (_ ("Open now"));

      gtk_widget_add_css_class (label, "dim-label");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
    }
  else
    {
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
      g_signal_connect (row, "activated", G_CALLBACK (account_activated_cb), self);
    }
  return row;
}

static void
galley_accounts_dialog_class_init (GalleyAccountsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[SIGNAL_WISHED] = g_signal_new ("wished", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/galleyeditor/Galley/account/galley-accounts-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, GalleyAccountsDialog, accounts_group);
  gtk_widget_class_bind_template_child (widget_class, GalleyAccountsDialog, open_group);
  gtk_widget_class_bind_template_child (widget_class, GalleyAccountsDialog, add_row);
  gtk_widget_class_bind_template_child (widget_class, GalleyAccountsDialog, sign_in_row);
  gtk_widget_class_bind_template_child (widget_class, GalleyAccountsDialog, sign_out_row);
  gtk_widget_class_bind_template_child (widget_class, GalleyAccountsDialog, password_row);
  gtk_widget_class_bind_template_child (widget_class, GalleyAccountsDialog, remove_row);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
galley_accounts_dialog_init (GalleyAccountsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_open_account (GalleyAccountsDialog *self,
                   GalleyWorkspace      *workspace,
                   gboolean              is_lasting)
{
  const GalleyAccount *account = galley_workspace_get_account (workspace);
  gboolean is_signed_in = galley_workspace_get_engine (workspace) != NULL;
  g_autofree char *title = galley_words_for_account (account);

  gtk_widget_set_visible (GTK_WIDGET (self->open_group), !galley_account_is_local (account));
  adw_preferences_group_set_title (self->open_group, title);
  if (!is_signed_in)
    adw_preferences_group_set_description (self->open_group, _ ("Signed out. The articles here can be read and changed."));
  else if (!is_lasting)
    adw_preferences_group_set_description (self->open_group,
                                           _ ("Signed in until Galley is closed: there is no key ring here"));
  gtk_widget_set_visible (self->sign_in_row, !is_signed_in);
  gtk_widget_set_visible (self->sign_out_row, is_signed_in);
  gtk_widget_set_visible (self->password_row, is_signed_in);
}

GtkWidget *
galley_accounts_dialog_new (GtkWindow       *parent,
                            GPtrArray       *accounts,
                            GalleyWorkspace *workspace,
                            gboolean         is_lasting)
{
  GalleyAccountsDialog *self;
  const char *open_id;

  g_return_val_if_fail (accounts != NULL, NULL);
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (workspace), NULL);

  self = g_object_new (GALLEY_TYPE_ACCOUNTS_DIALOG, "transient-for", parent, NULL);
  open_id = galley_workspace_get_account (workspace)->id;
  for (guint i = 0; i < accounts->len; i++)
    {
      const GalleyAccount *account = g_ptr_array_index (accounts, i);
      GtkWidget *row = make_row (self, account, g_str_equal (account->id, open_id));

      adw_preferences_group_add (self->accounts_group, row);
    }
  show_open_account (self, workspace, is_lasting);
  return GTK_WIDGET (self);
}
