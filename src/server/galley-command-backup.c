/* SPDX-License-Identifier: GPL-3.0-or-later */
/* galley-server backup --data DIR FILE, backup --data DIR --keep FOLDER, restore FILE --data NEW [--database URL] and
 * restore --check FILE */
#include "server/galley-commands.h"

#include "server/galley-backup-keep.h"

#include <glib/gi18n.h>

#define STATUS_DAMAGED 3

static void
print_facts (const char              *path,
             const GalleyBackupFacts *facts)
{
  /* Translators: a file, a time, a version, and numbers; the last %s is a hash. */
  g_print (_ ("%s: made %s by galley-server %s; articles: %u, revisions: %u, files: %u, entries in the audit record: %u, "
              "the last %s\n"),
           path, facts->time != NULL ? facts->time : "?", facts->version != NULL ? facts->version : "?",
           (guint) facts->n_articles, (guint) facts->n_revisions, (guint) facts->n_media, (guint) facts->n_audit,
           facts->last_audit);
  if (facts->n_damaged > 0)
    g_print (ngettext ("%u file was damaged or missing when it was made\n",
                       "%u files were damaged or missing when it was made\n", (gulong) facts->n_damaged),
             (guint) facts->n_damaged);
  if (facts->n_unknown > 0)
    g_print (ngettext ("%u file is named by articles and had not been sent yet\n",
                       "%u files are named by articles and had not been sent yet\n", (gulong) facts->n_unknown),
             (guint) facts->n_unknown);
}

/* @n_damaged: so many files are not in what was made. */
static int
tell_damaged (const char *path,
              gint64      n_damaged)
{
  if (n_damaged == 0)
    return 0;
  g_printerr ("galley-server: ");
  /* Translators: %s is the backup's file, %u a number. */
  g_printerr (ngettext ("%s is made, without %u file that is damaged or missing in the data folder.",
                        "%s is made, without %u files that are damaged or missing in the data folder.",
                        (gulong) n_damaged),
              path, (guint) n_damaged);
  g_printerr ("\n");
  return STATUS_DAMAGED;
}

static int
back_up (const char  *data,
         const char  *file,
         GalleyClock *clock)
{
  GError *error = NULL;
  guint n_damaged = 0;

  if (!galley_backup_write (data, file, clock, &n_damaged, &error))
    return galley_command_fail (error);
  return tell_damaged (file, n_damaged);
}

static int
keep_backup (const char  *data,
             const char  *keep,
             GalleyClock *clock)
{
  g_auto (GalleyBackupFacts) facts = { 0 };
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  GError *error = NULL;

  if (!galley_backup_keep (data, keep, clock, &name, &facts, &error))
    return galley_command_fail (error);
  path = g_build_filename (keep, name, NULL);
  print_facts (path, &facts);
  return tell_damaged (path, facts.n_damaged);
}

int
galley_command_backup (char **arguments)
{
  g_autofree char *data = NULL;
  g_autofree char *keep = NULL;
  g_auto (GStrv) rest = NULL;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &data, N_ ("The server’s data folder"), N_ ("FOLDER") },
    { "keep", 0, 0, G_OPTION_ARG_FILENAME, &keep,
      N_ ("Instead of FILE, a folder of backups: add one, check it, thin the others"), N_ ("FOLDER") },
    { NULL },
  };
  g_autoptr (GalleyClock) clock = galley_clock_new ();
  gboolean is_kept = FALSE;

  for (guint i = 0; arguments[i] != NULL; i++)
    is_kept |= g_str_has_prefix (arguments[i], "--keep");
  if (!galley_command_parse (arguments, is_kept ? NULL : N_ ("FILE"),
                             is_kept ? N_ ("Add to a folder of backups")
                                     : N_ ("Put a whole server into one file, while it runs"),
                             entries, is_kept ? 0 : 1, &rest))
    return 2;
  if (data == NULL)
    return galley_command_refuse ("%s", _ ("--data is needed."));
  return is_kept ? keep_backup (data, keep, clock) : back_up (data, rest[0], clock);
}

int
galley_command_restore (char **arguments)
{
  g_autofree char *data = NULL;
  g_autofree char *address = NULL;
  gboolean is_check = FALSE;
  g_auto (GStrv) rest = NULL;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &data,
      N_ ("The data folder to make; it must be empty or not there"), N_ ("FOLDER") },
    { "database", 0, 0, G_OPTION_ARG_STRING, &address, GALLEY_COMMAND_DATABASE, N_ ("URL") },
    { "check", 0, 0, G_OPTION_ARG_NONE, &is_check, N_ ("Look the backup through and make nothing"), NULL },
    { NULL },
  };
  g_autoptr (GalleyClock) clock = galley_clock_new ();
  g_autoptr (GalleyRandom) random = galley_random_new ();
  g_auto (GalleyBackupFacts) facts = { 0 };
  GError *error = NULL;

  if (!galley_command_parse (arguments, N_ ("FILE"), N_ ("Make a data folder of a backup, or check one"), entries, 1,
                             &rest))
    return 2;
  if (!galley_command_judge_address (address))
    return 2;
  if ((data != NULL) == is_check)
    return galley_command_refuse ("%s", _ ("Either --data or --check is needed."));
  if (is_check ? !galley_backup_check (rest[0], &facts, &error)
               : !galley_backup_restore (rest[0], data, address, clock, random, &facts, &error))
    return galley_command_fail (error);
  print_facts (rest[0], &facts);
  if (!is_check)
    {
      /* Translators: %s are the same folder twice. */
      g_print (_ ("%s is ready: galley-server serve --data %s\n"), data, data);
      g_print ("%s\n", _ ("Everybody signs in again, and sends what this server lacks."));
    }
  return 0;
}
