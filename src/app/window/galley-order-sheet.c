/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window/galley-order-sheet.h"

#include "app/base/galley-entry-row.h"
#include "app/words/galley-words.h"
#include "core/portal/galley-context-corrections.h"
#include "core/wire/galley-order-words.h"
#include "core/wire/galley-wire.h"

#include <glib/gi18n.h>

struct _GalleyOrderSheet
{
  AdwWindow parent_instance;

  /* template widgets */
  GtkButton *confirm_button;
  GtkWidget *cancel_button;
  AdwActionRow *headline_row;
  AdwActionRow *channel_row;
  AdwActionRow *signed_row;
  AdwActionRow *changed_row;
  AdwEntryRow *comment_row;
  AdwEntryRow *note_row;
  GtkLabel *explanation;

  /* owned */
  GalleyManuscript *manuscript;
  GalleyRevision *revision; /* what was looked at */

  GalleyAction action;
  gboolean is_confirmed;
};

G_DEFINE_FINAL_TYPE (GalleyOrderSheet, galley_order_sheet, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_CONFIRMED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* What each act is called, what it does, and what it asks for. */
static const struct
{
  const char *title;
  const char *verb;
  const char *comment;
  const char *explanation;
  const char *css_class;
  gboolean needs_comment;
} texts[GALLEY_N_ACTIONS] = {
  [GALLEY_ACTION_SUBMIT] = { N_ ("Submit for Review"), N_ ("_Submit"), N_ ("Note to the Reviewer"),
                             N_ ("The article goes to the next reviewer. You can take it back until it is signed."),
                             "suggested-action", FALSE },
  [GALLEY_ACTION_RETURN] = { N_ ("Return to the Author"), N_ ("_Return"), N_ ("What Should Be Changed"),
                             N_ ("The author gets the article back with your reason."), "suggested-action", TRUE },
  [GALLEY_ACTION_PUBLISH] = { N_ ("Publish"), N_ ("_Publish"), N_ ("Note for the Record"),
                              N_ ("After ten seconds the page is public, exactly as the preview shows it."),
                              "suggested-action", FALSE },
  [GALLEY_ACTION_WITHDRAW] = { N_ ("Withdraw"), N_ ("_Withdraw"), N_ ("Reason"),
                               N_ ("After ten seconds page, list rows and links are taken away. Readers see that it "
                                   "was withdrawn."),
                               "destructive-action", TRUE },
};

static void
comment_changed_cb (GalleyOrderSheet *self)
{
  gboolean has_comment = *gtk_editable_get_text (GTK_EDITABLE (self->comment_row)) != '\0';

  gtk_widget_set_sensitive (GTK_WIDGET (self->confirm_button), has_comment || !texts[self->action].needs_comment);
}

static char *
dup_text (AdwEntryRow *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

/* The preview beside the sheet shows it as readers will see it. */
static void
note_changed_cb (GalleyOrderSheet *self)
{
  g_autofree char *note = dup_text (self->note_row);

  galley_manuscript_set_note (self->manuscript, *note != '\0' ? note : NULL);
}

static void
confirm_cb (GalleyOrderSheet *self)
{
  g_autofree char *comment = dup_text (self->comment_row);
  g_autofree char *note = dup_text (self->note_row);
  g_autofree char *words = galley_order_words_join (comment, note);

  self->is_confirmed = TRUE;
  g_signal_emit (self, signals[SIGNAL_CONFIRMED], 0, galley_wire_get_content_hash (self->revision), words);
  gtk_window_close (GTK_WINDOW (self));
}

static char *
dup_channels (GalleyRevision *revision,
              GalleySite     *site)
{
  g_autoptr (GString) out = g_string_new (NULL);
  const char *const *further = galley_revision_get_set (revision, GALLEY_SET_CHANNELS);
  const GalleyChannel *channel = galley_site_get_channel (site, galley_revision_get_field (revision,
                                                                                           GALLEY_FIELD_CHANNEL));

  g_string_append (out, channel != NULL ? channel->name : _ ("No channel chosen"));
  for (guint i = 0; further[i] != NULL; i++)
    {
      channel = galley_site_get_channel (site, further[i]);
      g_string_append_printf (out, " · %s", channel != NULL ? channel->name : further[i]);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Who signed, and whether for these very words. */
static void
show_signatures (GalleyOrderSheet  *self,
                 const GalleyState *state,
                 const char        *content_hash)
{
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean is_void = FALSE;

  for (guint i = 0; i < state->signatures->len; i++)
    {
      const GalleySignature *signature = g_ptr_array_index (state->signatures, i);

      if (out->len > 0)
        g_string_append (out, " · ");
      g_string_append (out, signature->user_name);
      is_void |= !g_str_equal (signature->content_hash, content_hash);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->signed_row), out->len > 0);
  adw_action_row_set_subtitle (self->signed_row, out->str);
  gtk_widget_set_visible (GTK_WIDGET (self->changed_row), out->len > 0);
  adw_action_row_set_subtitle (self->changed_row, is_void ? _ ("The text was changed after a signature")
                                                          : _ ("Nothing was changed"));
}

static void
galley_order_sheet_dispose (GObject *object)
{
  GalleyOrderSheet *self = GALLEY_ORDER_SHEET (object);

  /* What nobody has said stands nowhere. */
  if (self->manuscript != NULL && !self->is_confirmed)
    galley_manuscript_set_note (self->manuscript, NULL);
  g_clear_object (&self->manuscript);
  g_clear_pointer (&self->revision, galley_revision_unref);

  G_OBJECT_CLASS (galley_order_sheet_parent_class)->dispose (object);
}

static void
galley_order_sheet_class_init (GalleyOrderSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_order_sheet_dispose;

  signals[SIGNAL_CONFIRMED] = g_signal_new ("confirmed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/galleyeditor/Galley/window/galley-order-sheet.ui");
  gtk_widget_class_bind_template_child (widget_class, GalleyOrderSheet, confirm_button);
  gtk_widget_class_bind_template_child (widget_class, GalleyOrderSheet, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, GalleyOrderSheet, headline_row);
  gtk_widget_class_bind_template_child (widget_class, GalleyOrderSheet, channel_row);
  gtk_widget_class_bind_template_child (widget_class, GalleyOrderSheet, signed_row);
  gtk_widget_class_bind_template_child (widget_class, GalleyOrderSheet, changed_row);
  gtk_widget_class_bind_template_child (widget_class, GalleyOrderSheet, comment_row);
  gtk_widget_class_bind_template_child (widget_class, GalleyOrderSheet, note_row);
  gtk_widget_class_bind_template_child (widget_class, GalleyOrderSheet, explanation);
  gtk_widget_class_bind_template_callback (widget_class, confirm_cb);
  gtk_widget_class_bind_template_callback (widget_class, comment_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, note_changed_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
galley_order_sheet_init (GalleyOrderSheet *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Readers of a published page are told what is another in it. */
static void
ask_for_note (GalleyOrderSheet *self)
{
  GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (self->note_row));
  /* Of an order that was undone. */
  g_autofree char *note = g_strdup (galley_manuscript_get_note (self->manuscript));

  gtk_text_set_max_length (GTK_TEXT (text), GALLEY_CORRECTION_MAX_NOTE / 4);
  gtk_editable_set_text (GTK_EDITABLE (self->note_row), note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note_row), TRUE);
  galley_entry_row_name_text (GTK_WIDGET (self->note_row));
  gtk_label_set_text (self->explanation, _ ("After ten seconds the corrected page takes the place of the public one, "
                                            "exactly as the preview shows it."));
}

GtkWidget *
galley_order_sheet_new (GtkWindow        *parent,
                        GalleyWorkspace  *workspace,
                        GalleyManuscript *manuscript,
                        GalleyAction      action)
{
  GalleyOrderSheet *self = g_object_new (GALLEY_TYPE_ORDER_SHEET, "transient-for", parent, NULL);
  GalleyRevision *revision = galley_article_snapshot (galley_manuscript_get_article (manuscript));
  g_autofree char *channels = dup_channels (revision, galley_layout_get_site (galley_workspace_get_layout (workspace)));
  const char *headline = galley_revision_get_field (revision, GALLEY_FIELD_HEADLINE);
  g_autofree char *escaped_headline = g_markup_escape_text (*headline != '\0' ? headline : _ ("No Headline"), -1);
  g_autofree char *escaped_channels = g_markup_escape_text (channels, -1);

  g_return_val_if_fail (texts[action].title != NULL, NULL);

  self->action = action;
  self->manuscript = g_object_ref (manuscript);
  self->revision = revision;
  gtk_window_set_title (GTK_WINDOW (self), _ (texts[action].title));
  gtk_button_set_use_underline (self->confirm_button, TRUE);
  gtk_button_set_label (self->confirm_button, _ (texts[action].verb));
  gtk_widget_add_css_class (GTK_WIDGET (self->confirm_button), texts[action].css_class);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->comment_row), _ (texts[action].comment));
  galley_entry_row_name_text (GTK_WIDGET (self->comment_row));
  gtk_label_set_text (self->explanation, _ (texts[action].explanation));
  if (action == GALLEY_ACTION_PUBLISH && *galley_revision_get_field (revision, GALLEY_FIELD_CORRECTS) != '\0')
    ask_for_note (self);
  adw_action_row_set_subtitle (self->headline_row, escaped_headline);
  adw_action_row_set_subtitle (self->channel_row, escaped_channels);
  show_signatures (self, galley_revision_get_state (revision), galley_wire_get_content_hash (revision));
  comment_changed_cb (self);
  gtk_widget_grab_focus (self->cancel_button);
  return GTK_WIDGET (self);
}

GalleyAction
galley_order_sheet_get_action (GalleyOrderSheet *self)
{
  g_return_val_if_fail (GALLEY_IS_ORDER_SHEET (self), GALLEY_ACTION_NONE);

  return self->action;
}

const char *
galley_order_sheet_get_article (GalleyOrderSheet *self)
{
  g_return_val_if_fail (GALLEY_IS_ORDER_SHEET (self), NULL);

  return galley_revision_get_id (self->revision);
}
