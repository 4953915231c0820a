/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many articles in one transaction, each with its own condition and its own answer. */
#include "server/galley-api.h"

#include "core/base/galley-id.h"
#include "core/base/galley-json.h"
#include "core/wire/galley-protocol.h"
#include "core/wire/galley-wire.h"
#include "server/galley-article-write.h"
#include "server/galley-server-batches.h"

#include <string.h>

/* What conflicts with big articles is answered with them; from here on items are put off. */
#define MAX_ANSWER_BYTES (16 * 1024 * 1024)

static gboolean
put_item (GalleyCall    *call,
          JsonObject    *item,
          GalleyVerdict *verdict,
          GError       **error)
{
  const GalleyOffer offer = { .object = galley_json_get_object (item, "article") };

  if (offer.object == NULL)
    {
      galley_verdict_refuse (verdict, 422, GALLEY_PROBLEM_INVALID, "article is needed");
      return TRUE;
    }
  return galley_article_put (call, galley_json_get_string (item, "id"), galley_json_get_string (item, "if_match"),
                             galley_json_get_string (item, "if_none_match"), &offer, verdict, error);
}

static gboolean
do_item (GalleyCall    *call,
         JsonObject    *item,
         GalleyVerdict *verdict,
         GError       **error)
{
  const char *method = galley_json_get_string (item, "method");

  if (galley_json_get_string (item, "id") == NULL)
    galley_verdict_refuse (verdict, 422, GALLEY_PROBLEM_INVALID, "id is needed");
  else if (g_strcmp0 (method, "PUT") == 0)
    return put_item (call, item, verdict, error);
  else if (g_strcmp0 (method, "DELETE") == 0)
    return galley_article_delete (call, galley_json_get_string (item, "id"),
                                  galley_json_get_string (item, "if_match"), verdict, error);
  else
    galley_verdict_refuse (verdict, 422, GALLEY_PROBLEM_INVALID, "method is PUT or DELETE");
  return TRUE;
}

static void
append_string (GString    *out,
               const char *name,
               const char *value)
{
  if (value == NULL)
    return;
  g_string_append_printf (out, "\"%s\":", name);
  galley_json_append_string (out, value);
  g_string_append_c (out, ',');
}

/* Canonical: the names in the order of their bytes. */
static void
append_result (GString             *out,
               const GalleyVerdict *verdict)
{
  g_string_append_c (out, '{');
  if (verdict->article != NULL)
    g_string_append_printf (out, "\"article\":%s,", verdict->article);
  append_string (out, "content_hash", verdict->content_hash);
  append_string (out, "etag", verdict->etag);
  if (verdict->problem != NULL && verdict->article == NULL)
    {
      g_autoptr (JsonObject) problem = galley_problem_new (verdict->status, verdict->problem, verdict->detail);
      g_autofree char *text = galley_json_write_object (problem);

      g_string_append_printf (out, "\"problem\":%s,", text);
    }
  /* Who sent the content has it: with an equal hash its state is all that is new. */
  if (verdict->taken != NULL)
    {
      g_autofree char *state = galley_wire_write_state (galley_revision_get_state (verdict->taken));

      g_string_append_printf (out, "\"state\":%s,", state);
    }
  g_string_append_printf (out, "\"status\":%u}", verdict->status);
}

static gboolean
do_items (GalleyCall *call,
          JsonArray  *items,
          GString    *out,
          GError    **error)
{
  g_string_append (out, "{\"results\":[");
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      g_auto (GalleyVerdict) verdict = { 0 };

      if (i > 0)
        g_string_append_c (out, ',');
      if (out->len > MAX_ANSWER_BYTES)
        galley_verdict_refuse (&verdict, 429, GALLEY_PROBLEM_RATE, "The answer is long enough: send this one again");
      else if (!do_item (call, galley_json_array_get_object (items, i), &verdict, error))
        return FALSE;
      append_result (out, &verdict);
    }
  g_string_append (out, "]}");
  return TRUE;
}

/* NULL: go on with @items. */
static GalleyResponse *
read_items (GalleyCall  *call,
            JsonObject **body,
            JsonArray  **items)
{
  GalleyResponse *refusal = NULL;

  *body = galley_call_parse_body (call, GALLEY_BATCH_MAX_BYTES, &refusal);
  if (*body == NULL)
    return refusal;
  *items = galley_json_get_array (*body, "items");
  if (*items == NULL || json_array_get_length (*items) == 0)
    return galley_response_new_problem (422, GALLEY_PROBLEM_INVALID, "items is a list of at least one");
  if (json_array_get_length (*items) > GALLEY_BATCH_MAX_ITEMS)
    return galley_response_new_problem (413, GALLEY_PROBLEM_TOO_LARGE, "At most %d items", GALLEY_BATCH_MAX_ITEMS);
  return NULL;
}

static GalleyResponse *
do_batch (GalleyCall *call,
          JsonArray  *items,
          const char *hash)
{
  GalleyServer *server = call->server;
  g_autoptr (GString) out = g_string_new (NULL);
  GError *error = NULL;

  if (!galley_database_begin (server->database, &error) || !do_items (call, items, out, &error)
      || !galley_server_batches_add (server->database, call->ids[0], call->user->id, hash, call->now, out->str, &error)
      || !galley_server_commit (server, &error))
    return galley_server_fail (server, error);
  return galley_response_new_text (200, GALLEY_JSON_CONTENT_TYPE, g_string_free (g_steal_pointer (&out), FALSE));
}

GalleyResponse *
galley_api_put_batch (GalleyCall *call)
{
  g_autoptr (JsonObject) body = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = NULL;
  char *answer = NULL;
  JsonArray *items = NULL;
  gboolean is_same;
  GalleyResponse *refusal;
  gsize length;
  const void *bytes = g_bytes_get_data (call->request->body, &length);

  if (!galley_id_is_valid (call->ids[0]))
    return galley_response_new_problem (400, GALLEY_PROBLEM_INVALID, "A batch's name is a UUID of version 7");
  refusal = read_items (call, &body, &items);
  if (refusal != NULL)
    return refusal;
  hash = galley_hash_bytes (bytes, length);
  if (galley_server_batches_find (call->server->database, call->ids[0], call->user->id, hash, &is_same, &answer,
                                  &error))
    return is_same ? galley_response_new_text (200, GALLEY_JSON_CONTENT_TYPE, answer)
                   : galley_response_new_problem (409, GALLEY_PROBLEM_REUSED, "Another batch has this name");
  if (error != NULL)
    return galley_server_fail (call->server, g_steal_pointer (&error));
  return do_batch (call, items, hash);
}
