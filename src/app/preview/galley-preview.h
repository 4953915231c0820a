/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The portal's own page, live, from the renderer that publishes. WebKit starts when the preview is first shown and is
 * let go when it is hidden for a while. Sealed: one scheme handler (galley://LAYOUT/…), ephemeral session, dead proxy,
 * content filter, CSP as a header, page script off, navigation refused.
 *
 * Typing patches the blocks that changed; anything else swaps the page in place with its scroll kept. Where WebKit
 * does not start or its process dies, the editor goes on; the view says so and comes back by itself.
 *
 * What is shown and how it is looked at is a person's choice, by the actions of galley_preview_get_actions(): "mode" and
 * "next-mode" (galley-preview-mode.h), "zoom-in", "zoom-out" and "zoom-normal", "dark" where the layout has a dark page,
 * "text-size" ("small", "normal", "large", "largest": what readers set in their browsers) where it follows that;
 * "open-layout" and "close-layout": a pack that is worked on, in the place of the portal's. */
#pragma once

#include "app/preview/galley-preview-mode.h"
#include "core/workspace/galley-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_PREVIEW (galley_preview_get_type ())
G_DECLARE_FINAL_TYPE (GalleyPreview, galley_preview, GALLEY, PREVIEW, GtkWidget)

/* Signals: "block-clicked" (guint), "part-clicked" (const char *: a field's or a set's name, or "bylines"), "shown" (guint64
 * generation of the document whose text now stands in the view), "article-put" (const char *article, const char *from,
 * const char *slot, const char *before: a GalleySlotPut by hand on the home page). */
GtkWidget *galley_preview_new (void);
/* Each choice as it was left, and kept from now on. */
void galley_preview_set_settings (GalleyPreview *self,
                                  GSettings     *settings);
/* For the window that it stands in, as "preview". Lent. */
GActionGroup *galley_preview_get_actions (GalleyPreview *self);
void galley_preview_set_manuscript (GalleyPreview    *self,
                                    GalleyWorkspace  *workspace,
                                    GalleyManuscript *manuscript);
/* The page is looked at in the layout pack of @folder, and anew whenever a file of it is saved, until "close-layout". */
void galley_preview_open_layout (GalleyPreview *self,
                                 const char    *folder);
/* Starts or lets go of the engine; the window calls it as the pane is shown and hidden. */
void galley_preview_set_active (GalleyPreview *self,
                                gboolean       is_active);
void galley_preview_set_mode (GalleyPreview     *self,
                              GalleyPreviewMode  mode);
/* Larger (@step 1), smaller (-1), or as it fits (0). */
void galley_preview_step_zoom (GalleyPreview *self,
                               int            step);
/* Before the first show: how wide the view will be, if that is known, so that the first frame has the right scale. */
void galley_preview_expect_room (GalleyPreview *self,
                                 int            width);
/* Scrolls so that body block @block can be seen. A page that is loaded shows the block of the manuscript's caret by
 * itself. */
void galley_preview_reveal_block (GalleyPreview *self,
                                  guint          block);
/* The bytes of the page as it would be published now; what the view shows. (transfer full) */
GBytes *galley_preview_dup_page (GalleyPreview *self);

G_END_DECLS
