/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The merge of a table: by cell, and in a cell by what was changed of it, where nobody added or took away a row; else by
 * row, each of which is a table of its own for as long as that takes. */
#include "core/model/galley-table.h"

#include "core/model/galley-block-merge.h"
#include "core/model/galley-block.h"
#include "core/model/galley-merge.h"

static gboolean
merge_header (const GalleyTable *base,
              const GalleyTable *mine,
              const GalleyTable *theirs)
{
  gboolean was_header = galley_table_has_header (base);

  return galley_table_has_header (mine) != was_header ? !was_header : galley_table_has_header (theirs);
}

static GalleyTable *
merge_cells (const GalleyTable *base,
             const GalleyTable *mine,
             const GalleyTable *theirs)
{
  guint n_cells;
  GalleyBlock *const *base_cells = galley_table_get_cells (base, &n_cells);
  GalleyBlock *const *my_cells = galley_table_get_cells (mine, &n_cells);
  GalleyBlock *const *their_cells = galley_table_get_cells (theirs, &n_cells);
  g_autoptr (GPtrArray) merged = galley_blocks_new ();

  for (guint i = 0; i < n_cells; i++)
    {
      GalleyBlock *cell = galley_block_merge (base_cells[i], my_cells[i], their_cells[i]);

      if (cell == NULL)
        return NULL;
      g_ptr_array_add (merged, cell);
    }
  return galley_table_new (galley_table_get_n_rows (base), galley_table_get_n_columns (base),
                           merge_header (base, mine, theirs), (GalleyBlock *const *) merged->pdata);
}

/* Each row as the block of a table of its own. (transfer full) */
static GPtrArray *
dup_rows (const GalleyTable *self)
{
  guint n_cells, n_columns = galley_table_get_n_columns (self);
  GalleyBlock *const *cells = galley_table_get_cells (self, &n_cells);
  GPtrArray *rows = galley_blocks_new ();

  for (guint i = 0; i < n_cells; i += n_columns)
    {
      g_autoptr (GalleyTable) row = galley_table_new (1, n_columns, FALSE, cells + i);

      g_ptr_array_add (rows, galley_block_new_table (row));
    }
  return rows;
}

static GalleyTable *
merge_rows (const GalleyTable *base,
            const GalleyTable *mine,
            const GalleyTable *theirs)
{
  g_autoptr (GPtrArray) base_rows = dup_rows (base);
  g_autoptr (GPtrArray) my_rows = dup_rows (mine);
  g_autoptr (GPtrArray) their_rows = dup_rows (theirs);
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GPtrArray) merged = galley_merge_blocks (base_rows, my_rows, their_rows, &conflicts);
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();

  if (conflicts->len > 0 || merged->len == 0 || merged->len > GALLEY_TABLE_MAX_ROWS)
    return NULL;
  for (guint i = 0; i < merged->len; i++)
    {
      guint n_cells;
      GalleyBlock *const *row = galley_table_get_cells (galley_block_get_table (merged->pdata[i]), &n_cells);

      for (guint j = 0; j < n_cells; j++)
        g_ptr_array_add (cells, row[j]);
    }
  return galley_table_new (merged->len, galley_table_get_n_columns (base), merge_header (base, mine, theirs),
                           (GalleyBlock *const *) cells->pdata);
}

GalleyTable *
galley_table_merge (const GalleyTable *base,
                    const GalleyTable *mine,
                    const GalleyTable *theirs)
{
  guint n_columns, n_rows;

  g_return_val_if_fail (base != NULL && mine != NULL && theirs != NULL, NULL);

  n_columns = galley_table_get_n_columns (base);
  n_rows = galley_table_get_n_rows (base);
  if (galley_table_get_n_columns (mine) != n_columns || galley_table_get_n_columns (theirs) != n_columns)
    return NULL;
  if (galley_table_get_n_rows (mine) == n_rows && galley_table_get_n_rows (theirs) == n_rows)
    return merge_cells (base, mine, theirs);
  return merge_rows (base, mine, theirs);
}
