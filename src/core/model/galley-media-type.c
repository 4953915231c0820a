/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/galley-media-type.h"

#include "core/base/galley-id.h"
#include "core/model/galley-media-sniffer.h"
#include "core/model/galley-media-type-private.h"

#include <string.h>

#define OOXML "application/vnd.openxmlformats-officedocument."
#define ODF "application/vnd.oasis.opendocument."
#define ZIP "PK\x03\x04"
#define OLE "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#define BYTES(literal) literal, sizeof literal - 1

const GalleyMediaKind galley_media_kinds[] = {
  { GALLEY_MEDIA_TYPE_JPEG, ".jpg", "JPEG", 0, BYTES ("\xff\xd8\xff"), NULL, 0 },
  { GALLEY_MEDIA_TYPE_PNG, ".png", "PNG", 0, BYTES ("\x89PNG\r\n\x1a\n"), NULL, 0 },
  { GALLEY_MEDIA_TYPE_PDF, ".pdf", "PDF", 0, BYTES ("%PDF-"), NULL, 0 },
  { OOXML "wordprocessingml.document", ".docx", "Word", 0, BYTES (ZIP), BYTES ("word/document.xml") },
  { OOXML "spreadsheetml.sheet", ".xlsx", "Excel", 0, BYTES (ZIP), BYTES ("xl/workbook.xml") },
  { OOXML "presentationml.presentation", ".pptx", "PowerPoint", 0, BYTES (ZIP), BYTES ("ppt/presentation.xml") },
  { ODF "text", ".odt", "ODT", 0, BYTES (ZIP), BYTES ("mimetype" ODF "text") },
  { ODF "spreadsheet", ".ods", "ODS", 0, BYTES (ZIP), BYTES ("mimetype" ODF "spreadsheet") },
  { ODF "presentation", ".odp", "ODP", 0, BYTES (ZIP), BYTES ("mimetype" ODF "presentation") },
  { "application/ofd", ".ofd", "OFD", 0, BYTES (ZIP), BYTES ("OFD.xml") }, /* GB/T 33190 */
  { GALLEY_MEDIA_TYPE_ZIP, ".zip", "ZIP", 0, BYTES (ZIP), NULL, 0 },
  { "application/msword", ".doc", "Word", 0, BYTES (OLE), BYTES ("W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0") },
  { "application/vnd.ms-excel", ".xls", "Excel", 0, BYTES (OLE), BYTES ("W\0o\0r\0k\0b\0o\0o\0k\0") },
  { "application/vnd.ms-powerpoint", ".ppt", "PowerPoint", 0, BYTES (OLE),
    BYTES ("P\0o\0w\0e\0r\0P\0o\0i\0n\0t\0 \0D\0o\0c\0u\0m\0e\0n\0t\0") },
  /* ISO/IEC 14496-12: the major brand. Pictures (heic, avif) and QuickTime are such files, too, and are not meant. */
  { GALLEY_MEDIA_TYPE_MP4, ".mp4", "MP4", 4, BYTES ("ftypiso"), NULL, 0 },
  { GALLEY_MEDIA_TYPE_MP4, ".mp4", "MP4", 4, BYTES ("ftypmp4"), NULL, 0 },
  { GALLEY_MEDIA_TYPE_MP4, ".mp4", "MP4", 4, BYTES ("ftypavc1"), NULL, 0 },
  { GALLEY_MEDIA_TYPE_MP4, ".mp4", "MP4", 4, BYTES ("ftypM4V"), NULL, 0 },
  { GALLEY_MEDIA_TYPE_MP4, ".mp4", "MP4", 4, BYTES ("ftypMSNV"), NULL, 0 },
  { GALLEY_MEDIA_TYPE_WEBM, ".webm", "WebM", 0, BYTES ("\x1a\x45\xdf\xa3"), BYTES ("\x42\x82\x84webm") },
  { GALLEY_MEDIA_TYPE_MP3, ".mp3", "MP3", 0, BYTES ("ID3"), NULL, 0 },
  { GALLEY_MEDIA_TYPE_MP3, ".mp3", "MP3", 0, BYTES ("\xff\xfb"), NULL, 0 },
  { GALLEY_MEDIA_TYPE_MP3, ".mp3", "MP3", 0, BYTES ("\xff\xf3"), NULL, 0 },
  { GALLEY_MEDIA_TYPE_MP3, ".mp3", "MP3", 0, BYTES ("\xff\xf2"), NULL, 0 },
};
const guint galley_n_media_kinds = G_N_ELEMENTS (galley_media_kinds);

const char *
galley_media_type_sniff (gconstpointer data,
                         gsize         length)
{
  g_autoptr (GalleyMediaSniffer) sniffer = NULL;

  g_return_val_if_fail (data != NULL || length == 0, NULL);

  sniffer = galley_media_sniffer_new ();
  galley_media_sniffer_feed (sniffer, data, length);
  return galley_media_sniffer_get_type (sniffer);
}

/* The first of the kinds that are of @type, their number where there is none. */
static guint
find (const char *type)
{
  guint i = 0;

  while (i < galley_n_media_kinds && g_strcmp0 (type, galley_media_kinds[i].type) != 0)
    i++;
  return i;
}

const char *
galley_media_type_intern (const char *type)
{
  guint i = find (type);

  return i < galley_n_media_kinds ? galley_media_kinds[i].type : NULL;
}

const char *
galley_media_type_get_suffix (const char *type)
{
  guint i = find (type);

  g_return_val_if_fail (i < galley_n_media_kinds, "");
  return galley_media_kinds[i].suffix;
}

const char *
galley_media_type_find_by_suffix (const char *text,
                                  gsize       length)
{
  g_return_val_if_fail (text != NULL, NULL);

  for (guint i = 0; i < galley_n_media_kinds; i++)
    {
      gsize suffix_length = strlen (galley_media_kinds[i].suffix);

      if (length >= suffix_length && memcmp (text, galley_media_kinds[i].suffix, suffix_length) == 0
          && (length == suffix_length || text[suffix_length] == '"'))
        return galley_media_kinds[i].type;
    }
  return NULL;
}

const char *
galley_media_type_get_name (const char *type)
{
  guint i = find (type);

  g_return_val_if_fail (i < galley_n_media_kinds, "");
  return galley_media_kinds[i].name;
}

gboolean
galley_media_type_is_picture (const char *type)
{
  return type != NULL && g_str_has_prefix (type, "image/") && find (type) < galley_n_media_kinds;
}

gboolean
galley_media_type_is_video (const char *type)
{
  return type != NULL && g_str_has_prefix (type, "video/") && find (type) < galley_n_media_kinds;
}

gsize
galley_media_type_get_max_bytes (const char *type)
{
  return galley_media_type_is_picture (type) ? GALLEY_MEDIA_MAX_PICTURE_BYTES : GALLEY_MEDIA_MAX_BYTES;
}

char *
galley_media_make_name (const char *hash,
                        const char *suffix)
{
  g_return_val_if_fail (galley_hash_is_valid (hash), NULL);
  g_return_val_if_fail (suffix != NULL, NULL);

  return g_strconcat ((const char[]){ hash[0], hash[1], '/', '\0' }, hash, suffix, NULL);
}
