/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preview/galley-preview-revival.h"

#define STANDS (60 * (gint64) G_USEC_PER_SEC)
#define FIRST_WAIT (G_USEC_PER_SEC / 2)
#define MOST_STARTS 5

void
galley_preview_revival_note_start (GalleyPreviewRevival *self,
                                   gint64                now)
{
  g_return_if_fail (self != NULL);

  self->started = now;
}

gint64
galley_preview_revival_note_end (GalleyPreviewRevival *self,
                                 gint64                now)
{
  g_return_val_if_fail (self != NULL, -1);

  if (now - self->started >= STANDS)
    self->n_ends = 0;
  if (self->n_ends == MOST_STARTS)
    return -1;
  return (gint64) FIRST_WAIT << self->n_ends++;
}
