/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the portal has had of an article. */
#include "core/sync/galley-portal-transport.h"

#include "core/base/galley-json.h"
#include "core/sync/galley-portal-private.h"
#include "core/wire/galley-protocol.h"
#include "core/wire/galley-wire.h"

#include <string.h>

typedef struct
{
  gint64 number; /* 0: none */
  char *etag;
  char *hash;
} Found;

static void
found_clear (Found *self)
{
  g_free (self->etag);
  g_free (self->hash);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Found, found_clear)

/* Goes through one page, newest first; TRUE where there is nothing to look for behind it. */
static gboolean
search_page (GalleyJsonValue    *page,
             const char *const  *hashes,
             const char         *since,
             Found              *found)
{
  GalleyJsonValue *array = galley_json_value_find_array (page, "revisions");
  GalleyJsonValue *entry = NULL;

  while (array != NULL && (entry = galley_json_value_next (array, entry)) != NULL)
    {
      const char *etag = galley_json_value_find_text (entry, "etag");
      const char *hash = galley_json_value_find_text (entry, "content_hash");

      if (etag == NULL || strcmp (etag, since) == 0)
        return TRUE;
      if (hash == NULL || !g_strv_contains (hashes, hash))
        continue;
      found->number = galley_json_value_find_integer (entry, "number");
      found->etag = g_strdup (etag);
      found->hash = g_strdup (hash);
      return TRUE;
    }
  return FALSE;
}

static gboolean
search (GalleyPortalTransport *self,
        const char            *history,
        const char *const     *hashes,
        const char            *since,
        Found                 *found,
        GCancellable          *cancellable,
        GError               **error)
{
  g_autofree char *path = g_strdup_printf ("%s?limit=%u", history, GALLEY_CHANGES_MAX_LIMIT);

  while (path != NULL)
    {
      GalleyPortalRequest request = { .method = "GET", .path = path, .limit = GALLEY_PORTAL_MAX_ANSWER };
      g_auto (GalleyPortalAnswer) answer = { 0 };
      g_autoptr (GalleyJsonDocument) document = NULL;
      gboolean is_next_ours;

      if (!galley_portal_line_call (self->line, &request, &answer, cancellable, error))
        return FALSE;
      document = galley_portal_read_document (&answer, error);
      if (document == NULL)
        return FALSE;
      if (search_page (galley_json_document_get_root (document), hashes, since, found))
        return TRUE;
      is_next_ours = answer.next != NULL && g_str_has_prefix (answer.next, history) && strcmp (answer.next, path) != 0;
      g_free (path);
      path = is_next_ours ? g_strdup (answer.next) : NULL;
    }
  return TRUE;
}

static GalleyRevision *
load (GalleyPortalTransport *self,
      const char            *history,
      const char            *id,
      const Found           *found,
      GCancellable          *cancellable,
      GError               **error)
{
  g_autofree char *path = g_strdup_printf ("%s/%" G_GINT64_FORMAT, history, found->number);
  GalleyPortalRequest request = { .method = "GET", .path = path, .limit = GALLEY_PORTAL_MAX_ANSWER };
  g_auto (GalleyPortalAnswer) answer = { 0 };
  g_autoptr (GalleyRevision) revision = NULL;
  g_autoptr (GalleyState) state = NULL;
  const char *text;
  gsize length;

  if (!galley_portal_line_call (self->line, &request, &answer, cancellable, error))
    return NULL;
  text = g_bytes_get_data (answer.body, &length);
  revision = galley_wire_read (length > 0 ? text : "", length, error);
  if (revision == NULL)
    return NULL;
  if (strcmp (galley_revision_get_id (revision), id) != 0
      || strcmp (galley_wire_get_content_hash (revision), found->hash) != 0)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "Revision %" G_GINT64_FORMAT " of article %s is another one",
                   found->number, id);
      return NULL;
    }
  state = galley_state_copy (galley_revision_get_state (revision));
  galley_state_set_text (&state->etag, found->etag);
  return galley_revision_with_state (revision, state);
}

GalleyRevision *
galley_portal_find (GalleyTransport   *transport,
                    const char        *id,
                    const char *const *hashes,
                    const char        *since,
                    GCancellable      *cancellable,
                    GError           **error)
{
  GalleyPortalTransport *self = GALLEY_PORTAL_TRANSPORT (transport);
  g_autofree char *article = galley_portal_article_path (id);
  g_autofree char *history = g_strconcat (article, "/revisions", NULL);
  g_auto (Found) found = { 0 };

  if (!search (self, history, hashes, since, &found, cancellable, error) || found.number == 0)
    return NULL;
  return load (self, history, id, &found, cancellable, error);
}
