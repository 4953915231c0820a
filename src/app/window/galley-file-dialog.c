/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window/galley-file-dialog.h"

#include <glib/gi18n.h>

#define BY_TIME "by-time"

typedef struct
{
  GalleyFileChosen chosen; /* one of the three */
  GalleyFilesChosen files_chosen;
  GalleyAlbumChosen album_chosen;
  gpointer data;
  GDestroyNotify free_data; /* (nullable) */
} Choice;

static Choice *
choice_new (gpointer       data,
            GDestroyNotify free_data)
{
  Choice *choice = g_new0 (Choice, 1);

  choice->data = data;
  choice->free_data = free_data;
  return choice;
}

static void
choice_free (gpointer  data,
             GClosure *closure)
{
  Choice *self = data;

  if (self->free_data != NULL)
    self->free_data (self->data);
  g_free (self);
}

/* (transfer full) */
static char **
dup_paths (GtkFileChooser *chooser)
{
  g_autoptr (GListModel) files = gtk_file_chooser_get_files (chooser);
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      if (g_file_peek_path (file) != NULL)
        g_strv_builder_add (paths, g_file_peek_path (file));
    }
  return g_strv_builder_end (paths);
}

static void
several_response_cb (GtkNativeDialog *dialog,
                     int              response,
                     Choice          *choice)
{
  g_auto (GStrv) paths = dup_paths (GTK_FILE_CHOOSER (dialog));
  const char *const *chosen = (const char *const *) paths;

  if (response == GTK_RESPONSE_ACCEPT && *chosen != NULL && gtk_native_dialog_get_transient_for (dialog) != NULL)
    {
      if (choice->files_chosen != NULL)
        choice->files_chosen (chosen, choice->data);
      else
        choice->album_chosen (
            chosen, g_strcmp0 (gtk_file_chooser_get_choice (GTK_FILE_CHOOSER (dialog), BY_TIME), "true") == 0,
            choice->data);
    }
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
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
  Choice *choice = choice_new (data, free_data);

  choice->chosen = chosen;
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

/* Takes @choice. (transfer full): it goes when it is answered. */
static GtkFileChooser *
several_new (GtkWindow  *parent,
             const char *title,
             gboolean    is_multiple,
             Choice     *choice)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), is_multiple);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_data (dialog, "response", G_CALLBACK (several_response_cb), choice, choice_free, 0);
  return GTK_FILE_CHOOSER (dialog);
}

static void
add_picture_filter (GtkFileChooser *chooser)
{
  g_autoptr (GtkFileFilter) pictures = gtk_file_filter_new ();

  gtk_file_filter_set_name (pictures, _ ("Pictures"));
  gtk_file_filter_add_mime_type (pictures, "image/*");
  gtk_file_chooser_add_filter (chooser, pictures);
}

void
galley_file_dialog_open_files (GtkWindow         *parent,
                               const char        *title,
                               gboolean           is_multiple,
                               GalleyFilesChosen  chosen,
                               gpointer           data,
                               GDestroyNotify     free_data)
{
  Choice *choice = choice_new (data, free_data);

  choice->files_chosen = chosen;
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (several_new (parent, title, is_multiple, choice)));
}

void
galley_file_dialog_open_picture (GtkWindow         *parent,
                                 const char        *title,
                                 GalleyFilesChosen  chosen,
                                 gpointer           data,
                                 GDestroyNotify     free_data)
{
  Choice *choice = choice_new (data, free_data);
  GtkFileChooser *chooser = several_new (parent, title, FALSE, choice);

  choice->files_chosen = chosen;
  add_picture_filter (chooser);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

void
galley_file_dialog_open_album (GtkWindow         *parent,
                               const char        *title,
                               gboolean           is_by_time,
                               GalleyAlbumChosen  chosen,
                               gpointer           data,
                               GDestroyNotify     free_data)
{
  Choice *choice = choice_new (data, free_data);
  GtkFileChooser *chooser = several_new (parent, title, TRUE, choice);

  choice->album_chosen = chosen;
  add_picture_filter (chooser);
  gtk_file_chooser_add_choice (chooser, BY_TIME, _ ("In the order they were taken"), NULL, NULL);
  gtk_file_chooser_set_choice (chooser, BY_TIME, is_by_time ? "true" : "false");
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
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
