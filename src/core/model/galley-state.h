/* SPDX-License-Identifier: GPL-3.0-or-later */
/* State: what the server knows about an article beside its content. It belongs to the server; the client keeps the
 * last copy it was given and never sends it. Immutable once shared: fill it, then treat it as constant. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  GALLEY_STATUS_DRAFT,     /* 草稿 */
  GALLEY_STATUS_REVIEW_1,  /* 待一审 */
  GALLEY_STATUS_REVIEW_2,  /* 待二审 */
  GALLEY_STATUS_REVIEW_3,  /* 待终审 */
  GALLEY_STATUS_APPROVED,  /* 已签发，待发布 */
  GALLEY_STATUS_SCHEDULED, /* 定时 */
  GALLEY_STATUS_PUBLISHED, /* 已发布 */
  GALLEY_STATUS_RETURNED,  /* 退改 */
  GALLEY_STATUS_WITHDRAWN, /* 已撤稿 */
  GALLEY_STATUS_CLOSED,    /* a correction that was published: its content lives on in the article it corrected */
} GalleyStatus;
#define GALLEY_N_STATUSES (GALLEY_STATUS_CLOSED + 1)

/* A review, bound to the content that was read. */
typedef struct
{
  GalleyStatus review; /* GALLEY_STATUS_REVIEW_1 … _3 */
  char *user;
  char *user_name;
  char *content_hash;
  gint64 time; /* real time, microseconds */
} GalleySignature;

typedef struct
{
  gatomicrefcount references;

  GalleyStatus status;
  char *owner; /* user id of the author */
  char *owner_name;
  char *department;
  char *etag;          /* strong, quoted, as the server gave it; "" where the server has never seen it */
  gint64 created;      /* real times, microseconds; 0 where unknown */
  gint64 modified;
  char *modified_by;   /* a user's name */
  char *return_reason; /* what the reviewer wrote, "" if nothing */
  GPtrArray *signatures; /* (element-type GalleySignature) */

  /* The publication, "" or 0 before the first. */
  char *published_hash; /* content hash of what is public */
  char *published_path; /* "/2026/11/23/….html", given once */
  gint64 published_at;
  char *layout_version;
  char *context; /* canonical JSON, see galley-context.h */
} GalleyState;

#define GALLEY_TYPE_STATE (galley_state_get_type ())
GType galley_state_get_type (void);

/* An empty draft: every text "", no signatures. */
GalleyState *galley_state_new (void);
GalleyState *galley_state_copy (const GalleyState *self);
GalleyState *galley_state_ref (GalleyState *self);
void galley_state_unref (GalleyState *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyState, galley_state_unref)

/* Every member the same, signatures included. */
gboolean galley_state_equal (const GalleyState *a,
                             const GalleyState *b);

/* @member: a text of a state, which nothing else may replace or free. */
void galley_state_set_text (char      **member,
                            const char *value);

/* Whether the page can be read by the public now. */
gboolean galley_state_is_public (const GalleyState *self);

GalleySignature *galley_signature_new (GalleyStatus review,
                                       const char  *user,
                                       const char  *user_name,
                                       const char  *content_hash,
                                       gint64       time);
void galley_signature_free (GalleySignature *self);

/* "draft", "review-1", …, on the wire and in the database. */
const char *galley_status_get_name (GalleyStatus status);
gboolean galley_status_from_name (const char   *name,
                                  GalleyStatus *status);

G_END_DECLS
