/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Putting back what an article was, and steps of undo that reach beyond its body. */
#pragma once

#include "core/model/galley-article.h"
#include "core/model/galley-history.h"

G_BEGIN_DECLS

/* Takes the change (@seen -> @wanted) into @article as one step of @history, its document's: undo takes all of it back, what
 * is beside the body as well. @seen is what the person looked at; what was typed since stays. State is left alone. Nothing
 * changes where that touches the same words: GALLEY_ERROR_CONFLICT, or where the body would be longer than can be read
 * again: GALLEY_ERROR_TOO_LARGE. */
gboolean galley_restore (GalleyArticle  *article,
                         GalleyHistory  *history,
                         GalleyRevision *seen,
                         GalleyRevision *wanted,
                         GError        **error);

/* What @article has become beside its body, from @before to @after, belongs to the group's step of @history, or is a step of
 * its own. What was changed there since stays when it is taken back. Nothing where nothing has. */
void galley_restore_note_beside (GalleyArticle  *article,
                                 GalleyHistory  *history,
                                 GalleyRevision *before,
                                 GalleyRevision *after);

/* Whether the step that @history would take next reaches beside the body, and nothing was done to @article since: undo means
 * that step then, wherever the caret is, and not what was typed into a headline before. Later it is a step like others. */
gboolean galley_restore_is_last (GalleyArticle *article,
                                 GalleyHistory *history,
                                 gboolean       is_redo);

G_END_DECLS
