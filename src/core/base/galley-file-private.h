/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What those who write files share. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "cannot @verb @path: …", with the code that fits. */
void galley_file_set_errno (GError    **error,
                            int         saved_errno,
                            const char *verb,
                            const char *path);
/* With its parents, each of them synced. */
gboolean galley_file_make_folder (const char *folder,
                                  GError    **error);
/* 0, or the errno. */
int galley_file_sync_folder (const char *folder);

G_END_DECLS
