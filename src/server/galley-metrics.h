/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the server has done since it started, counted: requests by route and status, how long they took, how many are in
 * hand. Any thread may count. Written in the text form that Prometheus reads (exposition format 0.0.4). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _GalleyMetrics GalleyMetrics;

GalleyMetrics *galley_metrics_new (void);
GalleyMetrics *galley_metrics_ref (GalleyMetrics *self);
void galley_metrics_unref (GalleyMetrics *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyMetrics, galley_metrics_unref)

/* A request is answered, @microseconds after it was complete. @route: static, of galley_server_router_get_label(). */
void galley_metrics_note (GalleyMetrics *self,
                          const char    *route,
                          guint          status,
                          gint64         microseconds);
/* So many requests are being worked on, and so many wait for news. */
void galley_metrics_set_in_hand (GalleyMetrics *self,
                                 guint          n_in_hand,
                                 guint          n_waiting);

void galley_metrics_write (GalleyMetrics *self,
                           GString       *text);
/* A value of the moment, with its help and type. */
void galley_metrics_write_gauge (GString    *text,
                                 const char *name,
                                 const char *help,
                                 gint64      value);

G_END_DECLS
