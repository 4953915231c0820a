/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-publication.h"

#include "core/portal/galley-context.h"
#include "core/wire/galley-protocol.h"
#include "core/wire/galley-wire.h"
#include "server/galley-server-media.h"
#include "server/galley-server-pages.h"
#include "server/galley-server-slots.h"

#include <glib/gi18n.h>
#include <string.h>

gboolean
galley_publication_prepare (GalleyServer     *server,
                            GalleyRevision   *content,
                            GalleyRenditions *renditions,
                            const char       *note,
                            GalleyState      *state,
                            gint64            now,
                            GError          **error)
{
  g_autoptr (GPtrArray) items = galley_server_pages_list (server->database, GALLEY_SERVER_PAGES_ENOUGH, error);
  g_autofree char *context = NULL;
  g_autofree char *path = NULL;

  if (items == NULL)
    return FALSE;
  /* Path and time are given once: a correction stands where and when the article first stood. */
  if (state->published_at == 0)
    state->published_at = now;
  if (*state->published_path == '\0')
    {
      path = galley_context_make_path (server->layout, galley_revision_get_id (content), state->published_at);
      galley_state_set_text (&state->published_path, path);
    }
  context =
    galley_context_new (server->layout, content, state->published_path, state->published_at, items, renditions);
  if (*state->context != '\0')
    {
      g_autofree char *whole = galley_context_correct (context, state->context, note, now);

      g_free (context);
      context = g_steal_pointer (&whole);
    }
  galley_state_set_text (&state->context, context);
  galley_state_set_text (&state->layout_version, galley_layout_get_version (server->layout));
  galley_state_set_text (&state->published_hash, galley_wire_get_content_hash (content));
  return TRUE;
}

gboolean
galley_publication_note (GalleyServer   *server,
                         GalleyRevision *stored,
                         GError        **error)
{
  const char *id = galley_revision_get_id (stored);
  gboolean is_public = galley_state_is_public (galley_revision_get_state (stored));
  g_autofree char *text = is_public ? galley_wire_write_content (stored) : NULL;
  g_autoptr (GalleyRenditions) renditions =
    galley_context_read_renditions (galley_revision_get_state (stored)->context);

  return galley_server_public_media_set (server->database, id, text, renditions, error)
         && (is_public ? galley_server_pages_put (server->database, stored, error)
                       : galley_server_pages_remove (server->database, id, error)
                           && galley_server_slots_drop (server->database, id, error))
         && galley_server_jobs_add (server->database, id, error);
}

/* The copy's content as content of the article @id. */
static GalleyRevision *
make_corrected (GalleyRevision *copy,
                const char     *id)
{
  GalleyContent content = galley_revision_get_content (copy);

  content.fields[GALLEY_FIELD_CORRECTS] = NULL;
  content.fields[GALLEY_FIELD_CORRECTS_HASH] = NULL;
  return galley_revision_new (id, &content, NULL);
}

/* The published article that @copy was made from, or NULL with a refusal in @verdict or an error. */
static GalleyArticleRow *
load_corrected (GalleyCall     *call,
                GalleyRevision *copy,
                GalleyVerdict  *verdict,
                GError        **error)
{
  g_autoptr (GError) load_error = NULL;
  const char *hash = galley_revision_get_field (copy, GALLEY_FIELD_CORRECTS_HASH);
  g_autoptr (GalleyArticleRow) row =
    galley_server_articles_load (call->server->database, galley_revision_get_field (copy, GALLEY_FIELD_CORRECTS),
                                 &load_error);

  if (load_error != NULL)
    g_propagate_error (error, g_steal_pointer (&load_error));
  else if (row == NULL || row->is_deleted || row->status != GALLEY_STATUS_PUBLISHED)
    galley_verdict_refuse (verdict, 409, GALLEY_PROBLEM_STATE, N_ ("The article that this one corrects is not public"));
  else if (strcmp (row->content_hash, hash) != 0)
    galley_verdict_refuse (verdict, 409, GALLEY_PROBLEM_HASH,
                           "The article that this one corrects was corrected by another meanwhile");
  else
    return g_steal_pointer (&row);
  return NULL;
}

gboolean
galley_publication_correct (GalleyCall       *call,
                            GalleyRevision   *copy,
                            GalleyRenditions *renditions,
                            const char       *comment,
                            const char       *note,
                            GalleyVerdict    *verdict,
                            GError          **error)
{
  g_autoptr (GalleyArticleRow) row = load_corrected (call, copy, verdict, error);
  g_autoptr (GalleyRevision) present = NULL;
  g_autoptr (GalleyRevision) content = NULL;
  g_autoptr (GalleyRevision) stored = NULL;
  g_autoptr (GalleyState) state = NULL;
  const GalleyState *signed_state = galley_revision_get_state (copy);

  if (row == NULL)
    return FALSE;
  present = galley_article_row_read (row, error);
  if (present == NULL)
    return FALSE;
  content = make_corrected (copy, row->id);
  state = galley_state_copy (galley_revision_get_state (present));
  state->modified = call->now;
  galley_state_set_text (&state->modified_by, call->user->name);
  g_ptr_array_set_size (state->signatures, 0);
  for (guint i = 0; i < signed_state->signatures->len; i++)
    {
      const GalleySignature *one = signed_state->signatures->pdata[i];

      g_ptr_array_add (state->signatures, galley_signature_new (one->review, one->user, one->user_name,
                                                                one->content_hash, one->time));
    }
  if (!galley_publication_prepare (call->server, content, renditions, note, state, call->now, error))
    return FALSE;
  stored = galley_article_store (call, row, content, galley_state_ref (state), FALSE,
                                 galley_action_get_name (GALLEY_ACTION_PUBLISH), comment, error);
  return stored != NULL && galley_publication_note (call->server, stored, error);
}
