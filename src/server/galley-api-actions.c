/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An act on an article: done or refused once, whatever is sent twice; effect, change, audit entry and job in one
 * transaction. */
#include "server/galley-api.h"

#include "core/base/galley-hash-folder.h"
#include "core/base/galley-id.h"
#include "core/base/galley-json.h"
#include "core/base/galley-text.h"
#include "core/portal/galley-context-corrections.h"
#include "core/portal/galley-lack.h"
#include "core/wire/galley-protocol.h"
#include "core/wire/galley-wire-media.h"
#include "core/wire/galley-wire.h"
#include "server/galley-article-write.h"
#include "server/galley-language.h"
#include "server/galley-order-answer.h"
#include "server/galley-publication-renditions.h"
#include "server/galley-publication.h"
#include "server/galley-server-actions.h"
#include "server/galley-server-hands.h"
#include "server/galley-server-media.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_ACTION_BYTES (1024 * 1024)
#define MAX_COMMENT_BYTES 8000

typedef struct
{
  GalleyAction action;
  char *content_hash;
  char *comment;
  char *note; /* for the readers of a correction */
  JsonObject *renditions; /* (nullable) */
} Order;

static void
order_clear (Order *self)
{
  g_clear_pointer (&self->content_hash, g_free);
  g_clear_pointer (&self->comment, g_free);
  g_clear_pointer (&self->note, g_free);
  g_clear_pointer (&self->renditions, json_object_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Order, order_clear)

/* NULL: understood. */
static GalleyResponse *
read_order (GalleyCall *call,
            Order      *order)
{
  GalleyResponse *refusal = NULL;
  g_autoptr (JsonObject) body = galley_call_parse_body (call, MAX_ACTION_BYTES, &refusal);
  const char *comment, *note;

  if (body == NULL)
    return refusal;
  comment = galley_json_get_string (body, "comment");
  order->content_hash = g_strdup (galley_json_get_string (body, "content_hash"));
  order->comment = galley_text_clean (comment != NULL ? comment : "", -1);
  note = galley_json_get_string (body, "note");
  order->note = galley_text_clean (note != NULL ? note : "", -1);
  if (galley_json_get_object (body, "renditions") != NULL)
    order->renditions = json_object_ref (galley_json_get_object (body, "renditions"));
  else if (json_object_has_member (body, "renditions"))
    return galley_response_new_problem (422, GALLEY_PROBLEM_INVALID, "renditions is an object");
  if (!galley_action_from_name (galley_json_get_string (body, "action"), &order->action))
    return galley_response_new_problem (422, GALLEY_PROBLEM_INVALID, "action is none that this server knows");
  if (order->content_hash == NULL || !galley_hash_is_valid (order->content_hash))
    return galley_response_new_problem (422, GALLEY_PROBLEM_INVALID, "content_hash is the SHA-256 of the content");
  if ((comment == NULL && json_object_has_member (body, "comment")) || strlen (order->comment) > MAX_COMMENT_BYTES)
    return galley_response_new_problem (422, GALLEY_PROBLEM_INVALID, "comment is a text of at most %d bytes",
                                        MAX_COMMENT_BYTES);
  if ((note == NULL && json_object_has_member (body, "note")) || strlen (order->note) > GALLEY_CORRECTION_MAX_NOTE)
    return galley_response_new_problem (422, GALLEY_PROBLEM_INVALID, "note is a text of at most %d bytes",
                                        GALLEY_CORRECTION_MAX_NOTE);
  return NULL;
}

/* Taking back and withdrawing concern the article, whatever stands in it by now: they must never be held up. */
static gboolean
looks_at_content (GalleyAction action)
{
  return action != GALLEY_ACTION_TAKE_BACK && action != GALLEY_ACTION_WITHDRAW;
}

/* What a person can make something of: who does it, or when it is done. */
static const char *
explain (GalleyAction   action,
         GalleyObstacle obstacle)
{
  static const char *const sentences[GALLEY_N_ACTIONS][GALLEY_N_OBSTACLES] = {
    [GALLEY_ACTION_SUBMIT][GALLEY_OBSTACLE_STATUS] = N_ ("Only a draft, or what was returned, is submitted"),
    [GALLEY_ACTION_SUBMIT][GALLEY_OBSTACLE_NOT_AUTHOR] = N_ ("Only its author submits an article"),
    [GALLEY_ACTION_TAKE_BACK][GALLEY_OBSTACLE_STATUS] = N_ ("The article is not under review any more"),
    [GALLEY_ACTION_TAKE_BACK][GALLEY_OBSTACLE_NOT_AUTHOR] = N_ ("Only its author takes an article back"),
    [GALLEY_ACTION_SIGN][GALLEY_OBSTACLE_STATUS] = N_ ("The article is not under review any more"),
    [GALLEY_ACTION_SIGN][GALLEY_OBSTACLE_ROLE] = N_ ("This review is for others to sign"),
    [GALLEY_ACTION_SIGN][GALLEY_OBSTACLE_AUTHOR] = N_ ("Nobody signs what he wrote: somebody else has to"),
    [GALLEY_ACTION_SIGN][GALLEY_OBSTACLE_SIGNED_OTHER] =
      N_ ("You have signed another review of this text: somebody else has to sign this one"),
    [GALLEY_ACTION_RETURN][GALLEY_OBSTACLE_STATUS] = N_ ("Only what is under review or approved is returned"),
    [GALLEY_ACTION_RETURN][GALLEY_OBSTACLE_ROLE] = N_ ("Whoever has to review the article, or may publish, returns it"),
    [GALLEY_ACTION_PUBLISH][GALLEY_OBSTACLE_STATUS] = N_ ("Only what is approved is published"),
    [GALLEY_ACTION_PUBLISH][GALLEY_OBSTACLE_ROLE] = N_ ("You do not have the right to publish"),
    [GALLEY_ACTION_PUBLISH][GALLEY_OBSTACLE_UNSIGNED] = N_ ("The text that stands there is not signed by all reviews"),
    [GALLEY_ACTION_WITHDRAW][GALLEY_OBSTACLE_STATUS] = N_ ("Only what is published is withdrawn"),
    [GALLEY_ACTION_WITHDRAW][GALLEY_OBSTACLE_ROLE] = N_ ("You do not have the right to withdraw"),
  };
  const char *sentence = sentences[action][obstacle];

  return sentence != NULL ? sentence : N_ ("This step is not possible in the article's present state");
}

/* TRUE: the order may be carried out on @row, whose state is @state. */
static gboolean
judge (GalleyCall             *call,
       const Order            *order,
       const GalleyArticleRow *row,
       const GalleyState      *state,
       GalleyVerdict          *verdict)
{
  GalleyObstacle obstacle;
  const char *sentence;

  if (looks_at_content (order->action) && strcmp (order->content_hash, row->content_hash) != 0)
    {
      galley_verdict_refuse (verdict, 409, GALLEY_PROBLEM_HASH, N_ ("The article was changed since it was looked at"));
      return FALSE;
    }
  obstacle = galley_workflow_find_obstacle (galley_server_get_workflow (call->server), order->action, state, call->user,
                                            row->content_hash);
  sentence = galley_language_say (explain (order->action, obstacle));
  switch (obstacle)
    {
    case GALLEY_OBSTACLE_NONE:
      return TRUE;
    case GALLEY_OBSTACLE_STATUS:
      galley_verdict_refuse (verdict, 409, GALLEY_PROBLEM_STATE, "%s", sentence);
      return FALSE;
    case GALLEY_OBSTACLE_UNSIGNED:
    case GALLEY_OBSTACLE_NO_CONTENT:
      galley_verdict_refuse (verdict, 409, GALLEY_PROBLEM_HASH, "%s", sentence);
      return FALSE;
    case GALLEY_OBSTACLE_ROLE:
    case GALLEY_OBSTACLE_NOT_AUTHOR:
    case GALLEY_OBSTACLE_AUTHOR:
    case GALLEY_OBSTACLE_SIGNED_OTHER:
    default:
      galley_verdict_refuse (verdict, 403, GALLEY_PROBLEM_FORBIDDEN, "%s", sentence);
      return FALSE;
    }
}

/* Nobody signs what he wrote, also where he has handed it over since. */
static gboolean
judge_hands (GalleyCall             *call,
             const Order            *order,
             const GalleyArticleRow *row,
             GalleyVerdict          *verdict,
             GError                **error)
{
  gboolean was_his;

  if (order->action != GALLEY_ACTION_SIGN)
    return TRUE;
  if (!galley_server_hands_had (call->server->database, row->id, call->user->id, &was_his, error))
    return FALSE;
  if (was_his)
    galley_verdict_refuse (verdict, 403, GALLEY_PROBLEM_FORBIDDEN, N_ ("The article was yours before it was handed over"));
  return !was_his;
}

/* What nobody could read, find or follow does not become public. */
static gboolean
judge_lack (GalleyRevision *present,
            GalleyVerdict  *verdict)
{
  static const char *const sentences[] = {
    [GALLEY_LACK_HEADLINE] = N_ ("The article has no headline"),
    [GALLEY_LACK_CHANNEL] = N_ ("The article is in no channel"),
    [GALLEY_LACK_ADDRESS] = N_ ("The article is a link, and has no address that begins with http:// or https://"),
    [GALLEY_LACK_VIDEO] = N_ ("The article is a video, and there is none in it"),
    [GALLEY_LACK_PICTURES] = N_ ("The article is a picture story, and there is no picture in it"),
    [GALLEY_LACK_SOURCE] = N_ ("The article is a reprint, and does not say its source"),
    [GALLEY_LACK_ORIGINAL_HEADLINE] = N_ ("The article is a reprint, and does not say the original headline"),
    [GALLEY_LACK_ORIGINAL_AUTHOR] = N_ ("The article is a reprint, and does not say the original author"),
    [GALLEY_LACK_EDITOR] = N_ ("The article is a reprint, and does not say the responsible editor"),
  };
  GalleyLack lack = galley_lack_find (present);

  if (lack == GALLEY_LACK_NOTHING)
    return TRUE;
  galley_verdict_refuse (verdict, 409, GALLEY_PROBLEM_INCOMPLETE, "%s", galley_language_say (sentences[lack]));
  return FALSE;
}

/* Readers are told something where something was public before. */
static gboolean
judge_note (const Order    *order,
            GalleyRevision *present,
            GalleyVerdict  *verdict)
{
  if (*order->note == '\0'
      || (order->action == GALLEY_ACTION_PUBLISH && *galley_revision_get_field (present, GALLEY_FIELD_CORRECTS) != '\0'))
    return TRUE;
  galley_verdict_refuse (verdict, 422, GALLEY_PROBLEM_INVALID,
                         N_ ("A note for readers goes with the publishing of a correction"));
  return FALSE;
}

/* A page never shows a hole: all that the article shows must be here, as what the article says it is. */
static gboolean
judge_media (GalleyCall             *call,
             const GalleyArticleRow *row,
             GalleyVerdict          *verdict,
             GError                **error)
{
  g_autoptr (GArray) names = galley_wire_list_media (row->article, strlen (row->article));

  for (guint i = 0; i < names->len; i++)
    {
      const GalleyMediaName *name = &g_array_index (names, GalleyMediaName, i);
      GError *cause = NULL;
      const char *media_type;

      if (!name->is_shown)
        continue;
      media_type = galley_server_media_find (call->server->database, name->hash, &cause);

      if (cause != NULL)
        {
          g_propagate_error (error, cause);
          return FALSE;
        }
      if (g_strcmp0 (media_type, name->media_type) != 0
          || !galley_hash_folder_has (call->server->media_folder, name->hash))
        {
          galley_verdict_refuse (verdict, 409, GALLEY_PROBLEM_MEDIA,
                                 N_ ("File %u of %u of the article is not here yet (%s)"), i + 1, names->len, name->hash);
          return FALSE;
        }
    }
  return TRUE;
}

/* Publishing either makes the article public or, for a working copy, closes it. FALSE with an error, or with a refusal
 * in @verdict. */
static gboolean
prepare_publication (GalleyCall     *call,
                     const Order    *order,
                     GalleyRevision *present,
                     GalleyState    *state,
                     GalleyVerdict  *verdict,
                     GError        **error)
{
  g_autoptr (GalleyRenditions) renditions =
    galley_publication_judge_renditions (call, present, order->renditions, verdict, error);

  if (renditions == NULL)
    return FALSE;
  if (*galley_revision_get_field (present, GALLEY_FIELD_CORRECTS) == '\0')
    return galley_publication_prepare (call->server, present, renditions, NULL, state, call->now, error);
  state->status = GALLEY_STATUS_CLOSED;
  return galley_publication_correct (call, present, renditions, order->comment, order->note, verdict, error);
}

static gboolean
carry_out (GalleyCall             *call,
           const Order            *order,
           const char             *request_hash,
           const GalleyArticleRow *row,
           GalleyVerdict          *verdict,
           GError                **error)
{
  GalleyServer *server = call->server;
  g_autoptr (GalleyRevision) present = galley_article_row_read (row, error);
  g_autoptr (GalleyRevision) stored = NULL;
  g_autoptr (GalleyState) state = NULL;

  if (present == NULL)
    return FALSE;
  if (!judge (call, order, row, galley_revision_get_state (present), verdict)
      || !judge_note (order, present, verdict) || !judge_hands (call, order, row, verdict, error)
      || (order->action == GALLEY_ACTION_PUBLISH
          && (!judge_lack (present, verdict) || !judge_media (call, row, verdict, error))))
    return FALSE;
  state = galley_workflow_apply (galley_server_get_workflow (server), order->action,
                                 galley_revision_get_state (present), call->user, row->content_hash, order->comment,
                                 call->now);
  if (order->action == GALLEY_ACTION_PUBLISH && !prepare_publication (call, order, present, state, verdict, error))
    return FALSE;
  stored = galley_article_store (call, row, present, galley_state_ref (state), FALSE,
                                 galley_action_get_name (order->action), order->comment, error);
  if (stored == NULL)
    return FALSE;
  if (galley_action_is_public (order->action) && state->status != GALLEY_STATUS_CLOSED
      && !galley_publication_note (server, stored, error))
    return FALSE;
  verdict->status = 200;
  verdict->etag = g_strdup (galley_revision_get_state (stored)->etag);
  verdict->article = galley_wire_write (stored);
  return galley_server_actions_add (server->database, call->ids[1], row->id, call->user->id, request_hash, NULL,
                                    call->now, error);
}

static GalleyResponse *
answer (guint  status,
        char  *article,
        char  *etag)
{
  GalleyResponse *response = galley_response_new_text (status, GALLEY_WIRE_CONTENT_TYPE, article);

  response->etag = etag;
  return response;
}

static GalleyResponse *
do_order (GalleyCall             *call,
          const Order            *order,
          const char             *request_hash,
          const GalleyArticleRow *row)
{
  GalleyServer *server = call->server;
  g_auto (GalleyVerdict) verdict = { 0 };
  GError *error = NULL;

  if (!galley_database_begin (server->database, &error))
    return galley_server_fail (server, error);
  if (!carry_out (call, order, request_hash, row, &verdict, &error))
    {
      if (error != NULL || verdict.problem == NULL)
        return galley_server_fail (server, error);
      galley_database_rollback (server->database);
      return galley_response_new_problem (verdict.status, verdict.problem, "%s", verdict.detail);
    }
  if (!galley_server_commit (server, &error))
    return galley_server_fail (server, error);
  /* The page is there, or gone, before the answer is. */
  if (galley_action_is_public (order->action))
    galley_server_publish (server);
  return answer (200, g_steal_pointer (&verdict.article), g_steal_pointer (&verdict.etag));
}

/* A copy that was long on the way, or one from before the server was set back. NULL: it is in time. */
static GalleyResponse *
refuse_late (GalleyCall *call)
{
  const char *not_after = call->request->not_after;
  gint64 time;

  if (not_after == NULL)
    return NULL;
  if (!galley_time_parse (not_after, &time))
    return galley_response_new_problem (422, GALLEY_PROBLEM_INVALID, GALLEY_HEADER_NOT_AFTER " is a time in UTC");
  if (call->now <= time)
    return NULL;
  return galley_response_new_problem (409, GALLEY_PROBLEM_LATE,
                                      N_ ("It arrived after the time that it was in force, and was not carried out"));
}

/* One that is new, or that was carried out before. */
static GalleyResponse *
answer_order (GalleyCall *call,
              const char *request_hash,
              gboolean    is_done)
{
  GalleyResponse *refusal = NULL;
  g_autoptr (GalleyArticleRow) row = galley_call_load_article (call, call->ids[0], &refusal);
  g_auto (Order) order = { 0 };

  if (row == NULL)
    return refusal;
  if (is_done)
    return answer (200, g_strdup (row->article), galley_article_row_dup_etag (row, call->server->epoch));
  refusal = refuse_late (call);
  if (refusal == NULL)
    refusal = read_order (call, &order);
  return refusal != NULL ? refusal : do_order (call, &order, request_hash, row);
}

GalleyResponse *
galley_api_put_action (GalleyCall *call)
{
  g_autofree char *request_hash = NULL;
  GalleyResponse *response;
  gboolean is_done;

  response = galley_order_find_answer (call, &request_hash, &is_done);
  if (response != NULL)
    return response;
  response = answer_order (call, request_hash, is_done);
  return is_done ? response : galley_order_keep_answer (call, request_hash, response);
}
