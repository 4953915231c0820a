/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which file goes up or comes down just now, and how far it is: noted by the thread that moves it, one file at a time, and
 * read by who shows it. A file that is moved again begins again. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Bytes from which on a file takes so long that it is worth a word beside its picture or card. */
#define GALLEY_MEDIA_MOVE_LARGE (8 * 1024 * 1024)

typedef struct
{
  char hash[65];
  gboolean is_upward;
  gint64 done; /* bytes */
  gint64 total; /* 0: not known yet */
} GalleyMediaMove;

/* Signal "moved" (const char *hash), in the main context of the thread that made it: that file has begun, gone on by a
 * hundredth of itself or more, or ended. What was told already in between is told once. */
#define GALLEY_TYPE_MEDIA_TRAFFIC (galley_media_traffic_get_type ())
G_DECLARE_FINAL_TYPE (GalleyMediaTraffic, galley_media_traffic, GALLEY, MEDIA_TRAFFIC, GObject)

GalleyMediaTraffic *galley_media_traffic_new (void);

/* From the thread that moves. What it returns is cancelled with @cancellable (nullable), and by stop(). (transfer full) */
GCancellable *galley_media_traffic_begin (GalleyMediaTraffic *self,
                                          const char         *hash,
                                          gboolean            is_upward,
                                          gint64              total,
                                          GCancellable       *cancellable);
/* A GFileProgressCallback, @self is its data: of what has begun. */
void galley_media_traffic_advance (goffset  done,
                                   goffset  total,
                                   gpointer self);
/* TRUE: somebody has stopped it. */
gboolean galley_media_traffic_end (GalleyMediaTraffic *self);

/* From any thread. Ends the move of that file, if it is the one that moves. */
void galley_media_traffic_stop (GalleyMediaTraffic *self,
                                const char         *hash);
/* From any thread. FALSE: nothing moves. */
gboolean galley_media_traffic_get (GalleyMediaTraffic *self,
                                   GalleyMediaMove    *move);

G_END_DECLS
