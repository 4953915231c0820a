/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A search in the open article: what is looked for, what was found, which of it is looked at, and replacing it. Knows no
 * widget. What was found is looked up anew when the article has changed: at once when somebody asks, else when the hands
 * rest. Positions that it gives are right until the article changes again. */
#pragma once

#include "core/model/galley-find.h"
#include "core/workspace/galley-workspace.h"

G_BEGIN_DECLS

#define GALLEY_TYPE_FINDER (galley_finder_get_type ())
G_DECLARE_FINAL_TYPE (GalleyFinder, galley_finder, GALLEY, FINDER, GObject)

/* Signals: "changed" (what was found, or which is looked at), "replaced" (guint: so many, by replace-all), "failed"
 * (const GError *: replace-all changed nothing), "too-long" (the body has no room for what would come). */
GalleyFinder *galley_finder_new (void);

/* (nullable): NULL ends the search and forgets what was replaced. */
void galley_finder_set_manuscript (GalleyFinder     *self,
                                   GalleyManuscript *manuscript,
                                   GalleyWorkspace  *workspace);

/* "" looks for nothing. */
void galley_finder_look_for (GalleyFinder       *self,
                             const char         *text,
                             GalleyPatternFlags  flags,
                             gboolean            is_body_only);

/* (element-type GalleyMatch), lent */
GArray *galley_finder_get_matches (GalleyFinder *self);
/* The one that is looked at, counted from 0; -1: none. */
int galley_finder_get_current (GalleyFinder *self);
/* Why nothing is looked for. */
GalleyPatternFault galley_finder_get_fault (GalleyFinder *self);
/* Whether there may be more than was found. */
gboolean galley_finder_get_is_spent (GalleyFinder *self);

/* Looks at the first one at or behind @place of the body; behind the last one, at the first of all. */
void galley_finder_seek (GalleyFinder   *self,
                         GalleyPosition  place);
/* To the next (1) or previous (-1) one, around the ends; from @caret where none is looked at. */
void galley_finder_move (GalleyFinder   *self,
                         int             step,
                         GalleyPosition  caret);

/* Replaces the one that is looked at, and looks at the next. FALSE when there is none. */
gboolean galley_finder_replace (GalleyFinder *self,
                                const char   *replacement);
/* Keeps a version, then replaces all as one step: "replaced", "failed" or "too-long" follows. */
void galley_finder_replace_all (GalleyFinder *self,
                                const char   *replacement);

/* Whether the last replacement is the last thing that was done, wherever the caret is: undo takes it back then, and not
 * what was typed into a headline before. Later it is a step of the body's history like others. */
gboolean galley_finder_can_step (GalleyFinder *self,
                                 gboolean      is_redo);
/* @caret: the place to look at; left alone where the body did not change. */
void galley_finder_step (GalleyFinder   *self,
                         gboolean        is_redo,
                         GalleyPosition *caret);

G_END_DECLS
