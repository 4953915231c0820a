/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 稿签: the fields beside the text: channel, topic, tags with completion, source, bylines, responsible editor, origin
 * (and what a reprint must keep), short headline, summary. Each change goes straight into the article. */
#pragma once

#include "core/workspace/galley-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_DETAILS_PANEL (galley_details_panel_get_type ())
G_DECLARE_FINAL_TYPE (GalleyDetailsPanel, galley_details_panel, GALLEY, DETAILS_PANEL, GtkWidget)

GtkWidget *galley_details_panel_new (void);
void galley_details_panel_set_manuscript (GalleyDetailsPanel *self,
                                          GalleyWorkspace    *workspace,
                                          GalleyManuscript   *manuscript);
/* Takes what is typed and not yet in the article: for when that is let go. */
void galley_details_panel_finish (GalleyDetailsPanel *self);
void galley_details_panel_focus_tags (GalleyDetailsPanel *self);
void galley_details_panel_focus_field (GalleyDetailsPanel *self,
                                       GalleyField         field);

G_END_DECLS
