/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folder that pictures go to when an article is copied for WeChat: the one that was chosen, else the desktop's for
 * pictures or for downloads. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The path, or "" for the desktop's; whether it is asked for each time. */
#define GALLEY_COPIED_FOLDER_KEY "copied-pictures-folder"
#define GALLEY_COPIED_FOLDER_ASK "ask-for-pictures-folder"

/* One that can be written to; NULL: nobody but the writer knows. In all of these @settings (nullable): nothing is
 * remembered. (transfer full) (nullable) */
char *galley_copied_folder_find (GSettings *settings);
gboolean galley_copied_folder_is_chosen (GSettings *settings);
/* @path "": it is the desktop's again. */
void galley_copied_folder_choose (GSettings  *settings,
                                  const char *path);
gboolean galley_copied_folder_asks (GSettings *settings);

G_END_DECLS
