/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the server did not take: where it stands, why, and the ways out of it. Text stays whatever is answered. */
#include "app/window/galley-window-private.h"
#include "app/window/galley-window.h"
#include "app/words/galley-parked-words.h"
#include "core/sync/galley-cycle.h"

#include <glib/gi18n.h>

/* The entry that a question is about; ends with the dialog. */
typedef struct
{
  GalleyWindow *window;       /* borrowed: the dialog is its own */
  GalleyWorkspace *workspace; /* owned */
  gint64 sequence;
} Question;

static void
question_free (gpointer  data,
               GClosure *closure)
{
  Question *self = data;

  g_object_unref (self->workspace);
  g_free (self);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GalleyWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (!galley_workspace_unpark_finish (GALLEY_WORKSPACE (source), result, &error))
    galley_window_tell_error (self, error);
}

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             Question         *question)
{
  GtkWidget *window = GTK_WIDGET (question->window);

  if (g_str_equal (response, "again") || g_str_equal (response, "drop"))
    galley_workspace_unpark_async (question->workspace, question->sequence, g_str_equal (response, "again"),
                                   answered_cb, g_object_ref (question->window));
  else if (g_str_equal (response, "save"))
    gtk_widget_activate_action (window, "win.save-hand-over", NULL);
  else if (g_str_equal (response, "copy"))
    gtk_widget_activate_action (window, "win.duplicate", NULL);
}

/* Whether asking the server once more can help: not where it must be refused again. */
static gboolean
may_try_again (const GalleyOutboxEntry *entry)
{
  return !g_str_equal (entry->parked, GALLEY_PARKED_CHANGED) && !g_str_equal (entry->parked, GALLEY_PARKED_DELETED);
}

/* (transfer full) */
static char *
make_body (const GalleyOutboxEntry *entry,
           gboolean                 is_public)
{
  gboolean is_order = entry->kind == GALLEY_OUTBOX_ACTION;
  g_autofree char *words = galley_words_for_parked (entry->parked, entry->kind, entry->action);

  return g_strconcat (
    words, "\n\n",
    is_public ? _ ("The order to withdraw was refused: phone the desk. If you drop it, the page stays public, and Galley "
                   "reminds you of it no more.")
    : is_order ? _ ("The text is not touched by this. An order that is dropped can be given again.")
               : _ ("It stays on this computer whatever you answer, and nothing of it is lost."),
    NULL);
}

/* What the server said itself, for whoever is asked on the telephone what stands there. NULL: the body has it. */
static GtkWidget *
make_details (const GalleyOutboxEntry *entry)
{
  g_autofree char *words = NULL;
  gboolean is_own = FALSE;
  GtkWidget *details;
  GtkWidget *label;

  if (galley_words_for_parked_reason (entry->parked) == NULL)
    words = galley_words_for_refusal (entry->parked, entry->kind, entry->action, &is_own);
  if (!is_own)
    return NULL;
  details = gtk_expander_new_with_mnemonic (_ ("D_etails"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (details), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Details of the Refusal"), -1);
  label = gtk_label_new (entry->parked);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_margin_top (label, 6);
  gtk_expander_set_child (GTK_EXPANDER (details), label);
  return details;
}

/* @is_public: it is an order to withdraw a page that is still there. */
static void
ask (GalleyWindow            *self,
     const GalleyOutboxEntry *entry,
     gboolean                 is_public)
{
  gboolean is_order = entry->kind == GALLEY_OUTBOX_ACTION;
  g_autofree char *body = make_body (entry, is_public);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (
    adw_message_dialog_new (GTK_WINDOW (self),
                            is_public  ? _ ("The Page Is Still Public")
                            : is_order ? _ ("The Order Was Not Carried Out")
                                       : _ ("The Article Was Not Taken"),
                            body));
  Question *question = g_new0 (Question, 1);

  adw_message_dialog_set_extra_child (dialog, make_details (entry));
  adw_message_dialog_add_response (dialog, "later", _ ("_Later"));
  if (is_order)
    adw_message_dialog_add_response (dialog, "drop", _ ("_Drop the Order"));
  else if (g_str_equal (entry->parked, GALLEY_PARKED_HIDDEN))
    adw_message_dialog_add_response (dialog, "copy", _ ("_Make It a New Article"));
  else
    adw_message_dialog_add_response (dialog, "save", _ ("_Save as File…"));
  if (may_try_again (entry))
    adw_message_dialog_add_response (dialog, "again", _ ("_Try Again"));
  if (is_public)
    adw_message_dialog_set_response_appearance (dialog, "drop", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (dialog, "later");
  adw_message_dialog_set_default_response (dialog, "later");

  question->window = self;
  question->workspace = g_object_ref (self->workspace);
  question->sequence = entry->sequence;
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question, question_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  /* And not on the details, which come first. */
  gtk_widget_grab_focus (gtk_window_get_default_widget (GTK_WINDOW (dialog)));
}

/* What is parked of the article that is open; NULL: nothing. */
static const GalleyOutboxEntry *
find_parked (GalleyWindow *self,
             GPtrArray    *entries)
{
  const char *id;

  if (self->manuscript == NULL)
    return NULL;
  id = galley_article_get_id (galley_manuscript_get_article (self->manuscript));
  for (guint i = 0; i < entries->len; i++)
    {
      const GalleyOutboxEntry *entry = g_ptr_array_index (entries, i);

      if (g_str_equal (entry->article, id) && galley_unsent_is_parked (entry))
        return entry;
    }
  return NULL;
}

static gboolean
is_public (GalleyWindow            *self,
           const GalleyOutboxEntry *entry)
{
  const GalleyState *state = galley_article_get_state (galley_manuscript_get_article (self->manuscript));

  return entry->kind == GALLEY_OUTBOX_ACTION && entry->action == GALLEY_ACTION_WITHDRAW
         && state->status == GALLEY_STATUS_PUBLISHED;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GalleyWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = galley_workspace_load_outbox_finish (GALLEY_WORKSPACE (source), result, &error);
  const GalleyOutboxEntry *entry;

  if (entries == NULL)
    {
      galley_window_tell_error (self, error);
      return;
    }
  if (self->workspace != GALLEY_WORKSPACE (source))
    return;
  entry = find_parked (self, entries);
  if (entry != NULL)
    ask (self, entry, is_public (self, entry));
}

static void
withdrawal_loaded_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      data)
{
  g_autoptr (GalleyWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = galley_workspace_load_outbox_finish (GALLEY_WORKSPACE (source), result, &error);
  const GalleyWithdrawal *withdrawal = galley_workspace_get_withdrawal (GALLEY_WORKSPACE (source));

  if (entries == NULL)
    {
      galley_window_tell_error (self, error);
      return;
    }
  if (self->workspace != GALLEY_WORKSPACE (source) || withdrawal == NULL)
    return;
  for (guint i = 0; i < entries->len; i++)
    {
      const GalleyOutboxEntry *entry = g_ptr_array_index (entries, i);

      if (entry->sequence == withdrawal->sequence && galley_unsent_is_parked (entry))
        {
          ask (self, entry, TRUE);
          return;
        }
    }
}

static void
answer_parked_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       data)
{
  GalleyWindow *self = GALLEY_WINDOW (data);

  galley_window_finish_typing (self);
  galley_workspace_load_outbox_async (self->workspace, loaded_cb, g_object_ref (self));
}

static void
answer_withdrawal_cb (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       data)
{
  GalleyWindow *self = GALLEY_WINDOW (data);

  galley_window_finish_typing (self);
  galley_workspace_load_outbox_async (self->workspace, withdrawal_loaded_cb, g_object_ref (self));
}

static void
show_not_uploaded_cb (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       data)
{
  galley_sidebar_select (GALLEY_WINDOW (data)->sidebar, GALLEY_FILTER_NOT_UPLOADED, NULL);
}

static void
open_withdrawal_cb (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       data)
{
  GalleyWindow *self = GALLEY_WINDOW (data);
  const GalleyWithdrawal *withdrawal = galley_workspace_get_withdrawal (self->workspace);

  /* It may have gone out since the button was drawn. */
  if (withdrawal != NULL)
    galley_window_open_article (self, withdrawal->article);
}

static void
stop_file_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  galley_workspace_stop_file (GALLEY_WINDOW (data)->workspace);
}

static void
upload_stopped_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       data)
{
  galley_workspace_upload_stopped (GALLEY_WINDOW (data)->workspace);
}

void
galley_window_add_parked_actions (GalleyWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "answer-parked", .activate = answer_parked_cb },
    { .name = "show-not-uploaded", .activate = show_not_uploaded_cb },
    { .name = "answer-withdrawal", .activate = answer_withdrawal_cb },
    { .name = "open-withdrawal", .activate = open_withdrawal_cb },
    { .name = "stop-file", .activate = stop_file_cb },
    { .name = "upload-stopped", .activate = upload_stopped_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

void
galley_window_update_parked_actions (GalleyWindow *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "answer-parked");

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action),
                               self->manuscript != NULL
                                 && galley_manuscript_get_unsent (self->manuscript)->parked != NULL);
}
