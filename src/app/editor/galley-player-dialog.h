/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for the address of a video at one of the players that the site allows, and takes no other. */
#pragma once

#include "core/portal/galley-site.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*GalleyPlayerChosen) (const char *address,
                                    gpointer    data);

/* @address: what stands there at first (nullable). @chosen is called with an address that the site allows, or not at all;
 * @free_data (nullable) when the dialog is gone. Returns it. (transfer none) */
GtkWidget *galley_player_dialog_show (GtkWindow          *parent,
                                      GalleySite         *site,
                                      const char         *address,
                                      GalleyPlayerChosen  chosen,
                                      gpointer            data,
                                      GDestroyNotify      free_data);

G_END_DECLS
