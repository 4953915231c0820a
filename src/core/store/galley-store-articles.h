/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The articles' table: plain functions over the connection, each to be called inside a job's transaction.
 *
 * A row holds the article as it stands (mine), and the last representation that the server acknowledged (base). It is
 * dirty while a PUT or DELETE for it stands in the outbox; row and outbox change together, always. The generation
 * grows with every change of the row's content and names a revision for compare-and-swap and for acknowledgements.
 *
 * Versions are what was replaced: a row and its versions together hold every text that stood for a minute, and both
 * sides of every merge, until they are thinned (galley-version-thinning.h). An unresolved conflict outlives later merges
 * that go well; only resolving ends it. */
#pragma once

#include "core/db/galley-database.h"
#include "core/model/galley-merge.h"
#include "core/store/galley-store-texts.h"
#include "core/store/galley-store-versions.h"

G_BEGIN_DECLS

typedef struct
{
  GalleyRevision *revision; /* as it stands, with the last known state */
  GalleyRevision *base;     /* (nullable): as last acknowledged */
  GalleyRevision *theirs;   /* (nullable): the other side of an unresolved conflict */
  GPtrArray *conflicts;     /* (nullable) (element-type GalleyConflict) */
  gint64 generation;
  gboolean is_dirty;
  gboolean is_trashed;
  gint64 touched; /* real time of the last change here */
  guint caret_block, caret_offset;
} GalleyRecord;

void galley_record_free (GalleyRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyRecord, galley_record_free)

/* GALLEY_ERROR_NOT_FOUND; GALLEY_ERROR_CORRUPT when the row cannot be read. */
GalleyRecord *galley_record_load_in_store (GalleyDatabase *database,
                                           const char     *id,
                                           GError        **error);

/* An edit made here: writes the row and its outbox row, and a version when the last is a minute old. Equal content
 * writes nothing. State in @revision is ignored for a row that exists. What is parked stays parked. Saved into the
 * trash, the text is kept there; but an article that the server deleted meanwhile comes back. @generation: (out)
 * (optional). */
gboolean galley_record_save_in_store (GalleyDatabase  *database,
                                      GalleyRevision  *revision,
                                      gint64           now,
                                      gint64          *generation,
                                      GError         **error);
/* Keeps what stands now as a version, before something is done to it that a person may regret. @reason: one of
 * GALLEY_VERSION_…; GALLEY_ERROR_NOT_FOUND. */
gboolean galley_record_keep_version_in_store (GalleyDatabase *database,
                                              const char     *id,
                                              const char     *reason,
                                              gint64          now,
                                              GError        **error);
gboolean galley_record_save_caret_in_store (GalleyDatabase *database,
                                            const char     *id,
                                            guint           block,
                                            guint           offset,
                                            GError        **error);

/* To the trash and back. An article that the server knows gets a DELETE (or the PUT that restores it) in the outbox;
 * one it never saw only changes here, and is sent when it is restored. Orders that wait for it are parked (not one to
 * withdraw), and wait again after restoring (not one to publish). */
gboolean galley_record_set_trashed_in_store (GalleyDatabase *database,
                                             const char     *id,
                                             gboolean        is_trashed,
                                             gint64          now,
                                             GError        **error);

/* Ends a conflict: @resolved is what shall stand; the side that lost goes into the versions. */
gboolean galley_record_resolve_in_store (GalleyDatabase *database,
                                         GalleyRevision *resolved,
                                         gint64          now,
                                         GError        **error);

/* From the server. */

/* A representation pulled or answered. A clean row takes it (TRUE in @is_taken). A dirty one is left exactly as it is,
 * and the caller merges (FALSE). Where content is equal to what is dirty here, it was ours: acknowledged as such. */
gboolean galley_record_pull_in_store (GalleyDatabase *database,
                                      GalleyRevision *theirs,
                                      gint64          now,
                                      gboolean       *is_taken,
                                      GError        **error);
/* The same, with what stands in its row worked out before. */
gboolean galley_record_pull_texts_in_store (GalleyDatabase         *database,
                                            const GalleyStoreTexts *theirs,
                                            gint64                  now,
                                            gboolean               *is_taken,
                                            GError                **error);

/* Puts a merge in place if the row is still of @generation; otherwise GALLEY_ERROR_CONFLICT and nothing changes.
 * @theirs becomes the base. With conflicts, both parents are kept readable until resolved, and nothing is pushed. A
 * version of mine is written first. */
gboolean galley_record_merge_in_store (GalleyDatabase  *database,
                                       gint64           generation,
                                       GalleyRevision  *merged,
                                       GalleyRevision  *theirs,
                                       GPtrArray       *conflicts,
                                       gint64           now,
                                       GError         **error);

/* The server took content @content_hash, pushed as @generation: @acknowledged (its content and state) becomes the
 * base. The outbox row goes only if the row is still of that generation. */
gboolean galley_record_acknowledge_in_store (GalleyDatabase *database,
                                             gint64          generation,
                                             GalleyRevision *acknowledged,
                                             gint64          now,
                                             GError        **error);

/* Deleted on the server, or no longer ours to see. Clean: deleted goes to the trash, hidden goes. Dirty: kept, its
 * next push is a new creation (deleted) or is parked (hidden). */
gboolean galley_record_remove_in_store (GalleyDatabase *database,
                                        const char     *id,
                                        gboolean        is_hidden,
                                        gint64          now,
                                        GError        **error);

/* The server's history is another than it was: what it had is no base for what it has now, which may be older. Rows that
 * are to be deleted there keep theirs: nothing of them is merged. */
gboolean galley_record_forget_bases_in_store (GalleyDatabase *database,
                                              GError        **error);

/* Ids of all rows with a base, sorted; for the manifest walk. (transfer full) (element-type utf8) */
GPtrArray *galley_record_list_known_in_store (GalleyDatabase *database,
                                              GError        **error);
/* Ids of what is not in the trash, the one untouched for the longest time first; and of what has an entry in the outbox.
 * (transfer full) (element-type utf8) */
GPtrArray *galley_record_list_in_store (GalleyDatabase *database,
                                        GError        **error);
GPtrArray *galley_record_list_waiting_in_store (GalleyDatabase *database,
                                                GError        **error);

G_END_DECLS
