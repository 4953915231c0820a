/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a picture's file says in words: IPTC-IIM 4.2 and XMP (IPTC Core), read by gexiv2. Private to the media. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Each one line, cleaned; "" where there is none or nothing can be read. XMP comes before IIM. Bytes of IIM are UTF-8
 * where they can be, and else GB18030, whatever the record says of itself. (transfer full) */
void galley_picture_words_read (GBytes *file,
                                char  **caption,
                                char  **credit);
/* The orientation of EXIF, 1 to 8. */
guint galley_picture_words_read_orientation (GBytes *file);

G_END_DECLS
