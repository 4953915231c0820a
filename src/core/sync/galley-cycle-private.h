/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the steps of a pass share. Everything here runs on the thread that runs the pass. */
#pragma once

/* Included behind galley-cycle.h. */

#include "core/store/galley-store-articles.h"
#include "core/store/galley-store-outbox.h"

G_BEGIN_DECLS

/* One pass. All borrowed. */
typedef struct
{
  GalleyStore *store;
  GalleyTransport *transport;
  GalleyClock *clock;
  gint64 patience;
  GalleyCycleReport *report;
  GalleyMediaTraffic *traffic; /* (nullable) */
  GCancellable *cancellable;
} GalleyCycle;

/* The server's feed until there is no more news. */
gboolean galley_cycle_pull (GalleyCycle *self,
                            GError     **error);
/* PUTs and DELETEs. */
gboolean galley_cycle_push (GalleyCycle *self,
                            GError     **error);
/* Orders: the withdrawals, or all others. */
gboolean galley_cycle_act (GalleyCycle *self,
                           gboolean     is_withdrawing,
                           GError     **error);

/* Changes of the home page's slots. */
gboolean galley_cycle_place (GalleyCycle *self,
                             GError     **error);
/* Articles that are handed to somebody else. */
gboolean galley_cycle_hand_over (GalleyCycle *self,
                                 GError     **error);

/* Sends the media that @text, the content of an article that is about to go, names and that are here alone. Fails where
 * the pass has to end, never because of one picture. */
gboolean galley_cycle_send_media (GalleyCycle *self,
                                  const char  *text,
                                  GError     **error);
/* The same for the article @id, and asking for what the server had before, too: it may have lost it. */
gboolean galley_cycle_send_media_again (GalleyCycle *self,
                                        const char  *id,
                                        gboolean    *has_sent,
                                        GError     **error);
/* The same for one file that is here; @is_sure: what the server is known to have is not asked for. */
gboolean galley_cycle_send_file (GalleyCycle *self,
                                 const char  *hash,
                                 gboolean     is_sure,
                                 GError     **error);
/* What a person asks to be sent, whatever its article does. */
gboolean galley_cycle_send_asked (GalleyCycle *self,
                                  GError     **error);
/* One that an article names, if it is not here. Fails where the pass has to end, never because the server lacks it. */
gboolean galley_cycle_fetch_file (GalleyCycle *self,
                                  const char  *hash,
                                  GError     **error);
/* Some of the media that articles name and that are not here. */
gboolean galley_cycle_fetch_media (GalleyCycle *self,
                                   GError     **error);

/* What goes along with an order to publish the article @id as it was acknowledged: its renditions, made and sent. @member
 * (out) (transfer full) (nullable): NULL where the layout asks for none. @reason (out) (nullable): why they cannot be made,
 * for good. @is_again: the portal did not take the first ones; with the layout that it has now, and asking for each file. */
gboolean galley_cycle_prepare_renditions (GalleyCycle *self,
                                          const char  *id,
                                          gboolean     is_again,
                                          JsonObject **member,
                                          char       **reason,
                                          GError     **error);
/* Fetches the layout if it is another one by now. */
gboolean galley_cycle_greet_layout (GalleyCycle *self,
                                    GError     **error);

/* Takes the server's representation into the store: as it stands where the row is clean, merged where it is dirty. */
gboolean galley_cycle_take (GalleyCycle    *self,
                            GalleyRevision *theirs,
                            GError        **error);

/* Runs a job that answers with nothing but success. */
gboolean galley_cycle_run_job (GalleyCycle   *self,
                               GalleyStoreJob job,
                               gpointer       input,
                               GError       **error);
GalleyRecord *galley_cycle_load_record (GalleyCycle *self,
                                        const char  *id,
                                        GError     **error);
/* Those that may leave now, in the order of sending: the orders, or all else. (transfer full) (element-type
 * GalleyOutboxEntry) */
GPtrArray *galley_cycle_load_due_orders (GalleyCycle *self,
                                         GError     **error);
GPtrArray *galley_cycle_load_due_contents (GalleyCycle *self,
                                           GError     **error);
gboolean galley_cycle_park (GalleyCycle *self,
                            gint64       sequence,
                            const char  *reason,
                            GError     **error);
/* Removed on the server: see galley_record_remove_in_store(). */
gboolean galley_cycle_remove (GalleyCycle *self,
                              const char  *id,
                              GError     **error);

/* What a person said when the brake asked, a setting until the end of that delta. */
#define GALLEY_CYCLE_ANSWER "deletions-answer"
#define GALLEY_CYCLE_TAKE "take"
#define GALLEY_CYCLE_KEEP "keep"

/* FAILED, and the report says how many, where so many deletions have to be asked about. */
gboolean galley_cycle_brake (GalleyCycleReport *report,
                             guint              n_deleted,
                             guint              n_known,
                             GError           **error);
/* It was asked, and answered. */
gboolean galley_cycle_brake_is_off (GalleyDatabase *database);

G_END_DECLS
