/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The feed, and the manifest for who has lost his place in it. What a user may not see is left out; what he no longer
 * may see is "hidden". */
#include "server/galley-api.h"

#include "core/base/galley-json.h"
#include "core/wire/galley-protocol.h"
#include "server/galley-cursor.h"
#include "server/galley-server-articles.h"
#include "server/galley-server-changes.h"
#include "server/galley-server-lists.h"

#include <string.h>

#define DEFAULT_LIMIT 100
/* A page ends early rather than grow beyond this, or look at more rows than that. */
#define MAX_PAGE_BYTES (8 * 1024 * 1024)
#define ROWS_AT_ONCE 500
#define LEAST_AT_ONCE 50
#define MAX_ROWS 5000
#define BEGINNING "{\"changes\":["

typedef struct
{
  GalleyCursor since;
  guint limit;
  guint wait; /* seconds */
} Asked;

/* One page while it is put together. */
typedef struct
{
  GString *text; /* of the answer, as far as it goes */
  guint n_changes;
  gint64 position; /* the last change that was looked at */
} Page;

static void
page_clear (Page *self)
{
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Page, page_clear)

/* NULL: all was understood. */
static GalleyResponse *
read_asked (GalleyCall *call,
            Asked      *asked)
{
  g_autofree char *cursor = NULL;

  if (!galley_request_get_number (call->request, "limit", DEFAULT_LIMIT, GALLEY_CHANGES_MAX_LIMIT, &asked->limit)
      || !galley_request_get_number (call->request, "wait", 0, GALLEY_CHANGES_MAX_WAIT, &asked->wait)
      || !galley_request_dup_parameter (call->request, "since", &cursor))
    return galley_response_new_problem (400, GALLEY_PROBLEM_INVALID, "limit and wait are whole numbers");
  asked->since = (GalleyCursor){ .floor = call->server->floor };
  if (cursor == NULL)
    return NULL;
  switch (galley_cursor_parse (&asked->since, cursor, call->server->epoch, call->server->sequence, call->server->floor))
    {
    case GALLEY_CURSOR_MALFORMED:
      return galley_response_new_problem (400, GALLEY_PROBLEM_INVALID, "since is no cursor");
    case GALLEY_CURSOR_UNKNOWN:
      return galley_response_new_problem (410, GALLEY_PROBLEM_CURSOR, "Begin again with the manifest");
    case GALLEY_CURSOR_GOOD:
    default:
      return NULL;
    }
}

static void
append_member (GString    *text,
               const char *name,
               const char *value)
{
  g_string_append_printf (text, "\"%s\":", name);
  galley_json_append_string (text, value);
}

static void
append_article_change (Page             *page,
                       GalleyArticleRow *row,
                       const char       *kind,
                       const char       *epoch)
{
  g_string_append (page->text, page->n_changes++ > 0 ? ",{" : "{");
  if (strcmp (kind, "upsert") == 0)
    {
      g_string_append (page->text, "\"article\":");
      g_string_append (page->text, row->article);
      g_string_append_c (page->text, ',');
    }
  if (strcmp (kind, "deleted") == 0)
    {
      g_autofree char *etag = galley_article_row_dup_etag (row, epoch);

      append_member (page->text, "etag", etag);
      g_string_append_c (page->text, ',');
    }
  append_member (page->text, "id", row->id);
  g_string_append_c (page->text, ',');
  append_member (page->text, "kind", kind);
  g_string_append_c (page->text, '}');
}

static gboolean
add_article (GalleyCall  *call,
             gint64       since,
             const char  *id,
             Page        *page,
             GError     **error)
{
  GalleyServer *server = call->server;
  GalleyWorkflow *workflow = galley_server_get_workflow (server);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GalleyArticleRow) row = galley_server_articles_load (server->database, id, &local_error);
  gboolean may_see = row != NULL && galley_article_row_may_see (row, workflow, call->user);
  gboolean could_see = FALSE;

  if (local_error == NULL && row != NULL && !may_see)
    could_see = galley_server_articles_could_see (server->database, id, since, workflow, call->user, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (row != NULL && row->is_deleted && (may_see || could_see))
    append_article_change (page, row, "deleted", server->epoch);
  else if (may_see)
    append_article_change (page, row, "upsert", server->epoch);
  else if (could_see)
    append_article_change (page, row, "hidden", server->epoch);
  return TRUE;
}

static gboolean
add_list_entry (GalleyCall               *call,
                const GalleyServerChange *change,
                Page                     *page,
                GError                  **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GalleyListEntry) entry =
    galley_server_lists_load (call->server->database, change->list, change->id, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  g_string_append (page->text, page->n_changes++ > 0 ? ",{" : "{");
  append_member (page->text, "id", change->id);
  g_string_append_c (page->text, ',');
  append_member (page->text, "kind", entry != NULL && entry->value != NULL ? "list" : "list-deleted");
  g_string_append_c (page->text, ',');
  append_member (page->text, "list", change->list);
  if (entry != NULL && entry->value != NULL)
    {
      g_string_append_c (page->text, ',');
      append_member (page->text, "value", entry->value);
    }
  g_string_append_c (page->text, '}');
  return TRUE;
}

/* Fills @page until it holds @limit changes or the feed ends. */
static gboolean
read_page (GalleyCall  *call,
           gint64       since,
           guint        limit,
           Page        *page,
           GError     **error)
{
  guint n_rows = 0;

  while (n_rows < MAX_ROWS)
    {
      /* One more than there is room for, to see whether the feed ends with them. */
      guint n_wanted = CLAMP (limit - page->n_changes + 1, LEAST_AT_ONCE, ROWS_AT_ONCE);
      g_autoptr (GPtrArray) changes =
        galley_server_changes_list (call->server->database, page->position, n_wanted, error);

      if (changes == NULL)
        return FALSE;
      for (guint i = 0; i < changes->len; i++)
        {
          GalleyServerChange *change = changes->pdata[i];

          if (page->n_changes >= limit || page->text->len > MAX_PAGE_BYTES)
            return TRUE;
          if (*change->list != '\0' ? !add_list_entry (call, change, page, error)
                                    : !add_article (call, since, change->id, page, error))
            return FALSE;
          page->position = change->sequence;
        }
      if (changes->len < n_wanted)
        {
          /* To the end: what was replaced by a later change has no row any more. */
          page->position = call->server->sequence;
          return TRUE;
        }
      n_rows += changes->len;
    }
  return TRUE;
}

/* read_page() as of one moment, so that SQLite need not look for each article whether somebody writes. */
static gboolean
fill_page (GalleyCall  *call,
           gint64       since,
           guint        limit,
           Page        *page,
           GError     **error)
{
  GalleyDatabase *database = call->server->database;
  gboolean is_read;

  if (!galley_database_begin_reading (database, error))
    return FALSE;
  is_read = read_page (call, since, limit, page, error);
  galley_database_end_reading (database);
  return is_read;
}

/* Takes the text of @page. */
static GalleyResponse *
answer (GalleyCall  *call,
        const Asked *asked,
        Page        *page,
        gint64       position,
        gboolean     has_more)
{
  GalleyCursor reached = { position, asked->since.floor };
  g_autofree char *cursor = galley_cursor_format (&reached, call->server->epoch);
  GString *text = g_steal_pointer (&page->text);
  GalleyResponse *response;

  g_string_append_printf (text, "],\"cursor\":\"%s\",\"more\":%s}", cursor, has_more ? "true" : "false");
  response = galley_response_new_text (200, GALLEY_JSON_CONTENT_TYPE, g_string_free (text, FALSE));
  if (has_more && asked->limit > 0)
    {
      g_autofree char *since = g_uri_escape_string (cursor, NULL, FALSE);

      response->next = g_strdup_printf (GALLEY_API_CHANGES "?limit=%u&since=%s", asked->limit, since);
    }
  return response;
}

GalleyResponse *
galley_api_get_changes (GalleyCall *call)
{
  GalleyServer *server = call->server;
  gint64 now = galley_clock_get_boot_time (server->clock);
  gint64 deadline = call->request->deadline;
  g_autoptr (GError) error = NULL;
  Asked asked;
  GalleyResponse *refusal = read_asked (call, &asked);
  g_auto (Page) page = { .text = g_string_new (BEGINNING) };
  gboolean is_news;

  if (refusal != NULL)
    return refusal;
  page.position = asked.since.sequence;
  /* With limit 0 one change that he may see is enough to say that there is one. */
  if (!fill_page (call, asked.since.sequence, MAX (asked.limit, 1), &page, &error))
    return galley_server_fail (server, g_steal_pointer (&error));
  is_news = page.n_changes > 0 || page.position < server->sequence;
  if (deadline == 0)
    deadline = now + asked.wait * G_USEC_PER_SEC;
  if (!is_news && asked.wait > 0 && now < deadline)
    return galley_response_new_wait (server->sequence, deadline);
  if (asked.limit > 0)
    return answer (call, &asked, &page, page.position, page.position < server->sequence);
  g_string_truncate (page.text, strlen (BEGINNING));
  return answer (call, &asked, &page, asked.since.sequence, is_news);
}

typedef struct
{
  GalleyCall *call;
  JsonObject *articles;
} Manifest;

static void
add_to_manifest (const GalleyArticleRow *row,
                 gpointer                data)
{
  Manifest *manifest = data;
  GalleyServer *server = manifest->call->server;
  g_autofree char *etag = NULL;

  if (!galley_article_row_may_see (row, galley_server_get_workflow (server), manifest->call->user))
    return;
  etag = galley_article_row_dup_etag (row, server->epoch);
  json_object_set_string_member (manifest->articles, row->id, etag);
}

GalleyResponse *
galley_api_get_manifest (GalleyCall *call)
{
  GalleyServer *server = call->server;
  GalleyCursor last = { .sequence = server->sequence };
  g_autofree char *cursor = galley_cursor_format (&last, server->epoch);
  Manifest manifest = { call, json_object_new () };
  JsonObject *object = json_object_new ();
  g_autoptr (GError) error = NULL;

  json_object_set_object_member (object, "articles", manifest.articles);
  json_object_set_string_member (object, "cursor", cursor);
  if (!galley_server_articles_foreach (server->database, add_to_manifest, &manifest, &error))
    {
      json_object_unref (object);
      return galley_server_fail (server, g_steal_pointer (&error));
    }
  return galley_response_new_json (200, object);
}
