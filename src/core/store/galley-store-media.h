/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The media that articles show, as the store accounts for them: what is here, what the server has, what is still to come.
 * The files are in the folder "media" beside the database (galley-hash-folder.h); a row says HERE or KEPT only behind a
 * file that is on the disk. Plain functions for jobs; galley-media-cache.h puts both together.
 *
 * A row of an article that is written with a picture which is not here makes a WANTED row, so that a pull brings
 * its pictures along. */
#pragma once

#include "core/db/galley-database.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  GALLEY_MEDIA_WANTED, /* not here; the server should have it */
  GALLEY_MEDIA_HERE,   /* here alone: never evicted */
  GALLEY_MEDIA_KEPT,   /* here, and the server has it */
} GalleyMediaState;

/* What a person has said of a file's way to the server or from there. */
typedef enum
{
  GALLEY_MEDIA_WISH_NONE,    /* nothing: it goes with its article, and comes behind everything else */
  GALLEY_MEDIA_WISH_STOPPED, /* not now */
  GALLEY_MEDIA_WISH_ASKED,   /* HERE: now, whatever its article does */
} GalleyMediaWish;

typedef struct
{
  char *hash;
  GalleyMediaState state;
  char *media_type;
  gint64 size; /* bytes, 0 while it is WANTED */
  gint64 used; /* real time it was last put, wanted or shown */
  char *refusal; /* HERE: why the server did not take it, an error's name (galley-error.h); "" where it has not said so */
  GalleyMediaWish wish;
} GalleyMediaRow;

void galley_media_row_free (GalleyMediaRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyMediaRow, galley_media_row_free)

/* NULL without error: nothing is known of it. (transfer full) */
GalleyMediaRow *galley_media_find_in_store (GalleyDatabase *database,
                                            const char     *hash,
                                            GError        **error);
/* Its file is here, which is announced. What the server has once, it keeps: KEPT stays KEPT. */
gboolean galley_media_note_in_store (GalleyDatabase *database,
                                     const char     *hash,
                                     const char     *media_type,
                                     gint64          size,
                                     gboolean        is_on_server,
                                     gint64          now,
                                     GError        **error);
/* Whether the server has it, as it has just said, which is announced. Nothing happens where it is not here. */
gboolean galley_media_set_on_server_in_store (GalleyDatabase *database,
                                              const char     *hash,
                                              gboolean        is_on_server,
                                              GError        **error);
/* The server does not take it; announced. @refusal is an error's name. */
gboolean galley_media_refuse_in_store (GalleyDatabase *database,
                                       const char     *hash,
                                       const char     *refusal,
                                       GError        **error);
/* What a person wishes: announced, also as a change of the outbox. Nothing happens where both have it. */
gboolean galley_media_stop_in_store (GalleyDatabase *database,
                                     const char     *hash,
                                     GError        **error);
gboolean galley_media_resume_in_store (GalleyDatabase *database,
                                       const char     *hash,
                                       GError        **error);
/* The same of all that was stopped on its way up, and of what was stopped of that which @text, an article as canonical
 * JSON, names. */
gboolean galley_media_resume_stopped_in_store (GalleyDatabase *database,
                                               GError        **error);
gboolean galley_media_resume_named_in_store (GalleyDatabase *database,
                                             const char     *text,
                                             GError        **error);
/* Those that a person has stopped, on their way there (HERE) or here (WANTED). (transfer full) (element-type
 * GalleyMediaRow) */
GPtrArray *galley_media_list_stopped_in_store (GalleyDatabase *database,
                                               GError        **error);
/* HERE ones of that wish. (transfer full) (element-type GalleyMediaRow) */
GPtrArray *galley_media_list_wished_in_store (GalleyDatabase *database,
                                              GalleyMediaWish wish,
                                              GError        **error);
/* It is shown, or named: it is evicted later than others, and fetched where it is not here. */
gboolean galley_media_want_in_store (GalleyDatabase *database,
                                     const char     *hash,
                                     const char     *media_type,
                                     gint64          now,
                                     GError        **error);
/* All that @text, an article as canonical JSON, names and nobody knows of. */
gboolean galley_media_want_named_in_store (GalleyDatabase *database,
                                           const char     *text,
                                           gint64          now,
                                           GError        **error);
/* The server did not give it: it is not asked for before @not_before, real time, at most a day from now. */
gboolean galley_media_delay_in_store (GalleyDatabase *database,
                                      const char     *hash,
                                      gint64          not_before,
                                      GError        **error);
/* Announced as a change. */
gboolean galley_media_forget_in_store (GalleyDatabase *database,
                                       const char     *hash,
                                       GError        **error);

/* At most @n_most WANTED rows that may be asked for at @now, the newest first; @n_wanted counts all of those. What was
 * stopped is not among them.
 * (transfer full) (element-type GalleyMediaRow) */
GPtrArray *galley_media_list_wanted_in_store (GalleyDatabase *database,
                                              gint64          now,
                                              guint           n_most,
                                              guint          *n_wanted,
                                              GError        **error);
/* Bytes of all that is here. */
gint64 galley_media_get_size_in_store (GalleyDatabase *database,
                                       GError        **error);
/* KEPT ones that have been used longest ago and could go, so that no more than @limit bytes are here; HERE ones count,
 * and stay. (transfer full) (element-type GalleyMediaRow) */
GPtrArray *galley_media_list_evictable_in_store (GalleyDatabase *database,
                                                 gint64          limit,
                                                 GError        **error);
/* HERE ones that were put before @before: what an article, version or template names of them is to be kept. (transfer
 * full) (element-type GalleyMediaRow) */
GPtrArray *galley_media_list_old_in_store (GalleyDatabase *database,
                                           gint64          before,
                                           GError        **error);

G_END_DECLS
