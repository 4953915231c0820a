/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the second button of the mouse does in a body before the menu opens: the caret goes to what was pressed. A picture,
 * an attachment or a video is selected as a whole; a cell of a table is gone into, and then it is the cell that asks for its
 * menu (galley-text-menu.h). A place within the selection leaves everything as it is. */
#pragma once

#include "app/body/galley-body-tables.h"

G_BEGIN_DECLS

/* FALSE: the cell that is written in was pressed, which knows by itself. */
gboolean galley_body_menu_press (GtkTextView      *view,
                                 GalleyBodyTables *tables,
                                 GalleyDocument   *document,
                                 double            x,
                                 double            y);

G_END_DECLS
