/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One version in the list: when, and why it was kept. */
#pragma once

#include "core/store/galley-store-versions.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_VERSION_ROW (galley_version_row_get_type ())
G_DECLARE_FINAL_TYPE (GalleyVersionRow, galley_version_row, GALLEY, VERSION_ROW, GtkListBoxRow)

GtkWidget *galley_version_row_new (const GalleyVersionEntry *entry,
                                   gint64                    now);
gint64 galley_version_row_get_row (GalleyVersionRow *self);
/* "Today, 14:05"; lent. */
const char *galley_version_row_get_time (GalleyVersionRow *self);

G_END_DECLS
