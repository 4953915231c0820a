/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The store's queue of lanes, of which the first that holds something is served, each in order. Any thread puts in, one
 * takes out. Private to the store. */
#pragma once

#include "core/store/galley-store-job.h"

G_BEGIN_DECLS

typedef struct _GalleyStoreQueue GalleyStoreQueue;

typedef struct
{
  GalleyLane lane; /* where it was put in */
  GalleyStoreJob function;
  gpointer input;
  GDestroyNotify free_input;
  GDestroyNotify free_result;

  /* Called on the store's thread with the result, which it takes, or the error, which it takes. It frees the work. */
  void (*answer) (gpointer work,
                  gpointer result,
                  GError  *error);
} GalleyStoreWork;

GalleyStoreQueue *galley_store_queue_new (void);
void galley_store_queue_free (GalleyStoreQueue *self);

/* FALSE when the queue has been closed; @work stays the caller's then. */
gboolean galley_store_queue_push (GalleyStoreQueue *self,
                                  GalleyLane        lane,
                                  GalleyStoreWork  *work);
/* Waits. NULL when the queue is closed and empty. */
GalleyStoreWork *galley_store_queue_pop (GalleyStoreQueue *self);
/* FALSE: nothing has come in for so many microseconds. */
gboolean galley_store_queue_wait (GalleyStoreQueue *self,
                                  gint64            patience);
/* Whether a save has come in since the last pause. */
gboolean galley_store_queue_has_saved (GalleyStoreQueue *self);
/* The one who takes out works on @database for itself, until a save comes in and interrupts it, or it ends the pause.
 * FALSE: a save is there already. */
gboolean galley_store_queue_begin_pause (GalleyStoreQueue *self,
                                         GalleyDatabase   *database);
void galley_store_queue_end_pause (GalleyStoreQueue *self);
/* Nothing more comes in; what is in is still served. */
void galley_store_queue_close (GalleyStoreQueue *self);

G_END_DECLS
