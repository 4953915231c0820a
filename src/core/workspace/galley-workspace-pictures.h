/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures on their way into an article: from files or bytes of any origin to what a figure shows, kept in the account's
 * folder. A worker does it, one after the other, so that the window goes on whatever they are. */
#pragma once

#include "core/model/galley-figure.h"
#include "core/workspace/galley-adding.h"
#include "core/workspace/galley-workspace.h"

G_BEGIN_DECLS

/* One that is to be added. */
typedef struct
{
  char *path;    /* (nullable): else @bytes */
  GBytes *bytes; /* (nullable) */
} GalleyPictureFile;

/* (element-type GalleyPictureFile), free function set. */
GPtrArray *galley_picture_files_new (void);
void galley_picture_files_add_path (GPtrArray  *files,
                                    const char *path);
void galley_picture_files_add_bytes (GPtrArray *files,
                                     GBytes    *bytes);

/* What became of it. */
typedef struct
{
  char *name; /* of the file, to be shown; NULL where it came without one */
  GalleyFigure *figure; /* NULL: it was refused */
  char *caption, *credit; /* one line each: what the file says of itself; "" for nothing */
  gint64 taken; /* when it was taken, real time; 0: the file does not say */
  GError *error; /* why it was refused: as galley_picture_make_from_file() and galley_media_cache_put() */
} GalleyAddedPicture;

/* @files: (element-type GalleyPictureFile). The result: (transfer full) (element-type GalleyAddedPicture), one for each
 * file in their order; where it was stopped, for those that were done by then. @adding: (nullable), told how far that is. */
void galley_workspace_add_pictures_async (GalleyWorkspace     *self,
                                          GPtrArray           *files,
                                          GalleyAdding        *adding,
                                          GAsyncReadyCallback  callback,
                                          gpointer             data);
GPtrArray *galley_workspace_add_pictures_finish (GalleyWorkspace *self,
                                                 GAsyncResult    *result);

/* Puts @pictures (element-type GalleyAddedPicture) into the order in which they were taken: those that do not say it are
 * behind the others, and of the same moment the file's name decides, "2.jpg" before "10.jpg". TRUE where that is
 * another order. */
gboolean galley_added_pictures_sort_by_time (GPtrArray *pictures);

/* Makes the part that @crop says of the picture that it names, as the site wants its pictures, and keeps it; the picture
 * that it is cut from stays. The result shows it, without words. Errors: as galley_media_cache_load(),
 * galley_picture_make() and galley_media_cache_put(); G_IO_ERROR_CANCELLED. */
void galley_workspace_cut_picture_async (GalleyWorkspace     *self,
                                         const GalleyCrop    *crop,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             data);
/* (transfer full) */
GalleyFigure *galley_workspace_cut_picture_finish (GalleyWorkspace  *self,
                                                   GAsyncResult     *result,
                                                   GError          **error);

G_END_DECLS
