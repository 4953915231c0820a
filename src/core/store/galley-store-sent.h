/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which contents of an article were sent and not answered, so that one that the server has taken is known as ours although
 * its answer was lost. Kept among the settings, as "sent:" and the article's id. */
#pragma once

#include "core/db/galley-database.h"

G_BEGIN_DECLS

/* So many of one article are remembered, the last ones. */
#define GALLEY_SENT_MAX 8

/* @hash: a content's SHA-256 in hexadecimal digits. The same one twice in a row counts once. */
gboolean galley_sent_note_in_store (GalleyDatabase *database,
                                    const char     *article,
                                    const char     *hash,
                                    GError        **error);
/* It was answered. */
gboolean galley_sent_forget_in_store (GalleyDatabase *database,
                                      const char     *article,
                                      GError        **error);
/* The hashes, the first sent first; NULL: there are none. (transfer full) (nullable) */
char **galley_sent_load_in_store (GalleyDatabase *database,
                                  const char     *article,
                                  GError        **error);
gboolean galley_sent_is_any_in_store (GalleyDatabase *database,
                                      GError        **error);

G_END_DECLS
