/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/media/galley-rendition.h"

#include "core/base/galley-error.h"
#include "core/base/galley-id.h"
#include "core/media/galley-picture-decode.h"
#include "core/media/galley-picture-encode.h"

#include <math.h>

static gboolean
fail_memory (GError **error)
{
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE, "there is not enough memory for the picture");
  return FALSE;
}

/* (transfer full) */
static GdkPixbuf *
decode (GBytes            *file,
        GalleyPictureKind *kind,
        GCancellable      *cancellable,
        GError           **error)
{
  GalleyPictureHead head;
  gsize length;
  const guint8 *data = g_bytes_get_data (file, &length);

  if (!galley_picture_head_read (data != NULL ? data : (const guint8 *) "", length, &head, error))
    return NULL;
  *kind = head.kind;
  return galley_picture_decode (file, &head, 0, cancellable, error);
}

/* --- the mark ---------------------------------------------------------------------------------------------------- */

typedef struct
{
  int x, y, width, height;
} Place;

/* Where the mark goes: @share of the width, smaller where it would be higher than the picture. */
static Place
place_mark (const GalleyWatermark *watermark,
            int                    width,
            int                    height,
            GdkPixbuf             *mark)
{
  double mark_width = gdk_pixbuf_get_width (mark);
  double mark_height = gdk_pixbuf_get_height (mark);
  int margin = (int) ((guint) width * watermark->margin / 100);
  double scale = width * watermark->share / 100.0 / mark_width;
  Place place;

  scale = MIN (scale, MAX (width - 2 * margin, 1) / mark_width);
  scale = MIN (scale, MAX (height - 2 * margin, 1) / mark_height);
  place.width = CLAMP ((int) lround (mark_width * scale), 1, width);
  place.height = CLAMP ((int) lround (mark_height * scale), 1, height);
  place.x = watermark->corner == GALLEY_CORNER_TOP_LEFT || watermark->corner == GALLEY_CORNER_BOTTOM_LEFT
              ? margin
              : width - margin - place.width;
  place.y = watermark->corner == GALLEY_CORNER_TOP_LEFT || watermark->corner == GALLEY_CORNER_TOP_RIGHT
              ? margin
              : height - margin - place.height;
  place.x = CLAMP (place.x, 0, width - place.width);
  place.y = CLAMP (place.y, 0, height - place.height);
  return place;
}

static gboolean
lay_mark (GdkPixbuf             *pixels,
          GdkPixbuf             *mark,
          const GalleyWatermark *watermark,
          GError               **error)
{
  Place place =
    place_mark (watermark, gdk_pixbuf_get_width (pixels), gdk_pixbuf_get_height (pixels), mark);
  g_autoptr (GdkPixbuf) fitting = gdk_pixbuf_scale_simple (mark, place.width, place.height, GDK_INTERP_BILINEAR);

  if (fitting == NULL)
    return fail_memory (error);
  gdk_pixbuf_composite (fitting, pixels, place.x, place.y, place.width, place.height, place.x, place.y, 1, 1,
                        GDK_INTERP_NEAREST, (int) (255 * watermark->opacity / 100));
  return TRUE;
}

/* --- a rendition ------------------------------------------------------------------------------------------------- */

/* What all renditions of a picture share. */
typedef struct
{
  GdkPixbuf *pixels;
  GdkPixbuf *mark; /* (nullable) */
  gboolean is_drawing;
  const GalleyRenditionForm *renditions;
  const GalleyPictureForm *form;
} Source;

/* (transfer full) */
static GalleyPicture *
make_one (const Source              *source,
          const GalleyRenditionSize *size,
          GError                   **error)
{
  const char *profile = gdk_pixbuf_get_option (source->pixels, "icc-profile");
  g_autoptr (GdkPixbuf) pixels =
    gdk_pixbuf_scale_simple (source->pixels, (int) size->width, (int) size->height, GDK_INTERP_BILINEAR);
  g_autoptr (GalleyPicture) made = NULL;

  if (pixels == NULL)
    {
      fail_memory (error);
      return NULL;
    }
  if (profile != NULL)
    gdk_pixbuf_set_option (pixels, "icc-profile", profile);
  if (size->is_marked && source->mark != NULL
      && !lay_mark (pixels, source->mark, &source->renditions->watermark, error))
    return NULL;
  made = g_new0 (GalleyPicture, 1);
  made->bytes = galley_picture_encode (pixels, source->form, source->is_drawing, &made->media_type, error);
  if (made->bytes == NULL)
    return NULL;
  made->hash = galley_hash_bytes (g_bytes_get_data (made->bytes, NULL), g_bytes_get_size (made->bytes));
  made->width = size->width;
  made->height = size->height;
  made->caption = g_strdup ("");
  made->credit = g_strdup ("");
  return g_steal_pointer (&made);
}

static gboolean
has_size (GdkPixbuf *pixels,
          guint      width,
          guint      height,
          GError   **error)
{
  if ((guint) gdk_pixbuf_get_width (pixels) == width && (guint) gdk_pixbuf_get_height (pixels) == height)
    return TRUE;
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "the picture has %d x %d pixels instead of %u x %u",
               gdk_pixbuf_get_width (pixels), gdk_pixbuf_get_height (pixels), width, height);
  return FALSE;
}

GPtrArray *
galley_renditions_make (GBytes                    *picture,
                        guint                      width,
                        guint                      height,
                        const GalleyRenditionForm *renditions,
                        GBytes                    *mark,
                        const GalleyPictureForm   *form,
                        GCancellable              *cancellable,
                        GError                   **error)
{
  GalleyRenditionSize sizes[GALLEY_RENDITION_MAX_WIDTHS + 1];
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_picture_free);
  g_autoptr (GdkPixbuf) pixels = NULL;
  g_autoptr (GdkPixbuf) mark_pixels = NULL;
  GalleyPictureKind kind, mark_kind;
  guint n_sizes;
  Source source;

  g_return_val_if_fail (picture != NULL && renditions != NULL && form != NULL, NULL);
  g_return_val_if_fail ((mark != NULL) == (renditions->watermark.image != NULL), NULL);

  n_sizes = galley_rendition_form_plan (renditions, width, height, sizes);
  if (n_sizes == 0)
    return g_steal_pointer (&all);
  pixels = decode (picture, &kind, cancellable, error);
  if (pixels == NULL || !has_size (pixels, width, height, error))
    return NULL;
  if (mark != NULL && (mark_pixels = decode (mark, &mark_kind, cancellable, error)) == NULL)
    {
      g_prefix_error (error, "the mark: ");
      return NULL;
    }
  source = (Source){ pixels, mark_pixels, kind == GALLEY_PICTURE_KIND_PNG, renditions, form };
  for (guint i = 0; i < n_sizes; i++)
    {
      GalleyPicture *made = NULL;

      if (sizes[i].is_original)
        continue;
      if (g_cancellable_set_error_if_cancelled (cancellable, error) || (made = make_one (&source, &sizes[i], error)) == NULL)
        return NULL;
      g_ptr_array_add (all, made);
    }
  return g_steal_pointer (&all);
}
