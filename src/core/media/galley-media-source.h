/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where those who show files get them from, and what is to be told of them: an interface of two questions and a
 * wish, so that a view needs to know neither account nor store. Main thread. */
#pragma once

#include "core/media/galley-media-journey.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* Signals: "media-arrived" (const char *hash): a file that was not here now is; "media-moved" (const char *hash): its
 * journey differs. */
#define GALLEY_TYPE_MEDIA_SOURCE (galley_media_source_get_type ())
G_DECLARE_INTERFACE (GalleyMediaSource, galley_media_source, GALLEY, MEDIA_SOURCE, GObject)

struct _GalleyMediaSourceInterface
{
  GTypeInterface parent_interface;

  char *(*dup_path) (GalleyMediaSource *self, const char *hash);
  void (*get_journey) (GalleyMediaSource *self, const char *hash, const char *media_type, GalleyMediaJourney *journey);
  void (*set_stopped) (GalleyMediaSource *self, const char *hash, gboolean is_stopped); /* (nullable) */
};

/* The file of that SHA-256, or NULL while it is not on this computer. What is in it comes from elsewhere and is to be read
 * within limits (galley-picture-show.h). (transfer full) (nullable) */
char *galley_media_source_dup_path (GalleyMediaSource *self,
                                    const char        *hash);
/* Of a file of that type, which somebody looks at: it is kept longer than others, and fetched again where it had to go.
 * Answers at once: OVER as long as it is not known, and the signal tells when it is. */
void galley_media_source_get_journey (GalleyMediaSource  *self,
                                      const char         *hash,
                                      const char         *media_type,
                                      GalleyMediaJourney *journey);
/* It shall not travel now: what of it is under way is broken off, and it stays where it is. Or it shall again. */
void galley_media_source_set_stopped (GalleyMediaSource *self,
                                      const char        *hash,
                                      gboolean           is_stopped);
/* For whoever fetches, and whoever knows: they emit the signals. */
void galley_media_source_tell_arrived (GalleyMediaSource *self,
                                       const char        *hash);
void galley_media_source_tell_moved (GalleyMediaSource *self,
                                     const char        *hash);

G_END_DECLS
