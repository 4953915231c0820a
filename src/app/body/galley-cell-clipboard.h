/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a clipboard has for a cell of a table: cells, where it is those of another table or of a spreadsheet, else words. */
#pragma once

#include "core/model/galley-table.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  GalleyTable *table; /* NULL: no cells */
  char *text;         /* else: NULL for nothing */
  gboolean is_too_large; /* more cells than a table has: neither */
} GalleyCellContent;

void galley_cell_content_free (GalleyCellContent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyCellContent, galley_cell_content_free)

void galley_cell_clipboard_read_async (GdkClipboard       *clipboard,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            data);
/* NULL: cancelled, or it cannot be read. (transfer full) */
GalleyCellContent *galley_cell_clipboard_read_finish (GAsyncResult *result,
                                                      GError      **error);

G_END_DECLS
