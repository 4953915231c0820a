/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tags of an article: chips, and behind them a text that completes from the vocabulary. Enter or a comma takes what
 * is chosen or typed; words that are not in the vocabulary only where the site allows them. Backspace in an empty text
 * takes the last chip back into it. */
#pragma once

#include "core/workspace/galley-workspace.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_TAG_ENTRY (galley_tag_entry_get_type ())
G_DECLARE_FINAL_TYPE (GalleyTagEntry, galley_tag_entry, GALLEY, TAG_ENTRY, GtkWidget)

/* (nullable) */
void galley_tag_entry_set_article (GalleyTagEntry  *self,
                                   GalleyWorkspace *workspace,
                                   GalleyArticle   *article);
/* Takes what is typed, as Enter does: for when the article is let go. */
void galley_tag_entry_finish (GalleyTagEntry *self);
void galley_tag_entry_set_editable (GalleyTagEntry *self,
                                    gboolean        is_editable);

G_END_DECLS
