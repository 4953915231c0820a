/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window for the preview alone, as for a second screen. The preview in it is the main window's own and follows the article
 * in front there; closing it, however that is done, only asks the main window to take the preview back
 * ("close-request"). */
#pragma once

#include "app/preview/galley-preview.h"

G_BEGIN_DECLS

#define GALLEY_TYPE_PREVIEW_WINDOW (galley_preview_window_get_type ())
G_DECLARE_FINAL_TYPE (GalleyPreviewWindow, galley_preview_window, GALLEY, PREVIEW_WINDOW, AdwApplicationWindow)

/* @settings: (nullable) where its size is kept, and the screen that it fills. @preview is in no other widget. */
GalleyPreviewWindow *galley_preview_window_new (GtkApplication *application,
                                                GSettings      *settings,
                                                GalleyPreview  *preview);
/* What is being shown. */
void galley_preview_window_set_headline (GalleyPreviewWindow *self,
                                         const char          *headline);
/* (transfer full) */
GalleyPreview *galley_preview_window_take_preview (GalleyPreviewWindow *self);

G_END_DECLS
