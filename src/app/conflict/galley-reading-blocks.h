/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The widgets that a side of a conflict is read in. */
#pragma once

#include "app/conflict/galley-conflict-text.h"
#include "core/media/galley-media-source.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What stands for a page break. */
GtkWidget *galley_reading_make_page_break (void);
/* [start, end) of @text, marked; as @block looks (nullable: a field). */
GtkWidget *galley_reading_make_label (const char        *text,
                                      gsize              start,
                                      gsize              end,
                                      GArray            *spans,
                                      gboolean           is_before,
                                      const GalleyBlock *block);
GtkWidget *galley_reading_make_picture (GalleyFigure      *figure,
                                        GalleyMediaSource *source);
/* A file or a video. */
GtkWidget *galley_reading_make_card (GalleyBlock       *block,
                                     GalleyMediaSource *source);
/* @other (nullable): what it is compared with; the cells that are not the same are tinted, and named below. */
GtkWidget *galley_reading_make_table (GalleyTable       *table,
                                      const GalleyTable *other);
/* For what a side has nothing of. */
GtkWidget *galley_reading_make_nothing (void);

G_END_DECLS
