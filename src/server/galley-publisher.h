/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the public site as files: article pages, lists (galley-publisher-lists.h), the layout's assets. It works from job
 * rows that were committed together with what they follow from, so that a crash in between is repaired by the next run.
 * What an article's page is to be - written or withdrawn - is read from the article at that moment; a run may be
 * repeated at will. Lives on the thread of the database. */
#pragma once

#include "core/db/galley-database.h"
#include "core/portal/galley-page.h"
#include "server/galley-purge.h"

G_BEGIN_DECLS

#define GALLEY_PUBLISHER_UNKNOWN "404.html"

typedef struct _GalleyPublisher GalleyPublisher;

/* @folder: the public one. @media: where articles' media are (galley-hash-folder.h). @layouts: where VERSION.zip lies for
 * each layout that was ever published with; @layout the present one. */
GalleyPublisher *galley_publisher_new (const char   *folder,
                                       const char   *media,
                                       const char   *layouts,
                                       GalleyLayout *layout);
void galley_publisher_free (GalleyPublisher *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyPublisher, galley_publisher_free)

/* @purge: (nullable), lent: told what each run has changed. */
void galley_publisher_set_purge (GalleyPublisher *self,
                                 GalleyPurge     *purge);

/* The assets, the page for what is not there, and redirects. Writes only what differs. */
gboolean galley_publisher_write_frame (GalleyPublisher *self,
                                       GError         **error);
/* The whole site as it would be without a past, into the folder, which must be empty or not there. Leaves the jobs, and
 * what the database says of the site that is served, as they are. @former: as galley_public_folder_set_is_new() has it. */
gboolean galley_publisher_write_site (GalleyPublisher *self,
                                      const char      *former,
                                      GalleyDatabase  *database,
                                      GError         **error);
/* Does all jobs. On failure the rows stay. */
gboolean galley_publisher_run (GalleyPublisher *self,
                               GalleyDatabase  *database,
                               GError         **error);

G_END_DECLS
