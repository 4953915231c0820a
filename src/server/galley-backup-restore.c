/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking a backup through, and making a server of it. */
#include "server/galley-backup.h"

#include "core/base/galley-error.h"
#include "core/base/galley-file.h"
#include "core/base/galley-json.h"
#include "core/wire/galley-wire-media.h"
#include "core/wire/galley-wire-text.h"
#include "core/wire/galley-wire.h"
#include "server/galley-article-write.h"
#include "server/galley-backup-read.h"
#include "server/galley-backup-tree.h"
#include "server/galley-server-articles.h"
#include "server/galley-server-audit-chain.h"
#include "server/galley-server-epoch.h"
#include "server/galley-server-folder.h"
#include "server/galley-server-media.h"
#include "server/galley-server-pages.h"
#include "server/galley-server-revisions.h"
#include "server/galley-server-schema.h"
#include "server/galley-server-tokens.h"
#include "server/galley-server-transfer.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

void
galley_backup_facts_clear (GalleyBackupFacts *self)
{
  g_clear_pointer (&self->time, g_free);
  g_clear_pointer (&self->version, g_free);
}

/* Everything that is in table "media" must be there, but for what is named as lost. */
static gboolean
check_media (GalleyDatabase            *database,
             const GalleyBackupContent *content,
             GalleyBackupFacts         *facts,
             GError                   **error)
{
  g_autoptr (GPtrArray) hashes = galley_server_media_list (database, error);
  g_autoptr (GHashTable) damaged = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *names = galley_json_get_array (content->manifest, "damaged");

  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++)
    if (galley_json_array_get_string (names, i) != NULL)
      g_hash_table_add (damaged, (gpointer) galley_json_array_get_string (names, i));
  for (guint i = 0; hashes != NULL && i < hashes->len; i++)
    {
      if (g_hash_table_contains (content->media, hashes->pdata[i]))
        facts->n_media++;
      else if (g_hash_table_contains (damaged, hashes->pdata[i]))
        facts->n_damaged++;
      else
        {
          g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_CORRUPT, _ ("the file %s is not in it"),
                       (const char *) hashes->pdata[i]);
          return FALSE;
        }
    }
  return hashes != NULL;
}

/* Counts the files that @row names and nobody has sent. */
static void
count_unknown (const GalleyArticleRow    *row,
               const GalleyBackupContent *content,
               GHashTable                *unknown)
{
  g_autoptr (GArray) names = galley_wire_list_media (row->article, strlen (row->article));

  for (guint i = 0; i < names->len; i++)
    {
      const char *hash = g_array_index (names, GalleyMediaName, i).hash;

      if (!g_hash_table_contains (content->media, hash))
        g_hash_table_add (unknown, g_strdup (hash));
    }
}

/* Holds the article against its hash. */
static gboolean
check_article (const GalleyArticleRow *row,
               GError                **error)
{
  g_autoptr (GalleyRevision) revision = galley_article_row_read (row, error);

  if (revision == NULL)
    return FALSE;
  if (strcmp (galley_wire_get_content_hash (revision), row->content_hash) == 0)
    return TRUE;
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_CORRUPT, _ ("article %s is not what was stored"), row->id);
  return FALSE;
}

static gboolean
check_revisions (GalleyDatabase         *database,
                 const GalleyArticleRow *row,
                 GalleyBackupFacts      *facts,
                 GError                **error)
{
  g_autofree char *present = galley_wire_text_without_state (row->article);

  return galley_server_revisions_check (database, row->id, present, &facts->n_revisions, error);
}

/* Each article is read with what it was; where @are_pages_due, its page is to be written. */
static gboolean
walk_articles (GalleyDatabase            *database,
               const GalleyBackupContent *content,
               gboolean                   are_pages_due,
               GalleyBackupFacts         *facts,
               GError                   **error)
{
  g_autoptr (GPtrArray) ids = galley_server_articles_list_ids (database, error);
  g_autoptr (GHashTable) unknown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      g_autoptr (GalleyArticleRow) row = galley_server_articles_load (database, ids->pdata[i], error);

      if (row == NULL || !check_article (row, error) || !check_revisions (database, row, facts, error)
          || (are_pages_due && !galley_server_jobs_add (database, row->id, error)))
        return FALSE;
      facts->n_articles += row->is_deleted ? 0 : 1;
      count_unknown (row, content, unknown);
    }
  facts->n_unknown = MAX ((gint64) g_hash_table_size (unknown) - facts->n_damaged, 0);
  return ids != NULL;
}

static gboolean
check_audit (GalleyDatabase    *database,
             GalleyBackupFacts *facts,
             GError           **error)
{
  GalleyAuditCheck check;

  if (!galley_server_audit_chain_check (database, &check, error))
    return FALSE;
  if (check.first_bad != 0)
    {
      galley_server_audit_chain_refuse (&check, error);
      return FALSE;
    }
  facts->n_audit = check.n_entries;
  g_strlcpy (facts->last_audit, check.last, sizeof facts->last_audit);
  return TRUE;
}

/* Opens what galley_backup_read() has put into @folder: looked through, of the present schema, all articles in it. */
static GalleyDatabase *
open_unpacked (const char                *folder,
               const GalleyBackupContent *content,
               GalleyBackupFacts         *facts,
               GError                   **error)
{
  g_autofree char *file = g_build_filename (folder, GALLEY_BACKUP_UNPACKED, NULL);
  g_autoptr (GalleyDatabase) database = galley_database_open (file, GALLEY_DATABASE_NONE, error);

  if (database == NULL || !galley_server_schema_migrate (database, error) || !check_audit (database, facts, error)
      || !check_media (database, content, facts, error))
    return NULL;
  facts->time = g_strdup (galley_json_get_string (content->manifest, "time"));
  facts->version = g_strdup (galley_json_get_string (content->manifest, "version"));
  facts->n_bytes = content->n_bytes;
  return g_steal_pointer (&database);
}

gboolean
galley_backup_check (const char        *path,
                     GalleyBackupFacts *facts,
                     GError           **error)
{
  g_autofree char *scratch = NULL;
  g_autoptr (GalleyBackupContent) content = NULL;
  g_autoptr (GalleyDatabase) database = NULL;
  gboolean is_good;

  g_return_val_if_fail (path != NULL && facts != NULL, FALSE);

  scratch = g_dir_make_tmp ("galley-backup-XXXXXX", error);
  if (scratch == NULL)
    return FALSE;
  content = galley_backup_read (path, scratch, FALSE, error);
  database = content != NULL ? open_unpacked (scratch, content, facts, error) : NULL;
  is_good = database != NULL && walk_articles (database, content, FALSE, facts, error);
  g_clear_pointer (&database, galley_database_close);
  galley_backup_tree_remove (scratch);
  return is_good;
}

/* Two transactions: without its name the database is nobody's. */
static gboolean
begin_anew (GalleyDatabase            *database,
            const GalleyBackupContent *content,
            GalleyClock               *clock,
            GalleyRandom              *random,
            GalleyBackupFacts         *facts,
            GError                   **error)
{
  return galley_database_begin (database, error) && walk_articles (database, content, TRUE, facts, error)
         && galley_server_tokens_revoke_all (database, error) && galley_server_jobs_add (database, NULL, error)
         && galley_server_audit_add_keeper (database, "server-restore", facts->time != NULL ? facts->time : "",
                                            galley_clock_get_real_time (clock), error)
         && galley_database_commit (database, error) && galley_server_epoch_begin (database, random, error);
}

/* Everything is on the disk before the database gets its name, without which the folder is no server's. */
static gboolean
finish (const char *folder,
        GError    **error)
{
  g_autofree char *from = g_build_filename (folder, GALLEY_BACKUP_UNPACKED, NULL);
  g_autofree char *to = g_build_filename (folder, GALLEY_SERVER_DATABASE, NULL);

  if (!galley_backup_tree_sync (folder, error))
    return FALSE;
  if (g_rename (from, to) == 0)
    return galley_backup_tree_sync (folder, error);
  galley_backup_set_errno (error, to, errno);
  return FALSE;
}

/* The file has served its turn when all that it holds is in PostgreSQL. */
static gboolean
move_out (const char *folder,
          const char *address,
          GError    **error)
{
  g_autofree char *file = g_build_filename (folder, GALLEY_BACKUP_UNPACKED, NULL);
  g_autoptr (GalleyDatabase) from = galley_database_open (file, GALLEY_DATABASE_TRUSTED, error);
  g_autoptr (GalleyDatabase) to = from != NULL ? galley_server_folder_open_empty (address, error) : NULL;

  if (to == NULL || !galley_server_transfer (from, to, error))
    return FALSE;
  g_clear_pointer (&from, galley_database_close);
  if (g_unlink (file) != 0)
    {
      galley_backup_set_errno (error, file, errno);
      return FALSE;
    }
  return galley_backup_tree_sync (folder, error) && galley_server_folder_write_address (folder, address, error);
}

static gboolean
fill (const char        *path,
      const char        *folder,
      const char        *address,
      GalleyClock       *clock,
      GalleyRandom      *random,
      GalleyBackupFacts *facts,
      GError           **error)
{
  g_autoptr (GalleyBackupContent) content = galley_backup_read (path, folder, TRUE, error);
  g_autoptr (GalleyDatabase) database = content != NULL ? open_unpacked (folder, content, facts, error) : NULL;

  if (database == NULL || !begin_anew (database, content, clock, random, facts, error))
    return FALSE;
  /* With the connection goes its log. */
  g_clear_pointer (&database, galley_database_close);
  return address != NULL ? move_out (folder, address, error) : finish (folder, error);
}

gboolean
galley_backup_restore (const char        *path,
                       const char        *folder,
                       const char        *address,
                       GalleyClock       *clock,
                       GalleyRandom      *random,
                       GalleyBackupFacts *facts,
                       GError           **error)
{
  gboolean was_there;

  g_return_val_if_fail (path != NULL && folder != NULL && facts != NULL, FALSE);

  was_there = g_file_test (folder, G_FILE_TEST_EXISTS);
  if (!galley_backup_tree_is_empty (folder))
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_CONFLICT, _ ("%s is not empty: name a new folder"), folder);
      return FALSE;
    }
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      galley_backup_set_errno (error, folder, errno);
      return FALSE;
    }
  if (fill (path, folder, address, clock, random, facts, error))
    return TRUE;
  /* It was empty: what is in it is ours. */
  galley_backup_tree_remove (folder);
  if (was_there)
    g_mkdir_with_parents (folder, 0700);
  return FALSE;
}
