/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pictures of a body as numbered files in one folder, "图1.jpg", "图2.png", …, for a system that takes them by hand:
 * in its text stands 【图1】 where each belongs (core/wire/galley-wechat.h).
 *
 * Nothing is ever written over. A folder in which a number stands for another picture is left as it is, and the new one
 * gets a number behind its name ("环湖路通车-2"); where all that is there fits, what is missing is added, so that copying
 * the same article again leads to the same folder. What else lies in it is nobody's business. */
#pragma once

#include "core/store/galley-store.h"

G_BEGIN_DECLS

typedef struct
{
  char *path;        /* NULL: there was nothing to put into it, and it was not made */
  guint n_pictures;  /* that are in it now */
  char **missing;    /* names of those that are not on this computer, or damaged here: "图2.jpg", …; never NULL */
} GalleyPictureFolder;

void galley_picture_folder_free (GalleyPictureFolder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyPictureFolder, galley_picture_folder_free)

/* @figures: (element-type GalleyFigure), in the order of their numbers; @parent is made where it is missing; @name: of the
 * folder, as galley_file_name_for() makes it. */
void galley_picture_folder_write_async (GalleyStore         *store,
                                        GPtrArray           *figures,
                                        const char          *parent,
                                        const char          *name,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             data);
/* G_IO_ERROR_CANCELLED, GALLEY_ERROR_FULL, GALLEY_ERROR_READ_ONLY, GALLEY_ERROR_FAILED. (transfer full) */
GalleyPictureFolder *galley_picture_folder_write_finish (GAsyncResult *result,
                                                         GError      **error);

G_END_DECLS
