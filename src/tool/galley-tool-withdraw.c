/* SPDX-License-Identifier: GPL-3.0-or-later */
/* galley-tool withdraw ADDRESS --reason TEXT: for the night on which a page must go and only a terminal is at hand.
 *
 * The order is stored before it is sent, so that it stands whatever happens to this process; Galley or another run sends
 * it on. It is tried at once and every 5 s until the server answers. The page is found by its path among the articles
 * that are stored here; one that is not is fetched by the id that its path ends with. */
#include "tool/galley-tool-account.h"
#include "tool/galley-tool-sync.h"
#include "tool/galley-tool.h"

#include "core/base/galley-id.h"
#include "core/store/galley-article-list.h"
#include "core/store/galley-store-articles.h"
#include "core/store/galley-store-outbox.h"
#include "core/wire/galley-wire.h"

#include <glib/gi18n.h>
#include <string.h>

#define PERIOD (5 * G_USEC_PER_SEC)
#define TIMEOUT_SECONDS 120

typedef struct
{
  GalleyStore *store;
  GalleyTransport *transport;
  GalleyClock *clock;
  const char *path;   /* of the page, as in its address */
  const char *reason;
  char *name;         /* the order's */
} Withdrawal;

/* "/2026/11/23/….html" out of an address or a path; NULL where there is none. */
static char *
read_path (const char *address)
{
  g_autoptr (GUri) uri = NULL;

  if (*address == '/')
    return g_uri_unescape_string (address, NULL);
  uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  if (uri == NULL || *g_uri_get_path (uri) != '/' || strlen (g_uri_get_path (uri)) < 2)
    return NULL;
  return g_strdup (g_uri_get_path (uri));
}

/* A site may stand in a folder of its address. */
static gboolean
is_page_of (const Withdrawal *self,
            GalleyRevision   *revision)
{
  const char *published = galley_revision_get_state (revision)->published_path;

  return published != NULL && *published == '/' && g_str_has_suffix (self->path, published);
}

/* What stands between the last slash and ".html", if it is an id. */
static char *
dup_id (const char *path)
{
  const char *file = strrchr (path, '/') + 1;
  g_autofree char *id = g_str_has_suffix (file, ".html") ? g_strndup (file, strlen (file) - strlen (".html")) : NULL;

  return id != NULL && galley_id_is_valid (id) ? g_steal_pointer (&id) : NULL;
}

static GalleyRevision *
find_by_id (GalleyDatabase *database,
            const Withdrawal *self)
{
  g_autofree char *id = dup_id (self->path);
  g_autoptr (GalleyRecord) record = id != NULL ? galley_record_load_in_store (database, id, NULL) : NULL;

  return record != NULL && is_page_of (self, record->revision) ? galley_revision_ref (record->revision) : NULL;
}

/* NULL without error: it is not stored here. */
static gpointer
find_in_store (GalleyDatabase *database,
               gpointer        input,
               GError        **error)
{
  const Withdrawal *self = input;
  const GalleyFilter filter = { .kind = GALLEY_FILTER_PUBLISHED };
  GalleyRevision *found = find_by_id (database, self);
  g_autoptr (GPtrArray) summaries = NULL;

  if (found != NULL)
    return found;
  summaries = galley_filter_load_in_store (database, &filter, 0, error);
  for (guint i = 0; summaries != NULL && found == NULL && i < summaries->len; i++)
    {
      const GalleySummaryData *data = summaries->pdata[i];
      g_autoptr (GalleyRecord) record = galley_record_load_in_store (database, data->id, NULL);

      /* One that is damaged is not the one, and check-store tells of it. */
      if (record != NULL && is_page_of (self, record->revision))
        found = galley_revision_ref (record->revision);
    }
  return found;
}

static GalleyRevision *
find (Withdrawal *self,
      GError    **error)
{
  GError *cause = NULL;
  GalleyRevision *found = galley_store_run (self->store, GALLEY_LANE_PERSON, find_in_store, self, &cause);
  g_autofree char *id = dup_id (self->path);

  if (cause != NULL)
    {
      g_propagate_error (error, cause);
      return NULL;
    }
  if (found == NULL && id != NULL && self->transport != NULL)
    found = galley_transport_load (self->transport, id, NULL, &cause);
  if (found != NULL && is_page_of (self, found))
    return found;

  g_clear_pointer (&found, galley_revision_unref);
  if (cause != NULL && !g_error_matches (cause, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND)
      && !g_error_matches (cause, GALLEY_ERROR, GALLEY_ERROR_GONE))
    {
      g_propagate_error (error, cause);
      return NULL;
    }
  g_clear_error (&cause);
  /* Translators: %s is a page's path. */
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND, _ ("No article of this account was published at %s"),
               self->path);
  return NULL;
}

typedef struct
{
  Withdrawal *withdrawal;
  const char *article;
  const char *hash;
} QueueInput;

/* An order to withdraw the same article that stands already is the same order. */
static gpointer
queue_in_store (GalleyDatabase *database,
                gpointer        input,
                GError        **error)
{
  QueueInput *queue = input;
  Withdrawal *self = queue->withdrawal;
  g_autoptr (GPtrArray) entries = galley_outbox_load_in_store (database, error);
  gint64 now = galley_clock_get_real_time (self->clock);
  gint64 boot_now = galley_clock_get_boot_time (self->clock);

  if (entries == NULL)
    return NULL;
  for (guint i = 0; i < entries->len; i++)
    {
      const GalleyOutboxEntry *entry = entries->pdata[i];

      if (entry->action != GALLEY_ACTION_WITHDRAW || entry->kind != GALLEY_OUTBOX_ACTION
          || !g_str_equal (entry->article, queue->article))
        continue;
      /* It was refused or still held back: whoever types this wants it tried now. */
      if (entry->parked != NULL)
        {
          galley_outbox_unpark_in_store (database, entry->sequence, self->name, now, boot_now, error);
          return NULL;
        }
      g_free (self->name);
      self->name = g_strdup (entry->name);
      if (entry->hold_until == 0)
        return NULL;
      if (!galley_outbox_remove_in_store (database, entry->sequence, error))
        return NULL;
    }
  galley_outbox_add_action_in_store (database, queue->article, self->name, GALLEY_ACTION_WITHDRAW, queue->hash,
                                     self->reason, now, boot_now, 0, error);
  return NULL;
}

static gboolean
queue_order (Withdrawal     *self,
             GalleyRevision *revision,
             GError        **error)
{
  QueueInput input = { self, galley_revision_get_id (revision), galley_wire_get_content_hash (revision) };
  GError *cause = NULL;

  galley_store_run (self->store, GALLEY_LANE_SAVE, queue_in_store, &input, &cause);
  if (cause == NULL)
    return TRUE;
  g_propagate_error (error, cause);
  return FALSE;
}

/* Whether the server has answered: the order is gone, or refused with @error. */
static gboolean
is_answered (Withdrawal *self,
             GError    **error)
{
  g_autoptr (GPtrArray) entries = galley_tool_load_outbox (self->store, error);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const GalleyOutboxEntry *entry = entries->pdata[i];

      if (g_strcmp0 (entry->name, self->name) != 0)
        continue;
      if (entry->parked != NULL)
        /* Translators: %s is the server's own sentence. */
        g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_REJECTED,
                     _ ("NOT withdrawn, the page is still public. The server refused: %s"), entry->parked);
      return entry->parked != NULL;
    }
  return TRUE;
}

static gboolean
time_over_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

static void
wait_a_period (Withdrawal *self,
               gint64      period)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  galley_clock_add_timeout (self->clock, period, time_over_cb, loop);
  g_main_loop_run (loop);
}

/* Tries until the server answers; OFFLINE, with what it said last, when the time is over. */
static gboolean
send_order (Withdrawal *self,
            gint64      timeout,
            GError    **error)
{
  gint64 end = galley_clock_get_boot_time (self->clock) + timeout;
  gint64 patience;

  if (!galley_tool_load_patience (self->store, &patience, error))
    return FALSE;
  for (;;)
    {
      g_autoptr (GError) verdict = NULL;
      g_autoptr (GError) trouble = NULL;
      gint64 left;

      /* The order is the first thing that a pass sends; whatever ends the pass behind it is another matter. */
      galley_cycle_run (self->store, self->transport, self->clock, patience, NULL, NULL, NULL, &trouble);
      if (is_answered (self, &verdict) || verdict != NULL)
        {
          if (verdict == NULL)
            return TRUE;
          g_propagate_error (error, g_steal_pointer (&verdict));
          return FALSE;
        }
      left = end - galley_clock_get_boot_time (self->clock);
      if (left <= 0)
        {
          g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_OFFLINE,
                       /* Translators: %s is why, in English. */
                       _ ("NOT withdrawn yet: the page is still public. Phone the desk. The order is stored and goes "
                          "out with the next sync. (%s)"),
                       trouble != NULL ? trouble->message : "no answer");
          return FALSE;
        }
      if (trouble != NULL)
        g_printerr ("%s\n", trouble->message);
      wait_a_period (self, MIN (left, PERIOD));
    }
}

static gboolean
withdraw (Withdrawal          *self,
          const GalleyAccount *account,
          const char          *password_file,
          gint64               timeout,
          GError             **error)
{
  g_auto (GalleyToolLine) line = { NULL, FALSE };
  g_autoptr (GalleyRevision) revision = NULL;
  GError *no_line = NULL;

  /* Without a line the order is stored all the same. */
  galley_tool_dial (account, password_file, &line, &no_line);
  self->transport = line.transport;
  revision = find (self, no_line == NULL ? error : NULL);
  if (revision == NULL)
    {
      if (no_line != NULL)
        g_propagate_error (error, no_line);
      return FALSE;
    }
  if (!queue_order (self, revision, error))
    {
      g_clear_error (&no_line);
      return FALSE;
    }
  if (no_line != NULL)
    {
      g_propagate_prefixed_error (error, no_line, "%s ", _ ("NOT withdrawn yet: the page is still public. Phone the desk. "
                                                            "The order is stored and goes out with the next sync."));
      return FALSE;
    }
  return send_order (self, timeout, error);
}

static int
withdraw_page (const char *account_id,
               const char *path,
               const char *reason,
               const char *password_file,
               gint64      timeout)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyAccount) account = galley_tool_choose_account (account_id, &error);
  g_autoptr (GalleyClock) clock = galley_clock_new ();
  g_autoptr (GalleyRandom) random = galley_random_new ();
  Withdrawal self = { .clock = clock, .path = path, .reason = reason };
  int status = GALLEY_TOOL_OK;

  if (account == NULL)
    {
      galley_tool_fail (NULL, error);
      return GALLEY_TOOL_USAGE;
    }
  self.store = galley_tool_open_store (account, clock, &error);
  if (self.store == NULL)
    return galley_tool_fail (NULL, error);
  self.name = galley_id_new (clock, random);
  if (withdraw (&self, account, password_file, timeout, &error))
    /* Translators: %s is a page's path. */
    g_print (_ ("Withdrawn: %s\n"), path);
  else
    status = galley_tool_fail (NULL, error);
  galley_store_close (self.store);
  g_object_unref (self.store);
  g_free (self.name);
  return status;
}

int
galley_tool_withdraw (const GalleyToolCommand *self,
                      char                   **arguments)
{
  g_autofree char *id = NULL;
  g_autofree char *reason = NULL;
  g_autofree char *password_file = NULL;
  g_autofree char *path = NULL;
  int seconds = TIMEOUT_SECONDS;
  const GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_ ("Why, for the record"), N_ ("TEXT") },
    { "account", 0, 0, G_OPTION_ARG_STRING, &id, N_ ("The account"), N_ ("ID") },
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &password_file, N_ ("Read the password from FILE"), N_ ("FILE") },
    { "timeout", 0, 0, G_OPTION_ARG_INT, &seconds, N_ ("Try for so many seconds (120)"), N_ ("SECONDS") },
    { NULL },
  };
  g_auto (GStrv) words = galley_tool_parse (self, entries, arguments, 1, 1);

  if (words == NULL)
    return GALLEY_TOOL_USAGE;
  path = read_path (words[0]);
  if (path == NULL)
    /* Translators: %s is what was typed. */
    return galley_tool_refuse (_ ("“%s” is not the address of a page."), words[0]);
  if (reason == NULL || *reason == '\0')
    return galley_tool_refuse ("%s", _ ("Say why with --reason: it is kept in the record."));
  if (seconds < 0)
    return galley_tool_refuse ("%s", _ ("--timeout takes seconds."));
  return withdraw_page (id, path, reason, password_file, seconds * G_USEC_PER_SEC);
}
