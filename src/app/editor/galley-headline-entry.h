/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line of the headline as it stands on the page: centred, without a frame, wrapping where it is long, and beside it how
 * many full-width cells it takes of those there are. Holds no line end: Enter is the signal "activate", line ends that
 * are pasted become blanks. */
#pragma once

#include "core/model/galley-article.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_HEADLINE_ENTRY (galley_headline_entry_get_type ())
G_DECLARE_FINAL_TYPE (GalleyHeadlineEntry, galley_headline_entry, GALLEY, HEADLINE_ENTRY, GtkWidget)

/* Property "placeholder": what stands in it while it is empty, and its name for assistive technology. */
void galley_headline_entry_bind (GalleyHeadlineEntry *self,
                                 GalleyField          field);
/* (nullable) */
void galley_headline_entry_set_article (GalleyHeadlineEntry *self,
                                        GalleyArticle       *article);
void galley_headline_entry_set_limit (GalleyHeadlineEntry *self,
                                      guint                limit);
void galley_headline_entry_set_editable (GalleyHeadlineEntry *self,
                                         gboolean             is_editable);
GtkTextView *galley_headline_entry_get_text_view (GalleyHeadlineEntry *self);

G_END_DECLS
