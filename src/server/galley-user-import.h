/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Letting in a whole newsroom from a table: CSV (galley-csv.h) with a first row that names the columns "id", "name",
 * "department", "roles" (with blanks between them) and "password", in any order; each once and no others. */
#pragma once

#include "core/db/galley-database.h"

G_BEGIN_DECLS

/* All or nobody. Everything is tried before the first password is hashed, which takes a tenth of a second each.
 * GALLEY_ERROR_INVALID and GALLEY_ERROR_CONFLICT name the line. */
gboolean galley_user_import (GalleyDatabase *database,
                             GBytes         *csv,
                             gint64          now,
                             guint          *n_users,
                             GError        **error);

G_END_DECLS
