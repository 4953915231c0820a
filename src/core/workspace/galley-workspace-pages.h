/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page that becomes an article: the pictures and files that it shows are looked for in the account's folder and beside the
 * page, and kept in the account's folder. A worker does it, one after the other. */
#pragma once

#include "core/intake/galley-intake-media.h"
#include "core/workspace/galley-adding.h"
#include "core/workspace/galley-workspace.h"

G_BEGIN_DECLS

/* Looks for all that @media wants, of the page's file at @page. @adding: (nullable), made for as many files; where it is
 * stopped, what was found by then is had. */
void galley_workspace_find_media_async (GalleyWorkspace     *self,
                                        const char          *page,
                                        GalleyIntakeMedia   *media,
                                        GalleyAdding        *adding,
                                        GAsyncReadyCallback  callback,
                                        gpointer             data);
/* Tells @media, the same one, what is had. */
void galley_workspace_find_media_finish (GalleyWorkspace   *self,
                                         GAsyncResult      *result,
                                         GalleyIntakeMedia *media);

/* A new manuscript with the content of @revision, but for channels and a topic that the portal does not have: on another
 * portal's page they are others. Saved at once. */
GalleyManuscript *galley_workspace_new_from_page (GalleyWorkspace *self,
                                                  GalleyRevision  *revision);

G_END_DECLS
