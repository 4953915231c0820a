/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes everything on this computer into a folder and shows how far it is; closing it stops the writing. */
#pragma once

#include "core/store/galley-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

void galley_export_dialog_show (GtkWindow   *parent,
                                GalleyStore *store,
                                const char  *folder);

G_END_DECLS
