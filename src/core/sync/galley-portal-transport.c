/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calls of the Portal API but saving. Every answer goes through the I-JSON reader, every article through the wire's
 * reader: what does not pass is INVALID, and nothing of it is used. */
#include "core/sync/galley-portal-transport.h"

#include "core/base/galley-id.h"
#include "core/base/galley-json.h"
#include "core/sync/galley-portal-private.h"
#include "core/wire/galley-order-words.h"
#include "core/wire/galley-protocol.h"
#include "core/wire/galley-wire.h"

#include <string.h>

#define SILENCE 30 /* seconds */
#define MAX_SMALL_ANSWER (256 * 1024)
/* What a server takes in one batch that does not say so. */
#define DEFAULT_BATCH_ITEMS 100

static void transport_iface_init (GalleyTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GalleyPortalTransport, galley_portal_transport, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GALLEY_TYPE_TRANSPORT, transport_iface_init))

char *
galley_portal_article_path (const char *id)
{
  return g_strconcat (GALLEY_API_ARTICLES "/", id, NULL);
}

/* @revision (transfer full) (nullable), or the reason in @error. */
static GalleyRevision *
judge_article (GalleyRevision *read,
               const char     *id,
               GError        **error)
{
  g_autoptr (GalleyRevision) revision = read;

  if (revision == NULL)
    {
      g_prefix_error (error, "Article %s from the portal: ", id);
      return NULL;
    }
  if (strcmp (galley_revision_get_id (revision), id) != 0)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "Asked for article %s, the portal gave %s", id,
                   galley_revision_get_id (revision));
      return NULL;
    }
  if (*galley_revision_get_state (revision)->etag == '\0')
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "Article %s from the portal has no ETag", id);
      return NULL;
    }
  return g_steal_pointer (&revision);
}

GalleyRevision *
galley_portal_read_article (const char *text,
                            gsize       length,
                            const char *id,
                            GError    **error)
{
  return judge_article (galley_wire_read (text, length, error), id, error);
}

GalleyRevision *
galley_portal_read_article_value (GalleyJsonValue *object,
                                  const char      *id,
                                  GError         **error)
{
  if (object == NULL)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "The portal gave no article for %s", id);
      return NULL;
    }
  return judge_article (galley_wire_read_value (object, error), id, error);
}

GalleyJsonDocument *
galley_portal_read_document (GalleyPortalAnswer *answer,
                             GError            **error)
{
  gsize length;
  const char *text = g_bytes_get_data (answer->body, &length);
  g_autoptr (GalleyJsonDocument) document =
    galley_json_document_new (length > 0 ? text : "", length, GALLEY_PORTAL_MAX_ANSWER, error);

  if (document != NULL && galley_json_document_get_object (document, error) != NULL)
    return g_steal_pointer (&document);
  g_prefix_error (error, "The portal's answer: ");
  return NULL;
}

static GalleyJsonDocument *
call_for_document (GalleyPortalLine          *line,
                   const GalleyPortalRequest *request,
                   GCancellable              *cancellable,
                   GError                   **error)
{
  g_auto (GalleyPortalAnswer) answer = { 0 };

  if (!galley_portal_line_call (line, request, &answer, cancellable, error))
    return NULL;
  return galley_portal_read_document (&answer, error);
}

static guint
read_batch_items (GalleyJsonValue *session)
{
  gint64 n_items =
    galley_json_value_find_integer (galley_json_value_find_object (session, "limits"), "batch_items");

  return (guint) CLAMP (n_items > 0 ? n_items : DEFAULT_BATCH_ITEMS, 1, GALLEY_BATCH_MAX_ITEMS);
}

static GalleySession *
portal_hello (GalleyTransport *transport,
              GCancellable    *cancellable,
              GError         **error)
{
  GalleyPortalTransport *self = GALLEY_PORTAL_TRANSPORT (transport);
  GalleyPortalRequest request = { .method = "GET", .path = GALLEY_API_SESSION, .limit = MAX_SMALL_ANSWER };
  g_autoptr (GalleyJsonDocument) document = call_for_document (self->line, &request, cancellable, error);
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *json = NULL;
  GalleySession *session;

  if (document == NULL)
    return NULL;
  node = galley_json_value_to_node (galley_json_document_get_root (document));
  json = galley_json_write (node);
  session = galley_session_parse (json, error);
  if (session != NULL)
    {
      self->has_batches = galley_session_has_feature (session, GALLEY_FEATURE_BATCHES);
      self->has_presence = galley_session_has_feature (session, GALLEY_FEATURE_PRESENCE);
      self->batch_items = read_batch_items (galley_json_document_get_root (document));
    }
  return session;
}

static GalleyChange *
read_change (GalleyJsonValue *object,
             GError         **error)
{
  g_autofree GalleyChange *change = g_new0 (GalleyChange, 1);
  const char *kind = galley_json_value_find_text (object, "kind");
  const char *id = galley_json_value_find_text (object, "id");
  const char *list = galley_json_value_find_text (object, "list");
  const char *value = galley_json_value_find_text (object, "value");
  gboolean is_list = g_strcmp0 (kind, "list") == 0 || g_strcmp0 (kind, "list-deleted") == 0;

  if (kind == NULL || id == NULL || (!is_list && !galley_id_is_valid (id)) || (is_list && list == NULL)
      || (g_strcmp0 (kind, "list") == 0 && value == NULL))
    {
      g_set_error_literal (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "A change from the portal lacks a member");
      return NULL;
    }
  if (strcmp (kind, "upsert") == 0)
    {
      change->kind = GALLEY_CHANGE_UPSERT;
      change->revision =
        galley_portal_read_article_value (galley_json_value_find_object (object, "article"), id, error);
      if (change->revision == NULL)
        return NULL;
    }
  else if (strcmp (kind, "deleted") == 0)
    change->kind = GALLEY_CHANGE_DELETED;
  else if (strcmp (kind, "hidden") == 0)
    change->kind = GALLEY_CHANGE_HIDDEN;
  else if (is_list)
    change->kind = strcmp (kind, "list") == 0 ? GALLEY_CHANGE_LIST_PUT : GALLEY_CHANGE_LIST_DELETED;
  else
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_NEW, "A change of an unknown kind: %s", kind);
      return NULL;
    }
  change->id = g_strdup (id);
  change->list = g_strdup (list);
  change->value = g_strdup (value);
  return g_steal_pointer (&change);
}

static GalleyChanges *
read_changes (GalleyJsonValue *object,
              GError         **error)
{
  g_autoptr (GalleyChanges) changes = g_new0 (GalleyChanges, 1);
  GalleyJsonValue *array = galley_json_value_find_array (object, "changes");
  GalleyJsonValue *item = NULL;
  const char *cursor = galley_json_value_find_text (object, "cursor");

  if (array == NULL || cursor == NULL || *cursor == '\0')
    {
      g_set_error_literal (error, GALLEY_ERROR, GALLEY_ERROR_INVALID,
                           "The portal's changes lack their cursor or their list");
      return NULL;
    }
  changes->cursor = g_strdup (cursor);
  changes->has_more = galley_json_value_find_boolean (object, "more");
  changes->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_change_free);
  while ((item = galley_json_value_next (array, item)) != NULL)
    {
      GalleyChange *change = read_change (item, error);

      if (change == NULL)
        return NULL;
      g_ptr_array_add (changes->changes, change);
    }
  return g_steal_pointer (&changes);
}

GalleyPortalAhead *
galley_portal_transport_new_ahead (GalleyPortalTransport *self)
{
  GalleyPortalLine *line = galley_portal_line_new (self->address, self->token, self->silence);

  galley_portal_line_set_authority (line, self->authority);
  return galley_portal_ahead_new (line);
}

static void
ask_ahead (GalleyPortalTransport *self,
           const char            *path)
{
  const GalleyPortalRequest request = { .method = "GET", .path = path, .limit = GALLEY_PORTAL_MAX_ANSWER };

  if (path == NULL || self->is_carried)
    {
      g_clear_pointer (&self->ahead, galley_portal_ahead_free);
      return;
    }
  if (self->ahead == NULL)
    self->ahead = galley_portal_transport_new_ahead (self);
  galley_portal_ahead_begin (self->ahead, &request);
}

/* A page of the feed; while it is read and put away, the next one is on its way. */
static GalleyJsonDocument *
call_for_page (GalleyPortalTransport     *self,
               const GalleyPortalRequest *request,
               GCancellable              *cancellable,
               GError                   **error)
{
  g_auto (GalleyPortalAnswer) answer = { 0 };

  if ((self->ahead == NULL || !galley_portal_ahead_end (self->ahead, request->path, &answer, cancellable))
      && !galley_portal_line_call (self->line, request, &answer, cancellable, error))
    {
      ask_ahead (self, NULL);
      return NULL;
    }
  ask_ahead (self, answer.next != NULL && g_str_has_prefix (answer.next, GALLEY_API_CHANGES "?") ? answer.next : NULL);
  return galley_portal_read_document (&answer, error);
}

static GalleyChanges *
portal_changes (GalleyTransport *transport,
                const char      *since,
                guint            limit,
                guint            wait,
                GCancellable    *cancellable,
                GError         **error)
{
  GalleyPortalTransport *self = GALLEY_PORTAL_TRANSPORT (transport);
  g_autoptr (GString) path = g_string_new (GALLEY_API_CHANGES);
  GalleyPortalRequest request = { .method = "GET", .limit = GALLEY_PORTAL_MAX_ANSWER };
  g_autoptr (GalleyJsonDocument) document = NULL;

  g_string_append_printf (path, "?limit=%u", MIN (limit, GALLEY_CHANGES_MAX_LIMIT));
  if (since != NULL)
    {
      g_autofree char *escaped = g_uri_escape_string (since, NULL, FALSE);

      g_string_append_printf (path, "&since=%s", escaped);
    }
  if (wait > 0)
    g_string_append_printf (path, "&wait=%u", MIN (wait, GALLEY_CHANGES_MAX_WAIT));
  request.path = path->str;

  if (wait > 0)
    {
      galley_portal_line_set_silence (self->waiting_line, self->silence + wait);
      document = call_for_document (self->waiting_line, &request, cancellable, error);
    }
  else
    document = call_for_page (self, &request, cancellable, error);
  return document != NULL ? read_changes (galley_json_document_get_root (document), error) : NULL;
}

static GHashTable *
portal_manifest (GalleyTransport *transport,
                 char           **cursor,
                 GCancellable    *cancellable,
                 GError         **error)
{
  GalleyPortalTransport *self = GALLEY_PORTAL_TRANSPORT (transport);
  GalleyPortalRequest request = {
    .method = "GET", .path = GALLEY_API_MANIFEST, .limit = GALLEY_PORTAL_MAX_ANSWER,
  };
  g_autoptr (GalleyJsonDocument) document = call_for_document (self->line, &request, cancellable, error);
  g_autoptr (GHashTable) manifest = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GalleyJsonValue *object, *articles;
  GalleyJsonValue *article = NULL;

  if (document == NULL)
    return NULL;
  object = galley_json_document_get_root (document);
  articles = galley_json_value_find_object (object, "articles");
  if (articles == NULL || galley_json_value_find_text (object, "cursor") == NULL)
    {
      g_set_error_literal (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "The portal's manifest lacks a member");
      return NULL;
    }
  while ((article = galley_json_value_next (articles, article)) != NULL)
    {
      if (!galley_id_is_valid (article->name) || article->kind != GALLEY_JSON_TEXT)
        {
          g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "The portal's manifest: %s", article->name);
          return NULL;
        }
      g_hash_table_insert (manifest, g_strdup (article->name), g_strdup (article->text));
    }
  *cursor = g_strdup (galley_json_value_find_text (object, "cursor"));
  return g_steal_pointer (&manifest);
}

static GalleyRevision *
read_answer (GalleyPortalAnswer *answer,
             const char         *id,
             GError            **error)
{
  gsize length;
  const char *text = g_bytes_get_data (answer->body, &length);

  return galley_portal_read_article (length > 0 ? text : "", length, id, error);
}

static GalleyRevision *
portal_load (GalleyTransport *transport,
             const char      *id,
             GCancellable    *cancellable,
             GError         **error)
{
  GalleyPortalTransport *self = GALLEY_PORTAL_TRANSPORT (transport);
  g_autofree char *path = galley_portal_article_path (id);
  GalleyPortalRequest request = { .method = "GET", .path = path, .limit = GALLEY_PORTAL_MAX_ANSWER };
  g_auto (GalleyPortalAnswer) answer = { 0 };

  if (!galley_portal_line_call (self->line, &request, &answer, cancellable, error))
    return NULL;
  return read_answer (&answer, id, error);
}

/* The server does not know how long a copy was on the way. NULL: there is no limit, or it told no time. (transfer full) */
static char *
dup_not_after (GalleyPortalTransport *self,
               gint64                 patience)
{
  gint64 now = galley_portal_line_get_server_time (self->line);

  return patience >= 0 && now > 0 ? galley_time_format (now + patience) : NULL;
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
  GalleyPortalTransport *self = GALLEY_PORTAL_TRANSPORT (transport);
  g_autofree char *path = g_strconcat (GALLEY_API_ARTICLES "/", id, "/actions/", name, NULL);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (GBytes) body = NULL;
  g_autofree char *note = NULL;
  g_autofree char *record = galley_order_words_split (comment != NULL ? comment : "", &note);
  g_autofree char *not_after = dup_not_after (self, patience);
  g_auto (GalleyPortalAnswer) answer = { 0 };
  GalleyPortalRequest request = {
    .method = "PUT", .path = path, .content_type = "application/json", .limit = GALLEY_PORTAL_MAX_ANSWER,
    .not_after = not_after,
  };
  char *text;

  json_object_set_string_member (object, "action", galley_action_get_name (action));
  json_object_set_string_member (object, "comment", record);
  if (*note != '\0')
    json_object_set_string_member (object, "note", note);
  json_object_set_string_member (object, "content_hash", content_hash);
  if (renditions != NULL)
    json_object_set_object_member (object, "renditions", json_object_ref (renditions));
  text = galley_json_write_object (object);
  body = g_bytes_new_take (text, strlen (text));
  request.body = body;

  if (!galley_portal_line_call (self->line, &request, &answer, cancellable, error))
    return NULL;
  return read_answer (&answer, id, error);
}

static GBytes *
portal_layout (GalleyTransport *transport,
               const char      *etag,
               char           **new_etag,
               GCancellable    *cancellable,
               GError         **error)
{
  GalleyPortalTransport *self = GALLEY_PORTAL_TRANSPORT (transport);
  g_auto (GalleyPortalAnswer) answer = { 0 };
  GalleyPortalRequest request = {
    .method = "GET",
    .path = GALLEY_API_LAYOUT,
    .if_none_match = etag != NULL && *etag != '\0' ? etag : NULL,
    .expected_type = "application/zip",
    .limit = GALLEY_PORTAL_MAX_ANSWER,
  };

  *new_etag = NULL;
  if (!galley_portal_line_call (self->line, &request, &answer, cancellable, error) || answer.status == 304)
    return NULL;
  *new_etag = g_steal_pointer (&answer.etag);
  return g_steal_pointer (&answer.body);
}

static gint64
portal_get_retry_after (GalleyTransport *transport)
{
  return galley_portal_line_get_retry_after (GALLEY_PORTAL_TRANSPORT (transport)->line);
}

static GalleyPortalTrouble
portal_get_trouble (GalleyTransport *transport)
{
  return galley_portal_line_get_trouble (GALLEY_PORTAL_TRANSPORT (transport)->line);
}

static void
transport_iface_init (GalleyTransportInterface *iface)
{
  iface->hello = portal_hello;
  iface->changes = portal_changes;
  iface->manifest = portal_manifest;
  iface->load = portal_load;
  iface->find = galley_portal_find;
  iface->begin_save = galley_portal_begin_save;
  iface->save = galley_portal_save;
  iface->act = portal_act;
  iface->place = galley_portal_place;
  iface->has_media = galley_portal_has_media;
  iface->put_media = galley_portal_put_media;
  iface->get_media = galley_portal_get_media;
  iface->load_people = galley_portal_load_people;
  iface->hand_over = galley_portal_hand_over;
  iface->load_record = galley_portal_load_record;
  iface->tell_held = galley_portal_tell_held;
  iface->layout = portal_layout;
  iface->get_retry_after = portal_get_retry_after;
  iface->get_trouble = portal_get_trouble;
}

static void
galley_portal_transport_finalize (GObject *object)
{
  GalleyPortalTransport *self = GALLEY_PORTAL_TRANSPORT (object);

  g_clear_pointer (&self->ahead, galley_portal_ahead_free);
  g_ptr_array_unref (self->begun);
  for (guint i = 0; i < GALLEY_PORTAL_MAX_BEGUN; i++)
    g_clear_pointer (&self->saving[i], galley_portal_ahead_free);
  g_clear_pointer (&self->authority, galley_authority_free);
  g_free (self->address);
  g_free (self->token);
  galley_portal_line_free (self->line);
  galley_portal_line_free (self->waiting_line);
  g_clear_object (&self->clock);
  g_clear_object (&self->random);

  G_OBJECT_CLASS (galley_portal_transport_parent_class)->finalize (object);
}

static void
galley_portal_transport_class_init (GalleyPortalTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = galley_portal_transport_finalize;
}

static void
galley_portal_transport_init (GalleyPortalTransport *self)
{
  self->silence = SILENCE;
  self->has_batches = TRUE;
  self->batch_items = DEFAULT_BATCH_ITEMS;
  self->begun = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_portal_batch_free);
}

/* Takes @clock and @random. */
static GalleyPortalTransport *
new_with (const char   *address,
          const char   *token,
          GalleyClock  *clock,
          GalleyRandom *random)
{
  GalleyPortalTransport *self = g_object_new (GALLEY_TYPE_PORTAL_TRANSPORT, NULL);

  self->address = g_strdup (address);
  self->token = g_strdup (token);
  self->line = galley_portal_line_new (address, token, SILENCE);
  self->waiting_line = galley_portal_line_new (address, token, SILENCE);
  self->clock = clock;
  galley_portal_line_set_clock (self->line, clock);
  self->random = random;
  return self;
}

GalleyTransport *
galley_portal_transport_new (const char *address,
                             const char *token)
{
  g_return_val_if_fail (address != NULL, NULL);
  g_return_val_if_fail (token != NULL, NULL);

  return GALLEY_TRANSPORT (new_with (address, token, galley_clock_new (), galley_random_new ()));
}

GalleyTransport *
galley_portal_transport_new_carried (GalleyPortalCarrier carrier,
                                     gpointer            data,
                                     const char         *token,
                                     GalleyClock        *clock,
                                     GalleyRandom       *random)
{
  GalleyPortalTransport *self;

  g_return_val_if_fail (carrier != NULL && token != NULL, NULL);
  g_return_val_if_fail (GALLEY_IS_CLOCK (clock) && GALLEY_IS_RANDOM (random), NULL);

  self = new_with ("", token, g_object_ref (clock), g_object_ref (random));
  self->is_carried = TRUE;
  galley_portal_line_set_carrier (self->line, carrier, data);
  galley_portal_line_set_carrier (self->waiting_line, carrier, data);
  return GALLEY_TRANSPORT (self);
}

GalleyTransport *
galley_portal_transport_new_beside (GalleyPortalTransport *self)
{
  GalleyTransport *beside;

  g_return_val_if_fail (GALLEY_IS_PORTAL_TRANSPORT (self), NULL);
  g_return_val_if_fail (!self->is_carried, NULL);

  beside = galley_portal_transport_new (self->address, self->token);
  galley_portal_transport_set_authority (GALLEY_PORTAL_TRANSPORT (beside), self->authority);
  return beside;
}

void
galley_portal_transport_set_silence (GalleyPortalTransport *self,
                                     guint                  seconds)
{
  g_return_if_fail (GALLEY_IS_PORTAL_TRANSPORT (self));
  g_return_if_fail (seconds > 0);

  self->silence = seconds;
  galley_portal_line_set_silence (self->line, seconds);
}

void
galley_portal_transport_set_authority (GalleyPortalTransport *self,
                                       const GalleyAuthority *authority)
{
  g_return_if_fail (GALLEY_IS_PORTAL_TRANSPORT (self));

  g_clear_pointer (&self->authority, galley_authority_free);
  self->authority = authority != NULL ? galley_authority_copy (authority) : NULL;
  galley_portal_line_set_authority (self->line, authority);
  galley_portal_line_set_authority (self->waiting_line, authority);
}

gboolean
galley_portal_transport_sign_out (GalleyPortalTransport *self,
                                  GCancellable          *cancellable,
                                  GError               **error)
{
  g_auto (GalleyPortalAnswer) answer = { 0 };
  GalleyPortalRequest request = {
    .method = "DELETE", .path = GALLEY_API_TOKENS "/current", .limit = MAX_SMALL_ANSWER,
  };

  g_return_val_if_fail (GALLEY_IS_PORTAL_TRANSPORT (self), FALSE);

  return galley_portal_line_call (self->line, &request, &answer, cancellable, error);
}
