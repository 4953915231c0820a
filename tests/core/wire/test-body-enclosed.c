/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attachments and videos in the canonical body, and what of them stands where there is only text. */
#include "core/wire/galley-body.h"
#include "core/wire/galley-enclosed-line.h"
#include "core/wire/galley-handover.h"

#include "core/base/galley-error.h"
#include "core/model/galley-media-type.h"

#include <string.h>

#define HASH "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define PLACE "01/" HASH
#define IMAGE "<img src=\"media/" PLACE ".jpg\" width=\"640\" height=\"360\" alt=\"\"/>"

static GalleyFigure *
make_poster (void)
{
  return galley_figure_new (HASH, GALLEY_MEDIA_TYPE_JPEG, 640, 360, "words that a poster does not keep");
}

static GalleyBlock *
make_file (GalleyBlockKind kind,
           const char     *media_type,
           const char     *name,
           gboolean        has_poster,
           const char     *title)
{
  g_autoptr (GalleyFigure) poster = has_poster ? make_poster () : NULL;
  g_autoptr (GalleyEnclosure) enclosure = galley_enclosure_new_file (HASH, media_type, 1234567, name, poster);

  return galley_block_new_enclosed (kind, enclosure, title);
}

static GalleyBlock *
make_player (const char *address,
             gboolean    has_poster,
             const char *title)
{
  g_autoptr (GalleyFigure) poster = has_poster ? make_poster () : NULL;
  g_autoptr (GalleyEnclosure) enclosure = galley_enclosure_new_player (address, poster);

  return galley_block_new_enclosed (GALLEY_BLOCK_VIDEO, enclosure, title);
}

/* Takes @block. */
static void
assert_written (GalleyBlock *block,
                const char  *expected)
{
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();
  g_autoptr (GPtrArray) read = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *written = NULL;

  g_ptr_array_add (blocks, block);
  written = galley_body_write (blocks);
  g_assert_cmpstr (written, ==, expected);
  read = galley_body_read (written, strlen (written), &error);
  g_assert_no_error (error);
  g_assert_true (galley_blocks_equal (blocks, read));
}

static void
test_written (void)
{
  assert_written (make_file (GALLEY_BLOCK_ATTACHMENT, GALLEY_MEDIA_TYPE_PDF, "甲 & 乙.pdf", FALSE,
                             "关于<通知>\342\200\250的附件"),
                  "<figure class=\"attachment\"><a href=\"media/" PLACE ".pdf\" data-size=\"1234567\">甲 &amp; 乙.pdf</a>"
                  "<figcaption>关于&lt;通知&gt;<br/>的附件</figcaption></figure>");
  assert_written (make_file (GALLEY_BLOCK_ATTACHMENT, GALLEY_MEDIA_TYPE_MP4, "a.mp4", FALSE, ""),
                  "<figure class=\"attachment\"><a href=\"media/" PLACE ".mp4\" data-size=\"1234567\">a.mp4</a>"
                  "<figcaption></figcaption></figure>");
  assert_written (make_file (GALLEY_BLOCK_VIDEO, GALLEY_MEDIA_TYPE_MP4, "a.mp4", FALSE, "t"),
                  "<figure class=\"video\"><video src=\"media/" PLACE ".mp4\" data-size=\"1234567\">a.mp4</video>"
                  "<figcaption>t</figcaption></figure>");
  assert_written (make_file (GALLEY_BLOCK_VIDEO, GALLEY_MEDIA_TYPE_WEBM, "", TRUE, "t"),
                  "<figure class=\"video\"><video src=\"media/" PLACE ".webm\" data-size=\"1234567\">" IMAGE
                  "file.webm</video><figcaption>t</figcaption></figure>");
  assert_written (make_player ("https://v.example/x/1.html?a=1&b=2", FALSE, "t"),
                  "<figure class=\"video\"><a href=\"https://v.example/x/1.html?a=1&amp;b=2\"></a>"
                  "<figcaption>t</figcaption></figure>");
  assert_written (make_player ("https://v.example/x", TRUE, ""),
                  "<figure class=\"video\"><a href=\"https://v.example/x\">" IMAGE
                  "</a><figcaption></figcaption></figure>");
}

static void
test_refused (void)
{
  static const char *const bodies[] = {
    /* marks in a title */
    "<figure class=\"attachment\"><a href=\"media/" PLACE ".pdf\" data-size=\"1\">a"
    "</a><figcaption><u>t</u></figcaption></figure>",
    /* no size, none at all, and one too many */
    "<figure class=\"attachment\"><a href=\"media/" PLACE ".pdf\">a</a><figcaption></figcaption></figure>",
    "<figure class=\"attachment\"><a href=\"media/" PLACE ".pdf\" data-size=\"0\">a</a><figcaption></figcaption></figure>",
    "<figure class=\"attachment\"><a href=\"media/" PLACE ".pdf\" data-size=\"1073741825\">a"
    "</a><figcaption></figcaption></figure>",
    "<figure class=\"attachment\"><a href=\"media/" PLACE ".pdf\" data-size=\"01\">a</a><figcaption></figcaption></figure>",
    /* a name that no file has */
    "<figure class=\"attachment\"><a href=\"media/" PLACE ".pdf\" data-size=\"1\">a/b</a><figcaption></figcaption></figure>",
    "<figure class=\"attachment\"><a href=\"media/" PLACE ".pdf\" data-size=\"1\"></a><figcaption></figcaption></figure>",
    /* a picture, another folder, an unknown kind, a player's address */
    "<figure class=\"attachment\"><a href=\"media/" PLACE ".jpg\" data-size=\"1\">a</a><figcaption></figcaption></figure>",
    "<figure class=\"attachment\"><a href=\"media/02/" HASH ".pdf\" data-size=\"1\">a</a><figcaption></figcaption></figure>",
    "<figure class=\"attachment\"><a href=\"media/" PLACE ".html\" data-size=\"1\">a</a><figcaption></figcaption></figure>",
    "<figure class=\"attachment\"><a href=\"https://v.example/x\"></a><figcaption></figcaption></figure>",
    /* no video, and a video that is not played */
    "<figure class=\"video\"><video src=\"media/" PLACE ".pdf\" data-size=\"1\">a</video><figcaption></figcaption></figure>",
    "<figure class=\"video\"><a href=\"media/" PLACE ".mp4\" data-size=\"1\">a</a><figcaption></figcaption></figure>",
    "<figure class=\"attachment\"><video src=\"media/" PLACE ".mp4\" data-size=\"1\">a"
    "</video><figcaption></figcaption></figure>",
    /* addresses that are not safe, or carry a name */
    "<figure class=\"video\"><a href=\"http://v.example/x\"></a><figcaption></figcaption></figure>",
    "<figure class=\"video\"><a href=\"https://v.example/\"></a><figcaption></figcaption></figure>",
    "<figure class=\"video\"><a href=\"https://a@v.example/x\"></a><figcaption></figcaption></figure>",
    "<figure class=\"video\"><a href=\"javascript:alert(1)\"></a><figcaption></figcaption></figure>",
    "<figure class=\"video\"><a href=\"https://v.example/x\">a</a><figcaption></figcaption></figure>",
    /* a poster with words, behind the name, or of an attachment */
    "<figure class=\"video\"><a href=\"https://v.example/x\"><img src=\"media/" PLACE ".jpg\" width=\"1\""
    " height=\"1\" alt=\"a\"/></a>"
    "<figcaption></figcaption></figure>",
    "<figure class=\"video\"><video src=\"media/" PLACE ".mp4\" data-size=\"1\">a" IMAGE ""
    "</video><figcaption></figcaption></figure>",
    "<figure class=\"attachment\"><a href=\"media/" PLACE ".pdf\" data-size=\"1\">" IMAGE "a"
    "</a><figcaption></figcaption></figure>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (galley_body_read (bodies[i], strlen (bodies[i]), &error));
      g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID);
    }
}

/* Cut off at whatever byte. */
static void
test_cut (void)
{
  static const char body[] = "<figure class=\"video\"><video src=\"media/" PLACE ".mp4\" data-size=\"12\">" IMAGE
                             "a &amp; b.mp4</video><figcaption>t</figcaption></figure>";

  for (gsize length = 1; length < strlen (body); length++)
    {
      g_autofree char *cut = g_strndup (body, length);
      g_autoptr (GError) error = NULL;

      g_assert_null (galley_body_read (cut, length, &error));
      g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID);
    }
}

static void
test_lines (void)
{
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();
  g_autofree char *plain = NULL;

  g_ptr_array_add (blocks, make_file (GALLEY_BLOCK_ATTACHMENT, GALLEY_MEDIA_TYPE_PDF, "a.pdf", FALSE, "名单"));
  g_ptr_array_add (blocks, make_player ("https://v.example/x", FALSE, "现场"));
  g_ptr_array_add (blocks, make_file (GALLEY_BLOCK_ATTACHMENT, GALLEY_MEDIA_TYPE_ZIP, "b.zip", FALSE, ""));
  g_ptr_array_add (blocks, make_file (GALLEY_BLOCK_VIDEO, GALLEY_MEDIA_TYPE_MP4, "c.mp4", FALSE, "片\342\200\250段"));
  plain = galley_handover_write_plain (blocks);
  g_assert_cmpstr (plain, ==,
                   "【附件1】名单（PDF, 1.1 MB）\n【视频1】现场 https://v.example/x\n【附件2】b.zip（ZIP, 1.1 MB）\n"
                   "【视频2】片 段（MP4, 1.1 MB）");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/body/enclosed/written", test_written);
  g_test_add_func ("/wire/body/enclosed/refused", test_refused);
  g_test_add_func ("/wire/body/enclosed/cut", test_cut);
  g_test_add_func ("/wire/body/enclosed/lines", test_lines);
  return g_test_run ();
}
