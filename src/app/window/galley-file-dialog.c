/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window/galley-file-dialog.h"

#include <glib/gi18n.h>

typedef struct
{
  GalleyFileChosen chosen;
  gpointer data;
  GDestroyNotify free_data; /* (nullable) */
} Choice;

static void
choice_free (gpointer  data,
             GClosure *closure)
{
  Choice *self = data;

  if (self->free_data != NULL)
    self->free_data (self->data);
  g_free (self);
}

static void
response_cb (GtkNativeDialog *dialog,
             int              response,
             Choice          *choice)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (response == GTK_RESPONSE_ACCEPT && path != NULL && gtk_native_dialog_get_transient_for (dialog) != NULL)
    choice->chosen (path, choice->data);
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static void
show (GtkWindow            *parent,
      const char           *title,
      GtkFileChooserAction  action,
      const char           *name,
      GalleyFileChosen      chosen,
      gpointer              data,
      GDestroyNotify        free_data)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, parent, action, NULL, NULL);
  Choice *choice = g_new (Choice, 1);

  choice->chosen = chosen;
  choice->data = data;
  choice->free_data = free_data;
  if (name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), choice, choice_free, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

void
galley_file_dialog_open (GtkWindow        *parent,
                         const char       *title,
                         GalleyFileChosen  chosen,
                         gpointer          data,
                         GDestroyNotify    free_data)
{
  show (parent, title, GTK_FILE_CHOOSER_ACTION_OPEN, NULL, chosen, data, free_data);
}

void
galley_file_dialog_save (GtkWindow        *parent,
                         const char       *title,
                         const char       *name,
                         GalleyFileChosen  chosen,
                         gpointer          data)
{
  show (parent, title, GTK_FILE_CHOOSER_ACTION_SAVE, name, chosen, data, NULL);
}

void
galley_file_dialog_choose_folder (GtkWindow        *parent,
                                  const char       *title,
                                  GalleyFileChosen  chosen,
                                  gpointer          data,
                                  GDestroyNotify    free_data)
{
  show (parent, title, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, NULL, chosen, data, free_data);
}
