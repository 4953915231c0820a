/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came of a damaged store, told once: how many articles are together again and to which minute in a sentence; from
 * where, what could not be read, and where the damaged file is below it, for who wants to know. */
#pragma once

#include "core/store/galley-store-recovery.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *galley_recovery_dialog_new (GtkWindow            *parent,
                                       const GalleyRecovery *recovery);

G_END_DECLS
