/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interface, which only checks and hands on, and what its structs need. */
#include "core/sync/galley-transport.h"

#include "core/base/galley-error.h"
#include "core/base/galley-id.h"
#include "core/wire/galley-wire.h"

G_DEFINE_INTERFACE (GalleyTransport, galley_transport, G_TYPE_OBJECT)

static void
galley_transport_default_init (GalleyTransportInterface *iface)
{
}

GalleySession *
galley_transport_hello (GalleyTransport *self,
                        GCancellable    *cancellable,
                        GError         **error)
{
  g_return_val_if_fail (GALLEY_IS_TRANSPORT (self), NULL);

  return GALLEY_TRANSPORT_GET_IFACE (self)->hello (self, cancellable, error);
}

GalleyChanges *
galley_transport_changes (GalleyTransport *self,
                          const char      *since,
                          guint            limit,
                          guint            wait,
                          GCancellable    *cancellable,
                          GError         **error)
{
  g_return_val_if_fail (GALLEY_IS_TRANSPORT (self), NULL);

  return GALLEY_TRANSPORT_GET_IFACE (self)->changes (self, since, limit, wait, cancellable, error);
}

GHashTable *
galley_transport_manifest (GalleyTransport *self,
                           char           **cursor,
                           GCancellable    *cancellable,
                           GError         **error)
{
  g_return_val_if_fail (GALLEY_IS_TRANSPORT (self), NULL);
  g_return_val_if_fail (cursor != NULL, NULL);

  return GALLEY_TRANSPORT_GET_IFACE (self)->manifest (self, cursor, cancellable, error);
}

GalleyRevision *
galley_transport_load (GalleyTransport *self,
                       const char      *id,
                       GCancellable    *cancellable,
                       GError         **error)
{
  g_return_val_if_fail (GALLEY_IS_TRANSPORT (self), NULL);
  g_return_val_if_fail (galley_id_is_valid (id), NULL);

  return GALLEY_TRANSPORT_GET_IFACE (self)->load (self, id, cancellable, error);
}

GalleyRevision *
galley_transport_find (GalleyTransport   *self,
                       const char        *id,
                       const char *const *hashes,
                       const char        *since,
                       GCancellable      *cancellable,
                       GError           **error)
{
  g_return_val_if_fail (GALLEY_IS_TRANSPORT (self), NULL);
  g_return_val_if_fail (galley_id_is_valid (id), NULL);
  g_return_val_if_fail (hashes != NULL && since != NULL, NULL);

  return GALLEY_TRANSPORT_GET_IFACE (self)->find (self, id, hashes, since, cancellable, error);
}

void
galley_transport_begin_save (GalleyTransport *self,
                             GPtrArray       *parcels)
{
  GalleyTransportInterface *iface;

  g_return_if_fail (GALLEY_IS_TRANSPORT (self));
  g_return_if_fail (parcels != NULL);

  iface = GALLEY_TRANSPORT_GET_IFACE (self);
  if (iface->begin_save != NULL)
    iface->begin_save (self, parcels);
}

GPtrArray *
galley_transport_save (GalleyTransport *self,
                       GPtrArray       *parcels,
                       GCancellable    *cancellable,
                       GError         **error)
{
  g_return_val_if_fail (GALLEY_IS_TRANSPORT (self), NULL);
  g_return_val_if_fail (parcels != NULL, NULL);

  return GALLEY_TRANSPORT_GET_IFACE (self)->save (self, parcels, cancellable, error);
}

GalleyRevision *
galley_transport_act (GalleyTransport *self,
                      const char      *id,
                      const char      *name,
                      GalleyAction     action,
                      const char      *content_hash,
                      const char      *comment,
                      JsonObject      *renditions,
                      gint64           patience,
                      GCancellable    *cancellable,
                      GError         **error)
{
  g_return_val_if_fail (GALLEY_IS_TRANSPORT (self), NULL);
  g_return_val_if_fail (galley_id_is_valid (id) && galley_id_is_valid (name), NULL);
  g_return_val_if_fail (action != GALLEY_ACTION_NONE, NULL);
  g_return_val_if_fail (content_hash != NULL, NULL);

  return GALLEY_TRANSPORT_GET_IFACE (self)->act (self, id, name, action, content_hash, comment, renditions,
                                                 patience, cancellable, error);
}

gboolean
galley_transport_has_media (GalleyTransport *self,
                            const char      *hash,
                            gboolean        *is_there,
                            GCancellable    *cancellable,
                            GError         **error)
{
  g_return_val_if_fail (GALLEY_IS_TRANSPORT (self), FALSE);
  g_return_val_if_fail (galley_hash_is_valid (hash) && is_there != NULL, FALSE);

  return GALLEY_TRANSPORT_GET_IFACE (self)->has_media (self, hash, is_there, cancellable, error);
}

gboolean
galley_transport_place (GalleyTransport   *self,
                        const char        *slot,
                        const char        *base,
                        GalleyPlacements  *wanted,
                        GalleyPlacements **present,
                        GCancellable      *cancellable,
                        GError           **error)
{
  GalleyTransportInterface *iface;

  g_return_val_if_fail (GALLEY_IS_TRANSPORT (self), FALSE);
  g_return_val_if_fail (slot != NULL && base != NULL && wanted != NULL && present != NULL, FALSE);

  *present = NULL;
  iface = GALLEY_TRANSPORT_GET_IFACE (self);
  if (iface->place != NULL)
    return iface->place (self, slot, base, wanted, present, cancellable, error);
  g_set_error_literal (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND, "This server has no slots");
  return FALSE;
}

gboolean
galley_transport_put_media (GalleyTransport      *self,
                            const char           *hash,
                            const char           *media_type,
                            const char           *path,
                            GFileProgressCallback progress,
                            gpointer              progress_data,
                            GCancellable         *cancellable,
                            GError              **error)
{
  g_return_val_if_fail (GALLEY_IS_TRANSPORT (self), FALSE);
  g_return_val_if_fail (galley_hash_is_valid (hash) && media_type != NULL && path != NULL, FALSE);

  return GALLEY_TRANSPORT_GET_IFACE (self)->put_media (self, hash, media_type, path, progress, progress_data, cancellable,
                                                       error);
}

gboolean
galley_transport_get_media (GalleyTransport      *self,
                            const char           *hash,
                            GalleyMediaArrival   *arrival,
                            GFileProgressCallback progress,
                            gpointer              progress_data,
                            GCancellable         *cancellable,
                            GError              **error)
{
  g_return_val_if_fail (GALLEY_IS_TRANSPORT (self), FALSE);
  g_return_val_if_fail (galley_hash_is_valid (hash) && arrival != NULL, FALSE);

  return GALLEY_TRANSPORT_GET_IFACE (self)->get_media (self, hash, arrival, progress, progress_data, cancellable, error);
}

GBytes *
galley_transport_layout (GalleyTransport *self,
                         const char      *etag,
                         char           **new_etag,
                         GCancellable    *cancellable,
                         GError         **error)
{
  g_return_val_if_fail (GALLEY_IS_TRANSPORT (self), NULL);
  g_return_val_if_fail (new_etag != NULL, NULL);

  return GALLEY_TRANSPORT_GET_IFACE (self)->layout (self, etag, new_etag, cancellable, error);
}

char *
galley_transport_load_people (GalleyTransport *self,
                              GCancellable    *cancellable,
                              GError         **error)
{
  GalleyTransportInterface *iface;

  g_return_val_if_fail (GALLEY_IS_TRANSPORT (self), NULL);

  iface = GALLEY_TRANSPORT_GET_IFACE (self);
  return iface->load_people != NULL ? iface->load_people (self, cancellable, error) : NULL;
}

gboolean
galley_transport_hand_over (GalleyTransport *self,
                            const char      *id,
                            const char      *name,
                            const char      *to,
                            GCancellable    *cancellable,
                            GError         **error)
{
  GalleyTransportInterface *iface;

  g_return_val_if_fail (GALLEY_IS_TRANSPORT (self), FALSE);
  g_return_val_if_fail (id != NULL && name != NULL && to != NULL, FALSE);

  iface = GALLEY_TRANSPORT_GET_IFACE (self);
  if (iface->hand_over != NULL)
    return iface->hand_over (self, id, name, to, cancellable, error);
  g_set_error_literal (error, GALLEY_ERROR, GALLEY_ERROR_REJECTED, "Nothing can be handed over here");
  return FALSE;
}

GPtrArray *
galley_transport_load_record (GalleyTransport *self,
                              const char      *id,
                              GCancellable    *cancellable,
                              GError         **error)
{
  GalleyTransportInterface *iface;

  g_return_val_if_fail (GALLEY_IS_TRANSPORT (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  iface = GALLEY_TRANSPORT_GET_IFACE (self);
  if (iface->load_record == NULL)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) galley_act_entry_free);
  return iface->load_record (self, id, cancellable, error);
}

GPtrArray *
galley_transport_tell_held (GalleyTransport *self,
                            const char      *device,
                            GPtrArray       *held,
                            GCancellable    *cancellable,
                            GError         **error)
{
  GalleyTransportInterface *iface;

  g_return_val_if_fail (GALLEY_IS_TRANSPORT (self), NULL);
  g_return_val_if_fail (device != NULL && held != NULL, NULL);

  iface = GALLEY_TRANSPORT_GET_IFACE (self);
  if (iface->tell_held == NULL)
    return galley_held_new_list ();
  return iface->tell_held (self, device, held, cancellable, error);
}

gint64
galley_transport_get_retry_after (GalleyTransport *self)
{
  g_return_val_if_fail (GALLEY_IS_TRANSPORT (self), 0);

  return GALLEY_TRANSPORT_GET_IFACE (self)->get_retry_after (self);
}

GalleyPortalTrouble
galley_transport_get_trouble (GalleyTransport *self)
{
  GalleyTransportInterface *iface;

  g_return_val_if_fail (GALLEY_IS_TRANSPORT (self), GALLEY_PORTAL_TROUBLE_NONE);

  iface = GALLEY_TRANSPORT_GET_IFACE (self);
  return iface->get_trouble != NULL ? iface->get_trouble (self) : GALLEY_PORTAL_TROUBLE_NONE;
}

void
galley_change_free (GalleyChange *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_clear_pointer (&self->revision, galley_revision_unref);
  g_free (self->list);
  g_free (self->value);
  g_free (self);
}

void
galley_changes_free (GalleyChanges *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_free (self->cursor);
  g_free (self);
}

GalleyPushResult *
galley_push_result_new (const GalleyParcel *parcel,
                        GalleyRevision     *answer,
                        GError             *error)
{
  GalleyPushResult *self = g_new0 (GalleyPushResult, 1);
  gboolean is_ours = answer != NULL && parcel->content != NULL
                     && strcmp (galley_wire_get_content_hash (answer), parcel->content_hash) == 0;

  self->error = error;
  if (is_ours && error == NULL)
    self->state = galley_state_ref ((GalleyState *) galley_revision_get_state (answer));
  else if (answer != NULL)
    self->answer = galley_revision_ref (answer);
  return self;
}

void
galley_push_result_free (GalleyPushResult *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->state, galley_state_unref);
  g_clear_pointer (&self->answer, galley_revision_unref);
  g_clear_error (&self->error);
  g_free (self->tombstone);
  g_free (self);
}
