/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-search.h"

#include "core/base/galley-id.h"
#include "core/portal/galley-page-item.h"
#include "core/portal/galley-page-search.h"
#include "core/portal/galley-page.h"
#include "core/wire/galley-protocol.h"
#include "core/wire/galley-wire.h"
#include "server/galley-public-files.h"
#include "server/galley-search-words.h"
#include "server/galley-server-pages.h"
#include "server/galley-server-private.h"

#include <string.h>

#define HTML "text/html; charset=utf-8"

gboolean
galley_search_knows (const char *path)
{
  g_return_val_if_fail (path != NULL, FALSE);

  return strcmp (path, GALLEY_SEARCH_PATH) == 0;
}

/* --- looking ----------------------------------------------------------------------------------------------------- */

typedef struct
{
  GalleySearchWords *words;
  GPtrArray *items; /* (element-type GalleyPageItem) */
  char *last;       /* (nullable): the article that was looked at last */
  guint n_looked;
  guint n_read;
} Search;

/* FALSE: that is enough for once. */
static gboolean
look_at (const char *id,
         const char *article,
         gpointer    data)
{
  Search *self = data;
  g_autoptr (GalleyRevision) revision = NULL;

  g_free (self->last);
  self->last = g_strdup (id);
  self->n_looked++;
  if (galley_search_words_may_be_in (self->words, article))
    {
      self->n_read++;
      revision = galley_wire_read (article, strlen (article), NULL);
    }
  if (revision != NULL && galley_search_words_are_in (self->words, revision))
    g_ptr_array_add (self->items, galley_page_item_new (revision));
  return self->items->len < GALLEY_SEARCH_FOUND && self->n_read < GALLEY_SEARCH_READ
         && self->n_looked < GALLEY_SEARCH_LOOKED;
}

/* The newest first: what was begun late may have been published early. */
static int
compare_cb (gconstpointer a,
            gconstpointer b)
{
  const GalleyPageItem *one = *(const GalleyPageItem *const *) a;
  const GalleyPageItem *other = *(const GalleyPageItem *const *) b;

  return one->published != other->published ? (one->published < other->published ? 1 : -1) : strcmp (other->id, one->id);
}

/* --- answering --------------------------------------------------------------------------------------------------- */

/* One more in this second; FALSE: there were too many. */
static gboolean
is_in_time (GalleyServer *self)
{
  gint64 second = galley_clock_get_boot_time (self->clock) / G_USEC_PER_SEC;

  if (second != self->search_second)
    {
      self->search_second = second;
      self->n_searches = 0;
    }
  return self->n_searches++ < GALLEY_SEARCH_A_SECOND;
}

/* Takes @page, which is NULL with @error where it could not be made. */
static GalleyResponse *
answer_page (GalleyServer *self,
             guint         status,
             GBytes       *page,
             GError       *error)
{
  GalleyResponse *response;

  if (page == NULL)
    return galley_server_fail (self, error);
  response = galley_response_new (status);
  response->content_type = HTML;
  response->body = page;
  return response;
}

static GalleyResponse *
refuse (GalleyServer *self,
        guint         status)
{
  GError *error = NULL;
  GBytes *page = galley_page_render_notice (self->layout, status, &error);
  GalleyResponse *response = answer_page (self, status, page, error);

  if (status == 503)
    response->retry_after = 1;
  return response;
}

/* As forms write it, cut to what is taken; "" where there is none. NULL: it cannot be read. (transfer full) */
static char *
dup_query (GHashTable *parameters)
{
  const char *value = parameters != NULL ? g_hash_table_lookup (parameters, "q") : NULL;
  g_autofree char *query = g_strstrip (g_strdup (value != NULL ? value : ""));

  if (!g_utf8_validate (query, -1, NULL))
    return NULL;
  return g_utf8_substring (query, 0, MIN (g_utf8_strlen (query, -1), GALLEY_SEARCH_MAX_CHARACTERS));
}

static GalleyResponse *
answer_query (GalleyServer *self,
              const char   *query,
              const char   *before)
{
  g_autoptr (GalleySearchWords) words = galley_search_words_new (query);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_page_item_free);
  Search search = { words, items };
  GalleySearchPage page = { query, words != NULL, items, NULL };
  g_autofree char *last = NULL;
  gboolean has_ended = TRUE;
  GError *error = NULL;
  GBytes *made;

  if (words != NULL && !galley_server_pages_walk (self->database, before, look_at, &search, &has_ended, &error))
    {
      g_free (search.last);
      return galley_server_fail (self, error);
    }
  g_ptr_array_sort (items, compare_cb);
  last = search.last;
  page.older = has_ended ? NULL : last;
  made = galley_page_render_search (self->layout, &page, &error);
  return answer_page (self, 200, made, error);
}

GalleyResponse *
galley_search_answer (GalleyServer        *self,
                      const GalleyRequest *request)
{
  g_autoptr (GHashTable) parameters = NULL;
  g_autofree char *query = NULL;
  const char *before;

  g_return_val_if_fail (self != NULL && request != NULL, NULL);

  if ((strcmp (request->method, "GET") != 0 && strcmp (request->method, "HEAD") != 0)
      || !galley_page_search_is_there (self->layout))
    return galley_public_files_answer (self->public_folder, request);
  if (!is_in_time (self))
    return refuse (self, 503);
  if (request->query != NULL)
    parameters = g_uri_parse_params (request->query, -1, "&", G_URI_PARAMS_WWW_FORM, NULL);
  query = dup_query (parameters);
  before = parameters != NULL ? g_hash_table_lookup (parameters, "before") : NULL;
  if (query == NULL || (request->query != NULL && parameters == NULL)
      || (before != NULL && !galley_id_is_valid (before)))
    return refuse (self, 404);
  return answer_query (self, query, before);
}
