/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows are told by the columns that they have: an article's by its id, a text by being an article's, a version's by the row
 * of an article that was found. */
#include "core/store/galley-store-salvage-pages.h"

#include "core/base/galley-id.h"
#include "core/db/galley-statement.h"
#include "core/store/galley-store-pages.h"
#include "core/store/galley-store-schema.h"
#include "core/wire/galley-wire-text.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOST_BYTES (1024 * 1024 * 1024) /* of a file: it is read as a whole */
#define CHUNK 4096

static const char sql_look[] = "SELECT row FROM article LIMIT 1";
static const char sql_put_article[] =
  "INSERT OR REPLACE INTO article (row, id, generation, content_hash, touched, versioned, is_trashed, is_removed,"
  "  caret_block, caret_offset, state, conflicts, base, theirs, kicker, headline, snippet, status, channel, channels,"
  "  owner, owner_name)"
  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, '', '', '', '', '', '[]', '', '')";
static const char sql_put_text[] = "INSERT OR REPLACE INTO content (row, text) VALUES (?1, ?2)";
static const char sql_put_version[] =
  "INSERT INTO version (article, time, reason, content_hash, document) VALUES (?1, ?2, ?3, ?4, ?5)";

/* The columns of galley-store-schema.c, in their order. */
enum
{
  ARTICLE_ROW,
  ARTICLE_ID,
  ARTICLE_GENERATION,
  ARTICLE_CONTENT_HASH,
  ARTICLE_TOUCHED,
  ARTICLE_VERSIONED,
  ARTICLE_IS_TRASHED,
  ARTICLE_IS_REMOVED,
  ARTICLE_CARET_BLOCK,
  ARTICLE_CARET_OFFSET,
  ARTICLE_STATE = 18,
  ARTICLE_CONFLICTS,
  ARTICLE_BASE,
  ARTICLE_THEIRS,
  N_ARTICLE_COLUMNS,
  EARLY_DOCUMENT = ARTICLE_BASE, /* up to schema 6: the text stood in the row, and before what is behind it */
  N_EARLY_COLUMNS = N_ARTICLE_COLUMNS + 1,
};

enum
{
  CONTENT_ROW,
  CONTENT_TEXT,
  N_CONTENT_COLUMNS,
};

enum
{
  VERSION_ROW,
  VERSION_ARTICLE,
  VERSION_TIME,
  VERSION_REASON,
  VERSION_CONTENT_HASH,
  VERSION_DOCUMENT,
  N_VERSION_COLUMNS,
};

/* An article that was found, by its row. */
typedef struct
{
  char *id;
  char *hash;
  gint64 generation;
  gboolean has_text; /* the one that has the hash */
} Found;

typedef struct
{
  GalleyDatabase *database;
  GHashTable *rows;        /* row -> Found */
  GHashTable *generations; /* id -> gint64, the greatest */
} Search;

static void
found_free (gpointer data)
{
  Found *self = data;

  g_free (self->id);
  g_free (self->hash);
  g_free (self);
}

gboolean
galley_salvage_pages_is_legible (GalleyDatabase *source)
{
  g_autoptr (GalleyStatement) statement = NULL;
  g_autoptr (GError) cause = NULL;

  g_return_val_if_fail (source != NULL, FALSE);

  statement = galley_statement_get (source, sql_look);
  galley_statement_step (statement, &cause);
  return cause == NULL;
}

/* What cannot be read of it is empty. (nullable) */
static GBytes *
read_file (const char *path)
{
  int descriptor = open (path, O_RDONLY | O_CLOEXEC);
  struct stat status;
  guint8 *data = NULL;

  if (descriptor < 0)
    return NULL;
  if (fstat (descriptor, &status) == 0 && status.st_size > 0 && status.st_size <= MOST_BYTES)
    {
      data = g_malloc0 ((gsize) status.st_size);
      for (off_t at = 0; at < status.st_size; at += CHUNK)
        if (pread (descriptor, data + at, (size_t) MIN (CHUNK, status.st_size - at), at) < 0)
          g_info ("%s: %s", path, g_strerror (errno));
    }
  close (descriptor);
  return data != NULL ? g_bytes_new_take (data, (gsize) status.st_size) : NULL;
}

static char *
dup_text (const GalleyPageValue *value)
{
  return value->kind == GALLEY_PAGE_VALUE_TEXT ? g_strndup (value->text, value->length) : NULL;
}

static void
bind_text (GalleyStatement       *statement,
           int                    index,
           const GalleyPageValue *value)
{
  g_autofree char *text = dup_text (value);

  galley_statement_bind_text (statement, index, text);
}

static gboolean
are_integers (const GalleyPageValue *values,
              guint                  first,
              guint                  last)
{
  for (guint i = first; i <= last; i++)
    if (values[i].kind != GALLEY_PAGE_VALUE_INTEGER)
      return FALSE;
  return TRUE;
}

/* One that the table does not take is left out. */
static gboolean
run (GalleyStatement *statement,
     const char      *what)
{
  g_autoptr (GError) error = NULL;

  if (galley_statement_run (statement, &error))
    return TRUE;
  g_info ("%s: %s", what, error->message);
  return FALSE;
}

static gboolean
put_article (Search                *self,
             gint64                 row,
             const Found           *found,
             const GalleyPageValue *values,
             gboolean               is_early)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (self->database, sql_put_article);
  const GalleyPageValue *base = &values[ARTICLE_BASE + (is_early ? 1 : 0)], *theirs = base + 1;
  gboolean is_disputed =
    values[ARTICLE_CONFLICTS].kind == GALLEY_PAGE_VALUE_TEXT && theirs->kind == GALLEY_PAGE_VALUE_TEXT;

  galley_statement_bind_integer (statement, 1, row);
  galley_statement_bind_text (statement, 2, found->id);
  galley_statement_bind_integer (statement, 3, found->generation);
  galley_statement_bind_text (statement, 4, found->hash);
  for (int i = ARTICLE_TOUCHED; i <= ARTICLE_CARET_OFFSET; i++)
    galley_statement_bind_integer (statement, i + 1,
                                   i == ARTICLE_IS_TRASHED || i == ARTICLE_IS_REMOVED ? values[i].integer != 0
                                                                                       : values[i].integer);
  bind_text (statement, 11, &values[ARTICLE_STATE]);
  if (is_disputed)
    bind_text (statement, 12, &values[ARTICLE_CONFLICTS]);
  bind_text (statement, 13, base);
  if (is_disputed)
    bind_text (statement, 14, theirs);
  return run (statement, found->id);
}

/* @text is an article's; the one that has the hash of its row is kept, else any. */
static void
put_text (Search                *self,
          gint64                 row,
          const GalleyPageValue *value)
{
  g_autofree char *text = dup_text (value);
  g_autofree char *content = text != NULL ? galley_wire_text_without_state (text) : NULL;
  g_autofree char *hash = content != NULL ? galley_hash_bytes (content, strlen (content)) : NULL;
  Found *found = g_hash_table_lookup (self->rows, &row);
  g_autoptr (GalleyStatement) statement = NULL;

  if (content == NULL || (found != NULL && found->has_text))
    return;
  statement = galley_statement_get (self->database, sql_put_text);
  galley_statement_bind_integer (statement, 1, row);
  galley_statement_bind_text (statement, 2, content);
  if (run (statement, "a text") && found != NULL)
    found->has_text = g_str_equal (found->hash, hash);
}

static gboolean
is_article (const GalleyPageValue *values,
            guint                  n_values)
{
  return (n_values == N_ARTICLE_COLUMNS || n_values == N_EARLY_COLUMNS)
         && values[ARTICLE_ROW].kind == GALLEY_PAGE_VALUE_NULL
         && values[ARTICLE_GENERATION].kind == GALLEY_PAGE_VALUE_INTEGER
         && are_integers (values, ARTICLE_TOUCHED, ARTICLE_CARET_OFFSET)
         && values[ARTICLE_STATE].kind == GALLEY_PAGE_VALUE_TEXT;
}

static void
article_cb (gint64                 row,
            const GalleyPageValue *values,
            guint                  n_values,
            gpointer               data)
{
  Search *self = data;
  g_autofree char *id = NULL, *hash = NULL;
  gboolean is_early = n_values == N_EARLY_COLUMNS;
  const Found *there = g_hash_table_lookup (self->rows, &row);
  const gint64 *newest;
  Found *found;

  if (!is_article (values, n_values))
    return;
  id = dup_text (&values[ARTICLE_ID]);
  hash = dup_text (&values[ARTICLE_CONTENT_HASH]);
  if (id == NULL || !galley_id_is_valid (id) || hash == NULL)
    return;
  newest = g_hash_table_lookup (self->generations, id);
  if ((newest != NULL && *newest >= values[ARTICLE_GENERATION].integer)
      || (there != NULL && !g_str_equal (there->id, id)))
    return;
  found = g_new0 (Found, 1);
  found->id = g_steal_pointer (&id);
  found->hash = g_steal_pointer (&hash);
  found->generation = values[ARTICLE_GENERATION].integer;
  if (!put_article (self, row, found, values, is_early))
    {
      found_free (found);
      return;
    }
  g_hash_table_insert (self->generations, g_strdup (found->id),
                       g_memdup2 (&found->generation, sizeof found->generation));
  g_hash_table_insert (self->rows, g_memdup2 (&row, sizeof row), found);
  if (is_early)
    put_text (self, row, &values[EARLY_DOCUMENT]);
}

static void
text_cb (gint64                 row,
         const GalleyPageValue *values,
         guint                  n_values,
         gpointer               data)
{
  if (n_values == N_CONTENT_COLUMNS && values[CONTENT_ROW].kind == GALLEY_PAGE_VALUE_NULL
      && values[CONTENT_TEXT].kind == GALLEY_PAGE_VALUE_TEXT)
    put_text (data, row, &values[CONTENT_TEXT]);
}

static void
version_cb (gint64                 row,
            const GalleyPageValue *values,
            guint                  n_values,
            gpointer               data)
{
  Search *self = data;
  g_autoptr (GalleyStatement) statement = NULL;

  if (n_values != N_VERSION_COLUMNS || values[VERSION_ROW].kind != GALLEY_PAGE_VALUE_NULL
      || !are_integers (values, VERSION_ARTICLE, VERSION_TIME)
      || !g_hash_table_contains (self->rows, &values[VERSION_ARTICLE].integer))
    return;
  statement = galley_statement_get (self->database, sql_put_version);
  galley_statement_bind_integer (statement, 1, values[VERSION_ARTICLE].integer);
  galley_statement_bind_integer (statement, 2, values[VERSION_TIME].integer);
  for (int i = VERSION_REASON; i <= VERSION_DOCUMENT; i++)
    bind_text (statement, i, &values[i]);
  run (statement, "a version");
}

/* A text may be there without its article. */
static GalleyDatabase *
make_database (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyDatabase) database = galley_database_open (":memory:", GALLEY_DATABASE_NONE, &error);

  if (database == NULL || !galley_store_schema_migrate (database, &error)
      || !galley_database_exec (database, "PRAGMA foreign_keys = OFF", &error)
      || !galley_database_begin (database, &error))
    {
      g_message ("no room to search in: %s", error->message);
      return NULL;
    }
  return g_steal_pointer (&database);
}

GalleyDatabase *
galley_salvage_pages_find (const char *path)
{
  g_autofree char *log_path = NULL;
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GBytes) log = NULL;
  g_autoptr (GalleyDatabase) database = NULL;
  g_autoptr (GHashTable) rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, found_free);
  g_autoptr (GHashTable) generations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GError) error = NULL;
  Search search = { NULL, rows, generations };

  g_return_val_if_fail (path != NULL, NULL);

  log_path = g_strconcat (path, "-wal", NULL);
  file = read_file (path);
  log = read_file (log_path);
  database = file != NULL ? make_database () : NULL;
  if (database == NULL)
    return NULL;
  search.database = database;
  galley_pages_read (file, log, article_cb, &search);
  galley_pages_read (file, log, text_cb, &search);
  galley_pages_read (file, log, version_cb, &search);
  if (!galley_database_commit (database, &error))
    {
      g_message ("what was found in the pages of %s is lost again: %s", path, error->message);
      return NULL;
    }
  g_message ("%s: %u articles in its pages", path, g_hash_table_size (rows));
  return g_hash_table_size (rows) > 0 ? g_steal_pointer (&database) : NULL;
}
