/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables that hold what people wrote, each walked along its rows. What only repeats something is not read. */
#include "core/store/galley-store-salvage.h"

#include "core/base/galley-id.h"
#include "core/db/galley-statement.h"
#include "core/store/galley-store-articles.h"
#include "core/store/galley-store-conflict.h"
#include "core/store/galley-store-outbox-content.h"
#include "core/store/galley-store-salvage-pages.h"
#include "core/store/galley-store-salvage-rows.h"
#include "core/store/galley-store-version-keep.h"
#include "core/wire/galley-wire.h"

#include <string.h>

#define MAX_TEXT (32 * 1024 * 1024) /* of a value, more than any that is written */

#define ARTICLE_COLUMNS(text) \
  "row, id, generation, content_hash, touched, versioned, is_trashed, is_removed, caret_block, caret_offset, state, " text
#define ARTICLE_TABLE(text, from)                                                                                \
  {                                                                                                              \
    "SELECT " ARTICLE_COLUMNS (text) ", base, theirs, conflicts FROM " from " WHERE row > ?1 ORDER BY row LIMIT 1", \
      "SELECT " ARTICLE_COLUMNS (text) ", base, theirs, conflicts FROM " from " WHERE row = ?1",                 \
      "SELECT " ARTICLE_COLUMNS (text) ", NULL, NULL, NULL FROM " from " WHERE row = ?1",                        \
      "SELECT max (row) FROM article",                                                                           \
  }

static const GalleySalvageTable article_table = ARTICLE_TABLE ("text", "article LEFT JOIN content USING (row)");
/* Up to schema 6 the text stood in the article's row. */
static const GalleySalvageTable early_article_table = ARTICLE_TABLE ("document", "article");
/* Texts whose article's row cannot be read. */
#define ORPHAN_COLUMNS "row, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, text, NULL, NULL, NULL"
static const GalleySalvageTable orphan_table = {
  "SELECT " ORPHAN_COLUMNS " FROM content WHERE row > ?1 ORDER BY row LIMIT 1",
  "SELECT " ORPHAN_COLUMNS " FROM content WHERE row = ?1",
  NULL,
  "SELECT max (row) FROM content",
};
static const GalleySalvageTable version_table = {
  "SELECT row, article, time, reason, content_hash, document FROM version WHERE row > ?1 ORDER BY row LIMIT 1",
  "SELECT row, article, time, reason, content_hash, document FROM version WHERE row = ?1",
  NULL,
  "SELECT max (row) FROM version",
};
static const GalleySalvageTable template_table = {
  "SELECT rowid, id, name, document FROM template WHERE rowid > ?1 ORDER BY rowid LIMIT 1",
  "SELECT rowid, id, name, document FROM template WHERE rowid = ?1",
  NULL,
  "SELECT max (rowid) FROM template",
};
static const GalleySalvageTable outbox_table = {
  "SELECT sequence, kind, article, name, action, content_hash, comment, queued_real, queued_boot, boot_id, hold_until,"
  " parked FROM outbox WHERE sequence > ?1 ORDER BY sequence LIMIT 1",
  "SELECT sequence, kind, article, name, action, content_hash, comment, queued_real, queued_boot, boot_id, hold_until,"
  " parked FROM outbox WHERE sequence = ?1",
  NULL,
  "SELECT max (sequence) FROM outbox",
};

static const char sql_has_content[] = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'content'";
static const char *const sql_settings[] = { "SELECT name, value FROM setting ORDER BY name",
                                            "SELECT name, value FROM setting ORDER BY name DESC" };
static const char *const sql_entries[] = { "SELECT list, id, value FROM list_entry ORDER BY list, id",
                                           "SELECT list, id, value FROM list_entry ORDER BY list DESC, id DESC" };
static const char *const sql_media[] = {
  "SELECT hash, state, media_type, size, used, not_before FROM media ORDER BY hash",
  "SELECT hash, state, media_type, size, used, not_before FROM media ORDER BY hash DESC",
};

static const char sql_put_setting[] = "INSERT OR IGNORE INTO setting (name, value) VALUES (?1, ?2)";
static const char sql_put_entry[] = "INSERT OR IGNORE INTO list_entry (list, id, value) VALUES (?1, ?2, ?3)";
static const char sql_put_media[] =
  "INSERT OR IGNORE INTO media (hash, state, media_type, size, used, not_before) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
static const char sql_put_template[] = "INSERT OR IGNORE INTO template (id, name, document) VALUES (?1, ?2, ?3)";
static const char sql_put_order[] =
  "INSERT OR IGNORE INTO outbox (kind, article, name, action, content_hash, comment, queued_real, queued_boot, boot_id,"
  " hold_until, parked) VALUES ('action', ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
static const char sql_put_version[] =
  "INSERT INTO version (article, time, reason, content_hash, document) SELECT ?1, ?2, ?3, ?4, ?5"
  " WHERE NOT EXISTS (SELECT 1 FROM version WHERE article = ?1 AND time = ?2 AND content_hash = ?4)";
static const char sql_finish_article[] =
  "UPDATE article SET generation = ?2, caret_block = ?3, caret_offset = ?4 WHERE row = ?1";

/* What stands in the source's outbox for the content of an article. */
typedef struct
{
  GalleyRowWaiting waiting;
  gint64 queued;
  char *parked;
} Waiting;

typedef struct
{
  GalleyDatabase *source;
  GalleyDatabase *target;
  gboolean is_last_word;
  gint64 now;
  GHashTable *waiting; /* id -> Waiting */
  GHashTable *rows;    /* row of the source -> row of the target, gint64 */
  GalleySalvage *salvage;
} Salvaging;

static void
waiting_free (gpointer data)
{
  Waiting *self = data;

  g_free (self->parked);
  g_free (self);
}

/* A row that the target will not have, damaged as it is, is left out; what the target cannot write is another thing. */
static gboolean
is_well (Salvaging *self,
         GError    *cause,
         GError   **error)
{
  if (cause == NULL)
    return TRUE;
  if (g_error_matches (cause, GALLEY_ERROR, GALLEY_ERROR_CONFLICT)
      || g_error_matches (cause, GALLEY_ERROR, GALLEY_ERROR_INVALID))
    {
      self->salvage->is_broken = TRUE;
      g_error_free (cause);
      return TRUE;
    }
  g_propagate_error (error, cause);
  return FALSE;
}

static GalleyRevision *
read_text (const char *text)
{
  /* What cannot be read is counted by who asks. */
  return text != NULL && *text != '\0' ? galley_wire_read (text, strlen (text), NULL) : NULL;
}

/* Articles. */

typedef struct
{
  gint64 row, generation, touched, versioned;
  gboolean is_trashed, is_removed, is_served;
  guint caret_block, caret_offset;
  const char *content_hash;
  GalleyRevision *revision, *base, *theirs;
  GPtrArray *conflicts;
} Article;

static void
article_clear (Article *self)
{
  g_clear_pointer (&self->revision, galley_revision_unref);
  g_clear_pointer (&self->base, galley_revision_unref);
  g_clear_pointer (&self->theirs, galley_revision_unref);
  g_clear_pointer (&self->conflicts, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Article, article_clear)

/* The text alone where its state cannot be read: it goes up as if it were new, and comes together with what is there. */
static GalleyRevision *
read_with_state (const char *text,
                 const char *state,
                 gboolean   *has_state)
{
  GalleyRevision *revision = NULL;

  if (text != NULL && state != NULL)
    revision = galley_store_read_article (text, state, "", NULL);
  *has_state = revision != NULL;
  return revision != NULL ? revision : read_text (text);
}

static void
read_article (GalleyStatement *row,
              gint64           now,
              Article         *article)
{
  const char *base = galley_statement_get_text (row, 12);
  const char *conflicts = galley_statement_get_text (row, 14);
  gboolean has_state;

  article->row = galley_statement_get_integer (row, 0);
  article->generation = galley_statement_get_integer (row, 2);
  article->content_hash = galley_statement_get_text (row, 3);
  article->touched = galley_statement_is_null (row, 4) ? now : galley_statement_get_integer (row, 4);
  article->versioned = galley_statement_get_integer (row, 5);
  article->is_trashed = galley_statement_get_integer (row, 6) != 0;
  article->is_removed = galley_statement_get_integer (row, 7) != 0;
  article->caret_block = (guint) galley_statement_get_integer (row, 8);
  article->caret_offset = (guint) galley_statement_get_integer (row, 9);
  article->revision =
    read_with_state (galley_statement_get_text (row, 11), galley_statement_get_text (row, 10), &has_state);
  article->is_served = has_state && g_strcmp0 (base, GALLEY_STORE_BASE_IS_CONTENT) == 0;
  article->base = has_state ? read_text (base) : NULL;
  article->theirs = read_text (galley_statement_get_text (row, 13));
  if (article->theirs != NULL && conflicts != NULL)
    article->conflicts = galley_store_conflicts_read (conflicts, NULL);
  if (article->conflicts == NULL)
    g_clear_pointer (&article->theirs, galley_revision_unref);
}

/* What differs from what the server has must be known to the outbox, whatever could be read of that. */
static gboolean
settle (Salvaging      *self,
        GalleyStoreRow *row,
        const Article  *article,
        GError        **error)
{
  const Waiting *waiting = g_hash_table_lookup (self->waiting, row->id);
  gboolean differs = !article->is_served
                     && (article->base == NULL || !galley_revision_has_same_content (article->base, article->revision));
  GalleyRowWaiting kind = waiting != NULL ? waiting->waiting : GALLEY_ROW_CLEAN;
  const char *parked = waiting != NULL ? waiting->parked : NULL;

  if (kind == GALLEY_ROW_CLEAN && !article->is_trashed && (differs || article->conflicts != NULL))
    kind = GALLEY_ROW_PUT;
  if (kind == GALLEY_ROW_DELETE && !article->is_trashed)
    kind = GALLEY_ROW_PUT;
  if (kind == GALLEY_ROW_PUT && article->conflicts != NULL)
    parked = GALLEY_PARKED_CONFLICT;
  else if (g_strcmp0 (parked, GALLEY_PARKED_CONFLICT) == 0)
    parked = NULL;
  if (!galley_store_outbox_set_waiting (self->target, row, kind, waiting != NULL ? waiting->queued : self->now, error))
    return FALSE;
  return kind == GALLEY_ROW_CLEAN || parked == NULL
         || galley_store_outbox_park_content (self->target, row, parked, error);
}

static gboolean
finish_article (Salvaging      *self,
                GalleyStoreRow *row,
                const Article  *article,
                GError        **error)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (self->target, sql_finish_article);

  galley_statement_bind_integer (statement, 1, row->row);
  galley_statement_bind_integer (statement, 2, MAX (article->generation, 1));
  galley_statement_bind_integer (statement, 3, article->caret_block);
  galley_statement_bind_integer (statement, 4, article->caret_offset);
  return galley_statement_run (statement, error);
}

static gboolean
insert_article (Salvaging     *self,
                const Article *article,
                gint64        *target_row,
                GError       **error)
{
  const char *id = galley_revision_get_id (article->revision);
  g_autoptr (GalleyStoreTexts) texts = galley_store_texts_new (article->revision);
  g_autoptr (GalleyStoreRow) row = NULL;

  if (!galley_store_row_insert (self->target, texts, article->is_served, article->touched, article->versioned, error))
    return FALSE;
  row = galley_store_row_load (self->target, id, error);
  if (row == NULL
      || (article->base != NULL && !galley_store_row_write_base (self->target, row, article->base, error))
      || (article->conflicts != NULL
          && !galley_store_row_write_conflict (self->target, row, article->theirs, article->conflicts, error))
      || (article->is_trashed
          && !galley_store_row_write_trash (self->target, row, TRUE, article->is_removed, error))
      || !settle (self, row, article, error) || !finish_article (self, row, article, error))
    return FALSE;
  *target_row = row->row;
  return TRUE;
}

static void
note_row (Salvaging *self,
          gint64     source_row,
          gint64     target_row)
{
  g_hash_table_insert (self->rows, g_memdup2 (&source_row, sizeof source_row),
                       g_memdup2 (&target_row, sizeof target_row));
}

static gboolean
take_article (gpointer         data,
              GalleyStatement *statement,
              GError         **error)
{
  Salvaging *self = data;
  g_auto (Article) article = { 0 };
  g_autoptr (GalleyStoreRow) known = NULL;
  gboolean is_doubtful;
  gint64 target_row = 0;
  GError *cause = NULL;

  read_article (statement, self->now, &article);
  if (article.revision == NULL || !galley_id_is_valid (galley_revision_get_id (article.revision)))
    {
      self->salvage->n_damaged++;
      self->salvage->is_broken = TRUE;
      return TRUE;
    }
  is_doubtful = g_strcmp0 (galley_wire_get_content_hash (article.revision), article.content_hash) != 0;
  known = galley_store_row_find (self->target, galley_revision_get_id (article.revision), &cause);
  if (cause != NULL)
    return is_well (self, cause, error);
  if (known != NULL)
    {
      note_row (self, article.row, known->row);
      /* Newer than what a source before could give, if not as it was. */
      if (is_doubtful && article.generation > known->generation)
        galley_store_version_add (self->target, known, article.revision, GALLEY_VERSION_RECOVER, self->now, &cause);
      return is_well (self, cause, error);
    }
  if (is_doubtful && !self->salvage->takes_doubtful)
    {
      self->salvage->is_broken = TRUE;
      return TRUE;
    }
  if (insert_article (self, &article, &target_row, &cause))
    {
      note_row (self, article.row, target_row);
      self->salvage->n_articles++;
      self->salvage->n_doubtful += is_doubtful ? 1 : 0;
      self->salvage->newest = MAX (self->salvage->newest, article.touched);
    }
  return is_well (self, cause, error);
}

/* A text that no article was read with: without its hash it is a doubtful one. */
static gboolean
take_orphan (gpointer         data,
             GalleyStatement *statement,
             GError         **error)
{
  Salvaging *self = data;
  const gint64 row = galley_statement_get_integer (statement, 0);
  g_autoptr (GalleyRevision) revision = NULL;

  if (g_hash_table_contains (self->rows, &row))
    return TRUE;
  revision = read_text (galley_statement_get_text (statement, 11));
  return revision == NULL || take_article (self, statement, error);
}

static gboolean
take_version (gpointer         data,
              GalleyStatement *statement,
              GError         **error)
{
  Salvaging *self = data;
  gint64 source_row = galley_statement_get_integer (statement, 1);
  const gint64 *row = g_hash_table_lookup (self->rows, &source_row);
  const char *text = galley_statement_get_text (statement, 5);
  const char *hash = galley_statement_get_text (statement, 4);
  g_autoptr (GalleyRevision) revision = row != NULL ? read_text (text) : NULL;
  g_autoptr (GalleyStatement) put = NULL;
  GError *cause = NULL;

  if (revision == NULL || g_strcmp0 (galley_wire_get_content_hash (revision), hash) != 0)
    {
      self->salvage->is_broken = TRUE;
      return TRUE;
    }
  put = galley_statement_get (self->target, sql_put_version);
  galley_statement_bind_integer (put, 1, *row);
  galley_statement_bind_integer (put, 2, galley_statement_get_integer (statement, 2));
  galley_statement_bind_text (put, 3, galley_statement_get_text (statement, 3));
  galley_statement_bind_text (put, 4, hash);
  galley_statement_bind_text (put, 5, text);
  if (galley_statement_run (put, &cause))
    self->salvage->n_versions++;
  return is_well (self, cause, error);
}

static gboolean
take_template (gpointer         data,
               GalleyStatement *statement,
               GError         **error)
{
  Salvaging *self = data;
  g_autoptr (GalleyRevision) revision = read_text (galley_statement_get_text (statement, 3));
  const char *name = galley_statement_get_text (statement, 2);
  g_autoptr (GalleyStatement) put = NULL;
  GError *cause = NULL;

  if (revision == NULL || name == NULL || !g_utf8_validate (name, -1, NULL))
    {
      self->salvage->is_broken = TRUE;
      return TRUE;
    }
  put = galley_statement_get (self->target, sql_put_template);
  for (int i = 1; i <= 3; i++)
    galley_statement_bind_text (put, i, galley_statement_get_text (statement, i));
  galley_statement_run (put, &cause);
  return is_well (self, cause, error);
}

/* The outbox: what waits as content is put beside its article, orders stand for themselves. */

static gboolean
note_waiting (gpointer         data,
              GalleyStatement *statement,
              GError         **error)
{
  Salvaging *self = data;
  const char *kind = galley_statement_get_text (statement, 1);
  const char *article = galley_statement_get_text (statement, 2);
  Waiting *waiting;

  if (article == NULL || g_strcmp0 (kind, "action") == 0)
    return TRUE;
  waiting = g_new0 (Waiting, 1);
  waiting->waiting = g_strcmp0 (kind, "delete") == 0 ? GALLEY_ROW_DELETE : GALLEY_ROW_PUT;
  waiting->queued = galley_statement_get_integer (statement, 7);
  waiting->parked = galley_statement_dup_text (statement, 11);
  g_hash_table_insert (self->waiting, g_strdup (article), waiting);
  return TRUE;
}

static gboolean
take_order (gpointer         data,
            GalleyStatement *statement,
            GError         **error)
{
  static const int texts[][2] = { { 1, 2 }, { 2, 3 }, { 3, 4 }, { 4, 5 }, { 5, 6 }, { 8, 9 }, { 10, 11 } };
  static const int integers[][2] = { { 6, 7 }, { 7, 8 }, { 9, 10 } };
  Salvaging *self = data;
  const char *hash = galley_statement_get_text (statement, 5), *name = galley_statement_get_text (statement, 4);
  g_autoptr (GalleyStatement) put = NULL;
  GalleyAction action;
  GError *cause = NULL;

  if (g_strcmp0 (galley_statement_get_text (statement, 1), "action") != 0)
    return TRUE;
  if (hash == NULL || !galley_hash_is_valid (hash) || name == NULL || !galley_action_from_name (name, &action))
    {
      self->salvage->is_broken = TRUE;
      return TRUE;
    }
  put = galley_statement_get (self->target, sql_put_order);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    galley_statement_bind_text (put, texts[i][0], galley_statement_get_text (statement, texts[i][1]));
  for (guint i = 0; i < G_N_ELEMENTS (integers); i++)
    galley_statement_bind_integer (put, integers[i][0], galley_statement_get_integer (statement, integers[i][1]));
  galley_statement_run (put, &cause);
  return is_well (self, cause, error);
}

/* The tables without rows of a number. */

static gboolean
put_setting (gpointer         data,
             GalleyStatement *statement,
             GError         **error)
{
  Salvaging *self = data;
  g_autoptr (GalleyStatement) put = galley_statement_get (self->target, sql_put_setting);
  g_autoptr (GBytes) value = galley_statement_dup_bytes (statement, 1);
  GError *cause = NULL;

  galley_statement_bind_text (put, 1, galley_statement_get_text (statement, 0));
  galley_statement_bind_bytes (put, 2, value);
  galley_statement_run (put, &cause);
  return is_well (self, cause, error);
}

static gboolean
put_entry (gpointer         data,
           GalleyStatement *statement,
           GError         **error)
{
  Salvaging *self = data;
  g_autoptr (GalleyStatement) put = galley_statement_get (self->target, sql_put_entry);
  GError *cause = NULL;

  for (int i = 0; i < 3; i++)
    {
      const char *text = galley_statement_get_text (statement, i);

      if (text == NULL || !g_utf8_validate (text, -1, NULL))
        {
          self->salvage->is_broken = TRUE;
          return TRUE;
        }
      galley_statement_bind_text (put, i + 1, text);
    }
  galley_statement_run (put, &cause);
  return is_well (self, cause, error);
}

static gboolean
put_media (gpointer         data,
           GalleyStatement *statement,
           GError         **error)
{
  Salvaging *self = data;
  const char *hash = galley_statement_get_text (statement, 0);
  g_autoptr (GalleyStatement) put = galley_statement_get (self->target, sql_put_media);
  GError *cause = NULL;

  if (hash == NULL || !galley_hash_is_valid (hash))
    {
      self->salvage->is_broken = TRUE;
      return TRUE;
    }
  galley_statement_bind_text (put, 1, hash);
  galley_statement_bind_integer (put, 2, galley_statement_get_integer (statement, 1));
  galley_statement_bind_text (put, 3, galley_statement_get_text (statement, 2));
  for (int i = 3; i < 6; i++)
    galley_statement_bind_integer (put, i + 1, galley_statement_get_integer (statement, i));
  galley_statement_run (put, &cause);
  return is_well (self, cause, error);
}

static gboolean
salvage_articles (Salvaging         *self,
                  GalleySalvageRows *rows,
                  GError           **error)
{
  g_autoptr (GalleyStatement) has_content = galley_statement_get (self->source, sql_has_content);

  /* Where the schema cannot be read nothing else can. */
  if (!galley_statement_step (has_content, NULL))
    return galley_salvage_rows_along (rows, &early_article_table, take_article, error);
  return galley_salvage_rows_along (rows, &article_table, take_article, error)
         && (!self->salvage->takes_doubtful || galley_salvage_rows_along (rows, &orphan_table, take_orphan, error));
}

static gboolean
salvage_tables (Salvaging *self,
                GError   **error)
{
  GalleySalvageRows rows = { self->source, self, FALSE };
  gboolean is_written =
    galley_salvage_rows_both_ways (&rows, sql_settings, put_setting, error)
    && galley_salvage_rows_both_ways (&rows, sql_entries, put_entry, error)
    && galley_salvage_rows_both_ways (&rows, sql_media, put_media, error)
    && galley_salvage_rows_along (&rows, &template_table, take_template, error)
    && galley_salvage_rows_along (&rows, &outbox_table, note_waiting, error)
    && salvage_articles (self, &rows, error)
    && galley_salvage_rows_along (&rows, &version_table, take_version, error)
    && (!self->is_last_word || galley_salvage_rows_along (&rows, &outbox_table, take_order, error));

  self->salvage->is_broken = self->salvage->is_broken || rows.is_broken;
  return is_written;
}

/* It is only looked at. SQLite would give up a file that is shorter than its head says, but not where its schema may be
 * mended. */
static void
loosen (sqlite3 *handle)
{
  sqlite3_limit (handle, SQLITE_LIMIT_LENGTH, MAX_TEXT);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_WRITABLE_SCHEMA, 1, NULL);
}

gboolean
galley_store_salvage (GalleyDatabase *target,
                      const char     *path,
                      gboolean        is_last_word,
                      gint64          now,
                      GalleySalvage  *salvage,
                      GError        **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GalleyDatabase) source = NULL;
  g_autoptr (GalleyDatabase) pages = NULL;
  g_autoptr (GHashTable) waiting = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, waiting_free);
  g_autoptr (GHashTable) rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  Salvaging salvaging = { NULL, target, is_last_word, now, waiting, rows, salvage };

  g_return_val_if_fail (target != NULL && path != NULL && salvage != NULL, FALSE);

  source = galley_database_open (path, GALLEY_DATABASE_READ_ONLY | GALLEY_DATABASE_TRUSTED, &cause);
  if (source != NULL)
    {
      loosen (galley_database_get_handle (source));
      salvaging.source = source;
      if (!salvage_tables (&salvaging, error))
        return FALSE;
      if (galley_salvage_pages_is_legible (source))
        return TRUE;
    }
  else
    {
      g_message ("nothing of it can be read: %s", cause->message);
    }
  salvage->is_broken = TRUE;
  pages = galley_salvage_pages_find (path);
  salvaging.source = pages;
  return pages == NULL || salvage_tables (&salvaging, error);
}
