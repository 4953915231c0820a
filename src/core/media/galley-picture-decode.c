/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gdk-pixbuf, held to the reader for the kind that the head tells. The size is looked at twice: in the head, before a
 * decoder sees a byte, and when the decoder has found its own, before it takes memory for the pixels. */
#include "core/media/galley-picture-decode.h"

#include "core/base/galley-error.h"
#include "core/media/galley-picture-words.h"
#include "core/model/galley-picture-form.h"

#define CHUNK (64 * 1024) /* bytes between two looks at the cancellable */

typedef struct
{
  guint max_side;
  gboolean is_too_large;
} Bounds;

void
galley_picture_fit (guint *width,
                    guint *height,
                    guint  max_side)
{
  guint longer = MAX (*width, *height);

  if (longer <= max_side)
    return;
  *width = MAX ((guint) (((guint64) *width * max_side + longer / 2) / longer), 1);
  *height = MAX ((guint) (((guint64) *height * max_side + longer / 2) / longer), 1);
}

static gboolean
is_too_large (guint width,
              guint height)
{
  return (guint64) width * height > GALLEY_PICTURE_MAX_PIXELS;
}

static void
set_too_large_error (GError **error,
                     guint    width,
                     guint    height)
{
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE,
               "the picture has %u x %u pixels, more than the %d millions that are taken", width, height,
               GALLEY_PICTURE_MAX_PIXELS / 1000000);
}

/* A size of nothing ends the decoder. A JPEG is shrunk while it is decoded, which saves nearly all of the memory. */
static void
size_prepared_cb (GdkPixbufLoader *loader,
                  int              width,
                  int              height,
                  gpointer         data)
{
  Bounds *bounds = data;
  guint fitting_width = (guint) MAX (width, 0);
  guint fitting_height = (guint) MAX (height, 0);

  if (is_too_large (fitting_width, fitting_height))
    {
      bounds->is_too_large = TRUE;
      gdk_pixbuf_loader_set_size (loader, 0, 0);
      return;
    }
  if (bounds->max_side == 0)
    return;
  galley_picture_fit (&fitting_width, &fitting_height, bounds->max_side);
  gdk_pixbuf_loader_set_size (loader, (int) fitting_width, (int) fitting_height);
}

/* FALSE with @error only where it was cancelled; what the decoder says is in @fault. */
static gboolean
feed (GdkPixbufLoader *loader,
      GBytes          *file,
      GCancellable    *cancellable,
      GError         **fault,
      GError         **error)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (file, &length);
  gboolean is_good = TRUE;

  for (gsize at = 0; at < length && is_good; at += CHUNK)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          gdk_pixbuf_loader_close (loader, NULL);
          return FALSE;
        }
      is_good = gdk_pixbuf_loader_write (loader, data + at, MIN (CHUNK, length - at), fault);
    }
  /* A loader is always closed; where it failed before, there is nothing new to hear. */
  gdk_pixbuf_loader_close (loader, is_good ? fault : NULL);
  return TRUE;
}

/* (transfer full) */
static GdkPixbuf *
load (GBytes                  *file,
      const GalleyPictureHead *head,
      guint                    max_side,
      GCancellable            *cancellable,
      GError                 **error)
{
  const char *name = galley_picture_kind_get_name (head->kind);
  g_autoptr (GError) fault = NULL;
  Bounds bounds = { head->kind == GALLEY_PICTURE_KIND_JPEG ? max_side : 0, FALSE };
  g_autoptr (GdkPixbufLoader) loader =
    gdk_pixbuf_loader_new_with_mime_type (galley_picture_kind_get_media_type (head->kind), NULL);
  GdkPixbuf *pixels;

  if (loader == NULL)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND, "no reader for %s pictures is installed", name);
      return NULL;
    }
  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), &bounds);
  if (!feed (loader, file, cancellable, &fault, error))
    return NULL;
  if (bounds.is_too_large)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE,
                   "the %s picture has more than the %d million pixels that are taken", name,
                   GALLEY_PICTURE_MAX_PIXELS / 1000000);
      return NULL;
    }
  pixels = fault == NULL ? gdk_pixbuf_loader_get_pixbuf (loader) : NULL;
  if (pixels == NULL)
    {
      g_set_error (error, GALLEY_ERROR,
                   g_error_matches (fault, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_INSUFFICIENT_MEMORY)
                     ? GALLEY_ERROR_TOO_LARGE
                     : GALLEY_ERROR_INVALID,
                   "the %s picture is damaged: %s", name, fault != NULL ? fault->message : "it holds no pixels");
      return NULL;
    }
  return g_object_ref (pixels);
}

/* gdk-pixbuf finds the orientation of JPEG and TIFF by itself; the readers of HEIC and AVIF turn the picture themselves. */
static void
find_orientation (GdkPixbuf               *pixels,
                  GBytes                  *file,
                  const GalleyPictureHead *head)
{
  g_autofree char *text = NULL;

  if (head->kind != GALLEY_PICTURE_KIND_PNG && head->kind != GALLEY_PICTURE_KIND_WEBP)
    return;
  text = g_strdup_printf ("%u", galley_picture_words_read_orientation (file));
  gdk_pixbuf_set_option (pixels, "orientation", text);
}

static GdkPixbuf *
shrink (GdkPixbuf *pixels,
        guint      max_side)
{
  guint width = (guint) gdk_pixbuf_get_width (pixels);
  guint height = (guint) gdk_pixbuf_get_height (pixels);
  g_autoptr (GdkPixbuf) smaller = NULL;

  if (max_side == 0 || MAX (width, height) <= max_side)
    return g_object_ref (pixels);
  galley_picture_fit (&width, &height, max_side);
  smaller = gdk_pixbuf_scale_simple (pixels, (int) width, (int) height, GDK_INTERP_BILINEAR);
  if (smaller != NULL)
    gdk_pixbuf_copy_options (pixels, smaller);
  return g_steal_pointer (&smaller);
}

GdkPixbuf *
galley_picture_decode (GBytes                  *file,
                       const GalleyPictureHead *head,
                       guint                    max_side,
                       GCancellable            *cancellable,
                       GError                 **error)
{
  g_autoptr (GdkPixbuf) pixels = NULL;
  g_autoptr (GdkPixbuf) smaller = NULL;
  g_autoptr (GdkPixbuf) upright = NULL;

  if (is_too_large (head->width, head->height))
    {
      set_too_large_error (error, head->width, head->height);
      return NULL;
    }
  pixels = load (file, head, max_side, cancellable, error);
  if (pixels == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  find_orientation (pixels, file, head);
  smaller = shrink (pixels, max_side);
  if (smaller != NULL)
    upright = gdk_pixbuf_apply_embedded_orientation (smaller);
  if (upright == NULL)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE, "there is not enough memory for the picture");
      return NULL;
    }
  /* Turning leaves the options behind. */
  if (upright != smaller && gdk_pixbuf_get_option (smaller, "icc-profile") != NULL)
    gdk_pixbuf_set_option (upright, "icc-profile", gdk_pixbuf_get_option (smaller, "icc-profile"));
  return g_steal_pointer (&upright);
}
