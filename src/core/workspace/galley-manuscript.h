/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An article in hand: what an editor page needs, shared by all who open it. Made by the workspace, which tells it of
 * changes in the store; it takes them into the article without writing over what is being typed. Main thread. */
#pragma once

#include "core/model/galley-article.h"
#include "core/model/galley-history.h"
#include "core/model/galley-workflow.h"
#include "core/workspace/galley-autosaver.h"
#include "core/workspace/galley-unsent.h"

G_BEGIN_DECLS

#define GALLEY_TYPE_MANUSCRIPT (galley_manuscript_get_type ())
G_DECLARE_FINAL_TYPE (GalleyManuscript, galley_manuscript, GALLEY, MANUSCRIPT, GObject)

/* Signals: "record-changed" (conflict, trash, waiting or state differ), "foreign-change" (FALSE in the argument: both
 * changed the same words; mine stood). */
GalleyArticle *galley_manuscript_get_article (GalleyManuscript *self);
GalleyHistory *galley_manuscript_get_history (GalleyManuscript *self);
GalleyAutosaver *galley_manuscript_get_autosaver (GalleyManuscript *self);
/* While the hands of a writer must not be moved, an input method's preedit being open: what others write waits, saving
 * goes on. Each hold wants its release, which takes in what has come meanwhile. */
void galley_manuscript_hold (GalleyManuscript *self);
void galley_manuscript_release (GalleyManuscript *self);
/* The caret as it was left. */
GalleyPosition galley_manuscript_get_caret (GalleyManuscript *self);
void galley_manuscript_set_caret (GalleyManuscript *self,
                                  GalleyPosition    caret);
/* Puts it down now where it stands elsewhere than in the store; nobody waits for it. It happens by itself two seconds
 * after a move. */
void galley_manuscript_save_caret (GalleyManuscript *self);
gboolean galley_manuscript_get_is_trashed (GalleyManuscript *self);
/* (nullable) the other side of an unresolved conflict, and what differs (element-type GalleyConflict) */
GalleyRevision *galley_manuscript_get_theirs (GalleyManuscript *self);
GPtrArray *galley_manuscript_get_conflicts (GalleyManuscript *self);
/* What of it stands in the outbox; lent until "record-changed". */
const GalleyUnsent *galley_manuscript_get_unsent (GalleyManuscript *self);
/* What the page would be rendered with: the publication's own context while the content is the published one, else
 * one made here. (transfer full) */
char *galley_manuscript_dup_context (GalleyManuscript *self);
/* What readers will be told of this correction, as long as somebody is about to say it: it stands in the context. (nullable)
 * Signal "note-changed". */
void galley_manuscript_set_note (GalleyManuscript *self,
                                 const char       *note);
/* (nullable) */
const char *galley_manuscript_get_note (GalleyManuscript *self);
/* Whether the user may type in it now; a corrected or submitted one first needs an answer. */
gboolean galley_manuscript_may_edit (GalleyManuscript *self);
GalleyAction galley_manuscript_get_next_action (GalleyManuscript *self);

G_END_DECLS
