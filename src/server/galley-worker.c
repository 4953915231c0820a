/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-worker.h"

#include "core/wire/galley-protocol.h"
#include "server/galley-language.h"
#include "server/galley-postgres-news.h"

#include <glib/gi18n.h>

#define MAX_HASHING 2
#define MAX_WAITING_TO_HASH 32
#define HASH_LATER 5 /* seconds */
/* So many batches are in hand beside the one that is written; the others are read when it is their turn. */
#define MAX_READ_AHEAD 4
/* Nobody has asked for anything for so long: time for what can wait, before whoever comes behind a great many does. */
#define QUIET (20 * G_TIME_SPAN_MILLISECOND)
/* The clock is looked at this often at least: it may have been set. */
#define LONGEST_WAIT G_TIME_SPAN_MINUTE

typedef enum
{
  STEP_HANDLE,
  STEP_HANDLE_READ,
  STEP_FINISH_PASSWORD,
  STEP_NEWS,
  STEP_END,
} Step;

typedef struct
{
  GalleyWorker *worker; /* borrowed */
  Step step;
  GalleyRequest *request; /* borrowed */
  GalleyWorkerFunc function;
  gpointer data;
  GalleyResponse *response;
  gint64 sequence;
} Job;

struct _GalleyWorker
{
  GThread *thread;
  GThreadPool *hashing;
  GThreadPool *reading;
  GThreadPool *storing;
  GThread *settling;
  GAsyncQueue *unsettled; /* Job: done, and to be delivered when it is on the disk */
  gint n_unsettled;       /* atomic */
  GAsyncQueue *queue; /* Job */
  GalleyPostgresNews *news; /* (nullable) */
  GalleyWorkerNewsFunc news_function;
  gpointer news_data;
  GMainContext *context;

  /* Belong to the thread; the owner reads them after it has started. */
  guint n_read_ahead;
  GalleyDatabaseLog *log; /* (nullable) the server's */
  char *folder;
  char *base_address;
  char *public_folder;
  char *media_folder;
  GalleyMetrics *metrics;
  GalleyClock *clock;
  GalleyRandom *random;
  GError *error;
  GAsyncQueue *started;
};

static void
job_free (Job *job)
{
  g_clear_pointer (&job->response, galley_response_free);
  g_free (job);
}

static gboolean
deliver_cb (gpointer data)
{
  Job *job = data;
  GalleyWorker *self = job->worker;

  if (job->step != STEP_NEWS)
    job->function (g_steal_pointer (&job->response), job->sequence, job->data);
  else if (self->news_function != NULL)
    self->news_function (job->sequence, self->news_data);
  return G_SOURCE_REMOVE;
}

static void
deliver (Job *job)
{
  g_main_context_invoke_full (job->worker->context, G_PRIORITY_DEFAULT, deliver_cb, job, (GDestroyNotify) job_free);
}

static void
refuse_unsettled (Job *job)
{
  if (job->response == NULL)
    return;
  galley_response_free (job->response);
  job->response = galley_response_new_problem (500, GALLEY_PROBLEM_SERVER, "What was written may not be on the server's "
                                               "disk; the server has to be started again");
}

/* Delivers what was done, so many jobs a wait as have come meanwhile. Where the disk does not take it, none ever again. */
static gpointer
settle (gpointer data)
{
  GalleyWorker *self = data;
  g_autoptr (GPtrArray) jobs = g_ptr_array_new ();
  gboolean is_good = TRUE, is_ended = FALSE;

  while (!is_ended)
    {
      g_autoptr (GError) error = NULL;
      gboolean is_early = FALSE;
      Job *job;

      for (job = g_async_queue_pop (self->unsettled); job != NULL; job = g_async_queue_try_pop (self->unsettled))
        {
          is_ended = is_ended || job->step == STEP_END;
          is_early = is_early || (job->response != NULL && job->response->is_early);
          g_ptr_array_add (jobs, job);
        }
      if (is_early && !galley_database_log_sync (self->log, &error) && is_good)
        {
          g_printerr ("galley-server: %s\n", error->message);
          is_good = FALSE;
        }
      for (guint i = 0; i < jobs->len; i++)
        {
          job = g_ptr_array_index (jobs, i);
          if (!is_good)
            refuse_unsettled (job);
          if (job->step == STEP_END)
            job_free (job);
          else
            deliver (job);
          if (is_good)
            g_atomic_int_add (&self->n_unsettled, -1);
        }
      g_ptr_array_set_size (jobs, 0);
    }
  return NULL;
}

/* Behind an answer that is early every other one waits, too: it may tell of the same. */
static void
deliver_settled (Job *job)
{
  GalleyWorker *self = job->worker;

  if (self->log == NULL
      || (g_atomic_int_get (&self->n_unsettled) == 0 && (job->response == NULL || !job->response->is_early)))
    {
      deliver (job);
      return;
    }
  g_atomic_int_inc (&self->n_unsettled);
  g_async_queue_push (self->unsettled, job);
}

static void
end_settling (GalleyWorker *self)
{
  Job *job = g_new0 (Job, 1);

  job->step = STEP_END;
  g_atomic_int_inc (&self->n_unsettled);
  g_async_queue_push (self->unsettled, job);
  g_thread_join (g_steal_pointer (&self->settling));
}

static void
hash_cb (gpointer data,
         gpointer user_data)
{
  Job *job = data;

  galley_response_hash (job->response);
  job->step = STEP_FINISH_PASSWORD;
  g_async_queue_push (job->worker->queue, job);
}

static void
read_cb (gpointer data,
         gpointer user_data)
{
  Job *job = data;

  job->request->batch = galley_batch_read (job->request->body);
  job->step = STEP_HANDLE_READ;
  g_async_queue_push (job->worker->queue, job);
}

static void
store_cb (gpointer data,
          gpointer user_data)
{
  Job *job = data;
  GalleyRequest *request = job->request;

  /* What the error leaves is removed with the request. */
  galley_media_arrival_end (request->arrival, &request->arrival_error);
  job->step = STEP_HANDLE_READ;
  g_async_queue_push (job->worker->queue, job);
}

static void
put_off (Job *job)
{
  galley_response_free (job->response);
  job->response = galley_response_new_problem (429, GALLEY_PROBLEM_RATE, N_ ("Too many people are signing in"));
  job->response->retry_after = HASH_LATER;
  deliver (job);
}

/* TRUE: it comes back when it is read. Nothing is read ahead while the worker ends. */
static gboolean
read_ahead (GalleyWorker *self,
            GalleyServer *server,
            Job          *job)
{
  if (self->reading == NULL || self->n_read_ahead >= MAX_READ_AHEAD
      || !galley_server_may_read_ahead (server, job->request))
    return FALSE;
  self->n_read_ahead++;
  return g_thread_pool_push (self->reading, job, NULL);
}

/* On the thread that listens. */
static void
news_cb (gpointer data)
{
  GalleyWorker *self = data;
  Job *job = g_new0 (Job, 1);

  job->worker = self;
  job->step = STEP_NEWS;
  g_async_queue_push (self->queue, job);
}

static void
take_news (GalleyServer *server,
           Job          *job)
{
  galley_server_catch_up (server);
  job->sequence = galley_server_get_sequence (server);
  deliver_settled (job);
}

/* TRUE: it comes back when its file is on the disk for good. */
static gboolean
store_ahead (GalleyWorker *self,
             Job          *job)
{
  if (job->request->arrival == NULL)
    return FALSE;
  if (self->storing != NULL)
    return g_thread_pool_push (self->storing, job, NULL);
  galley_media_arrival_end (job->request->arrival, &job->request->arrival_error);
  return FALSE;
}

static void
do_job (GalleyWorker *self,
        GalleyServer *server,
        Job          *job)
{
  if (job->step == STEP_NEWS)
    {
      take_news (server, job);
      return;
    }
  if (job->step == STEP_FINISH_PASSWORD)
    {
      GalleyResponse *asked = g_steal_pointer (&job->response);

      galley_language_enter (job->request->accept_language);
      job->response = galley_server_finish_password (server, asked);
      galley_language_leave ();
      galley_response_free (asked);
    }
  else if (job->step == STEP_HANDLE && (store_ahead (self, job) || read_ahead (self, server, job)))
    return;
  else
    {
      self->n_read_ahead -= job->step == STEP_HANDLE_READ && job->request->batch != NULL ? 1 : 0;
      job->response = galley_server_handle (server, job->request);
    }
  job->sequence = galley_server_get_sequence (server);
  if (job->response->kind != GALLEY_RESPONSE_PASSWORD)
    deliver_settled (job);
  else if (self->hashing == NULL || g_thread_pool_unprocessed (self->hashing) >= MAX_WAITING_TO_HASH)
    put_off (job);
  else
    g_thread_pool_push (self->hashing, job, NULL);
}

/* What the helpers still do comes back into the queue, and is done before the end. */
static void
end_helpers (GalleyWorker *self)
{
  g_thread_pool_free (g_steal_pointer (&self->reading), FALSE, TRUE);
  g_thread_pool_free (g_steal_pointer (&self->storing), FALSE, TRUE);
  g_thread_pool_free (g_steal_pointer (&self->hashing), FALSE, TRUE);
}

/* The next job; what is due by the clock is done meanwhile, and told like what another server has done. */
static Job *
wait_for_job (GalleyWorker *self,
              GalleyServer *server)
{
  gboolean has_rested = self->log == NULL;

  if (self->log != NULL && galley_database_log_needs_rest (self->log, FALSE))
    galley_database_log_rest (self->log);
  while (TRUE)
    {
      gint64 left = galley_server_get_time_left (server);
      gint64 patience = has_rested ? LONGEST_WAIT : QUIET;
      Job *job = g_async_queue_timeout_pop (self->queue, (guint64) (left < 0 ? patience : MIN (left, patience)));

      if (job != NULL)
        return job;
      if (!has_rested && galley_database_log_needs_rest (self->log, TRUE))
        galley_database_log_rest (self->log);
      has_rested = TRUE;
      if (galley_server_get_time_left (server) != 0)
        continue;
      galley_server_keep_time (server);
      news_cb (self);
    }
}

static gpointer
run (gpointer data)
{
  GalleyWorker *self = data;
  g_autoptr (GalleyServer) server = galley_server_open (self->folder, self->clock, self->random, &self->error);
  Job *job;

  if (server != NULL && self->base_address != NULL
      && !galley_server_set_base_address (server, self->base_address, &self->error))
    g_clear_pointer (&server, galley_server_close);
  if (server != NULL)
    {
      self->public_folder = g_strdup (galley_server_get_public_folder (server));
      self->media_folder = g_strdup (galley_server_get_media_folder (server));
      self->metrics = galley_metrics_ref (galley_server_get_metrics (server));
    }
  if (server != NULL && galley_server_get_address (server) != NULL)
    self->news = galley_postgres_news_new (galley_server_get_address (server), news_cb, self);
  if (server != NULL && (self->log = galley_server_answer_early (server)) != NULL)
    self->settling = g_thread_new ("settle", settle, self);
  g_async_queue_push (self->started, self);

  while (server != NULL && (job = wait_for_job (self, server))->step != STEP_END)
    do_job (self, server, job);
  if (server == NULL)
    return NULL;
  job_free (job);
  g_clear_pointer (&self->news, galley_postgres_news_free);
  end_helpers (self);
  while ((job = g_async_queue_try_pop (self->queue)) != NULL)
    do_job (self, server, job);
  if (self->settling != NULL)
    end_settling (self);
  return NULL;
}

GalleyWorker *
galley_worker_new (const char   *folder,
                   const char   *base_address,
                   GalleyClock  *clock,
                   GalleyRandom *random,
                   GError      **error)
{
  g_autoptr (GalleyWorker) self = g_new0 (GalleyWorker, 1);

  self->folder = g_strdup (folder);
  self->base_address = g_strdup (base_address);
  self->clock = g_object_ref (clock);
  self->random = g_object_ref (random);
  self->queue = g_async_queue_new ();
  self->unsettled = g_async_queue_new ();
  self->started = g_async_queue_new ();
  self->context = g_main_context_ref_thread_default ();
  self->hashing = g_thread_pool_new (hash_cb, NULL, MAX_HASHING, FALSE, NULL);
  self->reading = g_thread_pool_new (read_cb, NULL, 1, FALSE, NULL);
  self->storing = g_thread_pool_new (store_cb, NULL, 1, FALSE, NULL);
  self->thread = g_thread_new ("server", run, self);
  g_async_queue_pop (self->started);
  if (self->error == NULL)
    return g_steal_pointer (&self);
  g_propagate_error (error, g_steal_pointer (&self->error));
  return NULL;
}

void
galley_worker_free (GalleyWorker *self)
{
  Job *job;

  if (self == NULL)
    return;
  job = g_new0 (Job, 1);
  job->step = STEP_END;
  g_async_queue_push (self->queue, job);
  g_thread_join (self->thread);
  while ((job = g_async_queue_try_pop (self->queue)) != NULL)
    job_free (job);
  if (self->hashing != NULL)
    end_helpers (self);
  g_async_queue_unref (self->queue);
  g_async_queue_unref (self->unsettled);
  g_async_queue_unref (self->started);
  g_main_context_unref (self->context);
  g_clear_error (&self->error);
  g_object_unref (self->clock);
  g_object_unref (self->random);
  g_free (self->folder);
  g_free (self->base_address);
  g_free (self->public_folder);
  g_free (self->media_folder);
  g_clear_pointer (&self->metrics, galley_metrics_unref);
  g_free (self);
}

void
galley_worker_set_news_func (GalleyWorker        *self,
                             GalleyWorkerNewsFunc function,
                             gpointer             data)
{
  g_return_if_fail (self != NULL);
  self->news_function = function;
  self->news_data = data;
}

void
galley_worker_handle (GalleyWorker     *self,
                      GalleyRequest    *request,
                      GalleyWorkerFunc  function,
                      gpointer          data)
{
  Job *job;

  g_return_if_fail (self != NULL && request != NULL && function != NULL);

  job = g_new0 (Job, 1);
  job->worker = self;
  job->request = request;
  job->function = function;
  job->data = data;
  g_async_queue_push (self->queue, job);
}

GalleyMetrics *
galley_worker_get_metrics (GalleyWorker *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->metrics;
}

const char *
galley_worker_get_public_folder (GalleyWorker *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->public_folder;
}

const char *
galley_worker_get_media_folder (GalleyWorker *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->media_folder;
}
