/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window/galley-withdrawal-bar.h"

#include "app/words/galley-parked-words.h"
#include "app/words/galley-words.h"

#include <glib/gi18n.h>

struct _GalleyWithdrawalBar
{
  GtkWidget parent_instance;

  /* template widgets */
  GtkRevealer *revealer;
  GtkLabel *what;
  GtkLabel *how;
  GtkWidget *decide;

  /* owned */
  GalleyWorkspace *workspace;
};

G_DEFINE_FINAL_TYPE (GalleyWithdrawalBar, galley_withdrawal_bar, GTK_TYPE_WIDGET)

static char *
words_for_what (const GalleyWithdrawal *withdrawal,
                guint                   n_others)
{
  gboolean is_refused = withdrawal->refusal != NULL;
  const char *headline = *withdrawal->headline != '\0' ? withdrawal->headline : _ ("No Headline");

  if (n_others > 0)
    return g_strdup_printf (
      is_refused
        /* Translators: %s is the headline of one article, %u is how many others there are. */
        ? ngettext ("The server REFUSED to withdraw “%s”: it and %u more article are still public. Phone the desk",
                    "The server REFUSED to withdraw “%s”: it and %u more articles are still public. Phone the desk",
                    n_others)
        /* Translators: %s is the headline of one article, %u is how many others there are. */
        : ngettext ("NOT withdrawn yet: “%s” and %u more article are still public. Phone the desk",
                    "NOT withdrawn yet: “%s” and %u more articles are still public. Phone the desk", n_others),
      headline, n_others);
  if (is_refused)
    /* Translators: %s is the headline of an article. */
    return g_strdup_printf (_ ("The server REFUSED to withdraw “%s”: the page is still public. Phone the desk"), headline);
  if (*withdrawal->headline == '\0')
    return g_strdup (_ ("NOT withdrawn yet: the page is still public. Phone the desk"));
  /* Translators: %s is the headline of an article. */
  return g_strdup_printf (_ ("NOT withdrawn yet: “%s” is still public. Phone the desk"), withdrawal->headline);
}

static char *
words_for_refusal (const char *refusal,
                   const char *time)
{
  const char *reason = galley_words_for_parked_reason (refusal);
  g_autofree char *words =
    reason != NULL ? g_strdup (reason)
                   : galley_words_for_refusal (refusal, GALLEY_OUTBOX_ACTION, GALLEY_ACTION_WITHDRAW, NULL);

  /* Translators: %1$s is when it was ordered, "14:05" or "Yesterday", %2$s says why it was refused, without a full stop. */
  return g_strdup_printf (_ ("Ordered: %1$s. %2$s"), time, words);
}

static char *
words_for_how (GalleyWorkspace        *workspace,
               const GalleyWithdrawal *withdrawal)
{
  GalleySyncEngine *engine = galley_workspace_get_engine (workspace);
  GalleyClock *clock = galley_workspace_get_clock (workspace);
  g_autofree char *time = galley_words_for_time (withdrawal->time, galley_clock_get_real_time (clock));

  if (withdrawal->refusal != NULL)
    return words_for_refusal (withdrawal->refusal, time);
  if (engine == NULL || galley_sync_engine_get_status (engine) == GALLEY_SYNC_SIGNED_OUT)
    /* Translators: %s is when, "14:05" or "Yesterday". */
    return g_strdup_printf (_ ("Ordered: %s. Nothing is sent while you are signed out: sign in, and it goes first."),
                            time);
  if (galley_clock_get_boot_time (clock) < withdrawal->hold_until)
    /* Translators: %s is when, "14:05". */
    return g_strdup_printf (_ ("Ordered: %s. As soon as it cannot be undone any more, it leaves before everything else."),
                            time);
  /* Translators: %s is when, "14:05" or "Yesterday". */
  return g_strdup_printf (_ ("Ordered: %s. Galley tries every 5 seconds until the server has answered."), time);
}

static void
update (GalleyWithdrawalBar *self)
{
  const GalleyWithdrawal *withdrawal = galley_workspace_get_withdrawal (self->workspace);
  const GalleyOutboxFigures *figures = galley_workspace_get_outbox_figures (self->workspace);
  g_autofree char *what = NULL;
  g_autofree char *how = NULL;

  if (withdrawal != NULL)
    {
      what = words_for_what (withdrawal, figures->withdrawals + figures->refused - 1);
      how = words_for_how (self->workspace, withdrawal);
      gtk_label_set_text (self->what, what);
      gtk_label_set_text (self->how, how);
      gtk_widget_set_visible (self->decide, withdrawal->refusal != NULL);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, what,
                                      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, how, -1);
    }
  gtk_revealer_set_reveal_child (self->revealer, withdrawal != NULL);
}

static void
galley_withdrawal_bar_dispose (GObject *object)
{
  GalleyWithdrawalBar *self = GALLEY_WITHDRAWAL_BAR (object);

  if (self->workspace != NULL)
    g_signal_handlers_disconnect_by_data (self->workspace, self);
  g_clear_object (&self->workspace);
  g_clear_pointer ((GtkWidget **) &self->revealer, gtk_widget_unparent);

  G_OBJECT_CLASS (galley_withdrawal_bar_parent_class)->dispose (object);
}

static void
galley_withdrawal_bar_class_init (GalleyWithdrawalBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_withdrawal_bar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/galleyeditor/Galley/window/galley-withdrawal-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, GalleyWithdrawalBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, GalleyWithdrawalBar, what);
  gtk_widget_class_bind_template_child (widget_class, GalleyWithdrawalBar, how);
  gtk_widget_class_bind_template_child (widget_class, GalleyWithdrawalBar, decide);
}

static void
galley_withdrawal_bar_init (GalleyWithdrawalBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
galley_withdrawal_bar_set_workspace (GalleyWithdrawalBar *self,
                                     GalleyWorkspace     *workspace)
{
  g_return_if_fail (GALLEY_IS_WITHDRAWAL_BAR (self));
  g_return_if_fail (GALLEY_IS_WORKSPACE (workspace));

  if (self->workspace != NULL)
    g_signal_handlers_disconnect_by_data (self->workspace, self);
  g_set_object (&self->workspace, workspace);
  g_signal_connect_swapped (workspace, "sync-changed", G_CALLBACK (update), self);
  update (self);
}
