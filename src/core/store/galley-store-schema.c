/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables, as numbered steps. Append-only: a step that has been released is never changed, and
 * for each there is a database of that age in tests/data/store that must open for ever. */
#include "core/store/galley-store-schema.h"

#include "core/base/galley-error.h"
#include "core/db/galley-statement.h"

/* In an article's row the small columns come first: SQLite reads a row from its front, so that a
 * list never touches the pages that the three documents behind them spill over.
 *
 * `state` repeats what stands in `document`, so that a save can carry it over without reading the
 * old document. `channels` is a JSON array of the main and all further channels; the table `filing`
 * is its index, kept by the triggers. */
static const char version_1[] =
  "CREATE TABLE article (\n"
  "  row INTEGER PRIMARY KEY AUTOINCREMENT,\n"
  "  id TEXT NOT NULL UNIQUE,\n"
  "  generation INTEGER NOT NULL,\n"
  "  content_hash TEXT NOT NULL,\n"
  "  touched INTEGER NOT NULL,\n"
  "  versioned INTEGER NOT NULL,\n"
  "  is_trashed INTEGER NOT NULL DEFAULT 0 CHECK (is_trashed IN (0, 1)),\n"
  "  is_removed INTEGER NOT NULL DEFAULT 0 CHECK (is_removed IN (0, 1)),\n"
  "  caret_block INTEGER NOT NULL DEFAULT 0,\n"
  "  caret_offset INTEGER NOT NULL DEFAULT 0,\n"
  "  kicker TEXT NOT NULL,\n"
  "  headline TEXT NOT NULL,\n"
  "  snippet TEXT NOT NULL,\n"
  "  status TEXT NOT NULL,\n"
  "  channel TEXT NOT NULL,\n"
  "  channels TEXT NOT NULL,\n"
  "  owner TEXT NOT NULL,\n"
  "  owner_name TEXT NOT NULL,\n"
  "  state TEXT NOT NULL,\n"
  "  conflicts TEXT,\n"
  "  document TEXT NOT NULL,\n"
  "  base TEXT,\n"
  "  theirs TEXT,\n"
  "  CHECK ((conflicts IS NULL) = (theirs IS NULL))\n"
  ") STRICT;\n"
  "CREATE INDEX article_listed ON article (is_trashed, touched);\n"
  "CREATE INDEX article_owned ON article (is_trashed, owner, touched);\n"
  "CREATE INDEX article_stated ON article (is_trashed, status, touched);\n"
  "CREATE INDEX article_disputed ON article (touched) WHERE conflicts IS NOT NULL;\n"
  "\n"
  "CREATE TABLE filing (\n"
  "  channel TEXT NOT NULL,\n"
  "  touched INTEGER NOT NULL,\n"
  "  row INTEGER NOT NULL,\n"
  "  PRIMARY KEY (channel, touched, row)\n"
  ") STRICT, WITHOUT ROWID;\n"
  "CREATE TRIGGER article_inserted AFTER INSERT ON article WHEN new.is_trashed = 0\n"
  "BEGIN\n"
  "  INSERT OR IGNORE INTO filing (channel, touched, row)\n"
  "    SELECT value, new.touched, new.row FROM json_each (new.channels);\n"
  "END;\n"
  "CREATE TRIGGER article_updated AFTER UPDATE OF channels, touched, is_trashed ON article\n"
  "  WHEN old.channels <> new.channels OR old.touched <> new.touched\n"
  "    OR old.is_trashed <> new.is_trashed\n"
  "BEGIN\n"
  "  DELETE FROM filing WHERE touched = old.touched AND row = old.row\n"
  "    AND channel IN (SELECT value FROM json_each (old.channels));\n"
  "  INSERT OR IGNORE INTO filing (channel, touched, row)\n"
  "    SELECT value, new.touched, new.row FROM json_each (new.channels)\n"
  "    WHERE new.is_trashed = 0;\n"
  "END;\n"
  "CREATE TRIGGER article_deleted AFTER DELETE ON article\n"
  "BEGIN\n"
  "  DELETE FROM filing WHERE touched = old.touched AND row = old.row\n"
  "    AND channel IN (SELECT value FROM json_each (old.channels));\n"
  "END;\n"
  "\n"
  "CREATE TABLE version (\n"
  "  row INTEGER PRIMARY KEY,\n"
  "  article INTEGER NOT NULL REFERENCES article (row) ON DELETE CASCADE,\n"
  "  time INTEGER NOT NULL,\n"
  "  reason TEXT NOT NULL,\n"
  "  content_hash TEXT NOT NULL,\n"
  "  document TEXT NOT NULL\n"
  ") STRICT;\n"
  "CREATE INDEX version_of_article ON version (article);\n"
  "\n"
  "CREATE TABLE outbox (\n"
  "  sequence INTEGER PRIMARY KEY AUTOINCREMENT,\n"
  "  kind TEXT NOT NULL CHECK (kind IN ('put', 'delete', 'action')),\n"
  "  article TEXT NOT NULL,\n"
  "  name TEXT UNIQUE,\n"
  "  action TEXT,\n"
  "  content_hash TEXT,\n"
  "  comment TEXT,\n"
  "  queued_real INTEGER NOT NULL,\n"
  "  queued_boot INTEGER NOT NULL DEFAULT 0,\n"
  "  boot_id TEXT NOT NULL DEFAULT '',\n"
  "  hold_until INTEGER NOT NULL DEFAULT 0,\n"
  "  attempts INTEGER NOT NULL DEFAULT 0,\n"
  "  next_try INTEGER NOT NULL DEFAULT 0,\n"
  "  next_try_boot_id TEXT NOT NULL DEFAULT '',\n"
  "  parked TEXT,\n"
  "  CHECK ((kind = 'action') = (name IS NOT NULL)),\n"
  "  CHECK ((kind = 'action') = (action IS NOT NULL))\n"
  ") STRICT;\n"
  "CREATE INDEX outbox_of_article ON outbox (article, parked);\n"
  "CREATE UNIQUE INDEX outbox_content ON outbox (article) WHERE kind <> 'action';\n"
  "\n"
  "CREATE TABLE setting (\n"
  "  name TEXT PRIMARY KEY,\n"
  "  value BLOB NOT NULL\n"
  ") STRICT, WITHOUT ROWID;\n"
  "\n"
  "CREATE TABLE list_entry (\n"
  "  list TEXT NOT NULL,\n"
  "  id TEXT NOT NULL,\n"
  "  value TEXT NOT NULL,\n"
  "  PRIMARY KEY (list, id)\n"
  ") STRICT, WITHOUT ROWID;\n";

/* What a list can be searched by stands apart from the articles, so that a search reads little: `wording` holds, for each
 * row, headline lines, snippet and tags in the folded form of galley-store-wording.h, and the path of its public page. Rows
 * from before are folded as far as SQLite can, until they are next written. */
static const char version_2[] =
  "CREATE TABLE wording (\n"
  "  row INTEGER PRIMARY KEY REFERENCES article (row) ON DELETE CASCADE,\n"
  "  text TEXT NOT NULL,\n"
  "  path TEXT NOT NULL\n"
  ") STRICT;\n"
  "CREATE INDEX wording_public ON wording (path) WHERE path <> '';\n"
  "INSERT INTO wording (row, text, path)\n"
  "  SELECT row, lower (kicker || char (10) || headline || char (10) || snippet || char (10)\n"
  "    || coalesce ((SELECT group_concat (json_extract (value, '$.literal'), char (10))\n"
  "      FROM json_each (document, '$.subjects')\n"
  "      WHERE json_extract (value, '$.rel') = 'tag'), '')),\n"
  "    coalesce (json_extract (state, '$.publication.path'), '')\n"
  "    FROM article;\n";

/* Articles kept aside for standing items (galley-store-templates.h). */
static const char version_3[] =
  "CREATE TABLE template (\n"
  "  id TEXT PRIMARY KEY,\n"
  "  name TEXT NOT NULL,\n"
  "  document TEXT NOT NULL\n"
  ") STRICT;\n";

/* From here on `base` may be the empty text, and then stands for what `document` holds: most articles are as the server
 * has them, and are kept once. Rows from before keep their second copy until they are next written. */
static const char version_4[] = "SELECT base FROM article WHERE base = '' LIMIT 1;\n";

/* The media that articles name (galley-store-media.h): state 0 wanted, 1 here alone, 2 here and on the server. Articles
 * from before name none. */
static const char version_5[] =
  "CREATE TABLE media (\n"
  "  hash TEXT PRIMARY KEY,\n"
  "  state INTEGER NOT NULL CHECK (state IN (0, 1, 2)),\n"
  "  media_type TEXT NOT NULL,\n"
  "  size INTEGER NOT NULL,\n"
  "  used INTEGER NOT NULL,\n"
  "  not_before INTEGER NOT NULL DEFAULT 0\n"
  ") STRICT, WITHOUT ROWID;\n"
  "CREATE INDEX media_in_state ON media (state, used);\n";

/* Filing an article in one channel, as most are, without taking its JSON apart: a third of what inserting a row took.
 * Equal to the one text, it has no escapes. */
static const char version_6[] =
  "DROP TRIGGER article_inserted;\n"
  "CREATE TRIGGER article_inserted AFTER INSERT ON article\n"
  "  WHEN new.is_trashed = 0 AND new.channels = '[\"' || new.channel || '\"]'\n"
  "BEGIN\n"
  "  INSERT OR IGNORE INTO filing (channel, touched, row) VALUES (new.channel, new.touched, new.row);\n"
  "END;\n"
  "CREATE TRIGGER article_inserted_often AFTER INSERT ON article\n"
  "  WHEN new.is_trashed = 0 AND new.channels NOT IN ('[]', '[\"' || new.channel || '\"]')\n"
  "BEGIN\n"
  "  INSERT OR IGNORE INTO filing (channel, touched, row)\n"
  "    SELECT value, new.touched, new.row FROM json_each (new.channels);\n"
  "END;\n";

/* What a person writes, apart from the rows that lists and the server's answers touch: those are small, and a great many of
 * them change by a few pages. `text` is the content alone; its state stands in the article's row. Texts from before carry a
 * state of their own, which counts for nothing, until they are next written. */
static const char version_7[] =
  "CREATE TABLE content (\n"
  "  row INTEGER PRIMARY KEY REFERENCES article (row) ON DELETE CASCADE,\n"
  "  text TEXT NOT NULL\n"
  ") STRICT;\n"
  "INSERT INTO content (row, text) SELECT row, document FROM article;\n"
  "ALTER TABLE article DROP COLUMN document;\n";

/* What an article is to its readers (model/galley-kind.h), for its row in lists; beside the row, for what stands in the row
 * itself is found again by its columns when nothing else can be read (galley-store-salvage-pages.c). Rows from before are
 * texts: there was nothing else. */
static const char version_8[] = "ALTER TABLE wording ADD COLUMN kind TEXT NOT NULL DEFAULT '';\n";

/* Why the server did not take a file, as an error's name; '' where it has not said so. */
static const char version_9[] = "ALTER TABLE media ADD COLUMN refusal TEXT NOT NULL DEFAULT '';\n";

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
};

gboolean
galley_store_schema_migrate (GalleyDatabase *database,
                             GError        **error)
{
  g_return_val_if_fail (database != NULL, FALSE);

  return galley_database_migrate (database, migrations, G_N_ELEMENTS (migrations), error);
}

/* What all of it says, but for the blanks and quotes with which ALTER TABLE may leave it. */
static const char sql_shape[] =
  "SELECT group_concat (line, char (10)) FROM ("
  "  SELECT type || ' ' || name || ' ' || replace (replace (replace (sql, ' ', ''), char (10), ''), '\"', '') AS line"
  "    FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%' ORDER BY line)";

/* (transfer full) */
static char *
dup_shape (GalleyDatabase *database,
           GError        **error)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql_shape);

  return galley_statement_step (statement, error) ? galley_statement_dup_text (statement, 0) : NULL;
}

gboolean
galley_store_schema_check (GalleyDatabase *database,
                           GError        **error)
{
  g_autoptr (GalleyDatabase) fresh = NULL;
  g_autofree char *wanted = NULL, *found = NULL;
  GError *cause = NULL;

  g_return_val_if_fail (database != NULL, FALSE);

  fresh = galley_database_open (":memory:", GALLEY_DATABASE_NONE, error);
  if (fresh == NULL || !galley_store_schema_migrate (fresh, error))
    return FALSE;
  wanted = dup_shape (fresh, error);
  if (wanted == NULL)
    return FALSE;
  found = dup_shape (database, &cause);
  if (g_strcmp0 (found, wanted) == 0)
    return TRUE;
  /* What is no mishap of the disk is a word of the schema that SQLite does not understand. */
  if (cause == NULL || g_error_matches (cause, GALLEY_ERROR, GALLEY_ERROR_FAILED))
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_CORRUPT, "the schema: %s",
                   cause != NULL ? cause->message : "it is not the one that was made");
      g_clear_error (&cause);
    }
  else
    {
      g_propagate_error (error, cause);
    }
  return FALSE;
}

int
galley_store_schema_get_version (void)
{
  return migrations[G_N_ELEMENTS (migrations) - 1].version;
}
