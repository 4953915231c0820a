/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/print/galley-print-pictures.h"

#include "core/media/galley-picture-show.h"

/* Pixels on the longer side: 190 for each inch of the widest picture. */
#define MAX_SIDE 1200
#define JPEG_QUALITY "88"

struct _GalleyPrintPictures
{
  GHashTable *paths;    /* hash → path */
  GHashTable *surfaces; /* hash → cairo_surface_t */
};

GalleyPrintPictures *
galley_print_pictures_new (GalleyRevision    *revision,
                           GalleyMediaSource *source)
{
  GalleyPrintPictures *self = g_new0 (GalleyPrintPictures, 1);
  GPtrArray *blocks = galley_revision_get_blocks (revision);

  self->paths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->surfaces = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) cairo_surface_destroy);
  for (guint i = 0; source != NULL && i < blocks->len; i++)
    {
      GalleyFigure *figure = galley_block_get_figure (g_ptr_array_index (blocks, i));
      const char *hash = figure != NULL ? galley_figure_get_hash (figure) : NULL;
      g_autofree char *path = hash != NULL ? galley_media_source_dup_path (source, hash) : NULL;

      if (path != NULL)
        g_hash_table_replace (self->paths, g_strdup (hash), g_steal_pointer (&path));
    }
  return self;
}

void
galley_print_pictures_free (GalleyPrintPictures *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->paths);
  g_hash_table_unref (self->surfaces);
  g_free (self);
}

/* From GdkPixbuf's bytes to cairo's: a word each, the colours multiplied by their opacity. */
static guint32
to_argb (const guint8 *pixel,
         gboolean      has_alpha)
{
  guint alpha = has_alpha ? pixel[3] : 255;

  return alpha << 24 | (pixel[0] * alpha / 255) << 16 | (pixel[1] * alpha / 255) << 8 | pixel[2] * alpha / 255;
}

/* (transfer full) */
static cairo_surface_t *
surface_new (GdkPixbuf *pixels)
{
  int width = gdk_pixbuf_get_width (pixels), height = gdk_pixbuf_get_height (pixels);
  int n_channels = gdk_pixbuf_get_n_channels (pixels);
  gboolean has_alpha = gdk_pixbuf_get_has_alpha (pixels);
  cairo_surface_t *surface =
      cairo_image_surface_create (has_alpha ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24, width, height);
  guint8 *to = cairo_image_surface_get_data (surface);

  for (int y = 0; to != NULL && y < height; y++)
    {
      const guint8 *from = gdk_pixbuf_read_pixels (pixels) + (gsize) y * (gsize) gdk_pixbuf_get_rowstride (pixels);
      guint32 *row = (guint32 *) (gpointer) (to + (gsize) y * (gsize) cairo_image_surface_get_stride (surface));

      for (int x = 0; x < width; x++)
        row[x] = to_argb (from + x * n_channels, has_alpha);
    }
  cairo_surface_mark_dirty (surface);
  return surface;
}

/* Without it a PDF would hold every pixel: ten times as much. */
static void
attach_jpeg (cairo_surface_t *surface,
             GdkPixbuf       *pixels)
{
  char *jpeg = NULL;
  gsize length;

  if (!gdk_pixbuf_get_has_alpha (pixels)
      && gdk_pixbuf_save_to_buffer (pixels, &jpeg, &length, "jpeg", NULL, "quality", JPEG_QUALITY, NULL))
    cairo_surface_set_mime_data (surface, CAIRO_MIME_TYPE_JPEG, (guint8 *) jpeg, length, g_free, jpeg);
}

void
galley_print_pictures_load (GalleyPrintPictures *self,
                            GCancellable        *cancellable)
{
  GHashTableIter iter;
  gpointer hash, path;

  g_hash_table_iter_init (&iter, self->paths);
  while (g_hash_table_iter_next (&iter, &hash, &path) && !g_cancellable_is_cancelled (cancellable))
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GdkPixbuf) pixels = galley_picture_show_file (path, MAX_SIDE, cancellable, &error);
      cairo_surface_t *surface;

      if (pixels == NULL)
        {
          g_message ("picture %s is not printed: %s", (char *) hash, error->message);
          continue;
        }
      surface = surface_new (pixels);
      attach_jpeg (surface, pixels);
      g_hash_table_replace (self->surfaces, g_strdup (hash), surface);
    }
}

cairo_surface_t *
galley_print_pictures_get (GalleyPrintPictures *self,
                           const char          *hash)
{
  return g_hash_table_lookup (self->surfaces, hash);
}
