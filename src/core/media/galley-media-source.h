/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where those who show pictures get them from: an interface of one question, so that a view needs to know neither account
 * nor store. Main thread. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Signal "media-arrived" (const char *hash): a file that was not here now is. */
#define GALLEY_TYPE_MEDIA_SOURCE (galley_media_source_get_type ())
G_DECLARE_INTERFACE (GalleyMediaSource, galley_media_source, GALLEY, MEDIA_SOURCE, GObject)

struct _GalleyMediaSourceInterface
{
  GTypeInterface parent_interface;

  char *(*dup_path) (GalleyMediaSource *self, const char *hash);
};

/* The file of that SHA-256, or NULL while it is not on this computer. What is in it comes from elsewhere and is to be read
 * within limits (galley-picture-show.h). (transfer full) (nullable) */
char *galley_media_source_dup_path (GalleyMediaSource *self,
                                    const char        *hash);
/* For whoever fetches: emits the signal. */
void galley_media_source_tell_arrived (GalleyMediaSource *self,
                                       const char        *hash);

G_END_DECLS
