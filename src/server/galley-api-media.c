/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Media, whole and named by their bytes. Whoever is signed in may put one, and may get one whose name he knows: names
 * cannot be guessed, and stand only in articles that he may see. */
#include "server/galley-api.h"

#include "core/base/galley-hash-folder.h"
#include "core/base/galley-id.h"
#include "core/model/galley-media-type.h"
#include "core/wire/galley-protocol.h"
#include "server/galley-server-media.h"

#include <glib/gi18n.h>

#include <string.h>

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
  g_autofree char *etag = NULL;
  const char *media_type;
  gboolean is_whole = FALSE;
  GalleyResponse *response;

  if (!galley_hash_is_valid (hash))
    return refuse_name ();
  media_type = galley_server_media_find (server->database, hash, &error);
  if (error != NULL)
    return galley_server_fail (server, g_steal_pointer (&error));
  if (media_type != NULL)
    is_whole = galley_whole_files_check (server->whole_files, hash, &error);
  /* What is damaged is not there: whoever has it puts it again, and that repairs it. */
  if (error != NULL)
    g_printerr ("galley-server: %s\n", error->message);
  if (!is_whole)
    return galley_response_new_problem (404, GALLEY_PROBLEM_NOT_FOUND, "There is no such file");
  etag = g_strdup_printf ("\"%s\"", hash);
  if (galley_etag_matches (call->request->if_none_match, etag))
    {
      response = galley_response_new (304);
      response->etag = g_steal_pointer (&etag);
      return response;
    }
  response = galley_response_new_file (200, media_type, galley_hash_folder_make_path (server->media_folder, hash));
  response->etag = g_steal_pointer (&etag);
  return response;
}

/* The file that the request brings: on the disk already, or put there now. (transfer full) (nullable) */
static GalleyMediaArrival *
make_arrival (GalleyCall *call,
              GError    **error)
{
  g_autoptr (GalleyMediaArrival) arrival = galley_media_arrival_new (call->server->media_folder, error);
  gsize length;
  gconstpointer data = g_bytes_get_data (call->request->body, &length);

  return arrival != NULL && galley_media_arrival_write (arrival, data, length, error)
                 && galley_media_arrival_end (arrival, error)
             ? g_steal_pointer (&arrival)
             : NULL;
}

static gboolean
keep (GalleyCall         *call,
      GalleyMediaArrival *arrival,
      GError            **error)
{
  GalleyDatabase *database = call->server->database;
  const char *hash = call->ids[0];

  if (!galley_media_arrival_keep (arrival, error))
    return FALSE;
  galley_whole_files_note (call->server->whole_files, hash);
  return galley_database_begin (database, error)
         && galley_server_media_add (database, hash, galley_media_arrival_get_media_type (arrival),
                                     (gsize) galley_media_arrival_get_size (arrival), call->user->id, call->now, error)
         && galley_database_commit (database, error);
}

static GalleyResponse *
judge (const char               *hash,
       const GalleyMediaArrival *arrival)
{
  const char *media_type = galley_media_arrival_get_media_type (arrival);
  gsize limit = galley_media_type_get_max_bytes (media_type);

  if (media_type == NULL)
    return galley_response_new_problem (415, GALLEY_PROBLEM_INVALID,
                                        N_ ("The bytes are of no kind that articles show or hand out"));
  if ((gsize) galley_media_arrival_get_size (arrival) > limit)
    return galley_response_new_problem (413, GALLEY_PROBLEM_TOO_LARGE, "At most %" G_GSIZE_FORMAT " bytes", limit);
  if (strcmp (galley_media_arrival_get_hash (arrival), hash) != 0)
    return galley_response_new_problem (422, GALLEY_PROBLEM_INVALID, N_ ("The bytes are not what the name says"));
  return NULL;
}

GalleyResponse *
galley_api_put_media (GalleyCall *call)
{
  GalleyServer *server = call->server;
  const char *hash = call->ids[0];
  GalleyMediaArrival *arrival = call->request->arrival;
  g_autoptr (GalleyMediaArrival) made = NULL;
  g_autoptr (GError) error = NULL;
  GalleyResponse *refusal;

  if (!galley_hash_is_valid (hash))
    return refuse_name ();
  if (call->request->arrival_error != NULL)
    return galley_server_fail (server, g_error_copy (call->request->arrival_error));
  if (arrival == NULL)
    arrival = made = make_arrival (call, &error);
  if (arrival == NULL)
    return galley_server_fail (server, g_steal_pointer (&error));
  refusal = judge (hash, arrival);
  if (refusal != NULL)
    return refusal;
  return keep (call, arrival, &error) ? galley_response_new (204)
                                      : galley_server_fail (server, g_steal_pointer (&error));
}
