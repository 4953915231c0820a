/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-demo.h"

#include "core/base/galley-file.h"
#include "core/base/galley-hash-folder.h"
#include "core/base/galley-id.h"
#include "core/base/galley-json.h"
#include "core/model/galley-media-type.h"
#include "core/wire/galley-protocol.h"
#include "core/wire/galley-wire.h"
#include "server/galley-article-write.h"
#include "server/galley-publication.h"
#include "server/galley-server-lists.h"
#include "server/galley-server-media.h"
#include "server/galley-server-users.h"

#include <string.h>

#define MAX_FILE_BYTES (16 * 1024 * 1024)

static JsonObject *
read_object (const char *folder,
             const char *name,
             GError    **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GBytes) bytes = galley_file_read (path, MAX_FILE_BYTES, error);
  JsonObject *object;

  if (bytes == NULL)
    return NULL;
  object = galley_json_parse_object (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), MAX_FILE_BYTES, error);
  if (object == NULL)
    g_prefix_error (error, "%s: ", path);
  return object;
}

static gboolean
add_user (GalleyServer *server,
          JsonObject   *object,
          const char   *password,
          GError      **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array = galley_json_get_array (object, "roles");
  g_auto (GStrv) roles = NULL;
  g_autoptr (GalleyUser) user = NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (galley_json_array_get_string (array, i) != NULL)
      g_strv_builder_add (builder, galley_json_array_get_string (array, i));
  roles = g_strv_builder_end (builder);
  user = galley_user_new (galley_json_get_string (object, "id"), galley_json_get_string (object, "name"),
                          galley_json_get_string (object, "department"), (const char *const *) roles);
  if (galley_json_get_string (object, "password") != NULL)
    password = galley_json_get_string (object, "password");
  return galley_server_add_user (server, user, password != NULL ? password : "", error);
}

static gboolean
add_users (GalleyServer *server,
           const char   *folder,
           GError      **error)
{
  g_autoptr (JsonObject) newsroom = read_object (folder, "newsroom.json", error);
  JsonArray *users = galley_json_get_array (newsroom, "users");

  if (newsroom == NULL)
    return FALSE;
  for (guint i = 0; users != NULL && i < json_array_get_length (users); i++)
    if (!add_user (server, galley_json_array_get_object (users, i), galley_json_get_string (newsroom, "password"),
                   error))
      {
        g_prefix_error (error, "newsroom.json, user %u: ", i + 1);
        return FALSE;
      }
  return TRUE;
}

static gboolean
add_tags (GalleyServer *server,
          const char   *folder,
          GError      **error)
{
  g_autoptr (JsonObject) object = read_object (folder, "tags.json", error);
  JsonArray *tags = galley_json_get_array (object, "tags");

  if (object == NULL)
    return FALSE;
  for (guint i = 0; tags != NULL && i < json_array_get_length (tags); i++)
    {
      JsonObject *tag = galley_json_array_get_object (tags, i);
      const char *id = galley_json_get_string (tag, "id");
      const char *name = galley_json_get_string (tag, "name");

      if (id == NULL || name == NULL)
        {
          g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "tags.json: tag %u has no id or no name", i + 1);
          return FALSE;
        }
      if (!galley_server_lists_save (server->database, GALLEY_LIST_TAGS, id, name, error))
        return FALSE;
    }
  return TRUE;
}

static int
compare_by_time (gconstpointer a,
                 gconstpointer b)
{
  GalleyRevision *first = *(GalleyRevision *const *) a;
  GalleyRevision *second = *(GalleyRevision *const *) b;
  const GalleyState *one = galley_revision_get_state (first);
  const GalleyState *other = galley_revision_get_state (second);
  gint64 first_time = one->published_at != 0 ? one->published_at : one->modified;
  gint64 second_time = other->published_at != 0 ? other->published_at : other->modified;

  if (first_time != second_time)
    return first_time < second_time ? -1 : 1;
  return strcmp (galley_revision_get_id (first), galley_revision_get_id (second));
}

static GalleyRevision *
read_article (const char *folder,
              const char *name,
              GError    **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GBytes) bytes = galley_file_read (path, MAX_FILE_BYTES, error);
  g_autofree char *text = NULL;
  GalleyRevision *revision;

  if (bytes == NULL)
    return NULL;
  /* The wire form has no line end behind it; an editor leaves one. */
  text = g_strchomp (g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)));
  revision = galley_wire_read (text, strlen (text), error);
  if (revision == NULL)
    g_prefix_error (error, "%s: ", path);
  return revision;
}

static GPtrArray *
read_articles (const char *folder,
               GError    **error)
{
  g_autofree char *path = g_build_filename (folder, "articles", NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, error);
  g_autoptr (GPtrArray) revisions = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_revision_unref);
  const char *name;

  if (dir == NULL)
    return NULL;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      GalleyRevision *revision;

      if (!g_str_has_suffix (name, ".json"))
        continue;
      revision = read_article (path, name, error);
      if (revision == NULL)
        return NULL;
      g_ptr_array_add (revisions, revision);
    }
  g_ptr_array_sort (revisions, compare_by_time);
  return g_steal_pointer (&revisions);
}

static gboolean
signatures_hold (GalleyRevision *revision,
                 GError        **error)
{
  const GalleyState *state = galley_revision_get_state (revision);
  const char *hash = galley_wire_get_content_hash (revision);

  for (guint i = 0; i < state->signatures->len; i++)
    if (strcmp (((const GalleySignature *) state->signatures->pdata[i])->content_hash, hash) != 0)
      {
        g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "article %s: signed for another content than %s",
                     galley_revision_get_id (revision), hash);
        return FALSE;
      }
  return TRUE;
}

static gboolean
add_article (GalleyServer   *server,
             GalleyRevision *revision,
             GError        **error)
{
  const GalleyState *given = galley_revision_get_state (revision);
  g_autoptr (GalleyUser) owner = galley_server_users_load (server->database, given->owner, error);
  g_autoptr (GalleyState) state = NULL;
  g_autoptr (GalleyRevision) stored = NULL;
  GalleyCall call = { .server = server, .user = owner, .now = given->modified };

  if (owner == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "article %s: its owner \"%s\" is no user",
                     galley_revision_get_id (revision), given->owner);
      return FALSE;
    }
  if (!signatures_hold (revision, error))
    return FALSE;
  state = galley_state_copy (given);
  galley_state_set_text (&state->owner_name, owner->name);
  galley_state_set_text (&state->department, owner->department);
  if (galley_state_is_public (state)
      && !galley_publication_prepare (server, revision, NULL, NULL, state, state->modified, error))
    return FALSE;
  stored = galley_article_store (&call, NULL, revision, galley_state_ref (state), FALSE, "create", "", error);
  return stored != NULL
         && (!galley_state_is_public (state) || galley_publication_note (server, stored, error));
}

static gboolean
add_picture (GalleyServer *server,
             const char   *path,
             GError      **error)
{
  g_autoptr (GBytes) bytes = galley_file_read (path, MAX_FILE_BYTES, error);
  g_autofree char *hash = NULL;
  const char *media_type;
  gconstpointer data;
  gsize length;

  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &length);
  media_type = galley_media_type_sniff (data, length);
  if (media_type == NULL || !galley_media_type_is_picture (media_type))
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "%s: no picture", path);
      return FALSE;
    }
  hash = galley_hash_bytes (data, length);
  return galley_hash_folder_put (server->media_folder, hash, bytes, error)
         && galley_server_media_add (server->database, hash, media_type, length, "", 0, error);
}

/* A newsroom may have none. */
static gboolean
add_pictures (GalleyServer *server,
              const char   *folder,
              GError      **error)
{
  g_autofree char *path = g_build_filename (folder, "media", NULL);
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    return TRUE;
  dir = g_dir_open (path, 0, error);
  if (dir == NULL)
    return FALSE;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      if (!add_picture (server, file, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_all (GalleyServer *server,
         const char   *folder,
         GPtrArray    *articles,
         GError      **error)
{
  if (!galley_database_begin (server->database, error) || !add_users (server, folder, error)
      || !add_tags (server, folder, error) || !add_pictures (server, folder, error))
    return FALSE;
  for (guint i = 0; i < articles->len; i++)
    if (!add_article (server, articles->pdata[i], error))
      return FALSE;
  return galley_server_commit (server, error);
}

gboolean
galley_demo_fill (GalleyServer *server,
                  const char   *folder,
                  GError      **error)
{
  g_autoptr (GPtrArray) articles = NULL;

  g_return_val_if_fail (server != NULL && folder != NULL, FALSE);

  articles = read_articles (folder, error);
  if (articles == NULL)
    return FALSE;
  if (!add_all (server, folder, articles, error))
    {
      galley_database_rollback (server->database);
      return FALSE;
    }
  galley_server_publish (server);
  return TRUE;
}
