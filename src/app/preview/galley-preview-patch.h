/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From one revision on the page to the next by its blocks alone: nothing flashes, and the scroll stays. */
#pragma once

#include "app/preview/galley-preview-engine.h"
#include "core/portal/galley-article-page.h"
#include "core/portal/galley-page-frame.h"

G_BEGIN_DECLS

/* A page of a revision. */
typedef struct
{
  GalleyRevision *revision;
  GalleyArticlePage page;
} GalleyPreviewSheet;

/* Whether everything but the body is as it was: the blocks that changed are all there is to do. */
gboolean galley_preview_patch_is_enough (const GalleyPreviewSheet *a,
                                         const GalleyPreviewSheet *b);
/* Brings the page of @frame, which shows @shown, to @next. Ends in the engine's "patched". */
void galley_preview_patch_send (GalleyPreviewEngine      *engine,
                                const GalleyPageFrame    *frame,
                                const GalleyPreviewSheet *shown,
                                const GalleyPreviewSheet *next);
/* The blocks that stand on it. (transfer full) */
GPtrArray *galley_preview_sheet_dup_blocks (const GalleyPreviewSheet *self);

G_END_DECLS
