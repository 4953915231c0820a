/* SPDX-License-Identifier: GPL-3.0-or-later */
/* First the candidates: what is here alone and old, and files without a row. Then all texts are looked through, so many
 * rows a job, and what they name is struck off. What is written meanwhile is looked through by the last job, which removes
 * what is left. Texts are compared for the bare hash: an article that names it in any form keeps it. */
#include "core/store/galley-media-sweep.h"

#include "core/base/galley-hash-folder.h"
#include "core/base/galley-id.h"
#include "core/db/galley-statement.h"
#include "core/store/galley-store-media.h"

#include <glib/gstdio.h>
#include <string.h>

#define ROWS 50 /* of a job */
#define SPELLING "<img src=\\\"media/"

static const char sql_articles[] =
  "SELECT row, document, base, theirs FROM article WHERE row > ?1 ORDER BY row LIMIT ?2";
static const char sql_versions[] = "SELECT row, document FROM version WHERE row > ?1 ORDER BY row LIMIT ?2";
static const char sql_templates[] = "SELECT rowid, document FROM template WHERE rowid > ?1 ORDER BY rowid LIMIT ?2";
static const char sql_touched[] = "SELECT row, document, base, theirs FROM article WHERE touched >= ?1";

static const struct
{
  const char *sql;
  int n_texts;
} tables[] = { { sql_articles, 3 }, { sql_versions, 1 }, { sql_templates, 1 } };

typedef struct
{
  char *folder;
  gint64 before;
  GHashTable *candidates; /* hashes */
  guint table;
  gint64 behind; /* the last row that was looked at */
  gint64 began;  /* what is touched from then on is looked at in the end */
  guint n_removed;
} Sweep;

static void
strike_off (Sweep      *self,
            const char *text)
{
  const char *at = text;

  while (at != NULL && (at = strstr (at, SPELLING)) != NULL)
    {
      g_autofree char *hash = NULL;

      at += strlen (SPELLING);
      if (strnlen (at, 67) < 67)
        return;
      hash = g_strndup (at + 3, 64);
      g_hash_table_remove (self->candidates, hash);
    }
}

static gpointer
collect_in_store (GalleyDatabase *database,
                  gpointer        input,
                  GError        **error)
{
  Sweep *self = input;
  g_autoptr (GPtrArray) rows = galley_media_list_old_in_store (database, self->before, error);
  GHashTableIter iter;
  gpointer hash;

  g_hash_table_iter_init (&iter, self->candidates);
  while (rows != NULL && g_hash_table_iter_next (&iter, &hash, NULL))
    {
      g_autoptr (GError) fault = NULL;
      g_autoptr (GalleyMediaRow) row = galley_media_find_in_store (database, hash, &fault);

      /* What cannot be asked for stays. */
      if (row != NULL || fault != NULL)
        g_hash_table_iter_remove (&iter);
    }
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    g_hash_table_add (self->candidates, g_strdup (((GalleyMediaRow *) g_ptr_array_index (rows, i))->hash));
  return NULL;
}

static gpointer
look_in_store (GalleyDatabase *database,
               gpointer        input,
               GError        **error)
{
  Sweep *self = input;
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, tables[self->table].sql);
  guint n_rows = 0;

  galley_statement_bind_integer (statement, 1, self->behind);
  galley_statement_bind_integer (statement, 2, ROWS);
  while (galley_statement_step (statement, error))
    {
      self->behind = galley_statement_get_integer (statement, 0);
      for (int i = 1; i <= tables[self->table].n_texts; i++)
        strike_off (self, galley_statement_get_text (statement, i));
      n_rows++;
    }
  if (n_rows < ROWS)
    {
      self->table++;
      self->behind = 0;
    }
  return NULL;
}

/* A row that was put or named meanwhile is no candidate any more; a file without a row is one. */
static gboolean
is_still_old (Sweep          *self,
              GalleyDatabase *database,
              const char     *hash,
              GError        **error)
{
  GError *cause = NULL;
  g_autoptr (GalleyMediaRow) row = galley_media_find_in_store (database, hash, &cause);

  if (cause != NULL)
    {
      g_propagate_error (error, cause);
      return FALSE;
    }
  return row == NULL || (row->state == GALLEY_MEDIA_HERE && row->used < self->before);
}

static gpointer
remove_in_store (GalleyDatabase *database,
                 gpointer        input,
                 GError        **error)
{
  Sweep *self = input;
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql_touched);
  GError *cause = NULL;
  GHashTableIter iter;
  gpointer hash;

  galley_statement_bind_integer (statement, 1, self->began);
  while (galley_statement_step (statement, &cause))
    for (int i = 1; i <= 3; i++)
      strike_off (self, galley_statement_get_text (statement, i));

  g_hash_table_iter_init (&iter, self->candidates);
  while (cause == NULL && g_hash_table_iter_next (&iter, &hash, NULL))
    {
      if (!is_still_old (self, database, hash, &cause))
        continue;
      if (galley_media_forget_in_store (database, hash, &cause)
          && galley_hash_folder_remove (self->folder, hash, &cause))
        self->n_removed++;
    }
  if (cause != NULL)
    g_propagate_error (error, cause);
  return NULL;
}

/* Files that were written before @before: those with a row are let go by the first job. */
static void
collect_files (Sweep *self)
{
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  const char *head;

  while (folder != NULL && (head = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, head, NULL);
      g_autoptr (GDir) part = g_dir_open (path, 0, NULL);
      const char *name;

      while (part != NULL && (name = g_dir_read_name (part)) != NULL)
        {
          g_autofree char *file = g_build_filename (path, name, NULL);
          GStatBuf status;

          if (galley_hash_is_valid (name) && strncmp (name, head, 2) == 0 && g_stat (file, &status) == 0
              && (gint64) status.st_mtime < self->before / G_USEC_PER_SEC)
            g_hash_table_add (self->candidates, g_strdup (name));
        }
    }
}

static gboolean
run (GalleyStore   *store,
     GalleyStoreJob job,
     Sweep         *self,
     GCancellable  *cancellable,
     GError       **error)
{
  GError *cause = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  galley_store_run (store, GALLEY_LANE_BACKGROUND, job, self, &cause);
  if (cause == NULL)
    return TRUE;
  g_propagate_error (error, cause);
  return FALSE;
}

gboolean
galley_media_sweep (GalleyStore  *store,
                    gint64        now,
                    guint        *n_removed,
                    GCancellable *cancellable,
                    GError      **error)
{
  g_autoptr (GHashTable) candidates = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *folder = NULL;
  gboolean is_good;
  Sweep self = { 0 };

  g_return_val_if_fail (GALLEY_IS_STORE (store), FALSE);

  folder = g_build_filename (galley_store_get_folder (store), "media", NULL);
  self = (Sweep){
    .folder = folder, .before = now - GALLEY_MEDIA_SWEEP_AGE, .began = now, .candidates = candidates,
  };
  collect_files (&self);
  is_good = run (store, collect_in_store, &self, cancellable, error);
  while (is_good && self.table < G_N_ELEMENTS (tables) && g_hash_table_size (candidates) > 0)
    is_good = run (store, look_in_store, &self, cancellable, error);
  is_good = is_good && (g_hash_table_size (candidates) == 0 || run (store, remove_in_store, &self, cancellable, error));
  if (n_removed != NULL)
    *n_removed = self.n_removed;
  return is_good;
}
