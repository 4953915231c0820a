/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The head of a printed manuscript: its headlines, and what an editor has to know of it. */
#pragma once

#include "app/print/galley-print-subject.h"

G_BEGIN_DECLS

/* @pieces: (element-type GalleyPrintPiece) */
void galley_print_head_append (GPtrArray                *pieces,
                               const GalleyPrintSubject *subject,
                               PangoContext             *context,
                               double                    width);

G_END_DECLS
