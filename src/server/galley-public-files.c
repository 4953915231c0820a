/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-public-files.h"

#include "core/base/galley-file.h"
#include "core/model/galley-media-type.h"
#include "core/portal/galley-article-page.h"
#include "core/portal/galley-site-path.h"
#include "core/wire/galley-protocol.h"
#include "server/galley-public-folder.h"
#include "server/galley-public-gzip.h"
#include "server/galley-publisher-redirects.h"
#include "server/galley-publisher.h"

#include <string.h>

#define MAX_ADDRESS_BYTES 4096

static const struct
{
  const char *suffix;
  const char *content_type;
} types[] = {
  { ".html", "text/html; charset=utf-8" },
  { ".css", "text/css; charset=utf-8" },
  { ".svg", "image/svg+xml" },
  { ".png", "image/png" },
  { ".jpg", "image/jpeg" },
  { ".webp", "image/webp" },
  { ".ico", "image/x-icon" },
  { ".woff2", "font/woff2" },
  { ".woff", "font/woff" },
  { ".txt", "text/plain; charset=utf-8" },
  { ".xml", "application/xml" },
  { ".json", "application/json" },
};

static const char *
get_content_type (const char *path)
{
  const char *suffix = strrchr (path, '.');

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_has_suffix (path, types[i].suffix))
      return types[i].content_type;
  if (suffix != NULL && galley_media_type_find_by_suffix (suffix, strlen (suffix)) != NULL)
    return galley_media_type_find_by_suffix (suffix, strlen (suffix));
  return "application/octet-stream";
}

static gboolean
is_file (const char *name)
{
  return g_file_test (name, G_FILE_TEST_IS_REGULAR);
}

static GalleyResponse *
answer_unknown (const char *folder)
{
  return galley_response_new_file (404, types[0].content_type,
                                   g_build_filename (folder, GALLEY_PUBLISHER_UNKNOWN, NULL));
}

/* The page as it is, or compressed where that is there and can be read. Takes @file. */
static GalleyResponse *
answer_file (char                *file,
             const GalleyRequest *request)
{
  g_autofree char *compressed = NULL;
  GalleyResponse *response = galley_response_new_file (200, get_content_type (file), file);

  if (!galley_public_gzip_suits (file))
    return response;
  response->varies = TRUE;
  compressed = request->takes_gzip ? g_strconcat (file, GALLEY_PUBLIC_GZIP, NULL) : NULL;
  if (compressed != NULL && is_file (compressed))
    {
      g_free (response->file);
      response->file = g_steal_pointer (&compressed);
      response->encoding = "gzip";
    }
  return response;
}

/* NULL: the page at @file has not moved. */
static GalleyResponse *
answer_moved (const char *file)
{
  g_autofree char *place = g_strconcat (file, GALLEY_PUBLIC_MOVED, NULL);
  g_autoptr (GBytes) to = is_file (place) ? galley_file_read (place, MAX_ADDRESS_BYTES, NULL) : NULL;
  GalleyResponse *response;

  if (to == NULL)
    return NULL;
  response = galley_response_new (301);
  response->location = g_strndup (g_bytes_get_data (to, NULL), g_bytes_get_size (to));
  return response;
}

/* NULL: what stood at @file was not withdrawn. The notice in the place of an article's first page is that of all. */
static GalleyResponse *
answer_gone (const char *file)
{
  g_autofree char *first = galley_article_page_dup_first_path (file);
  const char *const pages[] = { file, first };

  for (guint i = 0; i < G_N_ELEMENTS (pages) && pages[i] != NULL; i++)
    {
      g_autofree char *gone = g_strconcat (pages[i], GALLEY_PUBLIC_GONE, NULL);

      if (is_file (gone))
        return galley_response_new_file (410, types[0].content_type, g_steal_pointer (&gone));
    }
  return NULL;
}

GalleyResponse *
galley_public_files_answer (const char          *folder,
                            const GalleyRequest *request)
{
  const char *path = request->path;
  g_autofree char *file = NULL;
  g_autofree char *page = NULL;
  GalleyResponse *response;

  g_return_val_if_fail (folder != NULL && request != NULL, NULL);

  if (strcmp (request->method, "GET") != 0 && strcmp (request->method, "HEAD") != 0)
    {
      response = galley_response_new_problem (405, GALLEY_PROBLEM_METHOD, "Pages are only read");
      response->allow = "GET, HEAD";
      return response;
    }
  if (!galley_site_path_is_valid (path) || g_str_has_suffix (path, GALLEY_PUBLIC_GONE)
      || g_str_has_suffix (path, GALLEY_PUBLIC_MOVED) || strcmp (path, GALLEY_REDIRECTS_MAP) == 0)
    return answer_unknown (folder);

  file = g_build_filename (folder, path, g_str_has_suffix (path, "/") ? "index.html" : NULL, NULL);
  response = answer_gone (file);
  if (response != NULL)
    return response;
  response = answer_moved (file);
  if (response != NULL)
    return response;
  if (is_file (file))
    return answer_file (g_steal_pointer (&file), request);
  page = g_build_filename (file, "index.html", NULL);
  response = answer_moved (page);
  if (response != NULL)
    return response;
  if (!is_file (page))
    return answer_unknown (folder);
  response = galley_response_new (301);
  response->location = g_strconcat (path, "/", NULL);
  return response;
}
