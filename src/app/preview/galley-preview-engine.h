/* SPDX-License-Identifier: GPL-3.0-or-later */
/* WebKit, sealed: the one place that knows it.
 *
 * A view that shows one page and that page's assets from memory under galley://LAYOUT/…, and reaches nothing else: an
 * ephemeral session, a proxy that nobody answers, a content filter, a CSP as a header, page script and plugins off,
 * navigation, new windows, downloads and permissions refused. Each alone leaks; together none did when measured. Our own
 * script runs in a world of its own: it patches blocks and reports clicks. */
#pragma once

#include "core/portal/galley-page.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_PREVIEW_ENGINE (galley_preview_engine_get_type ())
G_DECLARE_FINAL_TYPE (GalleyPreviewEngine, galley_preview_engine, GALLEY, PREVIEW_ENGINE, GObject)

/* Signals: "block-clicked" (guint), "field-clicked" (const char *class), "loaded", "patched", "died". */
GalleyPreviewEngine *galley_preview_engine_new (void);
GtkWidget *galley_preview_engine_get_view (GalleyPreviewEngine *self);

/* Loads @page as the page at @path ("/2026/…"), with the assets of @layout. */
void galley_preview_engine_load (GalleyPreviewEngine *self,
                                 GalleyLayout        *layout,
                                 const char          *path,
                                 GBytes              *page);
/* Puts @page in the place of the one that is shown; scroll and style stay. Ends in "patched". */
void galley_preview_engine_swap (GalleyPreviewEngine *self,
                                 GBytes              *page);

/* Replaces children [@start, @start + @n_removed) of the body by @blocks. Ends in "patched". */
typedef struct
{
  guint start;
  guint n_removed;
  char **blocks; /* XHTML of each */
} GalleyPreviewPatch;
void galley_preview_engine_patch (GalleyPreviewEngine      *self,
                                  const GalleyPreviewPatch *patches,
                                  guint                     n_patches);
void galley_preview_engine_reveal_block (GalleyPreviewEngine *self,
                                         guint                block);
/* CSS pixels a widget pixel: 0.7 shows a page of 1200 in 840. */
void galley_preview_engine_set_scale (GalleyPreviewEngine *self,
                                      double               scale);

G_END_DECLS
