/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folder of the public site, by site paths (galley-site-path.h). Readers get either the old file or the new one. What
 * is put stands on the disk after galley_public_folder_sync(), and is put again by who has not come so far.
 *
 * A withdrawn page leaves a file of the same name with ".gone" behind it: what readers get with 410. */
#pragma once

#include "server/galley-purge-journal.h"

G_BEGIN_DECLS

#define GALLEY_PUBLIC_GONE ".gone"
/* Behind the name of a page that moved: where to, for 301 (galley-publisher-redirects.h). */
#define GALLEY_PUBLIC_MOVED ".moved"

typedef struct _GalleyPublicFolder GalleyPublicFolder;

GalleyPublicFolder *galley_public_folder_new (const char *path);
void galley_public_folder_free (GalleyPublicFolder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyPublicFolder, galley_public_folder_free)

/* @journal: (nullable) (transfer none): where each path is noted before it changes. What cannot be noted is put all the
 * same, for a page must go whose withdrawal cannot be written down, and is a failure. */
void galley_public_folder_set_journal (GalleyPublicFolder *self,
                                       GalleyPurgeJournal *journal);
/* Nothing stands there yet, nobody reads there, and nothing is put there twice: files are written straight. @former:
 * (nullable): the folder in whose place it will be, on the same disk. What is the same there is not written again, but taken
 * over as it stands, with its times: the file has a name in both until the one before goes. */
void galley_public_folder_set_is_new (GalleyPublicFolder *self,
                                      const char         *former);
/* Where it is. Lent. */
const char *galley_public_folder_get_path (GalleyPublicFolder *self);

/* Puts @bytes at @path, or nothing where they are NULL, and beside them the same compressed (galley-public-gzip.h). A file
 * that is the same already is not written again: most lists stay as they are when one article is published.
 * GALLEY_ERROR_INVALID where no page can stand at @path. */
gboolean galley_public_folder_put (GalleyPublicFolder *self,
                                   const char         *path,
                                   GBytes             *bytes,
                                   GError            **error);
/* Notes @path, whether it changes or not; of a notice, or of where a
 * page moved, the page itself. */
gboolean galley_public_folder_note (GalleyPublicFolder *self,
                                    const char         *path,
                                    GError            **error);
/* Whether exactly that stands at @path. */
gboolean galley_public_folder_holds (GalleyPublicFolder *self,
                                     const char         *path,
                                     GBytes             *bytes);
gboolean galley_public_folder_has (GalleyPublicFolder *self,
                                   const char         *path);
/* The file of @path, or NULL where none can stand there. (transfer full) */
char *galley_public_folder_dup_file (GalleyPublicFolder *self,
                                     const char         *path,
                                     GError            **error);
/* Where @file, which is below this folder, stands in the one before; NULL where there is none. (transfer full) */
char *galley_public_folder_dup_former (GalleyPublicFolder *self,
                                       const char         *file);
/* Gives the file @former the name @file, too. FALSE where the disk knows no such thing, or it is not there. */
gboolean galley_public_folder_take_over (GalleyPublicFolder *self,
                                         const char         *former,
                                         const char         *file);
/* Everything that was put is on the disk. */
gboolean galley_public_folder_sync (GalleyPublicFolder *self,
                                    GError            **error);

/* Removes the folder with all that is in it; one that is not there is no error. */
gboolean galley_public_folder_remove (const char *folder,
                                      GError    **error);
/* Puts @other in the place of @folder, and what stood there in that of @other, in one moment. */
gboolean galley_public_folder_exchange (const char *folder,
                                        const char *other,
                                        GError    **error);

G_END_DECLS
