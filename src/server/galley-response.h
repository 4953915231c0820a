/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the server's function answers: bytes, a file, or one of two orders to its caller.
 *
 * WAIT: nothing is new. Ask again, with request->deadline set to response->deadline, as soon as the server's sequence
 * is above response->sequence or the boot time has reached the deadline.
 *
 * PASSWORD: hashing takes a tenth of a second and 64 MiB, so it is not done here. Call galley_response_hash() on a
 * thread that may take its time, then galley_server_finish_password(). */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  GALLEY_RESPONSE_BYTES,
  GALLEY_RESPONSE_FILE,
  GALLEY_RESPONSE_WAIT,
  GALLEY_RESPONSE_PASSWORD,
} GalleyResponseKind;

typedef struct
{
  GalleyResponseKind kind;
  gboolean is_early; /* what it tells of is not on the disk yet: galley_server_answer_early() */

  guint status;
  const char *content_type; /* static; NULL without a body */
  GBytes *body;             /* NULL if empty */
  const char *encoding;     /* static; "gzip" where body or file is compressed */
  gboolean varies;          /* with what the client reads: Vary */
  char *etag;
  char *location;
  char *next; /* path of the page behind this one: Link, rel="next" (RFC 8288) */
  const char *allow; /* static; with 405 */
  guint retry_after; /* seconds; with 429 and 503 */

  char *file; /* FILE: where it is on disk */

  gint64 sequence; /* WAIT */
  gint64 deadline;

  char *user; /* PASSWORD: who signs in; otherwise who asked, for the log; may be NULL */

  /* PASSWORD: what was said, and the hash that it must fit. */
  char *password;
  char *password_hash;
  gboolean is_right;

  /* PASSWORD, to change it. */
  char *new_password; /* NULL: to sign in */
  char *new_hash;     /* NULL where there was no memory for it */
  char *kept_token;   /* stays good */
  gboolean is_same;   /* @new_password is the present one: the change was asked for before */
} GalleyResponse;

#define GALLEY_JSON_CONTENT_TYPE "application/json"

GalleyResponse *galley_response_new (guint status);
/* Takes @text. */
GalleyResponse *galley_response_new_text (guint       status,
                                          const char *content_type,
                                          char       *text);
/* Takes @object and writes it canonically. */
GalleyResponse *galley_response_new_json (guint       status,
                                          JsonObject *object);
GalleyResponse *galley_response_new_file (guint       status,
                                          const char *content_type,
                                          char       *file);
GalleyResponse *galley_response_new_wait (gint64 sequence,
                                          gint64 deadline);
/* A problem document (RFC 9457); @type is one of galley-protocol.h. */
GalleyResponse *galley_response_new_problem (guint       status,
                                             const char *type,
                                             const char *format,
                                             ...) G_GNUC_PRINTF (3, 4);
/* The document alone. (transfer full) */
JsonObject *galley_problem_new (guint       status,
                                const char *type,
                                const char *detail);
void galley_response_free (GalleyResponse *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyResponse, galley_response_free)

/* Does the hashing that a PASSWORD asks for. Blocks; any thread. */
void galley_response_hash (GalleyResponse *self);

/* Turns a FILE into BYTES with an ETag; a condition that holds makes it a 304. Does nothing to other kinds. */
void galley_response_load_file (GalleyResponse *self,
                                const char     *if_none_match);

G_END_DECLS
