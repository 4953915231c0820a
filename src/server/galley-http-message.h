/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between libsoup's messages and ours: what a request says, what can be told to be wrong with it before its body is
 * read, and how an answer is written. */
#pragma once

#include "server/galley-request.h"
#include "server/galley-response.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* What to answer on sight of the headers alone, or NULL. Refuses what SoupServer would misread: more than one Host or
 * Content-Length, a length that is no plain number, any Transfer-Encoding (411: nobody who speaks this API needs it, and
 * so no chunk is ever counted); and what is too large for what it is sent to. @is_foul: where its body ends cannot be
 * known, or is too far away to be read to its end for politeness. */
GalleyResponse *galley_http_message_judge (SoupServerMessage *message,
                                           gboolean          *is_foul);
/* Answers past libsoup, which would first read the body, and ends the connection. */
void galley_http_message_cut (SoupServerMessage    *message,
                              const GalleyResponse *response);

/* Path and query as they came. (transfer full) */
GalleyRequest *galley_http_message_read (SoupServerMessage *message,
                                         guint64            number);
/* @response of kind BYTES. @is_page: headers for the public site instead of those for the API. */
void galley_http_message_write (SoupServerMessage    *message,
                                const GalleyResponse *response,
                                gboolean              is_page);
/* From now on what is written waits until it fills a packet, or is let go: libsoup writes head and body apart, and each
 * would go through the network and wake the reader. */
void galley_http_message_hold (SoupServerMessage *message,
                               gboolean           is_held);

G_END_DECLS
