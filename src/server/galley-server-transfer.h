/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that a server's database holds, from one kind of database into the other: a backup is a file of SQLite wherever its
 * server keeps its articles, and may be restored into either. */
#pragma once

#include "core/db/galley-database.h"

G_BEGIN_DECLS

/* @to has the tables and nothing in them. What @from holds is of one moment; what is in @to is there in one transaction. */
gboolean galley_server_transfer (GalleyDatabase *from,
                                 GalleyDatabase *to,
                                 GError        **error);

G_END_DECLS
