/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A desk of one's own: a folder, a clock that stands still, a store, and what is done there, blocking and bound to
 * succeed. */
#pragma once

#include "core/store/galley-store-articles.h"
#include "core/store/galley-store-outbox.h"
#include "core/store/galley-store-settings.h"
#include "core/store/galley-store.h"
#include "core/sync/galley-cycle.h"

G_BEGIN_DECLS

#define NOON G_GINT64_CONSTANT (1795507200000000)
#define SECOND (G_GINT64_CONSTANT (1000000))
#define MINUTE (60 * SECOND)
#define PATIENCE (10 * MINUTE)
#define ID_1 "0193a000-0000-7000-8000-000000000001"
#define ID_2 "0193a000-0000-7000-8000-000000000002"
#define ACTION_1 "0193a000-0000-7000-8000-00000000a001"
#define ACTION_2 "0193a000-0000-7000-8000-00000000a002"

typedef struct
{
  char *folder;
  GalleyClock *clock;
  GalleyStore *store;
} Desk;

Desk *desk_new (void);
void desk_free (Desk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desk, desk_free)

/* A folder that is gone with remove_folder(). (transfer full) */
char *make_folder (void);
void remove_folder (const char *folder);

GalleyRevision *make_revision (const char *id,
                               const char *headline,
                               const char *body);
/* @revision with one field or the whole body changed; takes @revision. @body: lines. */
GalleyRevision *with_field (GalleyRevision *revision,
                            GalleyField     field,
                            const char     *value);
GalleyRevision *with_body (GalleyRevision *revision,
                           const char     *body);
/* With a figure below that shows that picture; takes @revision. */
GalleyRevision *with_picture (GalleyRevision *revision,
                              const char     *hash);
/* With a video below that is that file of @size bytes; takes @revision. */
GalleyRevision *with_video (GalleyRevision *revision,
                            const char     *hash,
                            gint64          size);
/* (transfer full) lines */
char *dup_body (GalleyRevision *revision);

void desk_save (Desk           *self,
                GalleyRevision *revision);
/* A field of what stands there. */
void desk_set_field (Desk       *self,
                     const char *id,
                     GalleyField field,
                     const char *value);
void desk_set_body (Desk       *self,
                    const char *id,
                    const char *body);
GalleyRecord *desk_load (Desk       *self,
                         const char *id);
gboolean desk_has (Desk       *self,
                   const char *id);
void desk_trash (Desk       *self,
                 const char *id,
                 gboolean    is_trashed);
/* A picture of @size bytes, as far as anybody looks at it, put into the desk's media; its hash, lent for good. */
const char *desk_put_picture (Desk  *self,
                              gsize  size,
                              guint8 mark);
/* The state of a picture there, -1: nothing is known; a file must stand there exactly where the state says so. */
int desk_get_media_state (Desk       *self,
                          const char *hash);
/* An order for what stands there now. */
void desk_order (Desk        *self,
                 const char  *id,
                 const char  *name,
                 GalleyAction action);
/* (element-type GalleyOutboxEntry) */
GPtrArray *desk_load_outbox (Desk *self);
/* "put 1 withdraw 2(held)": kinds and parked reasons in order, for one look. */
void desk_assert_outbox (Desk       *self,
                         const char *expected);
char *desk_dup_setting (Desk       *self,
                        const char *name);
void desk_run_job (Desk          *self,
                   GalleyStoreJob job,
                   gpointer       input);

/* A pass that must succeed, or fail with that code. */
GalleyCycleReport desk_sync (Desk            *self,
                             GalleyTransport *transport);
void desk_sync_fails (Desk            *self,
                      GalleyTransport *transport,
                      GalleyError      code);

void assert_field (GalleyRevision *revision,
                   GalleyField     field,
                   const char     *expected);

/* Turns the main context until @is_done says so. The test runner's time limit is the only one. */
void wait_until (gboolean (*is_done) (gpointer data),
                 gpointer data);

G_END_DECLS
