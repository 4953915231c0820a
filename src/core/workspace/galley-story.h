/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happened to an article, for people who ask: what this computer knows of it, and what the server's record says.
 * Plain data, made by galley_workspace_explain_async(); words for people are made in the interface. */
#pragma once

#include "core/model/galley-state.h"

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  GALLEY_EVENT_SAVED,    /* the last change here */
  GALLEY_EVENT_KEPT,     /* a version was kept; @what: GALLEY_VERSION_… */
  GALLEY_EVENT_WAITING,  /* content waits in the outbox; @what: "put", "delete" */
  GALLEY_EVENT_ORDERED,  /* an order waits; @what: galley_action_get_name() */
  GALLEY_EVENT_PARKED,   /* one of both was refused, or waits for a person; @comment: the reason */
  GALLEY_EVENT_SERVED,   /* the server's record; @what: the act */
} GalleyEventKind;

typedef struct
{
  GalleyEventKind kind;
  gint64 time;     /* real time; by the server's clock where it is SERVED */
  char *who;       /* a name; "": here */
  char *what;
  char *comment;   /* "" where there is none */
  char *hash;      /* of the content, "" where it is not told */
  gint64 revision; /* the server's number, 0: none */
  guint attempts;  /* of what waits */
} GalleyEvent;

typedef struct
{
  char *article;
  GalleyStatus status;
  gint64 revision;       /* the server's, that this computer builds upon; 0: the server has never seen it */
  gboolean is_dirty;     /* something is not up there yet */
  gboolean is_trashed;
  guint n_conflicts;
  gboolean is_told;      /* the server's record is among the events */
  int trouble;           /* GalleyError of asking it, where it is not; -1: it was not asked */
  GPtrArray *events;     /* (element-type GalleyEvent), newest first */
} GalleyStory;

GalleyStory *galley_story_new (const char *article);
void galley_story_free (GalleyStory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyStory, galley_story_free)

/* The texts are copied; NULL stands for "". The event may be filled in until it is shown. */
GalleyEvent *galley_story_add (GalleyStory    *self,
                               GalleyEventKind kind,
                               gint64          time,
                               const char     *who,
                               const char     *what);
void galley_story_sort (GalleyStory *self);
/* Where the server's record is not in @self: what it said for @earlier, which is told still, stands for it. */
void galley_story_keep_served (GalleyStory       *self,
                               const GalleyStory *earlier);

/* The number in an ETag of a galley-server, 0 where there is none. */
gint64 galley_story_read_revision (const char *etag);

/* The story for somebody who looks for a fault: JSON, with times, kinds, numbers and hashes. What people wrote, who they
 * are, names of files, the server's sentences and tokens are not in it: a person is "person 1", a sentence its length.
 * (transfer full) */
char *galley_story_write_diagnosis (const GalleyStory *self,
                                    gint64             now);

G_END_DECLS
