/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose an article was before it was handed over, as the audit record tells: who wrote it is not the one who signs it,
 * whoever has it now. */
#pragma once

#include "core/db/galley-database.h"

G_BEGIN_DECLS

#define GALLEY_AUDIT_HAND_OVER "hand-over"

/* The comment of the record's entry: from whom, and to whom, by their ids. (transfer full) */
char *galley_server_hands_make_comment (const char *from,
                                        const char *to);
/* FALSE with @error; else @was tells whether the article was @user's and has been handed over since. */
gboolean galley_server_hands_had (GalleyDatabase *database,
                                  const char     *article,
                                  const char     *user,
                                  gboolean       *was,
                                  GError        **error);

G_END_DECLS
