/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Crop and Rotate": which part of a picture is shown, which way up, and what in it matters most. It always begins with the
 * whole picture, as it was put in, and with the frame where it was left. What comes of it is made by a worker. */
#pragma once

#include "core/model/galley-figure.h"
#include "core/workspace/galley-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_CROP_DIALOG (galley_crop_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GalleyCropDialog, galley_crop_dialog, GALLEY, CROP_DIALOG, AdwWindow)

/* Signal "applied" (GalleyFigure *figure): with the words of the one that was opened. The dialog closes behind it. */
GtkWidget *galley_crop_dialog_new (GtkWindow       *parent,
                                   GalleyWorkspace *workspace,
                                   GalleyFigure    *figure);

G_END_DECLS
