/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The body of a request that brings a file: put on the disk while it comes, so that it is never in memory as a whole. */
#pragma once

#include "server/galley-request.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* When the headers are there. @folder of media. A client who goes away takes the file with it. */
void galley_http_upload_begin (SoupServerMessage *message,
                               const char        *folder);
/* When the body is there, into @request: nothing happens where none was begun. */
void galley_http_upload_take (SoupServerMessage *message,
                              GalleyRequest     *request);

G_END_DECLS
