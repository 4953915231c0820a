/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must be true when all is quiet. */
#include "sim.h"

#include "core/db/galley-statement.h"
#include "server/galley-server-private.h"

#include <string.h>

static const char sql_desk_texts[] =
  "SELECT text FROM content UNION ALL SELECT base FROM article WHERE base <> ''"
  " UNION ALL SELECT theirs FROM article WHERE theirs IS NOT NULL UNION ALL SELECT document FROM version";
static const char sql_server_texts[] = "SELECT article FROM articles";
static const char sql_desk_articles[] = "SELECT id || ' ' || content_hash FROM article WHERE is_trashed = 0 ORDER BY id";
static const char sql_server_articles[] = "SELECT id || ' ' || content_hash FROM articles WHERE is_deleted = 0 ORDER BY id";
static const char sql_desk_unsettled[] =
  "SELECT id FROM article WHERE conflicts IS NOT NULL UNION ALL SELECT article || ' in the outbox' FROM outbox";

typedef struct
{
  const char *sql;
  GString *out;
} Query;

static gpointer
query_in_store (GalleyDatabase *database,
                gpointer        data,
                GError        **error)
{
  Query *query = data;
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, query->sql);

  while (galley_statement_step (statement, error))
    g_string_append_printf (query->out, "%s\n", galley_statement_get_text (statement, 0));
  return NULL;
}

/* (transfer full) */
static GString *
dup_rows (SimDesk    *desk,
          const char *sql)
{
  Query query = { sql, g_string_new (NULL) };
  g_autoptr (GError) error = NULL;

  galley_store_run (desk->store, GALLEY_LANE_PERSON, query_in_store, &query, &error);
  g_assert_no_error (error);
  return query.out;
}

static GString *
dup_server_rows (Sim        *self,
                 const char *sql)
{
  Query query = { sql, g_string_new (NULL) };
  g_autoptr (GError) error = NULL;

  query_in_store (self->server->database, &query, &error);
  g_assert_no_error (error);
  return query.out;
}

GString *
sim_dup_texts (Sim     *self,
               SimDesk *desk)
{
  return desk != NULL ? dup_rows (desk, sql_desk_texts) : dup_server_rows (self, sql_server_texts);
}

void
sim_forgive (Sim           *self,
             const GString *kept)
{
  for (guint i = 0; i < self->words->len; i++)
    {
      SimWord *word = self->words->pdata[i];

      word->is_erased = word->is_erased || strstr (kept->str, word->text) == NULL;
    }
}

static void
look_for_words (Sim *self)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i <= self->n_desks; i++)
    {
      g_autoptr (GString) texts = sim_dup_texts (self, i < self->n_desks ? &self->desks[i] : NULL);

      g_string_append (all, texts->str);
    }
  for (guint i = 0; i < self->words->len; i++)
    {
      const SimWord *word = self->words->pdata[i];

      if (!word->is_erased && strstr (all->str, word->text) == NULL)
        sim_fail (self, "the word %s is nowhere", word->text);
    }
}

void
sim_look (Sim *self)
{
  g_autoptr (GString) wanted = dup_server_rows (self, sql_server_articles);

  for (guint i = 0; i < self->n_desks; i++)
    {
      g_autoptr (GString) unsettled = dup_rows (&self->desks[i], sql_desk_unsettled);
      g_autoptr (GString) found = dup_rows (&self->desks[i], sql_desk_articles);

      if (unsettled->len > 0)
        sim_fail (self, "desk %u has unsettled: %s", i, unsettled->str);
      if (strcmp (found->str, wanted->str) != 0)
        sim_fail (self, "desk %u has\n%sand the server\n%s", i, found->str, wanted->str);
    }
  look_for_words (self);
}
