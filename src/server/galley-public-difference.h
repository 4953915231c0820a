/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In what two public folders differ: what a cache in front of the one has to ask for again when the other takes its
 * place. */
#pragma once

#include "server/galley-public-folder.h"

G_BEGIN_DECLS

/* Notes (galley_public_folder_note()) each path at which @folder and the one at @other have not the same: other bytes, or
 * one of them nothing. Compressed files are not named: who asks for them asks for the page. */
gboolean galley_public_difference_note (GalleyPublicFolder *folder,
                                        const char         *other,
                                        GError            **error);

G_END_DECLS
