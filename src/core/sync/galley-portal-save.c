/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saving over the Portal API: one PUT or DELETE each for a few articles, batches from four on. A batch that the server
 * refuses as a whole is sent again one by one, so that one bad article never holds up ninety-nine good ones; each item
 * carries its own condition, so that sending it twice does no harm. */
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
  g_ptr_array_add (results, galley_push_result_new (parcel, revision, g_steal_pointer (&error)));
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
            JsonObject            *object,
            const GalleyParcel    *parcel,
            GalleyPushResult      *result,
            GCancellable          *cancellable)
{
  JsonObject *state = galley_json_get_object (object, "state");

  if (g_strcmp0 (galley_json_get_string (object, "content_hash"), parcel->content_hash) != 0)
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
read_refusal (JsonObject         *object,
              guint               status,
              const GalleyParcel *parcel,
              GalleyPushResult   *result)
{
  JsonObject *article = galley_json_get_object (object, "article");
  JsonObject *problem = galley_json_get_object (object, "problem");
  const char *sentence = galley_json_get_string (problem, "detail");
  GError *reading = NULL;

  if (status == 412 && article != NULL)
    result->answer = galley_portal_read_article_object (article, parcel->id, &reading);
  if (sentence == NULL)
    sentence = galley_json_get_string (problem, "title");
  result->error = reading != NULL ? reading : galley_portal_error_new (status, sentence);
}

static GalleyPushResult *
read_result (GalleyPortalTransport *self,
             JsonObject            *object,
             const GalleyParcel    *parcel,
             GCancellable          *cancellable)
{
  GalleyPushResult *result = galley_push_result_new (parcel, NULL, NULL);
  gint64 status = galley_json_get_integer (object, "status");

  if (status < 200 || status > 599)
    result->error =
      g_error_new (GALLEY_ERROR, GALLEY_ERROR_INVALID, "A batch's answer for %s has no status", parcel->id);
  else if (status >= 300)
    read_refusal (object, (guint) status, parcel, result);
  else if (parcel->content != NULL)
    read_taken (self, object, parcel, result, cancellable);
  return result;
}

/* FALSE where the whole batch was refused or its answer makes no sense: to be sent singly. Where nobody answered, or
 * the token does not hold, every item carries that error. */
static gboolean
save_batch (GalleyPortalTransport *self,
            GPtrArray             *parcels,
            Slice                  slice,
            GString               *body,
            GPtrArray             *results,
            GCancellable          *cancellable)
{
  g_autofree char *name = galley_id_new (self->clock, self->random);
  g_autofree char *path = g_strconcat (GALLEY_API_BATCHES "/", name, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (body->str, body->len);
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GalleyPortalAnswer) answer = { 0 };
  GalleyPortalRequest request = {
    .method = "PUT",
    .path = path,
    .content_type = "application/json",
    .body = bytes,
    .limit = GALLEY_PORTAL_MAX_ANSWER,
  };
  JsonArray *array;

  if (!galley_portal_line_call (self->line, &request, &answer, cancellable, &error))
    {
      if (answer.status != 0 && answer.status != 401 && answer.status != 429)
        return FALSE;
      for (guint i = slice.first; i < slice.end; i++)
        g_ptr_array_add (results, galley_push_result_new (g_ptr_array_index (parcels, i), NULL, g_error_copy (error)));
      return TRUE;
    }
  object = galley_portal_read_object (&answer, NULL);
  array = galley_json_get_array (object, "results");
  if (array == NULL || json_array_get_length (array) != slice.end - slice.first)
    return FALSE;
  for (guint i = slice.first; i < slice.end; i++)
    g_ptr_array_add (results, read_result (self, galley_json_array_get_object (array, i - slice.first),
                                           g_ptr_array_index (parcels, i), cancellable));
  return TRUE;
}

/* As many from slice.first on as go into one batch; their text is in @body, complete. One article beyond the bound of
 * a batch is a slice of its own. */
static guint
fill_batch (GPtrArray *parcels,
            guint      first,
            GString   *body)
{
  guint end = first;

  g_string_assign (body, "{\"items\":[");
  while (end < parcels->len && end - first < GALLEY_BATCH_MAX_ITEMS)
    {
      const GalleyParcel *parcel = g_ptr_array_index (parcels, end);
      gsize length = parcel->content != NULL ? strlen (parcel->content) : 0;

      if (end > first && body->len + length + ITEM_OVERHEAD > GALLEY_BATCH_MAX_BYTES)
        break;
      if (end > first)
        g_string_append_c (body, ',');
      append_item (body, parcel);
      end++;
    }
  g_string_append (body, "]}");
  return end;
}

GPtrArray *
galley_portal_save (GalleyTransport *transport,
                    GPtrArray       *parcels,
                    GCancellable    *cancellable,
                    GError         **error)
{
  GalleyPortalTransport *self = GALLEY_PORTAL_TRANSPORT (transport);
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_push_result_free);
  g_autoptr (GString) body = g_string_new (NULL);
  Slice slice = { 0, 0 };

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  while (slice.end < parcels->len)
    {
      slice.first = slice.end;
      slice.end = parcels->len;
      if (self->has_batches && parcels->len >= BATCH_FROM)
        slice.end = fill_batch (parcels, slice.first, body);
      if (slice.end - slice.first < 2 || !self->has_batches || parcels->len < BATCH_FROM
          || !save_batch (self, parcels, slice, body, results, cancellable))
        save_singly (self, parcels, slice, results, cancellable);
    }
  return g_steal_pointer (&results);
}
