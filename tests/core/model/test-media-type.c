/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What kind of file some bytes are, whatever it is called. */
#include "core/model/galley-media-sniffer.h"
#include "core/model/galley-media-type.h"

#include <string.h>

#define BYTES(literal) literal, sizeof literal - 1
#define ZIP "PK\x03\x04\x14\0\0\0"
#define OLE "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

/* However it comes, and however much stands between head and end, it is the same kind. */
static void
assert_pieces (const char *bytes,
               gsize       length,
               const char *expected)
{
  static const char filler[100000];

  for (gsize piece = 1; piece <= length; piece++)
    {
      g_autoptr (GalleyMediaSniffer) sniffer = galley_media_sniffer_new ();

      for (gsize i = 0; i < length; i += piece)
        galley_media_sniffer_feed (sniffer, bytes + i, MIN (piece, length - i));
      g_assert_true (galley_media_sniffer_get_type (sniffer) == expected);
      galley_media_sniffer_feed (sniffer, filler, sizeof filler);
      g_assert_true (galley_media_sniffer_get_type (sniffer) == expected || length < 6);
    }
  for (gsize cut = 8; cut < length; cut++)
    {
      g_autoptr (GalleyMediaSniffer) sniffer = galley_media_sniffer_new ();
      g_autoptr (GByteArray) whole = g_byte_array_new ();

      g_byte_array_append (whole, (const guint8 *) bytes, 8);
      g_byte_array_append (whole, (const guint8 *) filler, sizeof filler);
      g_byte_array_append (whole, (const guint8 *) bytes + 8, (guint) length - 8);
      galley_media_sniffer_feed (sniffer, whole->data, sizeof filler + cut);
      galley_media_sniffer_feed (sniffer, whole->data + sizeof filler + cut, length - cut);
      g_assert_true (galley_media_sniffer_get_type (sniffer) == galley_media_type_sniff (whole->data, whole->len));
    }
}

static void
test_sniff (void)
{
  static const struct
  {
    const char *bytes;
    gsize length;
    const char *suffix; /* NULL: not taken */
  } cases[] = {
    { BYTES ("%PDF-1.7\n"), ".pdf" },
    { BYTES (ZIP "[Content_Types].xml\0\0word/document.xml"), ".docx" },
    { BYTES (ZIP "xl/workbook.xml"), ".xlsx" },
    { BYTES (ZIP "ppt/presentation.xml"), ".pptx" },
    { BYTES (ZIP "mimetypeapplication/vnd.oasis.opendocument.text"), ".odt" },
    { BYTES (ZIP "OFD.xml"), ".ofd" },
    { BYTES (ZIP "a.txt"), ".zip" },
    { BYTES (OLE "\0\0W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"), ".doc" },
    { BYTES (OLE "\0\0W\0o\0r\0k\0b\0o\0o\0k\0"), ".xls" },
    { BYTES (OLE "\0\0"), NULL }, /* an installer, a mailbox */
    { BYTES ("\0\0\0\x20" "ftypisom\0\0"), ".mp4" },
    { BYTES ("\0\0\0\x20" "ftypmp42\0\0"), ".mp4" },
    { BYTES ("\0\0\0\x20" "ftypheic\0\0"), NULL },
    { BYTES ("\0\0\0\x20" "ftypqt  \0\0"), NULL },
    { BYTES ("\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm\0"), ".webm" },
    { BYTES ("\x1a\x45\xdf\xa3\x9f\x42\x82\x88matroska"), NULL },
    { BYTES ("ID3\x04\0"), ".mp3" },
    { BYTES ("\xff\xfb\x90\0"), ".mp3" },
    { BYTES ("\xff\xd8\xff\xe0"), ".jpg" },
    { BYTES ("<!DOCTYPE html><script>"), NULL },
    { BYTES ("<svg xmlns=\"http://www.w3.org/2000/svg\">"), NULL },
    { BYTES ("MZ\x90\0"), NULL },
    { BYTES ("\x7f" "ELF"), NULL },
    { BYTES ("#!/bin/sh\n"), NULL },
    { BYTES ("%PDF-"), NULL }, /* nothing behind it */
    { BYTES ("PK\x03"), NULL },
    { "", 0, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *type = galley_media_type_sniff (cases[i].bytes, cases[i].length);

      assert_pieces (cases[i].bytes, cases[i].length, type);
      g_assert_cmpstr (type != NULL ? galley_media_type_get_suffix (type) : NULL, ==, cases[i].suffix);
      if (type == NULL)
        continue;
      g_assert_true (galley_media_type_intern (type) == type);
      g_assert_true (galley_media_type_find_by_suffix (cases[i].suffix, strlen (cases[i].suffix)) == type);
      g_assert_cmpstr (galley_media_type_get_name (type), !=, "");
    }
}

static void
test_suffix (void)
{
  g_assert_cmpstr (galley_media_type_find_by_suffix (".doc\" x", 7), ==, "application/msword");
  g_assert_cmpstr (galley_media_type_find_by_suffix (".docx", 5), ==,
                   "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
  g_assert_null (galley_media_type_find_by_suffix (".docm", 5));
  g_assert_null (galley_media_type_find_by_suffix (".exe", 4));
  g_assert_null (galley_media_type_find_by_suffix ("", 0));
}

static void
test_limits (void)
{
  g_assert_cmpuint (galley_media_type_get_max_bytes (GALLEY_MEDIA_TYPE_PNG), ==, GALLEY_MEDIA_MAX_PICTURE_BYTES);
  g_assert_cmpuint (galley_media_type_get_max_bytes (GALLEY_MEDIA_TYPE_MP4), ==, GALLEY_MEDIA_MAX_BYTES);
  g_assert_true (galley_media_type_is_video (GALLEY_MEDIA_TYPE_WEBM));
  g_assert_false (galley_media_type_is_video (GALLEY_MEDIA_TYPE_MP3));
  g_assert_false (galley_media_type_is_video ("video/quicktime"));
  g_assert_false (galley_media_type_is_picture ("image/svg+xml"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/media-type/sniff", test_sniff);
  g_test_add_func ("/model/media-type/suffix", test_suffix);
  g_test_add_func ("/model/media-type/limits", test_limits);
  return g_test_run ();
}
