/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How Galley looks, as a person chose it in the preferences: the font of the body, the zoom of the page that is written
 * on, light or dark; and Galley's part of high contrast, where the desktop asks for it. Follows the settings from the
 * first moment; the look of everything else is the desktop's. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GALLEY_ZOOM_LEAST 50
#define GALLEY_ZOOM_NORMAL 100
#define GALLEY_ZOOM_MOST 300

#define GALLEY_TYPE_LOOK (galley_look_get_type ())
G_DECLARE_FINAL_TYPE (GalleyLook, galley_look, GALLEY, LOOK, GObject)

/* For the default display, until it is let go. */
GalleyLook *galley_look_new (GSettings *settings);

/* The next zoom above @percent (@step 1), below it (-1), or the normal one (0). */
int galley_look_step_zoom (int percent,
                           int step);
/* The style of the written page: @font is a Pango font description ("Noto Serif CJK SC 14"), "" the desktop's own.
 * (transfer full) */
char *galley_look_make_css (const char *font,
                            int         percent);

G_END_DECLS
