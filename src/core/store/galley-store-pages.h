/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows that stand in the pages of a SQLite file, whatever its schema and its inner pages say: for a file of which SQLite
 * can find no table any more. Private to the store.
 *
 * Read as in SQLite's "Database File Format": each leaf page of a table has cells, a cell a number and a record, which goes
 * on in a chain of other pages where it is long. Pages that the write-ahead log has committed stand for those of the file;
 * its checksums are not looked at. Which table a row is of is not known, nor whether it is still one of it: a page that was
 * given up keeps its rows until it is used again. Nothing that the bytes say is believed without its bounds, and no more is
 * read than eight times what there is. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define GALLEY_PAGES_MAX_VALUES 32

typedef enum
{
  GALLEY_PAGE_VALUE_NULL,
  GALLEY_PAGE_VALUE_INTEGER,
  GALLEY_PAGE_VALUE_TEXT,
  GALLEY_PAGE_VALUE_OTHER,
} GalleyPageValueKind;

typedef struct
{
  GalleyPageValueKind kind;
  gint64 integer;
  const char *text; /* not ended by a zero byte, of any bytes */
  gsize length;     /* bytes */
} GalleyPageValue;

/* @values are lent for the call. */
typedef void (*GalleyPagesTake) (gint64                 row,
                                 const GalleyPageValue *values,
                                 guint                  n_values,
                                 gpointer               data);

/* Each record of at most GALLEY_PAGES_MAX_VALUES values. @log: (nullable): the bytes of the write-ahead log. */
void galley_pages_read (GBytes          *file,
                        GBytes          *log,
                        GalleyPagesTake  take,
                        gpointer         data);

G_END_DECLS
