/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folder of the public site, by site paths (galley-site-path.h). Each file is either the old one or the new one. */
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

G_END_DECLS
