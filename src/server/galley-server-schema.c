/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-server-schema.h"

#include "core/base/galley-clock.h"
#include "core/db/galley-database-driver.h"
#include "core/db/galley-statement.h"
#include "server/galley-postgres-schema.h"
#include "server/galley-server-audit-chain.h"

#define BACKUP_TIME "backup-time" /* in meta */

static const char version_1[] =
  "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"

  /* One row: the number of the last change. Every change takes the next one in its own transaction. */
  "CREATE TABLE counter (id INTEGER PRIMARY KEY CHECK (id = 1), sequence INTEGER NOT NULL) STRICT;"
  "INSERT INTO counter VALUES (1, 0);"

  "CREATE TABLE users (id TEXT PRIMARY KEY, name TEXT NOT NULL, department TEXT NOT NULL, roles TEXT NOT NULL,"
  "  password TEXT NOT NULL) STRICT, WITHOUT ROWID;"

  /* Only the SHA-256 of a token is kept. */
  "CREATE TABLE tokens (hash TEXT PRIMARY KEY, user TEXT NOT NULL REFERENCES users (id), expires INTEGER NOT NULL)"
  "  STRICT, WITHOUT ROWID;"

  /* article: the wire form, content and state. status, owner and department stand in it, too: who may see it is asked
   * without parsing. A tombstone keeps its last article. */
  "CREATE TABLE articles (id TEXT PRIMARY KEY, revision INTEGER NOT NULL, is_deleted INTEGER NOT NULL,"
  "  status TEXT NOT NULL, owner TEXT NOT NULL, department TEXT NOT NULL, content_hash TEXT NOT NULL,"
  "  article TEXT NOT NULL) STRICT, WITHOUT ROWID;"

  /* What the article was to others, up to that change: whoever could see it then is told when he no longer may. */
  "CREATE TABLE audiences (article TEXT NOT NULL REFERENCES articles (id), status TEXT NOT NULL, owner TEXT NOT NULL,"
  "  department TEXT NOT NULL, until INTEGER NOT NULL, PRIMARY KEY (article, status, owner, department))"
  "  STRICT, WITHOUT ROWID;"

  /* The last change of each article (list '') and of each entry of a list. */
  "CREATE TABLE changes (sequence INTEGER PRIMARY KEY, list TEXT NOT NULL, id TEXT NOT NULL, UNIQUE (list, id)) STRICT;"

  "CREATE TABLE lists (list TEXT NOT NULL, id TEXT NOT NULL, value TEXT, PRIMARY KEY (list, id)) STRICT, WITHOUT ROWID;"

  "CREATE TABLE batches (id TEXT PRIMARY KEY, user TEXT NOT NULL, hash TEXT NOT NULL, time INTEGER NOT NULL,"
  "  answer TEXT NOT NULL) STRICT, WITHOUT ROWID;"
  "CREATE INDEX batches_by_time ON batches (time);"

  "CREATE TABLE actions (id TEXT PRIMARY KEY, article TEXT NOT NULL, user TEXT NOT NULL, hash TEXT NOT NULL,"
  "  time INTEGER NOT NULL) STRICT, WITHOUT ROWID;"

  /* Written once: nobody changes what was done. */
  "CREATE TABLE audit (number INTEGER PRIMARY KEY AUTOINCREMENT, article TEXT NOT NULL, time INTEGER NOT NULL,"
  "  user TEXT NOT NULL, user_name TEXT NOT NULL, action TEXT NOT NULL, content_hash TEXT NOT NULL,"
  "  comment TEXT NOT NULL) STRICT;"
  "CREATE INDEX audit_by_article ON audit (article, number);"
  "CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit"
  "  BEGIN SELECT RAISE (ABORT, 'the audit record is never changed'); END;"
  "CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit"
  "  BEGIN SELECT RAISE (ABORT, 'the audit record is never deleted'); END;"

  /* The public pages as rows of lists. */
  "CREATE TABLE pages (article TEXT PRIMARY KEY REFERENCES articles (id), path TEXT NOT NULL UNIQUE,"
  "  channel TEXT NOT NULL, published INTEGER NOT NULL, title TEXT NOT NULL, summary TEXT NOT NULL)"
  "  STRICT, WITHOUT ROWID;"
  "CREATE INDEX pages_by_channel ON pages (channel, published, article);"

  /* What the publisher has still to write; NULL stands for all lists of the site. */
  "CREATE TABLE jobs (number INTEGER PRIMARY KEY, article TEXT) STRICT;";

/* Files of DATA/media, and which of them the public site shows; is_shown 0: its file is still to be removed. */
static const char version_2[] =
  "CREATE TABLE media (hash TEXT PRIMARY KEY, media_type TEXT NOT NULL, size INTEGER NOT NULL, user TEXT NOT NULL,"
  "  time INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
  "CREATE TABLE public_media (article TEXT NOT NULL REFERENCES articles (id), name TEXT NOT NULL,"
  "  is_shown INTEGER NOT NULL, PRIMARY KEY (article, name)) STRICT, WITHOUT ROWID;"
  "CREATE INDEX public_media_by_name ON public_media (name, is_shown);";

/* An article's text stood inside the tree of the ids, a few articles a page: looking one up read page upon page. And the
 * number of the last change is kept by the table of changes itself, which gives none twice. */
static const char version_3[] =
  "CREATE TABLE numbered (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, revision INTEGER NOT NULL,"
  "  is_deleted INTEGER NOT NULL, status TEXT NOT NULL, owner TEXT NOT NULL, department TEXT NOT NULL,"
  "  content_hash TEXT NOT NULL, article TEXT NOT NULL) STRICT;"
  "INSERT INTO numbered (id, revision, is_deleted, status, owner, department, content_hash, article)"
  "  SELECT id, revision, is_deleted, status, owner, department, content_hash, article FROM articles ORDER BY id;"
  "DROP TABLE articles;"
  "ALTER TABLE numbered RENAME TO articles;"

  "CREATE TABLE counted (sequence INTEGER PRIMARY KEY AUTOINCREMENT, list TEXT NOT NULL, id TEXT NOT NULL,"
  "  UNIQUE (list, id)) STRICT;"
  "INSERT INTO sqlite_sequence (name, seq) SELECT 'counted', sequence FROM counter;"
  "INSERT INTO counted (sequence, list, id) SELECT sequence, list, id FROM changes ORDER BY sequence;"
  "DROP TABLE changes;"
  "ALTER TABLE counted RENAME TO changes;"
  "DROP TABLE counter;";

/* Each entry of the audit record is chained to the one before it. Those that are there get their hash from
 * chain_audit (), once; an entry that has one is never changed. */
static const char version_4[] =
  "ALTER TABLE audit ADD COLUMN chain TEXT NOT NULL DEFAULT '';"
  "DROP TRIGGER audit_is_never_changed;"
  "CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit WHEN OLD.chain <> ''"
  "  BEGIN SELECT RAISE (ABORT, 'the audit record is never changed'); END;";

static const char version_5[] = "ALTER TABLE users ADD COLUMN is_disabled INTEGER NOT NULL DEFAULT 0;";

/* Contents that articles had (galley-server-revisions.h). What is there is each article's last one: its act is the first
 * in the record that names this content, where the record has it. */
static const char version_6[] =
  "CREATE TABLE revisions (article TEXT NOT NULL, number INTEGER NOT NULL, entry INTEGER REFERENCES audit (number),"
  "  PRIMARY KEY (article, number)) STRICT, WITHOUT ROWID;"
  "CREATE TABLE revision_texts (article TEXT NOT NULL, number INTEGER NOT NULL, head INTEGER NOT NULL,"
  "  tail INTEGER NOT NULL, middle TEXT NOT NULL, PRIMARY KEY (article, number),"
  "  FOREIGN KEY (article, number) REFERENCES revisions (article, number)) STRICT;"
  "INSERT INTO revisions (article, number, entry) SELECT id, revision, (SELECT min (number) FROM audit"
  "  WHERE audit.article = articles.id AND audit.content_hash = articles.content_hash) FROM articles;"
  "CREATE TRIGGER revisions_are_never_changed BEFORE UPDATE ON revisions"
  "  BEGIN SELECT RAISE (ABORT, 'a revision is never changed'); END;"
  "CREATE TRIGGER revisions_are_never_deleted BEFORE DELETE ON revisions"
  "  BEGIN SELECT RAISE (ABORT, 'a revision is never deleted'); END;"
  "CREATE TRIGGER revision_texts_are_never_changed BEFORE UPDATE ON revision_texts"
  "  BEGIN SELECT RAISE (ABORT, 'a revision is never changed'); END;"
  "CREATE TRIGGER revision_texts_are_never_deleted BEFORE DELETE ON revision_texts"
  "  BEGIN SELECT RAISE (ABORT, 'a revision is never deleted'); END;";

/* Those of them whose time is up are looked for again and again. */
static const char version_7[] = "CREATE INDEX tombstones ON articles (id) WHERE is_deleted = 1;";

/* What lists know of an article beside its words: kind, address (core/portal/galley-page-item.h) and pictures, as
 * core/wire/galley-picture-text.h writes them. Rows from before are texts without pictures until they are published
 * again. */
static const char version_8[] =
  "ALTER TABLE pages ADD COLUMN kind TEXT NOT NULL DEFAULT '';"
  "ALTER TABLE pages ADD COLUMN link TEXT NOT NULL DEFAULT '';"
  "ALTER TABLE pages ADD COLUMN picture TEXT NOT NULL DEFAULT '';"
  "ALTER TABLE pages ADD COLUMN focus_picture TEXT NOT NULL DEFAULT '';";

/* In which lists a page stands ("channel:ID", also of further channels, and "topic:ID"), and when it was last published
 * anew. */
static const char version_9[] =
  "ALTER TABLE pages ADD COLUMN topic TEXT NOT NULL DEFAULT '';"
  "ALTER TABLE pages ADD COLUMN channels TEXT NOT NULL DEFAULT '';" /* further ones, a blank between them */
  "ALTER TABLE pages ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;"
  "DROP INDEX pages_by_channel;"
  "CREATE TABLE places (list TEXT NOT NULL, published INTEGER NOT NULL, article TEXT NOT NULL,"
  "  PRIMARY KEY (list, published, article)) STRICT, WITHOUT ROWID;"
  "CREATE INDEX places_by_article ON places (article);"
  "UPDATE pages SET"
  "  topic = coalesce (json_extract (source.article, '$.galley.topic'), ''),"
  "  channels = coalesce ((SELECT group_concat (value, ' ') FROM json_each (source.article, '$.galley.channels')), ''),"
  "  changed = coalesce (json_extract (source.article, '$.galley.state.modified'), 0)"
  "  FROM articles AS source WHERE source.id = pages.article AND json_valid (source.article);"
  "INSERT INTO places SELECT 'channel:' || channel, published, article FROM pages;"
  "INSERT OR IGNORE INTO places SELECT 'channel:' || further.value, published, pages.article FROM pages"
  "  JOIN articles AS source ON source.id = pages.article AND json_valid (source.article),"
  "  json_each (source.article, '$.galley.channels') AS further;"
  "INSERT INTO places SELECT 'topic:' || topic, published, article FROM pages WHERE topic <> '';"
  "INSERT INTO jobs (article) VALUES (NULL);"; /* lists as they are now */

/* The problem document that an order was refused with; '': it was carried out, as all were that were noted before. */
static const char version_10[] = "ALTER TABLE actions ADD COLUMN refusal TEXT NOT NULL DEFAULT '';";

static const GalleyMigration migrations[] = {
  { 1, version_1 },
  { 2, version_2 },
  { 3, version_3 },
  { 4, version_4 },
  { 5, version_5 },
  { 6, version_6 },
  { 7, version_7 },
  { 8, version_8 },
  { 9, version_9 },
  { 10, version_10 },
};

/* An entry without a hash that turns up later stays without: it is none of ours. */
static gboolean
chain_audit (GalleyDatabase *database,
             GError        **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *is_chained = galley_server_schema_dup_meta (database, "audit-chained", &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (is_chained != NULL)
    return TRUE;
  if (!galley_database_begin (database, error))
    return FALSE;
  if (galley_server_audit_chain_old (database, error)
      && galley_server_schema_set_meta (database, "audit-chained", "1", error)
      && galley_database_commit (database, error))
    return TRUE;
  galley_database_rollback (database);
  return FALSE;
}

gboolean
galley_server_schema_migrate (GalleyDatabase *database,
                              GError        **error)
{
  if (galley_database_get_driver (database) != NULL)
    return galley_postgres_schema_migrate (database, error);
  return galley_database_migrate (database, migrations, G_N_ELEMENTS (migrations), error)
         && chain_audit (database, error);
}

gboolean
galley_server_schema_is_present (GalleyDatabase *database,
                                 GError        **error)
{
  static const char sql[] = "PRAGMA user_version";
  g_autoptr (GalleyStatement) statement = NULL;
  g_autofree char *is_chained = NULL;
  gint64 version;

  if (galley_database_get_driver (database) != NULL)
    return galley_postgres_schema_is_present (database, error);
  statement = galley_statement_get (database, sql);
  if (!galley_statement_step (statement, error))
    return FALSE;
  version = galley_statement_get_integer (statement, 0);
  if (version > (gint64) G_N_ELEMENTS (migrations))
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_NEW,
                   "schema version %" G_GINT64_FORMAT " is newer than %" G_GSIZE_FORMAT, version,
                   G_N_ELEMENTS (migrations));
      return FALSE;
    }
  if (version < (gint64) G_N_ELEMENTS (migrations))
    return FALSE;
  is_chained = galley_server_schema_dup_meta (database, "audit-chained", error);
  return is_chained != NULL;
}

char *
galley_server_schema_dup_meta (GalleyDatabase *database,
                               const char     *name,
                               GError        **error)
{
  static const char sql[] = "SELECT value FROM meta WHERE name = ?1";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  galley_statement_bind_text (statement, 1, name);
  return galley_statement_step (statement, error) ? galley_statement_dup_text (statement, 0) : NULL;
}

gboolean
galley_server_schema_set_meta (GalleyDatabase *database,
                               const char     *name,
                               const char     *value,
                               GError        **error)
{
  static const char sql[] =
    "INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  galley_statement_bind_text (statement, 1, name);
  galley_statement_bind_text (statement, 2, value);
  return galley_statement_run (statement, error);
}

gboolean
galley_server_schema_get_backup_time (GalleyDatabase *database,
                                      gint64         *time,
                                      GError        **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *text = galley_server_schema_dup_meta (database, BACKUP_TIME, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (text == NULL || !galley_time_parse (text, time))
    *time = 0;
  return TRUE;
}

gboolean
galley_server_schema_set_backup_time (GalleyDatabase *database,
                                      gint64          time,
                                      GError        **error)
{
  g_autofree char *text = galley_time_format (time);

  if (!galley_database_begin (database, error))
    return FALSE;
  if (galley_server_schema_set_meta (database, BACKUP_TIME, text, error) && galley_database_commit (database, error))
    return TRUE;
  galley_database_rollback (database);
  return FALSE;
}
