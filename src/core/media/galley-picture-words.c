/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/media/galley-picture-words.h"

#include "core/base/galley-text.h"

#include <gexiv2/gexiv2.h>
#include <stdio.h>
#include <string.h>

#define MAX_BYTES 6000 /* of one text */
#define MAX_NAMES 10

/* From 0.16 on these are called without "try"; 0.14 has others of that name. */
#if GEXIV2_CHECK_VERSION (0, 15, 0)
#define READ_MULTIPLE gexiv2_metadata_get_tag_multiple
#define READ_ORIENTATION gexiv2_metadata_get_orientation
#else
#define READ_MULTIPLE gexiv2_metadata_try_get_tag_multiple
#define READ_ORIENTATION gexiv2_metadata_try_get_orientation
#endif

/* The XMP library below is set up once for all threads. */
static gboolean
is_ready (void)
{
  static gsize state = 0;

  if (g_once_init_enter (&state))
    {
      gboolean is_good = gexiv2_initialize ();

      gexiv2_log_set_level (GEXIV2_LOG_LEVEL_MUTE);
      g_once_init_leave (&state, is_good ? 1 : 2);
    }
  return state == 1;
}

/* (transfer full) (nullable) */
static GExiv2Metadata *
open_metadata (GBytes *file)
{
  g_autoptr (GExiv2Metadata) metadata = NULL;
  gsize length;
  const guint8 *data = g_bytes_get_data (file, &length);

  if (!is_ready ())
    return NULL;
  metadata = gexiv2_metadata_new ();
  /* A picture whose words cannot be read is a picture without words. */
  if (!gexiv2_metadata_open_buf (metadata, data, (glong) length, NULL))
    return NULL;
  return g_steal_pointer (&metadata);
}

/* One line of clean text; "" for nothing. (transfer full) */
static char *
tidy (const char *text,
      gsize       length)
{
  g_autofree char *clean = NULL;
  const char *end;
  char *line;

  length = strnlen (text, length);
  if (length > MAX_BYTES)
    {
      length = MAX_BYTES;
      if (!g_utf8_validate_len (text, length, &end))
        length = (gsize) (end - text);
    }
  line = g_strndup (text, length);
  for (char *at = line; *at != '\0'; at++)
    if (*at == '\n' || *at == '\r' || *at == '\t')
      *at = ' ';
  clean = galley_text_clean (line, -1);
  g_free (line);
  return g_strdup (g_strstrip (clean));
}

/* UTF-8 where it can be, else GB18030. */
static char *
decode (const char *text)
{
  gsize length = strnlen (text, 4 * MAX_BYTES);
  g_autofree char *converted = NULL;
  gsize converted_length;

  if (!g_utf8_validate_len (text, length, NULL))
    converted = g_convert (text, (gssize) length, "UTF-8", "GB18030", NULL, &converted_length, NULL);
  return converted != NULL ? tidy (converted, converted_length) : tidy (text, length);
}

/* The first @n_wanted texts of @tag, joined: a list, a field that stands there several times, or one text in several
 * languages, whose first is the default. */
static char *
read_tag (GExiv2Metadata *metadata,
          const char     *tag,
          guint           n_wanted)
{
  g_auto (GStrv) values = READ_MULTIPLE (metadata, tag, NULL);
  GString *joined = g_string_new (NULL);

  for (guint i = 0; values != NULL && values[i] != NULL && i < n_wanted; i++)
    {
      const char *value = values[i];
      g_autofree char *text = NULL;

      /* Exiv2 shows a text's language in front of it. */
      if (g_str_has_prefix (value, "lang=\"") && strstr (value, "\" ") != NULL)
        value = strstr (value, "\" ") + 2;
      text = decode (value);
      if (*text == '\0')
        continue;
      if (joined->len > 0)
        g_string_append (joined, "、");
      g_string_append (joined, text);
    }
  return g_string_free (joined, FALSE);
}

/* The first of @tags that says something. */
static char *
read_first (GExiv2Metadata    *metadata,
            const char *const *tags,
            guint              n_wanted)
{
  for (guint i = 0; tags[i] != NULL; i++)
    {
      g_autofree char *text = read_tag (metadata, tags[i], n_wanted);

      if (*text != '\0')
        return g_steal_pointer (&text);
    }
  return g_strdup ("");
}

/* Microseconds of "5", "52" or "523000": digits of a fraction. */
static int
read_fraction (const char *digits)
{
  int fraction = 0;

  for (int unit = G_USEC_PER_SEC / 10; unit > 0 && g_ascii_isdigit (*digits); unit /= 10)
    fraction += unit * (*digits++ - '0');
  return fraction;
}

static gint64
read_time (GExiv2Metadata *metadata)
{
  g_autofree char *text = read_tag (metadata, "Exif.Photo.DateTimeOriginal", 1);
  g_autofree char *fraction = read_tag (metadata, "Exif.Photo.SubSecTimeOriginal", 1);
  g_autofree char *offset = read_tag (metadata, "Exif.Photo.OffsetTimeOriginal", 1);
  g_autoptr (GTimeZone) zone = *offset != '\0' ? g_time_zone_new_identifier (offset) : NULL;
  g_autoptr (GDateTime) time = NULL;
  int year, month, day, hour, minute, second;

  if (sscanf (text, "%4d:%2d:%2d %2d:%2d:%2d", &year, &month, &day, &hour, &minute, &second) != 6)
    return 0;
  if (zone == NULL)
    zone = g_time_zone_new_local ();
  time = g_date_time_new (zone, year, month, day, hour, minute, second);
  return time != NULL ? g_date_time_to_unix (time) * G_USEC_PER_SEC + read_fraction (fraction) : 0;
}

void
galley_picture_words_read (GBytes *file,
                           char  **caption,
                           char  **credit,
                           gint64 *taken)
{
  static const char *const captions[] = { "Xmp.dc.description", "Iptc.Application2.Caption", NULL };
  static const char *const credits[] = {
    "Xmp.dc.creator", "Iptc.Application2.Byline", "Xmp.photoshop.Credit", "Iptc.Application2.Credit", NULL,
  };
  g_autoptr (GExiv2Metadata) metadata = open_metadata (file);

  *caption = metadata != NULL ? read_first (metadata, captions, 1) : g_strdup ("");
  *credit = metadata != NULL ? read_first (metadata, credits, MAX_NAMES) : g_strdup ("");
  *taken = metadata != NULL ? read_time (metadata) : 0;
}

guint
galley_picture_words_read_orientation (GBytes *file)
{
  g_autoptr (GExiv2Metadata) metadata = open_metadata (file);
  GExiv2Orientation orientation = GEXIV2_ORIENTATION_NORMAL;

  if (metadata != NULL)
    orientation = READ_ORIENTATION (metadata, NULL);
  return orientation >= GEXIV2_ORIENTATION_MIN && orientation <= GEXIV2_ORIENTATION_MAX ? orientation : 1;
}
