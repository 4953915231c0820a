/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture beside the body, in the details: what it shows, small, and a popover in which another one is chosen, from the
 * article's own, from a file or by a drop, cut, or taken away. */
#pragma once

#include "core/workspace/galley-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_PICTURE_ROW (galley_picture_row_get_type ())
G_DECLARE_FINAL_TYPE (GalleyPictureRow, galley_picture_row, GALLEY, PICTURE_ROW, AdwActionRow)

/* GALLEY_FIELD_LEAD_PICTURE or GALLEY_FIELD_FOCUS_PICTURE; once. */
void galley_picture_row_set_field (GalleyPictureRow *self,
                                   GalleyField       field);
/* (nullable) */
void galley_picture_row_set_manuscript (GalleyPictureRow *self,
                                        GalleyWorkspace  *workspace,
                                        GalleyManuscript *manuscript);
void galley_picture_row_set_editable (GalleyPictureRow *self,
                                      gboolean          is_editable);

G_END_DECLS
