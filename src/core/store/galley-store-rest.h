/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When the log of the store's database goes into the file: in a while without a job, and in the midst of work only where it
 * has grown long, with more than a first pull of ten thousand articles; sooner where somebody saves, who would else wait
 * for the disk to take all of it. A save that comes meanwhile stops it, and it is done again. Private to the store. */
#pragma once

#include "core/store/galley-store-queue.h"

G_BEGIN_DECLS

/* Between two jobs, from the thread of @database (nullable). */
void galley_store_rest (GalleyDatabase   *database,
                        GalleyStoreQueue *queue);

G_END_DECLS
