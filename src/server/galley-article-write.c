/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-article-write.h"

#include "core/base/galley-id.h"
#include "core/wire/galley-protocol.h"
#include "core/wire/galley-wire-text.h"
#include "core/wire/galley-wire.h"
#include "server/galley-language.h"
#include "server/galley-server-audit.h"
#include "server/galley-server-revisions.h"

#include <glib/gi18n.h>
#include <string.h>

void
galley_verdict_clear (GalleyVerdict *self)
{
  g_clear_pointer (&self->etag, g_free);
  g_clear_pointer (&self->content_hash, g_free);
  g_clear_pointer (&self->state, g_free);
  g_clear_pointer (&self->article, g_free);
  g_clear_pointer (&self->detail, g_free);
}

void
galley_verdict_refuse (GalleyVerdict *self,
                       guint          status,
                       const char    *problem,
                       const char    *format,
                       ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_free (self->detail);
  self->detail = g_strdup_vprintf (galley_language_say (format), arguments);
  va_end (arguments);
  self->status = status;
  self->problem = problem;
}

/* 412 with what is there now; a tombstone has no representation, only its tag. */
static void
refuse_condition (GalleyVerdict          *verdict,
                  const GalleyArticleRow *row,
                  const char             *etag)
{
  galley_verdict_refuse (verdict, 412, GALLEY_PROBLEM_CONDITION,
                         row->is_deleted ? N_ ("The article was deleted meanwhile")
                                         : N_ ("The article was changed meanwhile"));
  verdict->etag = g_strdup (etag);
  if (row->is_deleted)
    return;
  verdict->content_hash = g_strdup (row->content_hash);
  verdict->article = g_strdup (row->article);
}

static gboolean
is_owner_or_admin (GalleyCall             *call,
                   const GalleyArticleRow *row)
{
  return strcmp (row->owner, call->user->id) == 0
         || g_strv_contains ((const char *const *) call->user->roles, "admin");
}

GalleyRevision *
galley_article_row_read (const GalleyArticleRow *row,
                         GError                **error)
{
  GalleyRevision *revision = galley_wire_read (row->article, strlen (row->article), error);

  if (revision == NULL)
    g_prefix_error (error, "stored article %s: ", row->id);
  return revision;
}

/* Of what is there now, and was put there. */
static void
accept (GalleyVerdict *verdict,
        guint          status,
        const char    *etag,
        const char    *content_hash,
        char          *state,
        char          *article)
{
  verdict->status = status;
  verdict->etag = g_strdup (etag);
  verdict->content_hash = g_strdup (content_hash);
  verdict->state = state;
  verdict->article = article;
}

/* What changes the state alone is no revision. */
static gboolean
note_revision (GalleyDatabase         *database,
               const GalleyArticleRow *old,
               const GalleyArticleRow *next,
               const char             *content_text,
               gint64                  entry,
               GError                **error)
{
  g_autofree char *old_text = NULL;

  if (old != NULL && strcmp (old->content_hash, next->content_hash) == 0)
    return TRUE;
  if (old != NULL)
    {
      old_text = galley_wire_text_without_state (old->article);
      if (old_text == NULL)
        {
          g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_CORRUPT, "stored article %s cannot be read", next->id);
          return FALSE;
        }
    }
  return galley_server_revisions_note (database, next->id, next->revision, entry, content_text, old_text, error);
}

/* galley_article_store() of a content whose text is at hand. @state gets its ETag; what was stored as text goes to
 * @state_text and @article. */
static gboolean
store_text (GalleyCall             *call,
            const GalleyArticleRow *old,
            const char             *id,
            const char             *content_hash,
            const char             *content_text,
            GalleyState            *state,
            gboolean                is_deleted,
            const char             *audit_action,
            const char             *comment,
            char                  **state_text,
            char                  **article,
            GError                **error)
{
  GalleyServer *server = call->server;
  GalleyArticleRow next = { .id = (char *) id, .revision = old != NULL ? old->revision + 1 : 1, .is_deleted = is_deleted,
                            .status = state->status, .owner = state->owner, .department = state->department,
                            .content_hash = (char *) content_hash };
  g_autofree char *etag = galley_article_row_dup_etag (&next, server->epoch);
  gint64 entry;

  galley_state_set_text (&state->etag, etag);
  *state_text = galley_wire_write_state (state);
  *article = next.article = galley_wire_text_with_state (content_text, *state_text);
  return galley_server_articles_save (server->database, old, &next, error)
         && galley_server_audit_add (server->database, id, call->user, audit_action, content_hash, comment, call->now,
                                     &entry, error)
         && note_revision (server->database, old, &next, content_text, entry, error);
}

GalleyRevision *
galley_article_store (GalleyCall             *call,
                      const GalleyArticleRow *old,
                      GalleyRevision         *content,
                      GalleyState            *state,
                      gboolean                is_deleted,
                      const char             *audit_action,
                      const char             *comment,
                      GError                **error)
{
  g_autofree char *content_text = galley_wire_write_content (content);
  g_autofree char *state_text = NULL;
  g_autofree char *article = NULL;
  g_autoptr (GalleyState) taken = state;

  if (!store_text (call, old, galley_revision_get_id (content), galley_wire_get_content_hash (content), content_text, state,
                   is_deleted, audit_action, comment, &state_text, &article, error))
    return NULL;
  return galley_revision_with_state (content, state);
}

static GalleyState *
make_first_state (GalleyCall *call)
{
  GalleyState *state = galley_state_new ();

  galley_state_set_text (&state->owner, call->user->id);
  galley_state_set_text (&state->owner_name, call->user->name);
  galley_state_set_text (&state->department, call->user->department);
  state->created = call->now;
  return state;
}

/* What makes an article makes it once: where a tombstone stands it has come late, and would undo the deletion. Whoever
 * wants the article back says so by the tombstone's tag. */
static gboolean
is_condition_met (const GalleyArticleRow *row,
                  const char             *etag,
                  const char             *if_match,
                  const char             *if_none_match)
{
  if (row->is_deleted)
    return g_strcmp0 (if_match, etag) == 0;
  return (if_match == NULL || galley_etag_matches (if_match, etag)) && !galley_etag_matches (if_none_match, etag);
}

/* The judgement before the body is looked at. TRUE: go on. */
static gboolean
judge_condition (GalleyCall             *call,
                 const GalleyArticleRow *row,
                 const char             *if_match,
                 const char             *if_none_match,
                 GalleyVerdict          *verdict)
{
  g_autofree char *etag = row != NULL ? galley_article_row_dup_etag (row, call->server->epoch) : NULL;

  if (row != NULL && !galley_article_row_may_see (row, galley_server_get_workflow (call->server), call->user))
    {
      if (if_match != NULL)
        galley_verdict_refuse (verdict, 404, GALLEY_PROBLEM_NOT_FOUND, N_ ("There is no such article"));
      else
        galley_verdict_refuse (verdict, 403, GALLEY_PROBLEM_FORBIDDEN, N_ ("This name belongs to another's article"));
      return FALSE;
    }
  if (row == NULL && if_match != NULL)
    {
      galley_verdict_refuse (verdict, 404, GALLEY_PROBLEM_NOT_FOUND, N_ ("There is no such article"));
      return FALSE;
    }
  if (row != NULL && !is_condition_met (row, etag, if_match, if_none_match))
    {
      refuse_condition (verdict, row, etag);
      return FALSE;
    }
  return TRUE;
}

/* Whether @user may put content there; an article is restored by its author. */
static gboolean
judge_rights (GalleyCall             *call,
              const GalleyArticleRow *row,
              const GalleyState      *state,
              GalleyVerdict          *verdict)
{
  if (row == NULL || (row->is_deleted && is_owner_or_admin (call, row))
      || (!row->is_deleted && galley_workflow_may_edit (galley_server_get_workflow (call->server), state, call->user)))
    return TRUE;
  if (row->is_deleted)
    galley_verdict_refuse (verdict, 403, GALLEY_PROBLEM_FORBIDDEN, N_ ("Only its author can restore this article"));
  else
    galley_verdict_refuse (verdict, 403, GALLEY_PROBLEM_FORBIDDEN,
                           N_ ("You may not change this article now: it is under review, released, or another person's"));
  return FALSE;
}

static gboolean
write_content (GalleyCall             *call,
               const GalleyArticleRow *row,
               const char             *id,
               const GalleyOffer      *offer,
               GalleyVerdict          *verdict,
               GError                **error)
{
  g_autoptr (GalleyRevision) present = NULL;
  g_autoptr (GalleyState) state = NULL;
  g_autofree char *state_text = NULL;
  g_autofree char *article = NULL;
  const char *hash = offer->content_hash;
  const char *act = row == NULL ? "create" : row->is_deleted ? "restore" : "edit";

  if (row != NULL)
    {
      present = galley_article_row_read (row, error);
      if (present == NULL)
        return FALSE;
      if (!row->is_deleted && strcmp (row->content_hash, hash) == 0)
        {
          const GalleyState *standing = galley_revision_get_state (present);

          accept (verdict, 200, standing->etag, hash, galley_wire_write_state (standing), g_strdup (row->article));
          return TRUE;
        }
      if (!judge_rights (call, row, galley_revision_get_state (present), verdict))
        return TRUE;
    }
  state = present != NULL ? galley_state_copy (galley_revision_get_state (present)) : make_first_state (call);
  state->modified = call->now;
  galley_state_set_text (&state->modified_by, call->user->name);
  if (!store_text (call, row, id, hash, offer->text, state, FALSE, act, "", &state_text, &article, error))
    return FALSE;
  accept (verdict, row == NULL || row->is_deleted ? 201 : 200, state->etag, hash, g_steal_pointer (&state_text),
          g_steal_pointer (&article));
  return TRUE;
}

gboolean
galley_article_put (GalleyCall        *call,
                    const char        *id,
                    const char        *if_match,
                    const char        *if_none_match,
                    const GalleyOffer *offer,
                    GalleyVerdict     *verdict,
                    GError           **error)
{
  g_autoptr (GalleyArticleRow) row = NULL;
  g_autoptr (GError) load_error = NULL;

  if (!galley_id_is_valid (id))
    {
      galley_verdict_refuse (verdict, 400, GALLEY_PROBLEM_INVALID, "An article's name is a UUID of version 7");
      return TRUE;
    }
  if (if_match == NULL && if_none_match == NULL)
    {
      galley_verdict_refuse (verdict, 428, GALLEY_PROBLEM_NO_CONDITION,
                             N_ ("Say what is there: If-Match with the ETag, or If-None-Match: * for a new article"));
      return TRUE;
    }
  row = galley_server_articles_load (call->server->database, id, &load_error);
  if (load_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&load_error));
      return FALSE;
    }
  if (!judge_condition (call, row, if_match, if_none_match, verdict))
    return TRUE;
  if (offer->text != NULL)
    return write_content (call, row, id, offer, verdict, error);
  galley_verdict_refuse (verdict, offer->status, offer->problem, "%s", offer->detail);
  return TRUE;
}

/* TRUE: the article may go. */
static gboolean
judge_delete (GalleyCall             *call,
              const GalleyArticleRow *row,
              GalleyVerdict          *verdict)
{
  gboolean is_quiet = row->status == GALLEY_STATUS_DRAFT || row->status == GALLEY_STATUS_RETURNED
                      || row->status == GALLEY_STATUS_WITHDRAWN;

  if (!is_owner_or_admin (call, row))
    galley_verdict_refuse (verdict, 403, GALLEY_PROBLEM_FORBIDDEN, N_ ("Only its author deletes an article"));
  else if (row->status == GALLEY_STATUS_PUBLISHED)
    galley_verdict_refuse (verdict, 409, GALLEY_PROBLEM_STATE, N_ ("The article is public: withdraw it first"));
  else if (!is_quiet && !g_strv_contains ((const char *const *) call->user->roles, "admin"))
    galley_verdict_refuse (verdict, 409, GALLEY_PROBLEM_STATE,
                           N_ ("The article is under review or released: take it back first"));
  else
    return TRUE;
  return FALSE;
}

static gboolean
write_tombstone (GalleyCall             *call,
                 const GalleyArticleRow *row,
                 GalleyVerdict          *verdict,
                 GError                **error)
{
  g_autoptr (GalleyRevision) present = galley_article_row_read (row, error);
  g_autoptr (GalleyRevision) written = NULL;

  if (present == NULL)
    return FALSE;
  written = galley_article_store (call, row, present, galley_state_copy (galley_revision_get_state (present)), TRUE,
                                  "delete", "", error);
  if (written == NULL)
    return FALSE;
  verdict->status = 204;
  verdict->etag = g_strdup (galley_revision_get_state (written)->etag);
  return TRUE;
}

gboolean
galley_article_delete (GalleyCall    *call,
                       const char    *id,
                       const char    *if_match,
                       GalleyVerdict *verdict,
                       GError       **error)
{
  g_autoptr (GalleyArticleRow) row = NULL;
  g_autoptr (GError) load_error = NULL;
  g_autofree char *etag = NULL;

  if (if_match == NULL)
    {
      galley_verdict_refuse (verdict, 428, GALLEY_PROBLEM_NO_CONDITION, N_ ("Say what is there: If-Match with the ETag"));
      return TRUE;
    }
  row = galley_server_articles_load (call->server->database, id, &load_error);
  if (load_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&load_error));
      return FALSE;
    }
  if (row == NULL || !galley_article_row_may_see (row, galley_server_get_workflow (call->server), call->user))
    {
      galley_verdict_refuse (verdict, 404, GALLEY_PROBLEM_NOT_FOUND, N_ ("There is no such article"));
      return TRUE;
    }
  etag = galley_article_row_dup_etag (row, call->server->epoch);
  if (row->is_deleted)
    {
      verdict->status = 204;
      verdict->etag = g_steal_pointer (&etag);
      return TRUE;
    }
  if (!galley_etag_matches (if_match, etag))
    {
      refuse_condition (verdict, row, etag);
      return TRUE;
    }
  return !judge_delete (call, row, verdict) || write_tombstone (call, row, verdict, error);
}

static GalleyArticleRow *
load_seen (GalleyCall      *call,
           const char      *id,
           gboolean         is_history,
           GalleyResponse **refusal)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyArticleRow) row = galley_server_articles_load (call->server->database, id, &error);

  if (error != NULL)
    *refusal = galley_server_fail (call->server, g_steal_pointer (&error));
  else if (row == NULL || !galley_article_row_may_see (row, galley_server_get_workflow (call->server), call->user))
    *refusal = galley_response_new_problem (404, GALLEY_PROBLEM_NOT_FOUND, N_ ("There is no such article"));
  else if (row->is_deleted && !(is_history && is_owner_or_admin (call, row)))
    {
      *refusal = galley_response_new_problem (410, GALLEY_PROBLEM_NOT_FOUND, N_ ("The article was deleted"));
      (*refusal)->etag = galley_article_row_dup_etag (row, call->server->epoch);
    }
  else
    return g_steal_pointer (&row);
  return NULL;
}

GalleyArticleRow *
galley_call_load_article (GalleyCall      *call,
                          const char      *id,
                          GalleyResponse **refusal)
{
  return load_seen (call, id, FALSE, refusal);
}

GalleyArticleRow *
galley_call_load_history (GalleyCall      *call,
                          const char      *id,
                          GalleyResponse **refusal)
{
  return load_seen (call, id, TRUE, refusal);
}
