/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/editor/galley-player-dialog.h"

#include "app/base/galley-text-guard.h"
#include "core/portal/galley-site-media.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define INSERT "insert"

/* One that is asked. */
typedef struct
{
  /* owned */
  GalleySite *site;
  gpointer data;
  GDestroyNotify free_data;

  /* borrowed */
  AdwMessageDialog *dialog;
  GtkEditable *entry;
  GtkLabel *verdict;
  GalleyPlayerChosen chosen;
} Question;

static void
question_free (gpointer  data,
               GClosure *closure)
{
  Question *self = data;

  if (self->free_data != NULL)
    self->free_data (self->data);
  galley_site_unref (self->site);
  g_free (self);
}

/* (transfer full) */
static char *
dup_address (Question *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
}

static void
changed_cb (Question *self)
{
  g_autofree char *address = dup_address (self);
  const char *player = galley_site_find_player (self->site, address);
  g_autofree char *words = NULL;

  if (player != NULL)
    /* Translators: %s is a site that plays videos. */
    words = g_strdup_printf (_ ("A video at %s."), player);
  else if (*address == '\0')
    words = g_strdup ("");
  else if (!g_str_has_prefix (address, "https://"))
    words = g_strdup (_ ("An address begins with https://"));
  else
    words = g_strdup (_ ("This address belongs to none of the players that the site allows."));
  gtk_label_set_text (self->verdict, words);
  adw_message_dialog_set_response_enabled (self->dialog, INSERT, player != NULL);
}

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             gpointer          data)
{
  Question *self = data;
  g_autofree char *address = dup_address (self);

  if (g_str_equal (response, INSERT) && galley_site_find_player (self->site, address) != NULL)
    self->chosen (address, self->data);
}

/* (transfer full) */
static char *
make_body (GalleySite *site)
{
  g_auto (GStrv) names = galley_site_dup_player_names (site);
  /* Translators: what stands between the names of a list. */
  g_autofree char *list = g_strjoinv (_ (", "), names);

  if (*names == NULL)
    return g_strdup (_ ("The site allows no players yet. Whoever looks after its layout can name them there."));
  /* Translators: %s is a list of sites that play videos. */
  return g_strdup_printf (_ ("The address of a page at one of these: %s."), list);
}

GtkWidget *
galley_player_dialog_show (GtkWindow          *parent,
                           GalleySite         *site,
                           const char         *address,
                           GalleyPlayerChosen  chosen,
                           gpointer            data,
                           GDestroyNotify      free_data)
{
  g_autofree char *body = make_body (site);
  GtkWidget *dialog = adw_message_dialog_new (parent, _ ("Video by Address"), body);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *verdict = gtk_label_new (NULL);
  Question *self = g_new0 (Question, 1);

  *self = (Question) { galley_site_ref (site), data, free_data, ADW_MESSAGE_DIALOG (dialog), GTK_EDITABLE (entry),
                       GTK_LABEL (verdict), chosen };
  gtk_editable_set_text (GTK_EDITABLE (entry), address != NULL ? address : "");
  gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_URL);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Address of the Video"), -1);
  galley_text_guard_install_in_editable (GTK_EDITABLE (entry));
  gtk_label_set_wrap (GTK_LABEL (verdict), TRUE);
  gtk_label_set_xalign (GTK_LABEL (verdict), 0);
  gtk_widget_add_css_class (verdict, "caption");
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), verdict);
  adw_message_dialog_set_extra_child (self->dialog, box);
  adw_message_dialog_add_responses (self->dialog, "cancel", _ ("_Cancel"), INSERT, _ ("_Insert"), NULL);
  adw_message_dialog_set_response_appearance (self->dialog, INSERT, ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (self->dialog, INSERT);
  adw_message_dialog_set_close_response (self->dialog, "cancel");
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), self, question_free, 0);
  changed_cb (self);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);
  return dialog;
}
