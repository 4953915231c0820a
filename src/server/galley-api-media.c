/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Media, whole and named by their bytes. Whoever is signed in may put one, and may get one whose name he knows: names
 * cannot be guessed, and stand only in articles that he may see. */
#include "server/galley-api.h"

#include "core/base/galley-hash-folder.h"
#include "core/base/galley-id.h"
#include "core/model/galley-media-type.h"
#include "core/wire/galley-protocol.h"
#include "server/galley-server-media.h"

static GalleyResponse *
refuse_name (void)
{
  return galley_response_new_problem (400, GALLEY_PROBLEM_INVALID,
                                      "A file's name is its SHA-256 in 64 lower-case hexadecimal digits");
}

GalleyResponse *
galley_api_get_media (GalleyCall *call)
{
  GalleyServer *server = call->server;
  const char *hash = call->ids[0];
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const char *media_type;
  GalleyResponse *response;

  if (!galley_hash_is_valid (hash))
    return refuse_name ();
  media_type = galley_server_media_find (server->database, hash, &error);
  if (error != NULL)
    return galley_server_fail (server, g_steal_pointer (&error));
  if (media_type != NULL)
    bytes = galley_hash_folder_load (server->media_folder, hash, GALLEY_MEDIA_MAX_BYTES, &error);
  /* What is damaged is not there: whoever has it puts it again, and that repairs it. */
  if (error != NULL)
    g_printerr ("galley-server: %s\n", error->message);
  if (bytes == NULL)
    return galley_response_new_problem (404, GALLEY_PROBLEM_NOT_FOUND, "There is no such file");
  response = galley_response_new (200);
  response->content_type = media_type;
  response->body = g_steal_pointer (&bytes);
  response->etag = g_strdup_printf ("\"%s\"", hash);
  if (galley_etag_matches (call->request->if_none_match, response->etag))
    {
      response->status = 304;
      response->content_type = NULL;
      g_clear_pointer (&response->body, g_bytes_unref);
    }
  return response;
}

static gboolean
note (GalleyCall *call,
      const char *media_type,
      gsize       length,
      GError    **error)
{
  GalleyDatabase *database = call->server->database;

  return galley_database_begin (database, error)
         && galley_server_media_add (database, call->ids[0], media_type, length, call->user->id, call->now, error)
         && galley_database_commit (database, error);
}

GalleyResponse *
galley_api_put_media (GalleyCall *call)
{
  GalleyServer *server = call->server;
  const char *hash = call->ids[0];
  gsize length;
  gconstpointer data = g_bytes_get_data (call->request->body, &length);
  const char *media_type = galley_media_type_sniff (data, length);
  g_autoptr (GError) error = NULL;

  if (!galley_hash_is_valid (hash))
    return refuse_name ();
  if (media_type == NULL)
    return galley_response_new_problem (415, GALLEY_PROBLEM_INVALID,
                                        "The bytes are of no kind that articles show or hand out");
  if (length > galley_media_type_get_max_bytes (media_type))
    return galley_response_new_problem (413, GALLEY_PROBLEM_TOO_LARGE, "At most %" G_GSIZE_FORMAT " bytes",
                                        galley_media_type_get_max_bytes (media_type));
  if (!galley_hash_folder_put (server->media_folder, hash, call->request->body, &error))
    return g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_INVALID)
             ? galley_response_new_problem (422, GALLEY_PROBLEM_INVALID, "The bytes are not what the name says")
             : galley_server_fail (server, g_steal_pointer (&error));
  if (!note (call, media_type, length, &error))
    return galley_server_fail (server, g_steal_pointer (&error));
  return galley_response_new (204);
}
