/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A difference to read: its lines in a list that only builds what can be seen. */
#pragma once

#include "core/model/galley-difference.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signal "restore-asked" (GalleyRevision *wanted): the later revision with one line as it was. */
#define GALLEY_TYPE_CHANGES_VIEW (galley_changes_view_get_type ())
G_DECLARE_FINAL_TYPE (GalleyChangesView, galley_changes_view, GALLEY, CHANGES_VIEW, GtkWidget)

/* NULL: nothing. The place that is read stays where it was, as far as the new one is as long. */
void galley_changes_view_set_difference (GalleyChangesView *self,
                                         GalleyDifference  *difference);
void galley_changes_view_set_side_by_side (GalleyChangesView *self,
                                           gboolean           is_side_by_side);
void galley_changes_view_set_only_changes (GalleyChangesView *self,
                                           gboolean           only_changes);
void galley_changes_view_set_may_restore (GalleyChangesView *self,
                                          gboolean           may_restore);

G_END_DECLS
