/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a popover closes without having chosen a place for the keyboard, the keyboard goes back to where it was before the
 * popover came: into the text, mostly. GTK leaves it on the popover's button, where the next blank opens it again, or
 * anywhere near where there is no button. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _GalleyFocusReturn GalleyFocusReturn;

/* @window (borrowed): ends before it is finalized. */
GalleyFocusReturn *galley_focus_return_new (GtkWindow *window);
void galley_focus_return_free (GalleyFocusReturn *self);

G_END_DECLS
