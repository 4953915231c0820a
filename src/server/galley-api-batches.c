/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many articles in one transaction, each with its own condition and its own answer. */
#include "server/galley-api.h"

#include "core/base/galley-id.h"
#include "core/base/galley-json.h"
#include "core/wire/galley-protocol.h"
#include "server/galley-article-write.h"
#include "server/galley-batch.h"
#include "server/galley-server-batches.h"

#include <glib/gi18n.h>

/* What conflicts with big articles is answered with them; from here on items are put off. */
#define MAX_ANSWER_BYTES (16 * 1024 * 1024)

static gboolean
do_item (GalleyCall            *call,
         const GalleyBatchItem *item,
         GalleyVerdict         *verdict,
         GError               **error)
{
  if (item->id == NULL)
    galley_verdict_refuse (verdict, 422, GALLEY_PROBLEM_INVALID, "id is needed");
  else if (g_strcmp0 (item->method, "DELETE") == 0)
    return galley_article_delete (call, item->id, item->if_match, verdict, error);
  else if (g_strcmp0 (item->method, "PUT") != 0)
    galley_verdict_refuse (verdict, 422, GALLEY_PROBLEM_INVALID, "method is PUT or DELETE");
  else if (item->offer == NULL)
    galley_verdict_refuse (verdict, 422, GALLEY_PROBLEM_INVALID, "article is needed");
  else
    return galley_article_put (call, item->id, item->if_match, item->if_none_match, item->offer, verdict, error);
  return TRUE;
}

/* @json NULL: there is no such member. */
static void
append_json (GString    *out,
             const char *name,
             const char *json)
{
  if (json == NULL)
    return;
  galley_json_append_string (out, name);
  g_string_append_c (out, ':');
  g_string_append (out, json);
  g_string_append_c (out, ',');
}

static void
append_string (GString    *out,
               const char *name,
               const char *value)
{
  if (value == NULL)
    return;
  galley_json_append_string (out, name);
  g_string_append_c (out, ':');
  galley_json_append_string (out, value);
  g_string_append_c (out, ',');
}

/* Canonical: the names in the order of their bytes. */
static void
append_result (GString             *out,
               const GalleyVerdict *verdict)
{
  g_string_append_c (out, '{');
  if (verdict->state == NULL)
    append_json (out, "article", verdict->article);
  append_string (out, "content_hash", verdict->content_hash);
  append_string (out, "etag", verdict->etag);
  if (verdict->problem != NULL && verdict->article == NULL)
    {
      g_autoptr (JsonObject) problem = galley_problem_new (verdict->status, verdict->problem, verdict->detail);
      g_autofree char *text = galley_json_write_object (problem);

      append_json (out, "problem", text);
    }
  /* Who sent the content has it: with an equal hash its state is all that is new. */
  append_json (out, "state", verdict->state);
  g_string_append (out, "\"status\":");
  galley_json_append_integer (out, verdict->status);
  g_string_append_c (out, '}');
}

static gboolean
do_items (GalleyCall        *call,
          const GalleyBatch *batch,
          GString           *out,
          GError           **error)
{
  g_string_append (out, "{\"results\":[");
  for (guint i = 0; i < batch->items->len; i++)
    {
      g_auto (GalleyVerdict) verdict = { 0 };

      if (i > 0)
        g_string_append_c (out, ',');
      if (out->len > MAX_ANSWER_BYTES)
        galley_verdict_refuse (&verdict, 429, GALLEY_PROBLEM_RATE, N_ ("The answer is long enough: send this one again"));
      else if (!do_item (call, g_ptr_array_index (batch->items, i), &verdict, error))
        return FALSE;
      append_result (out, &verdict);
    }
  g_string_append (out, "]}");
  return TRUE;
}

static gboolean
write_batch (GalleyCall        *call,
             const GalleyBatch *batch,
             GString           *out,
             GError           **error)
{
  GalleyServer *server = call->server;

  return galley_database_set_is_synced (server->database, server->log == NULL, error)
         && galley_database_begin (server->database, error) && do_items (call, batch, out, error)
         && galley_server_batches_add (server->database, call->ids[0], call->user->id, batch->hash, call->now, out->str,
                                       error)
         && galley_server_commit (server, error);
}

static GalleyResponse *
do_batch (GalleyCall        *call,
          const GalleyBatch *batch)
{
  GalleyServer *server = call->server;
  g_autoptr (GString) out = g_string_new (NULL);
  GalleyResponse *response;
  GError *error = NULL;

  if (!write_batch (call, batch, out, &error))
    response = galley_server_fail (server, error);
  else
    response =
      galley_response_new_text (200, GALLEY_JSON_CONTENT_TYPE, g_string_free (g_steal_pointer (&out), FALSE));
  response->is_early = server->log != NULL;
  /* What else is written may show at once, on a page. */
  if (galley_database_set_is_synced (server->database, TRUE, &error))
    return response;
  galley_response_free (response);
  return galley_server_fail (server, error);
}

GalleyResponse *
galley_api_put_batch (GalleyCall *call)
{
  g_autoptr (GalleyBatch) read = NULL;
  g_autoptr (GError) error = NULL;
  const GalleyBatch *batch = call->request->batch;
  char *answer = NULL;
  gboolean is_same;

  if (!galley_id_is_valid (call->ids[0]))
    return galley_response_new_problem (400, GALLEY_PROBLEM_INVALID, "A batch's name is a UUID of version 7");
  if (batch == NULL)
    batch = read = galley_batch_read (call->request->body);
  if (batch->status != 0)
    return galley_response_new_problem (batch->status, batch->problem, "%s", batch->detail);
  if (galley_server_batches_find (call->server->database, call->ids[0], call->user->id, batch->hash, &is_same, &answer,
                                  &error))
    return is_same ? galley_response_new_text (200, GALLEY_JSON_CONTENT_TYPE, answer)
                   : galley_response_new_problem (409, GALLEY_PROBLEM_REUSED, N_ ("Another batch has this name"));
  if (error != NULL)
    return galley_server_fail (call->server, g_steal_pointer (&error));
  return do_batch (call, batch);
}
