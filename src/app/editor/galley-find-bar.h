/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bar to find and replace in: what is looked for, how many there are, to the next and back, and what shall stand there
 * instead. Knows no article; says what a person wants, and shows what it is told. */
#pragma once

#include "core/base/galley-pattern.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_FIND_BAR (galley_find_bar_get_type ())
G_DECLARE_FINAL_TYPE (GalleyFindBar, galley_find_bar, GALLEY, FIND_BAR, GtkWidget)

/* Signals: "changed" (what is looked for, or how), "moved" (int: 1 or -1), "replace", "replace-all", "closed" (by Escape or
 * by its button; it is still open then). */

/* Shows it with the caret in it. @text (nullable): looked for from now on, else what was last. @has_replace: with the second
 * line, which stays once it is there. */
void galley_find_bar_open (GalleyFindBar *self,
                           const char    *text,
                           gboolean       has_replace);
void galley_find_bar_close (GalleyFindBar *self);
gboolean galley_find_bar_get_is_open (GalleyFindBar *self);
void galley_find_bar_set_may_replace (GalleyFindBar *self,
                                      gboolean       may_replace);

/* Lent until the text changes. */
const char *galley_find_bar_get_text (GalleyFindBar *self);
const char *galley_find_bar_get_replacement (GalleyFindBar *self);
GalleyPatternFlags galley_find_bar_get_flags (GalleyFindBar *self);
gboolean galley_find_bar_get_is_body_only (GalleyFindBar *self);

/* @current counts from 0, -1: none is looked at. @place (nullable): the line beside the body that it is in. */
void galley_find_bar_show_count (GalleyFindBar *self,
                                 guint          n_matches,
                                 int            current,
                                 const char    *place,
                                 gboolean       is_spent);
/* (nullable): a sentence on what cannot be done, until something else is looked for. */
void galley_find_bar_show_problem (GalleyFindBar *self,
                                   const char    *sentence);

G_END_DECLS
