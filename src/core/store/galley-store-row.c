/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading and writing one row of the articles' table. What a change means is decided by the callers
 * (galley-store-articles.c for edits, galley-store-articles-sync.c for the server's side). */
#include "core/store/galley-store-row.h"

#include "core/db/galley-statement.h"
#include "core/store/galley-store-conflict.h"
#include "core/store/galley-store-media.h"
#include "core/store/galley-store-wording.h"
#include "core/wire/galley-wire.h"

static const char sql_find[] =
  "SELECT article.row, generation, article.content_hash, touched, versioned, is_trashed,"
  "  is_removed, base IS NOT NULL, conflicts IS NOT NULL, kind"
  " FROM article LEFT JOIN outbox ON outbox.article = article.id AND kind <> 'action'"
  " WHERE article.id = ?1";
static const char sql_state[] = "SELECT state FROM article WHERE row = ?1";
static const char sql_revision[] = "SELECT text, state FROM article LEFT JOIN content USING (row) WHERE row = ?1";
/* FAIL, for a job that fails is undone as a whole: to undo a statement by itself, which has triggers and so writes in
 * several places, SQLite would first keep a copy of each page that it touches. */
static const char sql_insert[] =
  "INSERT OR FAIL INTO article (generation, id, content_hash, touched, kicker, headline, snippet, status,"
  "  channel, channels, owner, owner_name, state, versioned, base)"
  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?15, iif (?14, '', NULL))";
static const char sql_write[] =
  "UPDATE article SET generation = ?1, content_hash = ?3, touched = ?4, kicker = ?5,"
  "  headline = ?6, snippet = ?7, status = ?8, channel = ?9, channels = ?10, owner = ?11,"
  "  owner_name = ?12, state = ?13, versioned = iif (?14 AND content_hash <> ?3, 0, versioned),"
  "  base = CASE WHEN ?14 THEN ''"
  "    WHEN base = '' THEN (SELECT text FROM content WHERE content.row = article.row) ELSE base END"
  " WHERE id = ?2";
static const char sql_write_content[] =
  "INSERT INTO content (row, text) VALUES (?1, ?2)"
  " ON CONFLICT (row) DO UPDATE SET text = excluded.text WHERE text <> excluded.text";
static const char sql_write_state[] =
  "UPDATE article SET status = ?2, owner = ?3, owner_name = ?4, state = ?5, base = ''"
  " WHERE row = ?1";
/* Of an article whose status and owner are what they were: no index is touched. */
static const char sql_write_state_of_same_list[] =
  "UPDATE article SET owner_name = ?4, state = ?5, base = ''"
  " WHERE row = ?1 AND status = ?2 AND owner = ?3";
static const char sql_write_base[] =
  "UPDATE article SET base = iif (?2 = (SELECT text FROM content WHERE row = ?1), '', ?2) WHERE row = ?1";
static const char sql_write_trash[] =
  "UPDATE article SET is_trashed = ?2, is_removed = ?3 WHERE row = ?1";
static const char sql_write_conflict[] =
  "UPDATE article SET theirs = ?2, conflicts = ?3 WHERE row = ?1";

void
galley_store_row_free (GalleyStoreRow *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->content_hash);
  g_free (self);
}

static GalleyRowWaiting
waiting_from_kind (const char *kind)
{
  if (kind == NULL)
    return GALLEY_ROW_CLEAN;
  return g_str_equal (kind, "put") ? GALLEY_ROW_PUT : GALLEY_ROW_DELETE;
}

GalleyStoreRow *
galley_store_row_find (GalleyDatabase *database,
                       const char     *id,
                       GError        **error)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql_find);
  GalleyStoreRow *self;

  galley_statement_lend_text (statement, 1, id);
  if (!galley_statement_step (statement, error))
    return NULL;

  self = g_new0 (GalleyStoreRow, 1);
  self->row = galley_statement_get_integer (statement, 0);
  self->id = g_strdup (id);
  self->generation = galley_statement_get_integer (statement, 1);
  self->content_hash = galley_statement_dup_text (statement, 2);
  self->touched = galley_statement_get_integer (statement, 3);
  self->versioned = galley_statement_get_integer (statement, 4);
  self->is_trashed = galley_statement_get_integer (statement, 5) != 0;
  self->is_removed = galley_statement_get_integer (statement, 6) != 0;
  self->has_base = galley_statement_get_integer (statement, 7) != 0;
  self->has_conflict = galley_statement_get_integer (statement, 8) != 0;
  self->waiting = waiting_from_kind (galley_statement_get_text (statement, 9));
  return self;
}

GalleyStoreRow *
galley_store_row_load (GalleyDatabase *database,
                       const char     *id,
                       GError        **error)
{
  GError *local_error = NULL;
  GalleyStoreRow *self = galley_store_row_find (database, id, &local_error);

  if (self == NULL && local_error == NULL)
    g_set_error (&local_error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND, "no article %s", id);
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return self;
}

GalleyRevision *
galley_store_read_document (const char *text,
                            const char *what,
                            const char *id,
                            GError    **error)
{
  g_autoptr (GError) local_error = NULL;
  GalleyRevision *revision = NULL;

  if (text != NULL)
    revision = galley_wire_read (text, strlen (text), &local_error);
  if (revision == NULL)
    g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_CORRUPT, "%s of article %s cannot be read: %s",
                 what, id, local_error != NULL ? local_error->message : "nothing there");
  return revision;
}

static GalleyState *
read_state (const char *text,
            const char *id,
            GError    **error)
{
  g_autoptr (GalleyJsonDocument) document =
    galley_json_document_new (text, strlen (text), GALLEY_WIRE_MAX_BYTES, error);
  GalleyJsonValue *object = document != NULL ? galley_json_document_get_object (document, error) : NULL;
  GalleyState *state = object != NULL ? galley_wire_read_state (object, error) : NULL;

  if (state == NULL)
    g_prefix_error (error, "state of article %s: ", id);
  return state;
}

GalleyRevision *
galley_store_read_article (const char *text,
                           const char *state,
                           const char *id,
                           GError    **error)
{
  g_autoptr (GalleyRevision) content = galley_store_read_document (text, "text", id, error);
  g_autoptr (GalleyState) standing = content != NULL ? read_state (state, id, error) : NULL;

  return standing != NULL ? galley_revision_with_state (content, standing) : NULL;
}

GalleyState *
galley_store_row_load_state (GalleyDatabase *database,
                             GalleyStoreRow *self,
                             GError        **error)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql_state);

  galley_statement_bind_integer (statement, 1, self->row);
  if (!galley_statement_step (statement, error))
    return NULL;
  return read_state (galley_statement_get_text (statement, 0), self->id, error);
}

GalleyRevision *
galley_store_row_load_revision (GalleyDatabase *database,
                                GalleyStoreRow *self,
                                GError        **error)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql_revision);

  galley_statement_bind_integer (statement, 1, self->row);
  if (!galley_statement_step (statement, error))
    return NULL;
  return galley_store_read_article (galley_statement_get_text (statement, 0), galley_statement_get_text (statement, 1),
                                    self->id, error);
}

/* What INSERT and UPDATE have in common: ?2 to ?13. */
static void
bind_texts (GalleyStatement        *statement,
            const GalleyStoreTexts *texts,
            gint64                  touched)
{
  GalleyRevision *revision = texts->revision;
  const GalleyState *state = galley_revision_get_state (revision);

  galley_statement_lend_text (statement, 2, galley_revision_get_id (revision));
  galley_statement_lend_text (statement, 3, galley_wire_get_content_hash (revision));
  galley_statement_bind_integer (statement, 4, touched);
  galley_statement_lend_text (statement, 5,
                              galley_revision_get_field (revision, GALLEY_FIELD_KICKER));
  galley_statement_lend_text (statement, 6,
                              galley_revision_get_field (revision, GALLEY_FIELD_HEADLINE));
  galley_statement_lend_text (statement, 7, texts->snippet);
  galley_statement_lend_text (statement, 8, galley_status_get_name (state->status));
  galley_statement_lend_text (statement, 9,
                              galley_revision_get_field (revision, GALLEY_FIELD_CHANNEL));
  galley_statement_lend_text (statement, 10, texts->channels);
  galley_statement_lend_text (statement, 11, state->owner);
  galley_statement_lend_text (statement, 12, state->owner_name);
  galley_statement_lend_text (statement, 13, texts->state);
}

/* What stands beside the row. */
static gboolean
write_beside (GalleyDatabase         *database,
              gint64                  row,
              const GalleyStoreTexts *texts,
              gint64                  touched,
              GError                **error)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql_write_content);

  galley_statement_bind_integer (statement, 1, row);
  galley_statement_lend_text (statement, 2, texts->content);
  return galley_statement_run (statement, error)
         && galley_wording_write_in_store (database, row, texts->revision, texts->wording, error)
         && galley_media_want_named_in_store (database, texts->content, touched, error);
}

gboolean
galley_store_row_insert (GalleyDatabase         *database,
                         const GalleyStoreTexts *texts,
                         gboolean                is_served,
                         gint64                  touched,
                         gint64                  versioned,
                         GError                **error)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql_insert);

  galley_statement_bind_integer (statement, 1, 1);
  bind_texts (statement, texts, touched);
  galley_statement_bind_integer (statement, 14, is_served);
  galley_statement_bind_integer (statement, 15, versioned);
  return galley_statement_run (statement, error)
         && write_beside (database, galley_database_get_last_row_id (database), texts, touched, error);
}

static gboolean
write_row (GalleyDatabase         *database,
           GalleyStoreRow         *self,
           const GalleyStoreTexts *texts,
           gboolean                is_served,
           gint64                  touched,
           GError                **error)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql_write);
  const char *content_hash = galley_wire_get_content_hash (texts->revision);
  gboolean has_changed = !g_str_equal (content_hash, self->content_hash);

  galley_statement_bind_integer (statement, 1, self->generation + (has_changed ? 1 : 0));
  bind_texts (statement, texts, touched);
  galley_statement_bind_integer (statement, 14, is_served);
  if (!galley_statement_run (statement, error) || !write_beside (database, self->row, texts, touched, error))
    return FALSE;

  self->has_base = self->has_base || is_served;
  if (has_changed)
    {
      self->generation++;
      self->versioned = is_served ? 0 : self->versioned;
      g_free (self->content_hash);
      self->content_hash = g_strdup (content_hash);
    }
  self->touched = touched;
  return TRUE;
}

gboolean
galley_store_row_write (GalleyDatabase *database,
                        GalleyStoreRow *self,
                        GalleyRevision *revision,
                        gint64          touched,
                        GError        **error)
{
  g_autoptr (GalleyStoreTexts) texts = galley_store_texts_new (revision);

  return write_row (database, self, texts, FALSE, touched, error);
}

gboolean
galley_store_row_write_served (GalleyDatabase         *database,
                               GalleyStoreRow         *self,
                               const GalleyStoreTexts *served,
                               gint64                  touched,
                               GError                **error)
{
  return write_row (database, self, served, TRUE, touched, error);
}

static gboolean
run_with_state (GalleyDatabase    *database,
                const char        *sql,
                GalleyStoreRow    *self,
                const GalleyState *state,
                const char        *state_text,
                GError           **error)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  galley_statement_bind_integer (statement, 1, self->row);
  galley_statement_lend_text (statement, 2, galley_status_get_name (state->status));
  galley_statement_lend_text (statement, 3, state->owner);
  galley_statement_lend_text (statement, 4, state->owner_name);
  galley_statement_lend_text (statement, 5, state_text);
  return galley_statement_run (statement, error);
}

gboolean
galley_store_row_write_state (GalleyDatabase    *database,
                              GalleyStoreRow    *self,
                              const GalleyState *state,
                              GError           **error)
{
  g_autofree char *state_text = galley_wire_write_state (state);

  if (!run_with_state (database, sql_write_state_of_same_list, self, state, state_text, error)
      || (galley_database_get_changes (database) == 0
          && !run_with_state (database, sql_write_state, self, state, state_text, error))
      || !galley_wording_write_path_in_store (database, self->row, state->published_path, error))
    return FALSE;
  self->has_base = TRUE;
  return TRUE;
}

gboolean
galley_store_row_write_base (GalleyDatabase *database,
                             GalleyStoreRow *self,
                             GalleyRevision *base,
                             GError        **error)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql_write_base);
  g_autofree char *text = base != NULL ? galley_wire_write_content (base) : NULL;

  galley_statement_bind_integer (statement, 1, self->row);
  galley_statement_bind_text (statement, 2, text);
  if (!galley_statement_run (statement, error))
    return FALSE;
  self->has_base = base != NULL;
  return TRUE;
}

gboolean
galley_store_row_write_trash (GalleyDatabase *database,
                              GalleyStoreRow *self,
                              gboolean        is_trashed,
                              gboolean        is_removed,
                              GError        **error)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql_write_trash);

  galley_statement_bind_integer (statement, 1, self->row);
  galley_statement_bind_integer (statement, 2, is_trashed);
  galley_statement_bind_integer (statement, 3, is_removed);
  if (!galley_statement_run (statement, error))
    return FALSE;
  self->is_trashed = is_trashed;
  self->is_removed = is_removed;
  return TRUE;
}

gboolean
galley_store_row_write_conflict (GalleyDatabase *database,
                                 GalleyStoreRow *self,
                                 GalleyRevision *theirs,
                                 GPtrArray      *conflicts,
                                 GError        **error)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql_write_conflict);
  g_autofree char *theirs_text = theirs != NULL ? galley_wire_write (theirs) : NULL;
  g_autofree char *conflicts_text =
    conflicts != NULL ? galley_store_conflicts_write (conflicts) : NULL;

  galley_statement_bind_integer (statement, 1, self->row);
  galley_statement_bind_text (statement, 2, theirs_text);
  galley_statement_bind_text (statement, 3, conflicts_text);
  if (!galley_statement_run (statement, error))
    return FALSE;
  self->has_conflict = conflicts != NULL;
  return TRUE;
}
