/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking in an article from another store, with its versions and under its own id: what was written on this computer
 * alone goes into an account. Plain functions for jobs. */
#pragma once

#include "core/store/galley-store-articles.h"

G_BEGIN_DECLS

/* Puts @record in, to be sent like anything that was written here; its caret and the time of its last change come along,
 * and @versions (as galley_versions_load_in_store() gives them) behind it.
 *
 * Where the id is here already, an earlier call got this far: equal content writes nothing. Other content was written
 * since, there or here; the newer of both stands, and the older is kept as a version. */
gboolean galley_record_adopt_in_store (GalleyDatabase *database,
                                       GalleyRecord   *record,
                                       GPtrArray      *versions,
                                       gint64          now,
                                       GError        **error);

G_END_DECLS
