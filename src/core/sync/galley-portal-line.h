/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line to a portal: a libsoup session that belongs to the thread that calls, and what every call of the Portal API
 * has in common - the token, the bounds, and what a status means. Private to the portal's transport.
 *
 * One thread at a time; a call from another thread than the last one's begins a new libsoup session, for sessions keep
 * to their thread. */
#pragma once

#include "core/base/galley-clock.h"
#include "core/model/galley-media-arrival.h"
#include "core/sync/galley-authority.h"
#include "core/sync/galley-portal-trouble.h"

G_BEGIN_DECLS

typedef struct _GalleyPortalLine GalleyPortalLine;

/* For @expected_type: any type of galley-media-type.h. */
#define GALLEY_PORTAL_ANY_MEDIA "media"

typedef struct
{
  const char *method;
  const char *path;          /* from "/" on, query included */
  const char *if_match;      /* NULL: not sent */
  const char *if_none_match; /* NULL: not sent */
  const char *not_after;     /* NULL: not sent; GALLEY_HEADER_NOT_AFTER */
  const char *content_type;  /* of @body */
  GBytes *body;              /* (nullable) */
  const char *file;          /* (nullable) path of one that is the body instead; it is sent piece by piece */
  GalleyMediaArrival *arrival; /* (nullable) where the body of a good answer goes, instead of the answer's */
  GFileProgressCallback progress; /* (nullable) of @file or @arrival */
  gpointer progress_data;
  const char *expected_type; /* what a good answer with a body must be; NULL: any JSON of ours */
  gsize limit;               /* bytes of the answer */
} GalleyPortalRequest;

typedef struct
{
  guint status; /* 0: there was no answer */
  char *type;   /* without parameters, "" if none */
  char *etag;   /* "" if none */
  gint64 time;  /* the server's real time then (Date), in whole seconds; 0: not told */
  char *next;   /* path of the page behind this one (Link, RFC 8288), NULL: none was told */
  GBytes *body;
} GalleyPortalAnswer;

void galley_portal_answer_clear (GalleyPortalAnswer *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GalleyPortalAnswer, galley_portal_answer_clear)

/* @token NULL: nothing is sent with a call. @silence: seconds without a byte that end a call. */
GalleyPortalLine *galley_portal_line_new (const char *address,
                                          const char *token,
                                          guint       silence);
void galley_portal_line_free (GalleyPortalLine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyPortalLine, galley_portal_line_free)

/* What takes a call there and brings the answer, instead of HTTP. FALSE with any error: there was no answer. It fills in
 * @answer as a server's headers would, and @retry_after (microseconds). */
typedef gboolean (*GalleyPortalCarrier) (gpointer                   data,
                                         const GalleyPortalRequest *request,
                                         const char                *token,
                                         GalleyPortalAnswer        *answer,
                                         gint64                    *retry_after,
                                         GError                   **error);
/* Before the first call: what the server's clock is followed by. */
void galley_portal_line_set_clock (GalleyPortalLine *self,
                                   GalleyClock      *clock);
/* Before the first call. */
void galley_portal_line_set_carrier (GalleyPortalLine   *self,
                                     GalleyPortalCarrier carrier,
                                     gpointer            data);

/* From the next call on. */
void galley_portal_line_set_silence (GalleyPortalLine *self,
                                     guint             silence);
/* Who may vouch for the server from the next call on, besides those whom the system knows (nullable). */
void galley_portal_line_set_authority (GalleyPortalLine      *self,
                                       const GalleyAuthority *authority);
/* Of the last call. */
GalleyPortalTrouble galley_portal_line_get_trouble (GalleyPortalLine *self);
/* Microseconds, of the last call. */
gint64 galley_portal_line_get_retry_after (GalleyPortalLine *self);

/* The server's real time now, at most a second and the way of an answer behind it; 0: it has not told it yet. */
gint64 galley_portal_line_get_server_time (GalleyPortalLine *self);

/* TRUE for 2xx and 304. @answer is filled in whenever there was one, so that the body of a 412 can be read. */
gboolean galley_portal_line_call (GalleyPortalLine          *self,
                                  const GalleyPortalRequest *request,
                                  GalleyPortalAnswer        *answer,
                                  GCancellable              *cancellable,
                                  GError                   **error);

/* The error that a status and a problem document come to, also for the items of a batch; its message is what
 * galley_refusal_write() makes of both. @type: (nullable). @sentence: (nullable) its detail or title. */
GError *galley_portal_error_new (guint       status,
                                 const char *type,
                                 const char *sentence);

G_END_DECLS
