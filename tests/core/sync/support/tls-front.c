/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tls-front.h"

#define CHUNK 16384

struct _TlsFront
{
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
  GSocketService *service;
  GTlsCertificate *certificate;
  guint port;
  char *address;
};

static void
run (const char *folder,
     const char *first,
     ...)
{
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  va_list arguments;

  va_start (arguments, first);
  for (const char *word = first; word != NULL; word = va_arg (arguments, const char *))
    g_ptr_array_add (words, (gpointer) word);
  va_end (arguments);
  g_ptr_array_add (words, NULL);
  g_subprocess_launcher_set_cwd (launcher, folder);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) words->pdata, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (process, NULL, &error));
  g_assert_no_error (error);
}

#define NEW_KEY "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"

void
make_authority (const char *folder,
                const char *name)
{
  g_autofree char *key = g_strconcat (name, ".key", NULL);
  g_autofree char *pem = g_strconcat (name, ".pem", NULL);
  g_autofree char *subject = g_strconcat ("/O=Galley Test/CN=", name, NULL);

  run (folder, NEW_KEY, "-days", "2", "-keyout", key, "-out", pem, "-subj", subject, NULL);
}

void
make_certificate (const char *folder,
                  const char *name,
                  const char *authority,
                  const char *host)
{
  g_autofree char *key = g_strconcat (name, ".key", NULL);
  g_autofree char *pem = g_strconcat (name, ".pem", NULL);
  g_autofree char *authority_key = g_strconcat (authority, ".key", NULL);
  g_autofree char *authority_pem = g_strconcat (authority, ".pem", NULL);
  g_autofree char *subject = g_strconcat ("/CN=", name, NULL);
  g_autofree char *names = g_strconcat ("subjectAltName=", host, NULL);

  run (folder, NEW_KEY, "-days", "2", "-keyout", key, "-out", pem, "-subj", subject, "-CA", authority_pem, "-CAkey",
       authority_key, "-addext", names, "-addext", "basicConstraints=critical,CA:FALSE", NULL);
}

typedef struct
{
  GIOStream *from;
  GIOStream *to;
} Way;

/* Until one side has had enough; then both are closed. */
static gpointer
carry (gpointer data)
{
  Way *way = data;
  guint8 chunk[CHUNK];
  gssize got;

  do
    got = g_input_stream_read (g_io_stream_get_input_stream (way->from), chunk, sizeof chunk, NULL, NULL);
  while (got > 0
         && g_output_stream_write_all (g_io_stream_get_output_stream (way->to), chunk, (gsize) got, NULL, NULL, NULL));
  g_io_stream_close (way->from, NULL, NULL);
  g_io_stream_close (way->to, NULL, NULL);
  return NULL;
}

static gboolean
serve_cb (GThreadedSocketService *service,
          GSocketConnection      *connection,
          GObject                *source,
          TlsFront               *self)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) behind =
    g_socket_client_connect_to_host (client, "127.0.0.1", (guint16) self->port, NULL, NULL);
  g_autoptr (GIOStream) front = g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, NULL);
  Way in = { front, G_IO_STREAM (behind) };
  Way out = { G_IO_STREAM (behind), front };
  GThread *thread;

  if (behind == NULL || front == NULL || !g_tls_connection_handshake (G_TLS_CONNECTION (front), NULL, NULL))
    return TRUE;
  thread = g_thread_new ("tls-front", carry, &out);
  carry (&in);
  g_thread_join (thread);
  return TRUE;
}

static gpointer
front_main (gpointer data)
{
  TlsFront *self = data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

TlsFront *
tls_front_new (const char *folder,
               const char *name,
               guint       port)
{
  TlsFront *self = g_new0 (TlsFront, 1);
  g_autofree char *key_name = g_strconcat (name, ".key", NULL);
  g_autofree char *pem_name = g_strconcat (name, ".pem", NULL);
  g_autofree char *key = g_build_filename (folder, key_name, NULL);
  g_autofree char *pem = g_build_filename (folder, pem_name, NULL);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) given = NULL;
  g_autoptr (GError) error = NULL;

  self->port = port;
  self->certificate = g_tls_certificate_new_from_files (pem, key, &error);
  g_assert_no_error (error);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  g_main_context_push_thread_default (self->context);
  self->service = g_threaded_socket_service_new (-1);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), wanted, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &given, &error);
  g_assert_no_error (error);
  g_signal_connect (self->service, "run", G_CALLBACK (serve_cb), self);
  g_socket_service_start (self->service);
  g_main_context_pop_thread_default (self->context);
  self->address =
    g_strdup_printf ("https://127.0.0.1:%u", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (given)));
  self->thread = g_thread_new ("tls-front", front_main, self);
  return self;
}

static gboolean
quit_cb (gpointer data)
{
  TlsFront *self = data;

  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_main_loop_quit (self->loop);
  return G_SOURCE_REMOVE;
}

void
tls_front_free (TlsFront *self)
{
  g_main_context_invoke (self->context, quit_cb, self);
  g_thread_join (self->thread);
  g_object_unref (self->service);
  g_object_unref (self->certificate);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_free (self->address);
  g_free (self);
}

const char *
tls_front_get_address (TlsFront *self)
{
  return self->address;
}
