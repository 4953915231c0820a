/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who has what in hand: a client tells what its person looks at, and what he took along offline, and hears of the others.
 * Of an article that one may not see nothing is heard, and nothing is taken. What is open is known to this server
 * alone, what is offline to all that share its database. */
#include "server/galley-api.h"

#include "core/base/galley-id.h"
#include "core/base/galley-json.h"
#include "core/wire/galley-protocol.h"
#include "server/galley-presence.h"
#include "server/galley-server-articles.h"
#include "server/galley-server-offline.h"

#include <glib/gi18n.h>

#define MAX_BYTES (16 * 1024)

/* What a body says; all of it may be seen. */
typedef struct
{
  char **open;
  JsonObject *book;
  gboolean is_book_changed;
} Telling;

static void
telling_clear (Telling *self)
{
  g_clear_pointer (&self->open, g_strfreev);
  g_clear_pointer (&self->book, json_object_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Telling, telling_clear)

typedef struct
{
  GalleyCall *call;
  JsonArray *others;
  GError *error;
} Listing;

/* FALSE also with an error. */
static gboolean
may_see (GalleyCall *call,
         const char *id,
         GError    **error)
{
  g_autoptr (GalleyArticleRow) row = galley_server_articles_load_rights (call->server->database, id, error);

  return row != NULL && !row->is_deleted
         && galley_article_row_may_see (row, galley_server_get_workflow (call->server), call->user);
}

/* NULL with the refusal, or with an error. */
static char **
read_open (GalleyCall      *call,
           JsonObject      *body,
           GalleyResponse **refusal,
           GError         **error)
{
  JsonArray *array = galley_json_get_array (body, "open");
  g_autoptr (GStrvBuilder) open = g_strv_builder_new ();

  if (array == NULL || json_array_get_length (array) > GALLEY_PRESENCE_MAX_OPEN)
    {
      *refusal = galley_response_new_problem (422, GALLEY_PROBLEM_INVALID, "open is a list of at most %d articles",
                                              GALLEY_PRESENCE_MAX_OPEN);
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *id = galley_json_array_get_string (array, i);
      GError *cause = NULL;

      if (id == NULL || !galley_id_is_valid (id))
        {
          *refusal = galley_response_new_problem (422, GALLEY_PROBLEM_INVALID, "open[%u] is no article's name", i);
          return NULL;
        }
      if (may_see (call, id, &cause))
        g_strv_builder_add (open, id);
      if (cause != NULL)
        {
          g_propagate_error (error, cause);
          return NULL;
        }
    }
  return g_strv_builder_end (open);
}

/* FALSE with the refusal, or with an error. */
static gboolean
read_offline (GalleyCall      *call,
              JsonObject      *body,
              Telling         *telling,
              GalleyResponse **refusal,
              GError         **error)
{
  JsonArray *array = galley_json_get_array (body, "offline");
  guint length = array != NULL ? json_array_get_length (array) : 0;

  if ((array == NULL && json_object_has_member (body, "offline")) || length > GALLEY_PRESENCE_MAX_OFFLINE)
    {
      *refusal = galley_response_new_problem (422, GALLEY_PROBLEM_INVALID, "offline is a list of at most %d articles",
                                              GALLEY_PRESENCE_MAX_OFFLINE);
      return FALSE;
    }
  for (guint i = 0; i < length; i++)
    {
      JsonObject *item = galley_json_array_get_object (array, i);
      const char *id = galley_json_get_string (item, "article");
      const char *time = galley_json_get_string (item, "until");
      GError *cause = NULL;
      gint64 until;

      if (id == NULL || !galley_id_is_valid (id) || time == NULL || !galley_time_parse (time, &until)
          || until > call->now + GALLEY_PRESENCE_MAX_DAYS * G_TIME_SPAN_DAY)
        {
          *refusal = galley_response_new_problem (422, GALLEY_PROBLEM_INVALID,
                                                  "offline[%u] is to be an article, and a time within %d days", i,
                                                  GALLEY_PRESENCE_MAX_DAYS);
          return FALSE;
        }
      if (may_see (call, id, &cause) && galley_server_offline_note (telling->book, call->user, id, until, call->now))
        telling->is_book_changed = TRUE;
      if (cause != NULL)
        {
          g_propagate_error (error, cause);
          return FALSE;
        }
    }
  return TRUE;
}

/* FALSE with the refusal, or with an error. */
static gboolean
read_telling (GalleyCall      *call,
              Telling         *telling,
              GalleyResponse **refusal,
              GError         **error)
{
  g_autoptr (JsonObject) body = galley_call_parse_body (call, MAX_BYTES, refusal);

  if (body == NULL)
    return FALSE;
  telling->open = read_open (call, body, refusal, error);
  if (telling->open == NULL)
    return FALSE;
  telling->book = galley_server_offline_load (call->server->database, error);
  return telling->book != NULL && read_offline (call, body, telling, refusal, error);
}

static void
list_one (const char *article,
          const char *user,
          const char *name,
          gint64      until,
          gpointer    data)
{
  Listing *listing = data;
  JsonObject *other;

  if (listing->error != NULL || json_array_get_length (listing->others) >= GALLEY_PRESENCE_MAX_OTHERS
      || !may_see (listing->call, article, &listing->error))
    return;
  other = json_object_new ();
  json_object_set_string_member (other, "article", article);
  json_object_set_string_member (other, "name", name);
  json_object_set_string_member (other, "user", user);
  if (until != 0)
    {
      g_autofree char *time = galley_time_format (until);

      json_object_set_string_member (other, "until", time);
    }
  json_array_add_object_element (listing->others, other);
}

static GalleyResponse *
answer (GalleyCall *call,
        JsonObject *book,
        gint64      now)
{
  Listing listing = { call, json_array_new (), NULL };
  JsonObject *object;

  galley_server_offline_foreach (book, call->user->id, call->now, list_one, &listing);
  galley_presence_foreach (call->server->presence, call->user->id, now, list_one, &listing);
  if (listing.error != NULL)
    {
      json_array_unref (listing.others);
      return galley_server_fail (call->server, listing.error);
    }
  object = json_object_new ();
  json_object_set_array_member (object, "others", listing.others);
  json_object_set_int_member (object, "seconds", GALLEY_PRESENCE_SECONDS);
  return galley_response_new_json (200, object);
}

/* NULL: the newsroom wants it, and not too often. */
static GalleyResponse *
refuse_unwanted (GalleyCall *call,
                 gint64      now)
{
  GalleyResponse *response;
  guint seconds;

  if (!galley_id_is_valid (call->ids[0]))
    return galley_response_new_problem (400, GALLEY_PROBLEM_INVALID, "A device's name is a UUID of version 7");
  if (!galley_site_tells_presence (galley_layout_get_site (call->server->layout)))
    return galley_response_new_problem (404, GALLEY_PROBLEM_NOT_FOUND, "This newsroom does not tell who has what open");
  seconds = galley_presence_admit (call->server->presence, call->user, now);
  if (seconds == 0)
    return NULL;
  response = galley_response_new_problem (429, GALLEY_PROBLEM_RATE, N_ ("Told too often: wait %u seconds"), seconds);
  response->retry_after = seconds;
  return response;
}

GalleyResponse *
galley_api_put_presence (GalleyCall *call)
{
  GalleyServer *server = call->server;
  gint64 now = galley_clock_get_boot_time (server->clock);
  GalleyResponse *refusal = refuse_unwanted (call, now);
  g_auto (Telling) telling = { 0 };
  GError *error = NULL;

  if (refusal != NULL)
    return refusal;
  if (!read_telling (call, &telling, &refusal, &error))
    return refusal != NULL ? refusal : galley_server_fail (server, error);
  if (telling.is_book_changed && !galley_server_offline_save (server->database, telling.book, call->now, &error))
    return galley_server_fail (server, error);
  galley_presence_tell (server->presence, call->user, call->ids[0], (const char *const *) telling.open, now);
  return answer (call, telling.book, now);
}
