/* SPDX-License-Identifier: GPL-3.0-or-later */
/* galley-server serve --data DIR [--listen 127.0.0.1] [--port N] [--unix PATH] [--print-address] [--base-address URL]
 * and galley-server routes */
#include "server/galley-commands.h"

#include "server/galley-http.h"
#include "server/galley-http-patience.h"
#include "server/galley-log.h"
#include "server/galley-server-router.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>
#include <sys/resource.h>

#define DEFAULT_PORT 8480
#define MAX_PORT 65535
/* Files of the store, pages and pictures beside the connections. */
#define OTHER_FILES 256

typedef struct
{
  char *data;
  char *listen;
  int port;
  char *unix_path;
  gboolean print_address;
  char *base_address;
  char *log_level;
  int seconds;
  int most_connections;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->data);
  g_free (self->listen);
  g_free (self->unix_path);
  g_free (self->base_address);
  g_free (self->log_level);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

typedef struct
{
  GMainLoop *loop;
  GalleyHttp *http;
} Serving;

static void
stopped_cb (gpointer data)
{
  g_main_loop_quit (data);
}

static gboolean
signal_cb (gpointer data)
{
  Serving *serving = data;

  galley_http_stop (serving->http, stopped_cb, serving->loop);
  return G_SOURCE_CONTINUE;
}

static gboolean
listen_as_asked (GalleyHttp    *http,
                 const Options *options,
                 GError       **error)
{
  if (options->unix_path != NULL)
    return galley_http_listen_unix (http, options->unix_path, error);
  return galley_http_listen (http, options->listen != NULL ? options->listen : "127.0.0.1", (guint) options->port,
                             error);
}

static void
run (GalleyHttp    *http,
     const Options *options)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autofree char *address = galley_http_dup_address (http);
  Serving serving = { loop, http };
  guint terminate = g_unix_signal_add (SIGTERM, signal_cb, &serving);
  guint interrupt = g_unix_signal_add (SIGINT, signal_cb, &serving);

  if (options->print_address)
    {
      g_print ("%s\n", address);
      fflush (stdout);
    }
  g_printerr ("galley-server serves %s at %s\n", options->data, address);
  g_main_loop_run (loop);
  g_source_remove (terminate);
  g_source_remove (interrupt);
}

/* A connection is an open file. What the system allows may be less than what was asked for. */
static guint
make_room (guint most_connections)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0)
    return most_connections;
  if (limit.rlim_cur < (rlim_t) most_connections + OTHER_FILES)
    {
      limit.rlim_cur = MIN (limit.rlim_max, (rlim_t) most_connections + OTHER_FILES);
      setrlimit (RLIMIT_NOFILE, &limit);
    }
  return limit.rlim_cur > 2 * OTHER_FILES ? (guint) MIN (most_connections, limit.rlim_cur - OTHER_FILES)
                                          : OTHER_FILES;
}

static int
serve (const Options *options)
{
  g_autoptr (GalleyClock) clock = galley_clock_new ();
  g_autoptr (GalleyRandom) random = galley_random_new ();
  g_autoptr (GalleyHttp) http = NULL;
  GalleyWorker *worker;
  GError *error = NULL;
  gboolean is_listening;

  worker = galley_worker_new (options->data, options->base_address, clock, random, &error);
  if (worker == NULL)
    return galley_command_fail (error);
  http = galley_http_new (worker, clock, (guint) options->seconds, make_room ((guint) options->most_connections));
  is_listening = listen_as_asked (http, options, &error);
  if (is_listening)
    run (http, options);
  /* The worker first: it still reads the requests that are in hand. */
  galley_worker_free (worker);
  return is_listening ? 0 : galley_command_fail (error);
}

int
galley_command_serve (char **arguments)
{
  g_auto (Options) options = {
    .port = DEFAULT_PORT, .seconds = GALLEY_HTTP_SECONDS, .most_connections = GALLEY_HTTP_CONNECTIONS
  };
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &options.data, N_ ("The server’s data folder"), N_ ("FOLDER") },
    { "listen", 0, 0, G_OPTION_ARG_STRING, &options.listen, N_ ("A loopback address (127.0.0.1)"), N_ ("ADDRESS") },
    { "port", 0, 0, G_OPTION_ARG_INT, &options.port, N_ ("The port (8480); 0 takes a free one"), N_ ("NUMBER") },
    { "unix", 0, 0, G_OPTION_ARG_FILENAME, &options.unix_path, N_ ("Listen on a Unix socket instead"), N_ ("PATH") },
    { "print-address", 0, 0, G_OPTION_ARG_NONE, &options.print_address, N_ ("Print the address as the first line"), NULL },
    { "base-address", 0, 0, G_OPTION_ARG_STRING, &options.base_address,
      N_ ("Where readers find the site, for absolute addresses in its pages"), N_ ("URL") },
    { "log-level", 0, 0, G_OPTION_ARG_STRING, &options.log_level,
      N_ ("Which requests get a line: error, warning or info, which is all"), N_ ("LEVEL") },
    { "request-timeout", 0, 0, G_OPTION_ARG_INT, &options.seconds,
      N_ ("How long a client may take to send a request (75); a long body more"), N_ ("SECONDS") },
    { "max-connections", 0, 0, G_OPTION_ARG_INT, &options.most_connections, N_ ("So many at a time (4000)"), N_ ("NUMBER") },
    { NULL },
  };

  if (!galley_command_parse (arguments, NULL, N_ ("Answer the Portal API and serve the public site"), entries, 0, NULL))
    return 2;
  if (options.seconds < 1 || options.most_connections < 1)
    return galley_command_refuse ("%s", _ ("--request-timeout and --max-connections are whole numbers from 1 on."));
  if (options.data == NULL || options.port < 0 || options.port > MAX_PORT)
    return galley_command_refuse (_ ("--data is needed, and a port is a number up to %d."), MAX_PORT);
  if (options.log_level != NULL)
    {
      GalleyLogLevel level;

      if (!galley_log_level_from_name (options.log_level, &level))
        return galley_command_refuse ("%s", _ ("--log-level is error, warning or info."));
      galley_log_set_level (level);
    }
  /* From here on what is said goes into the log, which machines read. */
  setlocale (LC_MESSAGES, "C");
  return serve (&options);
}

int
galley_command_routes (char **arguments)
{
  for (guint i = 0; i < galley_server_n_routes; i++)
    g_print ("%s %s\n", galley_server_routes[i].method, galley_server_routes[i].pattern);
  return 0;
}
