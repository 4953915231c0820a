/* SPDX-License-Identifier: GPL-3.0-or-later */
/* galley-server audit --data DIR [--since DATE] [--article ID] [--csv] [--check] */
#include "server/galley-commands.h"

#include "core/base/galley-clock.h"
#include "core/base/galley-error.h"
#include "server/galley-csv.h"
#include "server/galley-server-audit-chain.h"
#include "server/galley-server-folder.h"

#include <glib/gi18n.h>
#include <stdio.h>

#define SHOWN_HASH 12

typedef struct
{
  char *data;
  char *since;
  char *article;
  gboolean is_csv;
  gboolean is_check;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->data);
  g_free (self->since);
  g_free (self->article);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* A day of this computer's time zone ("2026-11-23"), or a moment as the record prints it. */
static gboolean
read_since (const char *text,
            gint64     *since)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *midnight = NULL;
  g_autoptr (GDateTime) moment = NULL;

  *since = G_MININT64;
  if (text == NULL || galley_time_parse (text, since))
    return TRUE;
  midnight = g_strconcat (text, "T00:00:00", NULL);
  moment = g_date_time_new_from_iso8601 (midnight, zone);
  if (moment == NULL)
    return FALSE;
  *since = g_date_time_to_unix (moment) * G_USEC_PER_SEC;
  return TRUE;
}

static gboolean
print_csv (const GalleyAuditEntry *entry,
           gpointer                data,
           GError                **error)
{
  g_autofree char *time = galley_time_format (entry->time);
  const char *const fields[] = { time, entry->user, entry->user_name, entry->action, entry->article,
                                 entry->content_hash, entry->comment, entry->chain };
  g_autoptr (GString) line = g_string_new (NULL);

  g_string_append_printf (line, "%" G_GINT64_FORMAT, entry->number);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_string_append_c (line, ',');
      galley_csv_append (line, fields[i]);
    }
  g_string_append (line, "\r\n");
  fwrite (line->str, 1, line->len, stdout);
  return TRUE;
}

/* What came from outside must not move the terminal's cursor. */
static char *
make_plain (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *plain = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_unichar (plain, g_unichar_iscntrl (g_utf8_get_char (p)) ? ' ' : g_utf8_get_char (p));
  return g_string_free (plain, FALSE);
}

static gboolean
print_line (const GalleyAuditEntry *entry,
            gpointer                data,
            GError                **error)
{
  g_autofree char *time = galley_time_format (entry->time);
  g_autofree char *name = make_plain (entry->user_name);
  g_autofree char *comment = make_plain (entry->comment);

  printf ("%s %s (%s) %s %s %.*s %s\n", time, entry->user, name, entry->action,
          *entry->article != '\0' ? entry->article : "-", SHOWN_HASH,
          *entry->content_hash != '\0' ? entry->content_hash : "-", comment);
  return TRUE;
}

static int
check (GalleyDatabase *database)
{
  GalleyAuditCheck found;
  GError *error = NULL;

  if (!galley_server_audit_chain_check (database, &found, &error))
    return galley_command_fail (error);
  if (found.first_bad != 0)
    {
      galley_server_audit_chain_refuse (&found, &error);
      return galley_command_fail (error);
    }
  /* Translators: %u is a number, %s a hash. */
  g_print (ngettext ("%u entry, which fits; it has the hash %s\n", "%u entries, all fit; the last has the hash %s\n",
                     (gulong) found.n_entries),
           (guint) found.n_entries, found.last);
  return 0;
}

static int
print (GalleyDatabase *database,
       const Options  *options,
       gint64          since)
{
  GError *error = NULL;

  if (options->is_csv)
    printf ("number,time,user,user_name,action,article,content_hash,comment,chain\r\n");
  if (!galley_server_audit_foreach (database, since, options->article, options->is_csv ? print_csv : print_line, NULL,
                                    &error))
    return galley_command_fail (error);
  if (fflush (stdout) == 0)
    return 0;
  g_set_error_literal (&error, GALLEY_ERROR, GALLEY_ERROR_FAILED, _ ("The record could not be written in full."));
  return galley_command_fail (error);
}

int
galley_command_audit (char **arguments)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &options.data, N_ ("The server’s data folder"), N_ ("FOLDER") },
    { "since", 0, 0, G_OPTION_ARG_STRING, &options.since, N_ ("From that day, or that moment in UTC, on"), "2026-11-23" },
    { "article", 0, 0, G_OPTION_ARG_STRING, &options.article, N_ ("What was done to that article alone"), N_ ("ID") },
    { "csv", 0, 0, G_OPTION_ARG_NONE, &options.is_csv, N_ ("As comma-separated values (RFC 4180), whole"), NULL },
    { "check", 0, 0, G_OPTION_ARG_NONE, &options.is_check, N_ ("Name the first entry that does not fit its chain"), NULL },
    { NULL },
  };
  g_autoptr (GalleyDatabase) database = NULL;
  GError *error = NULL;
  gint64 since;

  if (!galley_command_parse (arguments, NULL, N_ ("Print the audit record, or check its chain"), entries, 0, NULL))
    return 2;
  if (options.data == NULL || !read_since (options.since, &since))
    return galley_command_refuse ("%s", _ ("--data is needed, and --since is a day such as 2026-11-23."));
  database = galley_server_folder_open_database (options.data, &error);
  if (database == NULL)
    return galley_command_fail (error);
  return options.is_check ? check (database) : print (database, &options, since);
}
