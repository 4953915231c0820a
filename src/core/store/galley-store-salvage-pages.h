/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search through the pages of a file in which SQLite finds no articles any more: its first page is gone, or the one that
 * leads to them. Private to galley-store-salvage.c. */
#pragma once

#include "core/db/galley-database.h"

G_BEGIN_DECLS

/* Whether the articles of @source can be found by its schema. */
gboolean galley_salvage_pages_is_legible (GalleyDatabase *source);

/* A database in memory with the articles that stand in the pages of the file at @path and of its log, their texts and
 * versions, as they were; of an article that stands there more than once the newest, and of its texts the one that has its
 * hash. One that was deleted for good may be among them: pages keep what is on them until they are used again. NULL: there
 * is nothing. (transfer full) (nullable) */
GalleyDatabase *galley_salvage_pages_find (const char *path);

G_END_DECLS
