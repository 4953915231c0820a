/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a picture's file, of whatever origin, to what an article shows and a server keeps.
 *
 * Read within limits of bytes and pixels, which are known from the file's head before anything is decoded; turned as
 * its EXIF orientation says; cut, turned and shrunk as asked; written anew as JPEG or PNG. Nothing of the old file goes
 * along but its pixels and an RGB colour profile: no position, no camera, no thumbnail, no hidden words. Its IPTC or XMP
 * caption and byline come back as text, and so does the time that it was taken at.
 *
 * JPEG, PNG, GIF (its first frame), BMP and TIFF are read everywhere, WebP, HEIC and AVIF where their readers are
 * installed (Debian: webp-pixbuf-loader, heif-gdk-pixbuf).
 *
 * Pure and blocking: for a worker. Errors tell a person what to do:
 *   TOO_LARGE  more than GALLEY_PICTURE_MAX_BYTES or GALLEY_PICTURE_MAX_PIXELS, or it cannot be made small enough
 *   REJECTED   not a picture of a kind that is taken (SVG, PDF, a text, …)
 *   NOT_FOUND  a picture of a known kind, whose reader is not installed on this computer; the message names the kind
 *   INVALID    damaged or cut off
 * and G_IO_ERROR_CANCELLED; of a file also what galley_file_read() says. */
#pragma once

#include "core/model/galley-media-type.h"
#include "core/model/galley-picture-form.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  GBytes *bytes;          /* as they are stored and sent */
  char *hash;             /* of @bytes */
  const char *media_type; /* GALLEY_MEDIA_TYPE_… */
  guint width, height;    /* pixels */
  char *caption;          /* one line, "" if the file had none */
  char *credit;           /* the same: who took it, several joined with "、"; else who is to be named */
  gint64 taken;           /* when, real time; 0: the file does not say */
} GalleyPicture;

/* What is done to a picture as it is seen, upright: first turned, then cut. */
typedef struct
{
  guint quarter_turns;       /* clockwise */
  guint x, y, width, height; /* of the part that stays, in pixels after turning; @width 0: all of it */
} GalleyPictureEdit;

/* @edit: (nullable). A part beyond the picture's edge is INVALID. (transfer full) */
GalleyPicture *galley_picture_make (GBytes                  *file,
                                    const GalleyPictureEdit *edit,
                                    const GalleyPictureForm *form,
                                    GCancellable            *cancellable,
                                    GError                 **error);
GalleyPicture *galley_picture_make_from_file (const char              *path,
                                              const GalleyPictureEdit *edit,
                                              const GalleyPictureForm *form,
                                              GCancellable            *cancellable,
                                              GError                 **error);
void galley_picture_free (GalleyPicture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyPicture, galley_picture_free)

G_END_DECLS
