/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-postgres-news.h"

#include <errno.h>
#include <libpq-fe.h>
#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define AGAIN 1000 /* milliseconds */
#define FOR_EVER (-1)

struct _GalleyPostgresNews
{
  GThread *thread;
  int end; /* eventfd */

  /* Belong to the thread. */
  char *address;
  GalleyPostgresNewsFunc function;
  gpointer data;
  PGconn *line;
  gboolean is_listening;
  gboolean was_away;
};

/* Waits for the line's next bytes, or that long. FALSE: it is the end. */
static gboolean
wait_for (GalleyPostgresNews *self,
          int                 timeout)
{
  struct pollfd places[] = {
    { .fd = self->end, .events = POLLIN },
    { .fd = self->is_listening ? PQsocket (self->line) : -1, .events = POLLIN },
  };
  int result;

  do
    result = poll (places, G_N_ELEMENTS (places), timeout);
  while (result < 0 && errno == EINTR);
  return (places[0].revents & POLLIN) == 0;
}

static void
begin_listening (GalleyPostgresNews *self)
{
  g_clear_pointer (&self->line, PQfinish);
  self->line = PQconnectdb (self->address);
  if (PQstatus (self->line) == CONNECTION_OK)
    {
      PGresult *result = PQexec (self->line, "LISTEN " GALLEY_POSTGRES_NEWS);

      self->is_listening = PQresultStatus (result) == PGRES_COMMAND_OK;
      PQclear (result);
    }
  if (!self->is_listening && !self->was_away)
    g_printerr ("galley-server: news of other servers is not heard: %s", PQerrorMessage (self->line));
  if (self->is_listening && self->was_away)
    self->function (self->data);
  self->was_away = !self->is_listening;
}

static void
hear (GalleyPostgresNews *self)
{
  gboolean is_news = FALSE;
  PGnotify *notice;

  if (PQconsumeInput (self->line) == 0)
    {
      self->is_listening = FALSE;
      return;
    }
  while ((notice = PQnotifies (self->line)) != NULL)
    {
      is_news |= notice->be_pid != PQbackendPID (self->line);
      PQfreemem (notice);
    }
  if (is_news)
    self->function (self->data);
}

static gpointer
run (gpointer data)
{
  GalleyPostgresNews *self = data;

  do
    {
      if (self->is_listening)
        hear (self);
      if (!self->is_listening)
        begin_listening (self);
    }
  while (wait_for (self, self->is_listening ? FOR_EVER : AGAIN));
  PQfinish (self->line);
  return NULL;
}

GalleyPostgresNews *
galley_postgres_news_new (const char            *address,
                          GalleyPostgresNewsFunc function,
                          gpointer               data)
{
  GalleyPostgresNews *self;

  g_return_val_if_fail (address != NULL && function != NULL, NULL);

  self = g_new0 (GalleyPostgresNews, 1);
  self->address = g_strdup (address);
  self->function = function;
  self->data = data;
  self->end = eventfd (0, EFD_CLOEXEC);
  if (self->end < 0)
    g_error ("no event can be made: %s", g_strerror (errno));
  self->thread = g_thread_new ("news", run, self);
  return self;
}

void
galley_postgres_news_free (GalleyPostgresNews *self)
{
  if (self == NULL)
    return;
  eventfd_write (self->end, 1);
  g_thread_join (self->thread);
  close (self->end);
  g_free (self->address);
  g_free (self);
}
