/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Removes the media that nothing refers to: a picture that was put and undone, the file of a put that was interrupted.
 * What an article, its base, the other side of a conflict, a version or a template names stays, and so does what was
 * put within the last week, which undo may still bring back. */
#pragma once

#include "core/store/galley-store.h"

G_BEGIN_DECLS

#define GALLEY_MEDIA_SWEEP_AGE (7 * 24 * 60 * 60 * (gint64) G_USEC_PER_SEC)

/* Blocking, in many short jobs of the background lane. @now: real time. @n_removed: (out) (optional). */
gboolean galley_media_sweep (GalleyStore  *store,
                             gint64        now,
                             guint        *n_removed,
                             GCancellable *cancellable,
                             GError      **error);

G_END_DECLS
