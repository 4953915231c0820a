/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From one revision on the page to the next by its blocks alone: nothing flashes, and the scroll stays. */
#pragma once

#include "app/preview/galley-preview-engine.h"
#include "core/model/galley-revision.h"
#include "core/portal/galley-page-frame.h"

G_BEGIN_DECLS

/* Whether everything but the body is as it was: the blocks that changed are all there is to do. */
gboolean galley_preview_patch_is_enough (GalleyRevision *a,
                                         GalleyRevision *b);
/* Brings the page of @frame, which shows @shown, to @revision. Ends in the engine's "patched". */
void galley_preview_patch_send (GalleyPreviewEngine   *engine,
                                const GalleyPageFrame *frame,
                                GalleyRevision        *shown,
                                GalleyRevision        *revision);

G_END_DECLS
