/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The picture above a figure's lines, or a calm box that says why there is none. As large as it is allocated; its file is
 * decoded by a worker, within limits, and only while somebody might look. */
#pragma once

#include "app/body/galley-object-view.h"

G_BEGIN_DECLS

#define GALLEY_TYPE_FIGURE_VIEW (galley_figure_view_get_type ())
G_DECLARE_FINAL_TYPE (GalleyFigureView, galley_figure_view, GALLEY, FIGURE_VIEW, GalleyObjectView)

GtkWidget *galley_figure_view_new (void);

GalleyFigure *galley_figure_view_get_figure (GalleyFigureView *self);
void galley_figure_view_set_figure (GalleyFigureView *self,
                                    GalleyFigure     *figure);

/* Above and below the picture, in pixels. */
#define GALLEY_FIGURE_GAP(em) ((em) / 2)

/* The size at which a figure is shown where there are @room pixels for a line and a Han character is @em wide: never
 * larger than it is, and not so high that its lines would be out of sight. */
void galley_figure_fit (const GalleyFigure *figure,
                        int                 room,
                        int                 em,
                        int                *width,
                        int                *height);

G_END_DECLS
