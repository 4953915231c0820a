/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cells of a table: rows of equally many cells, of which the first may be a header. A cell is a paragraph
 * (galley-block.h) with its marks and breaks, so that whatever is done to a text is done to a cell by the same functions.
 * No cell spans others: where a table of elsewhere has such cells, what they say stands in the first one of theirs, and
 * the others are empty (intake).
 *
 * Immutable, counted, shared between threads. A table with one cell changed shares all others with the one it came from.
 * Rows and columns count from 0. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _GalleyBlock GalleyBlock;
typedef struct _GalleyTable GalleyTable;

#define GALLEY_TABLE_MAX_ROWS 200
#define GALLEY_TABLE_MAX_COLUMNS 20

/* A cell of a table. */
typedef struct
{
  guint row;
  guint column;
} GalleyCell;

/* @cells: @n_rows times @n_columns of them, row by row, shared; NULL, and each that is NULL: empty. What is no paragraph
 * becomes one. At least one row and one column, at most the above. */
GalleyTable *galley_table_new (guint               n_rows,
                               guint               n_columns,
                               gboolean            has_header,
                               GalleyBlock *const *cells);
GalleyTable *galley_table_ref (GalleyTable *self);
void galley_table_unref (GalleyTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyTable, galley_table_unref)

guint galley_table_get_n_rows (const GalleyTable *self);
guint galley_table_get_n_columns (const GalleyTable *self);
gboolean galley_table_has_header (const GalleyTable *self);
GalleyBlock *galley_table_get_cell (const GalleyTable *self,
                                    GalleyCell         cell);
/* All of them, row by row. */
GalleyBlock *const *galley_table_get_cells (const GalleyTable *self,
                                            guint             *n_cells);

/* New tables from old. (transfer full) */
GalleyTable *galley_table_with_cell (const GalleyTable *self,
                                     GalleyCell         cell,
                                     GalleyBlock       *content);
GalleyTable *galley_table_with_header (const GalleyTable *self,
                                       gboolean           has_header);
/* Empty ones in front of row or column @index, which may be the number of them. There is room for one more. */
GalleyTable *galley_table_insert_row (const GalleyTable *self,
                                      guint              index);
GalleyTable *galley_table_insert_column (const GalleyTable *self,
                                         guint              index);
/* Not the only one. */
GalleyTable *galley_table_remove_row (const GalleyTable *self,
                                      guint              index);
GalleyTable *galley_table_remove_column (const GalleyTable *self,
                                         guint              index);

/* The cells' text, tabulators between them and a line a row; the break inside a cell is a blank. (transfer full) */
char *galley_table_dup_text (const GalleyTable *self);

/* NULL equals NULL alone. */
gboolean galley_table_equal (const GalleyTable *a,
                             const GalleyTable *b);
/* The first cell of @b that is not as in @a, and whether it is the only one; both of one shape. */
gboolean galley_table_find_change (const GalleyTable *a,
                                   const GalleyTable *b,
                                   GalleyCell        *cell,
                                   gboolean          *is_only);

/* What @mine and @theirs made of @base, by cell where all have one shape, by row where they have the same columns; in one
 * cell as galley-block-merge.h says. NULL where they have changed the same, or columns. (transfer full) (nullable) */
GalleyTable *galley_table_merge (const GalleyTable *base,
                                 const GalleyTable *mine,
                                 const GalleyTable *theirs);

G_END_DECLS
