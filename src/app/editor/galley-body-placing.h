/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When the children of a body's view, its pictures and tables, are to be put where their lines are: whenever those may have
 * moved, with the next frame. The view's allocation, which this asks for, places them. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _GalleyBodyPlacing GalleyBodyPlacing;

GalleyBodyPlacing *galley_body_placing_new (GtkTextView *view);
void galley_body_placing_free (GalleyBodyPlacing *self);

/* How many children more there are, or less. While there are none nothing is watched for. */
void galley_body_placing_add (GalleyBodyPlacing *self,
                              int                n_children);
/* With the next frame. */
void galley_body_placing_queue (GalleyBodyPlacing *self);
/* They have been placed. */
void galley_body_placing_done (GalleyBodyPlacing *self);

G_END_DECLS
