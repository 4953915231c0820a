/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files on their way into an article as attachments and videos: of any size and as they are, kept in the account's folder. A
 * worker does it, one after the other. What kind of file it is its bytes tell, and how large it may be the site. */
#pragma once

#include "core/model/galley-enclosure.h"
#include "core/workspace/galley-adding.h"
#include "core/workspace/galley-workspace.h"

G_BEGIN_DECLS

/* What became of one. */
typedef struct
{
  char *name;                 /* of the file, to be shown */
  GalleyEnclosure *enclosure; /* NULL: it was refused */
  GError *error;              /* why: GALLEY_ERROR_REJECTED: of a kind that is not taken; GALLEY_ERROR_TOO_LARGE; what
                               * galley_media_arrival_read_file() and galley_media_cache_keep() say */
} GalleyAddedFile;

/* The result: (transfer full) (element-type GalleyAddedFile), one for each of @paths in their order; where it was stopped,
 * for those that were done by then. @adding: (nullable), told how far that is. */
void galley_workspace_add_files_async (GalleyWorkspace     *self,
                                       const char *const   *paths,
                                       GalleyAdding        *adding,
                                       GAsyncReadyCallback  callback,
                                       gpointer             data);
GPtrArray *galley_workspace_add_files_finish (GalleyWorkspace *self,
                                              GAsyncResult    *result);

/* How large such a file may be, in bytes. */
gint64 galley_workspace_get_max_file_bytes (GalleyWorkspace *self);

/* Writes a copy of a file that an article shows to @path, a picture's too. GALLEY_ERROR_NOT_FOUND: it is not on this
 * computer; GALLEY_ERROR_CORRUPT. */
void galley_workspace_save_file_async (GalleyWorkspace     *self,
                                       const char          *hash,
                                       const char          *path,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             data);
gboolean galley_workspace_save_file_finish (GalleyWorkspace  *self,
                                            GAsyncResult     *result,
                                            GError          **error);

G_END_DECLS
