/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing a file or a folder: the one home of GtkFileChooserNative, so that a newer dialog can replace it. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Called with the path that was chosen, and not at all when nothing was; not after @parent is gone. */
typedef void (*GalleyFileChosen) (const char *path,
                                  gpointer    data);

/* @free_data (nullable): when the dialog is gone. */
void galley_file_dialog_open (GtkWindow        *parent,
                              const char       *title,
                              GalleyFileChosen  chosen,
                              gpointer          data,
                              GDestroyNotify    free_data);
/* Called with at least one path, in the order that they were chosen in. */
typedef void (*GalleyFilesChosen) (const char *const *paths,
                                   gpointer           data);
void galley_file_dialog_open_files (GtkWindow         *parent,
                                    const char        *title,
                                    gboolean           is_multiple,
                                    GalleyFilesChosen  chosen,
                                    gpointer           data,
                                    GDestroyNotify     free_data);
/* The same for one picture. */
void galley_file_dialog_open_picture (GtkWindow         *parent,
                                      const char        *title,
                                      GalleyFilesChosen  chosen,
                                      gpointer           data,
                                      GDestroyNotify     free_data);
/* Several pictures, and whether they are wanted in the order in which they were taken; @is_by_time: what is suggested. */
typedef void (*GalleyAlbumChosen) (const char *const *paths,
                                   gboolean           is_by_time,
                                   gpointer           data);
void galley_file_dialog_open_album (GtkWindow         *parent,
                                    const char        *title,
                                    gboolean           is_by_time,
                                    GalleyAlbumChosen  chosen,
                                    gpointer           data,
                                    GDestroyNotify     free_data);
void galley_file_dialog_save (GtkWindow        *parent,
                              const char       *title,
                              const char       *name,
                              GalleyFileChosen  chosen,
                              gpointer          data,
                              GDestroyNotify    free_data);
/* @folder (nullable) is where it begins. */
void galley_file_dialog_choose_folder (GtkWindow        *parent,
                                       const char       *title,
                                       const char       *folder,
                                       GalleyFileChosen  chosen,
                                       gpointer          data,
                                       GDestroyNotify    free_data);

G_END_DECLS
