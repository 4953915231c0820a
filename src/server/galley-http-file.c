/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-http-file.h"

#include "server/galley-request.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Smaller ones are read at once. */
#define LARGE (1024 * 1024)
#define PIECE (256 * 1024)

typedef struct
{
  int fd;
  goffset place, rest; /* bytes */
} Reading;

static void
reading_free (gpointer  data,
              GClosure *closure)
{
  Reading *self = data;

  close (self->fd);
  g_free (self);
}

/* The piece behind the one that is written; where the file has become shorter than was promised the line is cut, for who
 * reads has to see it. */
static void
wrote_chunk_cb (SoupServerMessage *message,
                gpointer           data)
{
  Reading *self = data;
  g_autofree char *piece = NULL;
  ssize_t got;

  if (self->rest == 0)
    return;
  piece = g_malloc (PIECE);
  do
    got = pread (self->fd, piece, (gsize) MIN (PIECE, self->rest), self->place);
  while (got < 0 && errno == EINTR);
  if (got <= 0)
    {
      self->rest = 0;
      g_socket_shutdown (soup_server_message_get_socket (message), TRUE, TRUE, NULL);
      return;
    }
  self->place += got;
  self->rest -= got;
  soup_message_body_append_take (soup_server_message_get_response_body (message), (guchar *) g_steal_pointer (&piece),
                                 (gsize) got);
}

/* The one range that is asked for; of several the whole is sent, as who asks for them has to bear. FALSE: it lies beyond the
 * end. */
static gboolean
take_range (SoupServerMessage *message,
            GalleyResponse    *response,
            Reading           *reading)
{
  SoupMessageHeaders *asked = soup_server_message_get_request_headers (message);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  goffset size = reading->rest;
  SoupRange *ranges = NULL;
  int n_ranges = 0;

  /* If-Range would have to be compared; without a range the answer is right, too. */
  if (response->status != 200 || soup_server_message_get_method (message) != SOUP_METHOD_GET
      || soup_message_headers_get_one (asked, "Range") == NULL || soup_message_headers_get_one (asked, "If-Range") != NULL
      || !soup_message_headers_get_ranges (asked, size, &ranges, &n_ranges))
    return TRUE;
  if (n_ranges == 1 && ranges[0].start < size)
    {
      goffset end = MIN (ranges[0].end, size - 1);

      reading->place = ranges[0].start;
      reading->rest = end - ranges[0].start + 1;
      response->status = 206;
      soup_message_headers_set_content_range (headers, reading->place, end, size);
    }
  else if (n_ranges == 1)
    response->status = 416;
  soup_message_headers_free_ranges (asked, ranges);
  return response->status != 416;
}

/* (nullable) */
static Reading *
open_large (const char  *path,
            struct stat *status)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  Reading *self;

  if (fd < 0)
    return NULL;
  if (fstat (fd, status) != 0 || !S_ISREG (status->st_mode) || status->st_size <= LARGE)
    {
      close (fd);
      return NULL;
    }
  self = g_new0 (Reading, 1);
  self->fd = fd;
  self->rest = status->st_size;
  return self;
}

gboolean
galley_http_file_begin (SoupServerMessage *message,
                        GalleyResponse    *response,
                        const char        *if_none_match)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  struct stat status;
  Reading *reading;
  gboolean has_bytes;

  g_return_val_if_fail (response != NULL, FALSE);

  reading = response->kind == GALLEY_RESPONSE_FILE ? open_large (response->file, &status) : NULL;
  if (reading == NULL)
    return FALSE;
  response->kind = GALLEY_RESPONSE_BYTES;
  if (response->etag == NULL && response->status == 200)
    response->etag = g_strdup_printf ("\"%" G_GINT64_MODIFIER "x-%" G_GINT64_MODIFIER "x\"", (gint64) status.st_size,
                                      (gint64) status.st_mtim.tv_sec * G_USEC_PER_SEC + status.st_mtim.tv_nsec / 1000);
  if (response->status == 200 && galley_etag_matches (if_none_match, response->etag))
    response->status = 304;
  has_bytes = response->status != 304 && take_range (message, response, reading);
  if (!has_bytes)
    {
      response->content_type = NULL;
      response->encoding = NULL;
      reading_free (reading, NULL);
      return TRUE;
    }
  soup_message_headers_replace (headers, "Accept-Ranges", "bytes");
  soup_message_headers_set_content_length (headers, reading->rest);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  g_signal_connect_data (message, "wrote-chunk", G_CALLBACK (wrote_chunk_cb), reading, reading_free, 0);
  if (soup_server_message_get_method (message) != SOUP_METHOD_HEAD)
    wrote_chunk_cb (message, reading);
  return TRUE;
}
