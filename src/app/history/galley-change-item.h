/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line of a difference as it is listed: a part beside the body, a block, or a stretch of blocks that are the same and
 * are not shown. Immutable. */
#pragma once

#include "core/model/galley-difference.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_CHANGE_ITEM (galley_change_item_get_type ())
G_DECLARE_FINAL_TYPE (GalleyChangeItem, galley_change_item, GALLEY, CHANGE_ITEM, GObject)

/* Each of the three getters answers for its own kind of line, and NULL or 0 for the others. */
const GalleyPartChange *galley_change_item_get_part (GalleyChangeItem *self);
const GalleyBlockChange *galley_change_item_get_row (GalleyChangeItem *self);
guint galley_change_item_get_n_same (GalleyChangeItem *self);

/* Whether it can be taken back at all: what is the same cannot. */
gboolean galley_change_item_is_change (GalleyChangeItem *self);
/* The later revision with this line as it was. (transfer full) */
GalleyRevision *galley_change_item_take (GalleyChangeItem *self);

/* @only_changes: blocks that are the same are gathered, but for the one before and the one behind each change.
 * (transfer full) (element-type GalleyChangeItem) */
GListModel *galley_change_items_new (GalleyDifference *difference,
                                     gboolean          only_changes);

G_END_DECLS
