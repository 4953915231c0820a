/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can still be read of a database that cannot be trusted, row by row into a sound one. Private to the store.
 *
 * A table is read along its rows; where a page cannot be read, the rows behind it are asked for one by one, at most
 * 200,000 in vain. Where the articles' table cannot be found at all, because the first page is gone, every page is looked
 * through for what an article's row looks like (galley-store-salvage-pages.h). An article is taken if its text can be read
 * and has the hash that stands beside it; what lists show and searches need is made anew from the text. A text without its
 * hash (a bit of it has changed, or of the hash) is doubtful, and taken only with @takes_doubtful, which is for the last
 * source: as the article where there is none, else as a version where it is newer.
 *
 * Several sources are read one after the other, the newest first: what a source before has given stays. Orders (to publish,
 * to withdraw …) are taken only where @is_last_word: an older copy may hold what was answered or undone since. */
#pragma once

#include "core/db/galley-database.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean takes_doubtful; /* set by who asks */
  guint n_articles; /* that were taken */
  guint n_doubtful; /* of these, without their hash */
  guint n_damaged;  /* whose text cannot be read, as far as is known */
  guint n_versions;
  gint64 newest; /* real time of the last change among the articles that were taken */
  gboolean is_broken; /* something of it could not be read */
} GalleySalvage;

/* FALSE: @target cannot be written. Whatever is the matter with the file at @path is told in @salvage alone. */
gboolean galley_store_salvage (GalleyDatabase *target,
                               const char     *path,
                               gboolean        is_last_word,
                               gint64          now,
                               GalleySalvage  *salvage,
                               GError        **error);

G_END_DECLS
