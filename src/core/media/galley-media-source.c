/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/media/galley-media-source.h"

#include "core/base/galley-id.h"

G_DEFINE_INTERFACE (GalleyMediaSource, galley_media_source, G_TYPE_OBJECT)

static guint arrived_signal;
static guint moved_signal;

static void
galley_media_source_default_init (GalleyMediaSourceInterface *iface)
{
  arrived_signal = g_signal_new ("media-arrived", GALLEY_TYPE_MEDIA_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);
  moved_signal = g_signal_new ("media-moved", GALLEY_TYPE_MEDIA_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_STRING);
}

char *
galley_media_source_dup_path (GalleyMediaSource *self,
                              const char        *hash)
{
  g_return_val_if_fail (GALLEY_IS_MEDIA_SOURCE (self), NULL);
  g_return_val_if_fail (galley_hash_is_valid (hash), NULL);

  return GALLEY_MEDIA_SOURCE_GET_IFACE (self)->dup_path (self, hash);
}

void
galley_media_source_get_journey (GalleyMediaSource  *self,
                                 const char         *hash,
                                 const char         *media_type,
                                 GalleyMediaJourney *journey)
{
  g_return_if_fail (GALLEY_IS_MEDIA_SOURCE (self));
  g_return_if_fail (galley_hash_is_valid (hash));
  g_return_if_fail (media_type != NULL && journey != NULL);

  *journey = (GalleyMediaJourney){ 0 };
  GALLEY_MEDIA_SOURCE_GET_IFACE (self)->get_journey (self, hash, media_type, journey);
}

void
galley_media_source_set_stopped (GalleyMediaSource *self,
                                 const char        *hash,
                                 gboolean           is_stopped)
{
  g_return_if_fail (GALLEY_IS_MEDIA_SOURCE (self));
  g_return_if_fail (galley_hash_is_valid (hash));

  if (GALLEY_MEDIA_SOURCE_GET_IFACE (self)->set_stopped != NULL)
    GALLEY_MEDIA_SOURCE_GET_IFACE (self)->set_stopped (self, hash, is_stopped);
}

void
galley_media_source_tell_arrived (GalleyMediaSource *self,
                                  const char        *hash)
{
  g_return_if_fail (GALLEY_IS_MEDIA_SOURCE (self));
  g_return_if_fail (galley_hash_is_valid (hash));

  g_signal_emit (self, arrived_signal, 0, hash);
}

void
galley_media_source_tell_moved (GalleyMediaSource *self,
                                const char        *hash)
{
  g_return_if_fail (GALLEY_IS_MEDIA_SOURCE (self));
  g_return_if_fail (galley_hash_is_valid (hash));

  g_signal_emit (self, moved_signal, 0, hash);
}
