/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was not uploaded, as files: the way out for who leaves an account before the server has everything. */
#pragma once

#include "core/store/galley-store.h"

G_BEGIN_DECLS

/* Writes each article that has an entry in the outbox into @folder as ID.json, in the form that is on the wire; a file of
 * that name is replaced. Returns how many, or -1 with @error. Blocking, for a worker. */
gint64 galley_export_unsent (GalleyStore  *store,
                             const char   *folder,
                             GCancellable *cancellable,
                             GError      **error);

G_END_DECLS
