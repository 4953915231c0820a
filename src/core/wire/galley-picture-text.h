/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture beside the body (GALLEY_FIELD_LEAD_PICTURE, GALLEY_FIELD_FOCUS_PICTURE) as the text that stands in its field, on
 * disk and on the wire: the img of a figure, as the canonical body writes it (galley-body.h). One picture has one text, so
 * that comparing, merging and keeping versions need to know nothing of pictures. */
#pragma once

#include "core/model/galley-figure.h"

G_BEGIN_DECLS

/* NULL: "". (transfer full) */
char *galley_picture_text_write (const GalleyFigure *figure);
/* NULL for "" and for what is no picture's canonical text: a newer Galley may say more. (transfer full) (nullable) */
GalleyFigure *galley_picture_text_read (const char *text);

G_END_DECLS
