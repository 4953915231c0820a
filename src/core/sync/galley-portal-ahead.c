/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/sync/galley-portal-ahead.h"

/* One call, handed over to the thread and back. */
typedef struct
{
  GalleyPortalRequest request; /* owned, but for what is constant; without a path: the thread shall end */
  GCancellable *cancellable;

  GalleyPortalAnswer answer;
  gboolean is_good;
} Call;

struct _GalleyPortalAhead
{
  GalleyPortalLine *line; /* the thread's */
  GThread *thread;
  GAsyncQueue *asked;
  GAsyncQueue *answered;

  Call *call; /* under way, borrowed from the queues; NULL: none */
};

static void
call_free (Call *self)
{
  g_free ((char *) self->request.path);
  g_clear_pointer (&self->request.body, g_bytes_unref);
  g_clear_object (&self->cancellable);
  galley_portal_answer_clear (&self->answer);
  g_free (self);
}

static gpointer
thread_main (gpointer data)
{
  GalleyPortalAhead *self = data;
  Call *call;

  while ((call = g_async_queue_pop (self->asked))->request.path != NULL)
    {
      /* Why it fails is for whoever asks again. */
      call->is_good = galley_portal_line_call (self->line, &call->request, &call->answer, call->cancellable, NULL);
      g_async_queue_push (self->answered, call);
    }
  call_free (call);
  /* The session keeps to the thread that made it. */
  g_clear_pointer (&self->line, galley_portal_line_free);
  return NULL;
}

GalleyPortalAhead *
galley_portal_ahead_new (GalleyPortalLine *line)
{
  GalleyPortalAhead *self = g_new0 (GalleyPortalAhead, 1);

  self->line = line;
  self->asked = g_async_queue_new ();
  self->answered = g_async_queue_new ();
  self->thread = g_thread_new ("galley-ahead", thread_main, self);
  return self;
}

void
galley_portal_ahead_drop (GalleyPortalAhead *self)
{
  if (self->call == NULL)
    return;
  g_cancellable_cancel (self->call->cancellable);
  call_free (g_async_queue_pop (self->answered));
  self->call = NULL;
}

void
galley_portal_ahead_free (GalleyPortalAhead *self)
{
  if (self == NULL)
    return;
  galley_portal_ahead_drop (self);
  g_async_queue_push (self->asked, g_new0 (Call, 1));
  g_thread_join (self->thread);
  g_async_queue_unref (self->asked);
  g_async_queue_unref (self->answered);
  g_free (self);
}

void
galley_portal_ahead_begin (GalleyPortalAhead         *self,
                           const GalleyPortalRequest *request)
{
  g_return_if_fail (request->if_match == NULL && request->if_none_match == NULL);

  galley_portal_ahead_drop (self);
  self->call = g_new0 (Call, 1);
  self->call->request = *request;
  self->call->request.path = g_strdup (request->path);
  self->call->request.body = request->body != NULL ? g_bytes_ref (request->body) : NULL;
  self->call->cancellable = g_cancellable_new ();
  g_async_queue_push (self->asked, self->call);
}

gboolean
galley_portal_ahead_is_busy (GalleyPortalAhead *self)
{
  return self->call != NULL;
}

static void
cancel_cb (GCancellable *cancellable,
           gpointer      data)
{
  g_cancellable_cancel (data);
}

gboolean
galley_portal_ahead_end (GalleyPortalAhead  *self,
                         const char         *path,
                         GalleyPortalAnswer *answer,
                         GCancellable       *cancellable)
{
  Call *call = self->call;
  gboolean is_good;
  gulong handler;

  if (call == NULL || g_strcmp0 (call->request.path, path) != 0)
    {
      galley_portal_ahead_drop (self);
      return FALSE;
    }
  handler = cancellable != NULL ? g_cancellable_connect (cancellable, G_CALLBACK (cancel_cb),
                                                         g_object_ref (call->cancellable), g_object_unref)
                                : 0;
  g_async_queue_pop (self->answered);
  g_cancellable_disconnect (cancellable, handler);
  self->call = NULL;

  is_good = call->is_good;
  if (is_good)
    {
      *answer = call->answer;
      call->answer = (GalleyPortalAnswer){ 0 };
    }
  call_free (call);
  return is_good;
}
