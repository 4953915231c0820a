/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/base/galley-file-dialog.h"

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
response_cb (GtkNativeDialog *dialog,
             int              response,
             Choice          *choice)
{
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (dialog);
  g_auto (GStrv) chosen = dup_paths (chooser);
  const char *const *paths = (const char *const *) chosen;

  if (response == GTK_RESPONSE_ACCEPT && paths[0] != NULL && gtk_native_dialog_get_transient_for (dialog) != NULL)
    {
      if (choice->chosen != NULL)
        choice->chosen (paths[0], choice->data);
      else if (choice->files_chosen != NULL)
        choice->files_chosen (paths, choice->data);
      else
        choice->album_chosen (paths, g_strcmp0 (gtk_file_chooser_get_choice (chooser, BY_TIME), "true") == 0, choice->data);
    }
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static GtkFileChooserNative *
make (GtkWindow            *parent,
      const char           *title,
      GtkFileChooserAction  action)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, parent, action, NULL, NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  return dialog;
}

/* Takes @dialog. @choice is copied. */
static void
show (GtkFileChooserNative *dialog,
      const Choice         *choice)
{
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), g_memdup2 (choice, sizeof *choice), choice_free, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
add_picture_filter (GtkFileChooserNative *dialog)
{
  g_autoptr (GtkFileFilter) pictures = gtk_file_filter_new ();

  gtk_file_filter_set_name (pictures, _ ("Pictures"));
  gtk_file_filter_add_mime_type (pictures, "image/*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), pictures);
}

void
galley_file_dialog_open (GtkWindow        *parent,
                         const char       *title,
                         GalleyFileChosen  chosen,
                         gpointer          data,
                         GDestroyNotify    free_data)
{
  show (make (parent, title, GTK_FILE_CHOOSER_ACTION_OPEN),
        &(Choice) { .chosen = chosen, .data = data, .free_data = free_data });
}

void
galley_file_dialog_open_files (GtkWindow         *parent,
                               const char        *title,
                               gboolean           is_multiple,
                               GalleyFilesChosen  chosen,
                               gpointer           data,
                               GDestroyNotify     free_data)
{
  GtkFileChooserNative *dialog = make (parent, title, GTK_FILE_CHOOSER_ACTION_OPEN);

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), is_multiple);
  show (dialog, &(Choice) { .files_chosen = chosen, .data = data, .free_data = free_data });
}

void
galley_file_dialog_open_picture (GtkWindow         *parent,
                                 const char        *title,
                                 GalleyFilesChosen  chosen,
                                 gpointer           data,
                                 GDestroyNotify     free_data)
{
  GtkFileChooserNative *dialog = make (parent, title, GTK_FILE_CHOOSER_ACTION_OPEN);

  add_picture_filter (dialog);
  show (dialog, &(Choice) { .files_chosen = chosen, .data = data, .free_data = free_data });
}

void
galley_file_dialog_open_album (GtkWindow         *parent,
                               const char        *title,
                               gboolean           is_by_time,
                               GalleyAlbumChosen  chosen,
                               gpointer           data,
                               GDestroyNotify     free_data)
{
  GtkFileChooserNative *dialog = make (parent, title, GTK_FILE_CHOOSER_ACTION_OPEN);
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (dialog);

  add_picture_filter (dialog);
  gtk_file_chooser_set_select_multiple (chooser, TRUE);
  gtk_file_chooser_add_choice (chooser, BY_TIME, _ ("In the order they were taken"), NULL, NULL);
  gtk_file_chooser_set_choice (chooser, BY_TIME, is_by_time ? "true" : "false");
  show (dialog, &(Choice) { .album_chosen = chosen, .data = data, .free_data = free_data });
}

void
galley_file_dialog_save (GtkWindow        *parent,
                         const char       *title,
                         const char       *name,
                         GalleyFileChosen  chosen,
                         gpointer          data,
                         GDestroyNotify    free_data)
{
  GtkFileChooserNative *dialog = make (parent, title, GTK_FILE_CHOOSER_ACTION_SAVE);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  show (dialog, &(Choice) { .chosen = chosen, .data = data, .free_data = free_data });
}

void
galley_file_dialog_choose_folder (GtkWindow        *parent,
                                  const char       *title,
                                  const char       *folder,
                                  GalleyFileChosen  chosen,
                                  gpointer          data,
                                  GDestroyNotify    free_data)
{
  GtkFileChooserNative *dialog = make (parent, title, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER);
  g_autoptr (GFile) file = folder != NULL ? g_file_new_for_path (folder) : NULL;

  /* A wish: where it is gone the dialog begins elsewhere. */
  if (file != NULL)
    gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (dialog), file, NULL);
  show (dialog, &(Choice) { .chosen = chosen, .data = data, .free_data = free_data });
}
