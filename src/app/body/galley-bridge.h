/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between document and text buffer. The document is the truth; the buffer shows it, one line a block: what an item or a
 * rule is beside its text is tags, and painted (galley-body-markers.h), and a picture stands in the room above its line
 * (galley-body-objects.h).
 *
 * What a person does to the buffer is observed (the range before a delete, the text after an insert) and becomes
 * exactly one splice at end-user-action; where the document then says otherwise (cleaned text), the line is repaired.
 * A key that means a block rather than text is not played but done to the document: Enter in an empty item leaves it.
 * Text on a rule's line goes below it; Enter in a figure's caption goes to its credit.
 *
 * What happens to the document (undo, merge, marks, kinds) is shown under a guard. Nothing else touches the buffer;
 * debug builds compare the two after every splice. The buffer's own undo is off. A preedit is never in the buffer. */
#pragma once

#include "core/model/galley-document.h"
#include "core/model/galley-find.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_BRIDGE (galley_bridge_get_type ())
G_DECLARE_FINAL_TYPE (GalleyBridge, galley_bridge, GALLEY, BRIDGE, GObject)

/* Signals: "typed" after each splice that came from the buffer; "too-long" when text was not put in because the body
 * could not be read again with it; "tail-changed" for galley_bridge_get_tail_level(). */
GalleyBridge *galley_bridge_new (GalleyDocument *document,
                                 GtkTextBuffer  *buffer);
/* Lets the buffer go; it keeps its text. */
void galley_bridge_detach (GalleyBridge *self);

/* TRUE in the middle of a change: buffer and document differ, and no position in the one is one in the other. */
gboolean galley_bridge_is_changing (GalleyBridge *self);

/* The level of the last line where that is an empty item, else 0: what the view's own indent has to show, since nothing on
 * that line can wear a tag. */
guint galley_bridge_get_tail_level (GalleyBridge *self);

/* The style that the next typed character gets where it differs from its surroundings (Ctrl+B, then typing). It holds
 * until the caret moves. */
void galley_bridge_set_typing_style (GalleyBridge *self,
                                     GalleyStyle   style);
GalleyStyle galley_bridge_get_typing_style (GalleyBridge *self);

/* Marks what was found in the body; see galley-match-tags.h. Not while it is changing. */
void galley_bridge_show_matches (GalleyBridge *self,
                                 GArray       *matches);
void galley_bridge_show_current_match (GalleyBridge      *self,
                                       const GalleyMatch *match);

GalleyPosition galley_bridge_get_position (GalleyBridge      *self,
                                           const GtkTextIter *iter);
void galley_bridge_get_iter (GalleyBridge   *self,
                             GalleyPosition  position,
                             GtkTextIter    *iter);

G_END_DECLS
