/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The media's table. */
#include "core/store/galley-store-media.h"

#include "core/db/galley-statement.h"
#include "core/store/galley-store-job.h"
#include "core/wire/galley-wire-media.h"

#include <string.h>

#define COLUMNS "SELECT hash, state, media_type, size, used, refusal FROM media "
/* A time that lies far ahead was noted by a clock that was wrong. */
#define MAY_BE_ASKED_FOR "(not_before <= ?1 OR not_before > ?1 + 86400000000) AND refusal <> 'stopped'"

static const char sql_find[] = COLUMNS "WHERE hash = ?1";
static const char sql_note[] =
  "INSERT INTO media (hash, state, media_type, size, used) VALUES (?1, ?2, ?3, ?4, ?5)"
  " ON CONFLICT (hash) DO UPDATE SET state = max (state, excluded.state), media_type = excluded.media_type,"
  " size = excluded.size, used = max (used, excluded.used), not_before = 0, refusal = ''";
static const char sql_set_on_server[] = "UPDATE media SET state = ?2, refusal = '' WHERE hash = ?1 AND state <> 0";
static const char sql_refuse[] = "UPDATE media SET refusal = ?2 WHERE hash = ?1 AND state = 1";
/* The column of what the server said has a person's wishes, too: who stops a file, or asks for it again, has seen that. */
static const char sql_stop[] = "UPDATE media SET refusal = 'stopped' WHERE hash = ?1 AND state <> 2";
static const char sql_resume[] =
  "UPDATE media SET refusal = iif (state = 1, 'asked', ''), not_before = 0 WHERE hash = ?1 AND refusal = 'stopped'";
/* From the first row to the last: an index would be slower where many are wanted. */
static const char sql_list_stopped[] = COLUMNS "WHERE refusal = 'stopped'";
static const char sql_list_wished[] = COLUMNS "WHERE state = 1 AND refusal = ?1 ORDER BY used, hash";
static const char sql_want[] =
  "INSERT INTO media (hash, state, media_type, size, used) VALUES (?1, 0, ?2, 0, ?3)"
  " ON CONFLICT (hash) DO UPDATE SET used = max (used, excluded.used)";
static const char sql_delay[] = "UPDATE media SET not_before = ?2 WHERE hash = ?1 AND state = 0";
static const char sql_forget[] = "DELETE FROM media WHERE hash = ?1";
static const char sql_count_wanted[] =
  "SELECT count (*) FROM media WHERE state = 0 AND " MAY_BE_ASKED_FOR;
static const char sql_list_wanted[] =
  COLUMNS "WHERE state = 0 AND " MAY_BE_ASKED_FOR " ORDER BY used DESC, hash LIMIT ?2";
static const char sql_get_size[] = "SELECT coalesce (sum (size), 0) FROM media WHERE state <> 0";
static const char sql_list_kept[] = COLUMNS "WHERE state = 2 ORDER BY used, hash";
static const char sql_list_old[] = COLUMNS "WHERE state = 1 AND used < ?1 ORDER BY used, hash";

void
galley_media_row_free (GalleyMediaRow *self)
{
  if (self == NULL)
    return;
  g_free (self->hash);
  g_free (self->media_type);
  g_free (self->refusal);
  g_free (self);
}

static const char *const wishes[] = {
  [GALLEY_MEDIA_WISH_NONE] = "",
  [GALLEY_MEDIA_WISH_STOPPED] = "stopped",
  [GALLEY_MEDIA_WISH_ASKED] = "asked",
};

/* In the place of @refusal, where it is one. */
static GalleyMediaWish
take_wish (char **refusal)
{
  for (guint i = 1; i < G_N_ELEMENTS (wishes); i++)
    if (strcmp (*refusal, wishes[i]) == 0)
      {
        g_free (*refusal);
        *refusal = g_strdup ("");
        return i;
      }
  return GALLEY_MEDIA_WISH_NONE;
}

static GalleyMediaRow *
read_row (GalleyStatement *statement)
{
  GalleyMediaRow *self = g_new0 (GalleyMediaRow, 1);

  self->hash = galley_statement_dup_text (statement, 0);
  self->state = galley_statement_get_integer (statement, 1);
  self->media_type = galley_statement_dup_text (statement, 2);
  self->size = galley_statement_get_integer (statement, 3);
  self->used = galley_statement_get_integer (statement, 4);
  self->refusal = galley_statement_dup_text (statement, 5);
  self->wish = take_wish (&self->refusal);
  return self;
}

static GPtrArray *
read_rows (GalleyStatement *statement,
           GError         **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_media_row_free);
  GError *local_error = NULL;

  while (galley_statement_step (statement, &local_error))
    g_ptr_array_add (rows, read_row (statement));
  if (local_error == NULL)
    return g_steal_pointer (&rows);
  g_propagate_error (error, local_error);
  return NULL;
}

GalleyMediaRow *
galley_media_find_in_store (GalleyDatabase *database,
                            const char     *hash,
                            GError        **error)
{
  g_autoptr (GalleyStatement) statement = NULL;

  g_return_val_if_fail (database != NULL && hash != NULL, NULL);

  statement = galley_statement_get (database, sql_find);
  galley_statement_bind_text (statement, 1, hash);
  return galley_statement_step (statement, error) ? read_row (statement) : NULL;
}

gboolean
galley_media_note_in_store (GalleyDatabase *database,
                            const char     *hash,
                            const char     *media_type,
                            gint64          size,
                            gboolean        is_on_server,
                            gint64          now,
                            GError        **error)
{
  g_autoptr (GalleyStatement) statement = NULL;

  g_return_val_if_fail (database != NULL && hash != NULL && media_type != NULL, FALSE);

  galley_store_announce_media (database, hash, TRUE);
  statement = galley_statement_get (database, sql_note);
  galley_statement_bind_text (statement, 1, hash);
  galley_statement_bind_integer (statement, 2, is_on_server ? GALLEY_MEDIA_KEPT : GALLEY_MEDIA_HERE);
  galley_statement_bind_text (statement, 3, media_type);
  galley_statement_bind_integer (statement, 4, size);
  galley_statement_bind_integer (statement, 5, now);
  return galley_statement_run (statement, error);
}

gboolean
galley_media_set_on_server_in_store (GalleyDatabase *database,
                                     const char     *hash,
                                     gboolean        is_on_server,
                                     GError        **error)
{
  g_autoptr (GalleyStatement) statement = NULL;

  g_return_val_if_fail (database != NULL && hash != NULL, FALSE);

  galley_store_announce_media (database, hash, FALSE);
  statement = galley_statement_get (database, sql_set_on_server);
  galley_statement_bind_text (statement, 1, hash);
  galley_statement_bind_integer (statement, 2, is_on_server ? GALLEY_MEDIA_KEPT : GALLEY_MEDIA_HERE);
  return galley_statement_run (statement, error);
}

gboolean
galley_media_refuse_in_store (GalleyDatabase *database,
                              const char     *hash,
                              const char     *refusal,
                              GError        **error)
{
  g_autoptr (GalleyStatement) statement = NULL;

  g_return_val_if_fail (database != NULL && hash != NULL && refusal != NULL, FALSE);

  galley_store_announce_media (database, hash, FALSE);
  statement = galley_statement_get (database, sql_refuse);
  galley_statement_bind_text (statement, 1, hash);
  galley_statement_bind_text (statement, 2, refusal);
  return galley_statement_run (statement, error);
}

static gboolean
run_for_wish (GalleyDatabase *database,
              const char     *sql,
              const char     *hash,
              GError        **error)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  galley_store_announce_outbox (database);
  galley_store_announce_media (database, hash, FALSE);
  galley_statement_bind_text (statement, 1, hash);
  return galley_statement_run (statement, error);
}

gboolean
galley_media_stop_in_store (GalleyDatabase *database,
                            const char     *hash,
                            GError        **error)
{
  g_return_val_if_fail (database != NULL && hash != NULL, FALSE);

  return run_for_wish (database, sql_stop, hash, error);
}

gboolean
galley_media_resume_in_store (GalleyDatabase *database,
                              const char     *hash,
                              GError        **error)
{
  g_return_val_if_fail (database != NULL && hash != NULL, FALSE);

  return run_for_wish (database, sql_resume, hash, error);
}

gboolean
galley_media_resume_stopped_in_store (GalleyDatabase *database,
                                      GError        **error)
{
  g_autoptr (GPtrArray) rows = NULL;

  g_return_val_if_fail (database != NULL, FALSE);

  rows = galley_media_list_wished_in_store (database, GALLEY_MEDIA_WISH_STOPPED, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (!galley_media_resume_in_store (database, ((GalleyMediaRow *) rows->pdata[i])->hash, error))
      return FALSE;
  return rows != NULL;
}

gboolean
galley_media_resume_named_in_store (GalleyDatabase *database,
                                    const char     *text,
                                    GError        **error)
{
  g_autoptr (GArray) names = NULL;

  g_return_val_if_fail (database != NULL && text != NULL, FALSE);

  names = galley_wire_list_media (text, strlen (text));
  for (guint i = 0; i < names->len; i++)
    if (!galley_media_resume_in_store (database, g_array_index (names, GalleyMediaName, i).hash, error))
      return FALSE;
  return TRUE;
}

GPtrArray *
galley_media_list_stopped_in_store (GalleyDatabase *database,
                                    GError        **error)
{
  g_autoptr (GalleyStatement) statement = NULL;

  g_return_val_if_fail (database != NULL, NULL);

  statement = galley_statement_get (database, sql_list_stopped);
  return read_rows (statement, error);
}

GPtrArray *
galley_media_list_wished_in_store (GalleyDatabase *database,
                                   GalleyMediaWish wish,
                                   GError        **error)
{
  g_autoptr (GalleyStatement) statement = NULL;

  g_return_val_if_fail (database != NULL && wish != GALLEY_MEDIA_WISH_NONE, NULL);

  statement = galley_statement_get (database, sql_list_wished);
  galley_statement_bind_text (statement, 1, wishes[wish]);
  return read_rows (statement, error);
}

gboolean
galley_media_want_in_store (GalleyDatabase *database,
                            const char     *hash,
                            const char     *media_type,
                            gint64          now,
                            GError        **error)
{
  g_autoptr (GalleyStatement) statement = NULL;

  g_return_val_if_fail (database != NULL && hash != NULL && media_type != NULL, FALSE);

  statement = galley_statement_get (database, sql_want);
  galley_statement_bind_text (statement, 1, hash);
  galley_statement_bind_text (statement, 2, media_type);
  galley_statement_bind_integer (statement, 3, now);
  return galley_statement_run (statement, error);
}

gboolean
galley_media_want_named_in_store (GalleyDatabase *database,
                                  const char     *text,
                                  gint64          now,
                                  GError        **error)
{
  g_autoptr (GArray) names = galley_wire_list_media (text, strlen (text));

  for (guint i = 0; i < names->len; i++)
    {
      const GalleyMediaName *name = &g_array_index (names, GalleyMediaName, i);

      if (!galley_media_want_in_store (database, name->hash, name->media_type, now, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
galley_media_delay_in_store (GalleyDatabase *database,
                             const char     *hash,
                             gint64          not_before,
                             GError        **error)
{
  g_autoptr (GalleyStatement) statement = NULL;

  g_return_val_if_fail (database != NULL && hash != NULL, FALSE);

  statement = galley_statement_get (database, sql_delay);
  galley_statement_bind_text (statement, 1, hash);
  galley_statement_bind_integer (statement, 2, not_before);
  return galley_statement_run (statement, error);
}

gboolean
galley_media_forget_in_store (GalleyDatabase *database,
                              const char     *hash,
                              GError        **error)
{
  g_autoptr (GalleyStatement) statement = NULL;

  g_return_val_if_fail (database != NULL && hash != NULL, FALSE);

  galley_store_announce_media (database, hash, FALSE);
  statement = galley_statement_get (database, sql_forget);
  galley_statement_bind_text (statement, 1, hash);
  return galley_statement_run (statement, error);
}

GPtrArray *
galley_media_list_wanted_in_store (GalleyDatabase *database,
                                   gint64          now,
                                   guint           n_most,
                                   guint          *n_wanted,
                                   GError        **error)
{
  g_autoptr (GalleyStatement) count = NULL;
  g_autoptr (GalleyStatement) statement = NULL;

  g_return_val_if_fail (database != NULL && n_wanted != NULL, NULL);

  count = galley_statement_get (database, sql_count_wanted);
  galley_statement_bind_integer (count, 1, now);
  if (!galley_statement_step (count, error))
    return NULL;
  *n_wanted = (guint) galley_statement_get_integer (count, 0);
  statement = galley_statement_get (database, sql_list_wanted);
  galley_statement_bind_integer (statement, 1, now);
  galley_statement_bind_integer (statement, 2, n_most);
  return read_rows (statement, error);
}

gint64
galley_media_get_size_in_store (GalleyDatabase *database,
                                GError        **error)
{
  g_autoptr (GalleyStatement) statement = NULL;

  g_return_val_if_fail (database != NULL, 0);

  statement = galley_statement_get (database, sql_get_size);
  return galley_statement_step (statement, error) ? galley_statement_get_integer (statement, 0) : 0;
}

GPtrArray *
galley_media_list_evictable_in_store (GalleyDatabase *database,
                                      gint64          limit,
                                      GError        **error)
{
  g_autoptr (GalleyStatement) statement = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_media_row_free);
  GError *local_error = NULL;
  gint64 size;

  g_return_val_if_fail (database != NULL, NULL);

  size = galley_media_get_size_in_store (database, &local_error);
  statement = galley_statement_get (database, sql_list_kept);
  while (local_error == NULL && size > limit && galley_statement_step (statement, &local_error))
    {
      GalleyMediaRow *row = read_row (statement);

      size -= row->size;
      g_ptr_array_add (rows, row);
    }
  if (local_error == NULL)
    return g_steal_pointer (&rows);
  g_propagate_error (error, local_error);
  return NULL;
}

GPtrArray *
galley_media_list_old_in_store (GalleyDatabase *database,
                                gint64          before,
                                GError        **error)
{
  g_autoptr (GalleyStatement) statement = NULL;

  g_return_val_if_fail (database != NULL, NULL);

  statement = galley_statement_get (database, sql_list_old);
  galley_statement_bind_integer (statement, 1, before);
  return read_rows (statement, error);
}
