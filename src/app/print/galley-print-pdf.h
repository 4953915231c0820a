/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A manuscript as a PDF, on paper of A4. */
#pragma once

#include "app/print/galley-print-subject.h"

G_BEGIN_DECLS

/* Blocking, for a worker: a long article takes seconds. The file is whole or not there. GALLEY_ERROR_FULL, READ_ONLY,
 * FAILED, and G_IO_ERROR_CANCELLED. */
gboolean galley_print_pdf_write (const GalleyPrintSubject *subject,
                                 const char               *path,
                                 GCancellable             *cancellable,
                                 GError                  **error);
/* Reads the pictures and writes the file in a worker; takes @subject. */
void galley_print_pdf_write_async (GalleyPrintSubject  *subject,
                                   const char          *path,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             data);
gboolean galley_print_pdf_write_finish (GAsyncResult  *result,
                                        GError       **error);

G_END_DECLS
