/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which large files of a folder of media were found to be whole, so that one is not read through each time that somebody
 * asks for it. One that has been touched since is read again. One thread. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _GalleyWholeFiles GalleyWholeFiles;

GalleyWholeFiles *galley_whole_files_new (const char *folder);
void galley_whole_files_free (GalleyWholeFiles *self);

/* Whether it is there and whole: as galley_hash_folder_check(). */
gboolean galley_whole_files_check (GalleyWholeFiles *self,
                                   const char       *hash,
                                   GError          **error);
/* It has just been put there. */
void galley_whole_files_note (GalleyWholeFiles *self,
                              const char       *hash);

G_END_DECLS
