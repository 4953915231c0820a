/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each reader walks its format's outer structure from the front, never beyond the end, and in time that grows with the
 * file's length alone. Formats: ITU-T T.81 (JPEG), ISO 15948 (PNG), GIF89a, ISO 23008-12 (HEIF), RFC 9649 (WebP). */
#include "core/media/galley-picture-head.h"

#include "core/base/galley-error.h"

#include <string.h>

/* A progressive JPEG of a handful of bytes a scan would keep a decoder busy for hours; ordinary ones have ten scans. */
#define MAX_SCANS 100
#define MAX_SCANNED_PIXELS G_GUINT64_CONSTANT (2000000000)

static const struct
{
  const char *name;
  const char *media_type;
} kinds[] = {
  [GALLEY_PICTURE_KIND_JPEG] = { "JPEG", "image/jpeg" }, [GALLEY_PICTURE_KIND_PNG] = { "PNG", "image/png" },
  [GALLEY_PICTURE_KIND_GIF] = { "GIF", "image/gif" },    [GALLEY_PICTURE_KIND_BMP] = { "BMP", "image/bmp" },
  [GALLEY_PICTURE_KIND_TIFF] = { "TIFF", "image/tiff" }, [GALLEY_PICTURE_KIND_WEBP] = { "WebP", "image/webp" },
  [GALLEY_PICTURE_KIND_HEIC] = { "HEIC", "image/heic" }, [GALLEY_PICTURE_KIND_AVIF] = { "AVIF", "image/avif" },
};

typedef struct
{
  const guint8 *data;
  gsize length;
} Span;

const char *
galley_picture_kind_get_name (GalleyPictureKind kind)
{
  return kinds[kind].name;
}

const char *
galley_picture_kind_get_media_type (GalleyPictureKind kind)
{
  return kinds[kind].media_type;
}

static gboolean
has (Span        span,
     gsize       at,
     const char *bytes,
     gsize       n_bytes)
{
  return span.length >= n_bytes && at <= span.length - n_bytes && memcmp (span.data + at, bytes, n_bytes) == 0;
}

static guint
read_16 (const guint8 *at)
{
  return (guint) at[0] << 8 | at[1];
}

static guint32
read_32 (const guint8 *at)
{
  return (guint32) read_16 (at) << 16 | read_16 (at + 2);
}

static guint
read_16_little (const guint8 *at)
{
  return (guint) at[1] << 8 | at[0];
}

static guint32
read_32_little (const guint8 *at)
{
  return (guint32) read_16_little (at + 2) << 16 | read_16_little (at);
}

static gboolean
has_brand (Span        file,
           const char *brand)
{
  gsize end = MIN (read_32 (file.data), MIN (file.length, 256));

  for (gsize at = 8; at + 4 <= end; at += 4)
    if (at != 12 && has (file, at, brand, 4))
      return TRUE;
  return FALSE;
}

static gboolean
sniff (Span               file,
       GalleyPictureKind *kind)
{
  if (has (file, 0, "\xff\xd8\xff", 3))
    *kind = GALLEY_PICTURE_KIND_JPEG;
  else if (has (file, 0, "\x89PNG\r\n\x1a\n", 8))
    *kind = GALLEY_PICTURE_KIND_PNG;
  else if (has (file, 0, "GIF87a", 6) || has (file, 0, "GIF89a", 6))
    *kind = GALLEY_PICTURE_KIND_GIF;
  else if (has (file, 0, "II*\0", 4) || has (file, 0, "MM\0*", 4))
    *kind = GALLEY_PICTURE_KIND_TIFF;
  else if (has (file, 0, "RIFF", 4) && has (file, 8, "WEBP", 4))
    *kind = GALLEY_PICTURE_KIND_WEBP;
  else if (has (file, 4, "ftyp", 4) && (has_brand (file, "avif") || has_brand (file, "avis")))
    *kind = GALLEY_PICTURE_KIND_AVIF;
  else if (has (file, 4, "ftyp", 4)
           && (has_brand (file, "heic") || has_brand (file, "heix") || has_brand (file, "mif1")))
    *kind = GALLEY_PICTURE_KIND_HEIC;
  else if (has (file, 0, "BM", 2) && has (file, 6, "\0\0\0\0", 4))
    *kind = GALLEY_PICTURE_KIND_BMP;
  else
    return FALSE;
  return TRUE;
}

/* Entropy-coded bytes: up to the next marker that is neither stuffing nor a restart. */
static gsize
skip_scan (Span  file,
           gsize at)
{
  while (at + 1 < file.length)
    {
      const guint8 *mark = memchr (file.data + at, 0xff, file.length - 1 - at);

      if (mark == NULL)
        return file.length;
      at = (gsize) (mark - file.data);
      if (mark[1] != 0x00 && mark[1] != 0xff && (mark[1] < 0xd0 || mark[1] > 0xd7))
        return at;
      at += mark[1] == 0xff ? 1 : 2;
    }
  return file.length;
}

static gboolean
is_frame (guint8 marker)
{
  return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

/* NULL, or what is wrong. */
static const char *
read_jpeg (Span               file,
           GalleyPictureHead *head)
{
  gsize at = 2;
  guint n_scans = 0;

  while (at + 2 <= file.length)
    {
      guint8 marker = file.data[at + 1];
      gsize length;

      if (file.data[at] != 0xff)
        return "a marker is missing";
      if (marker == 0xff)
        {
          at++;
          continue;
        }
      if (marker == 0xd9)
        return n_scans > 0 && head->width > 0 ? NULL : "it holds no picture";
      if (at + 4 > file.length)
        break;
      length = read_16 (file.data + at + 2);
      if (length < 2 || at + 2 + length > file.length)
        break;
      if (is_frame (marker))
        {
          if (length < 8 || head->width > 0)
            return "its frame is wrong";
          head->height = read_16 (file.data + at + 5);
          head->width = read_16 (file.data + at + 7);
          if (head->width == 0 || head->height == 0)
            return "its frame is empty";
        }
      at += 2 + length;
      if (marker != 0xda)
        continue;
      n_scans++;
      if (n_scans > MAX_SCANS
          || (n_scans > 1 && (guint64) n_scans * head->width * head->height > MAX_SCANNED_PIXELS))
        return "it has too many scans";
      at = skip_scan (file, at);
    }
  return "its end is missing";
}

static const char *
read_png (Span               file,
          GalleyPictureHead *head)
{
  gsize at = 8;

  if (!has (file, 8, "\0\0\0\15IHDR", 8) || file.length < 33)
    return "its head is missing";
  head->width = read_32 (file.data + 16);
  head->height = read_32 (file.data + 20);
  if (head->width == 0 || head->height == 0 || head->width > G_MAXINT || head->height > G_MAXINT)
    return "its size is wrong";
  while (file.length >= 12 && at <= file.length - 12)
    {
      guint32 length = read_32 (file.data + at);

      if (has (file, at + 4, "IEND", 4))
        return NULL;
      if (length > file.length - 12 - at)
        break;
      at += 12 + (gsize) length;
    }
  return "its end is missing";
}

static gsize
get_colours (guint8 flags)
{
  return (flags & 0x80) != 0 ? (gsize) 3 << ((flags & 7) + 1) : 0;
}

/* A row of sub-blocks, each behind its length, up to an empty one. */
static gsize
skip_blocks (Span  file,
             gsize at)
{
  while (at < file.length && file.data[at] != 0)
    at += 1 + (gsize) file.data[at];
  return at + 1;
}

/* All frames are looked at: gdk-pixbuf's reader stumbles over an empty one. */
static const char *
read_gif (Span               file,
          GalleyPictureHead *head)
{
  gboolean has_frame = FALSE;
  gsize at;

  if (file.length < 13)
    return "its head is missing";
  head->width = read_16_little (file.data + 6);
  head->height = read_16_little (file.data + 8);
  at = 13 + get_colours (file.data[10]);
  while (at < file.length && file.data[at] != ';')
    {
      if (file.data[at] == '!')
        {
          at = skip_blocks (file, at + 2);
          continue;
        }
      if (file.data[at] != ',' || file.length - at < 11)
        return "a frame is wrong";
      if (read_16_little (file.data + at + 5) == 0 || read_16_little (file.data + at + 7) == 0)
        return "a frame is empty";
      has_frame = TRUE;
      at = skip_blocks (file, at + 11 + get_colours (file.data[at + 9]));
    }
  return has_frame && head->width > 0 && head->height > 0 ? NULL : "it holds no picture";
}

static const char *
read_bmp (Span               file,
          GalleyPictureHead *head)
{
  gint32 width, height;

  if (file.length < 30)
    return "its head is missing";
  if (read_32_little (file.data + 14) == 12) /* the oldest head */
    {
      head->width = read_16_little (file.data + 18);
      head->height = read_16_little (file.data + 20);
      return head->width > 0 && head->height > 0 ? NULL : "its size is wrong";
    }
  width = (gint32) read_32_little (file.data + 18);
  height = (gint32) read_32_little (file.data + 22);
  if (width <= 0 || height == 0 || height == G_MININT32)
    return "its size is wrong";
  head->width = (guint) width;
  head->height = (guint) ABS (height);
  return NULL;
}

static const char *
read_webp (Span               file,
           GalleyPictureHead *head)
{
  if (file.length < 30 || read_32_little (file.data + 4) > file.length - 8)
    return "its end is missing";
  if (has (file, 12, "VP8X", 4))
    {
      head->width = 1 + (read_32_little (file.data + 24) & 0xffffff);
      head->height = 1 + (read_32_little (file.data + 26) >> 8);
    }
  else if (has (file, 12, "VP8L", 4))
    {
      guint32 bits = read_32_little (file.data + 21);

      head->width = 1 + (bits & 0x3fff);
      head->height = 1 + (bits >> 14 & 0x3fff);
    }
  else if (has (file, 12, "VP8 ", 4))
    {
      head->width = read_16_little (file.data + 26) & 0x3fff;
      head->height = read_16_little (file.data + 28) & 0x3fff;
    }
  return head->width > 0 && head->height > 0 ? NULL : "its size is wrong";
}

/* The largest of the sizes ("ispe") in the file: those of the whole, its tiles and its thumbnail. */
static const char *
read_heif (Span               file,
           GalleyPictureHead *head)
{
  guint64 most = 0;

  for (const guint8 *at = file.data, *end = file.data + file.length;
       (at = memmem (at, (gsize) (end - at), "ispe\0\0\0\0", 8)) != NULL && end - at >= 16; at += 8)
    {
      guint32 width = read_32 (at + 8);
      guint32 height = read_32 (at + 12);

      if ((guint64) width * height <= most)
        continue;
      if (width > G_MAXINT || height > G_MAXINT)
        return "its size is wrong";
      most = (guint64) width * height;
      head->width = width;
      head->height = height;
    }
  return most > 0 ? NULL : "its size is missing";
}

gboolean
galley_picture_head_read (const guint8      *data,
                          gsize              length,
                          GalleyPictureHead *head,
                          GError           **error)
{
  Span file = { data, length };
  const char *fault = NULL;

  memset (head, 0, sizeof *head);
  if (!sniff (file, &head->kind))
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_REJECTED, "this is no picture of a kind that is taken");
      return FALSE;
    }
  switch (head->kind)
    {
    case GALLEY_PICTURE_KIND_JPEG:
      fault = read_jpeg (file, head);
      break;
    case GALLEY_PICTURE_KIND_PNG:
      fault = read_png (file, head);
      break;
    case GALLEY_PICTURE_KIND_GIF:
      fault = read_gif (file, head);
      break;
    case GALLEY_PICTURE_KIND_BMP:
      fault = read_bmp (file, head);
      break;
    case GALLEY_PICTURE_KIND_WEBP:
      fault = read_webp (file, head);
      break;
    case GALLEY_PICTURE_KIND_HEIC:
    case GALLEY_PICTURE_KIND_AVIF:
      fault = read_heif (file, head);
      break;
    case GALLEY_PICTURE_KIND_TIFF: /* its directory may be anywhere: the decoder tells the size */
      break;
    }
  if (fault == NULL)
    return TRUE;
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "the %s picture is damaged: %s", kinds[head->kind].name,
               fault);
  return FALSE;
}
