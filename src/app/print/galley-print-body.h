/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The body of a printed manuscript, as the editor shows it, with room between the lines for marks by hand. */
#pragma once

#include "app/print/galley-print-subject.h"

G_BEGIN_DECLS

/* @pieces: (element-type GalleyPrintPiece). What is empty is left out, as on the page. @height: of a page's text. */
void galley_print_body_append (GPtrArray                *pieces,
                               const GalleyPrintSubject *subject,
                               PangoContext             *context,
                               double                    width,
                               double                    height);

G_END_DECLS
