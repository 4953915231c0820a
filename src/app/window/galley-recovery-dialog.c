/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window/galley-recovery-dialog.h"

#include <adwaita.h>
#include <glib/gi18n.h>

static char *
make_time (gint64 real_time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (real_time / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, _ ("%-d %B %Y, %H:%M")) : g_strdup ("");
}

static char *
make_body (const GalleyRecovery *recovery)
{
  g_autofree char *time = NULL;

  if (recovery->n_articles > 0)
    {
      time = make_time (recovery->newest);
      return g_strdup_printf (
        /* Translators: %u is a number of articles, %s the day and minute of the last change among them. */
        ngettext ("%u article has been put together again, as it was on %s. Nothing was deleted.",
                  "%u articles have been put together again, with the last change of %s. Nothing was deleted.",
                  recovery->n_articles),
        recovery->n_articles, time);
    }
  if (recovery->damaged_path != NULL)
    /* Translators: %s is a file's name. */
    return g_strdup_printf (_ ("They were set aside in %s, and nothing was deleted. What the server has comes back by "
                               "itself; for the rest keep that file."), recovery->damaged_path);
  return g_strdup (_ ("Nothing of them could be found on this computer. What the server has comes back by itself."));
}

static void
add_line (GString    *lines,
          const char *format,
          guint       number)
{
  if (number == 0)
    return;
  if (lines->len > 0)
    g_string_append_c (lines, '\n');
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_string_append_printf (lines, format, number);
#pragma GCC diagnostic pop
}

static char *
make_details (const GalleyRecovery *recovery)
{
  GString *lines = g_string_new (NULL);

  /* Translators: %u is a number of articles. */
  add_line (lines, _ ("From the damaged file: %u"), recovery->n_from_file);
  if (recovery->n_from_copy > 0)
    {
      g_autofree char *time = make_time (recovery->copy_time);

      if (lines->len > 0)
        g_string_append_c (lines, '\n');
      /* Translators: %s is a day and minute, %u a number of articles. */
      g_string_append_printf (lines, _ ("From the copy of %s: %u"), time, recovery->n_from_copy);
    }
  /* Translators: %u is a number of articles. A journal is a file beside the store that notes what is typed. */
  add_line (lines, _ ("From the journals of what was being written: %u"), recovery->n_from_journals);
  /* Translators: %u is a number of articles. */
  add_line (lines, _ ("Not readable in the damaged file: %u"), recovery->n_damaged);
  /* Translators: %u is a number of articles. */
  add_line (lines, _ ("Back with a text that the damage has changed: %u"), recovery->n_doubtful);
  if (recovery->damaged_path != NULL)
    {
      if (lines->len > 0)
        g_string_append_c (lines, '\n');
      /* Translators: %s is a file's name. */
      g_string_append_printf (lines, _ ("The damaged file is kept as %s."), recovery->damaged_path);
    }
  return g_string_free (lines, FALSE);
}

/* A button, and what it shows. */
static GtkWidget *
make_expander (const char *details)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *button = gtk_toggle_button_new_with_mnemonic (_ ("_Details"));
  GtkWidget *revealer = gtk_revealer_new ();
  GtkWidget *label = gtk_label_new (details);

  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_revealer_set_child (GTK_REVEALER (revealer), label);
  g_object_bind_property (button, "active", revealer, "reveal-child", G_BINDING_SYNC_CREATE);
  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (box), revealer);
  return box;
}

GtkWidget *
galley_recovery_dialog_new (GtkWindow            *parent,
                            const GalleyRecovery *recovery)
{
  g_autofree char *body = NULL;
  g_autofree char *details = NULL;
  GtkWidget *dialog;

  g_return_val_if_fail (recovery != NULL, NULL);

  body = make_body (recovery);
  dialog = adw_message_dialog_new (parent,
                                   recovery->damaged_path != NULL ? _ ("The Stored Articles Were Damaged")
                                                                  : _ ("The Stored Articles Were Missing"),
                                   body);
  if (recovery->n_articles > 0)
    {
      details = make_details (recovery);
      adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), make_expander (details));
    }
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  return dialog;
}
