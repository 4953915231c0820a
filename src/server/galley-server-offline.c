/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-server-offline.h"

#include "core/base/galley-json.h"
#include "core/wire/galley-protocol.h"
#include "server/galley-server-schema.h"

#include <string.h>

#define BOOK "offline" /* in meta: {USER: {"name": NAME, "articles": {ARTICLE: UNTIL}}}, in microseconds */
#define MAX_BYTES (16 * 1024 * 1024)

JsonObject *
galley_server_offline_load (GalleyDatabase *database,
                            GError        **error)
{
  g_autoptr (GError) cause = NULL;
  g_autofree char *text = galley_server_schema_dup_meta (database, BOOK, &cause);
  JsonObject *book = NULL;

  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }
  if (text != NULL)
    book = galley_json_parse_object (text, strlen (text), MAX_BYTES, NULL);
  return book != NULL ? book : json_object_new ();
}

/* Made where it is not there; lent. */
static JsonObject *
get_articles (JsonObject       *book,
              const GalleyUser *user)
{
  JsonObject *person = galley_json_get_object (book, user->id);
  JsonObject *articles = galley_json_get_object (person, "articles");

  if (articles != NULL)
    return articles;
  person = json_object_new ();
  articles = json_object_new ();
  json_object_set_object_member (person, "articles", articles);
  json_object_set_object_member (book, user->id, person);
  return articles;
}

gboolean
galley_server_offline_note (JsonObject       *book,
                            const GalleyUser *user,
                            const char       *article,
                            gint64            until,
                            gint64            now)
{
  JsonObject *articles = galley_json_get_object (galley_json_get_object (book, user->id), "articles");
  gint64 known = galley_json_get_integer (articles, article);

  if (known == until || (until <= now && known == 0))
    return FALSE;
  if (until <= now)
    {
      json_object_remove_member (articles, article);
      return TRUE;
    }
  articles = get_articles (book, user);
  if (known == 0 && json_object_get_size (articles) >= GALLEY_PRESENCE_MAX_OFFLINE)
    return FALSE;
  json_object_set_int_member (articles, article, until);
  json_object_set_string_member (galley_json_get_object (book, user->id), "name", user->name);
  return TRUE;
}

/* FALSE: nothing of the person is left. */
static gboolean
prune (JsonObject *person,
       gint64      now)
{
  JsonObject *articles = galley_json_get_object (person, "articles");
  g_autoptr (GList) names = articles != NULL ? json_object_get_members (articles) : NULL;

  for (GList *name = names; name != NULL; name = name->next)
    if (galley_json_get_integer (articles, name->data) <= now)
      json_object_remove_member (articles, name->data);
  return articles != NULL && json_object_get_size (articles) > 0;
}

gboolean
galley_server_offline_save (GalleyDatabase *database,
                            JsonObject     *book,
                            gint64          now,
                            GError        **error)
{
  g_autoptr (GList) people = json_object_get_members (book);
  g_autofree char *text = NULL;

  for (GList *person = people; person != NULL; person = person->next)
    if (!prune (galley_json_get_object (book, person->data), now))
      json_object_remove_member (book, person->data);
  text = galley_json_write_object (book);
  if (!galley_database_begin (database, error))
    return FALSE;
  if (galley_server_schema_set_meta (database, BOOK, text, error) && galley_database_commit (database, error))
    return TRUE;
  galley_database_rollback (database);
  return FALSE;
}

static void
list_person (const char        *user,
             JsonObject        *person,
             gint64             now,
             GalleyPresenceFunc function,
             gpointer           data)
{
  JsonObject *articles = galley_json_get_object (person, "articles");
  const char *name = galley_json_get_string (person, "name");
  g_autoptr (GList) ids = articles != NULL ? json_object_get_members (articles) : NULL;

  for (GList *id = ids; id != NULL; id = id->next)
    {
      gint64 until = galley_json_get_integer (articles, id->data);

      if (until > now)
        function (id->data, user, name != NULL ? name : user, until, data);
    }
}

void
galley_server_offline_foreach (JsonObject        *book,
                               const char        *user,
                               gint64             now,
                               GalleyPresenceFunc function,
                               gpointer           data)
{
  g_autoptr (GList) people = json_object_get_members (book);

  for (GList *person = people; person != NULL; person = person->next)
    if (strcmp (person->data, user) != 0)
      list_person (person->data, galley_json_get_object (book, person->data), now, function, data);
}
