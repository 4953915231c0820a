/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Constants of the Portal API, shared by client and server. The contract is data/api/openapi.yaml. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define GALLEY_API "/api/v1"
#define GALLEY_API_TOKENS GALLEY_API "/tokens"
#define GALLEY_API_PASSWORD GALLEY_API "/password"
#define GALLEY_API_SESSION GALLEY_API "/session"
#define GALLEY_API_LAYOUT GALLEY_API "/layout"
#define GALLEY_API_CHANGES GALLEY_API "/changes"
#define GALLEY_API_MANIFEST GALLEY_API "/manifest"
#define GALLEY_API_ARTICLES GALLEY_API "/articles"
#define GALLEY_API_BATCHES GALLEY_API "/batches"
#define GALLEY_API_LISTS GALLEY_API "/lists"
#define GALLEY_API_MEDIA GALLEY_API "/media"
#define GALLEY_API_PEOPLE GALLEY_API "/people"
#define GALLEY_API_PRESENCE GALLEY_API "/presence"
#define GALLEY_API_SLOTS GALLEY_API "/slots"

/* Lists whose entries come with the feed: the vocabulary, and the home page's slots (galley-placements.h). */
#define GALLEY_LIST_TAGS "tags"
#define GALLEY_LIST_SLOTS "slots"

/* With an order: the time after which it is not to be carried out, as galley_time_format() has it, by the server's own
 * clock (Date, RFC 9110), whatever the client's says. */
#define GALLEY_HEADER_NOT_AFTER "Galley-Not-After"

#define GALLEY_PROBLEM_CONTENT_TYPE "application/problem+json"
/* Stable problem types (RFC 9457), each "urn:galley:problem:" and one of these. */
#define GALLEY_PROBLEM "urn:galley:problem:"
#define GALLEY_PROBLEM_CREDENTIALS GALLEY_PROBLEM "credentials"         /* 401, 403 wrong name or password */
#define GALLEY_PROBLEM_TOKEN GALLEY_PROBLEM "token"                     /* 401 no, unknown or expired token */
#define GALLEY_PROBLEM_FORBIDDEN GALLEY_PROBLEM "forbidden"             /* 403 */
#define GALLEY_PROBLEM_NOT_FOUND GALLEY_PROBLEM "not-found"             /* 404 */
#define GALLEY_PROBLEM_METHOD GALLEY_PROBLEM "method"                   /* 405 */
#define GALLEY_PROBLEM_STATE GALLEY_PROBLEM "state"                     /* 409 not in this state */
#define GALLEY_PROBLEM_REUSED GALLEY_PROBLEM "name-reused"              /* 409 same name, other bytes */
#define GALLEY_PROBLEM_HASH GALLEY_PROBLEM "content-changed"            /* 409 another content than was looked at */
#define GALLEY_PROBLEM_MEDIA GALLEY_PROBLEM "media-missing"             /* 409 a picture of the article is not here */
#define GALLEY_PROBLEM_INCOMPLETE GALLEY_PROBLEM "incomplete"           /* 409 what a page of its kind needs is not there */
#define GALLEY_PROBLEM_RENDITIONS GALLEY_PROBLEM "renditions"           /* 409 not those that the layout asks for */
#define GALLEY_PROBLEM_LATE GALLEY_PROBLEM "late"                       /* 409 after the time that the order was in force */
#define GALLEY_PROBLEM_CURSOR GALLEY_PROBLEM "cursor"                   /* 410 */
#define GALLEY_PROBLEM_CONDITION GALLEY_PROBLEM "condition"             /* 412, body: the current representation */
#define GALLEY_PROBLEM_TOO_LARGE GALLEY_PROBLEM "too-large"             /* 413 */
#define GALLEY_PROBLEM_INVALID GALLEY_PROBLEM "invalid"                 /* 400, 422 */
#define GALLEY_PROBLEM_NO_CONDITION GALLEY_PROBLEM "condition-required" /* 428 */
#define GALLEY_PROBLEM_RATE GALLEY_PROBLEM "rate"                       /* 429 with Retry-After */
#define GALLEY_PROBLEM_SERVER GALLEY_PROBLEM "server"                   /* 500 */

/* What a server can do, in GET session. A Galley needs one that can wait. */
#define GALLEY_FEATURE_BATCHES "batches"
#define GALLEY_FEATURE_WAIT "wait"
#define GALLEY_FEATURE_PASSWORD "password"
#define GALLEY_FEATURE_MEDIA "media"
#define GALLEY_FEATURE_SLOTS "slots"
#define GALLEY_FEATURE_PRESENCE "presence"

#define GALLEY_PASSWORD_MIN_CHARACTERS 8

#define GALLEY_BATCH_MAX_ITEMS 250
#define GALLEY_BATCH_MAX_BYTES (1024 * 1024)
#define GALLEY_CHANGES_MAX_LIMIT 500
#define GALLEY_CHANGES_MAX_WAIT 50 /* seconds */
#define GALLEY_PRESENCE_MAX_OPEN 16    /* articles that one device tells of */
#define GALLEY_PRESENCE_MAX_OFFLINE 64 /* articles that one person took along */
#define GALLEY_PRESENCE_MAX_DAYS 14    /* for so long at most */
#define GALLEY_PRESENCE_MAX_OTHERS 500 /* that are told of in an answer */

G_END_DECLS
