/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A manuscript as pages of paper: the review slip, the head, the body with room for marks by hand, and on each page a foot
 * that says which text of which article it is. Equal subjects give equal pages on every surface. Pure; for any thread. */
#pragma once

#include "app/print/galley-print-subject.h"

G_BEGIN_DECLS

typedef struct _GalleyPrintLayout GalleyPrintLayout;

/* @context is of the surface that the pages are drawn on, in points, and is changed; @width, @height: of the paper. */
GalleyPrintLayout *galley_print_layout_new (const GalleyPrintSubject *subject,
                                            PangoContext             *context,
                                            double                    width,
                                            double                    height);
void galley_print_layout_free (GalleyPrintLayout *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyPrintLayout, galley_print_layout_free)

guint galley_print_layout_get_n_pages (GalleyPrintLayout *self);
/* @page: from 0. */
void galley_print_layout_draw_page (GalleyPrintLayout *self,
                                    cairo_t           *cr,
                                    guint              page);

G_END_DECLS
