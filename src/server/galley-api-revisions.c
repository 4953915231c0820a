/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an article's content was before. Who may see the article may see that, too; of a deleted one, who may restore it. */
#include "server/galley-api.h"

#include "core/base/galley-clock.h"
#include "core/wire/galley-protocol.h"
#include "core/wire/galley-wire-text.h"
#include "core/wire/galley-wire.h"
#include "server/galley-article-write.h"
#include "server/galley-server-revisions.h"

#define DEFAULT_LIMIT 100

static void
set_if_known (JsonObject *object,
              const char *name,
              const char *value)
{
  if (*value != '\0')
    json_object_set_string_member (object, name, value);
}

static JsonObject *
make_entry (const GalleyServerRevision *revision,
            const char                 *epoch)
{
  GalleyArticleRow row = { .revision = revision->number };
  g_autofree char *etag = galley_article_row_dup_etag (&row, epoch);
  g_autofree char *time = galley_time_format (revision->time);
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "number", revision->number);
  json_object_set_string_member (object, "etag", etag);
  if (revision->time != 0)
    json_object_set_string_member (object, "time", time);
  set_if_known (object, "user", revision->user);
  set_if_known (object, "user_name", revision->user_name);
  set_if_known (object, "action", revision->action);
  set_if_known (object, "content_hash", revision->content_hash);
  set_if_known (object, "comment", revision->comment);
  return object;
}

GalleyResponse *
galley_api_get_revisions (GalleyCall *call)
{
  GalleyResponse *response = NULL;
  g_autoptr (GalleyArticleRow) row = NULL;
  g_autoptr (GPtrArray) revisions = NULL;
  g_autoptr (GError) error = NULL;
  guint limit;
  guint before;
  JsonObject *answer;
  JsonArray *entries;

  if (!galley_request_get_number (call->request, "limit", DEFAULT_LIMIT, GALLEY_CHANGES_MAX_LIMIT, &limit)
      || !galley_request_get_number (call->request, "before", G_MAXUINT32, G_MAXUINT32, &before) || limit == 0)
    return galley_response_new_problem (400, GALLEY_PROBLEM_INVALID, "limit and before are whole numbers");
  row = galley_call_load_history (call, call->ids[0], &response);
  if (row == NULL)
    return response;
  /* One more tells whether there is another page. */
  revisions = galley_server_revisions_list (call->server->database, row->id, before, limit + 1, &error);
  if (revisions == NULL)
    return galley_server_fail (call->server, g_steal_pointer (&error));
  entries = json_array_new ();
  for (guint i = 0; i < MIN (revisions->len, limit); i++)
    json_array_add_object_element (entries, make_entry (revisions->pdata[i], call->server->epoch));
  answer = json_object_new ();
  json_object_set_array_member (answer, "revisions", entries);
  response = galley_response_new_json (200, answer);
  if (revisions->len > limit)
    response->next = g_strdup_printf (GALLEY_API_ARTICLES "/%s/revisions?before=%" G_GINT64_FORMAT "&limit=%u", row->id,
                                      ((GalleyServerRevision *) revisions->pdata[limit - 1])->number, limit);
  return response;
}

GalleyResponse *
galley_api_get_revision (GalleyCall *call)
{
  GalleyServer *server = call->server;
  GalleyResponse *response = NULL;
  GalleyArticleRow asked = { 0 };
  g_autoptr (GalleyArticleRow) row = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *present = NULL;
  g_autofree char *etag = NULL;
  char *text;

  if (!g_ascii_string_to_signed (call->ids[1], 10, 1, G_MAXINT64, &asked.revision, NULL))
    return galley_response_new_problem (400, GALLEY_PROBLEM_INVALID, "A revision's name is a number from 1 on");
  row = galley_call_load_history (call, call->ids[0], &response);
  if (row == NULL)
    return response;
  present = galley_wire_text_without_state (row->article);
  if (present == NULL)
    return galley_server_fail (server, g_error_new (GALLEY_ERROR, GALLEY_ERROR_CORRUPT, "stored article %s", row->id));
  text = galley_server_revisions_dup_text (server->database, row->id, asked.revision, present, &error);
  if (text == NULL && error == NULL)
    return galley_response_new_problem (404, GALLEY_PROBLEM_NOT_FOUND, "The article has no revision of that number");
  if (text == NULL)
    return galley_server_fail (server, g_steal_pointer (&error));
  etag = galley_article_row_dup_etag (&asked, server->epoch);
  if (galley_etag_matches (call->request->if_none_match, etag))
    {
      g_free (text);
      response = galley_response_new (304);
    }
  else
    response = galley_response_new_text (200, GALLEY_WIRE_CONTENT_TYPE, text);
  response->etag = g_steal_pointer (&etag);
  return response;
}
