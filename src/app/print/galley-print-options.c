/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/print/galley-print-options.h"

#include <glib/gi18n.h>

GalleyPrintOptions
galley_print_options_load (GSettings *settings)
{
  GalleyPrintOptions options = GALLEY_PRINT_OPTIONS_DEFAULT;

  if (settings != NULL)
    {
      options.has_slip = g_settings_get_boolean (settings, "print-slip");
      options.has_pictures = g_settings_get_boolean (settings, "print-pictures");
      options.line_spacing = g_settings_get_double (settings, "print-line-spacing");
    }
  return options;
}

static void
add_check (GtkBox     *box,
           GSettings  *settings,
           const char *key,
           const char *label)
{
  GtkWidget *check = gtk_check_button_new_with_label (label);

  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_settings_bind (settings, key, check, "active", G_SETTINGS_BIND_DEFAULT);
  gtk_box_append (box, check);
}

static void
add_spacing (GtkBox    *box,
             GSettings *settings)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new_with_mnemonic (_ ("_Line spacing:"));
  GtkWidget *spin = gtk_spin_button_new_with_range (1.2, 3, 0.1);

  gtk_label_set_mnemonic_widget (GTK_LABEL (label), spin);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (spin), 1);
  g_settings_bind (settings, "print-line-spacing", spin, "value", G_SETTINGS_BIND_DEFAULT);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), spin);
  gtk_box_append (box, row);
}

GtkWidget *
galley_print_options_new_widget (GSettings *settings)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  g_return_val_if_fail (G_IS_SETTINGS (settings), box);

  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  add_check (GTK_BOX (box), settings, "print-slip", _ ("Review slip in front"));
  add_check (GTK_BOX (box), settings, "print-pictures", _ ("Pictures"));
  add_spacing (GTK_BOX (box), settings);
  return box;
}
