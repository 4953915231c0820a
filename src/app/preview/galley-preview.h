/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The portal's own page, live, from the renderer that publishes. WebKit starts when the preview is first shown and is
 * let go when it is hidden for a while. Sealed: one scheme handler (galley://LAYOUT/…), ephemeral session, dead proxy,
 * content filter, CSP as a header, page script off, navigation refused.
 *
 * Typing patches the blocks that changed; anything else swaps the page in place with its scroll kept. Where WebKit
 * does not start or its process dies, the editor goes on; the view says so and comes back by itself. */
#pragma once

#include "core/workspace/galley-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_PREVIEW (galley_preview_get_type ())
G_DECLARE_FINAL_TYPE (GalleyPreview, galley_preview, GALLEY, PREVIEW, GtkWidget)

typedef enum
{
  GALLEY_PREVIEW_PHONE,   /* 手机, 375 px */
  GALLEY_PREVIEW_TABLET,  /* 平板, 768 px */
  GALLEY_PREVIEW_DESKTOP, /* 电脑, 1200 px */
} GalleyPreviewWidth;

/* Signals: "block-clicked" (guint), "field-clicked" (GalleyField), "shown" (guint64 generation of the document whose
 * text now stands in the view). */
GtkWidget *galley_preview_new (void);
void galley_preview_set_manuscript (GalleyPreview    *self,
                                    GalleyWorkspace  *workspace,
                                    GalleyManuscript *manuscript);
/* Starts or lets go of the engine; the window calls it as the pane is shown and hidden. */
void galley_preview_set_active (GalleyPreview *self,
                                gboolean       is_active);
void galley_preview_set_width (GalleyPreview      *self,
                               GalleyPreviewWidth  width);
/* Before the first show: how wide the view will be, if that is known, so that the first frame has the right scale. */
void galley_preview_expect_room (GalleyPreview *self,
                                 int            width);
GalleyPreviewWidth galley_preview_get_width (GalleyPreview *self);
/* Scrolls so that body block @block can be seen. A page that is loaded shows the block of the manuscript's caret by
 * itself. */
void galley_preview_reveal_block (GalleyPreview *self,
                                  guint          block);
/* The bytes of the page as it would be published now; what the view shows. (transfer full) */
GBytes *galley_preview_dup_page (GalleyPreview *self);

G_END_DECLS
