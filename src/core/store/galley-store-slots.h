/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The slots of the home page on this computer: what stands in each as the server last told (the list "slots"), and the
 * change that somebody here has asked for and that the server has not taken yet. Of a slot there is at most one; it is
 * based on what was looked at, and never lost because the server refused it. Plain functions for jobs. "lists-changed"
 * tells of both. */
#pragma once

#include "core/db/galley-database.h"
#include "core/wire/galley-placements.h"

G_BEGIN_DECLS

/* Why a change does not go out any more, beside the server's own sentences. */
#define GALLEY_SLOT_REFUSED_CONFLICT "conflict" /* somebody else has changed the slot meanwhile */
#define GALLEY_SLOT_REFUSED_HELD "held"         /* it has waited too long to go out unasked */

typedef struct
{
  char *slot;
  char *base; /* the hash of what was looked at */
  GalleyPlacements *wanted;
  gint64 queued_boot; /* boot time */
  char *boot_id;
  char *refused; /* (nullable) the reason */
} GalleySlotChange;

GalleySlotChange *galley_slot_change_new (const char       *slot,
                                          const char       *base,
                                          GalleyPlacements *wanted,
                                          gint64            boot_time);
void galley_slot_change_free (GalleySlotChange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleySlotChange, galley_slot_change_free)

/* Empty where nothing is known of it. (transfer full) */
GalleyPlacements *galley_slot_load_in_store (GalleyDatabase *database,
                                             const char     *slot,
                                             GError        **error);
gboolean galley_slot_save_in_store (GalleyDatabase   *database,
                                    const char       *slot,
                                    GalleyPlacements *placements,
                                    GError          **error);

/* By slot. (transfer full) (element-type GalleySlotChange) */
GPtrArray *galley_slot_changes_load_in_store (GalleyDatabase *database,
                                              GError        **error);
/* NULL without error: nothing waits for it. (transfer full) (nullable) */
GalleySlotChange *galley_slot_change_load_in_store (GalleyDatabase *database,
                                                    const char     *slot,
                                                    GError        **error);
/* In the place of the one that waited for the same slot. */
gboolean galley_slot_change_save_in_store (GalleyDatabase         *database,
                                           const GalleySlotChange *change,
                                           GError                **error);
gboolean galley_slot_change_remove_in_store (GalleyDatabase *database,
                                             const char     *slot,
                                             GError        **error);

G_END_DECLS
