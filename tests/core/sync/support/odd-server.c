/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "odd-server.h"

#include <libsoup/soup.h>
#include <string.h>

typedef struct
{
  char *path;
  guint status;
  char *type;
  char *body;
  char *header;
} Answer;

struct _OddServer
{
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
  char *address;

  GMutex lock; /* guards what follows */
  GCond started;
  GPtrArray *answers;
  GString *log;
};

static void
answer_free (gpointer data)
{
  Answer *self = data;

  g_free (self->path);
  g_free (self->type);
  g_free (self->body);
  g_free (self->header);
  g_free (self);
}

static void
give (SoupServerMessage *message,
      const Answer      *answer)
{
  g_auto (GStrv) header = answer->header != NULL ? g_strsplit (answer->header, ": ", 2) : NULL;

  soup_server_message_set_status (message, answer->status, NULL);
  soup_server_message_set_response (message, answer->type, SOUP_MEMORY_COPY, answer->body, strlen (answer->body));
  if (header != NULL)
    soup_message_headers_replace (soup_server_message_get_response_headers (message), header[0], header[1]);
}

static void
request_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           data)
{
  OddServer *self = data;

  soup_server_message_set_status (message, 404, NULL);
  g_mutex_lock (&self->lock);
  g_string_append_printf (self->log, "%s %s\n", soup_server_message_get_method (message), path);
  for (guint i = self->answers->len; i > 0; i--)
    {
      const Answer *answer = g_ptr_array_index (self->answers, i - 1);

      if (!g_str_has_prefix (path, answer->path))
        continue;
      give (message, answer);
      break;
    }
  g_mutex_unlock (&self->lock);
}

static gpointer
server_main (gpointer data)
{
  OddServer *self = data;
  g_autoptr (SoupServer) server = NULL;
  g_autoptr (GError) error = NULL;
  GSList *uris;

  g_main_context_push_thread_default (self->context);
  server = soup_server_new (NULL, NULL);
  soup_server_add_handler (server, NULL, request_cb, self, NULL);
  soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server);
  g_mutex_lock (&self->lock);
  self->address = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_cond_signal (&self->started);
  g_mutex_unlock (&self->lock);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  g_main_loop_run (self->loop);
  soup_server_disconnect (server);
  g_clear_object (&server);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

OddServer *
odd_server_new (void)
{
  OddServer *self = g_new0 (OddServer, 1);

  g_mutex_init (&self->lock);
  g_cond_init (&self->started);
  self->answers = g_ptr_array_new_with_free_func (answer_free);
  self->log = g_string_new (NULL);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->thread = g_thread_new ("odd-server", server_main, self);
  g_mutex_lock (&self->lock);
  while (self->address == NULL)
    g_cond_wait (&self->started, &self->lock);
  g_mutex_unlock (&self->lock);
  return self;
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

void
odd_server_free (OddServer *self)
{
  g_main_context_invoke (self->context, quit_cb, self->loop);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_ptr_array_unref (self->answers);
  g_string_free (self->log, TRUE);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->started);
  g_free (self->address);
  g_free (self);
}

const char *
odd_server_get_address (OddServer *self)
{
  return self->address;
}

void
odd_server_set_answer (OddServer  *self,
                       const char *path,
                       guint       status,
                       const char *type,
                       const char *body,
                       const char *header)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->path = g_strdup (path);
  answer->status = status;
  answer->type = g_strdup (type);
  answer->body = g_strdup (body);
  answer->header = g_strdup (header);
  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->answers, answer);
  g_mutex_unlock (&self->lock);
}

char *
odd_server_dup_log (OddServer *self)
{
  char *log;

  g_mutex_lock (&self->lock);
  log = g_strdup (self->log->str);
  g_mutex_unlock (&self->lock);
  return log;
}
