/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-http.h"

#include "core/base/galley-error.h"
#include "server/galley-http-file.h"
#include "server/galley-http-message.h"
#include "server/galley-http-patience.h"
#include "server/galley-http-upload.h"
#include "server/galley-log.h"
#include "server/galley-public-cache.h"
#include "server/galley-search.h"
#include "server/galley-server-health.h"
#include "server/galley-server-router.h"

#include <gio/gunixsocketaddress.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_WAITING 1000
#define STOP_SECONDS 5
#define BACKLOG 511

struct _GalleyHttp
{
  GalleyWorker *worker; /* borrowed */
  GalleyMetrics *metrics;
  GalleyClock *clock;
  SoupServer *server;
  GalleyHttpPatience *patience;
  GalleyPublicCache *pages;
  char *unix_path;
  guint64 last_number;

  GPtrArray *exchanges; /* every request in hand; those that wait have a timer */
  guint n_waiting;

  gboolean is_stopping;
  guint stop_timer;
  GSourceOnceFunc done;
  gpointer done_data;
};

/* A request from the moment it is complete until its answer is written, or its client gone. */
typedef struct
{
  GalleyHttp *http; /* borrowed */
  SoupServerMessage *message;
  GalleyRequest *request;
  gint64 started; /* monotonic */
  gulong finished_handler;
  gulong disconnected_handler;
  gboolean is_working; /* the worker has it */
  gboolean is_over;    /* nobody is there any more who could be answered */

  guint timer; /* while it waits */
  gint64 sequence;
  gint64 deadline;
} Exchange;

static void handled_cb (GalleyResponse *response, gint64 sequence, gpointer data);

static void
stop_if_idle (GalleyHttp *self)
{
  GSourceOnceFunc done = self->done;

  if (!self->is_stopping || self->exchanges->len > 0 || done == NULL)
    return;
  self->done = NULL;
  done (self->done_data);
}

static void
exchange_free (gpointer data)
{
  Exchange *exchange = data;

  if (exchange->timer != 0)
    galley_clock_remove_timeout (exchange->http->clock, exchange->timer);
  g_signal_handler_disconnect (exchange->message, exchange->finished_handler);
  g_signal_handler_disconnect (exchange->message, exchange->disconnected_handler);
  g_object_unref (exchange->message);
  galley_request_free (exchange->request);
  g_free (exchange);
}

static void
drop (Exchange *exchange)
{
  GalleyHttp *self = exchange->http;

  g_ptr_array_remove_fast (self->exchanges, exchange);
  stop_if_idle (self);
}

static void
count (GalleyHttp           *self,
       const GalleyRequest  *request,
       const GalleyResponse *response,
       gint64                microseconds)
{
  galley_metrics_note (self->metrics, galley_server_router_get_label (request->method, request->path), response->status,
                       microseconds);
  galley_log_request (request, response, microseconds);
}

static void
finish (Exchange       *exchange,
        GalleyResponse *response,
        gboolean        is_page)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (exchange->message);

  if (!galley_http_file_begin (exchange->message, response, exchange->request->if_none_match))
    galley_response_load_file (response, exchange->request->if_none_match);
  count (exchange->http, exchange->request, response, g_get_monotonic_time () - exchange->started);
  if (exchange->http->is_stopping)
    soup_message_headers_replace (headers, "Connection", "close");
  galley_http_message_write (exchange->message, response, is_page);
  galley_http_message_hold (exchange->message, TRUE);
}

static void
hand_over (Exchange *exchange)
{
  exchange->is_working = TRUE;
  galley_metrics_set_in_hand (exchange->http->metrics, exchange->http->exchanges->len, exchange->http->n_waiting);
  galley_worker_handle (exchange->http->worker, exchange->request, handled_cb, exchange);
}

/* Its wait is over: it is asked again, and answers now if its time has come. */
static void
wake (Exchange *exchange)
{
  g_assert (exchange->timer != 0);
  galley_clock_remove_timeout (exchange->http->clock, exchange->timer);
  exchange->timer = 0;
  exchange->http->n_waiting--;
  exchange->request->deadline = exchange->deadline;
  hand_over (exchange);
}

static gboolean
deadline_cb (gpointer data)
{
  Exchange *exchange = data;

  exchange->timer = 0;
  exchange->http->n_waiting--;
  exchange->request->deadline = exchange->deadline;
  hand_over (exchange);
  return G_SOURCE_REMOVE;
}

static void
hold (Exchange             *exchange,
      const GalleyResponse *response)
{
  GalleyHttp *self = exchange->http;
  gint64 now = galley_clock_get_boot_time (self->clock);

  exchange->sequence = response->sequence;
  /* A server that ends or is crowded lets nobody wait. */
  exchange->deadline = self->is_stopping || self->n_waiting >= MAX_WAITING ? 1 : response->deadline;
  self->n_waiting++;
  exchange->timer =
    galley_clock_add_timeout (self->clock, MAX (exchange->deadline - now, 0), deadline_cb, exchange);
}

static void
wake_for_news (GalleyHttp *self,
               gint64      sequence)
{
  for (guint i = 0; i < self->exchanges->len; i++)
    {
      Exchange *exchange = self->exchanges->pdata[i];

      if (exchange->timer != 0 && exchange->sequence < sequence)
        wake (exchange);
    }
}

static void
news_cb (gint64   sequence,
         gpointer data)
{
  wake_for_news (data, sequence);
}

static void
handled_cb (GalleyResponse *response,
            gint64          sequence,
            gpointer        data)
{
  Exchange *exchange = data;
  GalleyHttp *self = exchange->http;

  exchange->is_working = FALSE;
  if (exchange->is_over)
    drop (exchange);
  else if (response->kind == GALLEY_RESPONSE_WAIT)
    hold (exchange, response);
  else
    {
      finish (exchange, response, galley_search_knows (exchange->request->path));
      soup_server_message_unpause (exchange->message);
    }
  galley_response_free (response);
  wake_for_news (self, sequence);
}

/* The answer is written, or the connection lost. */
static void
over_cb (SoupServerMessage *message,
         gpointer           data)
{
  Exchange *exchange = data;

  exchange->is_over = TRUE;
  if (exchange->is_working)
    return;
  galley_http_message_hold (message, FALSE);
  if (exchange->timer != 0)
    exchange->http->n_waiting--;
  drop (exchange);
}

static Exchange *
exchange_new (GalleyHttp        *self,
              SoupServerMessage *message)
{
  Exchange *exchange = g_new0 (Exchange, 1);

  exchange->http = self;
  exchange->message = g_object_ref (message);
  exchange->request = galley_http_message_read (message, ++self->last_number);
  exchange->started = g_get_monotonic_time ();
  exchange->finished_handler = g_signal_connect (message, "finished", G_CALLBACK (over_cb), exchange);
  exchange->disconnected_handler = g_signal_connect (message, "disconnected", G_CALLBACK (over_cb), exchange);
  g_ptr_array_add (self->exchanges, exchange);
  return exchange;
}

/* A page of the public site, answered at once. */
static void
answer_page (Exchange *exchange)
{
  g_autoptr (GalleyResponse) response = galley_public_cache_answer (exchange->http->pages, exchange->request);

  finish (exchange, response, TRUE);
}

static void
request_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           data)
{
  Exchange *exchange;
  const char *asked;

  if (soup_server_message_get_status (message) != 0)
    return;
  exchange = exchange_new (data, message);
  asked = exchange->request->path;
  if (*asked == '/' && !g_str_has_prefix (asked, "/api/") && strchr (asked, '%') == NULL
      && !galley_server_health_knows (asked) && !galley_search_knows (asked))
    {
      answer_page (exchange);
      return;
    }
  soup_server_message_pause (message);
  hand_over (exchange);
}

static void
count_refusal (SoupServerMessage    *message,
               const GalleyResponse *refusal,
               gpointer              data)
{
  GalleyHttp *self = data;
  GUri *uri = soup_server_message_get_uri (message);
  const char *method = soup_server_message_get_method (message);
  g_autoptr (GalleyRequest) request =
    galley_request_new (method != NULL ? method : "-", uri != NULL ? g_uri_get_path (uri) : "-", NULL);

  request->number = ++self->last_number;
  count (self, request, refusal, 0);
}

/* Answers before the body is read, and closes the connection behind it. @is_cut: the body is not read at all. */
static void
refuse (GalleyHttp           *self,
        SoupServerMessage    *message,
        const GalleyResponse *refusal,
        gboolean              is_cut)
{
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Connection", "close");
  galley_http_message_write (message, refusal, FALSE);
  if (is_cut)
    galley_http_message_cut (message, refusal);
  count_refusal (message, refusal, self);
}

/* A file that somebody wants to send: who he is, is asked before a byte of it is read. */
typedef struct
{
  GalleyHttp *http; /* borrowed */
  SoupServerMessage *message;
  GalleyRequest *request;
} Knock;

static void
knocked_cb (GalleyResponse *response,
            gint64          sequence,
            gpointer        data)
{
  Knock *knock = data;
  GalleyHttp *self = knock->http;

  if (response->status == 401)
    refuse (self, knock->message, response, TRUE);
  else
    galley_http_upload_begin (knock->message, galley_worker_get_media_folder (self->worker));
  soup_server_message_unpause (knock->message);
  galley_response_free (response);
  g_object_unref (knock->message);
  galley_request_free (knock->request);
  g_free (knock);
  wake_for_news (self, sequence);
}

static void
take_file (GalleyHttp        *self,
           SoupServerMessage *message)
{
  Knock *knock = g_new0 (Knock, 1);

  knock->http = self;
  knock->message = g_object_ref (message);
  knock->request = galley_http_message_read (message, ++self->last_number);
  g_free (knock->request->method);
  knock->request->method = g_strdup ("HEAD");
  soup_server_message_pause (message);
  galley_worker_handle (self->worker, knock->request, knocked_cb, knock);
}

/* Runs when the headers are there: what must not be read any further is answered and cut off. */
static void
early_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           data)
{
  GalleyHttp *self = data;
  gboolean is_foul;
  g_autoptr (GalleyResponse) refusal = galley_http_message_judge (message, &is_foul);

  if (refusal != NULL)
    refuse (self, message, refusal, is_foul);
  else if (galley_server_router_is_media (soup_server_message_get_method (message),
                                          g_uri_get_path (soup_server_message_get_uri (message))))
    take_file (self, message);
}

GalleyHttp *
galley_http_new (GalleyWorker *worker,
                 GalleyClock  *clock,
                 guint         seconds,
                 guint         most_connections)
{
  GalleyHttp *self;

  g_return_val_if_fail (worker != NULL, NULL);
  g_return_val_if_fail (GALLEY_IS_CLOCK (clock), NULL);

  self = g_new0 (GalleyHttp, 1);
  self->worker = worker;
  self->metrics = galley_metrics_ref (galley_worker_get_metrics (worker));
  self->clock = g_object_ref (clock);
  self->exchanges = g_ptr_array_new_with_free_func (exchange_free);
  /* A path is decoded once, by who looks for what it names; libsoup would also answer what it cannot decode itself. */
  self->server = soup_server_new ("server-header", "galley-server", "raw-paths", TRUE, NULL);
  soup_server_add_early_handler (self->server, NULL, early_cb, self, NULL);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
  self->patience =
    galley_http_patience_new (self->server, clock, seconds, most_connections, count_refusal, self);
  self->pages =
    galley_public_cache_new (galley_worker_get_public_folder (worker), clock, GALLEY_PUBLIC_CACHE_BYTES);
  galley_worker_set_news_func (worker, news_cb, self);
  return self;
}

void
galley_http_free (GalleyHttp *self)
{
  if (self == NULL)
    return;
  if (self->stop_timer != 0)
    galley_clock_remove_timeout (self->clock, self->stop_timer);
  galley_http_patience_free (self->patience);
  soup_server_disconnect (self->server);
  g_ptr_array_unref (self->exchanges);
  galley_metrics_unref (self->metrics);
  galley_public_cache_free (self->pages);
  g_object_unref (self->server);
  if (self->unix_path != NULL)
    unlink (self->unix_path);
  g_free (self->unix_path);
  g_object_unref (self->clock);
  g_free (self);
}

/* A socket of our own: GLib's backlog of 10 lets the 11th of a crowd wait for TCP to ask again, a second later. */
static gboolean
listen_at (GalleyHttp     *self,
           GSocketAddress *address,
           GError        **error)
{
  g_autoptr (GSocket) socket =
    g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, error);

  if (socket == NULL)
    return FALSE;
  g_socket_set_listen_backlog (socket, BACKLOG);
  g_socket_set_blocking (socket, FALSE);
  return g_socket_bind (socket, address, TRUE, error) && g_socket_listen (socket, error)
         && soup_server_listen_socket (self->server, socket, 0, error);
}

gboolean
galley_http_listen (GalleyHttp *self,
                    const char *host,
                    guint       port,
                    GError    **error)
{
  g_autoptr (GInetAddress) address = NULL;
  g_autoptr (GSocketAddress) socket_address = NULL;

  g_return_val_if_fail (self != NULL && host != NULL, FALSE);

  address = strcmp (host, "localhost") == 0 ? g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4)
                                            : g_inet_address_new_from_string (host);
  if (address == NULL || !g_inet_address_get_is_loopback (address))
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_FORBIDDEN,
                   "galley-server listens on this computer alone (127.0.0.1, ::1 or a Unix socket), not on %s; to serve "
                   "a network, put a web server such as nginx in front of it as a reverse proxy", host);
      return FALSE;
    }
  socket_address = g_inet_socket_address_new (address, (guint16) port);
  return listen_at (self, socket_address, error);
}

/* A socket that nobody answers at is a dead process's. */
static void
remove_left_over (const char *path)
{
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, 0, NULL);
  g_autoptr (GError) error = NULL;
  struct stat status;

  if (lstat (path, &status) != 0 || !S_ISSOCK (status.st_mode) || socket == NULL)
    return;
  if (!g_socket_connect (socket, address, NULL, &error)
      && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    unlink (path);
}

gboolean
galley_http_listen_unix (GalleyHttp *self,
                         const char *path,
                         GError    **error)
{
  g_autoptr (GSocketAddress) address = NULL;
  gboolean is_listening;
  mode_t mask;

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  remove_left_over (path);
  address = g_unix_socket_address_new (path);
  /* Its owner and its group: a web server in front is put into that group. */
  mask = umask (0117);
  is_listening = listen_at (self, address, error);
  umask (mask);
  if (!is_listening)
    {
      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }
  self->unix_path = g_strdup (path);
  return TRUE;
}

char *
galley_http_dup_address (GalleyHttp *self)
{
  GSList *uris;
  char *text = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->unix_path != NULL)
    return g_strconcat ("unix:", self->unix_path, NULL);
  uris = soup_server_get_uris (self->server);
  if (uris != NULL)
    {
      text = g_uri_to_string (uris->data);
      if (g_str_has_suffix (text, "/"))
        text[strlen (text) - 1] = '\0';
    }
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return text;
}

static gboolean
stop_cb (gpointer data)
{
  GalleyHttp *self = data;
  GSourceOnceFunc done = g_steal_pointer (&self->done);

  self->stop_timer = 0;
  if (done != NULL)
    done (self->done_data);
  return G_SOURCE_REMOVE;
}

void
galley_http_stop (GalleyHttp     *self,
                  GSourceOnceFunc done,
                  gpointer        data)
{
  g_return_if_fail (self != NULL && done != NULL);

  if (self->is_stopping)
    return;
  self->is_stopping = TRUE;
  self->done = done;
  self->done_data = data;
  self->stop_timer = galley_clock_add_timeout (self->clock, STOP_SECONDS * G_USEC_PER_SEC, stop_cb, self);
  /* SoupServer only closes its listeners together with everybody's connections: that is left to the end. */
  for (guint i = 0; i < self->exchanges->len; i++)
    {
      Exchange *exchange = self->exchanges->pdata[i];

      exchange->deadline = 1;
      if (exchange->timer != 0)
        wake (exchange);
    }
  stop_if_idle (self);
}
