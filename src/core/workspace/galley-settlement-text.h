/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was decided of conflicts as text, to be kept until they are settled: [{decision, edited, mine, name, theirs}]. A
 * conflict is known again by its name and its two sides; "edited" is a body (wire/galley-body.h). */
#pragma once

#include "core/workspace/galley-settlement.h"

G_BEGIN_DECLS

/* NULL: nothing was decided. (transfer full) (nullable) */
char *galley_settlement_write (GalleySettlement *self);
/* Decides as @text says wherever nothing is decided yet. What cannot be read, or is of no conflict here, is left. */
void galley_settlement_read (GalleySettlement *self,
                             const char       *text);

G_END_DECLS
