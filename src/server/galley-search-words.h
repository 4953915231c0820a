/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a reader looks for: words, all of which an article has to have, in any case. A word of two Chinese characters is as
 * good as any; there is no dictionary. */
#pragma once

#include "core/model/galley-revision.h"

G_BEGIN_DECLS

/* Of one query: characters, words, and characters of letters and digits below which nothing is looked for. */
#define GALLEY_SEARCH_MAX_CHARACTERS 40
#define GALLEY_SEARCH_MAX_WORDS 5
#define GALLEY_SEARCH_MIN_CHARACTERS 2

typedef struct _GalleySearchWords GalleySearchWords;

/* NULL: there is not enough in @query. (transfer full) (nullable) */
GalleySearchWords *galley_search_words_new (const char *query);
void galley_search_words_free (GalleySearchWords *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleySearchWords, galley_search_words_free)

/* Whether an article of that canonical text may have them: quick, and to be asked first. A word that is written in two ways
 * within, half of it bold, is not seen. */
gboolean galley_search_words_may_be_in (const GalleySearchWords *self,
                                        const char              *article);
/* Whether what readers see of it has them. */
gboolean galley_search_words_are_in (const GalleySearchWords *self,
                                     GalleyRevision          *revision);

G_END_DECLS
