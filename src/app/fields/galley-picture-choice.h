/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing a picture that stands beside the body: one step of undo. */
#pragma once

#include "core/workspace/galley-manuscript.h"

G_BEGIN_DECLS

/* @field: GALLEY_FIELD_LEAD_PICTURE or GALLEY_FIELD_FOCUS_PICTURE. @figure NULL: none. Nothing happens where the article may
 * not be written in. */
void galley_picture_choice_set (GalleyManuscript   *manuscript,
                                GalleyField         field,
                                const GalleyFigure *figure);
/* (transfer full) (nullable) */
GalleyFigure *galley_picture_choice_dup (GalleyManuscript *manuscript,
                                         GalleyField       field);

G_END_DECLS
