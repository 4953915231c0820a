/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a picture's file says in words: IPTC-IIM 4.2, XMP (IPTC Core) and EXIF, read by gexiv2. Private to the media. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* @caption, @credit: each one line, cleaned; "" where there is none or nothing can be read. XMP comes before IIM. Bytes of
 * IIM are UTF-8 where they can be, and else GB18030, whatever the record says of itself. (transfer full)
 * @taken: when the shutter was released (EXIF 2.32: DateTimeOriginal, SubSecTimeOriginal, OffsetTimeOriginal), real time
 * in microseconds; 0 where the file does not say. Without an offset it is this computer's time of day. */
void galley_picture_words_read (GBytes *file,
                                char  **caption,
                                char  **credit,
                                gint64 *taken);
/* The orientation of EXIF, 1 to 8. */
guint galley_picture_words_read_orientation (GBytes *file);

G_END_DECLS
