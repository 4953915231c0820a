/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The further channels of an article (同发栏目): a row that opens into the site's channels, each with a tick. The main
 * channel is not offered. Each tick is a step of the article's undo. */
#pragma once

#include "core/workspace/galley-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_CHANNELS_ROW (galley_channels_row_get_type ())
G_DECLARE_FINAL_TYPE (GalleyChannelsRow, galley_channels_row, GALLEY, CHANNELS_ROW, AdwExpanderRow)

/* @manuscript NULL: nothing is shown. */
void galley_channels_row_set_manuscript (GalleyChannelsRow *self,
                                         GalleyWorkspace   *workspace,
                                         GalleyManuscript  *manuscript);
void galley_channels_row_set_editable (GalleyChannelsRow *self,
                                       gboolean           is_editable);

G_END_DECLS
