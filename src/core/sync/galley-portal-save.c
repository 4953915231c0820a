/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saving over the Portal API: one PUT or DELETE each for a few articles, batches from four on. A batch that the server
 * refuses as a whole is sent again one by one, so that one bad article never holds up ninety-nine good ones; each item
 * carries its own condition, so that sending it twice does no harm. What is saved next can be on its way before.
 *
 * What is sent as new and had been deleted there is refused, for a server cannot tell it from a first PUT that comes late.
 * It is asked for once more, by the tag of the tombstone that the refusal told; never by the tag of an article. */
#include "core/sync/galley-portal-transport.h"
#include "core/sync/galley-portal-private.h"

#include "core/base/galley-id.h"
#include "core/base/galley-json.h"
#include "core/wire/galley-protocol.h"
#include "core/wire/galley-wire.h"

#include <string.h>

#define BATCH_FROM 4
/* Room for the members around an article in a batch. */
#define ITEM_OVERHEAD 256

/* Parcels first … end - 1 as one request. */
typedef struct
{
  guint first;
  guint end;
} Slice;

struct _GalleyPortalBatch
{
  GPtrArray *parcels; /* (element-type GalleyParcel) */
  Slice slice;        /* of them */
  char *path;
  GBytes *body;
  GalleyPortalAhead *ahead; /* borrowed; where it was begun, NULL: nowhere */
};

static gboolean
is_new (const GalleyParcel *parcel)
{
  return parcel->content != NULL && *parcel->etag == '\0';
}

/* Returns FALSE when nobody answered at all: there is no use in going on. */
static gboolean
save_one (GalleyPortalTransport *self,
          const GalleyParcel    *parcel,
          GPtrArray             *results,
          GCancellable          *cancellable)
{
  g_autofree char *path = galley_portal_article_path (parcel->id);
  g_autoptr (GBytes) body = NULL;
  g_auto (GalleyPortalAnswer) answer = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyRevision) revision = NULL;
  GalleyPushResult *result;
  GalleyPortalRequest request = {
    .method = parcel->content != NULL ? "PUT" : "DELETE",
    .path = path,
    .content_type = GALLEY_WIRE_CONTENT_TYPE,
    .if_match = *parcel->etag != '\0' ? parcel->etag : NULL,
    .if_none_match = *parcel->etag != '\0' ? NULL : "*",
    .limit = GALLEY_PORTAL_MAX_ANSWER,
  };
  gboolean is_good;

  if (parcel->content != NULL)
    {
      body = g_bytes_new_static (parcel->content, strlen (parcel->content));
      request.body = body;
    }
  is_good = galley_portal_line_call (self->line, &request, &answer, cancellable, &error);
  if (answer.status == 0)
    {
      g_ptr_array_add (results, galley_push_result_new (parcel, NULL, g_steal_pointer (&error)));
      return FALSE;
    }

  if ((is_good && parcel->content != NULL)
      || (answer.status == 412 && g_ascii_strcasecmp (answer.type, GALLEY_WIRE_CONTENT_TYPE) == 0))
    {
      g_autoptr (GError) reading = NULL;
      gsize length;
      const char *text = g_bytes_get_data (answer.body, &length);

      revision = galley_portal_read_article (length > 0 ? text : "", length, parcel->id, &reading);
      if (revision == NULL)
        {
          g_clear_error (&error);
          error = g_steal_pointer (&reading);
        }
    }
  result = galley_push_result_new (parcel, revision, g_steal_pointer (&error));
  if (answer.status == 412 && is_new (parcel) && g_ascii_strcasecmp (answer.type, GALLEY_PROBLEM_CONTENT_TYPE) == 0)
    result->tombstone = g_steal_pointer (&answer.etag);
  g_ptr_array_add (results, result);
  return TRUE;
}

static void
save_singly (GalleyPortalTransport *self,
             GPtrArray             *parcels,
             Slice                  slice,
             GPtrArray             *results,
             GCancellable          *cancellable)
{
  for (guint i = slice.first; i < slice.end; i++)
    {
      if (save_one (self, g_ptr_array_index (parcels, i), results, cancellable))
        continue;
      /* The same stands for those behind it. */
      while (++i < slice.end)
        {
          GalleyPushResult *last = g_ptr_array_index (results, results->len - 1);

          g_ptr_array_add (results, galley_push_result_new (g_ptr_array_index (parcels, i), NULL,
                                                            g_error_copy (last->error)));
        }
    }
}

static void
append_member (GString    *out,
               const char *name,
               const char *value)
{
  galley_json_append_string (out, name);
  g_string_append_c (out, ':');
  galley_json_append_string (out, value);
}

/* Canonical: the names in the order of their bytes. */
static void
append_item (GString            *out,
             const GalleyParcel *parcel)
{
  g_string_append_c (out, '{');
  if (parcel->content != NULL)
    {
      g_string_append (out, "\"article\":");
      g_string_append (out, parcel->content);
      g_string_append_c (out, ',');
    }
  append_member (out, "id", parcel->id);
  g_string_append_c (out, ',');
  if (*parcel->etag != '\0')
    append_member (out, "if_match", parcel->etag);
  else
    append_member (out, "if_none_match", "*");
  g_string_append_c (out, ',');
  append_member (out, "method", parcel->content != NULL ? "PUT" : "DELETE");
  g_string_append_c (out, '}');
}

/* What was taken is what was sent, with the state of now: only where the server understands the content otherwise than
 * this Galley, its own representation is asked for. */
static void
read_taken (GalleyPortalTransport *self,
            GalleyJsonValue       *object,
            const GalleyParcel    *parcel,
            GalleyPushResult      *result,
            GCancellable          *cancellable)
{
  GalleyJsonValue *state = galley_json_value_find_object (object, "state");

  if (g_strcmp0 (galley_json_value_find_text (object, "content_hash"), parcel->content_hash) != 0)
    result->answer = galley_transport_load (GALLEY_TRANSPORT (self), parcel->id, cancellable, &result->error);
  else if (state != NULL)
    result->state = galley_wire_read_state (state, &result->error);
  else
    result->error = g_error_new (GALLEY_ERROR, GALLEY_ERROR_INVALID, "A batch's answer for %s has no state", parcel->id);

  if (result->state == NULL || *result->state->etag != '\0')
    return;
  g_clear_pointer (&result->state, galley_state_unref);
  result->error =
    g_error_new (GALLEY_ERROR, GALLEY_ERROR_INVALID, "Article %s from the portal has no ETag", parcel->id);
}

static void
read_refusal (GalleyJsonValue    *object,
              guint               status,
              const GalleyParcel *parcel,
              GalleyPushResult   *result)
{
  GalleyJsonValue *article = galley_json_value_find_object (object, "article");
  GalleyJsonValue *problem = galley_json_value_find_object (object, "problem");
  const char *sentence = galley_json_value_find_text (problem, "detail");
  GError *reading = NULL;

  if (status == 412 && article != NULL)
    result->answer = galley_portal_read_article_value (article, parcel->id, &reading);
  else if (status == 412 && is_new (parcel))
    result->tombstone = g_strdup (galley_json_value_find_text (object, "etag"));
  if (sentence == NULL)
    sentence = galley_json_value_find_text (problem, "title");
  if (reading == NULL)
    reading = galley_portal_error_new (status, galley_json_value_find_text (problem, "type"), sentence);
  result->error = reading;
}

static GalleyPushResult *
read_result (GalleyPortalTransport *self,
             GalleyJsonValue       *object,
             const GalleyParcel    *parcel,
             GCancellable          *cancellable)
{
  GalleyPushResult *result = galley_push_result_new (parcel, NULL, NULL);
  gint64 status = galley_json_value_find_integer (object, "status");

  if (status < 200 || status > 599)
    result->error =
      g_error_new (GALLEY_ERROR, GALLEY_ERROR_INVALID, "A batch's answer for %s has no status", parcel->id);
  else if (status >= 300)
    read_refusal (object, (guint) status, parcel, result);
  else if (parcel->content != NULL)
    read_taken (self, object, parcel, result, cancellable);
  return result;
}

/* As many of @parcels from @first on as go into one batch. One article beyond the bound of a batch is a slice of its own. */
static GalleyPortalBatch *
batch_new (GalleyPortalTransport *self,
           GPtrArray             *parcels,
           guint                  first)
{
  GalleyPortalBatch *batch = g_new0 (GalleyPortalBatch, 1);
  g_autofree char *name = galley_id_new (self->clock, self->random);
  GString *text = g_string_sized_new (GALLEY_BATCH_MAX_BYTES / 2);

  batch->parcels = g_ptr_array_ref (parcels);
  batch->slice = (Slice){ first, first };
  batch->path = g_strconcat (GALLEY_API_BATCHES "/", name, NULL);
  g_string_append (text, "{\"items\":[");
  while (batch->slice.end < parcels->len && batch->slice.end - first < self->batch_items)
    {
      const GalleyParcel *parcel = g_ptr_array_index (parcels, batch->slice.end);
      gsize length = parcel->content != NULL ? strlen (parcel->content) : 0;

      if (batch->slice.end > first && text->len + length + ITEM_OVERHEAD > GALLEY_BATCH_MAX_BYTES)
        break;
      if (batch->slice.end > first)
        g_string_append_c (text, ',');
      append_item (text, parcel);
      batch->slice.end++;
    }
  g_string_append (text, "]}");
  batch->body = g_string_free_to_bytes (text);
  return batch;
}

void
galley_portal_batch_free (GalleyPortalBatch *self)
{
  if (self->ahead != NULL)
    galley_portal_ahead_drop (self->ahead);
  g_ptr_array_unref (self->parcels);
  g_free (self->path);
  g_bytes_unref (self->body);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyPortalBatch, galley_portal_batch_free)

static GalleyPortalRequest
get_request (const GalleyPortalBatch *batch)
{
  return (GalleyPortalRequest){
    .method = "PUT",
    .path = batch->path,
    .content_type = "application/json",
    .body = batch->body,
    .limit = GALLEY_PORTAL_MAX_ANSWER,
  };
}

/* A batch that was begun and went wrong on the way is sent again: its name makes sure that it is done once. */
static gboolean
call (GalleyPortalTransport   *self,
      const GalleyPortalBatch *batch,
      GalleyPortalAnswer      *answer,
      GCancellable            *cancellable,
      GError                 **error)
{
  const GalleyPortalRequest request = get_request (batch);

  if (batch->ahead != NULL && galley_portal_ahead_end (batch->ahead, batch->path, answer, cancellable))
    return TRUE;
  return galley_portal_line_call (self->line, &request, answer, cancellable, error);
}

/* FALSE where the whole batch was refused or its answer makes no sense: to be sent singly. Where nobody answered, or
 * the token does not hold, every item carries that error. */
static gboolean
save_batch (GalleyPortalTransport   *self,
            const GalleyPortalBatch *batch,
            GPtrArray               *results,
            GCancellable            *cancellable)
{
  const Slice slice = batch->slice;
  g_autoptr (GalleyJsonDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GalleyPortalAnswer) answer = { 0 };
  GalleyJsonValue *array = NULL;
  GalleyJsonValue *item = NULL;

  if (!call (self, batch, &answer, cancellable, &error))
    {
      if (answer.status != 0 && answer.status != 401 && answer.status != 429)
        return FALSE;
      for (guint i = slice.first; i < slice.end; i++)
        g_ptr_array_add (results, galley_push_result_new (g_ptr_array_index (batch->parcels, i), NULL,
                                                          g_error_copy (error)));
      return TRUE;
    }
  document = galley_portal_read_document (&answer, NULL);
  if (document != NULL)
    array = galley_json_value_find_array (galley_json_document_get_root (document), "results");
  if (galley_json_value_count (array) != slice.end - slice.first)
    return FALSE;
  for (guint i = slice.first; i < slice.end; i++)
    {
      item = galley_json_value_next (array, item);
      g_ptr_array_add (results, read_result (self, item, g_ptr_array_index (batch->parcels, i), cancellable));
    }
  return TRUE;
}

static gboolean
goes_as_batches (GalleyPortalTransport *self,
                 GPtrArray             *parcels)
{
  return self->has_batches && parcels->len >= BATCH_FROM;
}

/* What was begun of @parcels, or NULL. What was begun of others is nobody's any more. */
static GalleyPortalBatch *
take_begun (GalleyPortalTransport *self,
            GPtrArray             *parcels)
{
  while (self->begun->len > 0)
    {
      g_autoptr (GalleyPortalBatch) batch = g_ptr_array_steal_index (self->begun, 0);

      if (batch->parcels == parcels)
        return g_steal_pointer (&batch);
    }
  return NULL;
}

void
galley_portal_begin_save (GalleyTransport *transport,
                          GPtrArray       *parcels)
{
  GalleyPortalTransport *self = GALLEY_PORTAL_TRANSPORT (transport);
  g_autoptr (GalleyPortalBatch) batch = NULL;
  GalleyPortalRequest request;

  if (self->is_carried || !goes_as_batches (self, parcels))
    return;
  batch = batch_new (self, parcels, 0);
  request = get_request (batch);
  for (guint i = 0; i < GALLEY_PORTAL_MAX_BEGUN && batch->ahead == NULL; i++)
    {
      if (self->saving[i] == NULL)
        self->saving[i] = galley_portal_transport_new_ahead (self);
      if (!galley_portal_ahead_is_busy (self->saving[i]))
        batch->ahead = self->saving[i];
    }
  if (batch->ahead == NULL)
    return;
  galley_portal_ahead_begin (batch->ahead, &request);
  g_ptr_array_add (self->begun, g_steal_pointer (&batch));
}

/* @begun: (transfer full) (nullable) of @parcels. */
static void
save_all (GalleyPortalTransport *self,
          GPtrArray             *parcels,
          GalleyPortalBatch     *begun,
          GPtrArray             *results,
          GCancellable          *cancellable)
{
  g_autoptr (GalleyPortalBatch) batch = begun;

  if (!goes_as_batches (self, parcels))
    {
      save_singly (self, parcels, (Slice){ 0, parcels->len }, results, cancellable);
      return;
    }
  while (results->len < parcels->len)
    {
      if (batch == NULL)
        batch = batch_new (self, parcels, results->len);
      if (batch->slice.end - batch->slice.first < 2 || !save_batch (self, batch, results, cancellable))
        save_singly (self, parcels, batch->slice, results, cancellable);
      g_clear_pointer (&batch, galley_portal_batch_free);
    }
}

/* @parcel, to be put where the tombstone @etag stands. */
static GalleyParcel *
parcel_upon (const GalleyParcel *parcel,
             const char         *etag)
{
  GalleyParcel *upon = g_new0 (GalleyParcel, 1);

  upon->id = g_strdup (parcel->id);
  upon->content = g_strdup (parcel->content);
  upon->content_hash = g_strdup (parcel->content_hash);
  upon->etag = g_strdup (etag);
  upon->generation = parcel->generation;
  upon->sequence = parcel->sequence;
  return upon;
}

/* Once: who finds another tombstone than the one that was told has met somebody else's deletion. */
static void
bring_back (GalleyPortalTransport *self,
            GPtrArray             *parcels,
            GPtrArray             *results,
            GCancellable          *cancellable)
{
  g_autoptr (GPtrArray) deleted = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_parcel_free);
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_push_result_free);
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < results->len; i++)
    {
      const GalleyPushResult *result = g_ptr_array_index (results, i);

      if (result->tombstone == NULL || *result->tombstone == '\0')
        continue;
      g_ptr_array_add (deleted, parcel_upon (g_ptr_array_index (parcels, i), result->tombstone));
      g_array_append_val (places, i);
    }
  save_all (self, deleted, NULL, answers, cancellable);
  for (guint i = 0; i < places->len; i++)
    {
      gpointer *refusal = &results->pdata[g_array_index (places, guint, i)];
      gpointer answer = answers->pdata[i];

      answers->pdata[i] = *refusal;
      *refusal = answer;
    }
}

GPtrArray *
galley_portal_save (GalleyTransport *transport,
                    GPtrArray       *parcels,
                    GCancellable    *cancellable,
                    GError         **error)
{
  GalleyPortalTransport *self = GALLEY_PORTAL_TRANSPORT (transport);
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_push_result_free);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  save_all (self, parcels, goes_as_batches (self, parcels) ? take_begun (self, parcels) : NULL, results, cancellable);
  bring_back (self, parcels, results, cancellable);
  return g_steal_pointer (&results);
}
