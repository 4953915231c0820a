/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-publisher-site.h"

#include "server/galley-server-media.h"

#define MAX_THREADS 8
/* So many articles are read ahead of those who write them; more are read when so few are left, so that who reads does
 * not wake up for each of them. */
#define AHEAD 64
#define FEW_AHEAD 24

typedef struct
{
  GalleyPageWriter *writer;
  GMutex lock;
  GCond changed;
  guint n_in_hand;
  GError *error; /* the first */
} Writing;

typedef struct
{
  GalleyArticleRow *row;
  GPtrArray *media;
} Task;

static void
task_free (Task *task)
{
  galley_article_row_free (task->row);
  g_ptr_array_unref (task->media);
  g_free (task);
}

static void
write_cb (gpointer data,
          gpointer user_data)
{
  Task *task = data;
  Writing *self = user_data;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  galley_page_writer_put (self->writer, task->row, task->media, &path, &error);
  task_free (task);
  g_mutex_lock (&self->lock);
  self->n_in_hand--;
  if (error != NULL && self->error == NULL)
    self->error = g_steal_pointer (&error);
  if (self->n_in_hand <= FEW_AHEAD || self->error != NULL)
    g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
}

/* FALSE: one has failed. */
static gboolean
wait_for_room (Writing *self)
{
  gboolean is_well;

  g_mutex_lock (&self->lock);
  if (self->n_in_hand >= AHEAD)
    while (self->n_in_hand > FEW_AHEAD && self->error == NULL)
      g_cond_wait (&self->changed, &self->lock);
  self->n_in_hand++;
  is_well = self->error == NULL;
  g_mutex_unlock (&self->lock);
  return is_well;
}

/* NULL without error: it has gone meanwhile. */
static Task *
load (GalleyDatabase *database,
      const char     *id,
      GError        **error)
{
  g_autoptr (GalleyArticleRow) row = galley_server_articles_load (database, id, error);
  GPtrArray *media = row != NULL ? galley_server_public_media_list (database, id, TRUE, error) : NULL;
  Task *task;

  if (media == NULL)
    return NULL;
  task = g_new0 (Task, 1);
  task->row = g_steal_pointer (&row);
  task->media = media;
  return task;
}

static void
write_all (Writing        *self,
           GalleyDatabase *database,
           GPtrArray      *ids,
           GError        **error)
{
  GThreadPool *pool =
    g_thread_pool_new (write_cb, self, (int) MIN (g_get_num_processors (), MAX_THREADS), FALSE, NULL);
  g_autoptr (GError) load_error = NULL;

  for (guint i = 0; i < ids->len && load_error == NULL && wait_for_room (self); i++)
    {
      Task *task = load (database, ids->pdata[i], &load_error);

      if (task != NULL)
        g_thread_pool_push (pool, task, NULL);
    }
  g_thread_pool_free (pool, FALSE, TRUE);
  if (load_error != NULL)
    g_propagate_error (error, g_steal_pointer (&load_error));
  else if (self->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
}

gboolean
galley_publisher_site_write (GalleyPageWriter *writer,
                             GalleyDatabase   *database,
                             GError          **error)
{
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (GError) write_error = NULL;
  Writing self = { writer };

  g_return_val_if_fail (writer != NULL && database != NULL, FALSE);

  ids = galley_server_articles_list_ids (database, error);
  if (ids == NULL)
    return FALSE;
  g_mutex_init (&self.lock);
  g_cond_init (&self.changed);
  write_all (&self, database, ids, &write_error);
  g_clear_error (&self.error);
  g_cond_clear (&self.changed);
  g_mutex_clear (&self.lock);
  if (write_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&write_error));
  return FALSE;
}
