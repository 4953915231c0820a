/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in a slot of the home page: read, and changed as a whole under the condition that nobody has changed it since
 * it was looked at. A slot is always there, if the site has it; its tag is the hash of what stands in it. */
#include "server/galley-api.h"

#include "core/base/galley-json.h"
#include "core/wire/galley-placements.h"
#include "core/wire/galley-protocol.h"
#include "server/galley-server-audit.h"
#include "server/galley-server-pages.h"
#include "server/galley-server-slots.h"

#include <glib/gi18n.h>
#include <string.h>

#define AUDIT_PLACE "place"

static char *
dup_etag (GalleyPlacements *placements)
{
  g_autofree char *hash = galley_placements_dup_hash (placements);

  return g_strdup_printf ("\"%s\"", hash);
}

static GalleyResponse *
answer (guint             status,
        GalleyPlacements *placements)
{
  GalleyResponse *response =
    galley_response_new_text (status, GALLEY_JSON_CONTENT_TYPE, galley_placements_write (placements));

  response->etag = dup_etag (placements);
  return response;
}

/* The slot of the call as it stands; NULL with the answer to give. */
static GalleyPlacements *
load (GalleyCall      *call,
      GalleyResponse **refusal)
{
  GalleySite *site = galley_layout_get_site (call->server->layout);
  GError *error = NULL;
  GalleyPlacements *placements;

  if (galley_site_get_slot (site, call->ids[0]) == NULL)
    {
      *refusal = galley_response_new_problem (404, GALLEY_PROBLEM_NOT_FOUND, N_ ("The home page has no such slot"));
      return NULL;
    }
  placements = galley_server_slots_load (call->server->database, call->ids[0], &error);
  if (placements == NULL)
    *refusal = galley_server_fail (call->server, error);
  return placements;
}

GalleyResponse *
galley_api_get_slot (GalleyCall *call)
{
  GalleyResponse *response = NULL;
  g_autoptr (GalleyPlacements) placements = load (call, &response);
  g_autofree char *etag = NULL;

  if (placements == NULL)
    return response;
  etag = dup_etag (placements);
  if (!galley_etag_matches (call->request->if_none_match, etag))
    return answer (200, placements);
  response = galley_response_new (304);
  response->etag = g_steal_pointer (&etag);
  return response;
}

/* What the call wants to stand there, without what would have had its time; NULL with the answer to give. */
static GalleyPlacements *
read_wanted (GalleyCall      *call,
             GalleyResponse **refusal)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) body = galley_call_parse_body (call, GALLEY_PLACEMENTS_MAX_BYTES, refusal);
  g_autoptr (GalleyPlacements) wanted = NULL;
  gsize length;
  const char *text;

  if (body == NULL)
    return NULL;
  text = g_bytes_get_data (call->request->body, &length);
  wanted = galley_placements_read (text, length, &error);
  if (wanted != NULL)
    return galley_placements_at (wanted, call->now);
  *refusal = galley_response_new_problem (422, GALLEY_PROBLEM_INVALID, "%s", error->message);
  return NULL;
}

/* NULL: each of them is public. */
static GalleyResponse *
judge_articles (GalleyCall       *call,
                GalleyPlacements *wanted)
{
  for (guint i = 0; i < galley_placements_get_length (wanted); i++)
    {
      GError *error = NULL;
      const char *article = galley_placements_get (wanted, i)->article;
      GalleyPageItem *item = galley_server_pages_find (call->server->database, article, &error);

      if (error != NULL)
        return galley_server_fail (call->server, error);
      if (item == NULL)
        return galley_response_new_problem (409, GALLEY_PROBLEM_STATE, N_ ("The article %s is not public"), article);
      galley_page_item_free (item);
    }
  return NULL;
}

static gboolean
save (GalleyCall       *call,
      GalleyPlacements *wanted,
      GError          **error)
{
  GalleyServer *server = call->server;
  g_autofree char *text = galley_placements_write (wanted);
  g_autofree char *comment = g_strdup_printf ("%s %s", call->ids[0], text);

  return galley_database_begin (server->database, error)
         && galley_server_slots_save (server->database, call->ids[0], wanted, error)
         && galley_server_audit_add (server->database, "", call->user, AUDIT_PLACE, "", comment, call->now, NULL, error)
         && galley_server_slots_get_next_end (server->database, &server->next_end, error)
         && galley_server_commit (server, error);
}

GalleyResponse *
galley_api_put_slot (GalleyCall *call)
{
  GalleyServer *server = call->server;
  GalleyResponse *refusal = NULL;
  g_autoptr (GalleyPlacements) present = load (call, &refusal);
  g_autoptr (GalleyPlacements) wanted = NULL;
  g_autofree char *etag = NULL;
  g_autofree char *new_etag = NULL;
  GError *error = NULL;

  if (present == NULL)
    return refusal;
  if (!galley_workflow_may_place (galley_server_get_workflow (server), call->user))
    return galley_response_new_problem (403, GALLEY_PROBLEM_FORBIDDEN, N_ ("The home page is for others to fill"));
  if (call->request->if_match == NULL)
    return galley_response_new_problem (428, GALLEY_PROBLEM_NO_CONDITION, N_ ("If-Match says what was looked at"));
  wanted = read_wanted (call, &refusal);
  if (wanted == NULL)
    return refusal;
  etag = dup_etag (present);
  new_etag = dup_etag (wanted);
  /* Asked for again, or by two at once. */
  if (strcmp (etag, new_etag) == 0)
    return answer (200, present);
  if (!galley_etag_matches (call->request->if_match, etag))
    return answer (412, present);
  refusal = judge_articles (call, wanted);
  if (refusal != NULL)
    return refusal;
  if (!save (call, wanted, &error))
    return galley_server_fail (server, error);
  galley_server_publish (server);
  return answer (200, wanted);
}
