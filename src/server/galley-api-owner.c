/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Handing an article over: it is another's from then on. Done once, whatever is sent twice; the new owner, the change and
 * the audit entry in one transaction. What is in it is not touched. The answer has no body: what he gave away is no
 * longer his to read. */
#include "server/galley-api.h"

#include "core/base/galley-json.h"
#include "core/wire/galley-protocol.h"
#include "server/galley-article-write.h"
#include "server/galley-order-answer.h"
#include "server/galley-server-actions.h"
#include "server/galley-server-hands.h"
#include "server/galley-server-users.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_BYTES 4096

/* His own, or of the department that he is head of; the chief's and the administrator's is every one. */
static gboolean
may_hand_over (const GalleyUser  *user,
               const GalleyState *state)
{
  if (strcmp (state->owner, user->id) == 0 || galley_user_has_role (user, "chief")
      || galley_user_has_role (user, "admin"))
    return TRUE;
  return galley_user_has_role (user, "head") && strcmp (state->department, user->department) == 0;
}

/* What is under review, or approved, is looked at as it is, and whose it is belongs to that. */
static gboolean
fits_status (GalleyStatus status)
{
  return status == GALLEY_STATUS_DRAFT || status == GALLEY_STATUS_RETURNED || status == GALLEY_STATUS_WITHDRAWN
         || status == GALLEY_STATUS_PUBLISHED;
}

/* TRUE: it may be given to @to. */
static gboolean
judge (GalleyCall        *call,
       const GalleyState *state,
       const GalleyUser  *to,
       GalleyVerdict     *verdict)
{
  if (!may_hand_over (call->user, state))
    galley_verdict_refuse (verdict, 403, GALLEY_PROBLEM_FORBIDDEN,
                           N_ ("The article is another's, who hands it over himself"));
  else if (!fits_status (state->status))
    galley_verdict_refuse (verdict, 409, GALLEY_PROBLEM_STATE, N_ ("The article is under review: take it back first"));
  else if (to == NULL)
    galley_verdict_refuse (verdict, 422, GALLEY_PROBLEM_INVALID, N_ ("to is nobody who works here"));
  else
    return TRUE;
  return FALSE;
}

static GalleyState *
make_state (const GalleyState *state,
            const GalleyUser  *to)
{
  GalleyState *handed = galley_state_copy (state);

  galley_state_set_text (&handed->owner, to->id);
  galley_state_set_text (&handed->owner_name, to->name);
  galley_state_set_text (&handed->department, to->department);
  return handed;
}

static gboolean
carry_out (GalleyCall             *call,
           const char             *to_id,
           const char             *request_hash,
           const GalleyArticleRow *row,
           GalleyVerdict          *verdict,
           GError                **error)
{
  GalleyDatabase *database = call->server->database;
  GError *cause = NULL;
  g_autoptr (GalleyUser) to = galley_server_users_load (database, to_id, &cause);
  g_autoptr (GalleyRevision) present = NULL;
  g_autoptr (GalleyRevision) stored = NULL;
  g_autofree char *comment = NULL;
  const GalleyState *state;

  if (cause != NULL)
    {
      g_propagate_error (error, cause);
      return FALSE;
    }
  present = galley_article_row_read (row, error);
  if (present == NULL)
    return FALSE;
  state = galley_revision_get_state (present);
  if (!judge (call, state, to, verdict))
    return FALSE;
  comment = galley_server_hands_make_comment (state->owner, to->id);
  stored = galley_article_store (call, row, present, make_state (state, to), FALSE, GALLEY_AUDIT_HAND_OVER, comment,
                                 error);
  if (stored == NULL)
    return FALSE;
  return galley_server_actions_add (database, call->ids[1], row->id, call->user->id, request_hash, NULL, call->now,
                                    error);
}

static GalleyResponse *
hand_over (GalleyCall             *call,
           const char             *to,
           const char             *request_hash,
           const GalleyArticleRow *row)
{
  GalleyServer *server = call->server;
  g_auto (GalleyVerdict) verdict = { 0 };
  GError *error = NULL;

  if (!galley_database_begin (server->database, &error))
    return galley_server_fail (server, error);
  if (!carry_out (call, to, request_hash, row, &verdict, &error))
    {
      if (error != NULL || verdict.problem == NULL)
        return galley_server_fail (server, error);
      galley_database_rollback (server->database);
      return galley_response_new_problem (verdict.status, verdict.problem, "%s", verdict.detail);
    }
  if (!galley_server_commit (server, &error))
    return galley_server_fail (server, error);
  return galley_response_new (204);
}

static GalleyResponse *
answer_order (GalleyCall *call,
              const char *request_hash)
{
  GalleyResponse *refusal = NULL;
  g_autoptr (JsonObject) body = galley_call_parse_body (call, MAX_BYTES, &refusal);
  const char *to = galley_json_get_string (body, "to");
  g_autoptr (GalleyArticleRow) row = NULL;

  if (body == NULL)
    return refusal;
  if (to == NULL)
    return galley_response_new_problem (422, GALLEY_PROBLEM_INVALID, "to is the id of a person");
  row = galley_call_load_article (call, call->ids[0], &refusal);
  return row != NULL ? hand_over (call, to, request_hash, row) : refusal;
}

GalleyResponse *
galley_api_put_owner (GalleyCall *call)
{
  g_autofree char *request_hash = NULL;
  GalleyResponse *response;
  gboolean is_done;

  response = galley_order_find_answer (call, &request_hash, &is_done);
  if (response != NULL)
    return response;
  /* Sent twice it is answered as it was, also to who no longer sees the article. */
  return is_done ? galley_response_new (204)
                 : galley_order_keep_answer (call, request_hash, answer_order (call, request_hash));
}
