/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-portal.h"

#include "test-history.h"
#include "test-portal-holding.h"
#include "test-portal-slots.h"

#include "core/base/galley-error.h"
#include "core/base/galley-file.h"
#include "core/base/galley-id.h"
#include "core/base/galley-json.h"
#include "core/model/galley-media-type.h"
#include "core/wire/galley-wire-media.h"
#include "core/wire/galley-wire.h"

#include <stdlib.h>
#include <string.h>

typedef struct
{
  GalleyRevision *revision; /* NULL: a tombstone, or hidden */
  guint sequence;
  gboolean is_hidden;
} Row;

static void transport_iface_init (GalleyTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TestPortal, test_portal, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GALLEY_TYPE_TRANSPORT, transport_iface_init))

/* The engine's two threads call at once. Hooks look into the portal themselves, hence recursive. */
#define LOCK(self) g_autoptr (GRecMutexLocker) locker = g_rec_mutex_locker_new (&(self)->lock)

static void
row_free (gpointer data)
{
  Row *self = data;

  g_clear_pointer (&self->revision, galley_revision_unref);
  g_free (self);
}

static Row *
touch (TestPortal *self,
       const char *id)
{
  Row *row = g_hash_table_lookup (self->rows, id);

  if (row == NULL)
    {
      row = g_new0 (Row, 1);
      g_hash_table_insert (self->rows, g_strdup (id), row);
    }
  row->sequence = ++self->sequence;
  row->is_hidden = FALSE;
  return row;
}

static void
write_row (TestPortal        *self,
           GalleyRevision    *revision,
           const GalleyState *state)
{
  Row *row = touch (self, galley_revision_get_id (revision));
  g_autoptr (GalleyState) next = galley_state_copy (state);
  g_autofree char *etag = g_strdup_printf ("\"%s-%u\"", self->epoch, row->sequence);
  GalleyRevision *written;

  galley_state_set_text (&next->etag, etag);
  galley_state_set_text (&next->owner, "u1");
  written = galley_revision_with_state (revision, next);
  g_clear_pointer (&row->revision, galley_revision_unref);
  row->revision = written;
  g_ptr_array_add (self->history, galley_revision_ref (written));
}

GalleyRevision *
test_portal_get (TestPortal *self,
                 const char *id)
{
  Row *row = g_hash_table_lookup (self->rows, id);

  return row != NULL && !row->is_hidden ? row->revision : NULL;
}

void
test_portal_put (TestPortal     *self,
                 GalleyRevision *revision)
{
  GalleyRevision *present = test_portal_get (self, galley_revision_get_id (revision));

  write_row (self, revision, galley_revision_get_state (present != NULL ? present : revision));
}

void
test_portal_delete (TestPortal *self,
                    const char *id)
{
  g_clear_pointer (&touch (self, id)->revision, galley_revision_unref);
}

void
test_portal_hide (TestPortal *self,
                  const char *id)
{
  touch (self, id)->is_hidden = TRUE;
}

void
test_portal_restore (TestPortal *self,
                     const char *lost_id)
{
  GHashTableIter iter;
  gpointer value;

  g_clear_pointer (&self->layout, g_bytes_unref);
  g_free (self->epoch);
  g_free (self->order_renditions);
  self->epoch = g_strdup ("second");
  g_hash_table_remove (self->rows, lost_id);
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Row *row = value;

      if (row->revision != NULL)
        {
          g_autoptr (GalleyRevision) revision = galley_revision_ref (row->revision);

          write_row (self, revision, galley_revision_get_state (revision));
        }
    }
}

static GalleySession *
portal_hello (GalleyTransport *transport,
              GCancellable    *cancellable,
              GError         **error)
{
  TestPortal *self = TEST_PORTAL (transport);
  LOCK (self);
  g_autofree char *json = g_strdup_printf (
    "{\"epoch\":\"%s\",\"user\":{\"department\":\"d\",\"id\":\"u1\",\"name\":\"U\",\"roles\":[\"reporter\"]}}",
    self->epoch);

  return galley_session_parse (json, error);
}

static int
compare_rows (gconstpointer a,
              gconstpointer b,
              gpointer      data)
{
  TestPortal *self = data;
  guint first = ((Row *) g_hash_table_lookup (self->rows, *(char *const *) a))->sequence;
  guint second = ((Row *) g_hash_table_lookup (self->rows, *(char *const *) b))->sequence;

  return (first > second) - (first < second);
}

static GalleyChange *
make_change (const char *id,
             Row        *row)
{
  GalleyChange *change = g_new0 (GalleyChange, 1);

  change->id = g_strdup (id);
  change->kind = row->is_hidden          ? GALLEY_CHANGE_HIDDEN
                 : row->revision == NULL ? GALLEY_CHANGE_DELETED
                                         : GALLEY_CHANGE_UPSERT;
  if (change->kind == GALLEY_CHANGE_UPSERT)
    change->revision = galley_revision_ref (row->revision);
  return change;
}

static GalleyChange *
make_tag_change (const char *tag)
{
  GalleyChange *change = g_new0 (GalleyChange, 1);

  change->kind = GALLEY_CHANGE_LIST_PUT;
  change->list = g_strdup ("tags");
  change->id = g_strdup (tag);
  change->value = g_strdup (tag);
  return change;
}

static GalleyChanges *
answer_changes (TestPortal *self,
                const char *since,
                guint       limit,
                GError    **error)
{
  LOCK (self);
  guint length;
  g_autofree char **ids = (char **) g_hash_table_get_keys_as_array (self->rows, &length);
  GalleyChanges *changes;
  guint from = 0;

  if (since != NULL)
    {
      g_autofree char *prefix = g_strconcat (self->epoch, ".", NULL);

      if (!g_str_has_prefix (since, prefix))
        {
          g_set_error_literal (error, GALLEY_ERROR, GALLEY_ERROR_GONE, "Unknown cursor");
          return NULL;
        }
      from = (guint) strtoul (since + strlen (prefix), NULL, 10);
    }
  if (self->on_changes != NULL)
    g_steal_pointer (&self->on_changes) (self, self->data);
  self->n_pages++;
  changes = g_new0 (GalleyChanges, 1);
  changes->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_change_free);
  if (since == NULL && self->tag != NULL)
    g_ptr_array_add (changes->changes, make_tag_change (self->tag));
  g_qsort_with_data (ids, (int) length, sizeof *ids, compare_rows, self);
  for (guint i = 0; i < length && !changes->has_more; i++)
    {
      Row *row = g_hash_table_lookup (self->rows, ids[i]);

      if (row->sequence <= from)
        continue;
      if (changes->changes->len == limit)
        {
          changes->has_more = TRUE;
          continue;
        }
      g_ptr_array_add (changes->changes, make_change (ids[i], row));
      changes->cursor = (g_free (changes->cursor), g_strdup_printf ("%s.%u", self->epoch, row->sequence));
    }
  if (changes->cursor == NULL)
    changes->cursor = g_strdup_printf ("%s.%u", self->epoch, MAX (from, 0));
  return changes;
}

static GalleyChanges *
portal_changes (GalleyTransport *transport,
                const char      *since,
                guint            limit,
                guint            wait,
                GCancellable    *cancellable,
                GError         **error)
{
  TestPortal *self = TEST_PORTAL (transport);

  if (wait > 0 && self->is_holding)
    return test_portal_hold (self, cancellable, error);
  return answer_changes (self, since, limit, error);
}

static GHashTable *
portal_manifest (GalleyTransport *transport,
                 char           **cursor,
                 GCancellable    *cancellable,
                 GError         **error)
{
  TestPortal *self = TEST_PORTAL (transport);
  LOCK (self);
  GHashTable *manifest = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      GalleyRevision *revision = test_portal_get (self, id);

      if (revision != NULL)
        g_hash_table_insert (manifest, g_strdup (id), g_strdup (galley_revision_get_state (revision)->etag));
    }
  *cursor = g_strdup_printf ("%s.%u", self->epoch, self->sequence);
  return manifest;
}

static GalleyRevision *
portal_load (GalleyTransport *transport,
             const char      *id,
             GCancellable    *cancellable,
             GError         **error)
{
  LOCK (TEST_PORTAL (transport));
  GalleyRevision *revision = test_portal_get (TEST_PORTAL (transport), id);

  if (revision != NULL)
    return galley_revision_ref (revision);
  g_set_error_literal (error, GALLEY_ERROR, GALLEY_ERROR_GONE, "No such article");
  return NULL;
}

static GalleyRevision *
portal_find (GalleyTransport   *transport,
             const char        *id,
             const char *const *hashes,
             const char        *since,
             GCancellable      *cancellable,
             GError           **error)
{
  LOCK (TEST_PORTAL (transport));
  return test_history_find (TEST_PORTAL (transport)->history, id, hashes, since);
}

static GalleyPushResult *
save_one (TestPortal         *self,
          const GalleyParcel *parcel)
{
  GalleyPushResult *result = g_new0 (GalleyPushResult, 1);
  GalleyRevision *present = test_portal_get (self, parcel->id);
  const char *etag = present != NULL ? galley_revision_get_state (present)->etag : "";

  if (self->refusal != 0)
    result->error = g_error_new_literal (GALLEY_ERROR, self->refusal, "The portal does not want it");
  else if (strcmp (etag, parcel->etag) != 0 && !(parcel->content == NULL && present == NULL))
    {
      result->error = g_error_new_literal (GALLEY_ERROR, GALLEY_ERROR_CONFLICT, "Another ETag");
      result->answer = present != NULL ? galley_revision_ref (present) : NULL;
    }
  else if (parcel->content == NULL)
    test_portal_delete (self, parcel->id);
  else
    {
      g_autoptr (GalleyState) state = galley_state_new ();
      g_autoptr (GalleyRevision) content = galley_wire_read (parcel->content, strlen (parcel->content), NULL);

      write_row (self, content, present != NULL ? galley_revision_get_state (present) : state);
      result->state = galley_state_ref ((GalleyState *) galley_revision_get_state (test_portal_get (self, parcel->id)));
    }
  if (self->lost_answers > 0)
    {
      self->lost_answers--;
      g_clear_error (&result->error);
      g_clear_pointer (&result->answer, galley_revision_unref);
      g_clear_pointer (&result->state, galley_state_unref);
      result->error = g_error_new_literal (GALLEY_ERROR, GALLEY_ERROR_OFFLINE, "The line was cut");
    }
  return result;
}

static GPtrArray *
portal_save (GalleyTransport *transport,
             GPtrArray       *parcels,
             GCancellable    *cancellable,
             GError         **error)
{
  TestPortal *self = TEST_PORTAL (transport);
  LOCK (self);
  GPtrArray *results = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_push_result_free);

  self->n_saves++;
  g_string_append_c (self->calls, 's');
  for (guint i = 0; i < parcels->len; i++)
    g_ptr_array_add (results, save_one (self, g_ptr_array_index (parcels, i)));
  if (self->on_save != NULL)
    g_steal_pointer (&self->on_save) (self, self->data);
  return results;
}

static gboolean
has_all_media (TestPortal     *self,
               GalleyRevision *revision)
{
  g_autofree char *text = galley_wire_write_content (revision);
  g_autoptr (GArray) names = galley_wire_list_media (text, strlen (text));

  for (guint i = 0; i < names->len; i++)
    if (!g_hash_table_contains (self->media, g_array_index (names, GalleyMediaName, i).hash))
      return FALSE;
  return TRUE;
}

static const char *
find_refusal (TestPortal     *self,
              GalleyRevision *present,
              GalleyAction    action,
              const char     *content_hash,
              JsonObject     *renditions)
{
  if (action == GALLEY_ACTION_WITHDRAW)
    return NULL;
  if (strcmp (galley_wire_get_content_hash (present), content_hash) != 0)
    return "Another content";
  if (action != GALLEY_ACTION_PUBLISH)
    return NULL;
  if (self->rendition_key != NULL && g_strcmp0 (galley_json_get_string (renditions, "key"), self->rendition_key) != 0)
    return "Renditions for another layout";
  return has_all_media (self, present) ? NULL : "A picture is missing";
}

static GalleyRevision *
portal_act (GalleyTransport *transport,
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
  TestPortal *self = TEST_PORTAL (transport);
  LOCK (self);
  GalleyRevision *present = test_portal_get (self, id);
  const char *sentence = NULL;
  gboolean is_new = !g_hash_table_lookup_extended (self->acts, name, NULL, (gpointer *) &sentence);

  self->n_acts++;
  g_free (self->order_renditions);
  self->order_renditions = renditions != NULL ? galley_json_write_object (renditions) : NULL;
  g_string_append_c (self->calls, 'a');
  if (self->refusal != 0 || present == NULL)
    {
      g_set_error_literal (error, GALLEY_ERROR, self->refusal != 0 ? (int) self->refusal : GALLEY_ERROR_NOT_FOUND,
                           "The portal does not do it");
      return NULL;
    }
  sentence = is_new ? find_refusal (self, present, action, content_hash, renditions) : sentence;
  g_hash_table_insert (self->acts, g_strdup (name), (gpointer) sentence);
  if (sentence != NULL)
    {
      g_set_error_literal (error, GALLEY_ERROR, GALLEY_ERROR_REJECTED, sentence);
      return NULL;
    }
  if (is_new)
    {
      g_autoptr (GalleyState) state = galley_state_copy (galley_revision_get_state (present));
      g_autoptr (GalleyRevision) revision = galley_revision_ref (present);

      state->status = action == GALLEY_ACTION_SUBMIT     ? GALLEY_STATUS_REVIEW_1
                      : action == GALLEY_ACTION_WITHDRAW ? GALLEY_STATUS_WITHDRAWN
                                                         : GALLEY_STATUS_PUBLISHED;
      write_row (self, revision, state);
    }
  if (self->lost_answers > 0)
    {
      self->lost_answers--;
      g_propagate_error (error, g_error_new_literal (GALLEY_ERROR, GALLEY_ERROR_OFFLINE, "The line was cut"));
      return NULL;
    }
  return galley_revision_ref (test_portal_get (self, id));
}

static GBytes *
portal_layout (GalleyTransport *transport,
               const char      *etag,
               char           **new_etag,
               GCancellable    *cancellable,
               GError         **error)
{
  TestPortal *self = TEST_PORTAL (transport);
  LOCK (self);

  *new_etag = NULL;
  if (self->layout == NULL || g_strcmp0 (etag, self->layout_etag) == 0)
    return NULL;
  *new_etag = g_strdup (self->layout_etag);
  return g_bytes_ref (self->layout);
}

static gboolean
portal_has_media (GalleyTransport *transport,
                  const char      *hash,
                  gboolean        *is_there,
                  GCancellable    *cancellable,
                  GError         **error)
{
  TestPortal *self = TEST_PORTAL (transport);
  LOCK (self);

  g_string_append_c (self->calls, 'h');
  *is_there = g_hash_table_contains (self->media, hash);
  return TRUE;
}

static gboolean
portal_put_media (GalleyTransport      *transport,
                  const char           *hash,
                  const char           *media_type,
                  const char           *path,
                  GFileProgressCallback progress,
                  gpointer              progress_data,
                  GCancellable         *cancellable,
                  GError              **error)
{
  TestPortal *self = TEST_PORTAL (transport);
  g_autoptr (GBytes) bytes = galley_file_read (path, GALLEY_MEDIA_MAX_LOADED, error);
  g_autofree char *real = NULL;
  LOCK (self);

  if (bytes == NULL)
    return FALSE;
  g_string_append_c (self->calls, 'p');
  if (self->media_refusal != 0)
    {
      g_set_error (error, GALLEY_ERROR, (int) self->media_refusal, "no media today");
      return FALSE;
    }
  real = galley_hash_bytes (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  if (strcmp (real, hash) != 0)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "not what its name says");
      return FALSE;
    }
  g_hash_table_insert (self->media, g_strdup (hash), g_steal_pointer (&bytes));
  return TRUE;
}

static gboolean
portal_get_media (GalleyTransport      *transport,
                  const char           *hash,
                  GalleyMediaArrival   *arrival,
                  GFileProgressCallback progress,
                  gpointer              progress_data,
                  GCancellable         *cancellable,
                  GError              **error)
{
  TestPortal *self = TEST_PORTAL (transport);
  GBytes *bytes;
  LOCK (self);

  g_string_append_c (self->calls, 'g');
  bytes = g_hash_table_lookup (self->media, hash);
  if (bytes == NULL)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND, "no such media");
      return FALSE;
    }
  return galley_media_arrival_write (arrival, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error);
}

static gint64
portal_get_retry_after (GalleyTransport *transport)
{
  return 0;
}

static void
transport_iface_init (GalleyTransportInterface *iface)
{
  iface->hello = portal_hello;
  iface->changes = portal_changes;
  iface->manifest = portal_manifest;
  iface->load = portal_load;
  iface->find = portal_find;
  iface->save = portal_save;
  iface->act = portal_act;
  iface->place = test_portal_place;
  iface->has_media = portal_has_media;
  iface->put_media = portal_put_media;
  iface->get_media = portal_get_media;
  iface->layout = portal_layout;
  iface->get_retry_after = portal_get_retry_after;
}

static void
test_portal_finalize (GObject *object)
{
  TestPortal *self = TEST_PORTAL (object);

  g_free (self->epoch);
  g_hash_table_unref (self->rows);
  g_hash_table_unref (self->acts);
  g_hash_table_unref (self->media);
  galley_placements_unref (self->slot);
  g_ptr_array_unref (self->history);
  g_string_free (self->calls, TRUE);
  g_rec_mutex_clear (&self->lock);
  g_mutex_clear (&self->holding);
  g_cond_clear (&self->cut);

  G_OBJECT_CLASS (test_portal_parent_class)->finalize (object);
}

static void
test_portal_class_init (TestPortalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_portal_finalize;
}

static void
test_portal_init (TestPortal *self)
{
  g_rec_mutex_init (&self->lock);
  g_mutex_init (&self->holding);
  g_cond_init (&self->cut);
  self->epoch = g_strdup ("first");
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, row_free);
  self->acts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->media = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  self->slot = galley_placements_new ();
  self->history = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_revision_unref);
  self->calls = g_string_new (NULL);
}

TestPortal *
test_portal_new (void)
{
  return g_object_new (TEST_TYPE_PORTAL, NULL);
}
