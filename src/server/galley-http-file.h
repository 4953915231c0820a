/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A large file as an answer, written piece by piece: it is never in memory as a whole. Knows a range (RFC 9110, 14.2), for
 * those who move about in a video. */
#pragma once

#include "server/galley-response.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Where @response is a FILE that is large: makes it a 200, 206, 304 or 416 without a body and with an ETag, and sees to it
 * that its bytes follow the headers that are written next. FALSE: it is small, or not there, and nothing was done. */
gboolean galley_http_file_begin (SoupServerMessage *message,
                                 GalleyResponse    *response,
                                 const char        *if_none_match);

G_END_DECLS
