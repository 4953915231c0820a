/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The store's life: a folder, a lock, a thread that owns the connection, a queue, and the signals. What
 * the jobs do is in the files of the tables; how they are queued in galley-store-queue.c. */
#include "core/store/galley-store.h"

#include "core/base/galley-file.h"
#include "core/store/galley-store-announce.h"
#include "core/store/galley-store-file.h"
#include "core/store/galley-store-queue.h"
#include "core/store/galley-store-rest.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <unistd.h>

struct _GalleyStore
{
  GObject parent_instance;

  char *folder;
  GalleyClock *clock;
  GMainContext *context;
  GalleyJournal *journal;
  GalleyStoreQueue *queue;
  GThread *thread;
  int lock;

  /* The thread's own; nobody else looks. */
  GalleyDatabase *database;
  gint64 checked; /* when the file was last looked through, real time */
  GalleyStoreNews *job_news;

  GMutex mutex; /* guards what follows */
  GCond opened;
  gboolean is_opened;
  GError *open_error;
  GalleyRecovery *recovery;
  GalleyStoreNews *news; /* committed, not yet told */
};

G_DEFINE_FINAL_TYPE (GalleyStore, galley_store, G_TYPE_OBJECT)

enum
{
  ARTICLE_CHANGED,
  OUTBOX_CHANGED,
  LISTS_CHANGED,
  MEDIA_ARRIVED,
  MEDIA_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* The news. */

static gboolean
tell_news_cb (gpointer data)
{
  g_autoptr (GalleyStore) self = g_weak_ref_get (data);
  g_autoptr (GalleyStoreNews) news = NULL;

  if (self == NULL)
    return G_SOURCE_REMOVE;

  g_mutex_lock (&self->mutex);
  news = g_steal_pointer (&self->news);
  self->news = galley_store_news_new ();
  g_mutex_unlock (&self->mutex);

  for (guint i = 0; i < galley_store_news_get_n_items (news); i++)
    {
      const GalleyStoreNewsItem *item = galley_store_news_get_item (news, i);

      if (item->article != NULL)
        g_signal_emit (self, signals[ARTICLE_CHANGED], 0, item->article, (int) item->origin);
      else if (item->list != NULL)
        g_signal_emit (self, signals[LISTS_CHANGED], 0, item->list);
      else if (item->media != NULL)
        g_signal_emit (self, signals[item->has_arrived ? MEDIA_ARRIVED : MEDIA_CHANGED], 0, item->media);
      else
        g_signal_emit (self, signals[OUTBOX_CHANGED], 0);
    }
  return G_SOURCE_REMOVE;
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

/* The source holds the store weakly: news never keep a store alive that nobody wants any more. */
static void
hand_over_news (GalleyStore *self)
{
  g_autoptr (GSource) source = NULL;
  GWeakRef *reference;
  gboolean is_first;

  if (galley_store_news_is_empty (self->job_news))
    return;

  g_mutex_lock (&self->mutex);
  is_first = galley_store_news_is_empty (self->news);
  galley_store_news_take (self->news, self->job_news);
  g_mutex_unlock (&self->mutex);
  if (!is_first)
    return;

  reference = g_new0 (GWeakRef, 1);
  g_weak_ref_init (reference, self);
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, tell_news_cb, reference, weak_ref_free);
  g_source_attach (source, self->context);
}

/* On the store's thread. */

static gboolean
ensure_database (GalleyStore *self,
                 GError     **error)
{
  GalleyRecovery *recovery = NULL;

  if (self->database != NULL)
    return TRUE;

  self->database = galley_store_file_open (self->folder, self->clock, self->is_opened, &self->checked, &recovery,
                                           error);
  if (recovery != NULL)
    {
      g_mutex_lock (&self->mutex);
      g_clear_pointer (&self->recovery, galley_recovery_free);
      self->recovery = recovery;
      g_mutex_unlock (&self->mutex);
    }
  return self->database != NULL;
}

/* After a failed write SQLite's pages in memory and the kernel's may differ from what is on the disk
 * (a failed fsync is reported once, and then the dirty pages count as clean): the connection is not
 * trusted again. A row that cannot be read is not such a failure. SQLite ends the transaction by itself
 * where writing failed for good. */
static gboolean
is_failure_of_file (GalleyDatabase *database,
                    const GError   *error)
{
  if (g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_FULL) ||
      !galley_database_is_in_transaction (database))
    return TRUE;
  switch (sqlite3_errcode (galley_database_get_handle (database)) & 0xff)
    {
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_READONLY:
      return TRUE;
    default:
      return FALSE;
    }
}

/* One transaction. The result is freed when it cannot be committed: it says what did not happen. */
static gpointer
run_in_transaction (GalleyStore     *self,
                    GalleyStoreWork *work,
                    GError         **error)
{
  GError *local_error = NULL;
  gpointer result = NULL;

  if (galley_database_set_is_synced (self->database, work->lane != GALLEY_LANE_SERVED, &local_error)
      && galley_database_begin (self->database, &local_error))
    {
      result = work->function (self->database, work->input, &local_error);
      if (local_error == NULL)
        galley_database_commit (self->database, &local_error);
    }
  if (local_error == NULL)
    return result;

  if (result != NULL && work->free_result != NULL)
    work->free_result (result);
  if (is_failure_of_file (self->database, local_error))
    {
      g_message ("%s: %s; the file is opened anew", self->folder, local_error->message);
      galley_database_rollback (self->database);
      galley_store_file_drop (self->folder, g_steal_pointer (&self->database));
    }
  else
    galley_database_rollback (self->database);
  g_propagate_error (error, local_error);
  return NULL;
}

static void
serve (GalleyStore     *self,
       GalleyStoreWork *work)
{
  GError *error = NULL;
  gpointer result = NULL;

  if (ensure_database (self, &error))
    {
      galley_store_news_collect (self->database, self->job_news);
      /* What goes wrong with a copy says nothing of the file that is copied. */
      result = work->lane == GALLEY_LANE_COPY ? work->function (self->database, work->input, &error)
                                              : run_in_transaction (self, work, &error);
      galley_store_news_collect (NULL, NULL);
    }
  if (work->free_input != NULL)
    work->free_input (work->input);
  work->input = NULL;

  if (error == NULL)
    hand_over_news (self);
  else
    galley_store_news_clear (self->job_news);
  work->answer (work, result, error);
}

static gpointer
thread_main (gpointer data)
{
  GalleyStore *self = data;
  GalleyStoreWork *work;
  GError *error = NULL;
  gboolean is_opened = ensure_database (self, &error);

  g_mutex_lock (&self->mutex);
  self->is_opened = TRUE;
  self->open_error = error;
  g_cond_signal (&self->opened);
  g_mutex_unlock (&self->mutex);

  while (is_opened && (work = galley_store_queue_pop (self->queue)) != NULL)
    {
      serve (self, work);
      galley_store_rest (self->database, self->queue);
    }

  if (self->database != NULL)
    galley_store_file_close (self->folder, g_steal_pointer (&self->database), self->checked);
  return NULL;
}

/* Life. */

static gboolean
open_in_folder (GalleyStore *self,
                GError     **error)
{
  g_autofree char *lock_path = g_build_filename (self->folder, GALLEY_STORE_LOCK, NULL);

  if (g_mkdir_with_parents (self->folder, 0700) != 0)
    {
      int saved_errno = errno;

      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (saved_errno), "%s: %s",
                   self->folder, g_strerror (saved_errno));
      galley_error_adopt (error);
      return FALSE;
    }
  self->lock = galley_file_lock (lock_path, error);
  if (self->lock < 0)
    return FALSE;

  self->thread = g_thread_new ("galley-store", thread_main, self);
  g_mutex_lock (&self->mutex);
  while (!self->is_opened)
    g_cond_wait (&self->opened, &self->mutex);
  g_mutex_unlock (&self->mutex);
  if (self->open_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->open_error));
  return FALSE;
}

GalleyStore *
galley_store_open (const char  *folder,
                   GalleyClock *clock,
                   GError     **error)
{
  g_autoptr (GalleyStore) self = NULL;

  g_return_val_if_fail (folder != NULL, NULL);
  g_return_val_if_fail (GALLEY_IS_CLOCK (clock), NULL);

  self = g_object_new (GALLEY_TYPE_STORE, NULL);
  self->folder = g_strdup (folder);
  self->journal = galley_journal_new (folder);
  self->clock = g_object_ref (clock);
  self->context = g_main_context_ref_thread_default ();
  if (!open_in_folder (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
galley_store_close (GalleyStore *self)
{
  g_return_if_fail (GALLEY_IS_STORE (self));
  g_return_if_fail (self->thread != g_thread_self ());

  /* The journals first: the seal of the database is newer than they are. */
  if (self->journal != NULL)
    galley_journal_close (self->journal);
  galley_store_queue_close (self->queue);
  if (self->thread != NULL)
    g_thread_join (g_steal_pointer (&self->thread));
  if (self->lock >= 0)
    close (self->lock);
  self->lock = -1;
}

static void
galley_store_dispose (GObject *object)
{
  GalleyStore *self = GALLEY_STORE (object);

  galley_store_close (self);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->context, g_main_context_unref);

  G_OBJECT_CLASS (galley_store_parent_class)->dispose (object);
}

static void
galley_store_finalize (GObject *object)
{
  GalleyStore *self = GALLEY_STORE (object);

  g_free (self->folder);
  g_clear_pointer (&self->journal, galley_journal_free);
  galley_store_queue_free (self->queue);
  galley_store_news_free (self->job_news);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->opened);
  g_clear_error (&self->open_error);
  g_clear_pointer (&self->recovery, galley_recovery_free);
  galley_store_news_free (self->news);

  G_OBJECT_CLASS (galley_store_parent_class)->finalize (object);
}

static void
galley_store_class_init (GalleyStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = galley_store_dispose;
  object_class->finalize = galley_store_finalize;

  signals[ARTICLE_CHANGED] =
    g_signal_new ("article-changed", GALLEY_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT);
  signals[OUTBOX_CHANGED] =
    g_signal_new ("outbox-changed", GALLEY_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  signals[LISTS_CHANGED] =
    g_signal_new ("lists-changed", GALLEY_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[MEDIA_ARRIVED] =
    g_signal_new ("media-arrived", GALLEY_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[MEDIA_CHANGED] =
    g_signal_new ("media-changed", GALLEY_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
galley_store_init (GalleyStore *self)
{
  self->lock = -1;
  self->queue = galley_store_queue_new ();
  self->job_news = galley_store_news_new ();
  self->news = galley_store_news_new ();
  g_mutex_init (&self->mutex);
  g_cond_init (&self->opened);
}

const char *
galley_store_get_folder (GalleyStore *self)
{
  g_return_val_if_fail (GALLEY_IS_STORE (self), NULL);

  return self->folder;
}

const GalleyRecovery *
galley_store_get_recovery (GalleyStore *self)
{
  g_return_val_if_fail (GALLEY_IS_STORE (self), NULL);

  return self->recovery;
}

GalleyJournal *
galley_store_get_journal (GalleyStore *self)
{
  g_return_val_if_fail (GALLEY_IS_STORE (self), NULL);

  return self->journal;
}

static GError *
make_closed_error (void)
{
  return g_error_new_literal (GALLEY_ERROR, GALLEY_ERROR_FAILED, "the store is closed");
}

/* Jobs answered on the main context that asked. */

typedef struct
{
  GalleyStoreWork work;
  GTask *task;
  gpointer result;
  GError *error;
} TaskWork;

static void
task_work_free (gpointer data)
{
  TaskWork *self = data;

  if (self->result != NULL && self->work.free_result != NULL)
    self->work.free_result (self->result);
  g_clear_error (&self->error);
  g_clear_object (&self->task);
  g_free (self);
}

static gboolean
return_task_cb (gpointer data)
{
  TaskWork *self = data;

  if (self->error != NULL)
    g_task_return_error (self->task, g_steal_pointer (&self->error));
  else
    g_task_return_pointer (self->task, g_steal_pointer (&self->result), self->work.free_result);
  return G_SOURCE_REMOVE;
}

/* The task holds the store: it is let go on the asker's context, never on the store's own thread, where
 * the last reference would wait for itself. */
static void
answer_task (gpointer data,
             gpointer result,
             GError  *error)
{
  TaskWork *self = data;
  g_autoptr (GSource) source = g_idle_source_new ();

  self->result = result;
  self->error = error;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, return_task_cb, self, task_work_free);
  g_source_attach (source, g_task_get_context (self->task));
}

void
galley_store_run_async (GalleyStore        *self,
                        GalleyLane          lane,
                        GalleyStoreJob      job,
                        gpointer            input,
                        GDestroyNotify      free_input,
                        GDestroyNotify      free_result,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            data)
{
  TaskWork *work;

  g_return_if_fail (GALLEY_IS_STORE (self));
  g_return_if_fail (lane < GALLEY_N_LANES && job != NULL);

  work = g_new0 (TaskWork, 1);
  work->work.function = job;
  work->work.input = input;
  work->work.free_input = free_input;
  work->work.free_result = free_result;
  work->work.answer = answer_task;
  work->task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (work->task, galley_store_run_async);
  if (galley_store_queue_push (self->queue, lane, &work->work))
    return;

  if (free_input != NULL)
    free_input (input);
  g_task_return_error (work->task, make_closed_error ());
  task_work_free (work);
}

gpointer
galley_store_run_finish (GalleyStore  *self,
                         GAsyncResult *result,
                         GError      **error)
{
  g_return_val_if_fail (GALLEY_IS_STORE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Jobs that somebody stands and waits for. */

struct _GalleyStoreTicket
{
  GalleyStoreWork work;
  GMutex mutex;
  GCond answered;
  gboolean is_answered;
  gpointer result;
  GError *error;
};

static void
answer_waiting (gpointer data,
                gpointer result,
                GError  *error)
{
  GalleyStoreTicket *self = data;

  g_mutex_lock (&self->mutex);
  self->result = result;
  self->error = error;
  self->is_answered = TRUE;
  g_cond_signal (&self->answered);
  g_mutex_unlock (&self->mutex);
}

GalleyStoreTicket *
galley_store_begin (GalleyStore   *self,
                    GalleyLane     lane,
                    GalleyStoreJob job,
                    gpointer       input)
{
  GalleyStoreTicket *ticket;

  g_return_val_if_fail (GALLEY_IS_STORE (self), NULL);
  g_return_val_if_fail (lane < GALLEY_N_LANES && job != NULL, NULL);
  g_return_val_if_fail (self->thread != g_thread_self (), NULL);

  ticket = g_new0 (GalleyStoreTicket, 1);
  ticket->work.function = job;
  ticket->work.input = input;
  ticket->work.answer = answer_waiting;
  g_mutex_init (&ticket->mutex);
  g_cond_init (&ticket->answered);
  if (!galley_store_queue_push (self->queue, lane, &ticket->work))
    {
      ticket->error = make_closed_error ();
      ticket->is_answered = TRUE;
    }
  return ticket;
}

gpointer
galley_store_end (GalleyStoreTicket *ticket,
                  GError           **error)
{
  gpointer result;

  g_return_val_if_fail (ticket != NULL, NULL);

  g_mutex_lock (&ticket->mutex);
  while (!ticket->is_answered)
    g_cond_wait (&ticket->answered, &ticket->mutex);
  g_mutex_unlock (&ticket->mutex);
  g_cond_clear (&ticket->answered);
  g_mutex_clear (&ticket->mutex);

  if (ticket->error != NULL)
    g_propagate_error (error, ticket->error);
  result = ticket->result;
  g_free (ticket);
  return result;
}

gpointer
galley_store_run (GalleyStore   *self,
                  GalleyLane     lane,
                  GalleyStoreJob job,
                  gpointer       input,
                  GError       **error)
{
  GalleyStoreTicket *ticket = galley_store_begin (self, lane, job, input);

  g_return_val_if_fail (ticket != NULL, NULL);

  return galley_store_end (ticket, error);
}
