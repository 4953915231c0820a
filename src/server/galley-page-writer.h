/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts the page of one article into the public folder, or its pages (galley-article-page.h), with what they show, or
 * the notice of one that is not public any more. It knows no database: what that has of the article is handed to it.
 * From any thread, and from several at once, for different articles. */
#pragma once

#include "core/portal/galley-layout.h"
#include "server/galley-public-folder.h"
#include "server/galley-server-articles.h"

G_BEGIN_DECLS

typedef struct _GalleyPageWriter GalleyPageWriter;

/* @folder: lent. @media: where articles' media are (galley-hash-folder.h). @layouts: where VERSION.zip lies for each layout
 * that was ever published with; @layout the present one. */
GalleyPageWriter *galley_page_writer_new (GalleyPublicFolder *folder,
                                          const char         *media,
                                          const char         *layouts,
                                          GalleyLayout       *layout);
void galley_page_writer_free (GalleyPageWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyPageWriter, galley_page_writer_free)

/* @media: (element-type utf8): the names that its page shows (galley-server-media.h). @path: (out) (transfer full): where
 * it stands or stood, "" where it never did; set on failure, too, where it is known. */
gboolean galley_page_writer_put (GalleyPageWriter       *self,
                                 const GalleyArticleRow *row,
                                 GPtrArray              *media,
                                 char                  **path,
                                 GError                **error);

G_END_DECLS
