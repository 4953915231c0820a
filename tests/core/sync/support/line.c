/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "line.h"

#include <string.h>

#define CHUNK 65536
/* So much of an answer still arrives when it is cut in the middle. */
#define CUT_AT 40

struct _Line
{
  GSocket *listener;
  GThread *thread;
  char *address;
  guint port;
  GCancellable *cancellable;
  int mode;     /* atomic */
  int n_broken; /* atomic */

  GMutex lock; /* guards what follows */
  GCond turned; /* the mode is another one */
  GPtrArray *threads;
};

/* One connection, and one direction of it. */
typedef struct
{
  Line *line;
  GSocket *from;
  GSocket *to;
  gboolean is_answer;
  gsize passed; /* bytes */
} Pump;

static LineMode
get_mode (Line *self)
{
  return (LineMode) g_atomic_int_get (&self->mode);
}

/* Both ends, so that the other direction wakes, too. */
static void
hang_up (Pump *pump)
{
  g_socket_shutdown (pump->from, TRUE, TRUE, NULL);
  g_socket_shutdown (pump->to, TRUE, TRUE, NULL);
}

static gboolean
send_all (GSocket    *socket,
          const char *bytes,
          gsize       length,
          GCancellable *cancellable)
{
  while (length > 0)
    {
      gssize sent = g_socket_send (socket, bytes, length, cancellable, NULL);

      if (sent <= 0)
        return FALSE;
      bytes += sent;
      length -= (gsize) sent;
    }
  return TRUE;
}

static void
wait_if_stalled (Pump *pump)
{
  Line *line = pump->line;

  g_mutex_lock (&line->lock);
  while (pump->passed >= LINE_STALLS_AT && get_mode (line) == LINE_STALLS)
    g_cond_wait (&line->turned, &line->lock);
  g_mutex_unlock (&line->lock);
}

/* FALSE: the connection is over. */
static gboolean
pass_on (Pump       *pump,
         const char *chunk,
         gsize       length)
{
  Line *line = pump->line;
  LineMode mode;

  wait_if_stalled (pump);
  pump->passed += length;
  mode = get_mode (line);
  if (mode == LINE_HANGS)
    {
      g_atomic_int_inc (&line->n_broken);
      return TRUE;
    }
  if (mode == LINE_REFUSES)
    {
      g_atomic_int_inc (&line->n_broken);
      return FALSE;
    }
  if (pump->is_answer && (mode == LINE_LOSES_ANSWERS || mode == LINE_CUTS_ANSWERS))
    {
      g_atomic_int_inc (&line->n_broken);
      if (mode == LINE_CUTS_ANSWERS)
        send_all (pump->to, chunk, MIN (length, CUT_AT), line->cancellable);
      return FALSE;
    }
  return send_all (pump->to, chunk, length, line->cancellable);
}

static gpointer
pump_main (gpointer data)
{
  Pump *pump = data;
  g_autofree char *chunk = g_malloc (CHUNK);
  gssize got;

  while ((got = g_socket_receive (pump->from, chunk, CHUNK, pump->line->cancellable, NULL)) > 0)
    if (!pass_on (pump, chunk, (gsize) got))
      break;
  hang_up (pump);
  g_object_unref (pump->from);
  g_object_unref (pump->to);
  g_free (pump);
  return NULL;
}

static void
start_pump (Line    *self,
            GSocket *from,
            GSocket *to,
            gboolean is_answer)
{
  Pump *pump = g_new0 (Pump, 1);

  pump->line = self;
  pump->from = g_object_ref (from);
  pump->to = g_object_ref (to);
  pump->is_answer = is_answer;
  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->threads, g_thread_new ("line-pump", pump_main, pump));
  g_mutex_unlock (&self->lock);
}

static GSocketAddress *
loopback (guint port)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);

  return g_inet_socket_address_new (address, (guint16) port);
}

static GSocket *
make_socket (void)
{
  g_autoptr (GError) error = NULL;
  GSocket *socket =
    g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);

  g_assert_no_error (error);
  return socket;
}

static gpointer
accept_main (gpointer data)
{
  Line *self = data;

  for (;;)
    {
      g_autoptr (GSocket) client = g_socket_accept (self->listener, self->cancellable, NULL);
      g_autoptr (GSocket) server = NULL;
      g_autoptr (GSocketAddress) address = loopback (self->port);

      if (client == NULL)
        return NULL;
      server = make_socket ();
      if (get_mode (self) == LINE_REFUSES
          || !g_socket_connect (server, address, self->cancellable, NULL))
        {
          g_atomic_int_inc (&self->n_broken);
          g_socket_close (client, NULL);
          continue;
        }
      start_pump (self, client, server, FALSE);
      start_pump (self, server, client, TRUE);
    }
}

Line *
line_new (guint port)
{
  Line *self = g_new0 (Line, 1);
  g_autoptr (GSocketAddress) any = loopback (0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  g_mutex_init (&self->lock);
  g_cond_init (&self->turned);
  self->port = port;
  self->threads = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  self->listener = make_socket ();
  g_socket_bind (self->listener, any, TRUE, &error);
  g_assert_no_error (error);
  g_socket_listen (self->listener, &error);
  g_assert_no_error (error);
  bound = g_socket_get_local_address (self->listener, &error);
  g_assert_no_error (error);
  self->address = g_strdup_printf ("http://127.0.0.1:%u",
                                   g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  self->thread = g_thread_new ("line", accept_main, self);
  return self;
}

void
line_free (Line *self)
{
  g_cancellable_cancel (self->cancellable);
  line_set_mode (self, LINE_GOOD);
  g_thread_join (self->thread);
  for (guint i = 0; i < self->threads->len; i++)
    g_thread_join (g_ptr_array_index (self->threads, i));
  g_ptr_array_unref (self->threads);
  g_object_unref (self->listener);
  g_object_unref (self->cancellable);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->turned);
  g_free (self->address);
  g_free (self);
}

const char *
line_get_address (Line *self)
{
  return self->address;
}

void
line_set_mode (Line     *self,
               LineMode mode)
{
  g_mutex_lock (&self->lock);
  g_atomic_int_set (&self->mode, (int) mode);
  g_cond_broadcast (&self->turned);
  g_mutex_unlock (&self->lock);
}

guint
line_get_n_broken (Line *self)
{
  return (guint) g_atomic_int_get (&self->n_broken);
}
