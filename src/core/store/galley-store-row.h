/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of the articles' table without its texts: what each change has to know before it writes. Private to
 * the store's articles. */
#pragma once

#include "core/db/galley-database.h"
#include "core/model/galley-revision.h"
#include "core/store/galley-store-outbox.h"
#include "core/store/galley-store-texts.h"

G_BEGIN_DECLS

/* What stands for a base that is what the article's content is. */
#define GALLEY_STORE_BASE_IS_CONTENT ""

/* What stands in the outbox for the row's content. */
typedef enum
{
  GALLEY_ROW_CLEAN,
  GALLEY_ROW_PUT,
  GALLEY_ROW_DELETE,
} GalleyRowWaiting;

typedef struct
{
  gint64 row;
  char *id;
  gint64 generation;
  char *content_hash;
  gint64 touched;
  gint64 versioned;    /* real time of the newest version, or of the row where it was made here; 0: what stands there
                          was pulled, and nobody has worked on it here */
  gboolean is_trashed;
  gboolean is_removed; /* it was the server that put it into the trash */
  gboolean has_base;
  gboolean has_conflict;
  GalleyRowWaiting waiting;
} GalleyStoreRow;

void galley_store_row_free (GalleyStoreRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyStoreRow, galley_store_row_free)

/* NULL without error when there is none. */
GalleyStoreRow *galley_store_row_find (GalleyDatabase *database,
                                       const char     *id,
                                       GError        **error);
/* The same, but GALLEY_ERROR_NOT_FOUND. */
GalleyStoreRow *galley_store_row_load (GalleyDatabase *database,
                                       const char     *id,
                                       GError        **error);

/* The state that stands in the row, without reading the content. */
GalleyState *galley_store_row_load_state (GalleyDatabase *database,
                                          GalleyStoreRow *self,
                                          GError        **error);
GalleyRevision *galley_store_row_load_revision (GalleyDatabase *database,
                                                GalleyStoreRow *self,
                                                GError        **error);

/* Of a row's two texts; what state the content brings along from a store of before counts for nothing. The errors are
 * those of galley_store_read_document(). */
GalleyRevision *galley_store_read_article (const char *text,
                                           const char *state,
                                           const char *id,
                                           GError    **error);

/* GALLEY_ERROR_CORRUPT naming @what and @id. */
GalleyRevision *galley_store_read_document (const char *text,
                                            const char *what,
                                            const char *id,
                                            GError    **error);

/* A new row of generation 1; @is_served: the server has just that, and it is the base, too. */
gboolean galley_store_row_insert (GalleyDatabase         *database,
                                  const GalleyStoreTexts *texts,
                                  gboolean                is_served,
                                  gint64                  touched,
                                  gint64                  versioned,
                                  GError                **error);
/* Writes the content and all columns taken from it. The generation grows in @self, too, when the content is another. */
gboolean galley_store_row_write (GalleyDatabase *database,
                                 GalleyStoreRow *self,
                                 GalleyRevision *revision,
                                 gint64          touched,
                                 GError        **error);
/* The same, and @served, which the server has just so, is the base from now on. */
gboolean galley_store_row_write_served (GalleyDatabase         *database,
                                        GalleyStoreRow         *self,
                                        const GalleyStoreTexts *served,
                                        gint64                  touched,
                                        GError                **error);
/* The server took the content as it stands, and gave it @state. */
gboolean galley_store_row_write_state (GalleyDatabase    *database,
                                       GalleyStoreRow    *self,
                                       const GalleyState *state,
                                       GError           **error);
/* NULL: the server does not know it (any more). */
gboolean galley_store_row_write_base (GalleyDatabase *database,
                                      GalleyStoreRow *self,
                                      GalleyRevision *base,
                                      GError        **error);
gboolean galley_store_row_write_trash (GalleyDatabase *database,
                                       GalleyStoreRow *self,
                                       gboolean        is_trashed,
                                       gboolean        is_removed,
                                       GError        **error);
/* Both NULL: no conflict. */
gboolean galley_store_row_write_conflict (GalleyDatabase *database,
                                          GalleyStoreRow *self,
                                          GalleyRevision *theirs,
                                          GPtrArray      *conflicts,
                                          GError        **error);

G_END_DECLS
