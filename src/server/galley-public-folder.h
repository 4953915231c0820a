/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folder of the public site, by site paths (galley-site-path.h). Readers get either the old file or the new one. What
 * is put stands on the disk after galley_file_sync(), and is put again by who has not come so far. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Puts @bytes at @path, or nothing where they are NULL. A file that is the same already is not written again: most lists
 * stay as they are when one article is published. GALLEY_ERROR_INVALID where no page can stand at @path. */
gboolean galley_public_folder_put (const char *folder,
                                   const char *path,
                                   GBytes     *bytes,
                                   GError    **error);
/* The file of @path, or NULL where none can stand there. (transfer full) */
char *galley_public_folder_dup_file (const char *folder,
                                     const char *path,
                                     GError    **error);

/* Removes the folder with all that is in it; one that is not there is no error. */
gboolean galley_public_folder_remove (const char *folder,
                                      GError    **error);
/* Puts @other in the place of @folder, and what stood there in that of @other, in one moment. */
gboolean galley_public_folder_exchange (const char *folder,
                                        const char *other,
                                        GError    **error);

G_END_DECLS
