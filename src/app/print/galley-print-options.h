/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of a manuscript is printed, and how wide. Kept in the settings, so that the next print and a PDF are as the last. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  gboolean has_slip;     /* the review slip in front */
  gboolean has_pictures; /* else their captions alone */
  double line_spacing;   /* of the body, times the type's size */
} GalleyPrintOptions;

#define GALLEY_PRINT_OPTIONS_DEFAULT { TRUE, TRUE, 2.0 }

/* @settings: (nullable): the defaults. */
GalleyPrintOptions galley_print_options_load (GSettings *settings);
/* Switches for all of them that write into @settings, for the print dialog. (transfer floating) */
GtkWidget *galley_print_options_new_widget (GSettings *settings);

G_END_DECLS
