/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One article, and what was done to it. */
#include "server/galley-api.h"

#include "core/wire/galley-protocol.h"
#include "core/wire/galley-wire.h"
#include "server/galley-article-write.h"
#include "server/galley-server-audit.h"

GalleyResponse *
galley_api_get_article (GalleyCall *call)
{
  GalleyResponse *response = NULL;
  g_autoptr (GalleyArticleRow) row = galley_call_load_article (call, call->ids[0], &response);
  g_autofree char *etag = NULL;

  if (row == NULL)
    return response;
  etag = galley_article_row_dup_etag (row, call->server->epoch);
  if (galley_etag_matches (call->request->if_none_match, etag))
    response = galley_response_new (304);
  else
    response = galley_response_new_text (200, GALLEY_WIRE_CONTENT_TYPE, g_steal_pointer (&row->article));
  response->etag = g_steal_pointer (&etag);
  return response;
}

/* Takes what it gives from @verdict. */
static GalleyResponse *
make_response (GalleyVerdict *verdict)
{
  GalleyResponse *response;

  if (verdict->article != NULL)
    response = galley_response_new_text (verdict->status, GALLEY_WIRE_CONTENT_TYPE,
                                         g_steal_pointer (&verdict->article));
  else if (verdict->problem != NULL)
    response = galley_response_new_problem (verdict->status, verdict->problem, "%s", verdict->detail);
  else
    response = galley_response_new (verdict->status);
  response->etag = g_steal_pointer (&verdict->etag);
  return response;
}

static GalleyResponse *
finish (GalleyCall    *call,
        gboolean       is_done,
        GalleyVerdict *verdict,
        GError        *error)
{
  GalleyServer *server = call->server;

  if (!is_done)
    return galley_server_fail (server, error);
  if (verdict->status >= 300)
    galley_database_rollback (server->database);
  else if (!galley_server_commit (server, &error))
    return galley_server_fail (server, error);
  return make_response (verdict);
}

GalleyResponse *
galley_api_put_article (GalleyCall *call)
{
  const GalleyRequest *request = call->request;
  g_auto (GalleyVerdict) verdict = { 0 };
  GError *error = NULL;
  gsize length;
  const char *text = g_bytes_get_data (request->body, &length);
  g_autoptr (GalleyOffer) offer = galley_offer_read (call->ids[0], text != NULL ? text : "", length);
  gboolean is_done;

  is_done = galley_database_begin (call->server->database, &error)
            && galley_article_put (call, call->ids[0], request->if_match, request->if_none_match,
                                   offer, &verdict, &error);
  return finish (call, is_done, &verdict, error);
}

GalleyResponse *
galley_api_delete_article (GalleyCall *call)
{
  g_auto (GalleyVerdict) verdict = { 0 };
  GError *error = NULL;
  gboolean is_done;

  is_done = galley_database_begin (call->server->database, &error)
            && galley_article_delete (call, call->ids[0], call->request->if_match, &verdict, &error);
  return finish (call, is_done, &verdict, error);
}

GalleyResponse *
galley_api_get_audit (GalleyCall *call)
{
  GalleyResponse *response = NULL;
  g_autoptr (GalleyArticleRow) row = galley_call_load_article (call, call->ids[0], &response);
  g_autoptr (GError) error = NULL;
  JsonArray *entries;
  JsonObject *answer;

  if (row == NULL)
    return response;
  entries = galley_server_audit_list (call->server->database, call->ids[0], &error);
  if (entries == NULL)
    return galley_server_fail (call->server, g_steal_pointer (&error));
  answer = json_object_new ();
  json_object_set_array_member (answer, "entries", entries);
  return galley_response_new_json (200, answer);
}
