/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of a conflict. */
#pragma once

#include "app/conflict/galley-conflict-text.h"
#include "core/model/galley-state.h"

G_BEGIN_DECLS

/* "Headline", "Paragraph 4", "Paragraphs 4 to 6", "Picture, paragraph 4". (transfer full) */
char *galley_conflict_words_for_place (const GalleyConflict *conflict);
/* Up to three of the places of @conflicts (element-type GalleyConflict), and how many there are more. (transfer full) */
char *galley_conflict_words_for_places (GPtrArray *conflicts);
/* "Mine", a colleague's name or "Theirs", "Before Both": @theirs is the state of the other side. (transfer full) */
char *galley_conflict_words_for_side (GalleyConflictSide  side,
                                      const GalleyState  *theirs);
/* Where a side is from and since when, "" where that is not known. (transfer full) */
char *galley_conflict_words_for_origin (GalleyConflictSide  side,
                                        const GalleyState  *theirs,
                                        gint64              now);
/* Why two sides of the same words are a conflict; NULL where the words differ. Lent. */
const char *galley_conflict_words_for_looks (const GalleyConflict *conflict);

G_END_DECLS
