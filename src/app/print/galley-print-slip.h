/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 审稿单, the review slip: a form of one page with what an article is, and a row for each review of the site's workflow.
 * Reviews that were signed in Galley are filled in and say whether they were of this very text; the others, and whatever
 * is done on paper, are left free for the pen. */
#pragma once

#include "app/print/galley-print-subject.h"

G_BEGIN_DECLS

/* @pieces: (element-type GalleyPrintPiece) */
void galley_print_slip_append (GPtrArray                *pieces,
                               const GalleyPrintSubject *subject,
                               PangoContext             *context,
                               double                    width);

G_END_DECLS
