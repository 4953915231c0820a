/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells out of the text that spreadsheets put on a clipboard, and into a table that is there. */
#pragma once

#include "core/model/galley-table.h"

G_BEGIN_DECLS

/* The cells of a text as spreadsheets write it: a tabulator between two cells, a line a row, quotation marks around cells
 * that have either in them. Rows are filled up. NULL: there is no tabulator in it; or, and *@is_too_large says so, more
 * than a table has room for. (transfer full) (nullable) */
GalleyTable *galley_table_new_from_text (const char *text,
                                         gboolean   *is_too_large);
/* @self with the cells of @content from @start on, grown where they reach beyond it. NULL: it would be larger than tables
 * are. (transfer full) (nullable) */
GalleyTable *galley_table_fill (const GalleyTable *self,
                                GalleyCell         start,
                                const GalleyTable *content);

G_END_DECLS
