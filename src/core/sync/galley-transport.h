/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How to talk to one kind of server. Blocking calls for the sync thread; no call is retried here, none keeps state
 * beyond the connection. One thread at a time, but a second one may hold a call of changes with a wait meanwhile.
 * Every write names its resource, so that the caller can repeat it safely.
 *
 * Errors: OFFLINE (no answer, a cut or unreadable one, 5xx: try again), AUTH (401), BUSY (429; see
 * galley_transport_get_retry_after), FORBIDDEN (403), CONFLICT (412), REJECTED (409, 413, 422), GONE (410), NOT_FOUND,
 * INVALID (the answer breaks the contract), TOO_LARGE, and G_IO_ERROR_CANCELLED. */
#pragma once

#include "core/model/galley-media-arrival.h"
#include "core/model/galley-workflow.h"
#include "core/store/galley-parcel.h"
#include "core/sync/galley-act-entry.h"
#include "core/sync/galley-held.h"
#include "core/sync/galley-portal-trouble.h"
#include "core/wire/galley-placements.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_TRANSPORT (galley_transport_get_type ())
G_DECLARE_INTERFACE (GalleyTransport, galley_transport, GALLEY, TRANSPORT, GObject)

/* GET session. */
typedef struct
{
  GalleyUser *user;
  char *epoch;
  char *min_client; /* (nullable) the oldest Galley that this server talks to */
  char **features;  /* what it can do: GALLEY_FEATURE_* */
  char *json; /* the whole answer, canonical: kept in the store for the next offline start */
} GalleySession;

void galley_session_free (GalleySession *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleySession, galley_session_free)
GalleySession *galley_session_parse (const char *json,
                                     GError    **error);
gboolean galley_session_has_feature (const GalleySession *self,
                                     const char          *feature);
/* GALLEY_ERROR_TOO_NEW: the server asks for a newer Galley than this one. */
gboolean galley_session_check_client (const GalleySession *self,
                                      GError             **error);

typedef enum
{
  GALLEY_CHANGE_UPSERT,
  GALLEY_CHANGE_DELETED,
  GALLEY_CHANGE_HIDDEN,
  GALLEY_CHANGE_LIST_PUT, /* an entry of a list */
  GALLEY_CHANGE_LIST_DELETED,
} GalleyChangeKind;

typedef struct
{
  GalleyChangeKind kind;
  char *id;
  GalleyRevision *revision; /* with UPSERT */
  char *list;               /* with LIST_* */
  char *value;
} GalleyChange;

void galley_change_free (GalleyChange *self);

typedef struct
{
  GPtrArray *changes; /* (element-type GalleyChange) */
  char *cursor;       /* to be kept together with the changes */
  gboolean has_more;
} GalleyChanges;

void galley_changes_free (GalleyChanges *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyChanges, galley_changes_free)

/* What became of a parcel. One of the three, also @answer with a CONFLICT error; none after a DELETE that went well. */
typedef struct
{
  GalleyState *state;     /* it was taken as it was sent, and this is its state now */
  GalleyRevision *answer; /* the representation as the server has it now, with other content than was sent */
  GError *error;
  char *tombstone;        /* (nullable) with a CONFLICT: the ETag of what stands where the article was deleted */
} GalleyPushResult;

/* Takes @error, and of @answer what it tells about @parcel. @answer and @error are (nullable). */
GalleyPushResult *galley_push_result_new (const GalleyParcel *parcel,
                                          GalleyRevision     *answer,
                                          GError             *error);
void galley_push_result_free (GalleyPushResult *self);

struct _GalleyTransportInterface
{
  GTypeInterface parent_iface;

  GalleySession *(*hello) (GalleyTransport *self, GCancellable *cancellable, GError **error);
  GalleyChanges *(*changes) (GalleyTransport *self, const char *since, guint limit, guint wait,
                             GCancellable *cancellable, GError **error);
  GHashTable *(*manifest) (GalleyTransport *self, char **cursor, GCancellable *cancellable, GError **error);
  GalleyRevision *(*load) (GalleyTransport *self, const char *id, GCancellable *cancellable, GError **error);
  GalleyRevision *(*find) (GalleyTransport *self, const char *id, const char *const *hashes, const char *since,
                           GCancellable *cancellable, GError **error);
  void (*begin_save) (GalleyTransport *self, GPtrArray *parcels); /* (nullable) */
  GPtrArray *(*save) (GalleyTransport *self, GPtrArray *parcels, GCancellable *cancellable, GError **error);
  GalleyRevision *(*act) (GalleyTransport *self, const char *id, const char *name, GalleyAction action,
                          const char *content_hash, const char *comment, JsonObject *renditions, gint64 patience,
                          GCancellable *cancellable, GError **error);
  gboolean (*place) (GalleyTransport *self, const char *slot, const char *base, GalleyPlacements *wanted,
                     GalleyPlacements **present, GCancellable *cancellable, GError **error); /* (nullable) */
  gboolean (*has_media) (GalleyTransport *self, const char *hash, gboolean *is_there, GCancellable *cancellable,
                         GError **error);
  gboolean (*put_media) (GalleyTransport *self, const char *hash, const char *media_type, const char *path,
                         GFileProgressCallback progress, gpointer progress_data, GCancellable *cancellable, GError **error);
  gboolean (*get_media) (GalleyTransport *self, const char *hash, GalleyMediaArrival *arrival,
                         GFileProgressCallback progress, gpointer progress_data, GCancellable *cancellable, GError **error);
  char *(*load_people) (GalleyTransport *self, GCancellable *cancellable, GError **error); /* (nullable) */
  gboolean (*hand_over) (GalleyTransport *self, const char *id, const char *name, const char *to,
                         GCancellable *cancellable, GError **error); /* (nullable) */
  GPtrArray *(*load_record) (GalleyTransport *self, const char *id, GCancellable *cancellable,
                             GError **error); /* (nullable) */
  GPtrArray *(*tell_held) (GalleyTransport *self, const char *device, GPtrArray *held, GCancellable *cancellable,
                           GError **error); /* (nullable) */
  GBytes *(*layout) (GalleyTransport *self, const char *etag, char **new_etag, GCancellable *cancellable,
                     GError **error);
  gint64 (*get_retry_after) (GalleyTransport *self);
  GalleyPortalTrouble (*get_trouble) (GalleyTransport *self); /* (nullable) */
};

GalleySession *galley_transport_hello (GalleyTransport *self,
                                       GCancellable    *cancellable,
                                       GError         **error);
/* @since NULL: from the beginning. @wait: seconds the server may hold the answer; with @limit 0 nothing but the
 * news that there is news. GONE: the cursor is no longer known, walk the manifest. */
GalleyChanges *galley_transport_changes (GalleyTransport *self,
                                         const char      *since,
                                         guint            limit,
                                         guint            wait,
                                         GCancellable    *cancellable,
                                         GError         **error);
/* Id -> ETag of all that this user may see, and the cursor of that moment. */
GHashTable *galley_transport_manifest (GalleyTransport *self,
                                       char           **cursor,
                                       GCancellable    *cancellable,
                                       GError         **error);
GalleyRevision *galley_transport_load (GalleyTransport *self,
                                       const char      *id,
                                       GCancellable    *cancellable,
                                       GError         **error);
/* The newest content that the server has had of the article behind the one whose ETag is @since ("": of all) and whose hash
 * is one of @hashes; its state is nothing but the ETag of then. NULL without error: there is none. */
GalleyRevision *galley_transport_find (GalleyTransport   *self,
                                       const char        *id,
                                       const char *const *hashes,
                                       const char        *since,
                                       GCancellable      *cancellable,
                                       GError           **error);
/* PUT or DELETE, with the ETag as If-Match, or If-None-Match: * where it is "": what was deleted there comes back then. One
 * or many: from 4 on they go as batches. (element-type GalleyParcel) -> (element-type GalleyPushResult), in the same order;
 * @error only where nothing can be said of any. */
GPtrArray *galley_transport_save (GalleyTransport *self,
                                  GPtrArray       *parcels,
                                  GCancellable    *cancellable,
                                  GError         **error);
/* What will be saved behind the next call of save: it may go out now, so that the server has it when it is done with what
 * was sent before. save() of the same array then waits for its answer. */
void galley_transport_begin_save (GalleyTransport *self,
                                  GPtrArray       *parcels);
/* Returns the article after the act. @comment: (nullable), as galley-order-words.h has it. @patience: microseconds after
 * which it is not to be carried out any more, however late it arrives; -1: it always is. */
GalleyRevision *galley_transport_act (GalleyTransport *self,
                                      const char      *id,
                                      const char      *name,
                                      GalleyAction     action,
                                      const char      *content_hash,
                                      const char      *comment,
                                      JsonObject      *renditions,
                                      gint64           patience,
                                      GCancellable    *cancellable,
                                      GError         **error);
/* Puts @wanted into a slot of the home page, if what stands there has the hash @base. @present: (out) (transfer full)
 * (nullable) what stands there now; also with a CONFLICT, where the server has told it. NOT_FOUND: it has no such slot. */
gboolean galley_transport_place (GalleyTransport   *self,
                                 const char        *slot,
                                 const char        *base,
                                 GalleyPlacements  *wanted,
                                 GalleyPlacements **present,
                                 GCancellable      *cancellable,
                                 GError           **error);
/* Media, named by their SHA-256, of any size: they are never in memory as a whole. FALSE from the first only with @error;
 * @is_there: (out). @path: the file that is sent. What get brings is written to @arrival, and may have another hash than the
 * one that was asked for. @progress: (nullable), told on this thread. */
gboolean galley_transport_has_media (GalleyTransport *self,
                                     const char      *hash,
                                     gboolean        *is_there,
                                     GCancellable    *cancellable,
                                     GError         **error);
gboolean galley_transport_put_media (GalleyTransport      *self,
                                     const char           *hash,
                                     const char           *media_type,
                                     const char           *path,
                                     GFileProgressCallback progress,
                                     gpointer              progress_data,
                                     GCancellable         *cancellable,
                                     GError              **error);
gboolean galley_transport_get_media (GalleyTransport      *self,
                                     const char           *hash,
                                     GalleyMediaArrival   *arrival,
                                     GFileProgressCallback progress,
                                     gpointer              progress_data,
                                     GCancellable         *cancellable,
                                     GError              **error);
/* Who works there: {"people": [{"id", "name", "department"}]}. NULL without error where nobody tells. (transfer full) */
char *galley_transport_load_people (GalleyTransport *self,
                                    GCancellable    *cancellable,
                                    GError         **error);
/* The article shall be the person's whose id is @to; @name is the order's. REJECTED where there is no such order. */
gboolean galley_transport_hand_over (GalleyTransport *self,
                                     const char      *id,
                                     const char      *name,
                                     const char      *to,
                                     GCancellable    *cancellable,
                                     GError         **error);
/* What was done to the article, oldest first, as the server's record has it: nothing where it keeps none.
 * (element-type GalleyActEntry) */
GPtrArray *galley_transport_load_record (GalleyTransport *self,
                                         const char      *id,
                                         GCancellable    *cancellable,
                                         GError         **error);
/* What the user has open on @device (of a name that is an id), and what he took along offline; an @until that is past
 * brings an article back. Returns what others have: nobody has anything where the portal does not want to know.
 * (element-type GalleyHeld) */
GPtrArray *galley_transport_tell_held (GalleyTransport *self,
                                       const char      *device,
                                       GPtrArray       *held,
                                       GCancellable    *cancellable,
                                       GError         **error);
/* NULL without error: @etag is still right. */
GBytes *galley_transport_layout (GalleyTransport *self,
                                 const char      *etag,
                                 char           **new_etag,
                                 GCancellable    *cancellable,
                                 GError         **error);
/* Microseconds the last answer asked to wait, 0 if it did not. */
gint64 galley_transport_get_retry_after (GalleyTransport *self);
/* What stood in the way of the last call, but one with a wait. */
GalleyPortalTrouble galley_transport_get_trouble (GalleyTransport *self);

G_END_DECLS
