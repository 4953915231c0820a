/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an article was before: read and thinned here, written by the functions of galley-store-articles.h. */
#pragma once

#include "core/db/galley-database.h"
#include "core/model/galley-revision.h"

G_BEGIN_DECLS

/* Why a version was kept: the last was a minute old; before a merge; a side of a conflict that was ended; before what a
 * person called for; what came in a hand-over file, which the next one may build on; what a recovery found beside what
 * it put in place (galley-store-recovery.h). */
#define GALLEY_VERSION_MINUTE "minute"
#define GALLEY_VERSION_MERGE "merge"
#define GALLEY_VERSION_THEIRS "theirs" /* what a merge brought in */
#define GALLEY_VERSION_RESOLVE "resolve"
#define GALLEY_VERSION_RESTORE "restore"
#define GALLEY_VERSION_REPLACE "replace"
#define GALLEY_VERSION_HANDOVER "handover"
#define GALLEY_VERSION_RECOVER "recover"

typedef struct
{
  gint64 row;
  gint64 time; /* real time until which it stood */
  char *reason;
  GalleyRevision *revision;
} GalleyVersion;

void galley_version_free (GalleyVersion *self);

/* Newest first. (transfer full) (element-type GalleyVersion) */
GPtrArray *galley_versions_load_in_store (GalleyDatabase *database,
                                          const char     *id,
                                          GError        **error);

/* A version without its text: cheap, whatever the article's size. */
typedef struct
{
  gint64 row;
  gint64 time;
  char *reason;
} GalleyVersionEntry;

GalleyVersionEntry *galley_version_entry_new (gint64      row,
                                              gint64      time,
                                              const char *reason);
void galley_version_entry_free (GalleyVersionEntry *self);

/* Newest first; what cannot be read is among them. (transfer full) (element-type GalleyVersionEntry) */
GPtrArray *galley_versions_list_in_store (GalleyDatabase *database,
                                          const char     *id,
                                          GError        **error);
/* The text of one, for galley_wire_read() on another thread. NOT_FOUND: it has been thinned out. (transfer full) */
char *galley_version_load_text_in_store (GalleyDatabase *database,
                                         gint64          row,
                                         GError        **error);

/* Whether the article has been so, by the content hash, and was kept. */
gboolean galley_versions_have_in_store (GalleyDatabase *database,
                                        const char     *id,
                                        const char     *content_hash,
                                        gboolean       *have,
                                        GError        **error);

/* Thins the versions of one article by galley-version-thinning.h; *@is_done is FALSE where more has to go than one job has
 * the time for: call again. An article that is not there is done. */
gboolean galley_versions_thin_in_store (GalleyDatabase *database,
                                        const char     *id,
                                        gint64          now,
                                        gboolean       *is_done,
                                        GError        **error);
/* The same for all articles, some a call: *@cursor is 0 at first. */
gboolean galley_versions_thin_all_in_store (GalleyDatabase *database,
                                            gint64         *cursor,
                                            gint64          now,
                                            gboolean       *is_done,
                                            GError        **error);

G_END_DECLS
