/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in the slots of the home page, as rows: what its rendering is given beside the list of all articles. For one
 * rendering; not shared. */
#pragma once

#include "core/portal/galley-page-item.h"
#include "core/wire/galley-placements.h"

G_BEGIN_DECLS

typedef struct _GalleyHome GalleyHome;

GalleyHome *galley_home_new (void);
void galley_home_free (GalleyHome *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyHome, galley_home_free)

/* The row of a public article; NULL where there is none, without @error where it is not public or not known.
 * (transfer full) (nullable) */
typedef GalleyPageItem *(*GalleyHomeFindFunc) (const char *article,
                                               gpointer    data,
                                               GError    **error);

/* Fills @slot with what of @placements stands there at the real time @now and is public, up to what the slot shows. A slot
 * of pictures shows only what has one. */
gboolean galley_home_fill (GalleyHome        *self,
                           const GalleySlot  *slot,
                           GalleyPlacements  *placements,
                           gint64             now,
                           GalleyHomeFindFunc find,
                           gpointer           data,
                           GError           **error);

/* In their order, with the headlines that they have there, not cut. Lent, NULL where nothing stands in it.
 * (nullable) (element-type GalleyPageItem) */
GPtrArray *galley_home_get_items (GalleyHome *self,
                                  const char *slot);
/* Whether the article stands in any slot. */
gboolean galley_home_has (GalleyHome *self,
                          const char *article);

G_END_DECLS
