/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When the children of a body's view, its pictures and tables, are to be put where their lines are: whenever those may have
 * moved, with the next frame. The view's allocation, which this asks for, places them. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _GalleyBodyPlacing GalleyBodyPlacing;

GalleyBodyPlacing *galley_body_placing_new (GtkTextView *view);
void galley_body_placing_free (GalleyBodyPlacing *self);

/* With the next frame, if there are any. */
void galley_body_placing_queue (GalleyBodyPlacing *self);
/* They have been placed. */
void galley_body_placing_done (GalleyBodyPlacing *self);

/* --- which there are: of one kind, in one array ------------------------------------------------------------------ */

typedef struct
{
  guint block;
  GtkWidget *widget; /* borrowed: the text view's child */
} GalleyBodyChild;

/* (element-type GalleyBodyChild), ascending */
GArray *galley_body_children_new (void);
GalleyBodyChild *galley_body_children_get (GArray *children,
                                           guint   index);
/* NULL: it is none of them. */
GalleyBodyChild *galley_body_children_find (GArray    *children,
                                            GtkWidget *widget);
/* Blocks [@first, @first + @n_removed) became @n_inserted others: moves what is behind them. The widgets of what was there
 * come back; they still are the view's. (transfer full) (element-type GtkWidget) */
GPtrArray *galley_body_placing_splice (GalleyBodyPlacing *self,
                                       GArray            *children,
                                       guint              first,
                                       guint              n_removed,
                                       guint              n_inserted);
void galley_body_placing_insert (GalleyBodyPlacing *self,
                                 GArray            *children,
                                 guint              block,
                                 GtkWidget         *widget);
/* Takes all out of the view. */
void galley_body_placing_clear (GalleyBodyPlacing *self,
                                GArray            *children);
/* Paints them, within the view: in its snapshot, behind its own. */
void galley_body_placing_snapshot (GalleyBodyPlacing *self,
                                   GArray            *children,
                                   GtkSnapshot       *snapshot);

G_END_DECLS
