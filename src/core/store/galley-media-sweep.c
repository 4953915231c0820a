/* SPDX-License-Identifier: GPL-3.0-or-later */
/* First the candidates: what is here alone and old, and files without a row. Then all texts are looked through, so many
 * rows a step, and what they name is struck off. What is written meanwhile is looked through by the last step, which removes
 * what is left. Texts are looked through for the spelling of a name, wherever it stands: whatever could be one counts. */
#include "core/store/galley-media-sweep.h"

#include "core/base/galley-hash-folder.h"
#include "core/base/galley-id.h"
#include "core/db/galley-statement.h"
#include "core/store/galley-store-media.h"

#include <glib/gstdio.h>
#include <string.h>

#define ROWS 50 /* of a step */
#define SPELLING "=\\\"media/"

static const char sql_articles[] =
  "SELECT row, text, base, theirs FROM article LEFT JOIN content USING (row) WHERE row > ?1 ORDER BY row LIMIT ?2";
static const char sql_versions[] = "SELECT row, document FROM version WHERE row > ?1 ORDER BY row LIMIT ?2";
static const char sql_templates[] = "SELECT rowid, document FROM template WHERE rowid > ?1 ORDER BY rowid LIMIT ?2";
static const char sql_touched[] =
  "SELECT row, text, base, theirs FROM article LEFT JOIN content USING (row) WHERE touched >= ?1";

static const struct
{
  const char *sql;
  int n_texts;
} tables[] = { { sql_articles, 3 }, { sql_versions, 1 }, { sql_templates, 1 } };

typedef enum
{
  COLLECTING,
  LOOKING,
  REMOVING,
  DONE,
} Stage;

struct _GalleyMediaSweep
{
  gatomicrefcount references;

  char *folder; /* of the media */
  gint64 before;
  gint64 began;           /* what is touched from then on is looked at in the end */
  GHashTable *candidates; /* hashes */
  Stage stage;
  guint table;
  gint64 behind; /* the last row that was looked at */
  guint n_removed;
};

GalleyMediaSweep *
galley_media_sweep_new (const char *folder,
                        gint64      now)
{
  GalleyMediaSweep *self;

  g_return_val_if_fail (folder != NULL, NULL);

  self = g_new0 (GalleyMediaSweep, 1);
  g_atomic_ref_count_init (&self->references);
  self->folder = g_build_filename (folder, "media", NULL);
  self->before = now - GALLEY_MEDIA_SWEEP_AGE;
  self->began = now;
  self->candidates = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

GalleyMediaSweep *
galley_media_sweep_ref (GalleyMediaSweep *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
galley_media_sweep_unref (GalleyMediaSweep *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_free (self->folder);
  g_hash_table_unref (self->candidates);
  g_free (self);
}

static void
strike_off (GalleyMediaSweep *self,
            const char       *text)
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

/* Files that were written before @before: those with a row are let go at once. */
static void
collect_files (GalleyMediaSweep *self)
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

static void
collect_in_store (GalleyMediaSweep *self,
                  GalleyDatabase   *database,
                  GError          **error)
{
  g_autoptr (GPtrArray) rows = galley_media_list_old_in_store (database, self->before, error);
  GHashTableIter iter;
  gpointer hash;

  if (rows == NULL)
    return;
  collect_files (self);
  g_hash_table_iter_init (&iter, self->candidates);
  while (g_hash_table_iter_next (&iter, &hash, NULL))
    {
      g_autoptr (GError) fault = NULL;
      g_autoptr (GalleyMediaRow) row = galley_media_find_in_store (database, hash, &fault);

      /* What cannot be asked for stays. */
      if (row != NULL || fault != NULL)
        g_hash_table_iter_remove (&iter);
    }
  for (guint i = 0; i < rows->len; i++)
    g_hash_table_add (self->candidates, g_strdup (((GalleyMediaRow *) g_ptr_array_index (rows, i))->hash));
  self->stage = LOOKING;
}

static void
look_in_store (GalleyMediaSweep *self,
               GalleyDatabase   *database,
               GError          **error)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, tables[self->table].sql);
  GError *cause = NULL;
  guint n_rows = 0;

  galley_statement_bind_integer (statement, 1, self->behind);
  galley_statement_bind_integer (statement, 2, ROWS);
  while (galley_statement_step (statement, &cause))
    {
      self->behind = galley_statement_get_integer (statement, 0);
      for (int i = 1; i <= tables[self->table].n_texts; i++)
        strike_off (self, galley_statement_get_text (statement, i));
      n_rows++;
    }
  if (cause != NULL)
    {
      g_propagate_error (error, cause);
      return;
    }
  if (n_rows == ROWS)
    return;
  self->behind = 0;
  self->table++;
  if (self->table == G_N_ELEMENTS (tables))
    self->stage = REMOVING;
}

/* A row that was put or named meanwhile is no candidate any more; a file without a row is one. */
static gboolean
is_still_old (GalleyMediaSweep *self,
              GalleyDatabase   *database,
              const char       *hash,
              GError          **error)
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

static void
remove_in_store (GalleyMediaSweep *self,
                 GalleyDatabase   *database,
                 GError          **error)
{
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
  self->stage = DONE;
  if (cause != NULL)
    g_propagate_error (error, cause);
}

gboolean
galley_media_sweep_step_in_store (GalleyMediaSweep *self,
                                  GalleyDatabase   *database,
                                  GError          **error)
{
  GError *cause = NULL;

  g_return_val_if_fail (self != NULL && database != NULL, FALSE);

  if (self->stage == COLLECTING)
    {
      galley_new_file_clear (self->folder, self->before);
      collect_in_store (self, database, &cause);
    }
  else if (self->stage == LOOKING)
    look_in_store (self, database, &cause);
  else if (self->stage == REMOVING)
    remove_in_store (self, database, &cause);
  if (g_hash_table_size (self->candidates) == 0)
    self->stage = DONE;
  if (cause == NULL)
    return TRUE;
  g_propagate_error (error, cause);
  return FALSE;
}

gboolean
galley_media_sweep_is_done (GalleyMediaSweep *self)
{
  g_return_val_if_fail (self != NULL, TRUE);
  return self->stage == DONE;
}

guint
galley_media_sweep_get_n_removed (GalleyMediaSweep *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->n_removed;
}
