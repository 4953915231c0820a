/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Removes the media that nothing refers to: a picture that was put and undone, the file of a put that was interrupted.
 * What an article, its base, the other side of a conflict, a version or a template names stays, and so does what was
 * put within the last week, which undo may still bring back.
 *
 * A sweep is many short steps, each for a job of the background lane. */
#pragma once

#include "core/db/galley-database.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define GALLEY_MEDIA_SWEEP_AGE (7 * 24 * 60 * 60 * (gint64) G_USEC_PER_SEC)

typedef struct _GalleyMediaSweep GalleyMediaSweep;

/* @folder: the store's. @now: real time. */
GalleyMediaSweep *galley_media_sweep_new (const char *folder,
                                          gint64      now);
GalleyMediaSweep *galley_media_sweep_ref (GalleyMediaSweep *self);
void galley_media_sweep_unref (GalleyMediaSweep *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyMediaSweep, galley_media_sweep_unref)

/* The next step, on the store's thread. */
gboolean galley_media_sweep_step_in_store (GalleyMediaSweep *self,
                                           GalleyDatabase   *database,
                                           GError          **error);
/* Between steps. */
gboolean galley_media_sweep_is_done (GalleyMediaSweep *self);
guint galley_media_sweep_get_n_removed (GalleyMediaSweep *self);

G_END_DECLS
