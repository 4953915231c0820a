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

/* Pushes first … end - 1 as one request. */
typedef struct
{
  guint first;
  guint end;
} Slice;

static GalleyPushResult *
result_new (GalleyRevision *answer,
            GError         *error)
{
  GalleyPushResult *result = g_new0 (GalleyPushResult, 1);

  result->answer = answer;
  result->error = error;
  return result;
}

/* Returns FALSE when nobody answered at all: there is no use in going on. */
static gboolean
save_one (GalleyPortalTransport *self,
          GalleyPush            *push,
          GPtrArray             *results,
          GCancellable          *cancellable)
{
  g_autofree char *path = galley_portal_article_path (push->id);
  g_autoptr (GBytes) body = NULL;
  g_auto (GalleyPortalAnswer) answer = { 0 };
  g_autoptr (GError) error = NULL;
  GalleyRevision *revision = NULL;
  GalleyPortalRequest request = {
    .method = push->revision != NULL ? "PUT" : "DELETE",
    .path = path,
    .content_type = GALLEY_WIRE_CONTENT_TYPE,
    .if_match = *push->etag != '\0' ? push->etag : NULL,
    .if_none_match = *push->etag != '\0' ? NULL : "*",
    .limit = GALLEY_PORTAL_MAX_ANSWER,
  };
  gboolean is_good;

  if (push->revision != NULL)
    {
      char *text = galley_wire_write_content (push->revision);

      body = g_bytes_new_take (text, strlen (text));
      request.body = body;
    }
  is_good = galley_portal_line_call (self->line, &request, &answer, cancellable, &error);
  if (answer.status == 0)
    {
      g_ptr_array_add (results, result_new (NULL, g_steal_pointer (&error)));
      return FALSE;
    }

  if ((is_good && push->revision != NULL)
      || (answer.status == 412 && g_ascii_strcasecmp (answer.type, GALLEY_WIRE_CONTENT_TYPE) == 0))
    {
      g_autoptr (GError) reading = NULL;
      gsize length;
      const char *text = g_bytes_get_data (answer.body, &length);

      revision = galley_portal_read_article (length > 0 ? text : "", length, push->id, &reading);
      if (revision == NULL)
        {
          g_clear_error (&error);
          error = g_steal_pointer (&reading);
        }
    }
  g_ptr_array_add (results, result_new (revision, g_steal_pointer (&error)));
  return TRUE;
}

static void
save_singly (GalleyPortalTransport *self,
             GPtrArray             *pushes,
             Slice                  slice,
             GPtrArray             *results,
             GCancellable          *cancellable)
{
  for (guint i = slice.first; i < slice.end; i++)
    {
      if (save_one (self, g_ptr_array_index (pushes, i), results, cancellable))
        continue;
      /* The same stands for those behind it. */
      while (++i < slice.end)
        {
          GalleyPushResult *last = g_ptr_array_index (results, results->len - 1);

          g_ptr_array_add (results, result_new (NULL, g_error_copy (last->error)));
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
static char *
write_item (GalleyPush *push)
{
  GString *out = g_string_new ("{");

  if (push->revision != NULL)
    {
      g_autofree char *content = galley_wire_write_content (push->revision);

      g_string_append_printf (out, "\"article\":%s,", content);
    }
  append_member (out, "id", push->id);
  g_string_append_c (out, ',');
  if (*push->etag != '\0')
    append_member (out, "if_match", push->etag);
  else
    append_member (out, "if_none_match", "*");
  g_string_append_c (out, ',');
  append_member (out, "method", push->revision != NULL ? "PUT" : "DELETE");
  g_string_append_c (out, '}');

  return g_string_free (out, FALSE);
}

static GalleyPushResult *
read_result (JsonObject *object,
             GalleyPush *push)
{
  gint64 status = galley_json_get_integer (object, "status");
  gboolean is_good = status >= 200 && status < 300;
  JsonObject *article = galley_json_get_object (object, "article");
  GError *error = NULL;
  GalleyRevision *revision = NULL;

  if (status < 200 || status > 599)
    return result_new (NULL, g_error_new (GALLEY_ERROR, GALLEY_ERROR_INVALID,
                                          "A batch's answer for %s has no status", push->id));
  if (!is_good)
    {
      JsonObject *problem = galley_json_get_object (object, "problem");
      const char *sentence = galley_json_get_string (problem, "detail");

      if (sentence == NULL)
        sentence = galley_json_get_string (problem, "title");
      error = galley_portal_error_new ((guint) status, sentence);
    }
  if ((is_good && push->revision != NULL) || (status == 412 && article != NULL))
    {
      g_autoptr (GError) reading = NULL;

      revision = galley_portal_read_article_object (article, push->id, &reading);
      if (revision == NULL)
        {
          g_clear_error (&error);
          error = g_steal_pointer (&reading);
        }
    }
  return result_new (revision, error);
}

/* FALSE where the whole batch was refused or its answer makes no sense: to be sent singly. Where nobody answered, or
 * the token does not hold, every item carries that error. */
static gboolean
save_batch (GalleyPortalTransport *self,
            GPtrArray             *pushes,
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
        g_ptr_array_add (results, result_new (NULL, g_error_copy (error)));
      return TRUE;
    }
  object = galley_portal_read_object (&answer, NULL);
  array = galley_json_get_array (object, "results");
  if (array == NULL || json_array_get_length (array) != slice.end - slice.first)
    return FALSE;
  for (guint i = slice.first; i < slice.end; i++)
    g_ptr_array_add (results, read_result (galley_json_array_get_object (array, i - slice.first),
                                           g_ptr_array_index (pushes, i)));
  return TRUE;
}

/* As many from slice.first on as go into one batch; their text is in @body, complete. One article beyond the bound of
 * a batch is a slice of its own. */
static guint
fill_batch (GPtrArray *pushes,
            guint      first,
            GString   *body)
{
  guint end = first;

  g_string_assign (body, "{\"items\":[");
  while (end < pushes->len && end - first < GALLEY_BATCH_MAX_ITEMS)
    {
      g_autofree char *item = write_item (g_ptr_array_index (pushes, end));

      if (end > first && body->len + strlen (item) + ITEM_OVERHEAD > GALLEY_BATCH_MAX_BYTES)
        break;
      if (end > first)
        g_string_append_c (body, ',');
      g_string_append (body, item);
      end++;
    }
  g_string_append (body, "]}");
  return end;
}

GPtrArray *
galley_portal_save (GalleyTransport *transport,
                    GPtrArray       *pushes,
                    GCancellable    *cancellable,
                    GError         **error)
{
  GalleyPortalTransport *self = GALLEY_PORTAL_TRANSPORT (transport);
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_push_result_free);
  g_autoptr (GString) body = g_string_new (NULL);
  Slice slice = { 0, 0 };

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  while (slice.end < pushes->len)
    {
      slice.first = slice.end;
      slice.end = pushes->len;
      if (self->has_batches && pushes->len >= BATCH_FROM)
        slice.end = fill_batch (pushes, slice.first, body);
      if (slice.end - slice.first < 2 || !self->has_batches || pushes->len < BATCH_FROM
          || !save_batch (self, pushes, slice, body, results, cancellable))
        save_singly (self, pushes, slice, results, cancellable);
    }
  return g_steal_pointer (&results);
}
