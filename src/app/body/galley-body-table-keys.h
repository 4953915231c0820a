/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys between the text of a body and the cells of its tables. FALSE: there is no table in the way. */
#pragma once

#include "app/body/galley-body-tables.h"

G_BEGIN_DECLS

/* What leads out of a cell: into the next one, where Tab behind the last one makes a row, or into the text around. */
void galley_body_table_keys_left (GtkTextView      *view,
                                  GalleyBodyTables *tables,
                                  GalleyDocument   *document,
                                  GalleyCellLeft    how);
/* The caret was moved from @old, and may be at a table now, which it goes into. */
void galley_body_table_keys_moved (GtkTextView       *view,
                                   GalleyBodyTables  *tables,
                                   GalleyDocument    *document,
                                   GalleyPosition     old,
                                   GtkMovementStep    step,
                                   int                count);
/* Down and Right in front of a table, of which the caret cannot do more than that. */
gboolean galley_body_table_keys_enter (GtkTextView      *view,
                                       GalleyBodyTables *tables,
                                       GalleyDocument   *document,
                                       GtkMovementStep   step,
                                       int               count);
/* The first press selects a table beside the caret, the second one takes it away. */
gboolean galley_body_table_keys_backspace (GtkTextView    *view,
                                           GalleyDocument *document);
gboolean galley_body_table_keys_delete (GtkTextView    *view,
                                        GalleyDocument *document);

G_END_DECLS
