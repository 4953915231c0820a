/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In which widths a site's pages show a picture, and the mark that is laid on it (site.json's "pictures"). What follows
 * from it for one picture is the same for whoever asks: the client makes by it, the server checks by it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define GALLEY_RENDITION_MAX_WIDTHS 8

typedef enum
{
  GALLEY_CORNER_TOP_LEFT,
  GALLEY_CORNER_TOP_RIGHT,
  GALLEY_CORNER_BOTTOM_LEFT,
  GALLEY_CORNER_BOTTOM_RIGHT,
} GalleyCorner;

/* All but @least in percent; of the rendition's width where that is not said. */
typedef struct
{
  const char *image; /* the pack's asset, without "assets/"; NULL: there is no mark */
  GalleyCorner corner;
  guint share;   /* how wide the mark is */
  guint margin;  /* how far it is from the two borders */
  guint opacity; /* how much of what is below it is covered */
  guint least;   /* pixels: a narrower picture is shown without */
} GalleyWatermark;

typedef struct
{
  guint widths[GALLEY_RENDITION_MAX_WIDTHS]; /* pixels, ascending */
  guint n_widths;
  GalleyWatermark watermark;
} GalleyRenditionForm;

/* One rendition of a picture. */
typedef struct
{
  guint width, height;
  gboolean is_marked;
  gboolean is_original; /* the picture itself: as wide as that, and without a mark */
} GalleyRenditionSize;

/* "top-left", "top-right", "bottom-left", "bottom-right". FALSE where @name is none of them. */
gboolean galley_corner_from_name (const char   *name,
                                  GalleyCorner *corner);

/* The renditions of a picture of that size, ascending: those of the site's widths that are narrower, and behind them the
 * picture's own width unless it is wider than all of them. 0: the page shows the picture itself, and nothing is to be
 * made. */
guint galley_rendition_form_plan (const GalleyRenditionForm *self,
                                  guint                      width,
                                  guint                      height,
                                  GalleyRenditionSize        sizes[GALLEY_RENDITION_MAX_WIDTHS + 1]);

/* Whether a picture of that width must not be public as it is. */
gboolean galley_rendition_form_marks (const GalleyRenditionForm *self,
                                      guint                      width);

G_END_DECLS
