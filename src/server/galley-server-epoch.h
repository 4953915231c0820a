/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The epoch: names this history of the data. Sequence numbers and ETags hold within one; a server that was restored from
 * a backup begins another, so that what clients have from the time that is lost is not taken for what is there now. */
#pragma once

#include "core/base/galley-random.h"
#include "core/db/galley-database.h"

G_BEGIN_DECLS

/* (transfer full) */
char *galley_server_epoch_new (GalleyRandom *random);

/* For data that no server has open: a new epoch, also in the ETags that stand in the articles. In a transaction of its
 * own. */
gboolean galley_server_epoch_begin (GalleyDatabase *database,
                                    GalleyRandom   *random,
                                    GError        **error);

G_END_DECLS
