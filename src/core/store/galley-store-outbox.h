/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The outbox: what waits to be sent, in order, and why it still waits. Plain functions for jobs.
 *
 * At most one PUT or DELETE a article (the newest content counts); orders (actions) each have a name of their own, chosen
 * here, so that a repeated request has one effect. An entry is never dropped because the server refused it: it is
 * parked with the reason until a person decides. */
#pragma once

#include "core/db/galley-database.h"
#include "core/model/galley-workflow.h"

G_BEGIN_DECLS

/* Parked with this reason, content waits for a person to settle its conflict; the server has not refused it. */
#define GALLEY_PARKED_CONFLICT "conflict"
/* Nor has it where the article is out of the user's sight there, in the trash here, or deleted there. */
#define GALLEY_PARKED_HIDDEN "hidden"
#define GALLEY_PARKED_TRASHED "trashed"
#define GALLEY_PARKED_DELETED "deleted"
/* An order to publish came too late; a person is asked again. */
#define GALLEY_PARKED_HELD "held"

typedef enum
{
  GALLEY_OUTBOX_PUT,
  GALLEY_OUTBOX_DELETE,
  GALLEY_OUTBOX_ACTION,
} GalleyOutboxKind;

typedef struct
{
  gint64 sequence;
  GalleyOutboxKind kind;
  char *article;
  char *name;          /* a UUID: the action's resource */
  GalleyAction action; /* with ACTION */
  char *content_hash;  /* what was looked at, with ACTION */
  char *comment;
  char *to;            /* (nullable): an order of no action, to hand the article to that person */
  gint64 queued_real;  /* shown */
  gint64 queued_boot;  /* counted */
  char *boot_id;
  gint64 hold_until;   /* boot time before which it does not leave, 0: at once */
  guint attempts;
  gint64 next_try;     /* boot time of this boot; 0: at once */
  char *parked;        /* the reason, NULL while it waits */
} GalleyOutboxEntry;

void galley_outbox_entry_free (GalleyOutboxEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyOutboxEntry, galley_outbox_entry_free)

/* All entries, withdrawals first, then by sequence. (transfer full) (element-type GalleyOutboxEntry) */
GPtrArray *galley_outbox_load_in_store (GalleyDatabase *database,
                                        GError        **error);
/* Those of them that are orders (ACTION), and those that are not: what a person has written, and there may be many. */
GPtrArray *galley_outbox_load_orders_in_store (GalleyDatabase *database,
                                               GError        **error);
GPtrArray *galley_outbox_load_contents_in_store (GalleyDatabase *database,
                                                 GError        **error);
gboolean galley_outbox_add_action_in_store (GalleyDatabase *database,
                                            const char     *article,
                                            const char     *name,
                                            GalleyAction    action,
                                            const char     *content_hash,
                                            const char     *comment,
                                            gint64          real_time,
                                            gint64          boot_time,
                                            gint64          hold_until,
                                            GError        **error);
/* The article shall be the person's whose id is @to; an earlier such order for it goes. An older Galley leaves it alone. */
gboolean galley_outbox_add_hand_over_in_store (GalleyDatabase *database,
                                               const char     *article,
                                               const char     *name,
                                               const char     *to,
                                               gint64          real_time,
                                               gint64          boot_time,
                                               GError        **error);
/* By sequence. A held order that is undone, or an action that was answered. */
gboolean galley_outbox_remove_in_store (GalleyDatabase *database,
                                        gint64          sequence,
                                        GError        **error);
gboolean galley_outbox_remove_by_name_in_store (GalleyDatabase *database,
                                                const char     *name,
                                                GError        **error);
gboolean galley_outbox_delay_in_store (GalleyDatabase *database,
                                       gint64          sequence,
                                       gint64          next_try,
                                       GError        **error);
/* The order is asked again by another name: the one that it had was refused. */
gboolean galley_outbox_rename_in_store (GalleyDatabase *database,
                                        gint64          sequence,
                                        const char     *name,
                                        GError        **error);
gboolean galley_outbox_park_in_store (GalleyDatabase *database,
                                      gint64          sequence,
                                      const char     *reason,
                                      GError        **error);
/* Waits again, from now. An order gets the new times, for it was asked again, and goes by @name: the server may have
 * refused it, and answers the old name as it did. One that was held keeps its own: it may have been carried out. What is
 * parked for a conflict stays: it waits for galley_record_resolve_in_store(). */
gboolean galley_outbox_unpark_in_store (GalleyDatabase *database,
                                        gint64          sequence,
                                        const char     *name,
                                        gint64          real_time,
                                        gint64          boot_time,
                                        GError        **error);

G_END_DECLS
