/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-server-revisions.h"

#include "core/base/galley-id.h"
#include "core/db/galley-statement.h"
#include "server/galley-text-delta.h"

#include <string.h>

/* Whole texts stand this many numbers apart, or closer. */
#define STRIDE 32

void
galley_server_revision_free (GalleyServerRevision *self)
{
  if (self == NULL)
    return;
  g_free (self->user);
  g_free (self->user_name);
  g_free (self->action);
  g_free (self->content_hash);
  g_free (self->comment);
  g_free (self);
}

/* The number of the article's last revision; 0: there is none. */
static gboolean
get_last (GalleyDatabase *database,
          const char     *article,
          gint64         *number,
          GError        **error)
{
  static const char sql[] = "SELECT coalesce (max (number), 0) FROM revisions WHERE article = ?1";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  galley_statement_bind_text (statement, 1, article);
  if (!galley_statement_step (statement, error))
    return FALSE;
  *number = galley_statement_get_integer (statement, 0);
  return TRUE;
}

static gboolean
keep_text (GalleyDatabase *database,
           const char     *article,
           gint64          number,
           gint64          next,
           const char     *old,
           const char     *text,
           GError        **error)
{
  static const char sql[] = "INSERT INTO revision_texts (article, number, head, tail, middle)"
                            " VALUES (?1, ?2, ?3, ?4, ?5)";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);
  gboolean is_whole = number / STRIDE != next / STRIDE;
  g_autofree char *middle = NULL;
  GalleyTextDelta delta = galley_text_delta_find (old, is_whole ? "" : text, &middle);

  galley_statement_bind_text (statement, 1, article);
  galley_statement_bind_integer (statement, 2, number);
  galley_statement_bind_integer (statement, 3, (gint64) delta.head);
  galley_statement_bind_integer (statement, 4, (gint64) delta.tail);
  galley_statement_bind_text (statement, 5, middle);
  return galley_statement_run (statement, error);
}

gboolean
galley_server_revisions_note (GalleyDatabase *database,
                              const char     *article,
                              gint64          number,
                              gint64          entry,
                              const char     *text,
                              const char     *old,
                              GError        **error)
{
  static const char sql[] = "INSERT INTO revisions (article, number, entry) VALUES (?1, ?2, ?3)";
  g_autoptr (GalleyStatement) statement = NULL;
  gint64 last = 0;

  g_return_val_if_fail (galley_database_is_in_transaction (database), FALSE);
  g_return_val_if_fail (article != NULL && text != NULL, FALSE);

  if (old != NULL && !get_last (database, article, &last, error))
    return FALSE;
  if (last > 0 && !keep_text (database, article, last, number, old, text, error))
    return FALSE;
  statement = galley_statement_get (database, sql);
  galley_statement_lend_text (statement, 1, article);
  galley_statement_bind_integer (statement, 2, number);
  galley_statement_bind_integer (statement, 3, entry);
  return galley_statement_run (statement, error);
}

GPtrArray *
galley_server_revisions_list (GalleyDatabase *database,
                              const char     *article,
                              gint64          before,
                              guint           limit,
                              GError        **error)
{
  static const char sql[] =
    "SELECT revisions.number, coalesce (time, 0), coalesce (user, ''), coalesce (user_name, ''), coalesce (action, ''),"
    " coalesce (content_hash, ''), coalesce (comment, '') FROM revisions LEFT JOIN audit ON audit.number = entry"
    " WHERE revisions.article = ?1 AND revisions.number < ?2 ORDER BY revisions.number DESC LIMIT ?3";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);
  g_autoptr (GPtrArray) revisions = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_server_revision_free);
  GError *step_error = NULL;

  galley_statement_bind_text (statement, 1, article);
  galley_statement_bind_integer (statement, 2, before);
  galley_statement_bind_integer (statement, 3, limit);
  while (galley_statement_step (statement, &step_error))
    {
      GalleyServerRevision *revision = g_new0 (GalleyServerRevision, 1);

      revision->number = galley_statement_get_integer (statement, 0);
      revision->time = galley_statement_get_integer (statement, 1);
      revision->user = galley_statement_dup_text (statement, 2);
      revision->user_name = galley_statement_dup_text (statement, 3);
      revision->action = galley_statement_dup_text (statement, 4);
      revision->content_hash = galley_statement_dup_text (statement, 5);
      revision->comment = galley_statement_dup_text (statement, 6);
      g_ptr_array_add (revisions, revision);
    }
  if (step_error == NULL)
    return g_steal_pointer (&revisions);
  g_propagate_error (error, step_error);
  return NULL;
}

/* A revision whose act was before there were any has no hash to be held against. */
static gboolean
is_as_kept (const char *text,
            const char *content_hash)
{
  g_autofree char *hash = *content_hash != '\0' ? galley_hash_bytes (text, strlen (text)) : NULL;

  return hash == NULL || strcmp (hash, content_hash) == 0;
}

typedef gboolean (*RevisionFunc) (gint64      number,
                                  const char *text,
                                  gboolean    is_good,
                                  gpointer    data);

/* The article's revisions up to @up_to, newest first, each with its text, which is NULL where it cannot be made; until
 * @function returns FALSE. */
static gboolean
walk (GalleyDatabase *database,
      const char     *article,
      gint64          up_to,
      const char     *present,
      RevisionFunc    function,
      gpointer        data,
      GError        **error)
{
  static const char sql[] =
    "SELECT revisions.number, coalesce (content_hash, ''), head, tail, middle FROM revisions"
    " LEFT JOIN revision_texts ON revision_texts.article = revisions.article AND revision_texts.number = revisions.number"
    " LEFT JOIN audit ON audit.number = entry"
    " WHERE revisions.article = ?1 AND revisions.number <= ?2 ORDER BY revisions.number DESC";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);
  g_autofree char *text = g_strdup (present);
  GError *step_error = NULL;

  galley_statement_bind_text (statement, 1, article);
  galley_statement_bind_integer (statement, 2, up_to);
  while (galley_statement_step (statement, &step_error))
    {
      if (!galley_statement_is_null (statement, 2))
        {
          GalleyTextDelta delta = { (gsize) galley_statement_get_integer (statement, 2),
                                    (gsize) galley_statement_get_integer (statement, 3) };
          gboolean is_whole = delta.head == 0 && delta.tail == 0;
          char *older = is_whole || text != NULL
                          ? galley_text_delta_apply (&delta, galley_statement_get_text (statement, 4),
                                                     text != NULL ? text : "")
                          : NULL;

          g_free (text);
          text = older;
        }
      if (!function (galley_statement_get_integer (statement, 0), text,
                     text != NULL && is_as_kept (text, galley_statement_get_text (statement, 1)), data))
        return TRUE;
    }
  if (step_error == NULL)
    return TRUE;
  g_propagate_error (error, step_error);
  return FALSE;
}

/* Where to begin for @number: at the next whole text, or at the article's own. */
static gboolean
find_start (GalleyDatabase *database,
            const char     *article,
            gint64          number,
            gint64         *start,
            GError        **error)
{
  static const char sql[] = "SELECT coalesce (min (number), ?3) FROM revision_texts"
                            " WHERE article = ?1 AND number >= ?2 AND head = 0 AND tail = 0";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  galley_statement_bind_text (statement, 1, article);
  galley_statement_bind_integer (statement, 2, number);
  galley_statement_bind_integer (statement, 3, G_MAXINT64);
  if (!galley_statement_step (statement, error))
    return FALSE;
  *start = galley_statement_get_integer (statement, 0);
  return TRUE;
}

typedef struct
{
  gint64 number;
  gboolean is_found;
  char *text;
} Wanted;

static gboolean
take_wanted (gint64      number,
             const char *text,
             gboolean    is_good,
             gpointer    data)
{
  Wanted *wanted = data;

  wanted->is_found = number == wanted->number;
  if (wanted->is_found && is_good)
    wanted->text = g_strdup (text);
  return number > wanted->number;
}

static void
set_damaged (GError    **error,
             const char *article,
             gint64      number)
{
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_CORRUPT,
               "revision %" G_GINT64_FORMAT " of article %s is not what was kept", number, article);
}

char *
galley_server_revisions_dup_text (GalleyDatabase *database,
                                  const char     *article,
                                  gint64          number,
                                  const char     *present,
                                  GError        **error)
{
  Wanted wanted = { .number = number };
  gint64 start;

  if (!find_start (database, article, number, &start, error)
      || !walk (database, article, start, present, take_wanted, &wanted, error))
    return NULL;
  if (wanted.is_found && wanted.text == NULL)
    set_damaged (error, article, number);
  return wanted.text;
}

typedef struct
{
  gint64 n_revisions;
  gint64 bad; /* 0: none yet */
} Checked;

static gboolean
check (gint64      number,
       const char *text,
       gboolean    is_good,
       gpointer    data)
{
  Checked *checked = data;

  checked->n_revisions++;
  checked->bad = is_good ? 0 : number;
  return is_good;
}

gboolean
galley_server_revisions_check (GalleyDatabase *database,
                               const char     *article,
                               const char     *present,
                               gint64         *n_revisions,
                               GError        **error)
{
  Checked checked = { 0 };

  if (!walk (database, article, G_MAXINT64, present, check, &checked, error))
    return FALSE;
  *n_revisions += checked.n_revisions;
  if (checked.bad == 0)
    return TRUE;
  set_damaged (error, article, checked.bad);
  return FALSE;
}
