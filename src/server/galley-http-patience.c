/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-http-patience.h"

#include "core/wire/galley-protocol.h"
#include "server/galley-http-message.h"

#define TICK ((gint64) G_USEC_PER_SEC)
#define BYTES_A_SECOND 4096
#define KEY "galley-patience"

struct _GalleyHttpPatience
{
  SoupServer *server; /* borrowed */
  GalleyClock *clock;
  guint seconds;
  guint most_connections;
  void (*refused) (SoupServerMessage *message, const GalleyResponse *response, gpointer data);
  gpointer data;

  GHashTable *clients; /* libsoup has a message for each connection, also while nothing is asked there */
  guint timer;
};

typedef struct
{
  GalleyHttpPatience *patience; /* borrowed */
  SoupServerMessage *message;   /* borrowed: it is in the table until libsoup is done with it */
  gint64 deadline;              /* boot time; 0: nothing more has to come */
  gboolean has_headers;
  guint64 n_bytes;              /* of the body */
} Client;

static void
refuse (Client     *client,
        guint       status,
        const char *type,
        const char *sentence)
{
  GalleyHttpPatience *self = client->patience;
  g_autoptr (GalleyResponse) response = galley_response_new_problem (status, type, "%s", sentence);

  client->deadline = 0;
  self->refused (client->message, response, self->data);
  galley_http_message_cut (client->message, response);
}

/* Nobody has asked for anything: there is nothing to answer. */
static void
close_idle (Client *client)
{
  client->deadline = 0;
  g_socket_shutdown (soup_server_message_get_socket (client->message), TRUE, TRUE, NULL);
}

static gboolean
tick_cb (gpointer data)
{
  GalleyHttpPatience *self = data;
  gint64 now = galley_clock_get_boot_time (self->clock);
  GHashTableIter iter;
  gpointer each;

  g_hash_table_iter_init (&iter, self->clients);
  while (g_hash_table_iter_next (&iter, &each, NULL))
    {
      Client *client = each;

      if (client->deadline == 0 || client->deadline > now)
        continue;
      if (client->has_headers)
        refuse (client, 408, GALLEY_PROBLEM_INVALID, "The request came too slowly");
      else
        close_idle (client);
    }
  return G_SOURCE_CONTINUE;
}

static void
give_time (Client *client)
{
  client->deadline = galley_clock_get_boot_time (client->patience->clock)
                     + client->patience->seconds * (gint64) G_USEC_PER_SEC;
}

static void
got_headers_cb (SoupServerMessage *message,
                Client            *client)
{
  client->has_headers = TRUE;
  give_time (client);
}

static void
got_chunk_cb (SoupServerMessage *message,
              GBytes            *chunk,
              Client            *client)
{
  guint64 before = client->n_bytes / BYTES_A_SECOND;

  client->n_bytes += g_bytes_get_size (chunk);
  client->deadline += (gint64) (client->n_bytes / BYTES_A_SECOND - before) * G_USEC_PER_SEC;
}

static void
got_body_cb (SoupServerMessage *message,
             Client            *client)
{
  client->deadline = 0;
}

static void
client_free (gpointer data)
{
  Client *client = data;

  g_hash_table_remove (client->patience->clients, client);
  g_free (client);
}

static void
started_cb (SoupServer         *server,
            SoupServerMessage  *message,
            GalleyHttpPatience *self)
{
  Client *client = g_new0 (Client, 1);

  client->patience = self;
  client->message = message;
  /* A connection that ends before a request is whole has no signal, only the end of its message. */
  g_object_set_data_full (G_OBJECT (message), KEY, client, client_free);
  g_hash_table_add (self->clients, client);
  if (g_hash_table_size (self->clients) > self->most_connections)
    {
      refuse (client, 503, GALLEY_PROBLEM_RATE, "Too many connections");
      return;
    }
  give_time (client);
  g_signal_connect (message, "got-headers", G_CALLBACK (got_headers_cb), client);
  g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), client);
  g_signal_connect (message, "got-body", G_CALLBACK (got_body_cb), client);
}

static void
over_cb (SoupServer         *server,
         SoupServerMessage  *message,
         GalleyHttpPatience *self)
{
  Client *client = g_object_get_data (G_OBJECT (message), KEY);

  if (client == NULL)
    return;
  g_signal_handlers_disconnect_by_data (message, client);
  g_object_set_data (G_OBJECT (message), KEY, NULL);
}

GalleyHttpPatience *
galley_http_patience_new (SoupServer  *server,
                          GalleyClock *clock,
                          guint        seconds,
                          guint        most_connections,
                          void (*refused) (SoupServerMessage    *message,
                                           const GalleyResponse *response,
                                           gpointer              data),
                          gpointer     data)
{
  GalleyHttpPatience *self;

  g_return_val_if_fail (SOUP_IS_SERVER (server), NULL);
  g_return_val_if_fail (GALLEY_IS_CLOCK (clock), NULL);
  g_return_val_if_fail (seconds > 0 && most_connections > 0 && refused != NULL, NULL);

  self = g_new0 (GalleyHttpPatience, 1);
  self->server = server;
  self->clock = g_object_ref (clock);
  self->seconds = seconds;
  self->most_connections = most_connections;
  self->refused = refused;
  self->data = data;
  self->clients = g_hash_table_new (NULL, NULL);
  self->timer = galley_clock_add_timeout (clock, TICK, tick_cb, self);
  g_signal_connect (server, "request-started", G_CALLBACK (started_cb), self);
  g_signal_connect (server, "request-finished", G_CALLBACK (over_cb), self);
  g_signal_connect (server, "request-aborted", G_CALLBACK (over_cb), self);
  return self;
}

void
galley_http_patience_free (GalleyHttpPatience *self)
{
  g_autoptr (GList) clients = NULL;

  if (self == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->server, self);
  clients = g_hash_table_get_keys (self->clients);
  for (GList *each = clients; each != NULL; each = each->next)
    over_cb (self->server, ((Client *) each->data)->message, self);
  galley_clock_remove_timeout (self->clock, self->timer);
  g_hash_table_unref (self->clients);
  g_object_unref (self->clock);
  g_free (self);
}
