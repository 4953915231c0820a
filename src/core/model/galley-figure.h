/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a figure shows: a picture, named by its bytes, its size, how it was cut from another one, what in it matters most
 * (galley-crop.h), and the words that stand for it where it cannot be seen. Immutable, counted, shared between threads. The
 * caption and the credit are the text of the figure's block. */
#pragma once

#include "core/model/galley-crop.h"

G_BEGIN_DECLS

/* Neither side of a picture is longer, in pixels. */
#define GALLEY_FIGURE_MAX_SIDE 65535
/* Characters of an alternative text; more are cut off. */
#define GALLEY_FIGURE_MAX_ALTERNATIVE 2000

typedef struct _GalleyFigure GalleyFigure;

/* @hash: of the picture's file (galley-id.h); @media_type: one of galley-media-type.h; @width, @height: pixels, 1 to
 * GALLEY_FIGURE_MAX_SIDE. @alternative is cleaned and becomes one line; NULL is "". */
GalleyFigure *galley_figure_new (const char *hash,
                                 const char *media_type,
                                 guint       width,
                                 guint       height,
                                 const char *alternative);
GalleyFigure *galley_figure_ref (GalleyFigure *self);
void galley_figure_unref (GalleyFigure *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyFigure, galley_figure_unref)

const char *galley_figure_get_hash (const GalleyFigure *self);
/* The constant of galley-media-type.h. */
const char *galley_figure_get_media_type (const GalleyFigure *self);
guint galley_figure_get_width (const GalleyFigure *self);
guint galley_figure_get_height (const GalleyFigure *self);
const char *galley_figure_get_alternative (const GalleyFigure *self);
/* NULL: it is nothing's part, and nothing in it matters most. */
const GalleyCrop *galley_figure_get_crop (const GalleyFigure *self);
const GalleyFocus *galley_figure_get_focus (const GalleyFigure *self);

/* "3f/3f9a….jpg": where the picture's file stands below a folder of media. (transfer full) */
char *galley_figure_dup_name (const GalleyFigure *self);

/* The same picture in other words. (transfer full) */
GalleyFigure *galley_figure_with_alternative (const GalleyFigure *self,
                                              const char         *alternative);
/* The same words and picture, said to have been made so. @crop, @focus: (nullable), valid. (transfer full) */
GalleyFigure *galley_figure_with_edit (const GalleyFigure *self,
                                       const GalleyCrop   *crop,
                                       const GalleyFocus  *focus);

/* NULL equals NULL alone. */
gboolean galley_figure_equal (const GalleyFigure *a,
                              const GalleyFigure *b);

G_END_DECLS
