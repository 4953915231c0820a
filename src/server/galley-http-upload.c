/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-http-upload.h"

#define KEY "galley-upload"

typedef struct
{
  GalleyMediaArrival *arrival; /* NULL behind an error */
  GError *error;
} Upload;

static void
upload_free (gpointer data)
{
  Upload *self = data;

  galley_media_arrival_free (self->arrival);
  g_clear_error (&self->error);
  g_free (self);
}

/* What cannot be written is still read to its end, so that the answer is read, too. */
static void
got_chunk_cb (SoupServerMessage *message,
              GBytes            *chunk,
              Upload            *self)
{
  gsize length;
  gconstpointer data = g_bytes_get_data (chunk, &length);

  if (self->arrival != NULL && !galley_media_arrival_write (self->arrival, data, length, &self->error))
    g_clear_pointer (&self->arrival, galley_media_arrival_free);
}

void
galley_http_upload_begin (SoupServerMessage *message,
                          const char        *folder)
{
  Upload *self;

  g_return_if_fail (SOUP_IS_SERVER_MESSAGE (message));
  g_return_if_fail (folder != NULL);

  self = g_new0 (Upload, 1);
  self->arrival = galley_media_arrival_new (folder, &self->error);
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  g_object_set_data_full (G_OBJECT (message), KEY, self, upload_free);
  g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), self);
}

void
galley_http_upload_take (SoupServerMessage *message,
                         GalleyRequest     *request)
{
  Upload *self;

  g_return_if_fail (SOUP_IS_SERVER_MESSAGE (message));
  g_return_if_fail (request != NULL);

  self = g_object_get_data (G_OBJECT (message), KEY);
  if (self == NULL)
    return;
  request->arrival = g_steal_pointer (&self->arrival);
  request->arrival_error = g_steal_pointer (&self->error);
}
