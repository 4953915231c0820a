/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live-server.h"

#include "core/sync/galley-portal-door.h"
#include "core/sync/galley-portal-transport.h"
#include "sync-fixture.h"

#include <libsoup/soup.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

static void
run (const char *const *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
    g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error);

  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
}

/* A test that is killed leaves no server behind. */
static void
die_with_parent_cb (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGTERM);
}

void
live_server_start (LiveServer *self)
{
  g_autofree char *data = g_build_filename (self->folder, "server", NULL);
  g_autofree char *port = g_strdup_printf ("%u", self->port);
  g_autofree char *log = g_build_filename (self->folder, "log", NULL);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GDataInputStream) output = NULL;
  g_autoptr (GError) error = NULL;
  const char *colon;

  g_subprocess_launcher_set_stderr_file_path (launcher, log);
  g_subprocess_launcher_set_child_setup (launcher, die_with_parent_cb, NULL, NULL);
  self->process = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("GALLEY_SERVER"), "serve", "--data", data,
                                               "--port", port, "--print-address", NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (output), FALSE);
  self->address = g_data_input_stream_read_line_utf8 (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (self->address);
  g_strstrip (self->address);
  if (g_str_has_suffix (self->address, "/"))
    self->address[strlen (self->address) - 1] = '\0';
  colon = strrchr (self->address, ':');
  g_assert_nonnull (colon);
  self->port = (guint) strtoul (colon + 1, NULL, 10);
}

void
live_server_stop (LiveServer *self)
{
  if (self->process == NULL)
    return;
  g_subprocess_send_signal (self->process, SIGTERM);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
  g_clear_pointer (&self->address, g_free);
}

LiveServer *
live_server_new (void)
{
  LiveServer *self = g_new0 (LiveServer, 1);
  g_autofree char *data = NULL;
  g_autofree char *demo = g_build_filename (g_getenv ("GALLEY_SOURCE_DIR"), "data", "demo", NULL);

  g_assert_nonnull (g_getenv ("GALLEY_SERVER"));
  g_assert_nonnull (g_getenv ("GALLEY_SOURCE_DIR"));
  self->folder = make_folder ();
  data = g_build_filename (self->folder, "server", NULL);
  run ((const char *const[]){ g_getenv ("GALLEY_SERVER"), "init", "--demo", demo, data, NULL });
  live_server_start (self);
  return self;
}

void
live_server_back_up (LiveServer *self)
{
  g_autofree char *data = g_build_filename (self->folder, "server", NULL);
  g_autofree char *file = g_build_filename (self->folder, "backup.tar", NULL);

  run ((const char *const[]){ g_getenv ("GALLEY_SERVER"), "backup", "--data", data, file, NULL });
}

void
live_server_lose_and_restore (LiveServer *self)
{
  g_autofree char *data = g_build_filename (self->folder, "server", NULL);
  g_autofree char *file = g_build_filename (self->folder, "backup.tar", NULL);

  live_server_stop (self);
  remove_folder (data);
  run ((const char *const[]){ g_getenv ("GALLEY_SERVER"), "restore", file, "--data", data, NULL });
  live_server_start (self);
}

void
live_server_free (LiveServer *self)
{
  live_server_stop (self);
  remove_folder (self->folder);
  g_free (self->folder);
  g_free (self);
}

char *
sign_in (const char *address,
         const char *user)
{
  g_autoptr (GError) error = NULL;
  char *token = galley_portal_sign_in (address, user, DEMO_PASSWORD, NULL, &error);

  g_assert_no_error (error);
  return token;
}

GalleyTransport *
make_transport (const char *address,
                const char *user)
{
  g_autofree char *token = sign_in (address, user);

  return galley_portal_transport_new (address, token);
}

guint
fetch (const char *address,
       const char *path,
       char      **body)
{
  g_autofree char *uri = g_strconcat (address, path, NULL);
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = soup_session_send_and_read (session, message, NULL, &error);

  g_assert_no_error (error);
  if (body != NULL)
    *body = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return soup_message_get_status (message);
}
