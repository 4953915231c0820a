/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints a manuscript by the desktop's own dialog, which has a page for the options of it. */
#pragma once

#include "app/print/galley-print-subject.h"

G_BEGIN_DECLS

/* @error: (nullable): NULL when it was printed or given up. */
typedef void (*GalleyPrintDone) (const GError *error,
                                 gpointer      data);

/* Reads the pictures in a worker, then shows the dialog above @parent. Takes @subject, whose options are read once more
 * from @settings (nullable) when the dialog was answered. @free_data: when all is over. */
void galley_print_operation_begin (GtkWindow          *parent,
                                   GalleyPrintSubject *subject,
                                   GSettings          *settings,
                                   GalleyPrintDone     done,
                                   gpointer            data,
                                   GDestroyNotify      free_data);

G_END_DECLS
