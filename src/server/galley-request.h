/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request as the server's function sees it: what was asked, without the socket it came by. Strings are what the
 * client sent; nothing has been judged yet. */
#pragma once

#include "core/model/galley-media-arrival.h"
#include "server/galley-batch.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  guint64 number; /* names the request in the log; 0 in tests */
  char *method;   /* "GET", in capitals as HTTP has it */
  char *path;     /* percent-encoded as it came, without query */
  char *query;    /* without "?"; NULL if there is none */
  char *token;    /* behind "Bearer "; NULL if there is none */
  char *content_type; /* of the body, as the header has it; NULL if there is none */
  char *if_match;
  char *if_none_match;
  char *not_after; /* GALLEY_HEADER_NOT_AFTER */
  char *accept_language;
  gboolean takes_gzip;   /* the client reads what is compressed (RFC 9110, 12.5.3) */
  gboolean is_forwarded; /* a web server in front passed it on from elsewhere, and says so */
  GBytes *body;    /* never NULL */
  GalleyMediaArrival *arrival; /* the body instead, of one that brings a file and was put on the disk while it came */
  GError *arrival_error;       /* why that could not be done */
  gint64 deadline; /* boot time at which a wait ends; 0 at the first call, see galley-response.h */

  GalleyBatch *batch; /* what @body holds, where it was read ahead; otherwise NULL */
} GalleyRequest;

/* @target: path and query. @body NULL is an empty one. */
GalleyRequest *galley_request_new (const char *method,
                                   const char *target,
                                   GBytes     *body);
void galley_request_free (GalleyRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyRequest, galley_request_free)

/* "Bearer TOKEN"; anything else leaves the request without a token. */
void galley_request_set_authorization (GalleyRequest *self,
                                       const char    *header);

/* The value of @name in the query, decoded, or NULL. FALSE when the query cannot be read. (transfer full) */
gboolean galley_request_dup_parameter (const GalleyRequest *self,
                                       const char          *name,
                                       char               **value);

/* The whole number @name of the query, at most @maximum; @otherwise where there is none. FALSE: it is no number. */
gboolean galley_request_get_number (const GalleyRequest *self,
                                    const char          *name,
                                    guint                otherwise,
                                    guint                maximum,
                                    guint               *number);

/* Whether the list of entity tags in @header holds @etag, or "*" where @etag stands for something that is there. Weak
 * tags never match. @header may be NULL. */
gboolean galley_etag_matches (const char *header,
                              const char *etag);

G_END_DECLS
