/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a site wants its pictures (site.json's "pictures"), and how large those may be that it is made from. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  GALLEY_PICTURE_FITTING, /* PNG for what has transparency or is smaller so (a drawing), JPEG for the rest */
  GALLEY_PICTURE_JPEG,    /* transparency is laid on white */
  GALLEY_PICTURE_PNG,
} GalleyPictureFormat;

typedef struct
{
  guint max_side; /* pixels: neither width nor height is more */
  guint quality;  /* of JPEG, 1 to 100 */
  GalleyPictureFormat format;
} GalleyPictureForm;

/* Where a site says nothing. */
#define GALLEY_PICTURE_FORM_DEFAULT { 2560, 88, GALLEY_PICTURE_FITTING }

#define GALLEY_PICTURE_MAX_RATIOS 8

typedef struct
{
  guint width, height; /* to each other */
} GalleyPictureRatio;

/* What a site has to say when a picture is cut; all zeros: nothing. */
typedef struct
{
  guint least_width; /* pixels: what is narrower looks coarse on its pages */
  GalleyPictureRatio ratios[GALLEY_PICTURE_MAX_RATIOS];
  guint n_ratios;
} GalleyPictureCuts;

/* Of a file that a picture is made from. */
#define GALLEY_PICTURE_MAX_BYTES (64 * 1024 * 1024)
#define GALLEY_PICTURE_MAX_PIXELS (100 * 1000 * 1000)

/* What a form may ask for. */
#define GALLEY_PICTURE_MIN_SIDE 64
#define GALLEY_PICTURE_MAX_SIDE 8192

/* "fitting", "jpeg", "png". FALSE where @name is none of them. */
gboolean galley_picture_format_from_name (const char          *name,
                                          GalleyPictureFormat *format);

G_END_DECLS
