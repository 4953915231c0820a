/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the portal's transport know of each other. */
#pragma once

/* Included behind galley-portal-transport.h. */

#include "core/base/galley-clock.h"
#include "core/base/galley-json-value.h"
#include "core/base/galley-random.h"
#include "core/sync/galley-portal-ahead.h"
#include "core/sync/galley-portal-line.h"

G_BEGIN_DECLS

/* An answer, whole; and one article with what is around it. */
#define GALLEY_PORTAL_MAX_ANSWER (64 * 1024 * 1024)

/* So many batches are at the server at once: galley-cycle-push.c. */
#define GALLEY_PORTAL_MAX_BEGUN 5

typedef struct _GalleyPortalBatch GalleyPortalBatch;

struct _GalleyPortalTransport
{
  GObject parent_instance;

  GalleyPortalLine *line;
  GalleyPortalAhead *ahead; /* (nullable) while a feed is followed */
  GalleyPortalAhead *saving[GALLEY_PORTAL_MAX_BEGUN]; /* (nullable) from the first batch that was begun on */
  GPtrArray *begun; /* (element-type GalleyPortalBatch) */
  char *address;
  char *token;
  GalleyAuthority *authority; /* (nullable) */
  GalleyPortalLine *waiting_line; /* changes with a wait: its silence is longer, and another thread calls */
  guint silence;
  GalleyClock *clock;
  GalleyRandom *random;
  gboolean is_carried;  /* nothing goes ahead */
  gboolean has_batches; /* what the server said at hello, TRUE before */
  gboolean has_presence; /* the same, FALSE before */
  guint batch_items;    /* the same, at most GALLEY_BATCH_MAX_ITEMS */
};

/* The path of an article, (transfer full). */
char *galley_portal_article_path (const char *id);

/* An article as it came, which must be @id's. INVALID where the answer breaks the contract. */
GalleyRevision *galley_portal_read_article (const char *text,
                                            gsize       length,
                                            const char *id,
                                            GError    **error);
/* Takes @object apart. */
GalleyRevision *galley_portal_read_article_value (GalleyJsonValue *object,
                                                  const char      *id,
                                                  GError         **error);
/* The body of an answer, whose root is an object. */
GalleyJsonDocument *galley_portal_read_document (GalleyPortalAnswer *answer,
                                                 GError            **error);

/* A line of its own, on another thread. (transfer full) */
GalleyPortalAhead *galley_portal_transport_new_ahead (GalleyPortalTransport *self);

void galley_portal_batch_free (GalleyPortalBatch *self);

/* GalleyTransportInterface.find */
GalleyRevision *galley_portal_find (GalleyTransport   *transport,
                                    const char        *id,
                                    const char *const *hashes,
                                    const char        *since,
                                    GCancellable      *cancellable,
                                    GError           **error);
/* GalleyTransportInterface.begin_save and .save */
void galley_portal_begin_save (GalleyTransport *transport,
                               GPtrArray       *parcels);
GPtrArray *galley_portal_save (GalleyTransport *transport,
                               GPtrArray       *parcels,
                               GCancellable    *cancellable,
                               GError         **error);
/* GalleyTransportInterface.place */
gboolean galley_portal_place (GalleyTransport   *transport,
                              const char        *slot,
                              const char        *base,
                              GalleyPlacements  *wanted,
                              GalleyPlacements **present,
                              GCancellable      *cancellable,
                              GError           **error);
/* GalleyTransportInterface.has_media, put_media, get_media */
gboolean galley_portal_has_media (GalleyTransport *transport,
                                  const char      *hash,
                                  gboolean        *is_there,
                                  GCancellable    *cancellable,
                                  GError         **error);
gboolean galley_portal_put_media (GalleyTransport      *transport,
                                  const char           *hash,
                                  const char           *media_type,
                                  const char           *path,
                                  GFileProgressCallback progress,
                                  gpointer              progress_data,
                                  GCancellable         *cancellable,
                                  GError              **error);
gboolean galley_portal_get_media (GalleyTransport      *transport,
                                  const char           *hash,
                                  GalleyMediaArrival   *arrival,
                                  GFileProgressCallback progress,
                                  gpointer              progress_data,
                                  GCancellable         *cancellable,
                                  GError              **error);
/* GalleyTransportInterface.load_people and .hand_over */
char *galley_portal_load_people (GalleyTransport *transport,
                                 GCancellable    *cancellable,
                                 GError         **error);
gboolean galley_portal_hand_over (GalleyTransport *transport,
                                  const char      *id,
                                  const char      *name,
                                  const char      *to,
                                  GCancellable    *cancellable,
                                  GError         **error);
/* GalleyTransportInterface.load_record */
GPtrArray *galley_portal_load_record (GalleyTransport *transport,
                                      const char      *id,
                                      GCancellable    *cancellable,
                                      GError         **error);
/* GalleyTransportInterface.tell_held */
GPtrArray *galley_portal_tell_held (GalleyTransport *transport,
                                    const char      *device,
                                    GPtrArray       *held,
                                    GCancellable    *cancellable,
                                    GError         **error);

G_END_DECLS
