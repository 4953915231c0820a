/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What photographers write into their pictures comes back as text, and nothing of it stays in the bytes. */
#include "picture-support.h"

#include <string.h>

static const GalleyPictureForm form = GALLEY_PICTURE_FORM_DEFAULT;

static void
append_dataset (GByteArray *iim,
                guint8      record,
                guint8      number,
                const char *bytes,
                gsize       length)
{
  const guint8 head[] = { 0x1c, record, number, (guint8) (length >> 8), (guint8) length };

  g_byte_array_append (iim, head, sizeof head);
  g_byte_array_append (iim, (const guint8 *) bytes, (guint) length);
}

/* An IIM block as Photoshop's resource 0404. */
static GBytes *
insert_iim (GBytes     *jpeg,
            GByteArray *iim)
{
  g_autoptr (GByteArray) payload = g_byte_array_new ();
  const guint8 length[] = { 0, 0, (guint8) (iim->len >> 8), (guint8) iim->len };

  g_byte_array_append (payload, (const guint8 *) "Photoshop 3.0\0" "8BIM\4\4\0\0", 22);
  g_byte_array_append (payload, length, sizeof length);
  g_byte_array_append (payload, iim->data, iim->len);
  if (iim->len % 2 == 1)
    g_byte_array_append (payload, (const guint8 *) "", 1);
  return picture_insert_segment (jpeg, 0xed, payload);
}

static GBytes *
insert_xmp (GBytes     *jpeg,
            const char *properties)
{
  g_autoptr (GByteArray) payload = g_byte_array_new ();
  g_autofree char *packet =
    g_strdup_printf ("<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
                     "<rdf:Description rdf:about='' xmlns:dc='http://purl.org/dc/elements/1.1/'"
                     " xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/'>%s</rdf:Description></rdf:RDF></x:xmpmeta>",
                     properties);

  g_byte_array_append (payload, (const guint8 *) "http://ns.adobe.com/xap/1.0/", 29);
  g_byte_array_append (payload, (const guint8 *) packet, (guint) strlen (packet));
  return picture_insert_segment (jpeg, 0xe1, payload);
}

static GBytes *
make_plain (void)
{
  g_autoptr (GdkPixbuf) pixels = picture_new_quarters (80, 40, FALSE);

  return picture_save (pixels, "jpeg");
}

static void
assert_words (GBytes     *file,
              const char *caption,
              const char *credit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyPicture) picture = galley_picture_make (file, NULL, &form, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (picture->caption, ==, caption);
  g_assert_cmpstr (picture->credit, ==, credit);
}

static char *
to_gb18030 (const char *text,
            gsize      *length)
{
  g_autoptr (GError) error = NULL;
  char *converted = g_convert (text, -1, "GB18030", "UTF-8", NULL, length, &error);

  g_assert_no_error (error);
  return converted;
}

#define CAPTION "10月18日，南湖畔的枫叶红了。"
#define NAME "张三"

static void
test_iim (gconstpointer data)
{
  const char *encoding = data;
  g_autoptr (GBytes) plain = make_plain ();
  g_autoptr (GByteArray) iim = g_byte_array_new ();
  g_autoptr (GBytes) file = NULL;
  gsize length;

  if (strcmp (encoding, "gb18030") == 0)
    {
      g_autofree char *caption = to_gb18030 (CAPTION, &length);
      g_autofree char *name = NULL;

      append_dataset (iim, 2, 80, name = to_gb18030 (NAME, &length), 4);
      append_dataset (iim, 2, 120, caption, strlen (caption));
    }
  else
    {
      if (strcmp (encoding, "marked") == 0)
        append_dataset (iim, 1, 90, "\33%G", 3);
      append_dataset (iim, 2, 80, NAME, strlen (NAME));
      append_dataset (iim, 2, 80, "李四", strlen ("李四"));
      append_dataset (iim, 2, 110, "新华社", strlen ("新华社"));
      append_dataset (iim, 2, 120, CAPTION, strlen (CAPTION));
    }
  file = insert_iim (plain, iim);
  assert_words (file, CAPTION, strcmp (encoding, "gb18030") == 0 ? NAME : NAME "、李四");
}

static void
test_xmp (void)
{
  g_autoptr (GBytes) plain = make_plain ();
  g_autoptr (GByteArray) iim = g_byte_array_new ();
  g_autoptr (GBytes) with_iim = NULL;
  g_autoptr (GBytes) file = NULL;

  append_dataset (iim, 2, 120, "old", 3);
  append_dataset (iim, 2, 80, "nobody", 6);
  with_iim = insert_iim (plain, iim);
  file = insert_xmp (with_iim, "<dc:description><rdf:Alt><rdf:li xml:lang='x-default'>" CAPTION "\n第二行</rdf:li>"
                     "<rdf:li xml:lang='en'>Leaves</rdf:li></rdf:Alt></dc:description>"
                     "<dc:creator><rdf:Seq><rdf:li>" NAME "</rdf:li><rdf:li>李四</rdf:li></rdf:Seq></dc:creator>");
  assert_words (file, CAPTION " 第二行", NAME "、李四");
}

static void
test_credit_alone (void)
{
  g_autoptr (GBytes) plain = make_plain ();
  g_autoptr (GBytes) file = insert_xmp (plain, "<photoshop:Credit>新华社</photoshop:Credit>");

  assert_words (file, "", "新华社");
}

/* Controls, marks of direction and length do not come through. */
static void
test_foul_words (void)
{
  g_autoptr (GBytes) plain = make_plain ();
  g_autoptr (GByteArray) iim = g_byte_array_new ();
  g_autofree char *flood = g_strnfill (30000, 'x');
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyPicture) picture = NULL;

  append_dataset (iim, 2, 80, "  a\1b\r\nc  ", 10);
  append_dataset (iim, 2, 120, flood, 30000);
  file = insert_iim (plain, iim);
  picture = galley_picture_make (file, NULL, &form, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (picture->credit, ==, "ab  c");
  g_assert_cmpuint (strlen (picture->caption), ==, 6000);
}

/* The position, the camera, the words: all of it is gone from what is stored. */
static void
test_nothing_stays (void)
{
  g_autoptr (GBytes) plain = make_plain ();
  g_autoptr (GByteArray) exif = picture_make_exif (1, TRUE);
  g_autoptr (GByteArray) comment = g_byte_array_new ();
  g_autoptr (GByteArray) iim = g_byte_array_new ();
  g_autoptr (GBytes) with_exif = picture_insert_segment (plain, 0xe1, exif);
  g_autoptr (GBytes) with_xmp = insert_xmp (with_exif, "<photoshop:Credit>secret</photoshop:Credit>");
  g_autoptr (GBytes) with_iim = NULL;
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyPicture) picture = NULL;

  append_dataset (iim, 2, 120, "secret", 6);
  with_iim = insert_iim (with_xmp, iim);
  g_byte_array_append (comment, (const guint8 *) "secret", 6);
  file = picture_insert_segment (with_iim, 0xfe, comment);
  g_assert_true (picture_has_bytes (file, "Exif"));

  picture = galley_picture_make (file, NULL, &form, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (picture->caption, ==, "secret");
  g_assert_false (picture_has_bytes (picture->bytes, "Exif"));
  g_assert_false (picture_has_bytes (picture->bytes, "secret"));
  g_assert_false (picture_has_bytes (picture->bytes, "Photoshop"));
  g_assert_false (picture_has_bytes (picture->bytes, "adobe"));
}

/* When it was taken, in microseconds since 1970; in UTC where the file does not say how far from it. */
static void
test_time (void)
{
  static const struct
  {
    const char *time, *fraction, *offset;
    gint64 taken;
  } cases[] = {
    { "2026:05:01 12:34:56", NULL, NULL, 1777638896000000 },
    { "2026:05:01 12:34:56", "5", NULL, 1777638896500000 },
    { "2026:05:01 12:34:56", "0123456", NULL, 1777638896012345 },
    { "2026:05:01 12:34:56", "5  ", "+08:00", 1777610096500000 },
    { "2026:05:01 12:34:56", NULL, "-03:30", 1777651496000000 },
    { "2026:05:01 12:34:56", NULL, "   :  ", 1777638896000000 },
    { "0000:00:00 00:00:00", NULL, NULL, 0 },
    { "2026:02:30 12:34:56", NULL, NULL, 0 },
    { "    :  :     :  :  ", NULL, NULL, 0 },
    { "yesterday, at eight", NULL, NULL, 0 },
  };
  g_autoptr (GBytes) plain = make_plain ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GByteArray) exif = picture_make_exif_time (cases[i].time, cases[i].fraction, cases[i].offset);
      g_autoptr (GBytes) file = picture_insert_segment (plain, 0xe1, exif);
      g_autoptr (GError) error = NULL;
      g_autoptr (GalleyPicture) picture = galley_picture_make (file, NULL, &form, NULL, &error);

      g_assert_no_error (error);
      g_test_message ("%s, %s, %s", cases[i].time, cases[i].fraction, cases[i].offset);
      g_assert_cmpint (picture->taken, ==, cases[i].taken);
      g_assert_false (picture_has_bytes (picture->bytes, "2026:05"));
    }
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/words/iim/marked", "marked", test_iim);
  g_test_add_data_func ("/words/iim/unmarked", "unmarked", test_iim);
  g_test_add_data_func ("/words/iim/gb18030", "gb18030", test_iim);
  g_test_add_func ("/words/xmp", test_xmp);
  g_test_add_func ("/words/credit-alone", test_credit_alone);
  g_test_add_func ("/words/foul", test_foul_words);
  g_test_add_func ("/words/time", test_time);
  g_test_add_func ("/words/nothing-stays", test_nothing_stays);
  return g_test_run ();
}
