/* SPDX-License-Identifier: GPL-3.0-or-later */
/* galley-tool check-store: reads all that is stored, changes nothing, and may run beside Galley: SQLite's own check, each
 * article with its base and other side, each version, whether the text is written again as the very bytes that its hash is
 * of, whether the pictures that should be here are, and whether outbox and articles say the same. */
#include "tool/galley-tool-account.h"
#include "tool/galley-tool.h"

#include "core/base/galley-hash-folder.h"
#include "core/base/galley-id.h"
#include "core/store/galley-article-list.h"
#include "core/store/galley-store-articles.h"
#include "core/store/galley-store-media.h"
#include "core/store/galley-store-outbox.h"
#include "core/wire/galley-wire-media.h"
#include "core/wire/galley-wire.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  GalleyDatabase *database;
  const char *media; /* the folder of the pictures' files */
  GHashTable *articles; /* id -> whether an own PUT or DELETE stands in the outbox */
  guint n_articles;
  guint n_trashed;
  guint n_conflicts;
  guint n_versions;
  guint n_waiting;
  guint n_parked;
  guint n_faults;
} Check;

static void tell_fault (Check      *self,
                        const char *id,
                        const char *format,
                        ...) G_GNUC_PRINTF (3, 4);

static void
tell_fault (Check      *self,
            const char *id,
            const char *format,
            ...)
{
  g_autofree char *words = NULL;
  va_list list;

  va_start (list, format);
  words = g_strdup_vprintf (format, list);
  va_end (list);
  g_printerr ("%s: %s\n", id, words);
  self->n_faults++;
}

/* A difference from what the server acknowledged must be known to the outbox, or it would never be sent. */
static void
check_record (Check              *self,
              const char         *id,
              const GalleyRecord *record,
              gboolean            is_in_outbox)
{
  gboolean is_settled = record->base != NULL && galley_revision_has_same_content (record->revision, record->base);

  if (!g_str_equal (galley_revision_get_id (record->revision), id))
    tell_fault (self, id, "holds the article %s", galley_revision_get_id (record->revision));
  if (record->is_dirty != is_in_outbox)
    tell_fault (self, id, is_in_outbox ? "stands in the outbox and is not marked" : "is marked and not in the outbox");
  if (!is_settled && !is_in_outbox && !record->is_trashed && record->theirs == NULL)
    tell_fault (self, id, "differs from what the server has and is not in the outbox");
  if ((record->theirs == NULL) != (record->conflicts == NULL))
    tell_fault (self, id, "has half a conflict");
  if (record->theirs != NULL)
    self->n_conflicts++;
}

/* What the server has may still be to come; of the rest the file is here. */
static void
check_picture (Check      *self,
               const char *id,
               const char *hash)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyMediaRow) row = galley_media_find_in_store (self->database, hash, &error);

  if (error != NULL)
    tell_fault (self, id, "the picture %s: %s", hash, error->message);
  else if (row == NULL)
    tell_fault (self, id, "shows the picture %s, of which nothing is known", hash);
  else if (row->state != GALLEY_MEDIA_WANTED && !galley_hash_folder_has (self->media, hash))
    tell_fault (self, id, "shows the picture %s, whose file is gone", hash);
}

static void
check_text (Check          *self,
            const char     *id,
            GalleyRevision *revision)
{
  g_autofree char *content = galley_wire_write_content (revision);
  g_autofree char *hash = galley_hash_bytes (content, strlen (content));
  g_autoptr (GArray) names = galley_wire_list_media (content, strlen (content));

  if (!g_str_equal (hash, galley_wire_get_content_hash (revision)))
    tell_fault (self, id, "is written again as other bytes than its hash is of");
  for (guint i = 0; i < names->len; i++)
    check_picture (self, id, g_array_index (names, GalleyMediaName, i).hash);
}

static void
check_article (Check      *self,
               const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyRecord) record = galley_record_load_in_store (self->database, id, &error);
  g_autoptr (GPtrArray) versions = NULL;

  self->n_articles++;
  if (record == NULL)
    {
      tell_fault (self, id, "%s", error->message);
      return;
    }
  self->n_trashed += record->is_trashed ? 1 : 0;
  check_text (self, id, record->revision);
  check_record (self, id, record, GPOINTER_TO_INT (g_hash_table_lookup (self->articles, id)));
  versions = galley_versions_load_in_store (self->database, id, &error);
  if (versions == NULL)
    tell_fault (self, id, "versions: %s", error->message);
  else
    self->n_versions += versions->len;
}

static gboolean
collect (Check           *self,
         GalleyFilterKind kind,
         GPtrArray       *ids,
         GError         **error)
{
  GalleyFilter filter = { .kind = kind };
  g_autoptr (GPtrArray) summaries = galley_filter_load_in_store (self->database, &filter, 0, error);

  if (summaries == NULL)
    return FALSE;
  for (guint i = 0; i < summaries->len; i++)
    {
      const GalleySummaryData *data = summaries->pdata[i];

      g_ptr_array_add (ids, g_strdup (data->id));
      g_hash_table_insert (self->articles, g_strdup (data->id), GINT_TO_POINTER (FALSE));
    }
  return TRUE;
}

static gboolean
check_outbox (Check   *self,
              GError **error)
{
  g_autoptr (GPtrArray) entries = galley_outbox_load_in_store (self->database, error);

  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    {
      const GalleyOutboxEntry *entry = entries->pdata[i];

      if (entry->parked != NULL)
        self->n_parked++;
      else
        self->n_waiting++;
      if (entry->kind != GALLEY_OUTBOX_ACTION && !g_hash_table_contains (self->articles, entry->article))
        tell_fault (self, entry->article, "stands in the outbox and is not stored");
      else if (entry->kind != GALLEY_OUTBOX_ACTION)
        g_hash_table_insert (self->articles, g_strdup (entry->article), GINT_TO_POINTER (TRUE));
      if (entry->kind == GALLEY_OUTBOX_ACTION && entry->to == NULL
          && (entry->name == NULL || entry->action == GALLEY_ACTION_NONE || entry->content_hash == NULL))
        tell_fault (self, entry->article, "an order without name, act or content");
    }
  return TRUE;
}

/* All in one transaction: Galley may go on meanwhile, and what is read belongs together. */
static gboolean
check_all (Check   *self,
           GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  if (!galley_database_check (self->database, error) || !collect (self, GALLEY_FILTER_ALL, ids, error)
      || !collect (self, GALLEY_FILTER_TRASH, ids, error) || !check_outbox (self, error))
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    check_article (self, ids->pdata[i]);
  return TRUE;
}

static int
check_folder (const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyDatabase) database = galley_tool_look_at_store (folder, &error);
  g_autoptr (GHashTable) articles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *media = g_build_filename (folder, "media", NULL);
  Check check = { .database = database, .media = media, .articles = articles };
  gboolean is_good;

  /* The file's name stands in the error. */
  if (database == NULL || !galley_database_exec (database, "BEGIN", &error))
    return galley_tool_fail (NULL, error);
  is_good = check_all (&check, &error);
  galley_database_rollback (database);
  if (!is_good)
    return galley_tool_fail (folder, error);
  g_print ("articles %u, trashed %u, conflicts %u, versions %u, waiting %u, refused %u, faults %u\n",
           check.n_articles, check.n_trashed, check.n_conflicts, check.n_versions, check.n_waiting, check.n_parked,
           check.n_faults);
  return check.n_faults == 0 ? GALLEY_TOOL_OK : GALLEY_TOOL_FAILED;
}

int
galley_tool_check_store (const GalleyToolCommand *self,
                         char                   **arguments)
{
  g_autofree char *id = NULL;
  const GOptionEntry entries[] = {
    { "account", 0, 0, G_OPTION_ARG_STRING, &id, N_ ("The account"), N_ ("ID") },
    { NULL },
  };
  g_auto (GStrv) words = galley_tool_parse (self, entries, arguments, 0, 1);
  g_autoptr (GalleyAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  if (words == NULL)
    return GALLEY_TOOL_USAGE;
  if (words[0] != NULL && id != NULL)
    return galley_tool_refuse ("%s", _ ("Give a folder or an account, not both."));
  if (words[0] != NULL)
    return check_folder (words[0]);
  account = galley_tool_choose_account (id, &error);
  if (account == NULL)
    {
      galley_tool_fail (NULL, error);
      return GALLEY_TOOL_USAGE;
    }
  return check_folder (account->folder);
}
