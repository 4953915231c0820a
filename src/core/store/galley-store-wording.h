/* SPDX-License-Identifier: GPL-3.0-or-later */
/* By what a list is searched, in the table `wording`: headline lines, snippet and tags of an article as one text a row, and
 * the path of its public page; and its kind, which a list shows. The text is folded (galley_text_fold(): full-width letters
 * and digits are their plain ones, capitals small). Private to the store. */
#pragma once

#include "core/db/galley-database.h"
#include "core/model/galley-revision.h"

G_BEGIN_DECLS

/* How much of the body a list shows and is searched by, in full-width cells. */
#define GALLEY_SNIPPET_CELLS 60

/* What @revision is searched by. (transfer full) */
char *galley_wording_make (GalleyRevision *revision,
                           const char     *snippet);
/* Keeps it for @revision's row. */
gboolean galley_wording_write_in_store (GalleyDatabase *database,
                                        gint64          row,
                                        GalleyRevision *revision,
                                        const char     *wording,
                                        GError        **error);
gboolean galley_wording_write_path_in_store (GalleyDatabase *database,
                                             gint64          row,
                                             const char     *path,
                                             GError        **error);
/* The folded words of @text, between blanks of any kind; none is empty. (transfer full) */
char **galley_wording_split (const char *text);

G_END_DECLS
