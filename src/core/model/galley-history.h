/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Undo and redo of one document: each step is the inverse splice of what was done.
 *
 * Typing groups by word and pause: a step ends at a pause of a second, at a blank or punctuation after a word, when
 * the caret jumps, and when typing turns into deleting. A FOREIGN splice maps every step through itself; a step whose
 * blocks it rewrote is dropped with all steps behind it on that side that it carries: undo never undoes another
 * person's edit. Steps survive saving. At most 1,000 steps are kept. */
#pragma once

#include "core/base/galley-clock.h"
#include "core/model/galley-document.h"

G_BEGIN_DECLS

#define GALLEY_TYPE_HISTORY (galley_history_get_type ())
G_DECLARE_FINAL_TYPE (GalleyHistory, galley_history, GALLEY, HISTORY, GObject)

/* Properties "can-undo" and "can-redo" (read-only, notify). Listens to @document from here on. */
GalleyHistory *galley_history_new (GalleyDocument *document,
                                   GalleyClock    *clock);
gboolean galley_history_get_can_undo (GalleyHistory *self);
gboolean galley_history_get_can_redo (GalleyHistory *self);

/* One step back or forth. @caret (inout) is where the caret is, and receives the place to look at: it stays in a block
 * whose text did not change, only its kind, its level or its marks. FALSE when there is nothing to do. */
gboolean galley_history_undo (GalleyHistory  *self,
                              GalleyPosition *caret);
gboolean galley_history_redo (GalleyHistory  *self,
                              GalleyPosition *caret);

/* What is typed next begins a new step. */
void galley_history_break (GalleyHistory *self);
/* All splices between the two are one step. They nest. */
void galley_history_begin_group (GalleyHistory *self);
void galley_history_end_group (GalleyHistory *self);

G_END_DECLS
