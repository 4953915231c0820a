/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Table "changes": one number for each change, given in the transaction that makes it, hence gapless and in the
 * order of the commits; none is given twice. Of each article and each entry of a list only the last change is kept, and of
 * a deleted article none after 90 days. */
#pragma once

#include "core/db/galley-database.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 sequence;
  char *list; /* "" for an article */
  char *id;
} GalleyServerChange;

void galley_server_change_free (GalleyServerChange *self);

/* Gives the next number to the change of @id. @list "" for an article. */
gboolean galley_server_changes_note (GalleyDatabase *database,
                                     const char     *list,
                                     const char     *id,
                                     gint64         *sequence,
                                     GError        **error);
/* The same for what has had none yet. */
gboolean galley_server_changes_note_first (GalleyDatabase *database,
                                           const char     *list,
                                           const char     *id,
                                           GError        **error);
gboolean galley_server_changes_get_last (GalleyDatabase *database,
                                         gint64         *sequence,
                                         GError        **error);
/* The first @limit changes after @since. (transfer full) (element-type GalleyServerChange) */
GPtrArray *galley_server_changes_list (GalleyDatabase *database,
                                       gint64          since,
                                       guint           limit,
                                       GError        **error);

/* Takes out of the feed the articles that were deleted before the real time @before. Inside a transaction. */
gboolean galley_server_changes_forget_deleted (GalleyDatabase *database,
                                               gint64          before,
                                               GError        **error);
/* The number of the last one that was taken out like that, 0 where none was. */
gboolean galley_server_changes_get_floor (GalleyDatabase *database,
                                          gint64         *floor,
                                          GError        **error);

/* Both of these and the version of the present layout, in one question; NULL where that fails. (transfer full) */
char *galley_server_changes_look (GalleyDatabase *database,
                                  gint64         *sequence,
                                  gint64         *floor,
                                  GError        **error);

G_END_DECLS
