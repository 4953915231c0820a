/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must be true when all is quiet. */
#include "sim.h"

#include "core/db/galley-statement.h"
#include "core/wire/galley-wire-text.h"
#include "server/galley-server-private.h"
#include "server/galley-server-revisions.h"

#include <string.h>

#define DESK_TEXTS(condition)                                                                                      \
  "SELECT text FROM content JOIN article USING (row) WHERE " condition                                             \
  " UNION ALL SELECT base FROM article WHERE base <> '' AND " condition                                            \
  " UNION ALL SELECT theirs FROM article WHERE theirs IS NOT NULL AND " condition                                  \
  " UNION ALL SELECT document FROM version JOIN article ON version.article = article.row WHERE " condition
static const char sql_desk_texts[] = DESK_TEXTS ("TRUE");
static const char sql_desk_open_texts[] = DESK_TEXTS ("is_trashed = 0");
/* Where people see it. */
static const char sql_desk_shown_texts[] =
  "SELECT text FROM content JOIN article USING (row) WHERE is_trashed = 0"
  " UNION ALL SELECT theirs FROM article WHERE theirs IS NOT NULL AND is_trashed = 0";
/* A tombstone's text is no safe place: whoever brings the article back writes over it. */
static const char sql_server_texts[] = "SELECT article FROM articles WHERE is_deleted = 0";
static const char sql_desk_articles[] = "SELECT id || ' ' || content_hash FROM article WHERE is_trashed = 0 ORDER BY id";
static const char sql_server_articles[] = "SELECT id || ' ' || content_hash FROM articles WHERE is_deleted = 0 ORDER BY id";
static const char sql_desk_unsettled[] =
  "SELECT id FROM article WHERE conflicts IS NOT NULL"
  " UNION ALL SELECT article || ' in the outbox' FROM outbox WHERE parked IS NULL"
  "  AND article NOT IN (SELECT article FROM outbox WHERE kind <> 'action' AND parked IS NOT NULL)";
static const char sql_desk_refused[] = "SELECT article FROM outbox WHERE parked IS NOT NULL ORDER BY article";
static const char sql_desk_refused_texts[] = "SELECT article FROM outbox WHERE parked IS NOT NULL AND kind <> 'action'";
static const char sql_server_open[] = "SELECT id FROM articles WHERE is_deleted OR status IN ('draft', 'returned')";
/* That of a tombstone, too. */
static const char sql_server_all_texts[] = "SELECT article FROM articles";
static const char sql_server_state[] =
  "SELECT id || ' ' || revision || ' ' || is_deleted || ' ' || status || ' ' || content_hash FROM articles"
  " UNION ALL SELECT count (*) FROM revisions";
static const char sql_server_revisions[] =
  "SELECT articles.id, revisions.number, articles.article FROM articles JOIN revisions ON revisions.article = articles.id";
static const char sql_server_published[] =
  "SELECT article || ' ' || content_hash || ' ' || time FROM audit WHERE action = 'publish' ORDER BY number";

static const char sql_desk_versions[] =
  "SELECT document FROM version JOIN article ON version.article = article.row WHERE article.id = ?1";

typedef struct
{
  const char *sql;
  const char *id; /* bound where there is one */
  GString *out;
} Query;

static gpointer
query_in_store (GalleyDatabase *database,
                gpointer        data,
                GError        **error)
{
  Query *query = data;
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, query->sql);

  if (query->id != NULL)
    galley_statement_bind_text (statement, 1, query->id);
  while (galley_statement_step (statement, error))
    g_string_append_printf (query->out, "%s\n", galley_statement_get_text (statement, 0));
  return NULL;
}

/* (transfer full) */
static GString *
dup_rows (SimDesk    *desk,
          const char *sql,
          const char *id)
{
  Query query = { sql, id, g_string_new (NULL) };
  g_autoptr (GError) error = NULL;

  galley_store_run (desk->store, GALLEY_LANE_PERSON, query_in_store, &query, &error);
  g_assert_no_error (error);
  return query.out;
}

/* (transfer full) */
static GString *
dup_server_rows (Sim        *self,
                 const char *sql)
{
  Query query = { sql, NULL, g_string_new (NULL) };
  g_autoptr (GError) error = NULL;

  query_in_store (self->server->database, &query, &error);
  if (!self->is_server_failing)
    g_assert_no_error (error);
  return query.out;
}

GString *
sim_dup_versions (SimDesk    *desk,
                  const char *id)
{
  return dup_rows (desk, sql_desk_versions, id);
}

GString *
sim_dup_texts (Sim     *self,
               SimDesk *desk,
               gboolean is_open)
{
  if (desk == NULL)
    return dup_server_rows (self, sql_server_texts);
  return dup_rows (desk, is_open ? sql_desk_open_texts : sql_desk_texts, NULL);
}

void
sim_throw_words (Sim        *self,
                 const char *text,
                 const char *chosen)
{
  for (guint i = 0; i < self->words->len; i++)
    {
      SimWord *word = self->words->pdata[i];

      if (strstr (text, word->text) != NULL && (chosen == NULL || strstr (chosen, word->text) == NULL))
        word->is_thrown = TRUE;
    }
}

void
sim_forgive (Sim           *self,
             const GString *kept)
{
  self->is_restored = TRUE;
  for (guint i = 0; i < self->words->len; i++)
    {
      SimWord *word = self->words->pdata[i];

      word->is_erased = word->is_erased || strstr (kept->str, word->text) == NULL;
    }
}

/* (transfer full) */
static GString *
dup_all_texts (Sim     *self,
               gboolean is_open)
{
  GString *all = sim_dup_texts (self, NULL, is_open);

  for (guint i = 0; i < self->n_desks; i++)
    {
      g_autoptr (GString) texts = sim_dup_texts (self, &self->desks[i], is_open);

      g_string_append (all, texts->str);
    }
  return all;
}

void
sim_copy_words (Sim        *self,
                const char *text,
                const char *base)
{
  for (guint i = 0; i < self->words->len; i++)
    {
      SimWord *word = self->words->pdata[i];
      const char *first = strstr (text, word->text);

      if (first != NULL && (strstr (base, word->text) == NULL || strstr (first + 1, word->text) != NULL))
        word->is_copied = TRUE;
    }
}

void
sim_note_served (Sim *self)
{
  g_autoptr (GString) texts = dup_server_rows (self, sql_server_all_texts);

  for (guint i = 0; i < self->words->len; i++)
    {
      SimWord *word = self->words->pdata[i];

      word->is_served = word->is_served || strstr (texts->str, word->text) != NULL;
    }
}

/* All that the server ever took. (transfer full) */
static GString *
dup_revisions (Sim *self)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (self->server->database, sql_server_revisions);
  GString *texts = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  while (galley_statement_step (statement, &error))
    {
      g_autofree char *present = galley_wire_text_without_state (galley_statement_get_text (statement, 2));
      g_autofree char *text =
        galley_server_revisions_dup_text (self->server->database, galley_statement_get_text (statement, 0),
                                          galley_statement_get_integer (statement, 1), present, &error);

      g_assert_no_error (error);
      g_string_append (texts, text != NULL ? text : "");
    }
  g_assert_no_error (error);
  return texts;
}

void
sim_forget_served (Sim *self)
{
  g_autoptr (GString) texts = dup_revisions (self);

  for (guint i = 0; i < self->words->len; i++)
    {
      SimWord *word = self->words->pdata[i];

      word->is_served = word->is_served && strstr (texts->str, word->text) != NULL;
    }
}

static void
look_for_history (Sim *self)
{
  g_autoptr (GString) texts = dup_revisions (self);

  for (guint i = 0; i < self->words->len; i++)
    {
      const SimWord *word = self->words->pdata[i];

      if (word->is_served && strstr (texts->str, word->text) == NULL)
        sim_fail (self, "the word %s was served and is in no revision", word->text);
    }
}

void
sim_look_for_doubles (Sim *self)
{
  g_autoptr (GString) texts = dup_server_rows (self, sql_server_texts);
  g_auto (GStrv) articles = g_strsplit (texts->str, "\n", -1);

  for (guint i = 0; articles[i] != NULL && *articles[i] != '\0'; i++)
    {
      /* The state of a published one has its headline, too. */
      g_autofree char *content = galley_wire_text_without_state (articles[i]);

      for (guint j = 0; j < self->words->len; j++)
        {
          const SimWord *word = self->words->pdata[j];
          const char *first = strstr (content, word->text);

          if (!word->is_copied && !word->is_erased && first != NULL && strstr (first + 1, word->text) != NULL)
            sim_fail (self, "the word %s stands twice", word->text);
        }
    }
}

/* What arrives once more changes nothing. */
static void
look_for_replays (Sim *self)
{
  g_autoptr (GString) before = dup_server_rows (self, sql_server_state);
  g_autoptr (GString) after = NULL;

  sim_line_replay (self);
  after = dup_server_rows (self, sql_server_state);
  if (strcmp (before->str, after->str) != 0)
    sim_fail (self, "what came once more made of\n%sthis\n%s", before->str, after->str);
}

/* What nobody threw away must not be in the trash alone: a deletion never beats an edit. What somebody saw and did not want,
 * on a computer whose versions are gone, is in the server's history. */
static void
look_for_words (Sim *self)
{
  g_autoptr (GString) all = dup_all_texts (self, FALSE);
  g_autoptr (GString) open = dup_all_texts (self, TRUE);
  g_autoptr (GString) history = dup_revisions (self);

  for (guint i = 0; i < self->words->len; i++)
    {
      const SimWord *word = self->words->pdata[i];

      if (word->is_erased || (word->is_thrown && strstr (history->str, word->text) != NULL))
        continue;
      if (strstr (all->str, word->text) == NULL)
        sim_fail (self, "the word %s is nowhere", word->text);
      else if (!word->is_thrown && strstr (open->str, word->text) == NULL)
        sim_fail (self, "the word %s is in the trash, where nobody threw it", word->text);
    }
}

/* Nothing leaves an article but by a person's hand: a merge that settles in silence would leave it in a version alone. Where
 * a computer or the server has come back from a backup, an older text may have taken its place. */
static void
look_for_silence (Sim *self)
{
  g_autoptr (GString) shown = sim_dup_texts (self, NULL, TRUE);

  if (self->is_restored)
    return;
  for (guint i = 0; i < self->n_desks; i++)
    {
      g_autoptr (GString) texts = dup_rows (&self->desks[i], sql_desk_shown_texts, NULL);

      g_string_append (shown, texts->str);
    }
  for (guint i = 0; i < self->words->len; i++)
    {
      const SimWord *word = self->words->pdata[i];

      if (!word->is_erased && !word->is_thrown && strstr (shown->str, word->text) == NULL)
        sim_fail (self, "the word %s has left its article, and nobody was asked", word->text);
    }
}

/* Each by an order for just that text, each order once, and none that came too late. */
static void
look_for_orders (Sim *self)
{
  g_autoptr (GString) rows = dup_server_rows (self, sql_server_published);
  g_auto (GStrv) lines = g_strsplit (rows->str, "\n", -1);

  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) parts = g_strsplit (lines[i], " ", 3);
      gint64 time = g_ascii_strtoll (parts[2], NULL, 10);
      gboolean is_ordered = FALSE;

      for (guint k = 0; k < self->orders->len && !is_ordered; k++)
        {
          SimOrder *order = self->orders->pdata[k];

          is_ordered = !order->is_done && strcmp (order->article, parts[0]) == 0
                       && strcmp (order->content_hash, parts[1]) == 0 && time - order->time <= SIM_PATIENCE;
          order->is_done = order->is_done || is_ordered;
        }
      if (!is_ordered)
        sim_fail (self, "published without an order: %s", lines[i]);
    }
}

/* What is kept back for a person is nothing that the server would take: it is under review there, or public. */
static void
look_for_refusals (Sim *self,
                   guint number)
{
  g_autoptr (GString) refused = dup_rows (&self->desks[number], sql_desk_refused_texts, NULL);
  g_autoptr (GString) open = dup_server_rows (self, sql_server_open);
  g_auto (GStrv) ids = g_strsplit (refused->str, "\n", -1);

  for (guint i = 0; ids[i] != NULL && *ids[i] != '\0'; i++)
    if (strstr (open->str, ids[i]) != NULL)
      sim_fail (self, "desk %u keeps back %s, which the server would take", number, ids[i]);
}

/* @rows without those of articles that are in @refused. (transfer full) */
static char *
leave_out (const GString *rows,
           const GString *refused)
{
  g_auto (GStrv) lines = g_strsplit (rows->str, "\n", -1);
  GString *out = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_autofree char *id = g_strndup (lines[i], strcspn (lines[i], " "));

      if (strstr (refused->str, id) == NULL)
        g_string_append_printf (out, "%s\n", lines[i]);
    }
  return g_string_free (out, FALSE);
}

void
sim_look (Sim *self)
{
  g_autoptr (GString) served = dup_server_rows (self, sql_server_articles);

  for (guint i = 0; i < self->n_desks; i++)
    {
      g_autoptr (GString) unsettled = dup_rows (&self->desks[i], sql_desk_unsettled, NULL);
      g_autoptr (GString) refused = dup_rows (&self->desks[i], sql_desk_refused, NULL);
      g_autoptr (GString) rows = dup_rows (&self->desks[i], sql_desk_articles, NULL);
      g_autofree char *found = leave_out (rows, refused);
      g_autofree char *wanted = leave_out (served, refused);

      if (unsettled->len > 0)
        sim_fail (self, "desk %u has unsettled: %s", i, unsettled->str);
      if (strcmp (found, wanted) != 0)
        sim_fail (self, "desk %u has\n%sand the server\n%s", i, found, wanted);
      look_for_refusals (self, i);
    }
  look_for_words (self);
  look_for_silence (self);
  look_for_orders (self);
  look_for_history (self);
  sim_look_for_doubles (self);
  look_for_replays (self);
}
